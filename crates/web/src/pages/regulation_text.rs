//! The regulation as people read it, rendered from the table that the machine obeys; its notice; and what changes from
//! one table to the next.
//!
//! Every line, purpose and term of the table stands in the text: a rule that people cannot read is no rule. The texts
//! are fragments, embedded by other pages; the rules R1 to R4 are anchors that a refusal points to.

mod difference;
mod holds;
mod notice;

use askama::Template;
use zegel_model::person::Role;
use zegel_model::regulation::{Line, Table};
use zegel_model::right::Action;
use zegel_model::scope::{Account, Ownership, SourceClass};
use zegel_model::seat::{Quorum, Side};

pub use difference::DifferenceText;
pub use notice::{NoticeText, PhoneRule};

use super::prose::{Prose, Section};
use crate::language::{Arg, IntoArg, Language};
use crate::page::dashed;

/// What the authority is called that staff can complain to; the same in both languages.
const AUTHORITY: &str = "https://autoriteitpersoonsgegevens.nl";

/// The regulation: the text, and beside it the table.
#[derive(Template)]
#[template(path = "regulation/text.html")]
pub struct RegulationText {
    /// In which language.
    pub language: Language,
    /// Whose regulation; `None` leaves a place to fill in.
    pub employer: Option<String>,
    /// What it allows.
    pub table: Table,
    /// How many seats of a side open its half.
    pub quorum: Quorum,
    /// Who holds the seats; none while nobody was chosen.
    pub seats: Vec<SeatLine>,
    /// Who looks after the privacy of staff; `None` leaves a place to fill in.
    pub privacy_contact: Option<String>,
}

/// A seat and who holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatLine {
    /// Whose interest it guards.
    pub side: Side,
    /// Name of its holder.
    pub holder: String,
}

/// One row of the table beside the text.
pub struct Row {
    /// Who, in words.
    pub role: String,
    /// May do this, in words.
    pub may: String,
    /// The rule behind it, `R1` to `R4`.
    pub rules: &'static [&'static str],
}

impl RegulationText {
    /// The text in sections.
    pub fn prose(&self) -> Prose {
        let say = |key: &str| self.language.say(key, &[]);
        let mut sections = vec![
            Section::new(say("regulation-about-title"))
                .text(self.language.say(
                    "regulation-about",
                    &[("employer", employer(self.language, self.employer.as_ref()))],
                ))
                .text(say("regulation-about-machine")),
            Section::new(say("regulation-r1-title"))
                .at("R1")
                .text(say("regulation-r1"))
                .items(self.founding()),
            self.who(),
            self.purposes(),
            self.conversations(),
            Section::new(say("regulation-r4-title"))
                .at("R4")
                .text(say("regulation-r4"))
                .text(say("regulation-r4-read")),
            self.terms(),
            self.holds(),
            self.seats(),
        ];
        sections.extend([
            Section::new(say("regulation-never-title"))
                .text(say("regulation-never"))
                .items(NEVER.map(say).to_vec()),
            Section::new(say("regulation-see-title"))
                .text(say("regulation-see"))
                .items(SEE.map(say).to_vec()),
            Section::new(say("regulation-complain-title")).text(self.language.say(
                "regulation-complain",
                &contact(self.language, self.privacy_contact.as_ref()),
            )),
            Section::new(say("regulation-change-title")).text(say("regulation-change")),
        ]);
        Prose { sections }
    }

    /// The rows of the table beside the text: what holds from the first day, then every line.
    pub fn rows(&self) -> Vec<Row> {
        let row = |line: &Line, rules| Row {
            role: role(self.language, line.role),
            may: may(self.language, line.action),
            rules,
        };
        let first = FOUNDING
            .iter()
            .chain(&holds::LINES)
            .map(|line| row(line, ["R1"].as_slice()));
        let rest = self.table.lines().map(|line| {
            let capture = matches!(line.action, Action::Capture(_));
            row(&line, if capture { &["R3", "R4"] } else { &["R2"] })
        });
        first.chain(rest).collect()
    }

    /// The same rows, those of one role together.
    fn by_role(&self) -> Vec<(String, Vec<Row>)> {
        let mut groups: Vec<(String, Vec<Row>)> = Vec::new();
        for row in self.rows() {
            match groups.iter_mut().find(|(role, _)| *role == row.role) {
                Some((_, rows)) => rows.push(row),
                None => groups.push((row.role.clone(), vec![row])),
            }
        }
        groups
    }

