//! A true conversation and what phones made of it: who came and went, who had no network, what was removed.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use jiff::{Timestamp, ToSpan as _, tz};
use zegel_model::message::{Kind, SystemEvent, SystemEventKind};

use crate::phone::{Phone, Said};

/// Chance that can be told again (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n.max(1)).unwrap()).unwrap()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn seconds(&mut self, n: usize) -> i64 {
        i64::try_from(self.below(n)).unwrap()
    }
}

/// One thing that happened.
#[derive(Clone)]
pub(crate) struct Truth {
    /// When its sender wrote it, and when it came to others.
    pub(crate) written: i64,
    pub(crate) sent: i64,
    pub(crate) who: usize,
    pub(crate) what: What,
}

#[derive(Clone, PartialEq)]
pub(crate) enum What {
    Text(String),
    Photo(u8, String),
    /// Of whom.
    Added(usize),
    Left,
}

/// What became of one message on one phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Became {
    Kept,
    Removed,
    Altered,
    Tombstone,
    /// Never on this phone: not a member, or the export was earlier, or it had not come.
    Never,
}

pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) truths: Vec<Truth>,
    pub(crate) holders: Vec<usize>,
    pub(crate) phones: Vec<Phone>,
    /// For each phone and each truth.
    pub(crate) became: Vec<Vec<Became>>,
}

const WORDS: [&str; 24] = [
    "ketel",
    "planning",
    "sleutel",
    "morgen",
    "klant",
    "offerte",
    "koffie",
    "regen",
    "bus",
    "magazijn",
    "factuur",
    "monteur",
    "lekkage",
    "afspraak",
    "dinsdag",
    "overleg",
    "soep",
    "buurvrouw",
    "hond",
    "kraan",
    "leiding",
    "pomp",
    "tegel",
    "rekening",
];
const SHORT: [&str; 5] = ["ok", "ja", "1", "top", "😂"];

/// Stretches without network.
type Tunnels = Vec<(i64, i64)>;

/// What holds for one phone.
struct Circumstances<'w> {
    tunnels: &'w [Tunnels],
    tombs: &'w [bool],
    tampered: bool,
    end: i64,
}

impl World {
    /// A world of its own for each seed; `tampered` lets people remove and alter.
    pub(crate) fn of(seed: u64, tampered: bool) -> Self {
        let mut dice = Dice(seed);
        let people = 3 + dice.below(3);
        let tunnels: Vec<Tunnels> = (0..people)
            .map(|_| {
                // Apart, so that being out of one is being out of all.
                (0..dice.below(4))
                    .map(|number| {
                        let from = 12_000 * i64::try_from(number).unwrap() + dice.seconds(6000);
                        (from, from + 60 + dice.seconds(5000))
                    })
                    .collect()
            })
            .collect();
        let truths = happenings(&mut dice, people, &tunnels);
        let holders: Vec<usize> = (0..people.min(2 + dice.below(2))).collect();
        let tombs: Vec<bool> = truths
            .iter()
            .map(|truth| tampered && is_message(truth) && dice.one_in(25))
            .collect();
        let circumstances = Circumstances {
            tunnels: &tunnels,
            tombs: &tombs,
            tampered,
            end: truths.iter().map(|t| t.sent).max().unwrap_or(0) + 60,
        };
        let mut world = Self {
            seed,
            truths,
            holders,
            phones: Vec::new(),
            became: Vec::new(),
        };
        for holder in world.holders.clone() {
            world.phone(&mut dice, holder, &circumstances);
        }
        world
    }

