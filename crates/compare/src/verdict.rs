//! What each copy makes of each message, and why.

use std::fmt;

use jiff::civil::DateTime;
use zegel_model::message::Kind;

use crate::absent::Settings;
use crate::clock::Links;
use crate::doubles::Doubles;
use crate::membership::{Away, Timeline};
use crate::outlook::Outlook;
use crate::people::{People, PersonId};
use crate::prepare::{Item, Prepared};
use crate::reason::Reason;
use crate::slots::{Slot, Slots};
use crate::versions::{Other, Versions};
use crate::{Comparison, CopyFacts, Evidence};

/// What a copy makes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is there.
    Present,
    /// It is not there, and nothing but its removal from this copy explains it, a lost delivery aside.
    DeletedForMe,
    /// A tombstone stands in its place.
    DeletedForAll,
    /// It is there, and says something else than in other copies.
    Altered,
    /// Written before the holder came.
    BeforeJoining,
    /// Written after the holder went.
    AfterLeaving,
    /// The phone may not have received it when it was exported.
    NotYetDelivered,
    /// The copy begins later or ends earlier.
    OutsideRange,
    /// The copies do not tell.
    Unknown,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Present,
        Self::DeletedForMe,
        Self::DeletedForAll,
        Self::Altered,
        Self::BeforeJoining,
        Self::AfterLeaving,
        Self::NotYetDelivered,
        Self::OutsideRange,
        Self::Unknown,
    ];

    /// As in documents.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::DeletedForMe => "deleted_for_me",
            Self::DeletedForAll => "deleted_for_all",
            Self::Altered => "altered",
            Self::BeforeJoining => "before_joining",
            Self::AfterLeaving => "after_leaving",
            Self::NotYetDelivered => "not_yet_delivered",
            Self::OutsideRange => "outside_range",
            Self::Unknown => "unknown",
        }
    }

    /// Something became of the message: it was removed or altered.
    pub const fn is_finding(self) -> bool {
        matches!(
            self,
            Self::DeletedForMe | Self::DeletedForAll | Self::Altered
        )
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A verdict with its reason and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What this copy makes of the message.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// The bytes that show it: this copy's line, or those of others and the lines around the empty place.
    pub rests_on: Vec<Evidence>,
}

/// One message or system line over all copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// When, by the clock of the copy that [`Row::shown`] names.
    pub at: DateTime,
    /// Who wrote it; a system line has nobody.
    pub person: Option<PersonId>,
    /// What it is, or was before it was removed.
    pub kind: Kind,
    /// The line that shows it: place of the copy and of the line in it. Of several versions that of most copies, or of
    /// its sender.
    pub shown: (usize, usize),
    /// For each copy the place of its line.
    pub lines: Vec<Option<usize>>,
    /// For each copy what it makes of it.
    pub findings: Vec<Finding>,
}

/// Judges every slot.
pub(crate) fn judge(
    prepared: &Prepared<'_>,
    links: &Links,
    slots: &Slots,
    people: People,
    membership: Timeline,
) -> Comparison {
    let copies = 0..prepared.copies.len();
    let judge = Judge {
        prepared,
        links,
        slots,
        people: &people,
        outlooks: copies
            .clone()
            .map(|copy| Outlook::of(prepared, slots, &people, links, copy))
            .collect(),
        settings: Settings::of(prepared, slots, &people),
        doubles: Doubles::of(prepared, slots, (&people, links)),
    };
    let away: Vec<Vec<Away<'_>>> = copies
        .map(|copy| people.holder(copy))
        .map(|holder| holder.map_or_else(Vec::new, |person| membership.away(person)))
        .collect();
    let rows = slots.all.iter().enumerate();
    let rows = rows
        .filter_map(|(place, slot)| judge.row(place, slot, &away))
        .collect();
    let copies = judge.facts();
    Comparison {
        copies,
        people: people.all,
        rows,
        membership,
    }
}

pub(crate) struct Judge<'j, 'a> {
    pub(crate) prepared: &'j Prepared<'a>,
    pub(crate) links: &'j Links,
    pub(crate) slots: &'j Slots,
    pub(crate) people: &'j People,
    /// For each copy.
    pub(crate) outlooks: Vec<Outlook>,
    pub(crate) settings: Settings,
    pub(crate) doubles: Doubles,
}

