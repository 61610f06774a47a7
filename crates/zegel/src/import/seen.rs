//! What was imported before, known to the importer alone: the server keeps the lists sealed.
//!
//! A message is known by half of a SHA-256, and by how often it occurs: the same words in the same minute are two
//! messages if they were written twice. Spec: `docs/formats.md`, "The importer's own list".

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use data_encoding::HEXLOWER;
use jiff::SignedDuration;
use jiff::civil::{DateTime, date};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zegel_model::message::Record;
use zegel_model::{CopyId, Day};
use zegel_seal::employee::EmployeeKey;
use zegel_seal::letter;

use crate::machine::SystemRandom;
use crate::remote::List;

/// How a message is known again.
type Mark = [u8; 16];
/// The source's own name of a message, hashed.
type Short = [u8; 8];

/// What lists are sealed for.
const INFO: &[u8] = b"zegel import list, version 1";
/// Wall-clock times are kept as seconds from here.
const EPOCH: DateTime = date(1970, 1, 1).at(0, 0, 0, 0);

/// What is remembered of a message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    mark: Mark,
    /// Seconds on the wall clock since 1970.
    at: i64,
    id: Option<Short>,
}

/// One list: what one offer held. The first of a copy has its title.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Note {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    platform: String,
    seen: Vec<String>,
    /// When each of `seen` was written; lists of before lack it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    at: Vec<i64>,
    /// The source's own name of each of `seen`, where it has any; else empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ids: Vec<String>,
    /// Marks that a later import lacked, and that were told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gone: Vec<String>,
}

/// A copy that this importer brought in before.
#[derive(Default)]
pub(super) struct Prior {
    title: Option<String>,
    platform: String,
    seen: BTreeMap<Mark, Held>,
    gone: BTreeMap<Mark, u32>,
}

/// One mark of a copy.
#[derive(Default, Clone, Copy)]
struct Held {
    count: u32,
    at: Option<i64>,
    id: Option<Short>,
}

/// What an import lacks that an earlier one of the same copy had.
pub(super) struct Lack {
    /// Nothing stands in its place.
    pub(super) missing: u32,
    /// Something else does: an edit, a removal that left its mark, another name of its sender.
    pub(super) changed: u32,
    /// Of all of them.
    pub(super) first: Day,
    pub(super) last: Day,
    /// For the importer's own list, so that nothing is told twice.
    pub(super) note: Note,
}

impl Seen {
    pub(super) fn of(record: &Record) -> Self {
        let id = record
            .details
            .as_ref()
            .and_then(|details| details.id.as_ref());
        Self {
            mark: mark(record),
            at: seconds(record.at),
            id: id.map(|id| cut(Sha256::digest(id))),
        }
    }
}

/// Seconds on the wall clock since 1970.
pub(super) fn seconds(at: DateTime) -> i64 {
    at.duration_since(EPOCH).as_secs()
}

/// How a message is known again. Rows of a database change while nothing is said (receipts, stars, a new column), so
/// what says which message it is counts there, and what it says; of a text its bytes are all there is.
fn mark(record: &Record) -> Mark {
    let Record { kind, text, .. } = record;
    let named = record.details.as_ref().and_then(|details| {
        let own = (&details.sender_id, details.own);
        match (&details.id, details.moment) {
            (Some(id), _) => serde_json::to_vec(&("id", id, kind, text)).ok(),
            (None, Some(moment)) => serde_json::to_vec(&("moment", moment, own, kind, text)).ok(),
            (None, None) => None,
        }
    });
    cut(Sha256::digest(named.as_ref().unwrap_or(&record.source)))
}

fn cut<const N: usize>(digest: impl Into<[u8; 32]>) -> [u8; N] {
    digest.into().first_chunk().copied().unwrap_or([0; N])
}

impl Note {
    /// The first list of a copy, which holds no message yet.
    pub(super) fn first(title: Option<String>, platform: &str) -> Self {
        Self {
            title,
            platform: platform.to_owned(),
            ..Self::default()
        }
    }

