//! The rules of the advice, as tables: what holds, and when.

use zegel_model::scope::{Account, Ownership};

use super::answers::{Answers, Chats, Council, Phone, Want, Wants, Why};
use super::code::{Alternative, Condition, Document, Reason, Step, Verdict};
use super::{Offer, Part};

/// A code and when it applies.
type When<T> = (T, fn(&Answers) -> bool);

/// One verdict for each thing wanted on each kind of phone.
pub(super) fn parts(answers: &Answers) -> Vec<Part> {
    answers
        .wants
        .iter()
        .flat_map(|want| {
            answers.phones().iter().map(move |phone| Part {
                want,
                phone: *phone,
                verdict: part(answers, want, *phone),
            })
        })
        .collect()
}

fn part(a: &Answers, want: Want, phone: Ownership) -> Verdict {
    match want {
        Want::CheckPerson => Verdict::No,
        Want::Evidence | Want::ReadBack => keeping(a),
        Want::ManagePhones => managing(a, phone),
        Want::WipeStolen => wiping(a, phone),
    }
}

fn keeping(a: &Answers) -> Verdict {
    if a.fishing() {
        Verdict::No
    } else if a.chats == Chats::Everything {
        Verdict::NotThisWay
    } else {
        Verdict::YesIf
    }
}

fn managing(a: &Answers, phone: Ownership) -> Verdict {
    match (a.why, phone) {
        (Why::Suspicion, _) => Verdict::No,
        (Why::Control, _) | (_, Ownership::Private) => Verdict::NotThisWay,
        (Why::Complaint | Why::Regulator | Why::Loss, Ownership::Company) => Verdict::YesIf,
    }
}

fn wiping(a: &Answers, phone: Ownership) -> Verdict {
    let plain =
        phone == Ownership::Company && only_wipe(a) && !a.council_decides() && !hold_near(a);
    if plain { Verdict::Yes } else { Verdict::YesIf }
}

/// A legal hold may come: evidence is at stake.
fn hold_near(a: &Answers) -> bool {
    matches!(a.why, Why::Regulator | Why::Suspicion)
}

fn only_wipe(a: &Answers) -> bool {
    a.wants.iter().all(|want| want == Want::WipeStolen)
}

fn manages(a: &Answers) -> bool {
    a.wants.has(Want::ManagePhones)
}

fn wipes(a: &Answers) -> bool {
    a.wants.has(Want::WipeStolen)
}

fn checks(a: &Answers) -> bool {
    a.wants.has(Want::CheckPerson)
}

/// Managing phones, not to get at somebody.
fn manages_fairly(a: &Answers) -> bool {
    manages(a) && a.why != Why::Suspicion
}

/// Keeping chats, for a purpose that can be one.
fn keeps_fairly(a: &Answers) -> bool {
    a.keeps() && !a.fishing()
}

fn personal(a: &Answers) -> bool {
    a.account == Account::Personal
}

/// Too few people for a staff representation with rights of its own.
fn handful(a: &Answers) -> bool {
    a.staff < 10 && a.council == Council::None
}

const REASONS: &[When<Reason>] = &[
    (Reason::NoFishing, |a| {
        checks(a) || a.why == Why::Suspicion && (a.keeps() || manages(a))
    }),
    (Reason::WatchingPeople, |a| {
        checks(a) || a.fishing() && (a.keeps() || manages(a))
    }),
    (Reason::NoPurpose, |a| {
        a.why == Why::Control && (a.keeps() || manages(a))
    }),
    (Reason::FairPurpose, |a| {
        keeps_fairly(a) && a.why == Why::Complaint
    }),
    (Reason::EvidenceCounts, |a| {
        a.why == Why::Regulator && (a.keeps() || manages(a))
    }),
    (Reason::SafetyCounts, |a| {
        a.why == Why::Loss && (a.keeps() || manages(a))
    }),
    (Reason::WorkTalk, |a| {
        keeps_fairly(a) && a.chats != Chats::Everything && (a.on_company() || !personal(a))
    }),
    (Reason::ColleaguesToo, |a| {
        keeps_fairly(a) && matches!(a.chats, Chats::Colleagues | Chats::Groups)
    }),
    (Reason::AllOrNothing, |a| {
        a.keeps() && (a.chats == Chats::Everything || personal(a))
    }),
    (Reason::PrivateAtWork, |a| {
        a.keeps() && a.on_company() && (a.chats == Chats::Everything || personal(a))
    }),
    (Reason::PrivateLife, |a| {
        a.on_private() && (manages(a) || a.keeps() && (a.chats == Chats::Everything || personal(a)))
    }),
    (Reason::PlatformRefuses, |a| a.on_private() && manages(a)),
    (Reason::CompanyPhone, |a| a.on_company() && manages(a)),
    (Reason::WipeProtects, |a| a.on_company() && wipes(a)),
    (Reason::WorkPartOnly, |a| a.on_private() && wipes(a)),
    (Reason::WipeDestroys, |a| wipes(a) && hold_near(a)),
    (Reason::LossIsNoPermission, |a| {
        a.why == Why::Regulator
            && a.on_private()
            && (manages(a) || a.keeps() && a.chats == Chats::Everything)
    }),
    (Reason::ConsentHardlyCounts, |a| {
        a.on_private() && a.touches_phones() || a.keeps() && personal(a)
    }),
    (Reason::SafeguardsFirst, |a| {
        keeps_fairly(a) || manages(a) && a.why != Why::Suspicion
    }),
];

