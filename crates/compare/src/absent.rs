//! Why a copy does not have a message that another has: what explains it first, an accusation last.

use std::cmp::Ordering;

use jiff::civil::DateTime;
use zegel_model::message::{Kind, SystemEventKind};

use crate::Evidence;
use crate::clock::{DAY, NEAR};
use crate::membership::{Away, Edge};
use crate::outlook::Outlook;
use crate::people::{People, PersonId};
use crate::prepare::Prepared;
use crate::reason::Reason;
use crate::slots::{Slot, Slots};
use crate::verdict::{Finding, Judge, Verdict};

/// What was set or changed when, by the common clock, in the order of time.
#[derive(Default)]
pub(crate) struct Settings {
    /// Messages vanish, or no longer do.
    vanishing: Vec<(i64, bool, DateTime)>,
    /// The holder of this copy blocked the contact, or no longer does.
    blocked: Vec<(i64, usize, bool, DateTime)>,
    /// Somebody's keys or number changed: time, who, place of the slot.
    phones: Vec<(i64, PersonId, usize, DateTime)>,
}

impl Settings {
    pub(crate) fn of(prepared: &Prepared<'_>, slots: &Slots, people: &People) -> Self {
        let mut settings = Self::default();
        for (place, slot) in slots.all.iter().enumerate() {
            for (copy, item) in slot.items(prepared) {
                let Some(happening) = &item.happening else {
                    continue;
                };
                let (t, at, kind) = (slot.came(), item.line.at, happening.kind);
                let vanish = kind == SystemEventKind::DisappearingOn;
                if vanish || kind == SystemEventKind::DisappearingOff {
                    settings.vanishing.push((t, vanish, at));
                }
                let blocked = kind == SystemEventKind::Blocked;
                if blocked || kind == SystemEventKind::Unblocked {
                    settings.blocked.push((t, copy, blocked, at));
                }
                let code = kind == SystemEventKind::SecurityCodeChanged;
                if code || kind == SystemEventKind::NumberChanged {
                    let who = happening.subjects.iter().chain(&happening.actor);
                    let who = who.filter_map(|name| people.person(copy, *name));
                    let changes = who.map(|person| (t, person, place, at));
                    settings.phones.extend(changes);
                }
            }
        }
        settings.vanishing.sort_unstable();
        settings.blocked.sort_unstable();
        settings.phones.sort_unstable();
        settings
    }

    fn vanishing(&self, t: i64) -> Option<DateTime> {
        let before = self.vanishing.partition_point(|(on, ..)| *on <= t + NEAR);
        let (_, on, at) = self.vanishing.get(before.checked_sub(1)?)?;
        on.then_some(*at)
    }

    fn blocked(&self, copy: usize, t: i64) -> Option<DateTime> {
        let mut before = self.blocked.iter().rev();
        let (_, _, on, at) = before.find(|(on, c, ..)| *c == copy && *on <= t + NEAR)?;
        on.then_some(*at)
    }
}

