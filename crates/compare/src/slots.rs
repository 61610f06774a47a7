//! Slots: each holds the lines that the copies have of one message, at most one line a copy.

use crate::align::Aligner;
use crate::clock::Links;
use crate::people::{People, PersonId};
use crate::prepare::{Item, Prepared};

/// Room between the lines of the first copy, for lines that it does not have.
pub(crate) const STEP: i64 = 1000;

/// All slots, in order.
pub(crate) struct Slots {
    pub(crate) all: Vec<Slot>,
}

/// One message or system line.
pub(crate) struct Slot {
    /// For each copy the place of its line.
    pub(crate) lines: Vec<Option<usize>>,
    /// Place by the order of the sources.
    pub(crate) pos: i64,
    /// When its sender's own phone wrote it, by the common clock.
    pub(crate) own: Option<i64>,
    /// When it came to others: earliest and latest. Where it is not known whose a copy is, the one may be when it was
    /// written.
    pub(crate) other: Option<(i64, i64)>,
    pub(crate) person: Option<PersonId>,
    /// Copies that can tell both apart name different people.
    pub(crate) senders_differ: bool,
    /// Something else than its content and its time brought some of its lines together: good enough to lay them side
    /// by side, not to conclude anything from.
    pub(crate) guessed: bool,
}

impl Slot {
    /// When it was written, as far as that is known.
    pub(crate) fn written(&self) -> i64 {
        self.own.or(self.other.map(|(first, _)| first)).unwrap_or(0)
    }

    /// When it came, as far as that is known.
    pub(crate) fn came(&self) -> i64 {
        self.other.map(|(_, last)| last).or(self.own).unwrap_or(0)
    }

    /// The time to hold a line against, by whether that line stands in its sender's own copy.
    pub(crate) fn time_for(&self, own: bool) -> i64 {
        if own { self.written() } else { self.came() }
    }

    /// Its lines, with the copies that have them.
    pub(crate) fn items<'s, 'a>(
        &'s self,
        prepared: &'s Prepared<'a>,
    ) -> impl Iterator<Item = (usize, &'s Item<'a>)> + 's {
        self.lines
            .iter()
            .zip(&prepared.copies)
            .enumerate()
            .filter_map(|(copy, (line, ready))| Some((copy, ready.items.get((*line)?)?)))
    }

    /// The place of a copy's line in that copy.
    pub(crate) fn rank(&self, copy: usize) -> Option<usize> {
        self.lines.get(copy).copied().flatten()
    }

    pub(crate) fn put(&mut self, copy: usize, place: usize, t: i64, own: bool) {
        if let Some(line) = self.lines.get_mut(copy) {
            *line = Some(place);
        }
        if own {
            self.own = Some(self.own.map_or(t, |earlier| earlier.min(t)));
        } else {
            let (first, last) = self.other.unwrap_or((t, t));
            self.other = Some((first.min(t), last.max(t)));
        }
    }
}

impl Slots {
    /// Aligns all copies, one after the other, the longest first.
    pub(crate) fn align(prepared: &Prepared<'_>, links: &Links, people: &People) -> Self {
        let mut all: Vec<Slot> = Vec::new();
        for copy in 0..prepared.copies.len() {
            let mut aligner = Aligner::new(prepared, links, people, all, copy);
            if copy > 0 {
                aligner.run();
            }
            all = aligner.finish();
        }
        all.sort_by_key(|slot| (slot.written().div_euclid(60), slot.pos));
        Self { all }
    }
}
