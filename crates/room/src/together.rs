//! Copies of one conversation within the case: which belong together, and what each makes of every message.
//!
//! Nothing is merged and nothing is decided here: the comparison points at what differs, the reviewer looks at it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::ToSpan as _;
use jiff::civil::DateTime;
use zegel_compare::{
    Comparison, Copy, File, Line, Place, Reason, Row, Verdict, agreement, compare,
};
use zegel_model::Day;
use zegel_model::case::Terms;
use zegel_model::message::Kind;

use crate::memory::{Entry, Memory};

/// Of so many messages that one copy could share with another, it must share one word for word.
const ONE_OF: usize = 5;
/// Fewer shared messages than this may be chance.
const FEWEST: usize = 3;
/// In characters: what is shorter is said in every conversation.
const SHORTEST: usize = 8;
/// How far the clocks of two phones can be apart where days meet, in hours.
const APART: i64 = 2;

/// Copies of one conversation.
pub(crate) struct Set {
    /// Their places in the room, in order; at least two.
    pub(crate) copies: Vec<usize>,
    /// What the comparison says; its copies are in the order of [`Set::copies`].
    pub(crate) comparison: Comparison,
    /// The rows of each day, places in [`Comparison::rows`].
    pub(crate) days: BTreeMap<Day, Vec<usize>>,
    /// Of each copy the numbers of its lines.
    numbers: Vec<Vec<usize>>,
}

/// A copy as it is compared, with the number of each of its lines.
struct Prepared<'m> {
    copy: Copy<'m>,
    numbers: Vec<usize>,
    /// What it says that is long enough to tell one conversation from another.
    words: BTreeSet<&'m str>,
}

/// Every set of copies that a case holds. `terms` say which days of each were opened.
pub(crate) fn sets(memory: &Memory, terms: &Terms) -> Vec<Set> {
    let copies: Vec<Prepared<'_>> = (0..memory.conversations.len())
        .map(|place| prepared(memory, place))
        .collect();
    // Each copy starts a set of its own; what agrees is joined, the set with the lowest place being kept.
    let mut set_of: Vec<usize> = (0..copies.len()).collect();
    for (b, second) in copies.iter().enumerate() {
        for (a, first) in copies.iter().enumerate().take(b) {
            let (Some(&of_a), Some(&of_b)) = (set_of.get(a), set_of.get(b)) else {
                continue;
            };
            if of_a != of_b && together(memory, (a, first), (b, second)) {
                let (kept, gone) = (of_a.min(of_b), of_a.max(of_b));
                for set in set_of.iter_mut().filter(|set| **set == gone) {
                    *set = kept;
                }
            }
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, set) in set_of.into_iter().enumerate() {
        members.entry(set).or_default().push(place);
    }
    let several = members.into_values().filter(|members| members.len() > 1);
    several
        .map(|members| Set::of(memory, terms, &copies, members))
        .collect()
}

/// Two copies are of one conversation: of what they could share, they share enough.
fn together(memory: &Memory, a: (usize, &Prepared<'_>), b: (usize, &Prepared<'_>)) -> bool {
    let days = |place: usize| memory.conversations.get(place).map(|one| &one.days);
    let Some((days_a, days_b)) = days(a.0).zip(days(b.0)) else {
        return false;
    };
    // What one of them has on days of which the other has nothing, they cannot share.
    let common = |mine: &BTreeMap<Day, Range<usize>>, other: &BTreeMap<Day, Range<usize>>| {
        let both = mine.iter().filter(|(day, _)| other.contains_key(day));
        both.map(|(_, numbers)| numbers.len()).sum::<usize>()
    };
    let could = common(days_a, days_b).min(common(days_b, days_a));
    // Most pairs are told apart by this, before anything is compared in time.
    let alike = a.1.words.intersection(&b.1.words).take(FEWEST).count();
    if could == 0 || alike < FEWEST {
        return false;
    }
    let shared = agreement(&a.1.copy, &b.1.copy);
    shared >= FEWEST && shared * ONE_OF >= could
}

impl Set {
    fn of(memory: &Memory, terms: &Terms, copies: &[Prepared<'_>], members: Vec<usize>) -> Self {
        let chosen = members.iter().filter_map(|place| copies.get(*place));
        let numbers: Vec<Vec<usize>> = chosen.clone().map(|one| one.numbers.clone()).collect();
        let chosen: Vec<Copy<'_>> = chosen.map(|one| one.copy.clone()).collect();
        let mut comparison = compare(&chosen);
        let open = Open {
            memory,
            terms,
            members: &members,
            numbers: &numbers,
        };
        comparison.doubt(|row, copy| open.explains(row, copy));
        let mut days: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
        for (place, row) in comparison.rows.iter().enumerate() {
            days.entry(Day::new(row.at.date())).or_default().push(place);
        }
        Self {
            copies: members,
            comparison,
            days,
            numbers,
        }
    }

    /// The number in the room of a line of the comparison: its copy, and its place there.
    pub(crate) fn number(&self, copy: usize, line: usize) -> Option<usize> {
        self.numbers.get(copy)?.get(line).copied()
    }

    /// A row in which something became of a message in at least one copy.
    pub(crate) fn differs(row: &Row) -> bool {
        row.findings.iter().any(|one| one.verdict.is_finding())
    }

    /// How many of these rows differ.
    pub(crate) fn differences(&self, rows: &[usize]) -> usize {
        let rows = rows.iter().filter_map(|row| self.comparison.rows.get(*row));
        rows.filter(|row| Self::differs(row)).count()
    }
}

/// What the room knows and a comparison does not: which days were opened, and how often a copy was brought in.
struct Open<'a> {
    memory: &'a Memory,
    terms: &'a Terms,
    members: &'a [usize],
    numbers: &'a [Vec<usize>],
}

impl Open<'_> {
    /// What else than its holder explains that a copy lacks a message.
    fn explains(&self, row: &Row, copy: usize) -> Option<Reason> {
        let verdict = row.findings.get(copy)?.verdict;
        let blamed = verdict == Verdict::DeletedForMe;
        let open_ended = matches!(verdict, Verdict::OutsideRange | Verdict::NotYetDelivered);
        if (blamed || open_ended) && !self.wholly_open(copy, row.at) {
            return Some(Reason::Withheld);
        }
        (blamed && self.only_a_version(row)).then_some(Reason::Versions)
    }

    /// The days at which a copy would have it were opened, and everything of them could be read.
    fn wholly_open(&self, copy: usize, at: DateTime) -> bool {
        let place = self.members.get(copy).copied();
        let conversation = place.and_then(|place| self.memory.conversations.get(place));
        let Some(conversation) = conversation else {
            return false;
        };
        [-APART, 0, APART].into_iter().all(|hours| {
            let day = Day::new(at.saturating_add(hours.hours()).date());
            self.terms.covers(conversation.head.copy, day)
                && !conversation.unreadable.contains_key(&day)
        })
    }

    /// Every copy that has it has another line of the same sender at the same moment, from another import: a message
    /// that was edited or removed in between stands there twice.
    fn only_a_version(&self, row: &Row) -> bool {
        let lines = row.lines.iter().enumerate();
        let mut there = lines.filter_map(|(copy, line)| {
            let number = self.numbers.get(copy)?.get((*line)?)?;
            Some(*number)
        });
        there.all(|number| self.twin(number))
    }

    fn twin(&self, number: usize) -> bool {
        let entries = &self.memory.entries;
        let Some(one) = entries.get(number) else {
            return false;
        };
        let alike = |other: &&Entry| (other.conversation, other.at) == (one.conversation, one.at);
        let before = entries.get(..number).unwrap_or_default().iter().rev();
        let after = entries.get(number + 1..).unwrap_or_default().iter();
        let mut near = before.take_while(alike).chain(after.take_while(alike));
        near.any(|other| other.segment != one.segment && other.sender == one.sender)
    }
}

