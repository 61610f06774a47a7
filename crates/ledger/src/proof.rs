//! Proofs that an entry is in a log: as one file that verifies offline, and as a type that only such a check can make.
//!
//! Spec of the file: c2sp.org/tlog-proof (`c2sp.org/tlog-proof@v1`).

use std::fmt;

use data_encoding::BASE64;

use crate::base64;
use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::cosignature::Cosigned;
use crate::decimal;
use crate::note::{MAX_NOTE, Note, NoteError};
use crate::policy::{PolicyError, Trust};
use crate::source::ReadError;
use crate::tree::{Hash, HashReader, TreeError, check_inclusion, inclusion_proof, leaf_hash};
use crate::witness::{hashes, split_at_empty_line};

const MAGIC: &str = "c2sp.org/tlog-proof@v1";

/// A proof file has at most this many bytes.
pub const MAX_FILE: usize = 2 * MAX_NOTE;

/// The place of an entry in a log, the path to the root, and a checkpoint with that root.
#[derive(Clone, PartialEq, Eq)]
pub struct Proof {
    extra: Option<Vec<u8>>,
    index: u64,
    path: Vec<Hash>,
    note: Note,
}

/// What a proof was found to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// The place of the entry in the log.
    pub index: u64,
    /// The checkpoint that commits to it.
    pub signed: SignedCheckpoint,
    /// Who of the policy has cosigned that, and when.
    pub cosigned: Vec<Cosigned>,
}

/// Why a proof cannot be read, or shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Not the lines of a proof file.
    #[error("this is no proof file ({MAGIC})")]
    Form,
    /// The part after the empty line is no note.
    #[error("the proof carries no signed checkpoint")]
    Note(#[from] NoteError),
    /// Not a checkpoint of the pinned log.
    #[error("the proof's checkpoint is not one of the pinned log")]
    Checkpoint(#[from] CheckpointError),
    /// Too few cosignatures.
    #[error("the proof's checkpoint is not witnessed as the policy asks")]
    Policy(#[from] PolicyError),
    /// The entry is not at that place of the tree.
    #[error("the entry is not at that place of the log")]
    Entry(#[from] TreeError),
    /// The policy asks for no cosignature, so that nothing can be witnessed under it.
    #[error("the policy asks for no witness")]
    NoWitness,
}

/// Why a proof cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// The log's tiles cannot be read, or have no such entry.
    #[error("the hashes of the log cannot be read")]
    Read(#[from] ReadError),
    /// The tiles do not give the root of the checkpoint.
    #[error("the tiles do not give the root of the checkpoint")]
    Tiles(#[from] TreeError),
}

impl Proof {
    /// Makes the proof for entry `index` under a checkpoint, and checks that the tiles do lead to its root.
    pub fn make<R: HashReader + ?Sized>(
        reader: &R,
        index: u64,
        signed: &SignedCheckpoint,
    ) -> Result<Self, MakeError> {
        let path = inclusion_proof(reader, index, signed.head().size)?;
        check_inclusion(reader.hash(0, index)?, index, signed.head(), &path)?;
        Ok(Self {
            extra: None,
            index,
            path,
            note: signed.note().clone(),
        })
    }

    /// Puts a proof together from parts that came separately; [`Proof::verify`] judges them.
    pub const fn from_parts(index: u64, path: Vec<Hash>, note: Note) -> Self {
        Self {
            extra: None,
            index,
            path,
            note,
        }
    }

    /// Adds bytes of the caller's own, which nothing authenticates: what it takes to rebuild the entry, for example.
    #[must_use]
    pub fn with_extra(self, extra: Vec<u8>) -> Self {
        Self {
            extra: Some(extra),
            ..self
        }
    }

    /// The bytes of the caller's own. Not authenticated.
    pub fn extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// The place of the entry in the log, counted from 0.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// The hashes from the leaf's sibling up.
    pub fn path(&self) -> &[Hash] {
        &self.path
    }

    /// The checkpoint's note.
    pub const fn note(&self) -> &Note {
        &self.note
    }

    /// Reads a proof file.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofError> {
        if bytes.len() > MAX_FILE {
            return Err(ProofError::Form);
        }
        let (head, note) = split_at_empty_line(bytes).ok_or(ProofError::Form)?;
        let (extra, index, path) = parse_head(head).ok_or(ProofError::Form)?;
        Ok(Self {
            extra,
            index,
            path,
            note: Note::parse(note)?,
        })
    }

    /// Checks, offline, that `entry` is in the pinned log under a checkpoint that satisfies the policy.
    pub fn verify(&self, entry: &[u8], trust: &Trust) -> Result<Proven, ProofError> {
        let signed = SignedCheckpoint::from_note(self.note.clone(), trust.log())?;
        let cosigned = trust.policy().check(&signed)?;
        check_inclusion(leaf_hash(entry), self.index, signed.head(), &self.path)?;
        Ok(Proven {
            index: self.index,
            signed,
            cosigned,
        })
    }
}

fn parse_head(head: &str) -> Option<(Option<Vec<u8>>, u64, Vec<Hash>)> {
    let mut lines = head.split('\n');
    if lines.next() != Some(MAGIC) {
        return None;
    }
    let line = lines.next()?;
    let (extra, line) = match line.strip_prefix("extra ") {
        Some(encoded) => (Some(base64::decode(encoded)?), lines.next()?),
        None => (None, line),
    };
    let index = decimal::parse(line.strip_prefix("index ")?)?;
    Some((extra, index, hashes(lines)?))
}

/// The proof file.
impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{MAGIC}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", BASE64.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path
            .iter()
            .try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.note)
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Proof of entry {} by {} hashes",
            self.index,
            self.path.len()
        )
    }
}