const CONDITIONS: &[When<Condition>] = &[
    (Condition::CouncilFirst, |a| {
        a.staff >= 50 && a.council != Council::WorksCouncil
    }),
    (Condition::CouncilConsents, Answers::council_decides),
    (Condition::CouncilAdvises, |a| {
        a.council_decides() && a.touches_phones()
    }),
    (Condition::StaffHeard, |a| {
        !a.council_decides() && !handful(a)
    }),
    (Condition::StaffTold, |a| !a.council_decides() && handful(a)),
    (Condition::WipeTold, wipes),
    (Condition::Regulation, beyond_wipe),
    (Condition::ClosedPurposes, keeps_fairly),
    (Condition::FourEyes, keeps_fairly),
    (Condition::Notice, beyond_wipe),
    (Condition::AccessLedger, keeps_fairly),
    (Condition::HolderDecides, |a| keeps_fairly(a) && personal(a)),
    (Condition::RefusalIsFree, |a| {
        a.on_private() || keeps_fairly(a) && personal(a)
    }),
    (Condition::MarkedStaysOut, keeps_fairly),
    (Condition::ConfidentialOut, keeps_fairly),
    (Condition::CustomersTold, |a| {
        keeps_fairly(a) && a.chats != Chats::Colleagues
    }),
    (Condition::KeptBriefly, keeps_fairly),
    (Condition::FiscalRecords, |a| {
        a.wants.has(Want::Evidence) && keeps_fairly(a) && a.chats != Chats::Colleagues
    }),
    (Condition::LawyersApart, |a| {
        keeps_fairly(a) && a.why == Why::Regulator
    }),
    (Condition::ObjectionAnswered, keeps_fairly),
    (Condition::NoLocation, Answers::touches_phones),
    (Condition::WorkPartOnly, |a| {
        a.on_private() && a.touches_phones()
    }),
    (Condition::HoldFirst, wipes),
    (Condition::Weighed, beyond_wipe),
    (Condition::Assessed, beyond_wipe),
    (Condition::SixQuestions, beyond_wipe),
];

/// Something remains to be done that is more than wiping the employer's own lost phone.
fn beyond_wipe(a: &Answers) -> bool {
    keeps_fairly(a) || manages_fairly(a) || a.on_private() || a.council_decides()
}

/// Who must be asked or told stands even where the aim is not allowed: it holds for whatever comes instead.
const ALWAYS: [Condition; 4] = [
    Condition::CouncilFirst,
    Condition::CouncilConsents,
    Condition::StaffHeard,
    Condition::StaffTold,
];

fn applies<T: Copy>(table: &[When<T>], answers: &Answers) -> Vec<T> {
    table
        .iter()
        .filter(|(_, when)| when(answers))
        .map(|(code, _)| *code)
        .collect()
}

/// In the order of the table; after a refusal what decides it comes first.
pub(super) fn reasons(answers: &Answers, verdict: Verdict) -> Vec<Reason> {
    let mut reasons = applies(REASONS, answers);
    if verdict >= Verdict::NotThisWay {
        reasons.sort_by_key(|reason| !reason.speaks_against());
    }
    reasons
}

pub(super) fn conditions(answers: &Answers, futile: bool) -> Vec<Condition> {
    let mut conditions = applies(CONDITIONS, answers);
    if futile {
        conditions.retain(|condition| ALWAYS.contains(condition));
    }
    conditions
}

/// An alternative; `None` if it does not apply here.
type Other = fn(&Answers) -> Option<Option<Answers>>;

