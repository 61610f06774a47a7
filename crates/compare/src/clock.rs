//! How far apart the clocks of two copies are: one holder's phone is a minute late, another's stands in another zone,
//! where summer may begin on another day.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use zegel_model::message::Kind;

use crate::prepare::{Item, Prepared, Ready};

/// Seconds by which two lines of one message may differ when clocks are accounted for: a minute of drift, and a minute
/// that one copy writes without its seconds.
pub(crate) const NEAR: i64 = 120;

pub(crate) const DAY: i64 = 86_400;

/// Clocks further apart than this are no clocks of two zones.
const FURTHEST: i64 = 26 * 3600;

/// Characters of one content that count as evidence, at most.
const TELLING: i64 = 20;

/// Characters that must agree before a clock is believed to stand in another zone: less is chance.
const ENOUGH: i64 = 12;

/// Messages that must agree before what a copy lacks means something.
const MESSAGES: usize = 3;

/// The same, where the clocks do not differ by whole hours.
const MANY_MESSAGES: usize = 12;

/// How much more likely whole hours are than any other difference.
const WHOLE_HOUR: i64 = 6;

/// Contents that stand more often in a copy say little about when.
const OFTEN: usize = 16;

/// What each two copies share, and how their clocks differ.
pub(crate) struct Links {
    pairs: BTreeMap<(usize, usize), Link>,
    /// For each copy the copy that its clock is told by, and `None` for the first and those that share nothing.
    parents: Vec<Option<usize>>,
}

/// Two copies.
#[derive(Default)]
struct Link {
    /// Lines of the one and the other with a content that stands as often in both, at the usual difference.
    anchors: Vec<(usize, usize)>,
    /// Moments at which they were said: what came at once after a while is one.
    moments: usize,
    difference: Difference,
}

/// Seconds that the second clock is ahead of the first.
#[derive(Default, Clone)]
struct Difference {
    usual: Option<i64>,
    /// Characters that agree.
    weight: i64,
    /// From this day of the second clock on, until the next entry.
    days: BTreeMap<i64, i64>,
}

/// A shared content: time by the second clock, how far it is ahead, what that weighs.
type Timed = (i64, i64, i64);

impl Links {
    pub(crate) fn between(prepared: &Prepared<'_>) -> Self {
        let mut pairs = BTreeMap::new();
        for (i, a) in prepared.copies.iter().enumerate() {
            for (j, b) in prepared.copies.iter().enumerate().skip(i + 1) {
                pairs.insert((i, j), Link::of(a, b, prepared.keys));
            }
        }
        let mut links = Self {
            pairs,
            parents: vec![None; prepared.copies.len()],
        };
        links.hang();
        links
    }

    /// Each copy's clock is told by the copy, already placed, that it shares most with.
    fn hang(&mut self) {
        let count = self.parents.len();
        let mut placed = vec![0];
        while placed.len() < count {
            let rest: Vec<usize> = (0..count).filter(|k| !placed.contains(k)).collect();
            let best = rest
                .iter()
                .flat_map(|k| placed.iter().map(move |p| (*k, *p)))
                .map(|(k, p)| (self.weight(p, k), k, p))
                .max_by_key(|(weight, k, p)| {
                    (*weight, std::cmp::Reverse(*k), std::cmp::Reverse(*p))
                });
            let Some((weight, k, p)) = best else { break };
            if let Some(parent) = self.parents.get_mut(k) {
                *parent = (weight > 0).then_some(p);
            }
            placed.push(k);
        }
    }

    fn link(&self, a: usize, b: usize) -> Option<&Link> {
        self.pairs.get(&(a.min(b), a.max(b)))
    }

    fn weight(&self, a: usize, b: usize) -> i64 {
        self.link(a, b).map_or(0, |link| link.difference.weight)
    }

    /// How many messages must agree: more where the difference is none that two zones have, because messages that came
    /// late at once look like one.
    fn needed(&self, a: usize, b: usize) -> usize {
        let usual = self.link(a, b).and_then(|link| link.difference.usual);
        if likely(usual.unwrap_or(0).div_euclid(60)) == WHOLE_HOUR {
            MESSAGES
        } else {
            MANY_MESSAGES
        }
    }

    /// So much agrees in two copies that what one of them lacks means something.
    pub(crate) fn solid(&self, a: usize, b: usize) -> bool {
        let moments = self.link(a, b).map_or(0, |link| {
            let usual = link.difference.usual.unwrap_or(0);
            // That two phones stand in one zone needs no proof.
            if usual.abs() > NEAR {
                link.moments
            } else {
                MESSAGES
            }
        });
        a != b
            && self.weight(a, b) >= ENOUGH
            && self.agreeing(a, b) >= self.needed(a, b)
            && moments >= MESSAGES
    }