impl Judge<'_, '_> {
    fn facts(&self) -> Vec<CopyFacts> {
        let mut facts: Vec<(usize, CopyFacts)> = Vec::new();
        for (copy, ready) in self.prepared.copies.iter().enumerate() {
            let holder = ready.names.get(ready.holder).map(|name| name.text.clone());
            let at = |place: usize| ready.items.get(place).map(|item| item.line.at);
            let outlook = self.outlooks.get(copy);
            let last = ready.items.last();
            let ahead = last.map_or(0, |item| item.t - self.links.common(copy, item.t));
            let others = (0..self.prepared.copies.len()).filter(|other| *other != copy);
            let agreeing = others.map(|other| self.links.agreeing(copy, other)).max();
            let facts_of = CopyFacts {
                holder: holder.filter(|name| !name.is_empty()),
                person: self.people.holder(copy),
                range: outlook.and_then(|o| Some((at(o.first?.1)?, at(o.last?.1)?))),
                ahead: self.links.told(copy).then_some(ahead),
                shared: self.shared(copy),
                agreeing: agreeing.unwrap_or(0),
            };
            facts.push((ready.given, facts_of));
        }
        facts.sort_by_key(|(given, _)| *given);
        facts.into_iter().map(|(_, facts)| facts).collect()
    }

    fn shared(&self, copy: usize) -> usize {
        let with_others = |slot: &&Slot| {
            let items = slot.items(self.prepared);
            slot.rank(copy).is_some() && items.filter(|(_, i)| !i.is(Kind::System)).count() > 1
        };
        self.slots.all.iter().filter(with_others).count()
    }

    fn row(&self, place: usize, slot: &Slot, away: &[Vec<Away<'_>>]) -> Option<Row> {
        let versions = Versions::of(self, slot);
        let (copy, shown) = versions.shown(self, slot)?;
        let ready = self.prepared.copies.get(copy)?;
        let item = ready.items.get(shown)?;
        let count = self.prepared.copies.len();
        let mut lines = vec![None; count];
        let mut findings: Vec<Option<Finding>> = Vec::new();
        findings.resize_with(count, || None);
        for (copy, ready) in self.prepared.copies.iter().enumerate() {
            let item = slot.rank(copy).and_then(|rank| ready.items.get(rank));
            let finding = if let Some(item) = item {
                self.here(slot, copy, item, &versions)
            } else {
                let away = away.get(copy).map_or(&[][..], Vec::as_slice);
                self.absent((place, slot), copy, away)
            };
            if let Some(line) = lines.get_mut(ready.given) {
                *line = slot.rank(copy);
            }
            if let Some(entry) = findings.get_mut(ready.given) {
                *entry = Some(finding);
            }
        }
        Some(Row {
            at: item.line.at,
            person: slot.person,
            kind: item.line.kind,
            shown: (ready.given, shown),
            lines,
            findings: findings.into_iter().flatten().collect(),
        })
    }

    fn here(&self, slot: &Slot, copy: usize, item: &Item<'_>, versions: &Versions) -> Finding {
        let copies = slot.items(self.prepared).count();
        if item.is(Kind::Deleted) {
            let lines = slot.items(self.prepared);
            let known = lines.filter(|(_, i)| !i.is(Kind::Deleted)).count();
            return Finding {
                verdict: Verdict::DeletedForAll,
                reason: Reason::Tombstone { known },
                rests_on: self.evidence(slot),
            };
        }
        let Some(other) = versions.of_copy(copy) else {
            let ready = self.prepared.copies.get(copy);
            return Finding {
                verdict: Verdict::Present,
                reason: Reason::Here {
                    copies: versions.alike(copy),
                },
                rests_on: ready
                    .map(|ready| item.evidence(ready))
                    .into_iter()
                    .collect(),
            };
        };
        let others = slot.items(self.prepared).map(|(other, _)| other);
        let others: Vec<usize> = others.filter(|other| *other != copy).collect();
        let (verdict, reason) = match other {
            // Where little is shared, chance brings lines together.
            _ if !self.links.bound(copy, &others) => (Verdict::Unknown, Reason::NothingShared),
            Other::Kinds => (Verdict::Unknown, Reason::Kinds),
            Other::Edited => {
                let here = item.line.edited;
                (Verdict::Present, Reason::Edited { here })
            }
            Other::Minority(others) => (Verdict::Altered, Reason::OddOneOut { others }),
            Other::Tie => (Verdict::Altered, Reason::Differs { copies }),
            Other::Ascribed => (Verdict::Altered, Reason::Ascribed { copies }),
            Other::File => (Verdict::Altered, Reason::File { copies }),
        };
        Finding {
            verdict,
            reason,
            rests_on: self.evidence(slot),
        }
    }

    /// The lines of a slot.
    pub(crate) fn evidence(&self, slot: &Slot) -> Vec<Evidence> {
        let mut all: Vec<Evidence> = slot
            .items(self.prepared)
            .filter_map(|(copy, item)| Some(item.evidence(self.prepared.copies.get(copy)?)))
            .collect();
        all.sort_unstable();
        all
    }
}
