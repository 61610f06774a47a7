//! Thousands of conversations whose truth is known: no false accusation, every clear removal and alteration found, and
//! the same answer in whatever order copies are given. What the documentation says that copies leave open is left
//! open here too, by the helpers below.

use std::collections::BTreeMap;

use zegel_compare::{Comparison, Row, Verdict, compare};
use zegel_model::message::Kind;

use crate::phone::Phone;
use crate::world::{Became, What, World, is_message};

const NEAR: i64 = 180;

fn judged(world: &World) -> Comparison {
    let copies: Vec<_> = world.phones.iter().map(Phone::copy).collect();
    compare(&copies)
}

fn id_of(world: &World, copy: usize, line: usize) -> usize {
    usize::try_from(world.phones[copy].lines[line].id).unwrap()
}

/// For each truth what each phone's verdict is.
fn verdicts(world: &World, comparison: &Comparison) -> BTreeMap<usize, Vec<Verdict>> {
    let said = |row: &&Row| row.kind != Kind::System;
    let mut all = BTreeMap::new();
    for row in comparison.rows.iter().filter(said) {
        let first = id_of(world, row.shown.0, row.shown.1);
        if well_shared(world) {
            one_truth(world, row, first);
        }
        all.insert(first, row.findings.iter().map(|f| f.verdict).collect());
    }
    all
}

/// A row holds one truth, unless the same person said the same words near it, or what one phone lacks and what another
/// lacks stand in one place.
fn one_truth(world: &World, row: &Row, first: usize) {
    for (copy, line) in row.lines.iter().enumerate() {
        let Some(line) = *line else { continue };
        let other = id_of(world, copy, line);
        let (a, b) = (&world.truths[first], &world.truths[other]);
        let alike = a.who == b.who && short(world, first) && short(world, other);
        let lost = beside_a_loss(world, first)
            || beside_a_loss(world, other)
            || world.became[copy][other] == Became::Tombstone
            || world.became[row.shown.0][first] == Became::Tombstone;
        assert!(
            other == first || alike || lost,
            "world {}: {first} and {other} are one row",
            world.seed
        );
    }
}

/// Words that are said again and again, or a tombstone or photo that shows nothing of what it was.
fn short(world: &World, id: usize) -> bool {
    match &world.truths[id].what {
        What::Text(text) => {
            text.len() < 5 || world.became.iter().any(|b| b[id] == Became::Tombstone)
        }
        What::Photo(..) => true,
        What::Added(_) | What::Left => false,
    }
}

fn accused(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Altered | Verdict::DeletedForMe | Verdict::DeletedForAll
    )
}

/// Says nothing of what became of it.
fn leaves_open(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Unknown | Verdict::NotYetDelivered | Verdict::OutsideRange
    )
}

/// Sentences that a phone shares with another, of anybody or of one.
fn shared(world: &World, phone: usize, other: usize, of: Option<usize>) -> usize {
    let both = |id: &usize| {
        [phone, other]
            .iter()
            .all(|p| world.became[*p][*id] == Became::Kept)
    };
    let sentence =
        |id: &usize| matches!(&world.truths[*id].what, What::Text(text) if text.len() > 12);
    (0..world.truths.len())
        .filter(|id| both(id) && sentence(id))
        .filter(|id| of.is_none_or(|who| world.truths[*id].who == who))
        .count()
}

/// Its sender can be found on every other phone that has it.
fn linked(world: &World, phone: usize, id: usize) -> bool {
    let who = world.truths[id].who;
    (0..world.phones.len())
        .filter(|p| *p != phone && has(world, *p, id))
        .all(|p| shared(world, phone, p, Some(who)) > 0)
}

fn has(world: &World, phone: usize, id: usize) -> bool {
    matches!(world.became[phone][id], Became::Kept | Became::Altered)
}

/// Every two phones share enough to tell their clocks.
fn well_shared(world: &World) -> bool {
    let phones = 0..world.phones.len();
    let mut pairs = phones
        .clone()
        .flat_map(|a| phones.clone().map(move |b| (a, b)));
    pairs.all(|(a, b)| a == b || shared(world, a, b, None) >= 5)
}

