//! The notice to staff: the same table, said to those whom it is about.

use askama::Template;
use zegel_model::regulation::Table;

use super::{class_rule, contact, employer};
use crate::language::{IntoArg, Language};
use crate::page::dashed;
use crate::pages::prose::{Prose, Section};

/// The notice to staff: short, and addressed to them.
#[derive(Template)]
#[template(path = "regulation/notice.html")]
pub struct NoticeText {
    /// In which language.
    pub language: Language,
    /// Who gives it; `None` leaves a place to fill in.
    pub employer: Option<String>,
    /// The regulation that it is about.
    pub table: Table,
    /// Who looks after the privacy of staff; `None` leaves a place to fill in.
    pub privacy_contact: Option<String>,
    /// What is done with phones, if anything.
    pub phones: Vec<PhoneRule>,
}

/// Something that the employer does with phones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneRule {
    /// Company phones are managed: some apps are blocked.
    CompanyManaged,
    /// A lost company phone is wiped.
    CompanyWiped,
    /// Of a private phone only the work part.
    PrivateWorkPart,
}

impl NoticeText {
    /// The text in sections.
    pub fn prose(&self) -> Prose {
        let classes = self.table.classes();
        let mut sections = vec![self.opening()];
        if !classes.is_empty() {
            sections.extend(self.chats());
        }
        if !self.phones.is_empty() {
            let items = self.phones.iter().map(|rule| self.t(rule.key())).collect();
            let section = Section::new(self.t("regulation-notice-phones-title")).items(items);
            sections.push(section.text(self.t("regulation-notice-phones-never")));
        }
        let contact = contact(self.language, self.privacy_contact.as_ref());
        sections.push(
            Section::new(self.t("regulation-notice-questions-title"))
                .text(self.language.say("regulation-notice-questions", &contact))
                .text(self.t("regulation-notice-read")),
        );
        Prose { sections }
    }

    fn opening(&self) -> Section {
        let args = [("employer", employer(self.language, self.employer.as_ref()))];
        let chats = !self.table.classes().is_empty();
        let lead = if chats {
            "regulation-notice-lead"
        } else {
            "regulation-notice-lead-phones"
        };
        Section::default().text(self.language.say(lead, &args))
    }

    fn chats(&self) -> Vec<Section> {
        let language = self.language;
        let classes = self.table.classes();
        let kept = classes
            .iter()
            .map(|class| class_rule(language, "regulation-notice", *class))
            .collect();
        let purposes = self
            .table
            .purposes()
            .iter()
            .map(|purpose| self.t(&format!("purpose-{}", dashed(purpose.name()))))
            .collect();
        let terms = [
            ("days", self.table.retention_days.arg()),
            ("case_days", self.table.case_days.arg()),
        ];
        vec![
            Section::new(self.t("regulation-notice-kept-title")).items(kept),
            Section::new(self.t("regulation-notice-out-title"))
                .text(self.t("regulation-notice-out")),
            Section::new(self.t("regulation-notice-why-title"))
                .items(purposes)
                .text(self.t("regulation-notice-why")),
            Section::new(self.t("regulation-notice-who-title"))
                .text(self.t("regulation-notice-who"))
                .text(language.say("regulation-notice-terms", &terms)),
            Section::new(self.t("regulation-notice-you-title")).items(
                [
                    "regulation-notice-you-see",
                    "regulation-notice-you-mark",
                    "regulation-notice-you-object",
                ]
                .map(|k| self.t(k))
                .to_vec(),
            ),
        ]
    }

    fn t(&self, key: &str) -> String {
        self.language.say(key, &[])
    }
}

impl PhoneRule {
    /// All of them.
    pub const ALL: [Self; 3] = [
        Self::CompanyManaged,
        Self::CompanyWiped,
        Self::PrivateWorkPart,
    ];

    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::CompanyManaged => "regulation-notice-phones-managed",
            Self::CompanyWiped => "regulation-notice-phones-wiped",
            Self::PrivateWorkPart => "regulation-notice-phones-private",
        }
    }
}
