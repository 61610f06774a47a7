//! One copy laid beside those before it: first what is the same at the same time, then what came later than it was
//! written, then what only its place and its sender give away.

mod events;
mod same;

use std::collections::{BTreeMap, BTreeSet};

use zegel_model::message::Kind;

use crate::clock::{DAY, Links, NEAR};
use crate::content::words;
use crate::pairing::{Timed, pair};
use crate::people::{People, PersonId};
use crate::prepare::{Item, Prepared};
use crate::slots::{STEP, Slot};

/// What has no content to go by, or a word that is soon said again, may come so many seconds later than it was written.
pub(crate) const HOURS: i64 = 2 * 3600;

/// Words of fewer characters are soon said again, and no evidence that two people are one.
const TELLING: usize = 8;

pub(crate) struct Aligner<'p, 'a> {
    pub(crate) prepared: &'p Prepared<'a>,
    links: &'p Links,
    pub(crate) people: &'p People,
    pub(crate) slots: Vec<Slot>,
    /// The copy that is laid beside the others.
    pub(crate) copy: usize,
    /// For each line of the copy its slot.
    pub(crate) matched: Vec<Option<usize>>,
    /// By the common clock.
    pub(crate) times: Vec<i64>,
    /// Copies with whose they may be.
    may_hold: BTreeSet<(usize, PersonId)>,
}

/// A line or slot that looks for its counterpart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    pub(crate) t: i64,
    pub(crate) pos: i64,
    /// Place of the slot or of the line.
    pub(crate) place: usize,
}

impl Timed for Entry {
    fn time(&self) -> i64 {
        self.t
    }
}

/// Slots and lines that may belong together, by whatever they have in common.
pub(crate) type Rows<G> = Vec<(G, bool, Entry)>;

/// Slots and lines with something in common, each in the order of time.
pub(crate) type Crowd = (Vec<Entry>, Vec<Entry>);

impl<'p, 'a> Aligner<'p, 'a> {
    pub(crate) fn new(
        prepared: &'p Prepared<'a>,
        links: &'p Links,
        people: &'p People,
        slots: Vec<Slot>,
        copy: usize,
    ) -> Self {
        let items = prepared
            .copies
            .get(copy)
            .map_or(&[][..], |ready| &ready.items);
        let times: Vec<i64> = items
            .iter()
            .map(|item| links.common(copy, item.t))
            .collect();
        let names = |copy: usize| prepared.copies.get(copy).map_or(0, |r| r.names.len());
        let may_hold = (0..=copy)
            .flat_map(|copy| (0..names(copy)).map(move |name| (copy, name)))
            .filter_map(|(copy, name)| Some((copy, people.person(copy, name)?)))
            .filter(|(copy, person)| people.may_hold(prepared, *copy, *person))
            .collect();
        Self {
            prepared,
            links,
            people,
            slots,
            copy,
            matched: vec![None; items.len()],
            times,
            may_hold,
        }
    }

