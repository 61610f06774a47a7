//! One message as several copies have it: which of them say the same.

use zegel_model::message::Kind;

use crate::Line;
use crate::content::captions_clash;
use crate::prepare::{Item, Prepared};
use crate::slots::Slot;
use crate::verdict::Judge;

/// How a copy's line differs from the others'.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Other {
    /// Different kinds of things.
    Kinds,
    /// Versions, one of them marked as edited.
    Edited,
    /// Against so many that agree.
    Minority(usize),
    /// As many say otherwise.
    Tie,
    /// Of another person.
    Ascribed,
    /// Another file.
    File,
}

/// The lines of a slot that are no tombstones, by what they say.
#[derive(Default)]
pub(crate) struct Versions {
    groups: Vec<Vec<usize>>,
    edited: bool,
    /// Some clash by what they are, by their file, by whom they are ascribed to.
    clashes: Vec<Clash>,
}

impl Versions {
    pub(crate) fn of(judge: &Judge<'_, '_>, slot: &Slot) -> Self {
        let mut versions = Self::default();
        let mut firsts: Vec<(usize, &Item<'_>)> = Vec::new();
        let prepared: &Prepared<'_> = judge.prepared;
        let person = |copy: usize, item: &Item<'_>| {
            item.sender.and_then(|name| judge.people.person(copy, name))
        };
        for (copy, item) in slot.items(prepared) {
            if item.is(Kind::Deleted) {
                continue;
            }
            versions.edited |= item.line.edited;
            let clash = |(other, first): &(usize, &Item<'_>)| {
                let apart = slot.senders_differ && person(copy, item) != person(*other, first);
                clash(first, item).or(apart.then_some(Clash::Ascribed))
            };
            let found: Vec<Option<Clash>> = firsts.iter().map(clash).collect();
            if let Some(place) = found.iter().position(Option::is_none) {
                if let Some(group) = versions.groups.get_mut(place) {
                    group.push(copy);
                }
            } else {
                versions.clashes.extend(found.into_iter().flatten());
                firsts.push((copy, item));
                versions.groups.push(vec![copy]);
            }
        }
        versions
    }

    /// The largest group, if it is larger than every other.
    fn largest(&self) -> Option<&Vec<usize>> {
        let most = self.groups.iter().map(Vec::len).max()?;
        let mut largest = self.groups.iter().filter(|group| group.len() == most);
        largest.next().filter(|_| largest.next().is_none())
    }

    /// How many copies say what this one says, itself included.
    pub(crate) fn alike(&self, copy: usize) -> usize {
        let group = self.groups.iter().find(|group| group.contains(&copy));
        group.map_or(1, Vec::len)
    }

    /// How a copy differs from the others, if it does.
    pub(crate) fn of_copy(&self, copy: usize) -> Option<Other> {
        if self.groups.len() < 2 {
            return None;
        }
        let any = |clash: Clash| self.clashes.contains(&clash);
        if any(Clash::Kind) {
            return Some(Other::Kinds);
        }
        if self.edited && !any(Clash::Ascribed) && !any(Clash::File) {
            return Some(Other::Edited);
        }
        match self.largest() {
            Some(group) if group.contains(&copy) => None,
            Some(group) => Some(Other::Minority(group.len())),
            None if any(Clash::Ascribed) => Some(Other::Ascribed),
            None if any(Clash::File) => Some(Other::File),
            None => Some(Other::Tie),
        }
    }

    /// The line to show: of the version of most copies, or of the sender's own copy; of the first otherwise.
    pub(crate) fn shown(&self, judge: &Judge<'_, '_>, slot: &Slot) -> Option<(usize, usize)> {
        let own = |copy: &usize| slot.person.is_some() && judge.people.holder(*copy) == slot.person;
        let edited = |copy: &usize| {
            let ready = judge.prepared.copies.get(*copy);
            let item = ready.and_then(|ready| ready.items.get(slot.rank(*copy)?));
            item.is_some_and(|item| item.line.edited)
        };
        let candidates: Vec<usize> = match self.largest() {
            Some(group) if !self.edited => group.clone(),
            _ => self.groups.concat(),
        };
        let copy = candidates
            .iter()
            .find(|copy| edited(copy))
            .or_else(|| candidates.iter().find(|copy| own(copy)))
            .or(candidates.first())
            .copied()
            .or_else(|| slot.lines.iter().position(Option::is_some))?;
        Some((copy, slot.rank(copy)?))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clash {
    Kind,
    Words,
    File,
    Ascribed,
}

fn clash(a: &Item<'_>, b: &Item<'_>) -> Option<Clash> {
    if a.line.kind != b.line.kind {
        return Some(Clash::Kind);
    }
    match a.line.kind {
        Kind::Text | Kind::Poll => (a.key != b.key).then_some(Clash::Words),
        Kind::Media | Kind::Contact => {
            let digest = |line: &Line<'_>| line.file.and_then(|file| file.sha256);
            let files = digest(a.line).zip(digest(b.line));
            if files.is_some_and(|(a, b)| a != b) {
                return Some(Clash::File);
            }
            captions_clash(a.line, b.line).then_some(Clash::Words)
        }
        Kind::Deleted | Kind::Call | Kind::Location | Kind::System => None,
    }
}
