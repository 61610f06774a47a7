use std::collections::BTreeSet;

use zegel_model::scope::{Account, Ownership};

use super::answers::account_name;
use super::*;

const ACCOUNTS: [Account; 2] = [Account::Business, Account::Personal];
const STAFF: [u32; 4] = [9, 10, 49, 50];
const LOCALES: [(&str, &str); 2] = [
    ("nl", include_str!("../../../web/locales/nl/advice.ftl")),
    ("en", include_str!("../../../web/locales/en/advice.ftl")),
];

/// Every combination of answers, with staff on both sides of each threshold.
fn every() -> impl Iterator<Item = Answers> {
    let sets = (1..1_u32 << Want::ALL.len()).map(|bits| {
        Wants::new(
            Want::ALL
                .iter()
                .enumerate()
                .filter(|(n, _)| bits & (1 << n) != 0)
                .map(|(_, want)| *want),
        )
        .unwrap()
    });
    sets.flat_map(|wants| Phone::ALL.iter().map(move |phone| (wants.clone(), *phone)))
        .flat_map(|(wants, phone)| ACCOUNTS.map(|account| (wants.clone(), phone, account)))
        .flat_map(|(wants, phone, account)| {
            Chats::ALL
                .iter()
                .map(move |chats| (wants.clone(), phone, account, *chats))
        })
        .flat_map(|(wants, phone, account, chats)| {
            Why::ALL.iter().flat_map(move |why| {
                let wants = wants.clone();
                Council::ALL.iter().flat_map(move |council| {
                    let wants = wants.clone();
                    STAFF.map(move |staff| Answers {
                        phone,
                        account,
                        chats,
                        wants: wants.clone(),
                        staff,
                        council: *council,
                        why: *why,
                    })
                })
            })
        })
}

#[test]
fn every_answer_has_reasons_with_sources_and_a_way_on() {
    let mut count = 0_u32;
    for answers in every() {
        let advice = advise(&answers);
        assert!(!advice.reasons.is_empty(), "{answers:?}");
        assert!(!advice.steps.is_empty(), "{answers:?}");
        assert!(
            advice
                .reasons
                .iter()
                .all(|reason| !reason.sources().is_empty())
        );
        assert!(
            advice
                .conditions
                .iter()
                .all(|condition| !condition.sources().is_empty())
        );
        assert_eq!(
            advice.parts.len(),
            answers.wants.iter().count() * answers.phones().len()
        );
        assert_eq!(
            Some(advice.verdict),
            advice.parts.iter().map(|part| part.verdict).max()
        );
        if advice.verdict >= Verdict::NotThisWay {
            assert!(
                !advice.alternatives.is_empty(),
                "a refusal leaves another way: {answers:?}"
            );
            assert!(advice.steps.contains(&Step::ChangePlan), "{answers:?}");
        }
        count += 1;
    }
    assert_eq!(count, 31 * 3 * 2 * 4 * 5 * 3 * 4);
}

#[test]
fn everything_on_a_private_phone_is_never_kept() {
    for answers in every().filter(|a| a.keeps() && a.chats == Chats::Everything) {
        let advice = advise(&answers);
        assert!(advice.verdict >= Verdict::NotThisWay, "{answers:?}");
        assert!(advice.reasons.contains(&Reason::AllOrNothing));
        assert_eq!(
            answers.on_private(),
            advice.reasons.contains(&Reason::PrivateLife),
            "{answers:?}"
        );
    }
}

#[test]
fn checking_on_a_person_is_refused_whatever_else_is_wanted() {
    for answers in every().filter(|a| a.wants.has(Want::CheckPerson)) {
        let advice = advise(&answers);
        assert_eq!(advice.verdict, Verdict::No, "{answers:?}");
        assert!(
            advice.reasons.contains(&Reason::NoFishing)
                && advice.reasons.contains(&Reason::WatchingPeople)
        );
        assert!(
            advice
                .alternatives
                .iter()
                .any(|offer| offer.alternative == Alternative::Talk)
        );
    }
}

#[test]
fn chats_are_kept_neither_against_one_person_nor_just_in_case() {
    for answers in every().filter(|a| a.keeps() && matches!(a.why, Why::Suspicion | Why::Control)) {
        assert_eq!(advise(&answers).verdict, Verdict::No, "{answers:?}");
    }
}