    pub(crate) fn items(&self) -> &'p [Item<'a>] {
        self.prepared
            .copies
            .get(self.copy)
            .map_or(&[][..], |ready| &ready.items)
    }

    pub(crate) fn person(&self, item: &Item<'_>) -> Option<PersonId> {
        item.sender
            .and_then(|name| self.people.person(self.copy, name))
    }

    pub(crate) fn is_own(&self, person: Option<PersonId>) -> bool {
        person.is_some() && person == self.people.holder(self.copy)
    }

    pub(crate) fn run(&mut self) {
        if !self.links.told(self.copy) {
            return;
        }
        self.by_id();
        self.same();
        self.events();
        self.by_others();
        self.weak();
    }

    /// Makes slots of what found none.
    pub(crate) fn finish(mut self) -> Vec<Slot> {
        let estimates = self.estimates();
        let copies = self.prepared.copies.len();
        for (place, item) in self.items().iter().enumerate() {
            if self.matched.get(place).copied().flatten().is_some() {
                continue;
            }
            let person = self.person(item);
            let mut slot = Slot {
                lines: vec![None; copies],
                pos: estimates.get(place).copied().unwrap_or(0),
                own: None,
                other: None,
                person,
                senders_differ: false,
                guessed: false,
            };
            let t = self.times.get(place).copied().unwrap_or(item.t);
            slot.put(self.copy, place, t, self.is_own(person));
            self.slots.push(slot);
        }
        self.slots
    }

    /// Where each line of the copy would stand among the slots: behind the line before it.
    pub(crate) fn estimates(&self) -> Vec<i64> {
        let mut behind: Option<(i64, i64)> = None;
        let first = self
            .matched
            .iter()
            .enumerate()
            .find_map(|(place, slot)| Some((place, self.slots.get((*slot)?)?.pos)));
        let mut all = Vec::with_capacity(self.matched.len());
        for (place, slot) in self.matched.iter().enumerate() {
            let number = i64::try_from(place).unwrap_or(i64::MAX / STEP);
            if let Some(slot) = slot.and_then(|slot| self.slots.get(slot)) {
                behind = Some((slot.pos, 0));
                all.push(slot.pos);
            } else if let Some((pos, steps)) = &mut behind {
                *steps = (*steps + 1).min(STEP - 1);
                all.push(*pos + *steps);
            } else if let Some((at, pos)) = first {
                let before = i64::try_from(at).unwrap_or(0) - number;
                all.push(pos - before.min(STEP - 1));
            } else {
                all.push(number * STEP);
            }
        }
        all
    }

    pub(crate) fn link(&mut self, slot: usize, place: usize) -> bool {
        let Some(item) = self.items().get(place) else {
            return false;
        };
        let own = self.is_own(self.person(item));
        let t = self.times.get(place).copied().unwrap_or(item.t);
        let (Some(line), Some(of)) = (self.matched.get_mut(place), self.slots.get_mut(slot)) else {
            return false;
        };
        if line.is_some() || of.rank(self.copy).is_some() {
            return false;
        }
        *line = Some(slot);
        of.put(self.copy, place, t, own);
        true
    }

    /// Links what only kind, place or order brings together.
    pub(crate) fn guess(&mut self, slot: usize, place: usize) {
        if self.link(slot, place)
            && let Some(of) = self.slots.get_mut(slot)
        {
            of.guessed = true;
        }
    }

    /// Links the same content; words that are soon said again may be others.
    fn link_same(&mut self, slot: &Entry, line: &Entry) {
        if self.telling(line) {
            self.link(slot.place, line.place);
        } else {
            self.guess(slot.place, line.place);
        }
    }

    /// Words that are not soon said again.
    fn telling(&self, line: &Entry) -> bool {
        let item = self.items().get(line.place);
        item.is_some_and(|item| !item.is(Kind::Text) || words(item.line).chars().count() >= TELLING)
    }

    pub(crate) fn free(&self, slot: &Slot) -> bool {
        slot.rank(self.copy).is_none()
    }

    pub(crate) fn free_items(&self) -> impl Iterator<Item = (usize, &'p Item<'a>)> + '_ {
        self.items()
            .iter()
            .enumerate()
            .filter(|(place, _)| self.matched.get(*place).copied().flatten().is_none())
    }

    pub(crate) fn entry(&self, place: usize, estimates: &[i64]) -> Entry {
        Entry {
            t: self.times.get(place).copied().unwrap_or(0),
            pos: estimates.get(place).copied().unwrap_or(0),
            place,
        }
    }

    pub(crate) fn slot_entry(&self, place: usize, slot: &Slot) -> Entry {
        Entry {
            t: slot.time_for(self.is_own(slot.person)),
            pos: slot.pos,
            place,
        }
    }

    /// This copy may be that of who wrote the slot, or one that has the slot may, so that the one may be later than
    /// the other.
    pub(crate) fn later(&self, slot: &Slot) -> bool {
        slot.person.is_some_and(|person| {
            let mut copies =
                (0..=self.copy).filter(|copy| *copy == self.copy || slot.rank(*copy).is_some());
            copies.any(|copy| self.may_hold(copy, person))
        })
    }

    pub(crate) fn may_hold(&self, copy: usize, person: PersonId) -> bool {
        self.may_hold.contains(&(copy, person))
    }

    pub(crate) fn awake(&self) -> Awake {
        awake(self.slots.iter(), &|copy, person| {
            self.may_hold(copy, person)
        })
    }

    /// How lines of one person may be late.
    pub(crate) fn late<'w>(&self, lines: &[Entry], awake: &'w Awake) -> Late<'w> {
        let first = lines.first().and_then(|line| self.items().get(line.place));
        let person = first.and_then(|item| self.person(item));
        let may = |copy: usize| person.is_some_and(|person| self.may_hold(copy, person));
        Late {
            own: may(self.copy),
            others_own: (0..self.copy).any(may),
            awake: person
                .and_then(|person| awake.get(&person))
                .map_or(&[][..], Vec::as_slice),
        }
    }

    /// How much later something may come and still be the same: a word is soon said again.
    fn reach(&self, lines: &[Entry]) -> i64 {
        let short = lines.first().is_some_and(|line| !self.telling(line));
        if short { HOURS } else { DAY }
    }

    /// Links what has exactly one counterpart within `window`; answers with the crowds.
    pub(crate) fn singles<G: Ord + Copy>(&mut self, rows: Rows<G>, window: i64) -> Vec<Crowd> {
        let mut crowds = Vec::new();
        for (slots, lines) in crowds_of(rows, window) {
            if let ([slot], [line]) = (slots.as_slice(), lines.as_slice())
                && (slot.t - line.t).abs() <= window
            {
                self.link_same(slot, line);
            } else {
                crowds.push((slots, lines));
            }
        }
        crowds
    }

    pub(crate) fn pair(
        &mut self,
        (slots, lines): (&[Entry], &[Entry]),
        cost: &mut dyn FnMut(&Entry, &Entry) -> Option<i64>,
    ) {
        for (a, b) in pair(slots, lines, cost) {
            if let (Some(slot), Some(line)) = (slots.get(a), lines.get(b)) {
                self.link_same(slot, line);
            }
        }
    }
}

