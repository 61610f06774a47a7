//! Names and key of the logs of one archive.

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zegel_ledger::{Signer, VkeyError};
use zegel_store::OutboxKey;

/// Where this archive's logs come from: `<host or name>/conduct`, `<host or name>/evidence-2026`.
pub struct Origin {
    /// The archive's name, as in its checkpoints: a schema-less address, `archive.example`.
    pub name: String,
    /// The seed of the Ed25519 key that signs all its checkpoints.
    seed: [u8; 32],
}

/// The log of what people did.
pub const CONDUCT: &str = "conduct";

impl Origin {
    /// An origin from its name and the seed of its key.
    pub fn new(name: String, seed: [u8; 32]) -> Self {
        Self { name, seed }
    }

    /// The origin line of a log's checkpoints.
    pub fn line(&self, log: &str) -> String {
        format!("{}/{log}", self.name)
    }

    /// Signs a log's checkpoints.
    pub fn signer(&self, log: &str) -> Result<Signer, VkeyError> {
        Signer::new(&self.line(log), &self.seed)
    }

    /// The verifier key to pin, as `name+hash+key`.
    pub fn verifier_key(&self, log: &str) -> Result<String, VkeyError> {
        Ok(self.signer(log)?.verifier().to_string())
    }

    /// The key of the outbox, for [`zegel_store::Store::open`]: HKDF-SHA-256 of the seed with the info `zegel outbox v1`.
    pub fn outbox_key(&self) -> OutboxKey {
        let mut key = [0; 32];
        let derived = Hkdf::<Sha256>::new(None, &self.seed).expand(b"zegel outbox v1", &mut key);
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
