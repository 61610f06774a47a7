//! The texts to adapt, composed from the answers.

use zegel_model::regulation::Table;
use zegel_model::seat::Quorum;

use crate::language::{Arg, IntoArg, Language};
use crate::page::dashed;
use crate::pages::prose::{Block, Prose, Section};
use crate::pages::regulation_text::{NoticeText, PhoneRule, RegulationText};

/// What the texts are filled in with: the answers, as codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperAnswers {
    /// `company`, `private` or `both`.
    pub phone: &'static str,
    /// `business` or `personal`.
    pub account: &'static str,
    /// `customers`, `colleagues`, `groups` or `everything`.
    pub chats: &'static str,
    /// What is wanted and not refused outright: `evidence`, `read_back`, `manage_phones`, `wipe_stolen`.
    pub wants: Vec<&'static str>,
    /// People who work there.
    pub staff: u32,
    /// `none`, `staff_body` or `works_council`.
    pub council: &'static str,
    /// `complaint`, `regulator`, `loss`, `suspicion` or `control`.
    pub why: &'static str,
    /// The alternatives of the answer, which the texts discuss.
    pub alternatives: Vec<&'static str>,
    /// The regulation that would follow.
    pub table: Table,
}

/// One of the texts; an empty one if there is none of that name.
pub(super) fn paper(document: &str, language: Language, answers: &PaperAnswers) -> Prose {
    let draft = Draft { language, answers };
    match document {
        "regulation" => draft.regulation(),
        "notice" => draft.notice(),
        "balancing_test" => draft.balancing_test(),
        "six_questions" => draft.six_questions(),
        "council_request" => draft.council_request(),
        "staff_minutes" => draft.staff_minutes(),
        _ => Prose::default(),
    }
}

struct Draft<'a> {
    language: Language,
    answers: &'a PaperAnswers,
}

