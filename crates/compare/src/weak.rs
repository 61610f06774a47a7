//! What has no content to go by: files that one copy left out, tombstones, texts that differ. Only lines of the same
//! person are held against each other, and only where time or place speaks for it.

use zegel_model::message::Kind;

use crate::Line;
use crate::align::{Aligner, Awake, Crowd, Entry, HOURS, Rows, crowds_of, wordless};
use crate::clock::{DAY, NEAR};
use crate::content::{caption, captions_clash, question, words};
use crate::pairing::pair;
use crate::people::PersonId;
use crate::similar::Pairs;
use crate::slots::{STEP, Slot};

/// Per cent of two texts that must be the same for one to be a version of the other.
pub(crate) const VERSION: usize = 50;

/// The same where they also differ in time.
const LATE_VERSION: usize = 80;

/// What may belong together, from the surest on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The same kind of thing, without its content.
    Kind,
    /// Texts that are mostly the same.
    Version,
    /// A tombstone and whatever was there.
    Tombstone,
    /// Anything between the same neighbours.
    Place,
}

const STAGES: [Stage; 4] = [Stage::Kind, Stage::Version, Stage::Tombstone, Stage::Place];

/// The slots that stand around a line or an empty place of the copy.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Between {
    before: Option<usize>,
    after: Option<usize>,
}

impl Between {
    /// At least one neighbour is the same.
    fn same(self, other: Self) -> bool {
        (self.before.is_some() && self.before == other.before)
            || (self.after.is_some() && self.after == other.after)
    }
}

/// What is compared again and again, worked out once.
struct Work {
    estimates: Vec<i64>,
    lines: Vec<Between>,
    slots: Vec<Between>,
    line_pairs: Vec<Option<Pairs>>,
    slot_pairs: Vec<Vec<Pairs>>,
}

impl Aligner<'_, '_> {
    pub(crate) fn weak(&mut self) {
        self.as_many();
        for stage in STAGES {
            let work = self.work();
            for crowd in crowds_of(self.rows(&work, false), NEAR) {
                let chosen = self.choose(&crowd, |aligner, a, b| {
                    let apart = (a.t - b.t).abs();
                    if apart > NEAR {
                        return None;
                    }
                    // What has a content stands in its place by now, and places tell more than seconds.
                    let away = ((a.pos - b.pos).abs() / STEP).min(500);
                    Some(aligner.fits(&work, stage, (a, b), VERSION)? * 100 + away * 60 + apart)
                });
                self.link_all(&chosen);
            }
        }
        for stage in [Stage::Kind, Stage::Version, Stage::Tombstone] {
            let work = self.work();
            let awake = self.awake();
            for crowd in crowds_of(self.rows(&work, true), HOURS) {
                let late = self.late(&crowd.1, &awake);
                let chosen = self.choose(&crowd, |aligner, a, b| {
                    let cost = late.cost(a, b).filter(|late| *late <= HOURS)?;
                    Some(aligner.fits(&work, stage, (a, b), LATE_VERSION)? * DAY + cost)
                });
                self.link_all(&chosen);
            }
        }
    }

    /// Where as many things of one kind and person are left in the copy as in the others, they are the same in order:
    /// nothing is lost, however late some of them came.
    fn as_many(&mut self) {
        let mut rows: Rows<(Option<PersonId>, Kind)> = Vec::new();
        for (place, slot) in self.slots.iter().enumerate() {
            let first = slot.items(self.prepared).next();
            let first = first.filter(|(_, item)| self.free(slot) && wordless(item.line.kind));
            if let Some((_, item)) = first {
                let group = (slot.person, item.line.kind);
                rows.push((group, false, self.slot_entry(place, slot)));
            }
        }
        for (place, item) in self.free_items().filter(|(_, i)| wordless(i.line.kind)) {
            let group = (self.person(item), item.line.kind);
            rows.push((group, true, self.entry(place, &[])));
        }
        let work = self.work();
        let nobody = Awake::new();
        for (slots, lines) in crowds_of(rows, HOURS) {
            let late = self.late(&lines, &nobody);
            let fit = |(a, b): (&Entry, &Entry)| {
                let near = (a.t - b.t).abs() <= NEAR;
                let late = late.cost(a, b).is_some_and(|cost| cost <= HOURS);
                (near || late) && self.fits(&work, Stage::Kind, (a, b), VERSION).is_some()
            };
            if slots.len() == lines.len() && slots.iter().zip(&lines).all(fit) {
                let pairs = slots.iter().zip(&lines);
                let chosen: Vec<_> = pairs.map(|(a, b)| (a.place, b.place)).collect();
                self.link_all(&chosen);
            }
        }
    }

    fn choose(
        &self,
        (slots, lines): &Crowd,
        cost: impl Fn(&Self, &Entry, &Entry) -> Option<i64>,
    ) -> Vec<(usize, usize)> {
        pair(slots, lines, &mut |a, b| cost(self, a, b))
            .into_iter()
            .filter_map(|(a, b)| Some((slots.get(a)?.place, lines.get(b)?.place)))
            .collect()
    }

    fn link_all(&mut self, chosen: &[(usize, usize)]) {
        for (slot, line) in chosen {
            self.guess(*slot, *line);
        }
    }

