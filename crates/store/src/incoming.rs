//! A sealed attachment on its way in: its bytes go to a file aside as they come, never all into memory, and get their
//! name when they are all on disk.

use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;
use zegel_model::{BlobId, CopyId};

use crate::blob::{Blob, folder, list, path, waiting};
use crate::error::StoreError;
use crate::open::{Store, make_folder};

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

/// The file aside. Goes with its owner, unless it got its name.
struct Aside(PathBuf);

impl Drop for Aside {
    fn drop(&mut self) {
        // It has its name by now, or is of no use to anybody; what stays after a crash goes a day later.
        std::fs::remove_file(&self.0).unwrap_or_default();
    }
}

impl Incoming {
    /// Begins an attachment of a conversation.
    pub async fn begin(store: &Store, id: BlobId, copy: CopyId) -> Result<Self, StoreError> {
        let mut suffix = [0; 8];
        store.inner.random.fill(&mut suffix);
        let name = format!("{id}-{:016x}", u64::from_be_bytes(suffix));
        let aside = Aside(waiting(&store.inner.blobs).join(name));
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
        self.file.sync_all().await?;
        let blob = Blob {
            id: self.id,
            copy: self.copy,
            sha256: self.hash.finalize().into(),
            size: self.size,
        };
        let (blobs, aside) = (self.store.inner.blobs.clone(), self.aside);
        let naming = self.store.inner.naming.lock().await;
        tokio::task::spawn_blocking(move || name(&blobs, &aside, self.id, blob.sha256))
            .await
            .map_err(|_| StoreError::Closing)??;
        drop(naming);
        let mut tx = self.store.begin().await?;
        list(&mut tx, &blob).await?;
        tx.commit().await
    }
}

/// Gives the file its name: whoever finds the name finds all the bytes, after any crash.
fn name(blobs: &Path, aside: &Aside, id: BlobId, sha256: [u8; 32]) -> Result<(), StoreError> {
    let (folder, file) = (folder(blobs, id), path(blobs, id));
    match digest(&file) {
        Ok(kept) if kept == sha256 => {}
        Ok(_) => return Err(StoreError::Conflict),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            make_folder(&folder)?;
            std::fs::rename(&aside.0, &file)?;
        }
        Err(error) => return Err(error.into()),
    }
    // The names themselves must be on disk too, also where somebody else wrote them and may have been killed.
    std::fs::File::open(&folder)?.sync_all()?;
    Ok(std::fs::File::open(blobs)?.sync_all()?)
}

fn digest(file: &Path) -> std::io::Result<[u8; 32]> {
    let mut file = std::fs::File::open(file)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(hash.finalize().into());
        }
        hash.update(buffer.get(..read).unwrap_or_default());
    }
}
