//! A client that remembers: it takes a newer checkpoint only if that continues the last one, and then may cosign it.
//!
//! Spec: c2sp.org/tlog-witness, section add-checkpoint, for one log. The caller stores [`Memory::note`] durably before a
//! cosignature leaves the machine: a client that forgets can be shown two histories.

use std::fmt;

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::cosignature::{Cosigner, TimeError};
use crate::decimal;
use crate::note::{Note, NoteError, Signature, Verifier};
use crate::tree::{Hash, MAX_PROOF, TreeHead, check_consistency};

/// What a client knows of one log: its pinned key, and the last checkpoint that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Memory {
    log: Verifier,
    last: Option<SignedCheckpoint>,
}

/// A checkpoint that continues everything the client has seen of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    signed: SignedCheckpoint,
    previous: TreeHead,
}

/// Why a client does not take a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not signed by the pinned key, of another log, or malformed.
    #[error("this is no checkpoint of the pinned log")]
    Checkpoint(#[from] CheckpointError),
    /// The log says that it has fewer entries than before: it was rolled back, or this checkpoint is an old one.
    #[error("the log had {last} entries before and now claims {offered}")]
    Smaller {
        /// How many it had.
        last: u64,
        /// How many it claims.
        offered: u64,
    },
    /// Two signed checkpoints of one size with different roots: proof that the log shows two histories.
    #[error("the log has signed two different trees of {size} entries")]
    Forked {
        /// How many entries both have.
        size: u64,
    },
    /// The proof does not lead from the last checkpoint to this one.
    #[error(
        "the proof does not show that the log of {offered} entries continues the one of {last}"
    )]
    Inconsistent {
        /// How many entries the last checkpoint has.
        last: u64,
        /// How many this one has.
        offered: u64,
    },
}

impl Memory {
    /// A client that has seen nothing of the log yet and takes its first checkpoint on the word of the pinned key.
    pub const fn new(log: Verifier) -> Self {
        Self { log, last: None }
    }

    /// A client that goes on from the note it stored.
    pub fn load(log: Verifier, note: &[u8]) -> Result<Self, CheckpointError> {
        let last = SignedCheckpoint::open(note, &log).map(Some)?;
        Ok(Self { log, last })
    }

    /// The pinned key of the log.
    pub const fn log(&self) -> &Verifier {
        &self.log
    }

    /// The last checkpoint taken.
    pub const fn last(&self) -> Option<&SignedCheckpoint> {
        self.last.as_ref()
    }

    /// The tree that the next checkpoint must continue: a consistency proof begins here.
    pub fn head(&self) -> TreeHead {
        self.last
            .as_ref()
            .map_or_else(TreeHead::empty, |last| *last.head())
    }

    /// What to store and give to [`Memory::load`]; nothing before the first checkpoint.
    pub fn note(&self) -> Option<String> {
        self.last.as_ref().map(|last| last.note().to_string())
    }

    /// Takes a checkpoint that continues the last one by this proof (empty from nothing and for the same tree). After a
    /// refusal the memory is as it was.
    pub fn advance(&mut self, note: &[u8], proof: &[Hash]) -> Result<Checked, Refused> {
        let signed = SignedCheckpoint::open(note, &self.log)?;
        let (previous, offered) = (self.head(), *signed.head());
        if offered.size < previous.size {
            return Err(Refused::Smaller {
                last: previous.size,
                offered: offered.size,
            });
        }
        if offered.size == previous.size && offered.root != previous.root {
            return Err(Refused::Forked { size: offered.size });
        }
        if check_consistency(&previous, &offered, proof).is_err() {
            return Err(Refused::Inconsistent {
                last: previous.size,
                offered: offered.size,
            });
        }
        self.last = Some(signed.clone());
        Ok(Checked { signed, previous })
    }
}

impl Checked {
    /// The checkpoint.
    pub const fn signed(&self) -> &SignedCheckpoint {
        &self.signed
    }

