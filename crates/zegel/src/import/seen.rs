//! What was imported before, known to the importer alone: the server keeps the lists sealed.
//!
//! A message is known by the first half of its source bytes' SHA-256, and by how often it occurs: the same words in the
//! same minute are two messages if they were written twice.

use std::collections::BTreeMap;

use anyhow::Context;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zegel_model::message::Record;
use zegel_model::{CopyId, KeyId};
use zegel_seal::employee::EmployeeKey;
use zegel_seal::letter;

use crate::machine::SystemRandom;
use crate::remote::List;

/// How a message is known again: the first half of the SHA-256 of its source bytes.
pub(super) type Mark = [u8; 16];

/// What lists are sealed for.
const INFO: &[u8] = b"zegel import list, version 1";

/// One list: what one offer held. The first of a copy has its title.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Note {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) platform: String,
    pub(super) seen: Vec<String>,
}

/// A copy that this importer brought in before.
#[derive(Default)]
pub(super) struct Prior {
    title: Option<String>,
    platform: String,
    seen: BTreeMap<Mark, u32>,
}

/// How a message is known again.
pub(super) fn mark(record: &Record) -> Mark {
    let digest: [u8; 32] = Sha256::digest(&record.source).into();
    digest.first_chunk().copied().unwrap_or_default()
}

/// A mark as lists have it.
pub(super) fn written(mark: &Mark) -> String {
    HEXLOWER.encode(mark)
}

/// A key is named by its own digest.
pub(super) fn key_id(key: &EmployeeKey) -> KeyId {
    let mut id = [0; 16];
    id.iter_mut()
        .zip(key.public().digest())
        .for_each(|(to, from)| *to = from);
    KeyId::from_bytes(id)
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
        if list.key != key_id(key) {
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
        for mark in note.seen {
            let bytes = HEXLOWER.decode(mark.as_bytes()).ok();
            let mark: Option<Mark> = bytes.and_then(|bytes| bytes.try_into().ok());
            let mark =
                mark.context("a list of what you imported is not as this version writes it")?;
            *prior.seen.entry(mark).or_default() += 1;
        }
    }
    Ok(copies)
}

impl Prior {
    /// How many of these messages are there already.
    fn overlap(&self, marks: &[Mark]) -> usize {
        let mut left = self.seen.clone();
        marks.iter().filter(|mark| take(&mut left, mark)).count()
    }

    /// This copy is of the same conversation: it shares most of what the smaller of both has. An import that broke off
    /// before its first message is known by its title.
    fn same(&self, title: Option<&str>, platform: &str, marks: &[Mark]) -> bool {
        if self.platform != platform {
            return false;
        }
        let count: usize = self
            .seen
            .values()
            .map(|n| usize::try_from(*n).unwrap_or(usize::MAX))
            .sum();
        if count == 0 {
            return self.title.as_deref() == title;
        }
        self.overlap(marks) * 2 > count.min(marks.len())
    }

    /// Which of these messages are new, in order.
    pub(super) fn new_of(&self, marks: &[Mark]) -> Vec<bool> {
        let mut left = self.seen.clone();
        marks.iter().map(|mark| !take(&mut left, mark)).collect()
    }
}

fn take(left: &mut BTreeMap<Mark, u32>, mark: &Mark) -> bool {
    match left.get_mut(mark) {
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
    marks: &[Mark],
) -> Option<(CopyId, &'a Prior)> {
    copies
        .iter()
        .filter(|(_, prior)| prior.same(title, platform, marks))
        .max_by_key(|(_, prior)| prior.overlap(marks))
        .map(|(id, prior)| (*id, prior))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prior(marks: &[&str]) -> Prior {
        let mut seen = BTreeMap::new();
        for mark in self::marks(marks) {
            *seen.entry(mark).or_default() += 1;
        }
        Prior {
            title: Some("Ploeg".to_owned()),
            platform: "android".to_owned(),
            seen,
        }
    }

    /// Each letter is a mark.
    fn marks(marks: &[&str]) -> Vec<Mark> {
        marks.iter().map(|mark| [mark.as_bytes()[0]; 16]).collect()
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
            seen: marks(&["a"]).iter().map(written).collect(),
        };
        let sealed = crate::remote::Bytes(seal(&key, copy, &note).unwrap());
        let list = |copy| List {
            copy,
            key: key_id(&key),
            sealed: sealed.clone(),
        };
        let opened = open(&key, &[list(copy)]).unwrap();
        assert_eq!(opened[&copy].new_of(&marks(&["a", "b"])), [false, true]);
        assert!(open(&key, &[list(CopyId::from_bytes([2; 16]))]).is_err());
        let other = EmployeeKey::generate(&SystemRandom).unwrap();
        assert!(open(&other, &[list(copy)]).is_err());
    }
}
