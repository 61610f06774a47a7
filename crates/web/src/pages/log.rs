//! The conduct log as anybody may see it: what kind of thing happened when, and how to verify it without us.

use askama::Template;
use serde::Serialize;
use zegel_model::Timestamp;

use crate::language::Language;
use crate::page::{Layout, dashed};

/// `/log`, and `/log?before=N` for older entries.
///
/// While the page of the newest entries is open, `zegel.js` asks `GET /log/latest?after=N` every 3 seconds for
/// [`LatestJson`].
#[derive(Template)]
#[template(path = "log.html")]
pub struct LogPage {
    /// Around the page.
    pub layout: Layout,
    /// The newest signed checkpoint, if anything was published.
    pub checkpoint: Option<Checkpoint>,
    /// Entries, newest first.
    pub entries: Vec<LogLine>,
    /// Address of older entries.
    pub older: Option<String>,
    /// These are the newest entries: the page keeps itself up to date.
    pub live: bool,
    /// The command that verifies the log, with the address and the log's public key filled in.
    pub verify_command: String,
}

/// A checkpoint as people compare it.
pub struct Checkpoint {
    /// The log's name.
    pub origin: String,
    /// Entries that it covers.
    pub size: u64,
    /// Root hash, base 64.
    pub root: String,
    /// When it was signed.
    pub at: Timestamp,
    /// Names of those who cosigned it.
    pub cosigners: Vec<String>,
}

/// One entry. No names, no identifiers: those are for the people whom it concerns.
pub struct LogLine {
    /// Its index in the log, from 0.
    pub index: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// What kind: `Event::name()`.
    pub event: &'static str,
}

/// `GET /log/latest?after=N`: what came after entry N, newest first, in words of the reader's language.
#[derive(Debug, Serialize)]
pub struct LatestJson {
    /// Entries in the log.
    pub size: u64,
    /// What is new, newest first.
    pub entries: Vec<LatestLine>,
}

/// One entry in words.
#[derive(Debug, Serialize)]
pub struct LatestLine {
    /// Its index in the log.
    pub index: u64,
    /// When, as people write it.
    pub at: String,
    /// What kind, in words.
    pub kind: String,
}

impl LatestJson {
    /// In the words of a language.
    pub fn of(language: Language, size: u64, lines: &[LogLine]) -> Self {
        let entries = lines
            .iter()
            .map(|line| LatestLine {
                index: line.index,
                at: language.moment(line.at),
                kind: language.say(&event_key(line.event), &[]),
            })
            .collect();
        Self { size, entries }
    }
}

impl LogPage {
    fn kind(&self, event: &str) -> String {
        self.layout.t(&event_key(event))
    }

    fn newest(&self) -> String {
        self.entries
            .first()
            .map(|line| line.index.to_string())
            .unwrap_or_default()
    }
}

/// The key of a kind of event.
pub(crate) fn event_key(event: &str) -> String {
    format!("event-{}", dashed(event))
}

#[cfg(test)]
pub(crate) const EVENTS: [&str; 31] = [
    "founded",
    "person_added",
    "link_offered",
    "regulation_drafted",
    "regulation_consulted",
    "interests_weighed",
    "regulation_in_force",
    "regulation_withdrawn",
    "notice_confirmed",
    "seat_registered",
    "seat_drilled",
    "key_registered",
    "copy_begun",
    "imported",
    "left_outside",
    "import_lacks",
    "case_requested",
    "case_approved",
    "case_released",
    "looked",
    "disclosed",
    "attempt_refused",
    "case_ended",
    "archive_recovered",
    "clock_changed",
    "hold_proposed",
    "hold_set",
    "hold_refused",
    "hold_release_proposed",
    "hold_kept",
    "hold_released",
];

#[cfg(test)]
pub(crate) fn composed_keys() -> Vec<String> {
    EVENTS.map(event_key).to_vec()
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::{NOON, sample};
    let entries = || {
        let line = |(index, event): (u64, &'static str)| LogLine {
            index,
            at: NOON.plus_days(1),
            event,
        };
        let mut lines: Vec<LogLine> = (0..).zip(EVENTS).map(line).collect();
        lines.reverse();
        lines
    };
    let verify_command =
        "zegel verify http://localhost:8080/log/conduct --key devries.example/conduct+1a2b3c4d+AZ9x".to_owned();
    let checkpoint = Checkpoint {
        origin: "devries.example/conduct".to_owned(),
        size: 20,
        root: "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=".to_owned(),
        at: NOON,
        cosigners: vec!["staff-seat-1".to_owned()],
    };
    vec![
        sample(
            "log",
            &LogPage {
                layout: layout.clone(),
                checkpoint: Some(checkpoint),
                entries: entries(),
                older: Some("/log?before=100".to_owned()),
                live: true,
                verify_command: verify_command.clone(),
            },
        ),
        sample(
            "log-empty",
            &LogPage {
                layout: layout.clone(),
                checkpoint: None,
                entries: Vec::new(),
                older: None,
                live: false,
                verify_command,
            },
        ),
    ]
}

#[test]
fn every_event_of_the_law_has_its_words() {
    let law = include_str!("../../../model/src/event.rs");
    let (_, names) = law.split_once("pub const fn name(&self) -> &'static str {\n        match self {\n            Self::Founded").unwrap();
    let names: Vec<&str> = names
        .split("        }\n")
        .next()
        .unwrap()
        .split("=> \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(
        names, EVENTS,
        "an event was added or renamed: give it its words and add it to EVENTS"
    );
}

#[test]
fn the_latest_entries_are_in_words() {
    let line = LogLine {
        index: 7,
        at: super::samples::NOON,
        event: "case_released",
    };
    let json = LatestJson::of(Language::Nl, 8, &[line]);
    assert_eq!(json.entries[0].at, "2 mei 2022, 16:12");
    assert!(!json.entries[0].kind.starts_with("event-"));
}