    /// The tree before it.
    pub const fn previous(&self) -> &TreeHead {
        &self.previous
    }

    /// Says that this was the newest checkpoint at `time`, in seconds since 1970. Store the memory first.
    pub fn cosign(&self, cosigner: &Cosigner, time: u64) -> Result<Signature, TimeError> {
        cosigner.sign(self.signed.note().text(), time)
    }
}

/// What a log asks of a witness: the body of `add-checkpoint` (c2sp.org/tlog-witness).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size of the tree that the proof begins with.
    pub old: u64,
    /// The consistency proof from there.
    pub proof: Vec<Hash>,
    /// The checkpoint, signed by whomever.
    pub note: Note,
}

/// Why a body is no `add-checkpoint`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddCheckpointError {
    /// Not an old size, hashes and a note.
    #[error("the request is not an old size, proof lines, an empty line and a checkpoint")]
    Form,
    /// The note is none.
    #[error("the request carries no checkpoint")]
    Note(#[from] NoteError),
}

impl AddCheckpoint {
    /// Reads a body.
    pub fn parse(bytes: &[u8]) -> Result<Self, AddCheckpointError> {
        let (head, note) = split_at_empty_line(bytes).ok_or(AddCheckpointError::Form)?;
        let mut lines = head.split('\n');
        let old = lines
            .next()
            .and_then(|line| line.strip_prefix("old "))
            .and_then(decimal::parse);
        let old = old.ok_or(AddCheckpointError::Form)?;
        let proof = hashes(lines).ok_or(AddCheckpointError::Form)?;
        Ok(Self {
            old,
            proof,
            note: Note::parse(note)?,
        })
    }
}

/// The body to send.
impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof
            .iter()
            .try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.note)
    }
}

/// What stands before the first empty line, without its line end, and what after.
pub(crate) fn split_at_empty_line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n")?;
    let (head, rest) = bytes.split_at_checked(end)?;
    Some((std::str::from_utf8(head).ok()?, rest.get(2..)?))
}