    fn t(&self, key: &str) -> String {
        self.language.say(key, &[])
    }

    fn founding(&self) -> Vec<String> {
        FOUNDING
            .iter()
            .map(|line| {
                let args = [
                    ("role", role(self.language, line.role).arg()),
                    ("may", may(self.language, line.action).arg()),
                ];
                self.language.say("regulation-role-may-this", &args)
            })
            .collect()
    }

    fn who(&self) -> Section {
        let mut section = Section::new(self.t("regulation-r2-title"))
            .at("R2")
            .text(self.t("regulation-r2"));
        for who in Role::ALL {
            let items: Vec<String> = self
                .table
                .lines()
                .filter(|line| line.role == who)
                .map(|line| may(self.language, line.action))
                .collect();
            if !items.is_empty() {
                let args = [("role", role(self.language, who).arg())];
                section = section
                    .text(self.language.say("regulation-role-may", &args))
                    .items(items);
            }
        }
        section.text(self.t("regulation-r2-apart"))
    }

    fn purposes(&self) -> Section {
        let section = Section::new(self.t("regulation-purposes-title"));
        let items: Vec<String> = self
            .table
            .purposes()
            .iter()
            .map(|purpose| self.t(&format!("purpose-{}", dashed(purpose.name()))))
            .collect();
        let lead = if items.is_empty() {
            "regulation-purposes-none"
        } else {
            "regulation-purposes"
        };
        section
            .text(self.t(lead))
            .items(items)
            .text(self.t("regulation-purposes-never"))
    }

    fn conversations(&self) -> Section {
        let classes = self.table.classes();
        let section = Section::new(self.t("regulation-r3-title")).at("R3");
        if classes.is_empty() {
            return section.text(self.t("regulation-r3-none"));
        }
        let items = classes
            .iter()
            .map(|class| class_rule(self.language, "regulation", *class))
            .collect();
        section
            .text(self.t("regulation-r3"))
            .items(items)
            .text(self.t("regulation-r3-before"))
    }

    fn terms(&self) -> Section {
        let days = |key: &str, days: u16| self.language.say(key, &[("days", days.arg())]);
        Section::new(self.t("regulation-terms-title")).items(vec![
            days("regulation-terms-retention", self.table.retention_days),
            days("regulation-terms-case", self.table.case_days),
            days("regulation-terms-answer", self.table.answer_days),
            self.t("regulation-terms-hold"),
        ])
    }

    fn seats(&self) -> Section {
        let quorum = [
            ("threshold", self.quorum.threshold.arg()),
            ("seats", self.quorum.seats.arg()),
        ];
        let section = Section::new(self.t("regulation-seats-title"))
            .text(self.language.say("regulation-seats", &quorum));
        if self.seats.is_empty() {
            return section.text(self.t("regulation-seats-none"));
        }
        let items = self
            .seats
            .iter()
            .map(|seat| {
                let side = self.t(match seat.side {
                    Side::Employer => "side-employer",
                    Side::Staff => "side-staff",
                });
                self.language.say(
                    "regulation-seats-line",
                    &[("side", side.arg()), ("holder", seat.holder.arg())],
                )
            })
            .collect();
        section.items(items)
    }
}

/// What holds from the first day, legal holds aside; with [`holds::LINES`] the same as in `zegel_model::right::may`, which a test asks.
const FOUNDING: [Line; 6] = [
    Line {
        role: Role::Owner,
        action: Action::ManagePeople,
    },
    Line {
        role: Role::Owner,
        action: Action::ManageRegulation,
    },
    Line {
        role: Role::EmployerSeat,
        action: Action::HoldSeat(Side::Employer),
    },
    Line {
        role: Role::StaffSeat,
        action: Action::HoldSeat(Side::Staff),
    },
    Line {
        role: Role::Employee,
        action: Action::ConfirmNotice,
    },
    Line {
        role: Role::Employee,
        action: Action::SeeOwn,
    },
];

const NEVER: [&str; 9] = [
    "regulation-never-alone",
    "regulation-never-administrator",
    "regulation-never-search",
    "regulation-never-scoring",
    "regulation-never-dismissal",
    "regulation-never-private",
    "regulation-never-bulk",
    "regulation-never-refusers",
    "regulation-never-wipe",
];