/// The same person lost something near it, which may be taken for a version of it.
fn beside_a_loss(world: &World, id: usize) -> bool {
    let truth = &world.truths[id];
    (0..world.truths.len()).any(|other| {
        let lost = |b: &Vec<Became>| {
            matches!(
                b[other],
                Became::Removed | Became::Tombstone | Became::Altered
            )
        };
        let of = &world.truths[other];
        let near = (of.sent - truth.sent).abs() < 2 * NEAR
            || (of.written - truth.written).abs() < 2 * NEAR;
        other != id && of.who == truth.who && near && world.became.iter().any(lost)
    })
}

/// The same person removed something for all not long before or after, which shows nothing of what it was.
fn beside_a_tombstone(world: &World, id: usize) -> bool {
    let truth = &world.truths[id];
    (0..world.truths.len()).any(|other| {
        let of = &world.truths[other];
        let near = (of.sent - truth.sent).abs() < 3 * 3600;
        let tomb = world.became.iter().any(|b| b[other] == Became::Tombstone);
        other != id && of.who == truth.who && near && tomb
    })
}

/// What the rules say must be found: the phone was in the group well before and after, has lines on both sides, and
/// something later by the same sender, or it is its holder's own; and no words like it by the same person are near.
fn clear(world: &World, comparison: &Comparison, phone: usize, id: usize) -> bool {
    let truth = &world.truths[id];
    let named = comparison.copies[phone].holder.is_some();
    let own = named && truth.who == world.holders[phone];
    let ids = || 0..world.truths.len();
    let said = |other: &usize| {
        let became = world.became[phone][*other];
        is_message(&world.truths[*other]) && !matches!(became, Became::Never | Became::Removed)
    };
    // What shows nothing of what it was shows no order either.
    let told = |other: &usize| said(other) && !short(world, *other);
    let before = ids()
        .filter(said)
        .any(|o| world.truths[o].sent < truth.written - 2 * NEAR);
    let kept = |phone: usize, o: usize| world.became[phone][o] == Became::Kept;
    let after = ids().filter(told).any(|o| {
        let other = &world.truths[o];
        let witnessed = (0..world.phones.len())
            .any(|p| p != phone && kept(p, o) && kept(phone, o) && has(world, p, id));
        witnessed && other.written > truth.sent + 2 * NEAR && (own || other.who == truth.who)
    });
    let near = |o: usize| (world.truths[o].sent - truth.sent).abs() < 4 * NEAR;
    let edges = ids().any(|o| !is_message(&world.truths[o]) && near(o));
    let crowded =
        ids().any(|o| o != id && world.truths[o].who == truth.who && near(o) && short(world, o));
    let elsewhere = (0..world.phones.len()).any(|p| p != phone && has(world, p, id));
    let alone = !edges && !crowded && !short(world, id) && truth.written == truth.sent;
    let undisturbed = !beside_a_loss(world, id) && !beside_a_tombstone(world, id);
    linked(world, phone, id) && undisturbed && before && after && alone && elsewhere
}

/// All that is wrong at once, so that a pattern shows.
fn none(wrong: &[String]) {
    let some: Vec<&String> = wrong.iter().take(20).collect();
    assert!(wrong.is_empty(), "{}: {some:#?}", wrong.len());
}

/// Worlds that each test goes through: the same ones every time, so that a test that passed passes again.
const WORLDS: u64 = 5000;

#[test]
fn nobody_is_accused_where_nothing_happened() {
    let mut wrong = Vec::new();
    for seed in 0..WORLDS {
        let world = World::of(seed, false);
        let comparison = judged(&world);
        for (id, verdicts) in verdicts(&world, &comparison) {
            for (phone, verdict) in verdicts.iter().enumerate() {
                let became = world.became[phone][id];
                let plain = became == Became::Kept && !short(&world, id) && well_shared(&world);
                if accused(*verdict) || (plain && *verdict != Verdict::Present) {
                    wrong.push(format!(
                        "world {seed}: {id} on {phone}: {verdict}, {became:?}"
                    ));
                }
            }
        }
    }
    none(&wrong);
}

