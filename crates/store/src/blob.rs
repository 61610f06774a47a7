//! Sealed attachments: files under `blobs/`, named by their identifier alone, and a row that says whose they are.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use sha2::{Digest, Sha256};
use zegel_model::{BlobId, CopyId, Timestamp};

use crate::error::StoreError;
use crate::open::{Store, make_folder};
use crate::sql::{Row, Source, sql};
use crate::tx::Tx;

/// What is known of a sealed attachment without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Which.
    pub id: BlobId,
    /// Of which conversation.
    pub copy: CopyId,
    /// Of the sealed bytes.
    pub sha256: [u8; 32],
    /// Sealed bytes.
    pub size: u64,
}

/// Keeps sealed bytes of a conversation, on disk when it returns. The same bytes again change nothing; others under
/// this identifier, or the same for another conversation, are a [`StoreError::Conflict`].
pub async fn put(
    store: &Store,
    id: BlobId,
    copy: CopyId,
    sealed: Vec<u8>,
) -> Result<(), StoreError> {
    let size = u64::try_from(sealed.len()).map_err(|_| StoreError::TooLarge)?;
    let sha256: [u8; 32] = Sha256::digest(&sealed).into();
    let mut suffix = [0; 8];
    store.inner.random.fill(&mut suffix);
    let place = Place {
        temporary: waiting(&store.inner.blobs)
            .join(format!("{id}-{:016x}", u64::from_be_bytes(suffix))),
        folder: folder(&store.inner.blobs, id),
        file: path(&store.inner.blobs, id),
        blobs: store.inner.blobs.clone(),
    };
    let naming = store.inner.naming.lock().await;
    tokio::task::spawn_blocking(move || place.keep(&sealed))
        .await
        .map_err(|_| StoreError::Closing)??;
    drop(naming);
    let mut tx = store.begin().await?;
    list(
        &mut tx,
        &Blob {
            id,
            copy,
            sha256,
            size,
        },
    )
    .await?;
    tx.commit().await
}

/// The sealed bytes.
pub async fn get(store: &Store, id: BlobId) -> Result<Option<Vec<u8>>, StoreError> {
    match tokio::fs::read(path(&store.inner.blobs, id)).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The conversation that an attachment belongs to.
pub async fn copy_of(source: &mut impl Source, id: BlobId) -> Result<Option<CopyId>, StoreError> {
    Ok(row(source, id).await?.map(|blob| blob.copy))
}

/// What is known of an attachment.
pub async fn row(source: &mut impl Source, id: BlobId) -> Result<Option<Blob>, StoreError> {
    let row = sql("SELECT id, copy, sha256, size FROM blob WHERE id = $1")
        .bind(id)
        .row(source)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The attachments of a conversation, in order of identifier.
pub async fn of_copy(source: &mut impl Source, copy: CopyId) -> Result<Vec<Blob>, StoreError> {
    sql("SELECT id, copy, sha256, size FROM blob WHERE copy = $1 ORDER BY id")
        .bind(copy)
        .rows(source)
        .await?
        .iter()
        .map(read)
        .collect()
}

async fn list(tx: &mut Tx, blob: &Blob) -> Result<(), StoreError> {
    if let Some(kept) = row(tx, blob.id).await? {
        return if kept == *blob {
            Ok(())
        } else {
            Err(StoreError::Conflict)
        };
    }
    sql("INSERT INTO blob (id, copy, sha256, size) VALUES ($1, $2, $3, $4)")
        .bind(blob.id)
        .bind(blob.copy)
        .bind(blob.sha256)
        .bind(blob.size)
        .run_one(tx)
        .await
}

fn read(row: &Row) -> Result<Blob, StoreError> {
    Ok(Blob {
        id: row.get("id")?,
        copy: row.get("copy")?,
        sha256: row.get("sha256")?,
        size: row.get("size")?,
    })
}

/// Makes the folders, and removes what a crash left half written. Younger files may be another process's at work.
pub(crate) fn prepare(blobs: &Path, now: Timestamp) -> Result<(), StoreError> {
    let waiting = waiting(blobs);
    make_folder(&waiting)?;
    let old =
        UNIX_EPOCH + Duration::from_micros(now.plus_days(-1).micros().try_into().unwrap_or(0));
    for left in std::fs::read_dir(&waiting)? {
        let left = left?;
        if left.metadata()?.modified()? < old {
            std::fs::remove_file(left.path())?;
        }
    }
    Ok(())
}

fn waiting(blobs: &Path) -> PathBuf {
    blobs.join("waiting")
}

/// One folder of 1,024, by the identifier's first two characters behind the dash.
fn folder(blobs: &Path, id: BlobId) -> PathBuf {
    let name = id.to_string();
    let start = BlobId::PREFIX.len().saturating_add(1);
    blobs.join(name.get(start..start.saturating_add(2)).unwrap_or("other"))
}

fn path(blobs: &Path, id: BlobId) -> PathBuf {
    folder(blobs, id).join(id.to_string())
}

/// Where a blob goes.
struct Place {
    temporary: PathBuf,
    folder: PathBuf,
    file: PathBuf,
    blobs: PathBuf,
}

impl Place {
    /// Writes aside, then renames: whoever finds the name finds all the bytes, after any crash.
    fn keep(&self, sealed: &[u8]) -> Result<(), StoreError> {
        match std::fs::read(&self.file) {
            Ok(kept) if kept == sealed => return Ok(()),
            Ok(_) => return Err(StoreError::Conflict),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.temporary)?;
        file.write_all(sealed)?;
        file.sync_all()?;
        make_folder(&self.folder)?;
        std::fs::rename(&self.temporary, &self.file)?;
        // The names themselves must be on disk too.
        std::fs::File::open(&self.folder)?.sync_all()?;
        Ok(std::fs::File::open(&self.blobs)?.sync_all()?)
    }
}
