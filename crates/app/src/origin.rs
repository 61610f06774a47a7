//! Names and key of the logs of one archive.

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zegel_ledger::{Signer, Verifier, VkeyError};
use zegel_store::OutboxKey;

/// Where this archive's logs come from: `<host or name>/conduct`, `<host or name>/evidence-2026`.
pub struct Origin {
    /// The archive's name, as in its checkpoints: a schema-less address, `archive.example`.
    pub name: String,
    key: Key,
}

/// What is here of the key of an archive's logs.
enum Key {
    /// The seed of the Ed25519 key that signs all its checkpoints.
    Signs([u8; 32]),
    /// Its public half, as of the conduct log: for whoever checks a backup.
    Checks(Verifier),
}

/// Why nothing can be signed, or no key be named.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Only the public half of the key is here.
    #[error("the key that signs the log is not here; put log.key into the archive's folder")]
    Away,
    /// The name cannot be that of a key.
    #[error("the archive's name cannot be a log's")]
    Name(#[from] VkeyError),
}

/// The log of what people did.
pub const CONDUCT: &str = "conduct";

impl Origin {
    /// An origin from its name and the seed of its key.
    pub fn new(name: String, seed: [u8; 32]) -> Self {
        Self {
            name,
            key: Key::Signs(seed),
        }
    }

    /// An origin that can check and not sign, from the key of its conduct log; `None` for the key of another log.
    pub fn of_verifier(conduct: &Verifier) -> Option<Self> {
        let name = conduct.name().strip_suffix(CONDUCT)?.strip_suffix('/')?;
        Some(Self {
            name: name.to_owned(),
            key: Key::Checks(conduct.clone()),
        })
    }

    /// The origin line of a log's checkpoints.
    pub fn line(&self, log: &str) -> String {
        format!("{}/{log}", self.name)
    }

    /// Signs a log's checkpoints.
    pub fn signer(&self, log: &str) -> Result<Signer, KeyError> {
        match &self.key {
            Key::Signs(seed) => Ok(Signer::new(&self.line(log), seed)?),
            Key::Checks(_) => Err(KeyError::Away),
        }
    }

    /// Checks a log's checkpoints.
    pub fn verifier(&self, log: &str) -> Result<Verifier, KeyError> {
        Ok(match &self.key {
            Key::Signs(seed) => Signer::new(&self.line(log), seed)?.verifier().clone(),
            Key::Checks(conduct) => conduct.under(&self.line(log))?,
        })
    }

    /// The verifier key to pin, as `name+hash+key`.
    pub fn verifier_key(&self, log: &str) -> Result<String, KeyError> {
        Ok(self.verifier(log)?.to_string())
    }

    /// The key of the outbox, for [`zegel_store::Store::open`]: HKDF-SHA-256 of the seed with the info `zegel outbox v1`.
    /// Without the seed, one that records nothing.
    pub fn outbox_key(&self) -> OutboxKey {
        let Key::Signs(seed) = &self.key else {
            return OutboxKey::vouched();
        };
        let mut key = [0; 32];
        let derived = Hkdf::<Sha256>::new(None, seed).expand(b"zegel outbox v1", &mut key);
        // It fails for more than 8,160 bytes only.
        debug_assert!(derived.is_ok());
        OutboxKey::new(key)
    }

    /// SHA-256 of the archive's name: binds segments to this archive.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.name.as_bytes()).into()
    }
}

impl std::fmt::Debug for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Origin")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
