//! A sealed attachment on its way in: its bytes go to a file aside as they come, never all into memory, and get their
//! name when they are all on disk.

use std::path::PathBuf;

use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;
use zegel_model::{BlobId, CopyId};

use crate::blob::{Blob, list};
use crate::error::StoreError;
use crate::open::Store;
use crate::shelf::confirmed;

/// An attachment that is being written. Dropped before [`Incoming::keep`], it leaves nothing behind.
pub struct Incoming {
    store: Store,
    id: BlobId,
    copy: CopyId,
    file: File,
    aside: Aside,
    hash: Sha256,
    size: u64,
}

/// The file aside. Goes with its owner; what was kept has a name of its own.
struct Aside(PathBuf);

impl Drop for Aside {
    fn drop(&mut self) {
        // It is kept by now, or of no use to anybody; what stays after a crash goes a day later.
        std::fs::remove_file(&self.0).unwrap_or_default();
    }
}

impl Incoming {
    /// Begins an attachment of a conversation.
    pub async fn begin(store: &Store, id: BlobId, copy: CopyId) -> Result<Self, StoreError> {
        let mut suffix = [0; 8];
        store.inner.random.fill(&mut suffix);
        let name = format!("{id}-{:016x}", u64::from_be_bytes(suffix));
        let aside = Aside(store.inner.shelf.waiting().join(name));
        let mut options = tokio::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        options.mode(0o600);
        Ok(Self {
            store: store.clone(),
            id,
            copy,
            file: options.open(&aside.0).await?,
            aside,
            hash: Sha256::new(),
            size: 0,
        })
    }

    /// The next bytes of it.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.file.write_all(bytes).await?;
        self.hash.update(bytes);
        let more = u64::try_from(bytes.len()).map_err(|_| StoreError::TooLarge)?;
        self.size = self.size.checked_add(more).ok_or(StoreError::TooLarge)?;
        Ok(())
    }

    /// Keeps it, on disk when this returns. The same bytes again change nothing; others under this identifier, or the
    /// same for another conversation, are a [`StoreError::Conflict`].
    pub async fn keep(mut self) -> Result<(), StoreError> {
        self.file.flush().await?;
        let store = self.store.clone();
        self.on_disk().await.inspect_err(|error| {
            if matches!(error, StoreError::Durability) {
                store.unconfirmed();
            }
        })
    }

    async fn on_disk(self) -> Result<(), StoreError> {
        confirmed(self.file.sync_all().await)?;
        let blob = Blob {
            id: self.id,
            copy: self.copy,
            sha256: self.hash.finalize().into(),
            size: self.size,
        };
        let inner = &self.store.inner;
        inner
            .shelf
            .keep(self.id, &self.aside.0, blob.sha256)
            .await?;
        let mut tx = self.store.begin().await?;
        list(&mut tx, &blob).await?;
        tx.commit().await
    }
}
