//! Votes, and who they make one.

use std::collections::{BTreeMap, BTreeSet};

use super::{People, Person, PersonId};
use crate::clock::{Links, NEAR};
use crate::content::number;
use crate::prepare::{Class, Prepared};
use crate::slots::Slots;

/// A number that two copies know weighs more than any messages.
const CERTAIN: u64 = 1 << 32;

/// A name: place of its copy, place among the copy's names.
pub(crate) type Node = (usize, usize);

/// Votes for two names to be one person.
pub(crate) type Votes = BTreeMap<(Node, Node), u64>;

struct Groups {
    of: BTreeMap<Node, usize>,
    members: Vec<BTreeSet<Node>>,
    votes: Vec<u64>,
}

impl Groups {
    /// Everybody alone.
    fn alone(prepared: &Prepared<'_>) -> Self {
        let mut groups = Self {
            of: BTreeMap::new(),
            members: Vec::new(),
            votes: Vec::new(),
        };
        for (copy, ready) in prepared.copies.iter().enumerate() {
            for name in 0..ready.names.len() {
                groups.of.insert((copy, name), groups.members.len());
                groups.members.push(BTreeSet::from([(copy, name)]));
                groups.votes.push(0);
            }
        }
        groups
    }

    /// Joins two people, unless a copy tells them apart.
    fn join(&mut self, a: Node, b: Node, votes: u64) -> bool {
        let (Some(x), Some(y)) = (self.of.get(&a).copied(), self.of.get(&b).copied()) else {
            return false;
        };
        if x == y || self.both(x, y) {
            return false;
        }
        self.merge(x, y, votes);
        true
    }

    fn both(&self, x: usize, y: usize) -> bool {
        let copies = |group: usize| -> BTreeSet<usize> {
            let members = self.members.get(group).into_iter().flatten();
            members.map(|(copy, _)| *copy).collect()
        };
        !copies(x).is_disjoint(&copies(y))
    }

    fn merge(&mut self, x: usize, y: usize, votes: u64) {
        let moved = self
            .members
            .get_mut(y)
            .map(std::mem::take)
            .unwrap_or_default();
        for node in &moved {
            self.of.insert(*node, x);
        }
        let more = self.votes.get(y).copied().unwrap_or(0);
        if let (Some(members), Some(sum)) = (self.members.get_mut(x), self.votes.get_mut(x)) {
            members.extend(moved);
            *sum += more + votes;
        }
    }
}

/// Finds everybody; `seen` holds votes that only laying the copies side by side brought.
pub(crate) fn find(prepared: &mut Prepared<'_>, links: &Links, seen: Votes) -> People {
    let mut groups = Groups::alone(prepared);
    let mut votes = votes(prepared, links);
    for (pair, count) in seen {
        votes.entry(pair).or_insert(count);
    }
    for (count, a, b) in clear(&votes) {
        groups.join(a, b, count);
    }
    same_names(prepared, &votes, &mut groups);
    for (copy, name) in by_events(prepared, links, &mut groups) {
        if let Some(ready) = prepared.copies.get_mut(copy) {
            ready.holder = name;
        }
    }
    let people = collect(prepared, &groups);
    if doubt(prepared, &people) {
        collect(prepared, &groups)
    } else {
        people
    }
}

/// Takes back holders that were found by elimination where they are known to hold another copy, or may hold one that
/// has another name for them: whoever never writes is not named either.
fn doubt(prepared: &mut Prepared<'_>, people: &People) -> bool {
    let mut named: BTreeMap<PersonId, BTreeSet<String>> = BTreeMap::new();
    let mut known: BTreeSet<PersonId> = BTreeSet::new();
    for (copy, ready) in prepared.copies.iter().enumerate() {
        let Some(person) = people.holder(copy) else {
            continue;
        };
        if !ready.guessed {
            known.insert(person);
        }
        let name = ready.names.get(ready.holder);
        let name = name.map_or_else(String::new, |name| name.text.clone());
        named.entry(person).or_default().insert(name);
    }
    let mut doubted = false;
    for (copy, ready) in prepared.copies.iter_mut().enumerate() {
        let doubtful = people.holder(copy).is_some_and(|person| {
            known.contains(&person) || named.get(&person).is_some_and(|names| names.len() > 1)
        });
        if ready.guessed && doubtful {
            // The nameless holder stands first where the copy told none.
            ready.holder = 0;
            ready.guessed = false;
            doubted = true;
        }
    }
    doubted
}

/// Lines that were laid side by side although nothing links the names above them.
pub(crate) fn seen(prepared: &Prepared<'_>, slots: &Slots, people: &People) -> Votes {
    let mut votes = Votes::new();
    for slot in &slots.all {
        let names: Vec<(Node, PersonId)> = slot
            .items(prepared)
            .filter_map(|(copy, item)| {
                let name = item.sender?;
                Some(((copy, name), people.person(copy, name)?))
            })
            .collect();
        for (place, (a, one)) in names.iter().enumerate() {
            for (b, other) in names.iter().skip(place + 1) {
                let linked = one == other
                    || people.speaks(prepared, b.0, *one)
                    || people.speaks(prepared, a.0, *other);
                if !linked {
                    *votes.entry((*a, *b)).or_default() += 1;
                }
            }
        }
    }
    votes
}