    fn rows(&self, work: &Work, late_only: bool) -> Rows<Option<PersonId>> {
        let mut rows = Vec::new();
        for (place, slot) in self.slots.iter().enumerate() {
            let system = slot
                .items(self.prepared)
                .any(|(_, item)| item.is(Kind::System));
            if !system && self.free(slot) && (!late_only || self.later(slot)) {
                rows.push((slot.person, false, self.slot_entry(place, slot)));
            }
        }
        // What comes at once after a while comes in the order of the copy.
        let estimates = if late_only { &[][..] } else { &work.estimates };
        for (place, item) in self.free_items().filter(|(_, i)| !i.is(Kind::System)) {
            rows.push((self.person(item), true, self.entry(place, estimates)));
        }
        rows
    }

    fn work(&self) -> Work {
        let mut line_pairs: Vec<Option<Pairs>> = Vec::new();
        line_pairs.resize_with(self.matched.len(), || None);
        for (place, item) in self.free_items().filter(|(_, item)| item.is(Kind::Text)) {
            if let Some(pairs) = line_pairs.get_mut(place) {
                *pairs = Some(Pairs::of(&words(item.line)));
            }
        }
        let texts = |slot: &Slot| -> Vec<Pairs> {
            slot.items(self.prepared)
                .filter(|(_, item)| self.free(slot) && item.is(Kind::Text))
                .map(|(_, item)| Pairs::of(&words(item.line)))
                .collect()
        };
        Work {
            estimates: self.estimates(),
            lines: self.around_lines(),
            slots: self.around_slots(),
            line_pairs,
            slot_pairs: self.slots.iter().map(texts).collect(),
        }
    }

    fn around_lines(&self) -> Vec<Between> {
        let mut all = vec![Between::default(); self.matched.len()];
        let mut before = None;
        for (between, slot) in all.iter_mut().zip(&self.matched) {
            between.before = before;
            before = slot.or(before);
        }
        let mut after = None;
        for (between, slot) in all.iter_mut().zip(&self.matched).rev() {
            between.after = after;
            after = slot.or(after);
        }
        all
    }

    fn around_slots(&self) -> Vec<Between> {
        let mut all = vec![Between::default(); self.slots.len()];
        let mut order: Vec<usize> = (0..self.slots.len()).collect();
        order.sort_by_key(|place| self.slots.get(*place).map(|slot| slot.pos));
        let here = |place: &usize| self.slots.get(*place).is_some_and(|slot| !self.free(slot));
        let mut before = None;
        for place in &order {
            if let Some(between) = all.get_mut(*place) {
                between.before = before;
            }
            before = here(place).then_some(*place).or(before);
        }
        let mut after = None;
        for place in order.iter().rev() {
            if let Some(between) = all.get_mut(*place) {
                between.after = after;
            }
            after = here(place).then_some(*place).or(after);
        }
        all
    }

    /// How ill a line fits into a slot, or that it does not.
    fn fits(
        &self,
        work: &Work,
        stage: Stage,
        (a, b): (&Entry, &Entry),
        version: usize,
    ) -> Option<i64> {
        let slot = self.slots.get(a.place)?;
        let line = self.items().get(b.place)?.line;
        let mut items = slot.items(self.prepared);
        match stage {
            Stage::Kind => items
                .filter_map(|(_, item)| same_kind(item.line, line))
                .min(),
            Stage::Version => {
                let pairs = work.line_pairs.get(b.place)?.as_ref()?;
                let texts = work.slot_pairs.get(a.place)?;
                let common = texts.iter().map(|other| other.common(pairs)).max()?;
                (common >= version).then(|| i64::try_from(100 - common).unwrap_or(100))
            }
            Stage::Tombstone => {
                let tomb = line.kind == Kind::Deleted;
                items
                    .any(|(_, item)| tomb != item.is(Kind::Deleted))
                    .then_some(0)
            }
            Stage::Place => {
                let (before, here) = (work.slots.get(a.place)?, work.lines.get(b.place)?);
                let near = (a.t - b.t).abs() <= NEAR && before.same(*here);
                let tomb = slot
                    .items(self.prepared)
                    .any(|(_, item)| item.is(Kind::Deleted));
                let alike = items.any(|(_, item)| may_be_one(item.line, line));
                (near && !tomb && alike).then_some(0)
            }
        }
    }
}

/// Two lines that a place may make one: of one kind, or words that may be an app's for something left out.
fn may_be_one(a: &Line<'_>, b: &Line<'_>) -> bool {
    let left_out = |line: &Line<'_>| {
        let words = words(line);
        line.kind == Kind::Text && words.starts_with('<') && words.ends_with('>')
    };
    if [a.kind, b.kind].contains(&Kind::Deleted) {
        return false;
    }
    a.kind == b.kind || left_out(a) || left_out(b)
}

/// Two lines of one kind that are no words: how ill they fit.
fn same_kind(a: &Line<'_>, b: &Line<'_>) -> Option<i64> {
    if a.kind != b.kind || !wordless(a.kind) {
        return None;
    }
    match a.kind {
        Kind::Media | Kind::Contact => {
            let digest = |line: &Line<'_>| line.file.and_then(|file| file.sha256);
            if digest(a).zip(digest(b)).is_some_and(|(a, b)| a != b) {
                return None;
            }
            // Another caption is another file, unless its place says otherwise.
            (!captions_clash(a, b)).then(|| i64::from(caption(a).1 != caption(b).1))
        }
        Kind::Poll => (question(a) == question(b)).then_some(0),
        Kind::Deleted | Kind::Call | Kind::Location | Kind::Text | Kind::System => Some(0),
    }
}