    fn phone(&mut self, dice: &mut Dice, holder: usize, of: &Circumstances<'_>) {
        let export = if dice.one_in(3) {
            of.end - dice.seconds(20_000)
        } else {
            of.end + 5000
        };
        let reach = |t: i64| {
            let mut tunnels = of.tunnels[holder].iter();
            tunnels
                .find(|(a, b)| t >= *a && t < *b)
                .map_or(t, |(_, b)| *b)
        };
        let member = membership(&self.truths, holder);
        let ahead = dice.seconds(121) - 60 + 3600 * (dice.seconds(5) - 2);
        let seconds = dice.one_in(2);
        let names = Names::new(dice, holder);
        let with_media = dice.one_in(2);
        let mut became = vec![Became::Never; self.truths.len()];
        let mut lines: Vec<(i64, i64, usize, Said)> = Vec::new();
        for (id, truth) in self.truths.iter().enumerate() {
            let own = truth.who == holder;
            let arrives = if own {
                truth.written
            } else {
                reach(truth.sent)
            };
            let mut stays = member.iter();
            let there = stays.any(|(from, to)| truth.sent >= *from && truth.sent <= *to);
            if !there || arrives > export {
                continue;
            }
            let shown = if own { truth.written } else { truth.sent };
            let mut said = names.said((id, truth), at(shown + ahead, seconds), with_media);
            became[id] = Became::Kept;
            if is_message(truth) {
                became[id] = tamper(dice, of, (id, own), arrives + 600 < export, &mut said);
            }
            if became[id] != Became::Removed {
                lines.push((arrives, truth.sent, id, said));
            }
        }
        lines.sort_by_key(|(arrives, sent, id, _)| (*arrives, *sent, *id));
        self.phones.push(Phone {
            holder: dice.one_in(2).then(|| names.of(holder).to_owned()),
            lines: lines.into_iter().map(|(.., said)| said).collect(),
        });
        self.became.push(became);
    }
}

/// What becomes of one message on one phone; what was removed for all was so before a later export.
fn tamper(
    dice: &mut Dice,
    of: &Circumstances<'_>,
    (id, own): (usize, bool),
    exported_later: bool,
    said: &mut Said,
) -> Became {
    if of.tombs[id] && exported_later {
        said.kind = Kind::Deleted;
        let words = if own {
            "You deleted this message"
        } else {
            "This message was deleted"
        };
        words.clone_into(&mut said.text);
        said.file = None;
        return Became::Tombstone;
    }
    if of.tampered && dice.one_in(25) {
        return Became::Removed;
    }
    let long = said.kind == Kind::Text && said.text.len() > 12;
    if of.tampered && long && dice.one_in(40) {
        said.text = format!("{} niet", said.text);
        return Became::Altered;
    }
    Became::Kept
}

pub(crate) fn is_message(truth: &Truth) -> bool {
    matches!(truth.what, What::Text(_) | What::Photo(..))
}

fn at(t: i64, seconds: bool) -> DateTime {
    let t = if seconds { t } else { t.div_euclid(60) * 60 };
    let base: Timestamp = "2026-09-28T06:00:00Z".parse().unwrap();
    let moment = base.checked_add(t.seconds()).unwrap();
    moment.to_zoned(tz::TimeZone::UTC).datetime()
}

/// From when until when somebody is in the group.
fn membership(truths: &[Truth], who: usize) -> Vec<(i64, i64)> {
    let added = |t: &Truth| t.what == What::Added(who);
    let mut from = (!truths.iter().any(added)).then_some(i64::MIN);
    let mut all = Vec::new();
    for truth in truths {
        if added(truth) {
            from = Some(truth.sent);
        }
        if truth.what == What::Left && truth.who == who {
            all.push((from.take().unwrap(), truth.sent));
        }
    }
    all.extend(from.map(|from| (from, i64::MAX)));
    all
}

fn happenings(dice: &mut Dice, people: usize, tunnels: &[Tunnels]) -> Vec<Truth> {
    let mut truths = Vec::new();
    let mut inside: Vec<usize> = (0..people)
        .filter(|who| *who == 0 || !dice.one_in(4))
        .collect();
    let mut outside: Vec<usize> = (0..people).filter(|who| !inside.contains(who)).collect();
    let mut last: BTreeMap<usize, i64> = BTreeMap::new();
    let mut t = 0;
    for number in 0..30 + dice.below(90) {
        t += if dice.one_in(3) {
            dice.seconds(20)
        } else {
            20 + dice.seconds(600)
        };
        let who = inside[dice.below(inside.len())];
        let tunnel = tunnels[who].iter().find(|(a, b)| t >= *a && t < *b);
        let sent = tunnel.map_or(t, |(_, b)| b + i64::try_from(number).unwrap());
        // What waits is sent first.
        let sent = last.get(&who).map_or(sent, |last| sent.max(last + 1));
        last.insert(who, sent);
        // Nobody comes or goes in a tunnel, and minutes apart from what is said, as people do.
        let out = |later: i64| {
            let mut tunnels = tunnels[who].iter();
            tunnels.all(|(a, b)| t + later < *a || t + later >= *b)
        };
        if dice.one_in(12) && (0..800).step_by(10).all(out) {
            t += 400;
            let what = if !outside.is_empty() && dice.one_in(2) {
                let new = outside.remove(dice.below(outside.len()));
                inside.push(new);
                Some(What::Added(new))
            } else if inside.len() > 2 && who != 0 {
                inside.retain(|one| *one != who);
                Some(What::Left)
            } else {
                None
            };
            truths.extend(what.map(|what| Truth {
                written: t,
                sent: t,
                who,
                what,
            }));
            t += 400;
            continue;
        }
        truths.push(Truth {
            written: t,
            sent,
            who,
            what: something(dice, number),
        });
    }
    // Who left while a message of theirs was under way never sent it.
    let left: BTreeMap<usize, i64> = truths
        .iter()
        .filter(|t| t.what == What::Left)
        .map(|t| (t.who, t.sent))
        .collect();
    truths.retain(|t| left.get(&t.who).is_none_or(|left| t.sent <= *left));
    truths.sort_by_key(|t| t.sent);
    truths
}

