//! The four papers: two rendered from the rules that the machine will obey, two that are the owner's to write on.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::Context;
use zegel_app::advice::advise;
use zegel_model::regulation::Table;
use zegel_model::seat::{Quorum, Side};
use zegel_web::Language;
use zegel_web::pages::advice::draft_of;
use zegel_web::pages::regulation_text::{NoticeText, RegulationText, SeatLine};

use super::answers::Answers;
use super::words::words;
use crate::secret_file::write_secret;

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Document {
    Regulation,
    BalancingTest,
    SixQuestions,
    Notice,
}

impl Document {
    /// In the order in which they are shown.
    pub(super) const ALL: [Self; 4] = [
        Self::Regulation,
        Self::BalancingTest,
        Self::SixQuestions,
        Self::Notice,
    ];

    /// Its text follows from the table; the pages show the same.
    pub(super) const fn rendered(self) -> bool {
        matches!(self, Self::Regulation | Self::Notice)
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Regulation => "regulation",
            Self::BalancingTest => "balancing_test",
            Self::SixQuestions => "six_questions",
            Self::Notice => "notice",
        }
    }
}

/// The papers as they were agreed to, in Markdown.
pub(super) struct Papers(BTreeMap<Document, String>);

impl Papers {
    /// First drafts, from the answers.
    pub(super) fn of(answers: &Answers, language: Language) -> Option<Self> {
        let asked = answers.advice()?;
        let filled = zegel_server::pages::paper_answers(&asked, &advise(&asked));
        let [regulation, balancing, six, notice] = words(language).titles;
        let draft = |document: Document, title: &str| {
            draft_of(document.name(), language, &filled).markdown(title)
        };
        Some(Self(BTreeMap::from([
            (
                Document::Regulation,
                text(answers, language).prose().markdown(regulation),
            ),
            (
                Document::BalancingTest,
                draft(Document::BalancingTest, balancing),
            ),
            (Document::SixQuestions, draft(Document::SixQuestions, six)),
            (
                Document::Notice,
                notice_of(answers, language).prose().markdown(notice),
            ),
        ])))
    }

    pub(super) fn get(&self, document: Document) -> &str {
        self.0.get(&document).map_or("", String::as_str)
    }

    pub(super) fn put(&mut self, document: Document, text: String) {
        self.0.insert(document, text);
    }

    /// Writes each into a file of its own, for its owner alone, and never over another.
    pub(super) fn write(&self, dir: &Path) -> anyhow::Result<()> {
        crate::serve_dir::make(dir)?;
        for (document, text) in &self.0 {
            write_secret(
                &dir.join(document.name()).with_extension("md"),
                text.as_bytes(),
            )?;
        }
        Ok(())
    }
}

fn text(answers: &Answers, language: Language) -> RegulationText {
    let line = |side, holder: &String| SeatLine {
        side,
        holder: holder.clone(),
    };
    let employer = answers
        .employer_seats
        .iter()
        .map(|name| line(Side::Employer, name));
    let staff = answers
        .staff_seats
        .iter()
        .map(|name| line(Side::Staff, name));
    RegulationText {
        language,
        employer: Some(answers.employer.name.clone()),
        table: Table::small_employer(&answers.classes()),
        quorum: Quorum::SMALL,
        seats: employer.chain(staff).collect(),
        privacy_contact: None,
    }
}

fn notice_of(answers: &Answers, language: Language) -> NoticeText {
    NoticeText {
        language,
        employer: Some(answers.employer.name.clone()),
        table: Table::small_employer(&answers.classes()),
        privacy_contact: None,
        phones: Vec::new(),
    }
}

/// A text as somebody's editor leaves it; nothing where there is no editor, or it was left with an error.
pub(super) fn edited(text: &str) -> anyhow::Result<Option<String>> {
    let named = |name| {
        std::env::var(name)
            .ok()
            .filter(|value: &String| !value.trim().is_empty())
    };
    let Some(editor) = named("VISUAL").or_else(|| named("EDITOR")) else {
        return Ok(None);
    };
    let dir = tempfile::TempDir::new().context("no temporary file could be made")?;
    let file = dir.path().join("paper.md");
    write_secret(&file, text.as_bytes())?;
    // As a shell would: an editor may come with flags of its own.
    let mut words = editor.split_whitespace();
    let Some(program) = words.next() else {
        return Ok(None);
    };
    let status = Command::new(program).args(words).arg(&file).status();
    if !status.is_ok_and(|status| status.success()) {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&file).context("what the editor wrote cannot be read")?;
    Ok(Some(text))
}
