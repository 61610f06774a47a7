//! Asking for access: purpose, reason, necessity, conversations and days; then a preview of counts only.

use askama::Template;
use zegel_model::case::Purpose;
use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::{CopyId, Day};

use crate::narrow::Narrow;
use crate::page::{Layout, short};

/// `/cases/new`.
///
/// Form: `POST /cases/new` with `purpose` (`Purpose::name()`), `reason`, `necessity`, `days`, `export` (`yes` or
/// absent), `copy` (repeated, whole id), `from-{copy}`, `to-{copy}` (dates), and `step`: `preview` shows this page
/// again with a [`Preview`]; `request` asks, then 303 to `/cases/{id}?done=requested`.
#[derive(Template)]
#[template(path = "case_new.html")]
pub struct CaseNewPage {
    /// Around the page.
    pub layout: Layout,
    /// What was filled in so far.
    pub form: CaseForm,
    /// The regulation's purposes.
    pub purposes: Vec<Purpose>,
    /// Conversations there are, with what was chosen.
    pub conversations: Vec<Conversation>,
    /// Which of them are shown.
    pub narrow: Narrow,
    /// The longest duration that the regulation allows, in days.
    pub max_days: u16,
    /// What the request would open, and the rules' verdict.
    pub preview: Option<Preview>,
    /// Why the form was refused, in the reader's language.
    pub problem: Option<String>,
}

/// What was filled in.
#[derive(Clone, Default)]
pub struct CaseForm {
    /// What for.
    pub purpose: Option<Purpose>,
    /// What happened.
    pub reason: String,
    /// Why nothing less intrusive does.
    pub necessity: String,
    /// For how many days.
    pub days: u16,
    /// What is in scope may leave as a bundle.
    pub export: bool,
}

/// One conversation that exists. Its name is sealed; what is known is who holds it, and when messages were.
#[derive(Clone)]
pub struct Conversation {
    /// Which copy.
    pub copy: CopyId,
    /// Who brought it in.
    pub holder: String,
    /// Whose account and phone.
    pub class: SourceClass,
    /// How far its source can be trusted.
    pub provenance: Provenance,
    /// First day with messages.
    pub first: Day,
    /// Last day with messages.
    pub last: Day,
    /// How many messages.
    pub messages: u64,
    /// It is asked for.
    pub chosen: bool,
    /// First day asked for.
    pub from: Day,
    /// Last day asked for.
    pub to: Day,
}

/// Counts only: nobody learns content by asking.
pub struct Preview {
    /// By conversation.
    pub lines: Vec<PreviewLine>,
    /// Every rule with its verdict.
    pub checks: Vec<(Check, bool)>,
}

/// What one conversation would open.
pub struct PreviewLine {
    /// Short copy id.
    pub copy: String,
    /// Who brought it in.
    pub holder: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Days with messages.
    pub days: u32,
    /// Messages.
    pub messages: u64,
    /// Employees who took part, whom it concerns.
    pub people: u32,
}

/// A rule that a request must pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// A regulation is in force.
    Regulation,
    /// The reader's role may ask.
    Role,
    /// The purpose is on the list.
    Purpose,
    /// Reason and necessity are given.
    Words,
    /// Conversations and days are chosen, in order.
    Scope,
    /// The duration is allowed.
    Duration,
    /// Seats of both sides can answer.
    Seats,
}

impl Check {
    /// Every check, in the order of the page.
    pub const ALL: [Self; 7] = [
        Self::Regulation,
        Self::Role,
        Self::Purpose,
        Self::Words,
        Self::Scope,
        Self::Duration,
        Self::Seats,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Regulation => "regulation",
            Self::Role => "role",
            Self::Purpose => "purpose",
            Self::Words => "words",
            Self::Scope => "scope",
            Self::Duration => "duration",
            Self::Seats => "seats",
        }
    }
}

impl Preview {
    /// Every rule is content.
    pub fn passes(&self) -> bool {
        self.checks.iter().all(|(_, ok)| *ok)
    }

    fn messages(&self) -> u64 {
        self.lines.iter().map(|line| line.messages).sum()
    }
}

impl Conversation {
    fn short(&self) -> String {
        short(&self.copy)
    }
}

impl CaseNewPage {
    fn is_purpose(&self, purpose: &Purpose) -> bool {
        self.form.purpose == Some(*purpose)
    }

    fn check(&self, check: &Check, ok: &bool) -> String {
        let verdict = if *ok { "yes" } else { "no" };
        self.layout.t(&format!("check-{}-{verdict}", check.name()))
    }
}

#[cfg(test)]
pub(crate) fn composed_keys() -> Vec<String> {
    Check::ALL
        .iter()
        .flat_map(|check| ["yes", "no"].map(|v| format!("check-{}-{v}", check.name())))
        .collect()
}

#[cfg(test)]
fn sample_form(filled_in: bool) -> CaseForm {
    let words = |said: &str| {
        if filled_in {
            said.to_owned()
        } else {
            String::new()
        }
    };
    CaseForm {
        purpose: filled_in.then_some(Purpose::CustomerComplaint),
        reason: words("Klant <Bakker> zegt dat wij de ketel op 12 april zouden plaatsen."),
        necessity: words("De offerte en de mail noemen geen datum."),
        days: 14,
        export: false,
    }
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::{day, sample};
    let conversation = |byte: u8, holder: &str, chosen| Conversation {
        copy: CopyId::from_bytes([byte; 16]),
        holder: holder.to_owned(),
        class: SourceClass::ALL[usize::from(byte) % 4],
        provenance: Provenance::TextExport,
        first: day("2022-01-10"),
        last: day("2022-04-30"),
        messages: 1_257,
        chosen,
        from: day("2022-04-01"),
        to: day("2022-04-30"),
    };
    let line = |holder: &str, messages| PreviewLine {
        copy: "mfrggzdf".to_owned(),
        holder: holder.to_owned(),
        from: day("2022-04-01"),
        to: day("2022-04-30"),
        days: 12,
        messages,
        people: 3,
    };
    let page = |preview: Option<Preview>, chosen: bool| CaseNewPage {
        layout: layout.clone(),
        form: sample_form(chosen),
        purposes: Purpose::ALL.to_vec(),
        conversations: vec![
            conversation(1, "Sanne <Jansen>", chosen),
            conversation(2, "Bram de Boer", false),
        ],
        narrow: Narrow::new("/cases/new", "", false),
        max_days: 14,
        preview,
        problem: None,
    };
    let preview = |ok: bool| Preview {
        lines: vec![line("Sanne <Jansen>", 214), line("Bram de Boer", 1)],
        checks: Check::ALL
            .map(|check| (check, ok || check != Check::Words))
            .to_vec(),
    };
    let mut nothing = page(None, false);
    nothing.conversations.clear();
    let mut refused = page(None, true);
    refused.problem = Some("Kies <iets>.".to_owned());
    let mut many = page(None, true);
    many.narrow = Narrow::new("/cases/new", "", true);
    let mut nobody = page(None, false);
    nobody.conversations.clear();
    nobody.narrow = Narrow::new("/cases/new", "<x>", false);
    vec![
        sample("case-new", &page(None, false)),
        sample("case-new-nothing", &nothing),
        sample("case-new-refused", &refused),
        sample("case-new-many", &many),
        sample("case-new-nobody", &nobody),
        sample("case-new-preview", &page(Some(preview(true)), true)),
        sample("case-new-preview-no", &page(Some(preview(false)), true)),
    ]
}