    /// The list of these.
    pub(super) fn of(seen: &[Seen]) -> Self {
        let ids = seen.iter().any(|one| one.id.is_some());
        let id = |one: &Seen| one.id.map(|id| HEXLOWER.encode(&id)).unwrap_or_default();
        Self {
            seen: seen.iter().map(|one| HEXLOWER.encode(&one.mark)).collect(),
            at: seen.iter().map(|one| one.at).collect(),
            ids: if ids {
                seen.iter().map(id).collect()
            } else {
                Vec::new()
            },
            ..Self::default()
        }
    }
}

/// Seals a list to its importer.
pub(super) fn seal(key: &EmployeeKey, copy: CopyId, note: &Note) -> anyhow::Result<Vec<u8>> {
    let plain = serde_json::to_vec(note)?;
    Ok(letter::seal_to(
        &key.public(),
        INFO,
        copy.as_bytes(),
        &plain,
        &SystemRandom,
    )?)
}

/// Opens the importer's lists; copies in the order of their identifiers.
pub(super) fn open(key: &EmployeeKey, lists: &[List]) -> anyhow::Result<BTreeMap<CopyId, Prior>> {
    let mut copies: BTreeMap<CopyId, Prior> = BTreeMap::new();
    for list in lists {
        if list.key != key.public().id() {
            anyhow::bail!(
                "you imported before with another key; give the folder that holds it with --home, or everything would be stored twice"
            );
        }
        let plain = letter::open_with(key, INFO, list.copy.as_bytes(), &list.sealed.0)
            .context("a list of what you imported cannot be opened; nothing was sent")?;
        let note: Note = serde_json::from_slice(&plain)?;
        let prior = copies.entry(list.copy).or_default();
        if note.title.is_some() || !note.platform.is_empty() {
            prior.title = note.title;
            prior.platform = note.platform;
        }
        for (place, mark) in note.seen.iter().enumerate() {
            let held = prior.seen.entry(read(mark)?).or_default();
            held.count += 1;
            held.at = note.at.get(place).copied().or(held.at);
            let id = note.ids.get(place).filter(|id| !id.is_empty());
            held.id = id.map(|id| read(id)).transpose()?.or(held.id);
        }
        for mark in &note.gone {
            *prior.gone.entry(read(mark)?).or_default() += 1;
        }
    }
    Ok(copies)
}

fn read<const N: usize>(text: &str) -> anyhow::Result<[u8; N]> {
    let bytes = HEXLOWER.decode(text.as_bytes()).ok();
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .context("a list of what you imported is not as this version writes it")
}

impl Prior {
    /// How often each mark is there.
    fn counts(&self) -> BTreeMap<Mark, u32> {
        let counts = self.seen.iter();
        counts.map(|(mark, held)| (*mark, held.count)).collect()
    }

    /// How many of these messages are there already.
    fn overlap(&self, seen: &[Seen]) -> usize {
        let mut left = self.counts();
        seen.iter().filter(|one| take(&mut left, &one.mark)).count()
    }

    /// This copy is of the same conversation: it shares most of what the smaller of both has. An import that broke off
    /// before its first message is known by its title.
    fn same(&self, title: Option<&str>, platform: &str, seen: &[Seen]) -> bool {
        if self.platform != platform {
            return false;
        }
        let count: usize = self
            .seen
            .values()
            .map(|held| usize::try_from(held.count).unwrap_or(usize::MAX))
            .sum();
        if count == 0 {
            return self.title.as_deref() == title;
        }
        self.overlap(seen) * 2 > count.min(seen.len())
    }

    /// Which of these messages are new, in order.
    pub(super) fn new_of(&self, seen: &[Seen]) -> Vec<bool> {
        let mut left = self.counts();
        seen.iter().map(|one| !take(&mut left, &one.mark)).collect()
    }

