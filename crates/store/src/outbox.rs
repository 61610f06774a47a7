//! Who recorded what waits to be published: only the program, not everybody who can write to the database.
//!
//! A batch carries HMAC-SHA-256 under a key that is not in the database. Without it, entries that somebody inserts with
//! SQL would be taken for recorded ones, and signed. The number of the batch is part of what is authenticated, so that
//! a batch that was recorded once cannot be published twice.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::StoreError;
use crate::log::BatchId;

/// What the code of every batch begins with.
const DOMAIN: &[u8] = b"zegel outbox v1\0";

/// Authenticates the outbox. Whoever has it can have entries signed; it opens nothing.
#[derive(Clone)]
pub struct OutboxKey(Option<[u8; 32]>);

impl OutboxKey {
    /// A key from 32 secret bytes that are kept outside of the database.
    pub fn new(secret: [u8; 32]) -> Self {
        Self(Some(secret))
    }

    /// No key: for the rows of a backup, whose manifest is signed and vouches for what waits in it. Every code agrees,
    /// and nothing can be recorded.
    pub const fn vouched() -> Self {
        Self(None)
    }

    /// The code of a batch: HMAC-SHA-256 over the domain, its number (8 bytes, big-endian), the length of the log's
    /// name (8 bytes), the name, and the entries.
    pub(crate) fn code(
        &self,
        batch: BatchId,
        log: &str,
        entries: &[u8],
    ) -> Result<[u8; 32], StoreError> {
        Ok(self
            .state(batch, log, entries)?
            .finalize()
            .into_bytes()
            .into())
    }

    /// Whether the code is that of the batch. Takes the same time for every wrong one.
    pub(crate) fn agrees(&self, batch: BatchId, log: &str, entries: &[u8], code: &[u8]) -> bool {
        self.0.is_none()
            || self
                .state(batch, log, entries)
                .is_ok_and(|state| state.verify_slice(code).is_ok())
    }

    fn state(&self, batch: BatchId, log: &str, entries: &[u8]) -> Result<Hmac<Sha256>, StoreError> {
        let length = u64::try_from(log.len()).map_err(|_| StoreError::TooLarge)?;
        let key = self.0.as_ref().ok_or(StoreError::Restored)?;
        let mut state = Hmac::<Sha256>::new_from_slice(key).map_err(|_| StoreError::TooLarge)?;
        state.update(DOMAIN);
        state.update(&batch.to_be_bytes());
        state.update(&length.to_be_bytes());
        state.update(log.as_bytes());
        state.update(entries);
        Ok(state)
    }
}

impl std::fmt::Debug for OutboxKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OutboxKey")
    }
}