const SEE: [&str; 3] = [
    "regulation-see-own",
    "regulation-see-log",
    "regulation-see-verify",
];

fn role(language: Language, role: Role) -> String {
    language.say(&format!("role-{}", dashed(role.name())), &[])
}

fn may(language: Language, action: Action) -> String {
    language.say(&may_key(action), &[])
}

fn may_key(action: Action) -> String {
    let name = match action {
        Action::ManagePeople => "manage-people",
        Action::ManageRegulation => "manage-regulation",
        Action::HoldSeat(Side::Employer) => "hold-seat-employer",
        Action::HoldSeat(Side::Staff) => "hold-seat-staff",
        Action::ConfirmNotice => "confirm-notice",
        Action::SeeOwn => "see-own",
        Action::Capture(class) => return format!("regulation-may-capture-{}", class_name(class)),
        Action::RequestCase => "request-case",
        Action::ApproveCase(Side::Employer) => "approve-case-employer",
        Action::ApproveCase(Side::Staff) => "approve-case-staff",
        Action::DenyCase => "deny-case",
        Action::Read => "read",
        Action::CloseCase => "close-case",
        Action::OverseeCases => "oversee-cases",
        Action::ProposeHold(voice) => {
            return format!("regulation-may-propose-hold-{}", voice.name());
        }
        Action::ConfirmHold(voice) => {
            return format!("regulation-may-confirm-hold-{}", voice.name());
        }
        Action::RefuseHold => "refuse-hold",
        Action::ReleaseHold(voice) => {
            return format!("regulation-may-release-hold-{}", voice.name());
        }
    };
    format!("regulation-may-{name}")
}

/// How a class gets in, under the keys of this text.
fn class_rule(language: Language, text: &str, class: SourceClass) -> String {
    language.say(&format!("{text}-class-{}", class_name(class)), &[])
}

const fn class_name(class: SourceClass) -> &'static str {
    match (class.account, class.phone) {
        (Account::Business, Ownership::Company) => "business-company",
        (Account::Business, Ownership::Private) => "business-private",
        (Account::Personal, Ownership::Company) => "personal-company",
        (Account::Personal, Ownership::Private) => "personal-private",
    }
}

fn employer(language: Language, name: Option<&String>) -> Arg {
    name.cloned()
        .unwrap_or_else(|| language.say("paper-employer", &[]))
        .arg()
}

