//! What one copy reaches: from when until when, and what had come by then.

use std::collections::BTreeMap;

use zegel_model::message::{Kind, SystemEventKind};

use crate::clock::{DAY, Links, NEAR};
use crate::people::{People, PersonId};
use crate::prepare::{Class, Prepared};
use crate::slots::{Slot, Slots};

/// Nowhere.
const NONE: u32 = u32::MAX;

/// One copy, seen from all slots.
pub(crate) struct Outlook {
    /// First and last line that was said or happened, by the common clock, with their places.
    pub(crate) first: Option<(i64, usize)>,
    pub(crate) last: Option<(i64, usize)>,
    /// The last line of others.
    pub(crate) last_other: Option<(i64, usize)>,
    /// For each other copy what both have, by its place there.
    shared: Vec<Shared>,
    /// For each slot the nearest ones before and after it of which this copy has a line.
    before: Vec<u32>,
    after: Vec<u32>,
    /// For each slot how many before it are in this copy and were said.
    said: Vec<u32>,
    /// For each of its lines the earliest time of others' lines that stand behind it.
    later_others: Vec<i64>,
}

/// What a copy shares with another, by place in that other.
#[derive(Default)]
struct Shared {
    least: Option<usize>,
    most: Option<usize>,
    /// Of what neither holder wrote.
    most_of_third: Option<usize>,
    most_by: BTreeMap<PersonId, usize>,
}

impl Outlook {
    pub(crate) fn of(
        prepared: &Prepared<'_>,
        slots: &Slots,
        people: &People,
        links: &Links,
        copy: usize,
    ) -> Self {
        let mut held: BTreeMap<(usize, PersonId), bool> = BTreeMap::new();
        let mut may_hold = |copy: usize, person: PersonId| {
            *held
                .entry((copy, person))
                .or_insert_with(|| people.may_hold(prepared, copy, person))
        };
        let mut outlook = Self {
            first: None,
            last: None,
            last_other: None,
            shared: Vec::new(),
            before: Vec::with_capacity(slots.all.len()),
            after: vec![NONE; slots.all.len()],
            said: Vec::with_capacity(slots.all.len() + 1),
            later_others: hindsight(prepared, links, people, copy),
        };
        outlook
            .shared
            .resize_with(prepared.copies.len(), Shared::default);
        let items = prepared.copies.get(copy).map(|ready| &ready.items);
        let mut before = NONE;
        let mut said = 0_u32;
        for (place, slot) in slots.all.iter().enumerate() {
            outlook.before.push(before);
            outlook.said.push(said);
            let Some(rank) = slot.rank(copy) else {
                continue;
            };
            before = u32::try_from(place).unwrap_or(NONE);
            let Some(item) = items.and_then(|items| items.get(rank)) else {
                continue;
            };
            said += u32::from(!item.is(Kind::System));
            if dated(item.happening.as_ref().map(|h| h.class)) {
                let others = slot.person.is_some_and(|person| !may_hold(copy, person));
                let t = links.common(copy, item.t);
                outlook.reach(t, rank, others && !item.is(Kind::System));
            }
            let at_once = (slot.came() - slot.written()).abs() <= NEAR;
            if at_once || !slot.guessed {
                outlook.share(slot, copy, &mut may_hold);
            }
        }
        outlook.said.push(said);
        outlook.look_back(slots, copy);
        outlook
    }

    fn look_back(&mut self, slots: &Slots, copy: usize) {
        let mut after = NONE;
        for (place, slot) in slots.all.iter().enumerate().rev() {
            if let Some(entry) = self.after.get_mut(place) {
                *entry = after;
            }
            if slot.rank(copy).is_some() {
                after = u32::try_from(place).unwrap_or(NONE);
            }
        }
    }

    fn reach(&mut self, t: i64, rank: usize, others: bool) {
        if self.first.is_none_or(|(first, _)| t < first) {
            self.first = Some((t, rank));
        }
        if self.last.is_none_or(|(last, _)| t >= last) {
            self.last = Some((t, rank));
        }
        if others && self.last_other.is_none_or(|(last, _)| t >= last) {
            self.last_other = Some((t, rank));
        }
    }

    fn share(
        &mut self,
        slot: &Slot,
        copy: usize,
        may_hold: &mut dyn FnMut(usize, PersonId) -> bool,
    ) {
        for (other, shared) in self.shared.iter_mut().enumerate() {
            let Some(rank) = slot.rank(other).filter(|_| other != copy) else {
                continue;
            };
            shared.least = Some(shared.least.map_or(rank, |least| least.min(rank)));
            shared.most = shared.most.max(Some(rank));
            // That something was sent later follows only from what is surely the same in both.
            let Some(person) = slot.person.filter(|_| !slot.guessed) else {
                continue;
            };
            if !may_hold(copy, person) && !may_hold(other, person) {
                shared.most_of_third = shared.most_of_third.max(Some(rank));
            }
            let most = shared.most_by.entry(person).or_default();
            *most = rank.max(*most);
        }
    }