fn something(dice: &mut Dice, number: usize) -> What {
    if dice.one_in(6) {
        let caption = if dice.one_in(2) {
            words(dice, number)
        } else {
            String::new()
        };
        What::Photo(u8::try_from(number).unwrap(), caption)
    } else if dice.one_in(4) {
        What::Text(SHORT[dice.below(SHORT.len())].to_owned())
    } else {
        What::Text(words(dice, number))
    }
}

fn words(dice: &mut Dice, number: usize) -> String {
    let mut text = Vec::new();
    for _ in 0..3 + dice.below(4) {
        text.push(WORDS[dice.below(WORDS.len())]);
    }
    format!("{} {number}", text.join(" "))
}

/// What one phone calls people.
struct Names {
    holder: usize,
    all: Vec<String>,
}

impl Names {
    fn new(dice: &mut Dice, holder: usize) -> Self {
        let names = (0..6).map(|who| match dice.below(3) {
            _ if who == holder => format!("Ik{who}"),
            0 => format!("+31 6 {who}{who}{who}{who}{who}{who}{who}{who}"),
            1 => format!("Collega {who} van {holder}"),
            _ => format!("Naam {who}"),
        });
        Self {
            holder,
            all: names.collect(),
        }
    }

    fn of(&self, who: usize) -> &str {
        &self.all[who]
    }

    fn said(&self, (id, truth): (usize, &Truth), at: DateTime, with_media: bool) -> Said {
        let mut said = Said {
            at,
            sender: Some(self.of(truth.who).to_owned()),
            text: String::new(),
            kind: Kind::Text,
            edited: false,
            unsent: false,
            file: None,
            event: None,
            id: u64::try_from(id).unwrap(),
        };
        match &truth.what {
            What::Text(text) => said.text.clone_from(text),
            What::Photo(byte, caption) => {
                said.kind = Kind::Media;
                let name = format!("IMG-WA{:04}.jpg", id * (self.holder + 3));
                let (line, file) = if with_media {
                    (format!("{name} (file attached)"), (name, Some(*byte)))
                } else {
                    ("<Media omitted>".to_owned(), (String::new(), None))
                };
                said.text = format!("{line}\n{caption}");
                said.file = Some(file);
            }
            What::Added(who) => {
                self.event(&mut said, SystemEventKind::MemberAdded, truth, Some(*who));
            }
            What::Left => self.event(&mut said, SystemEventKind::MemberLeft, truth, None),
        }
        said
    }

    fn event(&self, said: &mut Said, kind: SystemEventKind, truth: &Truth, target: Option<usize>) {
        let holder = self.holder;
        let target_name = target.filter(|who| *who != holder);
        said.sender = None;
        said.kind = Kind::System;
        "somebody came or went".clone_into(&mut said.text);
        said.event = Some(SystemEvent {
            kind,
            actor: (truth.who != holder).then(|| self.of(truth.who).to_owned()),
            targets: target_name
                .map(|who| self.of(who).to_owned())
                .into_iter()
                .collect(),
            by_holder: truth.who == holder,
            to_holder: target == Some(holder),
            value: None,
        });
    }
}
