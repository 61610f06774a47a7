//! Whom a client trusts: one log, and a quorum of those who cosign its checkpoints (c2sp.org/tlog-policy, one group).

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::cosignature::{Cosigned, CosignerKey};
use crate::note::{NoteError, Verifier};

/// How many of which cosigners must have cosigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    quorum: usize,
    cosigners: Vec<CosignerKey>,
}

/// A pinned log key and the policy for its checkpoints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    log: Verifier,
    policy: Policy,
}

/// Why a policy cannot be, or a checkpoint does not satisfy it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// More are needed than there are, or none of some.
    #[error("a quorum is from 1 to the number of cosigners, here {of}, not {quorum}")]
    Quorum {
        /// How many were asked for.
        quorum: usize,
        /// How many there are.
        of: usize,
    },
    /// One key twice, whatever its names: it would count double.
    #[error("a key stands twice in the policy, or is the log's own")]
    Duplicate,
    /// Too few have cosigned.
    #[error("the checkpoint has {found} of the {needed} cosignatures that the policy needs")]
    Missing {
        /// How many cosigners of the policy have cosigned.
        found: usize,
        /// How many must have.
        needed: usize,
    },
    /// A cosignature under the name of a cosigner of the policy is not its own.
    #[error("the cosignatures cannot be trusted")]
    Note(#[from] NoteError),
}

impl Policy {
    /// Any `quorum` of these cosigners.
    pub fn quorum(quorum: usize, cosigners: Vec<CosignerKey>) -> Result<Self, PolicyError> {
        let of = cosigners.len();
        if quorum == 0 || quorum > of {
            return Err(PolicyError::Quorum { quorum, of });
        }
        let twice = |(at, key): (usize, &CosignerKey)| {
            cosigners
                .iter()
                .take(at)
                .any(|other| other.public().same_key(key.public()))
        };
        if cosigners.iter().enumerate().any(twice) {
            return Err(PolicyError::Duplicate);
        }
        Ok(Self { quorum, cosigners })
    }

    /// The log's own word is enough. Releases nothing: see [`crate::proof::Witnessed`].
    pub const fn none() -> Self {
        Self {
            quorum: 0,
            cosigners: Vec::new(),
        }
    }

    /// How many must have cosigned.
    pub const fn needed(&self) -> usize {
        self.quorum
    }

    /// Those who may.
    pub fn cosigners(&self) -> &[CosignerKey] {
        &self.cosigners
    }

    /// Checks that enough have cosigned, and says who and when. Cosigners outside of the policy are passed over.
    pub fn check(&self, signed: &SignedCheckpoint) -> Result<Vec<Cosigned>, PolicyError> {
        let mut cosigned = Vec::new();
        for key in &self.cosigners {
            cosigned.extend(key.check(signed.note())?);
        }
        let (found, needed) = (cosigned.len(), self.quorum);
        if found < needed {
            Err(PolicyError::Missing { found, needed })
        } else {
            Ok(cosigned)
        }
    }
}

impl Trust {
    /// Trust in a log whose checkpoints satisfy a policy. The log's key cannot also be a cosigner's.
    pub fn new(log: Verifier, policy: Policy) -> Result<Self, PolicyError> {
        let own = policy
            .cosigners
            .iter()
            .any(|key| key.public().same_key(log.public()));
        if own {
            Err(PolicyError::Duplicate)
        } else {
            Ok(Self { log, policy })
        }
    }

    /// The pinned key of the log.
    pub const fn log(&self) -> &Verifier {
        &self.log
    }

    /// What its checkpoints need.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Opens a checkpoint under the pinned key; the policy is yet to judge it.
    pub fn open(&self, bytes: &[u8]) -> Result<SignedCheckpoint, CheckpointError> {
        SignedCheckpoint::open(bytes, &self.log)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cosignature::Cosigner;
    use crate::note::Signer;
    use crate::tree::TreeHead;

    fn cosigner(name: &str, seed: u8) -> Cosigner {
        Cosigner::new(name, &[seed; 32]).unwrap()
    }

    #[test]
    fn a_quorum_counts_keys_of_the_policy_once_each() {
        let log = Signer::new("example.com/log", &[9; 32]).unwrap();
        let (a, b, c, stranger) = (
            cosigner("a", 1),
            cosigner("b", 2),
            cosigner("c", 3),
            cosigner("s", 4),
        );
        let policy = Policy::quorum(2, [&a, &b, &c].map(|k| k.key().clone()).to_vec()).unwrap();
        let mut signed = SignedCheckpoint::sign(TreeHead::empty(), &log).unwrap();
        let text = signed.note().text().to_owned();

        signed.add(stranger.sign(&text, 1).unwrap()).unwrap();
        assert_eq!(
            policy.check(&signed),
            Err(PolicyError::Missing {
                found: 0,
                needed: 2
            })
        );
        let twice = format!(
            "{}{}\n{}\n",
            signed.note(),
            a.sign(&text, 2).unwrap(),
            a.sign(&text, 3).unwrap()
        );
        let mut signed = SignedCheckpoint::open(twice.as_bytes(), log.verifier()).unwrap();
        assert_eq!(
            policy.check(&signed),
            Err(PolicyError::Missing {
                found: 1,
                needed: 2
            })
        );
        signed.add(c.sign(&text, 4).unwrap()).unwrap();
        let times: Vec<u64> = policy
            .check(&signed)
            .unwrap()
            .iter()
            .map(|cosigned| cosigned.time)
            .collect();
        assert_eq!(times, [3, 4]);

        signed.add(b.sign("other\n", 5).unwrap()).unwrap();
        assert_eq!(
            policy.check(&signed),
            Err(PolicyError::Note(NoteError::Forged)),
            "even with two right ones"
        );
        assert_eq!(Policy::none().check(&signed), Ok(Vec::new()));
    }

    #[test]
    fn no_key_counts_double() {
        let (a, again) = (cosigner("a", 1), cosigner("a-by-another-name", 1));
        let keys = vec![a.key().clone(), again.key().clone()];
        assert_eq!(Policy::quorum(2, keys), Err(PolicyError::Duplicate));
        let log = Signer::new("example.com/log", &[1; 32])
            .unwrap()
            .verifier()
            .clone();
        let policy = Policy::quorum(1, vec![a.key().clone()]).unwrap();
        assert_eq!(
            Trust::new(log, policy),
            Err(PolicyError::Duplicate),
            "the log is no witness of itself"
        );
    }

    #[test]
    fn a_quorum_is_possible_and_not_empty() {
        let key = cosigner("a", 1).key().clone();
        assert_eq!(
            Policy::quorum(0, vec![key.clone()]),
            Err(PolicyError::Quorum { quorum: 0, of: 1 })
        );
        assert_eq!(
            Policy::quorum(2, vec![key]),
            Err(PolicyError::Quorum { quorum: 2, of: 1 })
        );
        assert_eq!(
            Policy::quorum(0, Vec::new()),
            Err(PolicyError::Quorum { quorum: 0, of: 0 })
        );
    }
}