/// A copy as it is compared. Where several imports brought one message in several versions, the last word counts: a
/// tombstone, else what was edited, else what came last.
fn prepared(memory: &Memory, place: usize) -> Prepared<'_> {
    let numbers = memory.numbers_of(place);
    let entries = memory.slice(numbers.clone());
    let mut last: BTreeMap<&str, (usize, &Entry)> = BTreeMap::new();
    for (number, entry) in numbers.clone().zip(entries) {
        if let Some(id) = id(entry) {
            let kept = last.entry(id).or_insert((number, entry));
            if word(entry) >= word(kept.1) {
                *kept = (number, entry);
            }
        }
    }
    let counts = |(number, entry): &(usize, &Entry)| {
        let kept = id(entry).and_then(|id| last.get(id));
        kept.is_none_or(|(kept, _)| kept == number)
    };
    let chosen: Vec<(usize, &Entry)> = numbers.zip(entries).filter(counts).collect();
    let holder = entries.iter().find(|entry| entry.own);
    let long = |entry: &&Entry| entry.text.chars().nth(SHORTEST - 1).is_some();
    Prepared {
        copy: Copy {
            holder: holder.and_then(|entry| entry.sender.as_deref().map(String::as_str)),
            lines: chosen.iter().copied().map(line).collect(),
        },
        numbers: chosen.iter().map(|(number, _)| *number).collect(),
        words: entries
            .iter()
            .filter(|entry| entry.kind != Kind::System)
            .filter(long)
            .map(|entry| entry.text.as_str())
            .collect(),
    }
}

/// How the source names a message.
fn id(entry: &Entry) -> Option<&str> {
    entry.details.as_deref()?.id.as_deref()
}

/// How far a version is the last one.
fn word(entry: &Entry) -> (bool, bool) {
    (entry.kind == Kind::Deleted, entry.edited)
}

fn line((number, entry): (usize, &Entry)) -> Line<'_> {
    let details = entry.details.as_deref();
    Line {
        at: entry.at,
        sender: entry.sender.as_deref().map(String::as_str),
        sender_id: details.and_then(|details| details.sender_id.as_deref()),
        own: entry.own,
        kind: entry.kind,
        text: &entry.text,
        edited: entry.edited,
        unsent: details.is_some_and(|details| details.unsent),
        file: entry.file.as_ref().map(|file| File {
            name: &file.name,
            sha256: file.sealed.as_ref().and_then(|file| file.media.sha256),
        }),
        event: entry.event.as_ref(),
        id: details.and_then(|details| details.id.as_deref()),
        // A copy can come from several imports, whose offsets overlap: in the room a message is known by its number.
        rests_on: Place {
            offset: u64::try_from(number).unwrap_or(u64::MAX),
            length: 1,
        },
    }
}
