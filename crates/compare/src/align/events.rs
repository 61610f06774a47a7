//! What the app says happened: by what it was and to whom, whatever its words.

use zegel_model::message::SystemEventKind;

use super::{Aligner, Entry, Rows};
use crate::clock::NEAR;
use crate::people::PersonId;
use crate::prepare::{Class, Item};

impl Aligner<'_, '_> {
    pub(super) fn events(&mut self) {
        let mut rows: Rows<(Class, Option<PersonId>)> = Vec::new();
        for (place, slot) in self.slots.iter().enumerate() {
            if !self.free(slot) {
                continue;
            }
            let entry = Entry {
                t: slot.came(),
                pos: slot.pos,
                place,
            };
            for (copy, item) in slot.items(self.prepared) {
                let groups = self.groups(copy, item).into_iter();
                rows.extend(groups.map(|group| (group, false, entry)));
            }
        }
        for (place, item) in self.free_items() {
            let entry = self.entry(place, &[]);
            let groups = self.groups(self.copy, item).into_iter();
            rows.extend(groups.map(|group| (group, true, entry)));
        }
        rows.sort_unstable();
        rows.dedup();
        let (once, rows): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|(group, ..)| whenever(group.0));
        for (slots, lines) in self.singles(rows, NEAR) {
            self.pair((&slots, &lines), &mut |a, b| {
                let apart = (a.t - b.t).abs();
                (apart <= NEAR).then_some(apart)
            });
        }
        self.singles(once, i64::MAX / 4);
    }

    fn groups(&self, copy: usize, item: &Item<'_>) -> Vec<(Class, Option<PersonId>)> {
        let Some(happening) = &item.happening else {
            return Vec::new();
        };
        let subjects: Vec<_> = happening
            .subjects
            .iter()
            .filter_map(|name| self.people.person(copy, *name))
            .map(|person| (happening.class, Some(person)))
            .collect();
        if subjects.is_empty() {
            vec![(happening.class, None)]
        } else {
            subjects
        }
    }
}

/// Told once in a copy, with a time of its own.
const fn whenever(class: Class) -> bool {
    matches!(
        class,
        Class::Made | Class::Other(SystemEventKind::Encrypted)
    )
}