fn votes(prepared: &Prepared<'_>, links: &Links) -> Votes {
    let mut votes = Votes::new();
    for (i, a) in prepared.copies.iter().enumerate() {
        for (j, b) in prepared.copies.iter().enumerate().skip(i + 1) {
            let shared = links.shared(i, j).iter().filter(|_| links.solid(i, j));
            for (x, y) in shared {
                let senders = (
                    a.items.get(*x).and_then(|item| item.sender),
                    b.items.get(*y).and_then(|item| item.sender),
                );
                if let (Some(x), Some(y)) = senders {
                    *votes.entry(((i, x), (j, y))).or_default() += 1;
                }
            }
            for (x, one) in a.names.iter().enumerate() {
                for (y, other) in b.names.iter().enumerate() {
                    let same_number = one.number.is_some() && one.number == other.number;
                    if same_number || (one.id.is_some() && one.id == other.id) {
                        *votes.entry(((i, x), (j, y))).or_default() += CERTAIN;
                    }
                }
            }
        }
    }
    votes
}

/// Pairs of which either has most votes of the other, the most certain first.
fn clear(votes: &Votes) -> Vec<(u64, Node, Node)> {
    // The best two that each name gets from each other copy.
    let mut best: BTreeMap<(Node, usize), (u64, u64)> = BTreeMap::new();
    for ((a, b), count) in votes {
        for key in [(*a, b.0), (*b, a.0)] {
            let (first, second) = best.entry(key).or_default();
            if count > first {
                (*first, *second) = (*count, *first);
            } else if count > second {
                *second = *count;
            }
        }
    }
    let mut pairs: Vec<(u64, Node, Node)> = votes
        .iter()
        .filter(|((a, b), count)| {
            [(*a, b.0), (*b, a.0)].iter().all(|key| {
                best.get(key)
                    .is_some_and(|(first, second)| first == *count && second < first)
            })
        })
        .map(|((a, b), count)| (*count, *a, *b))
        .collect();
    pairs.sort_by(|x, y| y.0.cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    pairs
}

/// One name in two copies is one person where nothing says otherwise.
fn same_names(prepared: &Prepared<'_>, votes: &Votes, groups: &mut Groups) {
    let decided: BTreeSet<(Node, usize)> = votes
        .keys()
        .flat_map(|(a, b)| [(*a, b.0), (*b, a.0)])
        .collect();
    for (i, a) in prepared.copies.iter().enumerate() {
        for (j, b) in prepared.copies.iter().enumerate().skip(i + 1) {
            let names: BTreeMap<&str, usize> = b
                .names
                .iter()
                .enumerate()
                .map(|(place, name)| (name.text.as_str(), place))
                .collect();
            let every = a.names.iter().enumerate();
            for (x, name) in every.filter(|(_, name)| !name.text.is_empty()) {
                if let Some(y) = names.get(name.text.as_str())
                    && !decided.contains(&((i, x), j))
                    && !decided.contains(&((j, *y), i))
                {
                    groups.join((i, x), (j, *y), 0);
                }
            }
        }
    }
}

/// A coming or going: what, when by the common clock, of whom.
type Told = (Class, i64, usize);

/// The same coming or going, told once in either copy at the same time, is of the same person: this links people who
/// never wrote, and tells who "you" is. Answers with holders that came to light.
fn by_events(prepared: &Prepared<'_>, links: &Links, groups: &mut Groups) -> Vec<Node> {
    let mut found = Vec::new();
    for i in 0..prepared.copies.len() {
        for j in i + 1..prepared.copies.len() {
            let (mut a, mut b) = (told(prepared, links, i), told(prepared, links, j));
            // What is already the same person needs no further word.
            let of = |copy: usize, name: usize| groups.of.get(&(copy, name)).copied();
            let in_a: BTreeSet<_> = a.iter().filter_map(|e| of(i, e.2)).collect();
            let in_b: BTreeSet<_> = b.iter().filter_map(|e| of(j, e.2)).collect();
            a.retain(|e| of(i, e.2).is_none_or(|g| !in_b.contains(&g)));
            b.retain(|e| of(j, e.2).is_none_or(|g| !in_a.contains(&g)));
            for (x, y) in alone(&a, &b) {
                if !groups.join((i, x), (j, y), 1) {
                    found.extend(reveal(prepared, groups, (i, x), (j, y)));
                    found.extend(reveal(prepared, groups, (j, y), (i, x)));
                }
            }
        }
    }
    found
}

fn told(prepared: &Prepared<'_>, links: &Links, copy: usize) -> Vec<Told> {
    let items = prepared.copies.get(copy).map(|ready| &ready.items);
    let mut all: Vec<Told> = items
        .into_iter()
        .flatten()
        .filter_map(|item| {
            let happening = item.happening.as_ref()?;
            let [subject] = happening.subjects.as_slice() else {
                return None;
            };
            let told = matches!(happening.class, Class::Made | Class::Came | Class::Went);
            told.then(|| (happening.class, links.common(copy, item.t), *subject))
        })
        .collect();
    all.sort_unstable();
    all
}

/// "You" in one copy is who the other names, and whom the first names elsewhere.
fn reveal(prepared: &Prepared<'_>, groups: &mut Groups, you: Node, other: Node) -> Option<Node> {
    let ready = prepared.copies.get(you.0)?;
    let nameless = ready.names.get(you.1)?.text.is_empty();
    let (x, y) = (*groups.of.get(&other)?, *groups.of.get(&you)?);
    if !nameless || x == y || groups.members.get(y)?.len() != 1 {
        return None;
    }
    let members = groups.members.get(x)?;
    let same = members.iter().find(|(copy, _)| *copy == you.0).copied()?;
    // The app calls its holder "you" and never by name.
    if ready.names.get(same.1)?.named {
        return None;
    }
    groups.merge(x, y, 1);
    Some(same)
}

/// Subjects of events that have exactly one counterpart each.
fn alone(a: &[Told], b: &[Told]) -> Vec<(usize, usize)> {
    let around = |list: &[Told], class: Class, t: i64| -> Option<usize> {
        let from = list.partition_point(|e| (e.0, e.1) < (class, t - NEAR));
        let to = list.partition_point(|e| (e.0, e.1) <= (class, t + NEAR));
        match list.get(from..to)? {
            [(.., subject)] => Some(*subject),
            _ => None,
        }
    };
    a.iter()
        .filter_map(|(class, t, x)| {
            let y = around(b, *class, *t)?;
            let same = |e: &&Told| e.0 == *class && e.2 == y && (e.1 - t).abs() <= NEAR;
            let back = b.iter().find(same)?;
            (around(a, *class, back.1)? == *x).then_some((*x, y))
        })
        .collect()
}

fn collect(prepared: &Prepared<'_>, groups: &Groups) -> People {
    let mut numbers: BTreeMap<usize, PersonId> = BTreeMap::new();
    let mut people = People {
        all: Vec::new(),
        of: Vec::new(),
        holders: Vec::new(),
        named: Vec::new(),
    };
    for (copy, ready) in prepared.copies.iter().enumerate() {
        let mut row = Vec::with_capacity(ready.names.len());
        for (place, name) in ready.names.iter().enumerate() {
            // "You" stands first, without a name; a holder who was found by elimination is meant by it.
            let behind = if ready.guessed && place == 0 {
                ready.holder
            } else {
                place
            };
            let group = groups.of.get(&(copy, behind)).copied();
            let group = group.unwrap_or(usize::MAX);
            let person = *numbers.entry(group).or_insert(people.all.len());
            if person == people.all.len() {
                people.all.push(Person {
                    name: String::new(),
                    names: Vec::new(),
                    holds: Vec::new(),
                    votes: groups.votes.get(group).copied().unwrap_or(0),
                });
            }
            if let Some(person) = people.all.get_mut(person) {
                if !name.text.is_empty() {
                    person.names.push((ready.given, name.text.clone()));
                }
                if place == ready.holder {
                    person.holds.push(ready.given);
                }
            }
            row.push(person);
        }
        let holder = ready.names.get(ready.holder);
        people
            .named
            .push(holder.is_some_and(|name| !name.text.is_empty() || name.spoke));
        let person = row.get(ready.holder).copied();
        people.holders.push(person.unwrap_or(usize::MAX));
        people.of.push(row);
    }
    for (person, one) in people.all.iter_mut().enumerate() {
        one.name = shown(prepared, &people.of, person).unwrap_or_default();
        one.names.sort();
        one.holds.sort_unstable();
    }
    people
}

/// The name in their own copy, else one that is no number, else any.
fn shown(prepared: &Prepared<'_>, of: &[Vec<PersonId>], person: PersonId) -> Option<String> {
    let mut best: Option<(u8, String)> = None;
    for (ready, row) in prepared.copies.iter().zip(of) {
        for (place, (name, behind)) in ready.names.iter().zip(row).enumerate() {
            if *behind != person || name.text.is_empty() {
                continue;
            }
            let rank = match (place == ready.holder, number(&name.text).is_some()) {
                (true, _) => 0,
                (false, false) => 1,
                (false, true) => 2,
            };
            if best.as_ref().is_none_or(|(least, _)| rank < *least) {
                best = Some((rank, name.text.clone()));
            }
        }
    }
    best.map(|(_, name)| name)
}