#[test]
fn private_phones_are_not_managed() {
    for answers in every().filter(|a| a.wants.has(Want::ManagePhones) && a.on_private()) {
        let advice = advise(&answers);
        assert!(advice.verdict >= Verdict::NotThisWay, "{answers:?}");
        assert!(advice.reasons.contains(&Reason::PlatformRefuses));
    }
}

#[test]
fn a_private_phone_is_wiped_in_its_work_part_only() {
    for answers in every().filter(|a| a.wants.has(Want::WipeStolen) && a.on_private()) {
        let advice = advise(&answers);
        assert!(
            advice.reasons.contains(&Reason::WorkPartOnly),
            "{answers:?}"
        );
        assert!(
            advice.conditions.contains(&Condition::WorkPartOnly),
            "{answers:?}"
        );
        assert!(
            advice.conditions.contains(&Condition::HoldFirst),
            "{answers:?}"
        );
    }
}

#[test]
fn the_works_council_decides_from_fifty_people_or_where_there_is_one() {
    for answers in every() {
        let advice = advise(&answers);
        let council = answers.staff >= 50 || answers.council == Council::WorksCouncil;
        let heard = advice.conditions.contains(&Condition::StaffHeard)
            || advice.conditions.contains(&Condition::StaffTold);
        assert_eq!(
            advice.conditions.contains(&Condition::CouncilConsents),
            council,
            "{answers:?}"
        );
        assert_eq!(heard, !council, "{answers:?}");
        assert_eq!(
            advice.conditions.contains(&Condition::CouncilFirst),
            answers.staff >= 50 && answers.council != Council::WorksCouncil
        );
        assert!(!advice.documents.contains(&Document::CouncilRequest) || council);
        assert!(!advice.documents.contains(&Document::StaffMinutes) || !council);
        if answers.council == Council::StaffBody && answers.staff < 50 {
            assert!(advice.conditions.contains(&Condition::StaffHeard));
        }
    }
}

#[test]
fn only_wiping_a_company_phone_goes_without_conditions_of_weight() {
    for answers in every() {
        let advice = advise(&answers);
        if advice.verdict == Verdict::Yes {
            assert_eq!(answers.wants.iter().collect::<Vec<_>>(), [Want::WipeStolen]);
            assert_eq!(answers.phone, Phone::Company);
            assert_eq!(advice.documents, [Document::Notice]);
            assert!(advice.conditions.contains(&Condition::WipeTold));
        }
    }
}

#[test]
fn safeguards_come_before_the_weighing() {
    for answers in every() {
        let advice = advise(&answers);
        let place = |step| advice.steps.iter().position(|one| *one == step);
        if let Some(weigh) = place(Step::Weigh) {
            for first in [Step::WriteRegulation, Step::FillSeats, Step::GiveNotice] {
                assert!(place(first).is_none_or(|at| at < weigh), "{answers:?}");
            }
            assert!(place(Step::WriteRegulation).is_some());
        }
        if advice
            .parts
            .iter()
            .any(|part| part.verdict == Verdict::YesIf && part.want == Want::Evidence)
        {
            assert!(
                advice.conditions.contains(&Condition::FourEyes)
                    && advice.steps.contains(&Step::FillSeats)
            );
            assert!(advice.documents.contains(&Document::Regulation));
        }
    }
}

#[test]
fn an_aim_that_is_not_allowed_gets_no_documents() {
    for answers in every() {
        let advice = advise(&answers);
        let futile = advice.parts.iter().all(|part| part.verdict == Verdict::No);
        assert_eq!(advice.documents.is_empty(), futile, "{answers:?}");
        let kept = !answers.classes().is_empty();
        assert_eq!(
            kept,
            advice.documents.contains(&Document::Regulation),
            "{answers:?}"
        );
        assert_eq!(
            advice.steps.first() == Some(&Step::Stop),
            futile,
            "{answers:?}"
        );
    }
}

#[test]
fn an_alternative_never_leads_to_a_stricter_answer() {
    for answers in every() {
        let advice = advise(&answers);
        for other in advice
            .alternatives
            .iter()
            .filter_map(|offer| offer.answers.as_ref())
        {
            assert_ne!(*other, answers);
            assert!(
                advise(other).verdict <= advice.verdict,
                "{answers:?} -> {other:?}"
            );
        }
    }
}

