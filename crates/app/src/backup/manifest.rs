//! What a backup says of itself: a note, signed by the key of the archive's logs. `docs/formats.md`, "Backups".

use std::collections::BTreeMap;
use std::fmt::Write as _;

use data_encoding::HEXLOWER;
use zegel_ledger::{Hash, Note, Verifier};
use zegel_model::{BlobId, Timestamp};

use super::BackupError;
use crate::Origin;

/// The name of its file.
pub const FILE: &str = "manifest";
/// Its first line. No checkpoint begins so, and no manifest otherwise.
const FIRST: &str = "zegel-backup v1";
/// Manifests are signed under a name that no log has.
const SIGNED_AS: &str = "backup";

/// A file of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Rows in it.
    pub rows: u64,
    /// Its bytes.
    pub bytes: u64,
    /// SHA-256 of them.
    pub sha256: [u8; 32],
}

/// How far a log was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Entries.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
}

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Verifier key of the archive's conduct log.
    pub key: String,
    /// When the rows were as they are.
    pub made: Timestamp,
    /// The version of Zegel that made it.
    pub by: String,
    /// The step of the schema that the rows are of.
    pub schema: i64,
    /// Every log.
    pub logs: BTreeMap<String, Head>,
    /// Every table.
    pub tables: BTreeMap<String, Part>,
    /// Attachments that were missing or damaged already when the backup was made.
    pub lost: Vec<BlobId>,
}

impl Manifest {
    /// As a note, signed.
    pub fn sign(&self, origin: &Origin) -> Result<String, BackupError> {
        let signer = origin.signer(SIGNED_AS).map_err(|_| BackupError::Key)?;
        let note = Note::sign(&self.text(), &signer).map_err(|_| BackupError::Key)?;
        Ok(note.to_string())
    }

    fn text(&self) -> String {
        let mut text = format!(
            "{FIRST}\nkey {}\nmade {}\nby {}\nschema {}\n",
            self.key,
            self.made.micros(),
            self.by,
            self.schema
        );
        // Writing to a string does not fail.
        for (log, head) in &self.logs {
            let _fine = writeln!(text, "log {log} {} {}", head.size, head.root);
        }
        for (table, part) in &self.tables {
            let sha256 = HEXLOWER.encode(&part.sha256);
            let _fine = writeln!(text, "rows {table} {} {} {sha256}", part.rows, part.bytes);
        }
        for blob in &self.lost {
            let _fine = writeln!(text, "lost {blob}");
        }
        text
    }

    /// Reads a manifest that is signed by the key that it names; with a pinned key, by that one.
    pub fn open(bytes: &[u8], pinned: Option<&Verifier>) -> Result<Self, BackupError> {
        let note = Note::parse(bytes).map_err(|_| BackupError::Manifest)?;
        let manifest = Self::parse(note.text()).ok_or(BackupError::Manifest)?;
        let key = Verifier::parse(&manifest.key).map_err(|_| BackupError::Manifest)?;
        if pinned.is_some_and(|pinned| *pinned != key) {
            return Err(BackupError::Foreign);
        }
        let origin = Origin::of_verifier(&key).ok_or(BackupError::Manifest)?;
        let verifier = origin
            .verifier(SIGNED_AS)
            .map_err(|_| BackupError::Manifest)?;
        note.check(&verifier).map_err(|_| BackupError::Signature)?;
        // There is no second way of writing the same.
        if manifest.text() == note.text() && note.to_string().as_bytes() == bytes {
            Ok(manifest)
        } else {
            Err(BackupError::Manifest)
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(FIRST) {
            return None;
        }
        let mut after = |word: &str| {
            let rest = lines.next()?.strip_prefix(word)?.strip_prefix(' ')?;
            Some(rest.to_owned())
        };
        let mut manifest = Self {
            key: after("key")?,
            made: Timestamp::from_micros(after("made")?.parse().ok()?),
            by: after("by")?,
            schema: after("schema")?.parse().ok()?,
            logs: BTreeMap::new(),
            tables: BTreeMap::new(),
            lost: Vec::new(),
        };
        for line in lines {
            let words: Vec<&str> = line.split(' ').collect();
            match words.as_slice() {
                ["log", name, size, root] => {
                    let head = Head {
                        size: size.parse().ok()?,
                        root: Hash::from_base64(root)?,
                    };
                    manifest.logs.insert((*name).to_owned(), head);
                }
                ["rows", table, rows, bytes, sha256] => {
                    let sha256 = HEXLOWER.decode(sha256.as_bytes()).ok()?;
                    let part = Part {
                        rows: rows.parse().ok()?,
                        bytes: bytes.parse().ok()?,
                        sha256: sha256.try_into().ok()?,
                    };
                    manifest.tables.insert((*table).to_owned(), part);
                }
                ["lost", blob] => manifest.lost.push(blob.parse().ok()?),
                _ => return None,
            }
        }
        Some(manifest)
    }

    /// Whose logs these are, without the key that signs.
    pub fn origin(&self) -> Option<Origin> {
        Origin::of_verifier(&Verifier::parse(&self.key).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::CONDUCT;

    fn manifest(origin: &Origin) -> Manifest {
        let part = Part {
            rows: 3,
            bytes: 900,
            sha256: [7; 32],
        };
        let head = Head {
            size: 12,
            root: Hash::from_bytes([9; 32]),
        };
        Manifest {
            key: origin.verifier_key(CONDUCT).unwrap(),
            made: Timestamp::from_micros(1_700_000_000_000_000),
            by: "0.1.0".to_owned(),
            schema: 2,
            logs: BTreeMap::from([(CONDUCT.to_owned(), head)]),
            tables: BTreeMap::from([("person".to_owned(), part)]),
            lost: Vec::new(),
        }
    }

    #[test]
    fn only_what_the_archive_signed_is_a_manifest_of_it() {
        let ours = Origin::new("archive.example/1".to_owned(), [1; 32]);
        let theirs = Origin::new("archive.example/2".to_owned(), [2; 32]);
        let manifest = manifest(&ours);
        let note = manifest.sign(&ours).unwrap();
        let pin = |origin: &Origin| origin.verifier(CONDUCT).unwrap();
        let open = |note: &str, pinned: Option<&Origin>| {
            let pinned = pinned.map(pin);
            Manifest::open(note.as_bytes(), pinned.as_ref())
        };
        assert_eq!(open(&note, None).unwrap(), manifest);
        assert_eq!(open(&note, Some(&ours)).unwrap(), manifest);
        assert!(matches!(
            open(&note, Some(&theirs)),
            Err(BackupError::Foreign)
        ));
        let lie = manifest.sign(&theirs).unwrap();
        assert!(matches!(open(&lie, None), Err(BackupError::Signature)));
    }

    #[test]
    fn any_other_byte_is_refused() {
        let ours = Origin::new("archive.example/1".to_owned(), [1; 32]);
        let note = manifest(&ours).sign(&ours).unwrap().into_bytes();
        for place in 0..note.len() {
            let mut other = note.clone();
            other[place] ^= 1;
            assert!(Manifest::open(&other, None).is_err(), "byte {place}");
        }
    }
}
