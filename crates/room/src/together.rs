//! Copies of one conversation within the case: which belong together, and what each makes of every message.
//!
//! Nothing is merged and nothing is decided here: the comparison points at what differs, the reviewer looks at it.

use std::collections::BTreeMap;
use std::ops::Range;

use zegel_compare::{Comparison, Copy, File, Line, Place, Row, agreement, compare};
use zegel_model::Day;

use crate::memory::{Entry, Memory};

/// Of five messages that one copy could share with another, so many it must share with it word for word.
const AGREEING: usize = 1;
/// Fewer shared messages than this may be chance.
const FEWEST: usize = 2;

/// Copies of one conversation.
pub(crate) struct Set {
    /// Their places in the room, in order; at least two.
    pub(crate) copies: Vec<usize>,
    /// What the comparison says; its copies are in the order of [`Set::copies`].
    pub(crate) comparison: Comparison,
    /// The rows of each day, places in [`Comparison::rows`].
    pub(crate) days: BTreeMap<Day, Vec<usize>>,
    /// Number of the first message of each copy.
    first: Vec<usize>,
}

/// Every set of copies that a case holds.
pub(crate) fn sets(memory: &Memory) -> Vec<Set> {
    let copies: Vec<Copy<'_>> = (0..memory.conversations.len())
        .map(|place| copy(memory, place))
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
        .map(|members| Set::of(memory, &copies, members))
        .collect()
}

/// Two copies are of one conversation: of what they could share, they share enough.
fn together(memory: &Memory, a: (usize, &Copy<'_>), b: (usize, &Copy<'_>)) -> bool {
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
    if could == 0 {
        return false;
    }
    let shared = agreement(a.1, b.1);
    shared >= FEWEST && shared * 5 >= could * AGREEING
}

impl Set {
    fn of(memory: &Memory, copies: &[Copy<'_>], members: Vec<usize>) -> Self {
        let first = members.iter().map(|place| memory.numbers_of(*place).start);
        let first = first.collect();
        let chosen: Vec<Copy<'_>> = members
            .iter()
            .filter_map(|place| copies.get(*place).cloned())
            .collect();
        let comparison = compare(&chosen);
        let mut days: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
        for (place, row) in comparison.rows.iter().enumerate() {
            days.entry(Day::new(row.at.date())).or_default().push(place);
        }
        Self {
            copies: members,
            comparison,
            days,
            first,
        }
    }

    /// The number in the room of a line of the comparison: its copy, and its place there.
    pub(crate) fn number(&self, copy: usize, line: usize) -> Option<usize> {
        self.first.get(copy).map(|first| first + line)
    }

    /// A row in which something became of a message in at least one copy.
    pub(crate) fn differs(row: &Row) -> bool {
        row.findings.iter().any(|one| one.verdict.is_finding())
    }

    /// How many rows of a day differ.
    pub(crate) fn differences(&self, rows: &[usize]) -> usize {
        let rows = rows.iter().filter_map(|row| self.comparison.rows.get(*row));
        rows.filter(|row| Self::differs(row)).count()
    }
}

fn copy(memory: &Memory, place: usize) -> Copy<'_> {
    let entries = memory.slice(memory.numbers_of(place));
    let holder = entries.iter().find(|entry| entry.own);
    Copy {
        holder: holder.and_then(|entry| entry.sender.as_deref().map(String::as_str)),
        lines: entries.iter().map(line).collect(),
    }
}

fn line(entry: &Entry) -> Line<'_> {
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
        rests_on: Place {
            offset: entry.offset,
            length: u64::try_from(entry.text.len()).unwrap_or(u64::MAX),
        },
    }
}
