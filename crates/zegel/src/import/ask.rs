//! What the holder is shown of a conversation before they decide about it, on their own screen.

use jiff::civil::DateTime;
use zegel_capture::shelf::Listed;
use zegel_capture::whatsapp::DateOrder;
use zegel_capture::whatsapp::date_order::Span as Reading;
use zegel_capture::{Format, Summary};
use zegel_model::scope::{Account, Ownership, SourceClass};

use super::Session;
use super::seen::seconds;
use crate::cli::{ask, say};
use crate::zone;

/// A conversation in a few words.
pub(super) struct Facts {
    title: Option<String>,
    platform: &'static str,
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

    /// In seconds on the wall clock.
    pub(super) fn seconds(self) -> Option<(i64, i64)> {
        self.0.map(|(first, last)| (seconds(first), seconds(last)))
    }
}

impl Facts {
    pub(super) fn of(summary: &Summary, people: usize, span: Span) -> Self {
        Self {
            title: summary.title.clone(),
            platform: summary.platform.word(),
            messages: summary.messages,
            remainder: summary.remainder.len(),
            people,
            span,
        }
    }

    pub(super) fn show(&self) {
        say(&format!(
            "{} ({})",
            named(self.title.as_ref()),
            self.platform
        ));
        let days = days(self.span.0);
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

fn named(title: Option<&String>) -> &str {
    title.map_or("a conversation without a name", String::as_str)
}

fn days(span: Option<(DateTime, DateTime)>) -> String {
    span.map(|(from, to)| format!(", {} to {}", from.date(), to.date()))
        .unwrap_or_default()
}

/// In which zone the clock of a text stood: said beforehand, or asked. No answer is the zone where most are.
pub(super) fn zone(session: &Session<'_>) -> anyhow::Result<String> {
    let zone = if session.source.zone.is_some() {
        session.zone_name().to_owned()
    } else {
        asked_zone(session.zone_name())?
    };
    say(&format!("  Its times are read as those of {zone}."));
    Ok(zone)
}

fn asked_zone(otherwise: &str) -> anyhow::Result<String> {
    say("  An export does not say in which time zone the clock of its phone stood.");
    loop {
        let answer = ask(&format!(
            "  Which one? Type it as {otherwise} is written, or nothing for that one:"
        ))?;
        if answer.is_empty() {
            return Ok(otherwise.to_owned());
        }
        match zone::named(&answer) {
            Ok(zone) => return Ok(zone.iana_name().unwrap_or(&answer).to_owned()),
            Err(why) => say(&format!("  There is {why}.")),
        }
    }
}

/// What is on a shelf, for its holder alone.
pub(super) fn shelf(format: Format, listed: &[Listed], zone: &str) {
    let conversations = match listed.len() {
        1 => "one conversation".to_owned(),
        many => format!("{many} conversations"),
    };
    say(&format!(
        "{conversations} ({}); this list stays on this machine. Days are those of {}.",
        format.word(),
        zone,
    ));
    for (number, one) in (1..).zip(listed) {
        say(&format!("  {number}: {}, {}", line(one), one.key));
    }
    if listed.len() > 1 {
        say(
            "If you bring in one of them, the archive is told how many others stay outside and how many messages they \
             have: two numbers, and nothing else about them.",
        );
    }
}

/// One of them, before it is asked about.
pub(super) fn one_of(listed: &Listed) {
    say(&line(listed));
}

fn line(listed: &Listed) -> String {
    let group = if listed.group { " (group)" } else { "" };
    format!(
        "{}{group}: {} messages and {} lines of the app{}",
        named(listed.title.as_ref()),
        listed.messages,
        listed.system,
        days(listed.span),
    )
}

/// Which one to ask about next, by its place; `None` when there are no more.
pub(super) fn which(count: usize) -> anyhow::Result<Option<usize>> {
    loop {
        let answer = ask("Which one shall be asked about? Type its number, or nothing to stop:")?;
        if answer.is_empty() {
            return Ok(None);
        }
        let place = answer.parse::<usize>().ok();
        match place.and_then(|number| number.checked_sub(1)) {
            Some(place) if place < count => return Ok(Some(place)),
            _ => say("  There is no such number in the list."),
        }
    }
}

/// Which of two readings of its dates is right. What is answered is kept with each message as stated by its importer; no
/// answer leaves the conversation out.
pub(super) fn date_order(readings: &[Reading]) -> anyhow::Result<Option<DateOrder>> {
    say("  The dates in it can be read in two ways:");
    let possible = || {
        readings
            .iter()
            .filter(|reading| reading.impossible == 0)
            .filter_map(|reading| Some((reading.order, reading.first?, reading.last?)))
    };
    for (number, (order, first, last)) in (1..).zip(possible()) {
        let order = match order {
            DateOrder::Dmy => "day, month, year",
            DateOrder::Mdy => "month, day, year",
            DateOrder::Ymd => "year, month, day",
        };
        say(&format!(
            "  {number}: {order}; it runs from {first} to {last}"
        ));
    }
    let answer = ask(
        "  Which is right? Type its number, or nothing to leave it out (an export with media would settle it):",
    )?;
    let chosen = answer
        .parse::<usize>()
        .ok()
        .and_then(|number| possible().nth(number.checked_sub(1)?));
    Ok(chosen.map(|(order, _, _)| order))
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