impl Judge<'_, '_> {
    pub(crate) fn absent(
        &self,
        (place, slot): (usize, &Slot),
        copy: usize,
        away: &[Away<'_>],
    ) -> Finding {
        let mut rests_on = self.evidence(slot);
        let (verdict, reason) = self
            .not_a_member((place, slot), copy, away, &mut rests_on)
            .or_else(|| self.out_of_range(slot, copy, &mut rests_on))
            .or_else(|| self.open(place, slot, copy))
            .or_else(|| self.not_yet(slot, copy, &mut rests_on))
            .or_else(|| self.double(slot, copy, &mut rests_on))
            .unwrap_or_else(|| self.missing(place, slot, copy, &mut rests_on));
        Finding {
            verdict,
            reason,
            rests_on,
        }
    }

    fn not_a_member(
        &self,
        (place, slot): (usize, &Slot),
        copy: usize,
        away: &[Away<'_>],
        rests_on: &mut Vec<Evidence>,
    ) -> Option<(Verdict, Reason)> {
        let outlook = self.outlooks.get(copy)?;
        let here = (place, slot);
        for stretch in away {
            let (went, came) = (stretch.went, stretch.came);
            let gone = went.is_none_or(|edge| self.side(outlook, here, edge, Ordering::Greater));
            let not_back = came.is_none_or(|edge| self.side(outlook, here, edge, Ordering::Less));
            // Who had been a member before, and whose going nobody tells, may have been there.
            let told = went.is_some()
                || !stretch.again
                || came.is_some_and(|edge| outlook.said_between(place, edge.slot) == 0);
            if !gone || !not_back || !told {
                continue;
            }
            let edges = went.into_iter().chain(came);
            rests_on.extend(edges.flat_map(|edge| edge.rests_on.iter().copied()));
            return Some(match (went, came) {
                (None, Some(came)) if !stretch.again => {
                    (Verdict::BeforeJoining, Reason::Joined { at: came.at })
                }
                (went, came) => (
                    Verdict::AfterLeaving,
                    Reason::Left {
                        at: went.map(|edge| edge.at),
                        back: came.map(|edge| edge.at),
                    },
                ),
            });
        }
        None
    }

    /// Whether a message stands on this side of a coming or going. Within the same minutes a copy that has both
    /// decides, else whether the holder's copy has anything in between.
    fn side(
        &self,
        outlook: &Outlook,
        (place, slot): (usize, &Slot),
        edge: &Edge,
        wanted: Ordering,
    ) -> bool {
        let t = slot.came();
        if (t - edge.t).abs() > NEAR {
            return t.cmp(&edge.t) == wanted;
        }
        let told = self.slots.all.get(edge.slot).and_then(|of| {
            let mut ranks = slot.lines.iter().zip(&of.lines);
            ranks.find_map(|(line, edge)| Some((*line)?.cmp(&(*edge)?)))
        });
        told.map_or_else(
            || outlook.said_between(place.min(edge.slot), place.max(edge.slot)) == 0,
            |order| order == wanted,
        )
    }

    fn out_of_range(
        &self,
        slot: &Slot,
        copy: usize,
        rests_on: &mut Vec<Evidence>,
    ) -> Option<(Verdict, Reason)> {
        let (outlook, ready) = (self.outlooks.get(copy)?, self.prepared.copies.get(copy)?);
        let line = |place: usize| ready.items.get(place);
        let Some(((_, first), (_, last))) = outlook.first.zip(outlook.last) else {
            return Some((Verdict::Unknown, Reason::NothingShared));
        };
        if !outlook.begins_before(slot, slot.came()) {
            let first = line(first)?;
            rests_on.push(first.evidence(ready));
            return Some((Verdict::OutsideRange, Reason::Begins { at: first.line.at }));
        }
        let own = slot.person.is_some() && slot.person == self.people.holder(copy);
        if !outlook.ends_after(slot, slot.time_for(own)) {
            let last = line(last)?;
            rests_on.push(last.evidence(ready));
            return Some((Verdict::OutsideRange, Reason::Ends { at: last.line.at }));
        }
        None
    }

    /// What leaves everything open.
    fn open(&self, place: usize, slot: &Slot, copy: usize) -> Option<(Verdict, Reason)> {
        let t = slot.came();
        let holder = self.people.holder(copy);
        let unknown = |reason| Some((Verdict::Unknown, reason));
        let witnesses: Vec<usize> = slot.items(self.prepared).map(|(copy, _)| copy).collect();
        if !self.links.told(copy) || !self.links.bound(copy, &witnesses) {
            return unknown(Reason::NothingShared);
        }
        let mut lines = slot.items(self.prepared);
        if lines.all(|(_, item)| item.line.unsent) {
            return unknown(Reason::NotSent);
        }
        let mut lines = slot.items(self.prepared);
        if lines.any(|(_, item)| item.is(Kind::System) || item.is(Kind::Call)) {
            return unknown(Reason::NotEveryPhone);
        }
        if let Some(at) = self.settings.vanishing(t) {
            return unknown(Reason::Vanishing { at });
        }
        if slot.person != holder
            && let Some(at) = self.settings.blocked(copy, t)
        {
            return unknown(Reason::Blocked { at });
        }
        let speaks = |person| self.people.speaks(self.prepared, copy, person);
        if !slot.person.is_some_and(speaks)
            && self.people.strangers(self.prepared, copy, &witnesses)
        {
            return unknown(Reason::WhoIsWho);
        }
        let outlook = self.outlooks.get(copy)?;
        let changed = self.settings.phones.iter().find(|(when, who, change, _)| {
            Some(*who) == holder
                && (t - NEAR..=t + 7 * DAY).contains(when)
                && outlook.said_between(place, *change) == 0
        });
        changed.and_then(|(.., at)| unknown(Reason::NewPhone { at: *at }))
    }

    fn not_yet(
        &self,
        slot: &Slot,
        copy: usize,
        rests_on: &mut Vec<Evidence>,
    ) -> Option<(Verdict, Reason)> {
        let holder = self.people.holder(copy);
        if slot.person.is_some() && slot.person == holder {
            return None;
        }
        let (outlook, ready) = (self.outlooks.get(copy)?, self.prepared.copies.get(copy)?);
        if outlook.had_come(slot, self.prepared, self.people) {
            return None;
        }
        let item = |(_, place): (i64, usize)| ready.items.get(place);
        if !outlook.others_later(slot, slot.came()) {
            let last = outlook.last_other.and_then(item);
            rests_on.extend(last.map(|item| item.evidence(ready)));
            let at = last.map(|item| item.line.at);
            return Some((Verdict::NotYetDelivered, Reason::NothingLater { at }));
        }
        let offline = self.outlooks.iter().enumerate().any(|(witness, of)| {
            let own = |person| self.people.may_hold(self.prepared, witness, person);
            let rank = slot.rank(witness).filter(|_| slot.person.is_some_and(own));
            rank.is_some_and(|rank| of.wrote_offline(rank, slot.written()))
        });
        if outlook.long_after(slot.came()) && !offline {
            return None;
        }
        let last = outlook.last.and_then(item)?;
        rests_on.push(last.evidence(ready));
        Some((
            Verdict::NotYetDelivered,
            Reason::SenderSilent { at: last.line.at },
        ))
    }

    /// Something else that is here may be it.
    fn double(
        &self,
        slot: &Slot,
        copy: usize,
        rests_on: &mut Vec<Evidence>,
    ) -> Option<(Verdict, Reason)> {
        let all = (self.prepared, self.slots, self.people);
        let (at, evidence) = self.doubles.find(all, slot, copy)?;
        rests_on.push(evidence);
        Some((Verdict::Unknown, Reason::MayBeHere { at }))
    }

    fn missing(
        &self,
        place: usize,
        slot: &Slot,
        copy: usize,
        rests_on: &mut Vec<Evidence>,
    ) -> (Verdict, Reason) {
        let outlook = self.outlooks.get(copy);
        let around = outlook.map(|outlook| outlook.neighbours(place));
        let (before, after) = around.unwrap_or_default();
        let line = |place: Option<usize>| {
            let ready = self.prepared.copies.get(copy)?;
            let rank = self.slots.all.get(place?)?.rank(copy)?;
            let item = ready.items.get(rank)?;
            Some((item.line.at, item.evidence(ready)))
        };
        let (before, after) = (line(before), line(after));
        rests_on.extend([before, after].into_iter().flatten().map(|(_, e)| e));
        let reason = Reason::Missing {
            before: before.map(|(at, _)| at),
            after: after.map(|(at, _)| at),
            copies: slot.items(self.prepared).count(),
            own: slot.person.is_some() && slot.person == self.people.holder(copy),
        };
        (Verdict::DeletedForMe, reason)
    }
}