const ALTERNATIVES: &[(Alternative, Other)] = &[
    (Alternative::Talk, |a| {
        (checks(a) || a.why == Why::Suspicion).then_some(None)
    }),
    (Alternative::LeaveOutChecking, |a| {
        let wants = if checks(a) {
            a.wants.without(Want::CheckPerson)
        } else {
            None
        };
        wants.map(|wants| Some(Answers { wants, ..a.clone() }))
    }),
    (Alternative::NameTheEvent, |a| {
        let fits = a.fishing() && (a.keeps() || manages(a));
        fits.then(|| {
            Some(Answers {
                why: Why::Complaint,
                ..a.clone()
            })
        })
    }),
    (Alternative::OutsideInquiry, |a| {
        (a.why == Why::Suspicion).then_some(None)
    }),
    (Alternative::OnlyWorkChats, |a| {
        let fits = keeps_fairly(a) && a.chats == Chats::Everything;
        fits.then(|| {
            Some(Answers {
                chats: Chats::Customers,
                ..a.clone()
            })
        })
    }),
    (Alternative::BusinessAccount, |a| {
        let fits = keeps_fairly(a) && personal(a);
        fits.then(|| {
            Some(Answers {
                account: Account::Business,
                chats: work_chats(a),
                ..a.clone()
            })
        })
    }),
    (Alternative::CompanyPhone, |a| {
        let fits = a.on_private() && (manages_fairly(a) || keeps_fairly(a) && personal(a));
        fits.then(|| {
            Some(Answers {
                phone: Phone::Company,
                chats: work_chats(a),
                ..a.clone()
            })
        })
    }),
    (Alternative::HolderHandsIn, |a| {
        (keeps_fairly(a) && personal(a)).then_some(None)
    }),
    (Alternative::OwnReadBack, |a| {
        let fits = a.wants.has(Want::Evidence) && a.why == Why::Complaint;
        let wants = Wants::new([Want::ReadBack]);
        if fits {
            wants.map(|wants| {
                Some(Answers {
                    wants,
                    chats: work_chats(a),
                    ..a.clone()
                })
            })
        } else {
            None
        }
    }),
    (Alternative::ConfirmInWriting, |a| {
        (keeps_fairly(a) && a.chats != Chats::Colleagues).then_some(None)
    }),
    (Alternative::WorkProfile, |a| {
        (a.on_private() && a.touches_phones()).then_some(None)
    }),
    (Alternative::PhonesOwnWipe, |a| wipes(a).then_some(None)),
    (Alternative::NoDeleteOrder, |a| {
        (a.why == Why::Regulator).then_some(None)
    }),
];

fn work_chats(a: &Answers) -> Chats {
    match a.chats {
        Chats::Everything => Chats::Customers,
        Chats::Customers | Chats::Colleagues | Chats::Groups => a.chats,
    }
}

pub(super) fn alternatives(answers: &Answers) -> Vec<Offer> {
    ALTERNATIVES
        .iter()
        .filter_map(|(alternative, other)| {
            other(answers).map(|answers| Offer {
                alternative: *alternative,
                answers,
            })
        })
        .collect()
}

pub(super) fn steps(answers: &Answers, verdict: Verdict, futile: bool) -> Vec<Step> {
    let hear = if answers.council_decides() {
        Step::AskCouncil
    } else {
        Step::HearStaff
    };
    let change = match verdict {
        Verdict::No | Verdict::NotThisWay => Some(Step::ChangePlan),
        Verdict::Yes | Verdict::YesIf => None,
    };
    if futile {
        let named = answers.fishing().then_some(Step::NamePurpose);
        return [Some(Step::Stop), named, change]
            .into_iter()
            .flatten()
            .collect();
    }
    if !beyond_wipe(answers) {
        return change.into_iter().chain([Step::TellStaff]).collect();
    }
    let seats = keeps_fairly(answers).then_some(Step::FillSeats);
    let hold = hold_near(answers).then_some(Step::PrepareHold);
    [
        change,
        Some(Step::WriteRegulation),
        Some(hear),
        seats,
        Some(Step::GiveNotice),
        Some(Step::Weigh),
        hold,
        Some(Step::StartSmall),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(super) fn documents(answers: &Answers, futile: bool) -> Vec<Document> {
    if futile {
        return Vec::new();
    }
    if !beyond_wipe(answers) {
        return vec![Document::Notice];
    }
    let hear = if answers.council_decides() {
        Document::CouncilRequest
    } else {
        Document::StaffMinutes
    };
    let regulation = keeps_fairly(answers).then_some(Document::Regulation);
    [
        regulation,
        Some(Document::Notice),
        Some(Document::BalancingTest),
        Some(Document::SixQuestions),
        Some(hear),
    ]
    .into_iter()
    .flatten()
    .collect()
}