    /// What these messages lack of this copy, between the two moments that their source covers, both excluded: in the
    /// minute in which a source begins or ends nobody can say what it should have.
    pub(super) fn lack(&self, seen: &[Seen], (from, to): (i64, i64)) -> Option<Lack> {
        let mut left = self.counts();
        let mut instead: BTreeMap<i64, u32> = BTreeMap::new();
        let mut ids = BTreeSet::new();
        for one in seen {
            ids.extend(one.id);
            if !take(&mut left, &one.mark) && one.id.is_none() {
                *instead.entry(one.at).or_default() += 1;
            }
        }
        let (mut missing, mut changed) = (0, 0);
        let (mut days, mut gone) = (BTreeSet::new(), Vec::new());
        for (mark, left) in left {
            let told = self.gone.get(&mark).copied().unwrap_or(0);
            let Some(Held {
                at: Some(at), id, ..
            }) = self.seen.get(&mark)
            else {
                continue;
            };
            if *at <= from || *at >= to {
                continue;
            }
            for _ in told..left {
                let replaced = match id {
                    Some(id) => ids.contains(id),
                    None => take(&mut instead, at),
                };
                *(if replaced { &mut changed } else { &mut missing }) += 1;
                days.extend(day(*at));
                gone.push(HEXLOWER.encode(&mark));
            }
        }
        Some(Lack {
            missing,
            changed,
            first: *days.first()?,
            last: *days.last()?,
            note: Note {
                gone,
                ..Note::default()
            },
        })
    }
}

fn day(seconds: i64) -> Option<Day> {
    let at = EPOCH.checked_add(SignedDuration::from_secs(seconds)).ok()?;
    Some(Day::new(at.date()))
}

fn take<K: Ord>(left: &mut BTreeMap<K, u32>, key: &K) -> bool {
    match left.get_mut(key) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        Some(_) | None => false,
    }
}

