//! Who was in the group when, from what the app told any of the phones.

mod telling;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;
use zegel_model::message::{Kind, SystemEventKind};

use crate::Evidence;
use crate::people::{People, PersonId};
use crate::prepare::{Class, Prepared};
use crate::slots::{Slot, Slots};
use telling::{Change, Telling};

/// Who was in the group when, with what does not add up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// Everybody who wrote, came or went; by person.
    pub members: Vec<Member>,
    /// What does not add up, in the order of time.
    pub odd: Vec<Odd>,
}

/// One person in the group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// In the order of time; they do not overlap.
    pub intervals: Vec<Interval>,
}

/// From coming to going.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// How it began; `None` where no copy tells.
    pub from: Option<Edge>,
    /// How it ended; `None` where no copy tells.
    pub to: Option<Edge>,
    /// Nothing tells that it ended. Without this and without `to`, they went and nobody tells when.
    pub lasting: bool,
}

/// A coming or a going.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// When, by the clock of the first copy in [`Edge::rests_on`].
    pub at: DateTime,
    /// How.
    pub how: How,
    /// Who did it, where a copy tells and it was another.
    pub by: Option<PersonId>,
    /// The lines that tell.
    pub rests_on: Vec<Evidence>,
    /// By the common clock.
    pub(crate) t: i64,
    /// Place of its slot.
    pub(crate) slot: usize,
}

/// How somebody came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Made the group.
    Created,
    /// Was added.
    Added,
    /// Joined by link or invitation.
    Joined,
    /// Was removed.
    Removed,
    /// Left.
    Left,
}

impl How {
    /// One word, as in documents.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Added => "added",
            Self::Joined => "joined",
            Self::Removed => "removed",
            Self::Left => "left",
        }
    }
}

/// Something that does not add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Odd {
    /// What.
    pub kind: OddKind,
    /// Of whom.
    pub person: PersonId,
    /// When.
    pub at: DateTime,
    /// How many messages, of [`OddKind::SpokeOutside`].
    pub messages: usize,
    /// The first line that shows it.
    pub rests_on: Vec<Evidence>,
    /// By the common clock.
    t: i64,
}

/// What can fail to add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OddKind {
    /// Wrote while they were not a member.
    SpokeOutside,
    /// Came although they were there: no copy tells when they went.
    CameTwice,
    /// Went although they were not there: no copy tells when they came back.
    WentTwice,
    /// Wrote before the first coming that is told: no copy tells when they went in between.
    SpokeBefore,
}

impl OddKind {
    /// One word, as in documents.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SpokeOutside => "spoke_outside",
            Self::CameTwice => "came_twice",
            Self::WentTwice => "went_twice",
            Self::SpokeBefore => "spoke_before",
        }
    }
}

/// A stretch in which somebody was no member.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Away<'t> {
    /// How they went; `None` before they first came, or where nobody tells.
    pub(crate) went: Option<&'t Edge>,
    /// How they came (back).
    pub(crate) came: Option<&'t Edge>,
    /// They had been a member before.
    pub(crate) again: bool,
}

impl Timeline {
    pub(crate) fn of(prepared: &Prepared<'_>, slots: &Slots, people: &People) -> Self {
        let mut changes: BTreeMap<PersonId, Vec<Change>> = BTreeMap::new();
        let mut spoke: BTreeMap<PersonId, Vec<usize>> = BTreeMap::new();
        for (place, slot) in slots.all.iter().enumerate() {
            let said = slot.items(prepared).any(|(_, item)| !item.is(Kind::System));
            match slot.person.filter(|_| said) {
                Some(person) => spoke.entry(person).or_default().push(place),
                None if said => {}
                None => read(prepared, people, (place, slot), &mut changes),
            }
        }
        let mut timeline = Self::default();
        let everybody: BTreeSet<PersonId> = changes.keys().chain(spoke.keys()).copied().collect();
        for person in everybody {
            let changes = changes.remove(&person).unwrap_or_default();
            let telling = Telling {
                prepared,
                slots,
                person,
                lines: spoke.get(&person).map_or(&[][..], Vec::as_slice),
            };
            let intervals = telling.intervals(changes, &mut timeline.odd);
            telling.outside(&intervals, &mut timeline.odd);
            timeline.members.push(Member { person, intervals });
        }
        timeline
            .odd
            .sort_by_key(|odd| (odd.t, odd.person, odd.kind));
        timeline
    }

    /// Stretches in which a person was no member, in the order of time.
    pub(crate) fn away(&self, person: PersonId) -> Vec<Away<'_>> {
        let place = self.members.binary_search_by_key(&person, |m| m.person);
        let member = place.ok().and_then(|place| self.members.get(place));
        member.map_or_else(Vec::new, |member| away(&member.intervals))
    }
}

fn away(intervals: &[Interval]) -> Vec<Away<'_>> {
    let mut all = Vec::new();
    let mut before: Option<&Interval> = None;
    for interval in intervals {
        let went = before.and_then(|before| before.to.as_ref());
        if let Some(came) = &interval.from {
            all.push(Away {
                went,
                came: Some(came),
                again: before.is_some(),
            });
        }
        before = Some(interval);
    }
    if let Some(went) = before.and_then(|before| before.to.as_ref()) {
        all.push(Away {
            went: Some(went),
            came: None,
            again: true,
        });
    }
    all
}

/// What one slot says of whom.
fn read(
    prepared: &Prepared<'_>,
    people: &People,
    (place, slot): (usize, &Slot),
    changes: &mut BTreeMap<PersonId, Vec<Change>>,
) {
    let mut told: BTreeMap<(PersonId, bool), Edge> = BTreeMap::new();
    for (copy, item) in slot.items(prepared) {
        let (Some(happening), Some(ready)) = (&item.happening, prepared.copies.get(copy)) else {
            continue;
        };
        let came = match happening.class {
            Class::Made | Class::Came => true,
            Class::Went => false,
            Class::Other(_) => continue,
        };
        let how = how(happening.kind);
        let actor = happening.actor.and_then(|name| people.person(copy, name));
        for name in &happening.subjects {
            let Some(person) = people.person(copy, *name) else {
                continue;
            };
            let by = actor.filter(|by| *by != person);
            let edge = told.entry((person, came)).or_insert_with(|| Edge {
                at: item.line.at,
                how,
                by,
                rests_on: Vec::new(),
                t: slot.came(),
                slot: place,
            });
            edge.how = edge.how.min(how);
            edge.by = edge.by.or(by);
            edge.rests_on.push(item.evidence(ready));
        }
    }
    for ((person, came), edge) in told {
        changes
            .entry(person)
            .or_default()
            .push(Change { edge, came });
    }
}

fn how(kind: SystemEventKind) -> How {
    let words = [
        (SystemEventKind::GroupCreated, How::Created),
        (SystemEventKind::MemberJoined, How::Joined),
        (SystemEventKind::MemberLeft, How::Left),
        (SystemEventKind::MemberRemoved, How::Removed),
    ];
    let found = words.iter().find(|(of, _)| *of == kind);
    found.map_or(How::Added, |(_, how)| *how)
}