/// From every answer that wants more than watching somebody, a few links lead to a yes.
#[test]
fn following_alternatives_leads_to_a_yes() {
    let starts = every().filter(|a| a.wants.without(Want::CheckPerson).is_some());
    // Headcount and council change who is asked, never the verdict's way out.
    for start in starts.filter(|a| a.staff == 49 && a.council == Council::None) {
        let mut seen = BTreeSet::from([start.query()]);
        let mut open = vec![start.clone()];
        let mut found = false;
        while let Some(answers) = open.pop() {
            let advice = advise(&answers);
            if advice.verdict <= Verdict::YesIf {
                found = true;
                break;
            }
            open.extend(
                advice
                    .alternatives
                    .into_iter()
                    .filter_map(|o| o.answers)
                    .filter(|a| seen.insert(a.query())),
            );
        }
        assert!(found, "{start:?}");
    }
}

#[test]
fn an_address_says_what_was_answered() {
    for answers in every() {
        let query = answers.query();
        let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap());
        assert_eq!(Answers::read(pairs), Ok(answers));
    }
}

#[test]
fn what_was_not_answered_is_named() {
    let all = Answers::read([]).unwrap_err();
    assert_eq!(all.0, Question::ALL);
    let staff = [
        ("phone", "both"),
        ("account", "personal"),
        ("chats", "groups"),
        ("want", "evidence"),
        ("want", "nonsense"),
        ("council", "none"),
        ("why", "loss"),
        ("utm", "x"),
    ];
    for wrong in ["0", "-1", "", "many", "1000001", "99999999999"] {
        let pairs = staff.into_iter().chain([("staff", wrong)]);
        assert_eq!(
            Answers::read(pairs),
            Err(Unanswered(vec![Question::Staff])),
            "{wrong}"
        );
    }
    let good = Answers::read(staff.into_iter().chain([("staff", " 12 ")])).unwrap();
    assert_eq!(
        (good.staff, good.phones()),
        (12, [Ownership::Company, Ownership::Private].as_slice())
    );
}

#[test]
fn the_columns_cases() {
    for example in Example::ALL {
        let answers = example.answers().unwrap();
        insta::assert_json_snapshot!(example.name(), (answers.query(), advise(&answers)));
    }
}

/// The names of an enum of codes, as keys of sentences have them.
fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> BTreeSet<String> {
    all.iter().map(|one| name(*one).replace('_', "-")).collect()
}

/// Each code stands in both locales, and the locales know no code that does not exist.
#[test]
fn every_code_has_its_words() {
    let families = [
        ("verdict", names(Verdict::ALL, Verdict::name)),
        ("reason", names(Reason::ALL, Reason::name)),
        ("alternative", names(Alternative::ALL, Alternative::name)),
        ("condition", names(Condition::ALL, Condition::name)),
        ("step", names(Step::ALL, Step::name)),
        ("document", names(Document::ALL, Document::name)),
        ("source", names(Source::ALL, Source::name)),
        ("question", names(Question::ALL, Question::name)),
        ("hint", names(Question::ALL, Question::name)),
        ("phone", names(Phone::ALL, Phone::name)),
        ("account", names(&ACCOUNTS, account_name)),
        ("chats", names(Chats::ALL, Chats::name)),
        ("want", names(Want::ALL, Want::name)),
        ("council", names(Council::ALL, Council::name)),
        ("why", names(Why::ALL, Why::name)),
    ];
    for (language, text) in LOCALES {
        let keys: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("advice-")?.split_once(" ="))
            .map(|(key, _)| key)
            .collect();
        for (family, codes) in &families {
            let of = |key: &&str| Some(key.strip_prefix(family)?.strip_prefix('-')?.to_owned());
            let found: BTreeSet<String> = keys.iter().filter_map(of).collect();
            assert_eq!(found, *codes, "{language} {family}");
        }
        for ending in ["-title", "-story"] {
            let of = |key: &&str| {
                Some(
                    key.strip_prefix("example-")?
                        .strip_suffix(ending)?
                        .to_owned(),
                )
            };
            let found: BTreeSet<String> = keys.iter().filter_map(of).collect();
            assert_eq!(
                found,
                names(Example::ALL, Example::name),
                "{language} {ending}"
            );
        }
    }
}