/// A value whose entry is in the pinned log, under a checkpoint that the policy's cosigners have seen.
///
/// Only [`Witnessed::check`] makes one: a function that takes it cannot be called about something unlogged.
#[derive(Clone, PartialEq, Eq)]
pub struct Witnessed<T> {
    value: T,
    proven: Proven,
}

impl<T> Witnessed<T> {
    /// Checks the proof for the entry that `entry_of` makes of the value, such as a salted commitment to its bytes.
    ///
    /// The entry comes from the value itself, so that the proof of one cannot pass for another. A policy that needs no
    /// cosignature is refused.
    pub fn check<F>(value: T, entry_of: F, proof: &Proof, trust: &Trust) -> Result<Self, ProofError>
    where
        F: FnOnce(&T) -> Vec<u8>,
    {
        if trust.policy().needed() == 0 {
            return Err(ProofError::NoWitness);
        }
        let proven = proof.verify(&entry_of(&value), trust)?;
        Ok(Self { value, proven })
    }

    /// The value.
    pub const fn get(&self) -> &T {
        &self.value
    }

    /// The value, for good.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The checkpoint that commits to the value.
    pub const fn checkpoint(&self) -> &SignedCheckpoint {
        &self.proven.signed
    }

    /// Place, checkpoint and cosigners.
    pub const fn proven(&self) -> &Proven {
        &self.proven
    }
}