/// The hashes of a proof, one a line.
pub(crate) fn hashes<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Vec<Hash>> {
    let hashes: Vec<Hash> = lines
        .take(MAX_PROOF + 1)
        .map(Hash::from_base64)
        .collect::<Option<_>>()?;
    if hashes.len() > MAX_PROOF {
        None
    } else {
        Some(hashes)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::note::Signer;
    use crate::oracle::{Entries, flip};
    use crate::tree::consistency_proof;

    fn key() -> Signer {
        Signer::new("example.com/log", &[1; 32]).unwrap()
    }

    fn note(head: TreeHead) -> String {
        SignedCheckpoint::sign(head, &key())
            .unwrap()
            .note()
            .to_string()
    }

    #[test]
    fn a_client_follows_the_log_and_cosigns() {
        let tree = Entries::new(40);
        let mut memory = Memory::new(key().verifier().clone());
        let cosigner = Cosigner::new("example.com/w", &[2; 32]).unwrap();
        for (from, to) in [(0, 0), (0, 7), (7, 7), (7, 8), (8, 40)] {
            let proof = consistency_proof(&tree, from, to).unwrap();
            let checked = memory
                .advance(note(tree.head_at(to)).as_bytes(), &proof)
                .unwrap();
            assert_eq!(
                (checked.previous().size, checked.signed().head().size),
                (from, to)
            );
            let mut signed = checked.signed().clone();
            signed
                .add(checked.cosign(&cosigner, 1000 + to).unwrap())
                .unwrap();
            assert_eq!(
                cosigner.key().check(signed.note()).unwrap().unwrap().time,
                1000 + to
            );
            // What is stored is enough to go on.
            memory =
                Memory::load(key().verifier().clone(), memory.note().unwrap().as_bytes()).unwrap();
            assert_eq!(memory.head(), tree.head_at(to));
        }
    }

    #[test]
    fn every_dishonest_checkpoint_is_refused_and_forgotten() {
        let tree = Entries::new(40);
        let mut memory = Memory::new(key().verifier().clone());
        memory
            .advance(note(tree.head_at(20)).as_bytes(), &[])
            .unwrap();
        let before = memory.clone();
        let good = consistency_proof(&tree, 20, 40).unwrap();
        let forged = TreeHead {
            root: flip(tree.head().root, 3),
            ..tree.head()
        };
        let fork = TreeHead {
            root: flip(tree.head_at(20).root, 3),
            size: 20,
        };

        let smaller = Refused::Smaller {
            last: 20,
            offered: 19,
        };
        assert_eq!(
            memory.advance(note(tree.head_at(19)).as_bytes(), &[]),
            Err(smaller)
        );
        assert_eq!(
            memory.advance(note(fork).as_bytes(), &[]),
            Err(Refused::Forked { size: 20 })
        );
        let inconsistent = Err(Refused::Inconsistent {
            last: 20,
            offered: 40,
        });
        assert_eq!(memory.advance(note(forged).as_bytes(), &good), inconsistent);
        assert_eq!(
            memory.advance(note(tree.head()).as_bytes(), &[]),
            inconsistent
        );
        assert_eq!(
            memory.advance(note(tree.head()).as_bytes(), &good[1..]),
            inconsistent
        );
        let superfluous = memory.advance(note(tree.head_at(20)).as_bytes(), &good);
        assert_eq!(
            superfluous,
            Err(Refused::Inconsistent {
                last: 20,
                offered: 20
            })
        );

        let other_key = Signer::new("example.com/log", &[7; 32]).unwrap();
        let other = SignedCheckpoint::sign(tree.head(), &other_key)
            .unwrap()
            .note()
            .to_string();
        let refused = Err(Refused::Checkpoint(CheckpointError::Note(
            NoteError::OtherKey,
        )));
        assert_eq!(memory.advance(other.as_bytes(), &good), refused);
        let text = format!("example.com/other\n40\n{}\n", tree.head().root);
        let other = Note::sign(&text, &key()).unwrap().to_string();
        let refused = Err(Refused::Checkpoint(CheckpointError::OtherOrigin));
        assert_eq!(memory.advance(other.as_bytes(), &good), refused);

        assert_eq!(memory, before);
        memory.advance(note(tree.head()).as_bytes(), &good).unwrap();
    }

    #[test]
    fn requests_are_read_as_written() {
        let tree = Entries::new(40);
        for (old, new) in [(0, 40), (13, 40), (40, 40)] {
            let proof = consistency_proof(&tree, old, new).unwrap();
            let note = Note::parse(note(tree.head_at(new)).as_bytes()).unwrap();
            let request = AddCheckpoint { old, proof, note };
            assert_eq!(
                AddCheckpoint::parse(request.to_string().as_bytes()),
                Ok(request)
            );
        }
        let note = note(tree.head());
        let line = format!("{}\n", tree.head().root);
        for body in [
            String::new(),
            note.clone(),
            format!("old \n\n{note}"),
            format!("old 01\n\n{note}"),
            format!("old 1\nno hash\n\n{note}"),
            format!("old 1\n{}\n{note}", line.repeat(MAX_PROOF + 1)),
        ] {
            assert_eq!(
                AddCheckpoint::parse(body.as_bytes()),
                Err(AddCheckpointError::Form),
                "{body:.60}"
            );
        }
        assert!(matches!(
            AddCheckpoint::parse(b"old 1\n\nx"),
            Err(AddCheckpointError::Note(_))
        ));
    }

    proptest! {
        #[test]
        fn parsing_requests_is_total(bytes in any::<Vec<u8>>(), text in "(old )?[0-9a=\n— ]{0,40}") {
            for bytes in [bytes, text.into_bytes()] {
                if let Ok(request) = AddCheckpoint::parse(&bytes) {
                    prop_assert_eq!(request.to_string().into_bytes(), bytes);
                }
            }
        }
    }
}