impl Draft<'_> {
    fn regulation(&self) -> Prose {
        let text = RegulationText {
            language: self.language,
            employer: None,
            table: self.answers.table.clone(),
            quorum: Quorum::SMALL,
            seats: Vec::new(),
            privacy_contact: None,
        };
        text.prose()
    }

    fn notice(&self) -> Prose {
        let text = NoticeText {
            language: self.language,
            employer: None,
            table: self.answers.table.clone(),
            privacy_contact: None,
            phones: self.phone_rules(),
        };
        text.prose()
    }

    fn balancing_test(&self) -> Prose {
        let mut balance = self
            .part("paper-balancing-balance-title")
            .text(self.t("paper-balancing-balance"));
        if self.keeps() {
            balance = balance
                .text(self.t("paper-balancing-account"))
                .text(self.t("paper-balancing-chats"));
        }
        let sections = vec![
            Section::default().text(self.t("paper-balancing-lead")),
            self.what_it_is_about(),
            self.interest(self.part("paper-balancing-interest-title"))
                .fill(self.fill("paper-balancing-interest-fill")),
            self.part("paper-balancing-necessity-title")
                .text(self.t("paper-balancing-necessity"))
                .items(self.alternatives()),
            balance.fill(self.fill("paper-balancing-fill")),
            self.part("paper-balancing-safeguards-title")
                .items(self.safeguards()),
            self.part("paper-balancing-outcome-title")
                .fill(self.fill("paper-balancing-outcome-fill")),
            self.signed(),
        ];
        Prose { sections }
    }

    fn six_questions(&self) -> Prose {
        let by_kind =
            |keeps: &'static str, phones: &'static str| if self.keeps() { keeps } else { phones };
        let mut extent = self
            .part("paper-questions-2-title")
            .text(self.t(by_kind("paper-questions-2", "paper-questions-2-phones")));
        let mut protects = self
            .part("paper-questions-6-title")
            .text(self.t(by_kind("paper-questions-6", "paper-questions-6-phones")));
        if self.keeps() && self.touches_phones() {
            protects = protects.text(self.t("paper-questions-6-phones"));
        }
        extent = extent.fill(self.fill("paper-questions-2-fill"));
        let sections = vec![
            Section::default().text(self.t("paper-questions-lead")),
            self.what_it_is_about(),
            self.part("paper-questions-1-title")
                .text(self.t("paper-questions-1"))
                .fill(self.fill("paper-questions-1-fill")),
            extent,
            self.interest(self.part("paper-questions-3-title"))
                .fill(self.fill("paper-balancing-interest-fill")),
            self.part("paper-questions-4-title")
                .text(self.t("paper-questions-4"))
                .items(self.alternatives()),
            self.part("paper-questions-5-title")
                .text(self.t(by_kind("paper-questions-5", "paper-questions-5-phones")))
                .fill(self.fill("paper-questions-5-fill")),
            protects.fill(self.fill("paper-questions-6-fill")),
            self.signed(),
        ];
        Prose { sections }
    }

    fn council_request(&self) -> Prose {
        let mut consequences = self.part("paper-council-consequences-title");
        if self.keeps() {
            consequences = consequences.text(self.t("paper-council-consequences"));
        }
        if self.touches_phones() {
            consequences = consequences.text(self.t("paper-council-consequences-phones"));
        }
        let date = |key: &str| format!("{} {}", self.t(key), self.fill("paper-council-date-fill"));
        let sections = vec![
            Section::default()
                .text(self.t("paper-council-to"))
                .text(self.t("paper-council-lead")),
            self.part("paper-council-decision-title")
                .text(self.t("paper-council-decision")),
            self.interest(self.part("paper-council-reasons-title"))
                .fill(self.fill("paper-balancing-interest-fill")),
            consequences.fill(self.fill("paper-council-consequences-fill")),
            self.part("paper-council-safeguards-title").items(
                [
                    "paper-council-safeguard-seat",
                    "paper-council-safeguard-witness",
                    "paper-council-safeguard-figures",
                    "paper-council-safeguard-widening",
                ]
                .iter()
                .filter(|key| self.keeps() || key.ends_with("widening"))
                .map(|key| self.t(key))
                .collect(),
            ),
            self.part("paper-council-procedure-title").items(vec![
                date("paper-council-procedure-meeting"),
                date("paper-council-procedure-decision"),
                self.t("paper-council-procedure-report"),
                self.t("paper-council-procedure-nullity"),
            ]),
            self.part("paper-council-attachments-title")
                .text(self.t("paper-council-attachments")),
            self.signed(),
        ];
        Prose { sections }
    }

    fn staff_minutes(&self) -> Prose {
        let with = |key: &str, fill: &str| format!("{} {}", self.t(key), self.fill(fill));
        let mut told = vec![self.t("paper-minutes-told-what")];
        if self.keeps() {
            told.extend(
                ["paper-minutes-told-who", "paper-minutes-told-see"].map(|key| self.t(key)),
            );
        }
        if self.touches_phones() {
            told.push(self.t("paper-minutes-told-phones"));
        }
        let mut told = self
            .interest(self.part("paper-minutes-told-title"))
            .items(told);
        if self.keeps() {
            told = told.text(with("paper-minutes-seats", "paper-minutes-seats-fill"));
        }
        let sections = vec![
            Section::default().text(self.t("paper-minutes-lead")),
            self.part("paper-minutes-meeting-title").items(vec![
                with("paper-minutes-when", "paper-minutes-when-fill"),
                with("paper-minutes-who", "paper-minutes-who-fill"),
            ]),
            told,
            self.part("paper-minutes-asked-title")
                .fill(self.fill("paper-minutes-asked-fill")),
            self.part("paper-minutes-done-title")
                .fill(self.fill("paper-minutes-done-fill")),
            self.signed(),
        ];
        Prose { sections }
    }

    fn what_it_is_about(&self) -> Section {
        let mut items = vec!["paper-answers-phone"];
        if self.keeps() {
            items.extend(["paper-answers-account", "paper-answers-chats"]);
        }
        items.extend([
            "paper-answers-wants",
            "paper-answers-staff",
            "paper-answers-council",
        ]);
        self.part("paper-answers-title")
            .items(items.into_iter().map(|key| self.t(key)).collect())
    }

    fn interest(&self, section: Section) -> Section {
        section.text(self.t("paper-balancing-interest"))
    }

    fn alternatives(&self) -> Vec<String> {
        let why = self.fill("paper-balancing-necessity-fill");
        self.answers
            .alternatives
            .iter()
            .map(|code| {
                let words = self.t(&format!("advice-alternative-{}", dashed(code)));
                format!("{} {why}", words.split('\n').next().unwrap_or(&words))
            })
            .collect()
    }

    fn safeguards(&self) -> Vec<String> {
        let mut keys = Vec::new();
        if self.keeps() {
            keys.extend([
                "paper-balancing-safeguard-quorum",
                "paper-balancing-safeguard-purpose",
                "paper-balancing-safeguard-ledger",
                "paper-balancing-safeguard-search",
                "paper-balancing-safeguard-retention",
            ]);
        }
        if self.touches_phones() {
            keys.push("paper-questions-6-phones");
        }
        keys.into_iter().map(|key| self.t(key)).collect()
    }

    fn signed(&self) -> Section {
        let mut section = Section::default();
        section.blocks.push(Block::Text(format!(
            "{} {}",
            self.t("paper-signed"),
            self.fill("paper-signed-fill")
        )));
        section
    }

    fn part(&self, title: &str) -> Section {
        Section::new(self.t(title))
    }

    /// A place for the reader's own words.
    fn fill(&self, key: &str) -> String {
        self.language
            .say("paper-fill", &[("what", self.t(key).arg())])
    }

    fn t(&self, key: &str) -> String {
        self.language.say(key, &self.args())
    }

    fn args(&self) -> [(&'static str, Arg); 7] {
        let answers = self.answers;
        // Where no chats are kept the interest is the safety of what is on the phones, whatever brought it up.
        let why = if self.keeps() || answers.why == "regulator" {
            answers.why
        } else {
            "loss"
        };
        [
            ("phone", answers.phone.arg()),
            ("account", answers.account.arg()),
            ("chats", answers.chats.arg()),
            ("wants", self.wants().arg()),
            ("staff", answers.staff.arg()),
            ("council", answers.council.arg()),
            ("why", why.arg()),
        ]
    }

    fn wants(&self) -> String {
        let say = |code: &str| {
            self.language
                .say(&format!("paper-want-{}", dashed(code)), &[])
        };
        let words: Vec<String> = self.answers.wants.iter().map(|code| say(code)).collect();
        match words.split_last() {
            None => say("none"),
            Some((only, [])) => only.clone(),
            Some((last, before)) => self.language.say(
                "paper-want-and",
                &[("before", before.join(", ").arg()), ("last", last.arg())],
            ),
        }
    }

    fn has(&self, want: &str) -> bool {
        self.answers.wants.contains(&want)
    }

    fn keeps(&self) -> bool {
        self.has("evidence") || self.has("read_back")
    }

    fn touches_phones(&self) -> bool {
        self.has("manage_phones") || self.has("wipe_stolen")
    }

    fn phone_rules(&self) -> Vec<PhoneRule> {
        let company = self.answers.phone != "private";
        PhoneRule::ALL
            .into_iter()
            .filter(|rule| match rule {
                PhoneRule::CompanyManaged => company && self.has("manage_phones"),
                PhoneRule::CompanyWiped => company && self.has("wipe_stolen"),
                PhoneRule::PrivateWorkPart => {
                    self.answers.phone != "company" && self.touches_phones()
                }
            })
            .collect()
    }
}

/// Keys that this file composes.
#[cfg(test)]
pub(super) fn composed_keys() -> Vec<String> {
    [
        "evidence",
        "read-back",
        "manage-phones",
        "wipe-stolen",
        "none",
    ]
    .map(|want| format!("paper-want-{want}"))
    .to_vec()
}