/// The place, never the value.
impl<T> fmt::Debug for Witnessed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Witnessed entry {}", self.proven.index)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cosignature::Cosigner;
    use crate::note::Signer;
    use crate::oracle::{Entries, entries};
    use crate::policy::Policy;
    use crate::source::TileHashes;
    use crate::tree::TreeHead;
    use crate::witness::Memory;

    fn log() -> Signer {
        Signer::new("example.com/log", &[1; 32]).unwrap()
    }

    fn cosigner() -> Cosigner {
        Cosigner::new("example.com/w", &[2; 32]).unwrap()
    }

    fn trust() -> Trust {
        let policy = Policy::quorum(1, vec![cosigner().key().clone()]).unwrap();
        Trust::new(log().verifier().clone(), policy).unwrap()
    }

    fn signed(head: TreeHead, witnessed: bool) -> SignedCheckpoint {
        let mut signed = SignedCheckpoint::sign(head, &log()).unwrap();
        if witnessed {
            let note = signed.note().to_string();
            let checked = Memory::new(log().verifier().clone())
                .advance(note.as_bytes(), &[])
                .unwrap();
            signed
                .add(checked.cosign(&cosigner(), 1_700_000_000).unwrap())
                .unwrap();
        }
        signed
    }

    fn proof(size: u64, index: u64) -> Proof {
        let tree = Entries::new(size);
        Proof::make(&tree, index, &signed(tree.head(), true)).unwrap()
    }

    #[test]
    fn a_file_verifies_offline() {
        for (size, index) in [(1, 0), (2, 1), (300, 0), (300, 299), (600, 511)] {
            let proof = proof(size, index);
            for proof in [
                proof.clone(),
                proof.clone().with_extra(Vec::new()),
                proof.with_extra(b"salt".to_vec()),
            ] {
                let file = proof.to_string();
                let read = Proof::parse(file.as_bytes()).unwrap();
                assert_eq!(read, proof);
                let proven = read.verify(&entries(index), &trust()).unwrap();
                assert_eq!((proven.index, proven.signed.head().size), (index, size));
                assert_eq!(proven.cosigned[0].time, 1_700_000_000);
                assert!(read.verify(&entries(index + 1), &trust()).is_err());
            }
        }
    }

    #[test]
    fn the_layout_is_that_of_the_specification() {
        let file = proof(2, 1).with_extra(b"?".to_vec()).to_string();
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(
            lines[..3],
            ["c2sp.org/tlog-proof@v1", "extra Pw==", "index 1"]
        );
        assert_eq!(lines[3], leaf_hash(&entries(0)).to_string());
        assert_eq!(lines[4..7], ["", "example.com/log", "2"]);
        assert!(
            lines[9].starts_with("— example.com/log ") && lines[10].starts_with("— example.com/w ")
        );
    }

    #[test]
    fn malformed_files_are_refused() {
        let good = proof(3, 1).to_string();
        let hash = format!("{}\n", leaf_hash(b""));
        for bad in [
            String::new(),
            good.replacen("@v1", "@v2", 1),
            good.replacen("index 1", "index 01", 1),
            good.replacen("index 1", "index", 1),
            good.replacen("index 1", "index 1\nextra Pw==", 1),
            good.replacen("index 1", "extra Pw\nindex 1", 1),
            good.replacen("index 1\n", &format!("index 1\n{}", hash.repeat(64)), 1),
            good.replacen("index 1\n", "index 1\nshort\n", 1),
            good.replacen("\n\n", "\n", 1),
            good.replacen('\n', "\r\n", 1),
            format!("{good}{}", " ".repeat(MAX_FILE)),
        ] {
            assert_eq!(
                Proof::parse(bad.as_bytes()),
                Err(ProofError::Form),
                "{bad:.60}"
            );
        }
        let unsigned: String = good
            .split_inclusive('\n')
            .filter(|line| !line.starts_with('—'))
            .collect();
        assert!(matches!(
            Proof::parse(unsigned.as_bytes()),
            Err(ProofError::Note(_))
        ));
    }

    #[test]
    fn proofs_are_made_from_true_tiles_only() {
        let tree = Entries::new(300);
        let mut files = tree.files();
        let signed = signed(tree.head(), false);
        let made = Proof::make(&TileHashes::new(&files, 300), 7, &signed).unwrap();
        assert_eq!(made, Proof::make(&tree, 7, &signed).unwrap());
        assert!(matches!(
            Proof::make(&tree, 300, &signed),
            Err(MakeError::Read(ReadError::OutsideTree))
        ));
        files.get_mut("tile/0/000").unwrap()[9 * 32] ^= 1;
        let made = Proof::make(&TileHashes::new(&files, 300), 7, &signed);
        assert!(matches!(
            made,
            Err(MakeError::Tiles(TreeError::NotIncluded))
        ));
    }

    #[test]
    fn only_what_is_in_the_log_and_cosigned_is_witnessed() {
        let tree = Entries::new(20);
        let entry_of = |index: &u64| entries(*index);
        let proof = Proof::make(&tree, 4, &signed(tree.head(), true)).unwrap();
        let witnessed = Witnessed::check(4_u64, entry_of, &proof, &trust()).unwrap();
        assert_eq!((*witnessed.get(), witnessed.proven().index), (4, 4));
        assert_eq!(witnessed.checkpoint().head(), &tree.head());
        assert_eq!(format!("{witnessed:?}"), "Witnessed entry 4");
        assert_eq!(witnessed.into_inner(), 4);

        let other = Witnessed::check(5_u64, entry_of, &proof, &trust());
        assert_eq!(other, Err(ProofError::Entry(TreeError::NotIncluded)));
        let lonely = Proof::make(&tree, 4, &signed(tree.head(), false)).unwrap();
        let missing = PolicyError::Missing {
            found: 0,
            needed: 1,
        };
        assert_eq!(
            Witnessed::check(4_u64, entry_of, &lonely, &trust()),
            Err(ProofError::Policy(missing))
        );
        let careless = Trust::new(log().verifier().clone(), Policy::none()).unwrap();
        assert_eq!(
            Witnessed::check(4_u64, entry_of, &proof, &careless),
            Err(ProofError::NoWitness)
        );
        let elsewhere = Signer::new("example.com/log", &[8; 32])
            .unwrap()
            .verifier()
            .clone();
        let elsewhere = Trust::new(elsewhere, trust().policy().clone()).unwrap();
        let other_key = CheckpointError::Note(NoteError::OtherKey);
        assert_eq!(
            Witnessed::check(4_u64, entry_of, &proof, &elsewhere),
            Err(ProofError::Checkpoint(other_key))
        );
    }

    #[test]
    fn the_published_crate_checks_our_proofs() {
        let tree = Entries::new(300);
        let proof = proof(300, 200);
        let theirs: Vec<_> = proof
            .path()
            .iter()
            .map(|hash| tlog_tiles::Hash(*hash.as_bytes()))
            .collect();
        let root = tlog_tiles::Hash(*tree.head().root.as_bytes());
        let leaf = tlog_tiles::record_hash(&entries(200));
        assert!(tlog_tiles::check_record(&theirs, 300, root, 200, leaf).is_ok());
        assert!(tlog_tiles::check_record(&theirs, 300, root, 201, leaf).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_flipped_bit_of_a_file_is_found(size in 1u64..200, at in any::<u64>(), position in any::<usize>(), bit in 0..8) {
            let index = at % size;
            let mut bytes = proof(size, index).to_string().into_bytes();
            let position = position % bytes.len();
            bytes[position] ^= 1u8 << bit;
            let outcome = Proof::parse(&bytes).and_then(|proof| proof.verify(&entries(index), &trust()));
            prop_assert!(outcome.is_err());
        }

        #[test]
        fn parsing_is_total_and_exact(bytes in any::<Vec<u8>>(), cut in 0usize..400, byte in any::<u8>()) {
            let good = proof(5, 3).to_string().into_bytes();
            let mut damaged = good.clone();
            damaged[cut % good.len()] = byte;
            for bytes in [bytes, good[..cut % good.len()].to_vec(), damaged] {
                if let Ok(proof) = Proof::parse(&bytes) {
                    prop_assert_eq!(proof.to_string().into_bytes(), bytes);
                }
            }
        }
    }
}
