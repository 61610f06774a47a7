//! Lines that may be what a copy seems to lack: of the same person and kind, without a counterpart of their own, at a
//! time that a late delivery explains. Where there is one, nobody can say that something was removed.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use zegel_model::message::Kind;

use crate::align::{Awake, Late, awake};
use crate::clock::{DAY, Links, NEAR};
use crate::content::{captions_clash, words};
use crate::people::{People, PersonId};
use crate::prepare::{Item, Prepared};
use crate::similar::Pairs;
use crate::slots::{Slot, Slots};
use crate::weak::VERSION;
use crate::{Evidence, Line};

/// So many lines are looked at; where there are more, one of them will do.
const MANY: usize = 64;

/// What makes two lines candidates for being one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trait {
    /// The same words or file.
    Content(usize),
    /// No words, and whether the file's bytes are known.
    Kind(Kind, bool),
}

type Group = (usize, Option<PersonId>, Trait);

#[derive(Default)]
pub(crate) struct Doubles {
    /// Lines without a counterpart in every copy, by copy, person and kind, in the order of time.
    lines: BTreeMap<Group, Vec<(i64, usize)>>,
    /// When each person's phone had network.
    awake: Awake,
}

impl Doubles {
    pub(crate) fn of(
        prepared: &Prepared<'_>,
        slots: &Slots,
        (people, links): (&People, &Links),
    ) -> Self {
        let may_hold = |copy, person| people.may_hold(prepared, copy, person);
        let sure = slots.all.iter().filter(|slot| !slot.guessed);
        let mut all = Self {
            lines: BTreeMap::new(),
            awake: awake(sure, &may_hold),
        };
        for (place, slot) in slots.all.iter().enumerate() {
            if !slot.guessed && slot.lines.iter().all(Option::is_some) {
                continue;
            }
            for (copy, item) in slot.items(prepared) {
                let t = links.common(copy, item.t);
                let content = item.key.map(Trait::Content);
                let kind = item.line.kind;
                let kind = (kind != Kind::System).then(|| Trait::Kind(kind, known(item)));
                for of in content.into_iter().chain(kind) {
                    all.lines
                        .entry((copy, slot.person, of))
                        .or_default()
                        .push((t, place));
                }
            }
        }
        for list in all.lines.values_mut() {
            list.sort_unstable();
        }
        all
    }

    /// A line of the copy that may be this message.
    pub(crate) fn find(
        &self,
        (prepared, slots, people): (&Prepared<'_>, &Slots, &People),
        slot: &Slot,
        copy: usize,
    ) -> Option<(DateTime, Evidence)> {
        let may = |copy: usize| {
            let person = slot.person;
            person.is_some_and(|person| people.may_hold(prepared, copy, person))
        };
        let awake = slot.person.and_then(|person| self.awake.get(&person));
        let late = Late {
            own: may(copy),
            others_own: slot.items(prepared).any(|(other, _)| may(other)),
            awake: awake.map_or(&[][..], Vec::as_slice),
        };
        let fits = |t: i64| {
            [slot.written(), slot.came()]
                .iter()
                .any(|s| (s - t).abs() <= NEAR || late.apart(*s, t).is_some())
        };
        let reach = if late.own || late.others_own {
            DAY
        } else {
            NEAR
        };
        let (from, to) = (slot.written() - reach, slot.came() + reach);
        slot.items(prepared).find_map(|(_, item)| {
            sought(item).into_iter().find_map(|of| {
                let list = self.lines.get(&(copy, slot.person, of))?;
                let first = list.partition_point(|(t, _)| *t < from);
                let near = list.get(first..)?.iter().take_while(|(t, _)| *t <= to);
                let mut near = near.filter(|(t, _)| fits(*t)).take(MANY);
                let (_, place) = near.find(|(_, place)| {
                    slots.all.get(*place).is_some_and(|other| {
                        (apart(slot, other) || elsewhere(slot, other))
                            && may_be(prepared, item, other, copy)
                    })
                })?;
                let ready = prepared.copies.get(copy)?;
                let line = ready.items.get(slots.all.get(*place)?.rank(copy)?)?;
                Some((line.line.at, line.evidence(ready)))
            })
        })
    }
}

/// What to look for.
fn sought(item: &Item<'_>) -> Vec<Trait> {
    let kind = item.line.kind;
    let mut all = vec![Trait::Kind(Kind::Deleted, false)];
    all.extend(item.key.map(Trait::Content));
    if kind != Kind::Deleted {
        all.push(Trait::Kind(kind, false));
        if !known(item) {
            all.push(Trait::Kind(kind, true));
        }
    }
    all
}

/// The bytes of its file are known.
fn known(item: &Item<'_>) -> bool {
    item.line.file.is_some_and(|file| file.sha256.is_some())
}

/// No copy has both.
fn apart(a: &Slot, b: &Slot) -> bool {
    let mut both = a.lines.iter().zip(&b.lines);
    !both.any(|(a, b)| a.is_some() && b.is_some())
}

/// Another was guessed to be it, at another time: of two at the same time one is missing all the same.
fn elsewhere(slot: &Slot, other: &Slot) -> bool {
    let far = |a: i64, b: i64| (a - b).abs() > NEAR;
    other.guessed && (far(slot.written(), other.written()) || far(slot.came(), other.came()))
}

/// Nothing in the copy's line rules out that it is the same: not another caption, nor words that have little in common.
fn may_be(prepared: &Prepared<'_>, item: &Item<'_>, other: &Slot, copy: usize) -> bool {
    let ready = prepared.copies.get(copy);
    let Some(line) = ready.and_then(|ready| ready.items.get(other.rank(copy)?)) else {
        return false;
    };
    match line.line.kind {
        kind if kind != item.line.kind => true,
        Kind::Text => line.key == item.key || similar(line.line, item.line),
        Kind::Media
        | Kind::Deleted
        | Kind::Call
        | Kind::Location
        | Kind::Contact
        | Kind::Poll
        | Kind::System => !captions_clash(line.line, item.line),
    }
}

fn similar(a: &Line<'_>, b: &Line<'_>) -> bool {
    Pairs::of(&words(a)).common(&Pairs::of(&words(b))) >= VERSION
}
