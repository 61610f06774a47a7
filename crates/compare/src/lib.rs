//! Copies of one conversation laid side by side: people, alignment, verdicts, membership.
//!
//! [`compare`] takes copies as their holders had them and says of every message what each copy makes of it, why, and on
//! which bytes that rests. What two copies cannot decide stays undecided: nobody is accused of what a late delivery, a
//! clock or a wording explains. The answer is the same in whatever order the copies are given; time and memory grow
//! with the number of lines.
//!
//! Never: I/O, cryptography, a merged copy. Spec: `docs/formats.md`, "Copies side by side".

mod absent;
mod align;
mod clock;
mod content;
mod doubles;
mod membership;
mod outlook;
mod pairing;
mod people;
mod prepare;
mod reason;
mod similar;
mod slots;
mod verdict;
mod versions;
mod weak;

use std::fmt;

use jiff::civil::DateTime;
use zegel_model::message::{Kind, SystemEvent};

pub use membership::{Edge, How, Interval, Member, Odd, OddKind, Timeline};
pub use people::{Person, PersonId};
pub use reason::Reason;
pub use verdict::{Finding, Row, Verdict};

use slots::Slots;

/// One conversation as one holder had it.
#[derive(Clone)]
pub struct Copy<'a> {
    /// Whose phone or account it was, under the name that the copy gives them, if that is known.
    pub holder: Option<&'a str>,
    /// In the order of the source.
    pub lines: Vec<Line<'a>>,
}

/// One message or system line of a copy, borrowed from whoever read or opened it.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// Wall-clock time, as the copy has it.
    pub at: DateTime,
    /// Who wrote it; a system line has nobody.
    pub sender: Option<&'a str>,
    /// How the platform names who wrote it.
    pub sender_id: Option<&'a str>,
    /// The holder wrote it, where the source says so.
    pub own: bool,
    /// It never left the holder's phone: a draft, or one that waits or failed.
    pub unsent: bool,
    /// What it is.
    pub kind: Kind,
    /// As written.
    pub text: &'a str,
    /// The copy marks it as edited.
    pub edited: bool,
    /// A file that belongs to it.
    pub file: Option<File<'a>>,
    /// What happened, of a system line that was understood.
    pub event: Option<&'a SystemEvent>,
    /// How the source names the message.
    pub id: Option<&'a str>,
    /// Where its own bytes stand in the source.
    pub rests_on: Place,
}

/// A file as a line names it.
#[derive(Clone, Copy)]
pub struct File<'a> {
    /// Its name; empty where the copy only says that something was left out.
    pub name: &'a str,
    /// SHA-256 of its bytes, where they are known.
    pub sha256: Option<[u8; 32]>,
}

/// Bytes of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Of the first byte; of a database the number of the row.
    pub offset: u64,
    /// In bytes.
    pub length: u64,
}

/// Bytes of one of the copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// Place of the copy among those that were given.
    pub copy: usize,
    /// The bytes in its source.
    pub place: Place,
}

/// A copy as a whole.
#[derive(Clone, PartialEq, Eq)]
pub struct CopyFacts {
    /// Whose it is, as far as it or the others tell, under the name that it gives them.
    pub holder: Option<String>,
    /// The same as a person.
    pub person: Option<PersonId>,
    /// First and last time of what was said in it, by its own clock.
    pub range: Option<(DateTime, DateTime)>,
    /// Seconds that its clock is ahead of the clock of the longest copy, as far as shared messages tell.
    pub ahead: Option<i64>,
    /// Messages that it shares with at least one other copy.
    pub shared: usize,
    /// Of those, messages that stand as often in this copy and in the other that it shares most with, word for word
    /// and at one and the same difference of their clocks: what shows that they are copies of one conversation.
    pub agreeing: usize,
}

/// Copies laid side by side.
#[derive(Clone, PartialEq, Eq)]
pub struct Comparison {
    /// In the order in which they were given.
    pub copies: Vec<CopyFacts>,
    /// Everybody, each once.
    pub people: Vec<Person>,
    /// Every message and system line of any copy, once, in order.
    pub rows: Vec<Row>,
    /// Who was in the group when.
    pub membership: Timeline,
}

/// Lays copies side by side.
pub fn compare(copies: &[Copy<'_>]) -> Comparison {
    let order = prepare::canonical(copies);
    let mut prepared = prepare::prepare(copies, &order);
    let links = clock::Links::between(&prepared);
    let mut people = people::find(&mut prepared, &links, people::Votes::new());
    let mut slots = Slots::align(&prepared, &links, &people);
    // Lines that only their place brought together may tell who is who, and that may bring others together.
    let seen = people::seen(&prepared, &slots, &people);
    if !seen.is_empty() {
        people = people::find(&mut prepared, &links, seen);
        slots = Slots::align(&prepared, &links, &people);
    }
    let membership = Timeline::of(&prepared, &slots, &people);
    verdict::judge(&prepared, &links, &slots, people, membership)
}

/// How many messages two copies share at one and the same difference of their clocks, of at most 26 hours: many where
/// they are copies of one conversation and dates were read rightly.
pub fn agreement(a: &Copy<'_>, b: &Copy<'_>) -> usize {
    let copies = [a.clone(), b.clone()];
    let prepared = prepare::prepare(&copies, &[0, 1]);
    clock::Links::between(&prepared).agreeing(0, 1)
}

impl Comparison {
    /// Takes back what is said of the absence of messages from a copy where something else explains it that the copies
    /// do not show: `explains` is asked with the row and the place of the copy.
    pub fn doubt(&mut self, explains: impl Fn(&Row, usize) -> Option<Reason>) {
        for row in &mut self.rows {
            for copy in 0..row.findings.len() {
                let absent = row.lines.get(copy).is_some_and(Option::is_none);
                let Some(reason) = absent.then(|| explains(row, copy)).flatten() else {
                    continue;
                };
                if let Some(finding) = row.findings.get_mut(copy) {
                    finding.verdict = Verdict::Unknown;
                    finding.reason = reason;
                    finding.rests_on.clear();
                }
            }
        }
    }
}

// Content never reaches a log, not even through `{:?}`.
impl fmt::Debug for Copy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Copy")
            .field("lines", &self.lines.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line")
            .field("kind", &self.kind)
            .field("rests_on", &self.rests_on)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for File<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("known", &self.sha256.is_some())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for CopyFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CopyFacts")
            .field("person", &self.person)
            .field("range", &self.range)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Comparison")
            .field("copies", &self.copies.len())
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}