fn contact(language: Language, name: Option<&String>) -> [(&'static str, Arg); 2] {
    let name = name
        .cloned()
        .unwrap_or_else(|| language.say("regulation-contact-fill", &[]));
    [("contact", name.arg()), ("authority", AUTHORITY.arg())]
}

/// Keys that this file composes.
#[cfg(test)]
pub(crate) fn composed_keys() -> Vec<String> {
    let mut keys: Vec<String> = every_action().map(may_key).collect();
    for class in SourceClass::ALL {
        keys.extend(
            ["regulation", "regulation-notice"]
                .map(|text| format!("{text}-class-{}", class_name(class))),
        );
    }
    keys.extend(
        ["case-days", "retention-days", "answer-days"]
            .map(|term| format!("regulation-difference-{term}")),
    );
    keys
}

#[cfg(test)]
use zegel_model::hold::Voice;

#[cfg(test)]
fn every_action() -> impl Iterator<Item = Action> {
    let plain = [
        Action::ManagePeople,
        Action::ManageRegulation,
        Action::ConfirmNotice,
        Action::SeeOwn,
        Action::RequestCase,
        Action::DenyCase,
        Action::Read,
        Action::CloseCase,
        Action::OverseeCases,
        Action::RefuseHold,
    ];
    let sides = Side::ALL
        .into_iter()
        .flat_map(|side| [Action::HoldSeat(side), Action::ApproveCase(side)]);
    let voices = Voice::ALL.into_iter().flat_map(|voice| {
        [
            Action::ProposeHold(voice),
            Action::ConfirmHold(voice),
            Action::ReleaseHold(voice),
        ]
    });
    plain
        .into_iter()
        .chain(sides)
        .chain(voices)
        .chain(SourceClass::ALL.map(Action::Capture))
}

#[cfg(test)]
fn small(classes: &[SourceClass]) -> Table {
    Table::small_employer(&classes.iter().copied().collect())
}

#[cfg(test)]
fn full(language: Language, table: Table) -> RegulationText {
    let seat = |side, holder: &str| SeatLine {
        side,
        holder: holder.to_owned(),
    };
    RegulationText {
        language,
        employer: Some("Installatiebedrijf De Vries".to_owned()),
        table,
        quorum: Quorum::SMALL,
        seats: vec![
            seat(Side::Employer, "Henk de Vries"),
            seat(Side::Staff, "Joris <Bakker>"),
        ],
        privacy_contact: Some("Fatima".to_owned()),
    }
}

#[cfg(test)]
pub(crate) fn samples(layout: &crate::page::Layout) -> Vec<super::samples::Sample> {
    use super::samples::fragment;
    let language = layout.language;
    let notice = NoticeText {
        language,
        employer: Some("Installatiebedrijf De Vries".to_owned()),
        table: small(&SourceClass::ALL),
        privacy_contact: Some("Fatima".to_owned()),
        phones: PhoneRule::ALL.to_vec(),
    };
    let blank = RegulationText {
        employer: None,
        seats: Vec::new(),
        privacy_contact: None,
        ..full(language, small(&[]))
    };
    let mut longer = small(&SourceClass::ALL);
    longer.retention_days = 730;
    longer.case_days = 30;
    longer.answer_days = 3;
    let difference = DifferenceText {
        language,
        difference: small(&[SourceClass::ALL[0]]).difference(&longer),
    };
    let nothing = DifferenceText {
        language,
        difference: zegel_model::regulation::Difference::default(),
    };
    vec![
        fragment("text-regulation", &full(language, small(&SourceClass::ALL))),
        fragment("text-regulation-blank", &blank),
        fragment("text-prose", &blank.prose()),
        fragment("text-notice", &notice),
        fragment("text-difference", &difference),
        fragment("text-difference-none", &nothing),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use zegel_model::case::Purpose;
    use zegel_model::person::Person;
    use zegel_model::right::{Object, Refusal, may};
    use zegel_model::{PersonId, Timestamp};

    use super::*;

    /// A table with exactly these lines and purposes.
    fn table(lines: &[Line], purposes: &[Purpose]) -> Table {
        let value = serde_json::json!({
            "lines": lines, "purposes": purposes, "case_days": 14, "retention_days": 365, "answer_days": 7,
        });
        serde_json::from_value(value).unwrap()
    }

    fn words(language: Language, table: Table) -> (String, String) {
        let text = full(language, table);
        (text.prose().markdown("t"), text.render().unwrap())
    }

    fn every_line() -> Vec<Line> {
        Role::ALL
            .into_iter()
            .flat_map(|role| every_action().map(move |action| Line { role, action }))
            .collect()
    }

    #[test]
    fn each_line_changes_the_text_in_its_own_way() {
        for language in Language::ALL {
            let mut seen = BTreeSet::from([words(language, table(&[], &[])).0]);
            for line in every_line() {
                let (text, html) = words(language, table(&[line], &[]));
                assert!(
                    html.contains(
                        &crate::pages::regulation_text::may(language, line.action)
                            .replace('\'', "&#39;")
                    ),
                    "{line:?}"
                );
                assert!(seen.insert(text), "{line:?} says nothing of its own");
            }
        }
    }

    #[test]
    fn taking_a_line_out_of_the_ready_made_table_takes_it_out_of_the_text() {
        let whole: Vec<Line> = small(&SourceClass::ALL).lines().collect();
        for language in Language::ALL {
            let all = words(language, table(&whole, &Purpose::ALL));
            assert_eq!(all, words(language, small(&SourceClass::ALL)));
            for line in &whole {
                let rest: Vec<Line> = whole
                    .iter()
                    .copied()
                    .filter(|other| other != line)
                    .collect();
                let less = words(language, table(&rest, &Purpose::ALL));
                assert!(
                    less.0.len() < all.0.len() && less.1.len() < all.1.len(),
                    "{line:?}"
                );
            }
            for purpose in Purpose::ALL {
                let rest: Vec<Purpose> = Purpose::ALL
                    .into_iter()
                    .filter(|other| *other != purpose)
                    .collect();
                assert!(
                    words(language, table(&whole, &rest)).0.len() < all.0.len(),
                    "{purpose:?}"
                );
            }
        }
    }

    #[test]
    fn each_term_changes_the_text() {
        for language in Language::ALL {
            let mut seen = BTreeSet::from([words(language, small(&[])).0]);
            let change: [fn(&mut Table); 3] = [
                |t| t.case_days = 99,
                |t| t.retention_days = 99,
                |t| t.answer_days = 99,
            ];
            for change in change {
                let mut table = small(&[]);
                change(&mut table);
                assert!(seen.insert(words(language, table).0));
            }
        }
    }

    #[test]
    fn a_refusal_points_to_a_paragraph_with_its_number() {
        for refusal in [
            Refusal::NoRegulation,
            Refusal::NotYourRole,
            Refusal::ClassNotCovered,
            Refusal::NoticeNotRead,
        ] {
            for language in Language::ALL {
                for classes in [&SourceClass::ALL[..], &[]] {
                    let html = full(language, small(classes)).render().unwrap();
                    assert_eq!(
                        html.matches(&format!("id=\"{}\"", refusal.rule())).count(),
                        1
                    );
                    let text = full(language, small(classes)).prose().markdown("t");
                    assert!(text.contains(&format!("## {}", refusal.rule())), "{text}");
                }
            }
        }
    }

    /// What the text says holds from the first day is what the one decider grants without a regulation.
    #[test]
    fn the_first_day_is_as_the_law_has_it() {
        for line in every_line() {
            let actor = Person {
                id: PersonId::from_bytes([7; 16]),
                name: String::new(),
                roles: BTreeSet::from([line.role]),
                added: Timestamp::from_micros(0),
            };
            let granted = may(None, &actor, line.action, Object::Archive).is_ok();
            let said = FOUNDING.contains(&line) || holds::LINES.contains(&line);
            assert_eq!(granted, said, "{line:?}");
        }
    }

    #[test]
    fn a_difference_names_everything_that_becomes_possible() {
        let from = table(&[], &[]);
        for language in Language::ALL {
            let mut seen = BTreeSet::new();
            for line in every_line() {
                let wider = DifferenceText {
                    language,
                    difference: from.difference(&table(&[line], &[])),
                };
                assert_eq!((wider.wider().len(), wider.narrower().len()), (1, 0));
                assert!(seen.insert(wider.wider()), "{line:?}");
                let narrower = DifferenceText {
                    language,
                    difference: table(&[line], &[]).difference(&from),
                };
                assert_eq!(narrower.narrower(), wider.wider());
            }
            let mut next = table(&[], &Purpose::ALL);
            next.case_days = 15;
            next.retention_days = 364;
            let text = DifferenceText {
                language,
                difference: from.difference(&next),
            };
            assert_eq!(
                (text.wider().len(), text.narrower().len()),
                (Purpose::ALL.len() + 1, 1)
            );
            let html = text.render().unwrap();
            assert!(html.contains("15") && html.contains("364"), "{html}");
        }
    }

    #[test]
    fn the_notice_is_short_and_names_every_purpose_and_class() {
        for language in Language::ALL {
            let notice = |classes: &[SourceClass], phones: &[PhoneRule]| NoticeText {
                language,
                employer: None,
                table: small(classes),
                privacy_contact: None,
                phones: phones.to_vec(),
            };
            let whole = notice(&SourceClass::ALL, &[]).prose().markdown("t");
            assert!(
                whole.split_whitespace().count() < 450,
                "{}",
                whole.split_whitespace().count()
            );
            for purpose in Purpose::ALL {
                assert!(
                    whole.contains(
                        &language.say(&format!("purpose-{}", dashed(purpose.name())), &[])
                    )
                );
            }
            for class in SourceClass::ALL {
                assert!(whole.contains(&class_rule(language, "regulation-notice", class)));
            }
            let phones = notice(&[], &PhoneRule::ALL).prose().markdown("t");
            for rule in PhoneRule::ALL {
                assert!(phones.contains(&language.say(rule.key(), &[])));
            }
            assert!(!phones.contains(&language.say("regulation-notice-kept-title", &[])));
        }
    }

    #[test]
    fn the_dutch_text_as_it_is_read() {
        insta::assert_snapshot!(words(Language::Nl, small(&SourceClass::ALL)).0);
    }
}
