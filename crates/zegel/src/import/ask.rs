//! What the holder is shown of a conversation before they decide about it, on their own screen.

use jiff::civil::DateTime;
use zegel_capture::Summary;
use zegel_model::scope::{Account, Ownership, SourceClass};

use crate::cli::{ask, say};

/// A conversation in a few words.
pub(super) struct Facts {
    pub(super) title: Option<String>,
    pub(super) platform: &'static str,
    pub(super) dates_certain: bool,
    messages: u64,
    remainder: usize,
    people: usize,
    span: Span,
}

/// The first moment and the last.
#[derive(Clone, Copy, Default)]
pub(super) struct Span(Option<(DateTime, DateTime)>);

impl Span {
    pub(super) fn take(&mut self, at: DateTime) {
        let (first, last) = self.0.unwrap_or((at, at));
        self.0 = Some((first.min(at), last.max(at)));
    }
}

impl Facts {
    pub(super) fn of(summary: &Summary, people: usize, span: Span) -> Self {
        Self {
            title: summary.title.clone(),
            platform: summary.platform.word(),
            dates_certain: summary.date_order.certain,
            messages: summary.messages,
            remainder: summary.remainder.len(),
            people,
            span,
        }
    }

    pub(super) fn show(&self) {
        let title = self
            .title
            .as_deref()
            .unwrap_or("a conversation without a name");
        say(&format!("{title} ({})", self.platform));
        let days = self
            .span
            .0
            .map(|(from, to)| format!(", {} to {}", from.date(), to.date()))
            .unwrap_or_default();
        say(&format!(
            "  {} messages of {} people{days}",
            self.messages, self.people
        ));
        if self.remainder > 0 {
            say(&format!(
                "  {} pieces could not be read as messages; they stay where they are",
                self.remainder
            ));
        }
    }
}

/// Whose account and phone it was, of the kinds that the regulation covers. One kind needs no question; an answer that is
/// none of them leaves the conversation out.
pub(super) fn class(covered: &[SourceClass]) -> anyhow::Result<Option<SourceClass>> {
    if let [only] = covered {
        return Ok(Some(*only));
    }
    for (number, class) in (1..).zip(covered) {
        say(&format!("  {number}: {}", words(*class)));
    }
    let answer = ask("  Which of these was it? Type its number, or nothing to leave it out:")?;
    let chosen = answer
        .parse::<usize>()
        .ok()
        .and_then(|number| covered.get(number.checked_sub(1)?));
    Ok(chosen.copied())
}

const fn words(class: SourceClass) -> &'static str {
    match (class.account, class.phone) {
        (Account::Business, Ownership::Company) => "an account of the business, on a company phone",
        (Account::Business, Ownership::Private) => "an account of the business, on your own phone",
        (Account::Personal, Ownership::Company) => "your own account, on a company phone",
        (Account::Personal, Ownership::Private) => "your own account, on your own phone",
    }
}

/// The question. Only a clear yes is one.
pub(super) fn keep() -> anyhow::Result<bool> {
    let answer = ask("  Keep this conversation in the archive? Type yes to keep it:")?;
    Ok(matches!(
        answer.to_lowercase().as_str(),
        "yes" | "y" | "ja" | "j"
    ))
}