    /// The same, by way of other copies too.
    pub(crate) fn bound(&self, copy: usize, others: &[usize]) -> bool {
        let mut reached = vec![copy];
        let mut next = 0;
        while let Some(from) = reached.get(next).copied() {
            let more: Vec<usize> = (0..self.parents.len())
                .filter(|to| !reached.contains(to) && self.solid(from, *to))
                .collect();
            reached.extend(more);
            next += 1;
        }
        others.iter().any(|other| reached.contains(other))
    }

    /// Shared lines at the usual difference of two clocks: how many.
    pub(crate) fn agreeing(&self, a: usize, b: usize) -> usize {
        self.link(a, b).map_or(0, |link| link.anchors.len())
    }

    /// Shared lines of two copies, the first before the second, at the usual difference of their clocks.
    pub(crate) fn shared(&self, a: usize, b: usize) -> &[(usize, usize)] {
        self.pairs
            .get(&(a, b))
            .map_or(&[][..], |link| link.anchors.as_slice())
    }

    /// A time of a copy by the clock of the first.
    pub(crate) fn common(&self, copy: usize, t: i64) -> i64 {
        let (mut copy, mut t) = (copy, t);
        // A clock is told by one that was placed before it, so this ends.
        while let Some(Some(parent)) = self.parents.get(copy).copied() {
            if let Some(link) = self.link(copy, parent) {
                if copy > parent {
                    t -= link.difference.at(t);
                } else {
                    // The other way round the day is that of the other clock, a few hours off at most.
                    t += link.difference.at(t + link.difference.usual.unwrap_or(0));
                }
            }
            copy = parent;
        }
        t
    }

    /// Whether anything tells this copy's clock.
    pub(crate) fn told(&self, copy: usize) -> bool {
        copy == 0 || self.parents.get(copy).is_some_and(Option::is_some)
    }
}

impl Link {
    fn of(a: &Ready<'_>, b: &Ready<'_>, keys: usize) -> Self {
        let (in_a, in_b) = (counts(a, keys), counts(b, keys));
        let once = |key: &usize| in_a.get(*key) == Some(&1) && in_b.get(*key) == Some(&1);
        // What stands once in both tells most; where there is little of that, what stands as often helps.
        let most = if (0..keys).filter(once).nth(OFTEN).is_some() {
            1
        } else {
            OFTEN
        };
        let wanted = |key: &usize| {
            in_a.get(*key).is_some_and(|n| *n > 0 && *n <= most) && in_a.get(*key) == in_b.get(*key)
        };
        let (mut left, mut right) = (
            by_key(a, &wanted).into_iter().peekable(),
            by_key(b, &wanted).into_iter().peekable(),
        );
        let mut anchors: Vec<((usize, usize), Timed)> = Vec::new();
        while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
            match x.0.cmp(&y.0) {
                Ordering::Less => drop(left.next()),
                Ordering::Greater => drop(right.next()),
                Ordering::Equal => {
                    if (y.1 - x.1).abs() <= FURTHEST {
                        let weight = a.items.get(x.2).map_or(1, weight);
                        anchors.push(((x.2, y.2), (y.1, y.1 - x.1, weight)));
                    }
                    left.next();
                    right.next();
                }
            }
        }
        let timed: Vec<Timed> = anchors.iter().map(|(_, timed)| *timed).collect();
        let difference = Difference::of(&timed);
        anchors.retain(|(_, (t, d, _))| {
            difference.usual.is_some() && (d - difference.at(*t)).abs() <= NEAR
        });
        Self {
            moments: moments(anchors.iter().map(|(_, (t, d, _))| (*t - *d, *t)).collect()),
            anchors: anchors.into_iter().map(|(anchor, _)| anchor).collect(),
            difference,
        }
    }
}

/// How many of these are apart from each other by either clock.
fn moments(mut times: Vec<(i64, i64)>) -> usize {
    times.sort_unstable();
    let mut last: Option<(i64, i64)> = None;
    let mut count = 0;
    for (a, b) in times {
        if last.is_none_or(|(x, y)| a - x > NEAR && (b - y).abs() > NEAR) {
            last = Some((a, b));
            count += 1;
        }
    }
    count
}

/// How often each content stands in a copy.
fn counts(copy: &Ready<'_>, keys: usize) -> Vec<usize> {
    let mut counts = vec![0_usize; keys];
    for item in &copy.items {
        if let Some(count) = item.key.and_then(|key| counts.get_mut(key)) {
            *count += 1;
        }
    }
    counts
}

/// What people wrote, by content: content, time, place.
fn by_key(copy: &Ready<'_>, wanted: &dyn Fn(&usize) -> bool) -> Vec<(usize, i64, usize)> {
    let mut all: Vec<(usize, i64, usize)> = copy
        .items
        .iter()
        .enumerate()
        .filter_map(|(place, item)| {
            let key = item.key.filter(wanted)?;
            item.sender.map(|_| (key, item.t, place))
        })
        .collect();
    all.sort_unstable();
    all
}

