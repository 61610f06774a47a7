//! Sealed attachments: bytes on the shelf, named by their identifier alone, and a row that says whose they are.

use zegel_model::{BlobId, CopyId};

use crate::error::StoreError;
pub use crate::incoming::Incoming;
use crate::open::Store;
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

/// Keeps sealed bytes of a conversation that are in memory, as [`Incoming`] keeps those that come piece by piece.
pub async fn put(
    store: &Store,
    id: BlobId,
    copy: CopyId,
    sealed: Vec<u8>,
) -> Result<(), StoreError> {
    let mut incoming = Incoming::begin(store, id, copy).await?;
    incoming.write(&sealed).await?;
    incoming.keep().await
}

/// The sealed bytes.
pub async fn get(store: &Store, id: BlobId) -> Result<Option<Vec<u8>>, StoreError> {
    store.inner.shelf.find(id).await
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

pub(crate) async fn list(tx: &mut Tx, blob: &Blob) -> Result<(), StoreError> {
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