/// The copy of the same conversation, if there is one.
pub(super) fn find<'a>(
    copies: &'a BTreeMap<CopyId, Prior>,
    title: Option<&str>,
    platform: &str,
    seen: &[Seen],
) -> Option<(CopyId, &'a Prior)> {
    copies
        .iter()
        .filter(|(_, prior)| prior.same(title, platform, seen))
        .max_by_key(|(_, prior)| prior.overlap(seen))
        .map(|(id, prior)| (*id, prior))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prior(marks: &[&str]) -> Prior {
        let mut prior = Prior {
            title: Some("Ploeg".to_owned()),
            platform: "android".to_owned(),
            ..Prior::default()
        };
        for one in self::marks(marks) {
            let held = prior.seen.entry(one.mark).or_default();
            held.count += 1;
            (held.at, held.id) = (Some(one.at), one.id);
        }
        prior
    }

    /// Each letter is a mark, at the minute of its place in the alphabet; a digit behind it is what the source calls it.
    fn marks(marks: &[&str]) -> Vec<Seen> {
        let seen = |text: &&str| {
            let letter = text.as_bytes()[0];
            Seen {
                mark: [letter; 16],
                at: i64::from(letter) * 86_400,
                id: text.as_bytes().get(1).map(|id| [*id; 8]),
            }
        };
        marks.iter().map(seen).collect()
    }

    fn record(id: Option<&str>, text: &str, source: &str) -> Record {
        let details = zegel_model::message::Details {
            id: id.map(str::to_owned),
            moment: Some(zegel_model::Timestamp::from_micros(7)),
            sender_id: Some("31600000000".to_owned()),
            ..Default::default()
        };
        Record {
            offset: 0,
            source: source.as_bytes().to_vec(),
            at: date(2026, 10, 1).at(9, 0, 0, 0),
            raw_time: String::new(),
            sender: None,
            kind: zegel_model::message::Kind::Text,
            text: text.to_owned(),
            edited: false,
            attachment: None,
            event: None,
            details: Some(Box::new(details)),
        }
    }

    #[test]
    fn a_row_is_known_by_its_name_and_what_it_says_and_a_text_by_its_bytes() {
        let of = |id, text, source| mark(&record(id, text, source));
        assert_eq!(of(Some("A"), "x", "read"), of(Some("A"), "x", "unread"));
        assert_ne!(of(Some("A"), "x", "read"), of(Some("A"), "y", "read"));
        assert_ne!(of(Some("A"), "x", "read"), of(Some("B"), "x", "read"));
        assert_eq!(
            of(None, "x", "read"),
            of(None, "x", "unread"),
            "by its moment"
        );
        assert_ne!(of(None, "x", "read"), of(None, "y", "read"));
        let text = Record {
            details: None,
            ..record(None, "x", "a")
        };
        let half: Mark = cut(Sha256::digest("a"));
        assert_eq!(mark(&text), half, "as every version marks a text");
    }

    /// Missing, changed, days.
    fn lack(prior: &Prior, seen: &[&str], covers: (u8, u8)) -> Option<(u32, u32, String)> {
        let covers = (i64::from(covers.0) * 86_400, i64::from(covers.1) * 86_400);
        let lack = prior.lack(&marks(seen), covers)?;
        assert_eq!(
            lack.note.gone.len(),
            usize::try_from(lack.missing + lack.changed).unwrap()
        );
        Some((
            lack.missing,
            lack.changed,
            format!("{} {}", lack.first, lack.last),
        ))
    }

    #[test]
    fn what_a_later_import_lacks_is_counted_within_what_it_covers() {
        let before = prior(&["a", "b", "c", "d", "e"]);
        assert_eq!(
            lack(&before, &["a", "b", "c", "d", "e"], (b'a', b'e')),
            None
        );
        assert_eq!(
            lack(&before, &["b", "c", "d"], (b'b', b'd')),
            None,
            "a shorter one"
        );
        assert_eq!(
            lack(&before, &["a", "d", "e"], (b'a', b'e')),
            Some((2, 0, "1970-04-09 1970-04-10".to_owned()))
        );
        // What stands there otherwise, in the same minute, takes the place of one.
        let mut seen = marks(&["a", "x", "d", "e"]);
        seen[1].at = i64::from(b'b') * 86_400;
        let found = before.lack(&seen, (0, i64::MAX)).unwrap();
        assert_eq!((found.missing, found.changed), (1, 1));
    }

    #[test]
    fn with_a_name_of_its_own_a_message_is_changed_or_gone() {
        let before = prior(&["a1", "b2", "c3"]);
        assert_eq!(
            lack(&before, &["a1", "x2"], (0, 255)),
            Some((1, 1, "1970-04-09 1970-04-10".to_owned()))
        );
    }

    #[test]
    fn what_was_told_is_not_told_again() {
        let mut before = prior(&["a", "b", "b", "c"]);
        let found = before
            .lack(&marks(&["a", "b", "c"]), (0, i64::MAX))
            .unwrap();
        for mark in &found.note.gone {
            *before.gone.entry(read(mark).unwrap()).or_default() += 1;
        }
        assert_eq!(lack(&before, &["a", "b", "c"], (0, 255)), None);
        assert_eq!(
            lack(&before, &["a", "c"], (0, 255)),
            Some((1, 0, "1970-04-09 1970-04-09".to_owned()))
        );
    }

    #[test]
    fn a_longer_export_is_the_same_conversation_and_another_is_not() {
        let prior = prior(&["a", "b", "c"]);
        assert!(prior.same(None, "android", &marks(&["a", "b", "c", "d", "e"])));
        assert!(
            !prior.same(Some("Ploeg"), "android", &marks(&["x", "y", "z"])),
            "a title alone proves nothing"
        );
        assert!(!prior.same(None, "ios", &marks(&["a", "b", "c"])));
    }

    #[test]
    fn the_same_words_twice_are_two_messages() {
        let prior = prior(&["a", "a", "b"]);
        assert_eq!(
            prior.new_of(&marks(&["a", "a", "a", "b"])),
            [false, false, true, false]
        );
    }

    #[test]
    fn a_list_opens_for_its_importer_and_copy_alone() {
        let key = EmployeeKey::generate(&SystemRandom).unwrap();
        let copy = CopyId::from_bytes([1; 16]);
        let note = Note {
            title: Some("Ploeg".to_owned()),
            platform: "ios".to_owned(),
            ..Note::of(&marks(&["a"]))
        };
        let sealed = crate::remote::Bytes(seal(&key, copy, &note).unwrap());
        let list = |copy| List {
            copy,
            key: key.public().id(),
            sealed: sealed.clone(),
        };
        let opened = open(&key, &[list(copy)]).unwrap();
        assert_eq!(opened[&copy].new_of(&marks(&["a", "b"])), [false, true]);
        assert!(open(&key, &[list(CopyId::from_bytes([2; 16]))]).is_err());
        let other = EmployeeKey::generate(&SystemRandom).unwrap();
        assert!(open(&other, &[list(copy)]).is_err());
    }
}