#[test]
fn what_was_removed_or_altered_is_found() {
    let mut found = BTreeMap::new();
    let (mut wrong, mut open) = (Vec::new(), 0_usize);
    for seed in 0..WORLDS {
        let world = World::of(seed, true);
        if !well_shared(&world) {
            continue;
        }
        let comparison = judged(&world);
        for (id, verdicts) in verdicts(&world, &comparison) {
            for (phone, verdict) in verdicts.iter().enumerate() {
                if let Some(expected) = expected(&world, &comparison, phone, id) {
                    if leaves_open(*verdict) {
                        open += usize::from(!expected.contains(verdict));
                    } else if !expected.contains(verdict) {
                        wrong.push(format!(
                            "world {seed}: {id} on {phone}: {verdict}, not {expected:?}"
                        ));
                    }
                    *found.entry(*verdict).or_insert(0_usize) += 1;
                }
            }
        }
    }
    none(&wrong);
    // Leaving something open accuses nobody; one in five hundred is what caution may cost.
    let all: usize = found.values().sum();
    assert!(open * 500 < all, "{open} left open of {all}");
    for verdict in [
        Verdict::Present,
        Verdict::DeletedForMe,
        Verdict::DeletedForAll,
        Verdict::Altered,
    ] {
        assert!(
            found.get(&verdict).is_some_and(|count| *count > 500),
            "{found:?}"
        );
    }
}

/// What a phone's verdict must be, where the copies do not leave it open.
fn expected(
    world: &World,
    comparison: &Comparison,
    phone: usize,
    id: usize,
) -> Option<Vec<Verdict>> {
    let truth = &world.truths[id];
    let at_once = truth.written == truth.sent;
    let altered = world.became.iter().filter(|b| b[id] == Became::Altered);
    let altered = altered.count();
    let have = (0..world.phones.len()).filter(|p| has(world, *p, id));
    let known_everywhere =
        (0..world.phones.len()).all(|p| p == phone || shared(world, phone, p, Some(truth.who)) > 0);
    // A tombstone shows nothing of what it was, as little as a photo that was left out.
    let alone = !(0..world.truths.len()).any(|other| {
        let of = &world.truths[other];
        let near = (of.sent - truth.sent).abs() < 3 * 3600;
        other != id && of.who == truth.who && near && matches!(of.what, What::Photo(..))
    });
    let undisturbed = linked(world, phone, id) && !beside_a_loss(world, id);
    match world.became[phone][id] {
        Became::Removed if clear(world, comparison, phone, id) => Some(vec![Verdict::DeletedForMe]),
        Became::Tombstone if at_once && undisturbed && known_everywhere && alone => {
            Some(vec![Verdict::DeletedForAll])
        }
        Became::Altered if have.count() == 2 && altered == 1 && at_once && undisturbed => {
            Some(vec![Verdict::Altered])
        }
        Became::Kept if !short(world, id) && undisturbed && altered > 0 => {
            Some(vec![Verdict::Present, Verdict::Altered])
        }
        Became::Kept if !short(world, id) && undisturbed => Some(vec![Verdict::Present]),
        // What never came was removed by nobody.
        Became::Never if !short(world, id) && undisturbed => {
            Some(Verdict::ALL.into_iter().filter(|v| !accused(*v)).collect())
        }
        Became::Kept | Became::Removed | Became::Altered | Became::Tombstone | Became::Never => {
            None
        }
    }
}

#[test]
fn the_order_of_copies_changes_nothing() {
    for seed in 0..WORLDS {
        let world = World::of(seed, seed % 2 == 0);
        let mut order: Vec<usize> = (0..world.phones.len()).collect();
        let turn = usize::try_from(seed / 2 % 6).unwrap();
        order.rotate_left(turn % world.phones.len());
        if turn > 2 {
            order.reverse();
        }
        let copies: Vec<_> = world.phones.iter().map(Phone::copy).collect();
        let turned: Vec<_> = order.iter().map(|place| copies[*place].clone()).collect();
        let (straight, other) = (compare(&copies), compare(&turned));
        assert_eq!(straight.rows.len(), other.rows.len(), "world {seed}");
        for (a, b) in straight.rows.iter().zip(&other.rows) {
            assert_eq!((a.at, a.person), (b.at, b.person), "world {seed}");
            for (place, given) in order.iter().enumerate() {
                assert_eq!(a.lines[*given], b.lines[place], "world {seed}");
                let (one, same) = (&a.findings[*given], &b.findings[place]);
                assert_eq!(
                    (one.verdict, one.reason),
                    (same.verdict, same.reason),
                    "world {seed}"
                );
            }
        }
    }
}