    /// What stands behind this line was written by others before it: the phone had no network when it wrote it.
    pub(crate) fn wrote_offline(&self, rank: usize, t: i64) -> bool {
        let earliest = self.later_others.get(rank);
        earliest.is_some_and(|earliest| *earliest < t - NEAR / 2)
    }

    /// The copy has lines from before this slot.
    pub(crate) fn begins_before(&self, slot: &Slot, t: i64) -> bool {
        self.first.is_some_and(|(first, _)| {
            let earlier = |shared: &Shared, rank| shared.least.is_some_and(|least| least < rank);
            t > first + NEAR || (t >= first - NEAR && self.ranked(slot, earlier))
        })
    }

    /// The copy has lines from after this slot.
    pub(crate) fn ends_after(&self, slot: &Slot, t: i64) -> bool {
        self.last.is_some_and(|(last, _)| {
            t < last - NEAR || (t <= last + NEAR && self.ranked(slot, later))
        })
    }

    /// Something later of others is in the copy.
    pub(crate) fn others_later(&self, slot: &Slot, t: i64) -> bool {
        self.last_other.is_some_and(|(last, _)| {
            last > t + NEAR || (last >= t - NEAR && self.ranked(slot, later))
        })
    }

    /// It had come, because something came that was sent after it: by the same sender, or by a third as somebody else
    /// received it.
    pub(crate) fn had_come(&self, slot: &Slot, prepared: &Prepared<'_>, people: &People) -> bool {
        let Some(sender) = slot.person else {
            return false;
        };
        self.shared.iter().enumerate().any(|(witness, shared)| {
            let Some(rank) = slot.rank(witness) else {
                return false;
            };
            let by_sender = shared.most_by.get(&sender).is_some_and(|most| *most > rank);
            let as_received = !people.may_hold(prepared, witness, sender)
                && shared.most_of_third.is_some_and(|most| most > rank);
            by_sender || as_received
        })
    }

    /// Others' lines go on for more than a day after it.
    pub(crate) fn long_after(&self, t: i64) -> bool {
        self.last_other.is_some_and(|(last, _)| last > t + DAY)
    }

    fn ranked(&self, slot: &Slot, holds: impl Fn(&Shared, usize) -> bool) -> bool {
        self.shared
            .iter()
            .enumerate()
            .any(|(witness, shared)| slot.rank(witness).is_some_and(|rank| holds(shared, rank)))
    }

    /// The nearest slots around one of which this copy has a line.
    pub(crate) fn neighbours(&self, place: usize) -> (Option<usize>, Option<usize>) {
        let get = |list: &[u32]| {
            let found = list.get(place).copied().filter(|place| *place != NONE);
            found.and_then(|place| usize::try_from(place).ok())
        };
        (get(&self.before), get(&self.after))
    }

    /// How much this copy has that was said between two slots.
    pub(crate) fn said_between(&self, from: usize, to: usize) -> u32 {
        let at = |place: usize| self.said.get(place).copied().unwrap_or(0);
        at(to).saturating_sub(at(from))
    }
}

fn later(shared: &Shared, rank: usize) -> bool {
    shared.most.is_some_and(|most| most > rank)
}

/// For each line of a copy when others wrote what stands behind it, at the earliest.
fn hindsight(prepared: &Prepared<'_>, links: &Links, people: &People, copy: usize) -> Vec<i64> {
    let Some(ready) = prepared.copies.get(copy) else {
        return Vec::new();
    };
    // Of whoever may be the holder nothing says when it came.
    let others: Vec<bool> = (0..ready.names.len())
        .map(|name| people.person(copy, name))
        .map(|person| person.is_some_and(|person| !people.may_hold(prepared, copy, person)))
        .collect();
    let mut earliest = i64::MAX;
    let mut all: Vec<i64> = ready
        .items
        .iter()
        .rev()
        .map(|item| {
            let behind = earliest;
            if item.sender.and_then(|name| others.get(name)) == Some(&true) {
                earliest = earliest.min(links.common(copy, item.t));
            }
            behind
        })
        .collect();
    all.reverse();
    all
}

/// Lines with a time that says when the phone was there: not those that a phone writes with the time of another.
const fn dated(class: Option<Class>) -> bool {
    !matches!(
        class,
        Some(Class::Made | Class::Other(SystemEventKind::Encrypted))
    )
}