/// For each person when their phone had network, in order.
pub(crate) type Awake = BTreeMap<PersonId, Vec<i64>>;

/// When each person's phone had network: what they wrote then came to others at once.
pub(crate) fn awake<'s>(
    slots: impl Iterator<Item = &'s Slot>,
    may_hold: &dyn Fn(usize, PersonId) -> bool,
) -> Awake {
    let mut awake = Awake::new();
    for slot in slots {
        let Some(person) = slot.person else { continue };
        let mut copies = (0..slot.lines.len()).filter(|copy| slot.rank(*copy).is_some());
        let several = copies.clone().count() > 1;
        let at_once = (slot.came() - slot.written()).abs() <= NEAR;
        if several && at_once && copies.any(|copy| may_hold(copy, person)) {
            awake.entry(person).or_default().push(slot.written());
        }
    }
    for times in awake.values_mut() {
        times.sort_unstable();
    }
    awake
}

/// How lines of one person may be late.
pub(crate) struct Late<'w> {
    /// The lines may be their sender's own.
    pub(crate) own: bool,
    /// The slots may.
    pub(crate) others_own: bool,
    pub(crate) awake: &'w [i64],
}

impl Late<'_> {
    /// How ill a line fits that may have come later than it was written: not where the phone had network meanwhile.
    pub(crate) fn cost(&self, slot: &Entry, line: &Entry) -> Option<i64> {
        self.apart(slot.t, line.t)
    }

    /// The same of the time of a slot and that of a line.
    pub(crate) fn apart(&self, slot: i64, line: i64) -> Option<i64> {
        let later = slot - line;
        let (from, to) = (slot.min(line) + NEAR, slot.max(line) - NEAR);
        let next = self.awake.partition_point(|t| *t <= from);
        let asleep = self.awake.get(next).is_none_or(|t| *t >= to);
        let fits = (self.own && later >= -NEAR) || (self.others_own && later <= NEAR);
        (fits && asleep && later.abs() <= DAY).then_some(later.abs())
    }
}

/// Cuts rows of one group wherever nothing happens for longer than `window`; only those with both sides.
pub(crate) fn crowds_of<G: Ord + Copy>(mut rows: Rows<G>, window: i64) -> Vec<Crowd> {
    rows.sort_unstable_by_key(|(group, line, entry)| {
        (*group, entry.t, entry.pos, *line, entry.place)
    });
    let mut crowds = Vec::new();
    let (mut slots, mut lines): Crowd = (Vec::new(), Vec::new());
    let mut before: Option<(G, i64)> = None;
    for (group, is_line, entry) in rows {
        if before.is_some_and(|(g, t)| g != group || entry.t - t > window) {
            let crowd = (std::mem::take(&mut slots), std::mem::take(&mut lines));
            if !crowd.0.is_empty() && !crowd.1.is_empty() {
                crowds.push(crowd);
            }
        }
        before = Some((group, entry.t));
        if is_line {
            lines.push(entry);
        } else {
            slots.push(entry);
        }
    }
    if !slots.is_empty() && !lines.is_empty() {
        crowds.push((slots, lines));
    }
    crowds
}

/// What a line can be but words.
pub(crate) const fn wordless(kind: Kind) -> bool {
    !matches!(kind, Kind::Text | Kind::System)
}