impl Difference {
    fn at(&self, t: i64) -> i64 {
        let day = t.div_euclid(DAY);
        let dated = self.days.range(..=day).next_back().map(|(_, d)| *d);
        dated.or(self.usual).unwrap_or(0)
    }

    fn of(timed: &[Timed]) -> Self {
        let Some((usual, weight)) = most(timed.iter().map(|(_, d, w)| (*d, *w))) else {
            return Self::default();
        };
        // That two phones stand in one zone needs no proof; that they do not, does.
        if usual.abs() > NEAR && weight < ENOUGH {
            return Self::default();
        }
        let mut per_day: BTreeMap<i64, Vec<(i64, i64)>> = BTreeMap::new();
        for (t, d, w) in timed {
            per_day.entry(t.div_euclid(DAY)).or_default().push((*d, *w));
        }
        let mut days = BTreeMap::new();
        let mut before = usual;
        for (day, differences) in per_day {
            let fits = |d: i64| {
                differences
                    .iter()
                    .filter(|x| (x.0 - d).abs() <= NEAR)
                    .count()
            };
            let other = most(differences.iter().copied()).map_or(usual, |(other, _)| other);
            // Where summer begins on another day the difference is a whole hour more or less, and for many messages.
            let hours = other - usual;
            let whole = (hours - (hours + 1800).div_euclid(3600) * 3600).abs() <= NEAR;
            let now = if fits(usual) * 2 >= fits(other) {
                if fits(usual) > 0 { usual } else { before }
            } else if whole && hours.abs() <= 2 * 3600 + NEAR && fits(other) >= 3 {
                other
            } else {
                before
            };
            if now != before || days.is_empty() {
                days.insert(day, now);
            }
            before = now;
        }
        Self {
            usual: Some(usual),
            weight,
            days,
        }
    }
}

/// How much it says that two copies share a line: a word can be said at any time, a sentence hardly.
fn weight(item: &Item<'_>) -> i64 {
    if item.is(Kind::Text) {
        let characters = item.line.text.chars().take(20).count();
        i64::try_from(characters).map_or(TELLING, |n| n.clamp(1, TELLING))
    } else {
        TELLING
    }
}

/// Zones differ by whole hours, a few by halves and quarters; clocks by up to three minutes. Other differences are those of
/// messages that came late, unless much more speaks for them.
fn likely(minute: i64) -> i64 {
    let from = |step: i64| {
        let over = minute.rem_euclid(step);
        over.min(step - over)
    };
    if from(60) <= 3 {
        WHOLE_HOUR
    } else if from(15) <= 3 {
        2
    } else {
        1
    }
}

/// The difference that weighs most, to the minute or so, and what it weighs; of as much, the least.
fn most(differences: impl Iterator<Item = (i64, i64)> + Clone) -> Option<(i64, i64)> {
    let mut minutes: BTreeMap<i64, i64> = BTreeMap::new();
    for (d, weight) in differences.clone() {
        *minutes.entry(d.div_euclid(60)).or_default() += weight;
    }
    let around = |minute: i64| -> i64 {
        [-1, 0, 1]
            .iter()
            .filter_map(|step| minutes.get(&(minute + step)))
            .sum()
    };
    let best = *minutes.keys().max_by_key(|minute| {
        let least = std::cmp::Reverse((minute.abs(), **minute));
        let weight = around(**minute) * likely(**minute);
        (weight, minutes.get(minute), least)
    })?;
    let mut near: Vec<i64> = differences
        .map(|(d, _)| d)
        .filter(|d| (d.div_euclid(60) - best).abs() <= 1)
        .collect();
    near.sort_unstable();
    Some((near.get(near.len() / 2).copied()?, around(best)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_difference_is_not_moved_by_late_messages() {
        let mut timed: Vec<Timed> = (0..50).map(|i| (i * 600, 3600 + i % 3 * 20, 5)).collect();
        timed.extend((0..20).map(|i| (i * 500, 20_000 + i * 400, 5)));
        let difference = Difference::of(&timed);
        let at = difference.at(0);
        assert!((at - 3620).abs() <= 60, "{at}");
    }

    #[test]
    fn summer_begins_on_another_day() {
        let mut timed: Vec<Timed> = (0..50).map(|i| (i * 600, 0, 5)).collect();
        timed.extend((0..20).map(|i| (DAY * 3 + i * 600, 3600, 5)));
        timed.extend((0..30).map(|i| (DAY * 9 + i * 600, 0, 5)));
        let difference = Difference::of(&timed);
        assert_eq!(difference.at(DAY + 5), 0);
        assert_eq!(difference.at(DAY * 4), 3600);
        assert_eq!(difference.at(DAY * 10), 0);
    }

    #[test]
    fn one_word_tells_no_zone() {
        assert_eq!(Difference::of(&[(0, 7200, 2)]).usual, None);
        assert_eq!(Difference::of(&[(0, 60, 2)]).usual, Some(60));
        assert_eq!(Difference::of(&[(0, 7200, 20)]).usual, Some(7200));
    }
}
