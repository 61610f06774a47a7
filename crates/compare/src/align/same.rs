//! The same words, the same file: at the same time, later, or under another name.

use std::collections::BTreeMap;

use super::{Aligner, Awake, Entry, Rows, crowds_of};
use crate::clock::{DAY, NEAR};
use crate::pairing::pair;
use crate::people::PersonId;
use crate::slots::{STEP, Slot};

impl Aligner<'_, '_> {
    /// The platform's own identifier of a message, at the same time.
    pub(super) fn by_id(&mut self) {
        let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, slot) in self.slots.iter().enumerate() {
            for (_, item) in slot.items(self.prepared) {
                if let Some(id) = item.line.id {
                    ids.insert(id, place);
                }
            }
        }
        if ids.is_empty() {
            return;
        }
        let pairs: Vec<(usize, usize)> = self
            .free_items()
            .filter_map(|(place, item)| {
                let slot = *ids.get(item.line.id?)?;
                let person = self.person(item);
                let of = self.slots.get(slot)?;
                let t = self.times.get(place)?;
                let near = (of.time_for(self.is_own(person)) - t).abs() <= NEAR;
                (near && of.person == person).then_some((slot, place))
            })
            .collect();
        for (slot, place) in pairs {
            self.link(slot, place);
        }
    }

    /// The same words or file of the same person, at the same time; then what a phone wrote while it had no network,
    /// which came to others later.
    pub(super) fn same(&mut self) {
        self.same_in_order();
        let rows = self.same_rows(|_, _| true);
        let crowds = self.singles(rows, NEAR);
        let estimates = self.estimates();
        for (mut slots, mut lines) in crowds {
            for line in &mut lines {
                line.pos = estimates.get(line.place).copied().unwrap_or(line.pos);
            }
            lines.sort_unstable();
            slots.sort_unstable();
            self.pair((&slots, &lines), &mut |a, b| {
                let apart = (a.t - b.t).abs();
                // Within a minute the order of the sources decides, beyond it the time.
                let away = ((a.pos - b.pos).abs() / STEP).min(50);
                (apart <= NEAR).then_some(away + apart)
            });
        }
        let rows = self.same_rows(Self::later);
        let awake = self.awake();
        for (slots, lines) in crowds_of(rows, DAY) {
            let late = self.late(&lines, &awake);
            let reach = self.reach(&lines);
            self.pair((&slots, &lines), &mut |a, b| {
                late.cost(a, b).filter(|late| *late <= reach)
            });
        }
    }

    /// What somebody says as often in both is the same in order, however late some of it came.
    fn same_in_order(&mut self) {
        let nobody = Awake::new();
        let rows = self.same_rows(|_, _| true);
        for (slots, lines) in crowds_of(rows, DAY) {
            let late = self.late(&lines, &nobody);
            let reach = self.reach(&lines);
            let fit = |(a, b): (&Entry, &Entry)| {
                let apart = (a.t - b.t).abs();
                apart <= NEAR || (apart <= reach && late.cost(a, b).is_some())
            };
            if slots.len() == lines.len() && slots.iter().zip(&lines).all(fit) {
                for (slot, line) in slots.iter().zip(&lines) {
                    self.link_same(slot, line);
                }
            }
        }
    }

    fn same_rows(&self, wanted: impl Fn(&Self, &Slot) -> bool) -> Rows<(Option<PersonId>, usize)> {
        let mut rows = Vec::new();
        for (place, slot) in self.slots.iter().enumerate() {
            if !self.free(slot) || !wanted(self, slot) {
                continue;
            }
            let entry = self.slot_entry(place, slot);
            let mut before = None;
            for (_, item) in slot.items(self.prepared) {
                if let Some(key) = item.key.filter(|key| before != Some(*key)) {
                    before = Some(key);
                    rows.push(((slot.person, key), false, entry));
                }
            }
        }
        for (place, item) in self.free_items() {
            if let Some(key) = item.key {
                rows.push(((self.person(item), key), true, self.entry(place, &[])));
            }
        }
        rows
    }

    /// The same words at the same time under another name: of one whom no evidence linked, or ascribed to another.
    pub(super) fn by_others(&mut self) {
        let rows: Rows<usize> = self
            .same_rows(|_, _| true)
            .into_iter()
            .map(|((_, key), side, entry)| (key, side, entry))
            .collect();
        let late: Rows<usize> = rows.clone();
        let estimates = self.estimates();
        for (slots, mut lines) in crowds_of(rows, NEAR) {
            for line in &mut lines {
                line.pos = estimates.get(line.place).copied().unwrap_or(line.pos);
            }
            let alone = slots.len() == 1 && lines.len() == 1;
            let chosen = pair(&slots, &lines, &mut |slot, line| {
                let near = (slot.t - line.t).abs() <= NEAR;
                let apart = self.names_apart(slot, line)?;
                let telling = alone && self.telling(line);
                (near && (!apart || telling)).then(|| (slot.pos - line.pos).abs() / STEP)
            });
            for (a, b) in chosen {
                if let (Some(slot), Some(line)) = (slots.get(a), lines.get(b)) {
                    self.ascribe(slot, line);
                }
            }
        }
        // A sentence that came later than it was written, of somebody whom no evidence linked.
        for (slots, lines) in crowds_of(late, DAY) {
            if let ([slot], [line]) = (slots.as_slice(), lines.as_slice())
                && self.names_apart(slot, line) == Some(false)
                && self.telling(line)
            {
                self.ascribe(slot, line);
            }
        }
    }

    fn ascribe(&mut self, slot: &Entry, line: &Entry) {
        let apart = self.names_apart(slot, line) == Some(true);
        if self.link(slot.place, line.place)
            && let Some(of) = self.slots.get_mut(slot.place)
        {
            of.senders_differ |= apart;
        }
    }

    /// Slot and line are of different people, both of whom this copy and one of those before it know.
    fn names_apart(&self, slot: &Entry, line: &Entry) -> Option<bool> {
        let a = self.slots.get(slot.place)?.person;
        let b = self.person(self.items().get(line.place)?);
        let known = |person: Option<PersonId>| {
            person.is_some_and(|person| {
                self.people.known(self.copy, person)
                    && (0..self.copy).any(|copy| self.people.known(copy, person))
            })
        };
        Some(a != b && known(a) && known(b))
    }
}
