//! Where the bytes of attachments are: a folder, or a bucket of a server that speaks S3.
//!
//! A name is given once. Whoever comes second under the same name brings the same bytes, or is refused.

use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use sha2::{Digest, Sha256};
use zegel_model::{BlobId, Timestamp};

#[cfg(feature = "s3")]
use crate::bucket::Bucket;
use crate::error::StoreError;
use crate::open::make_folder;
use crate::place::Blobs;

/// Where the bytes are.
pub(crate) struct Shelf {
    /// Where they wait on this machine until all of them are here.
    waiting: PathBuf,
    kept: Kept,
}

/// Where they are when they were kept.
enum Kept {
    Folder(PathBuf),
    #[cfg(feature = "s3")]
    Bucket(Bucket),
}

impl Shelf {
    /// Opens it, makes the folders that are not there, and removes what a crash left half written.
    #[cfg_attr(
        not(feature = "s3"),
        expect(clippy::unused_async, reason = "a bucket is asked whether it is there")
    )]
    pub(crate) async fn open(place: Blobs, now: Timestamp) -> Result<Self, StoreError> {
        let (waiting, kept) = match place {
            Blobs::Folder(folder) => (folder.join("waiting"), Kept::Folder(folder)),
            #[cfg(feature = "s3")]
            Blobs::Bucket(place) => {
                let bucket = Bucket::open(&place).await?;
                (place.waiting, Kept::Bucket(bucket))
            }
        };
        prepare(&waiting, now)?;
        Ok(Self { waiting, kept })
    }

    /// Where bytes wait.
    pub(crate) fn waiting(&self) -> &Path {
        &self.waiting
    }

    /// Keeps the bytes of a file that waits, and that is on disk: they are found under the name from now on, after any
    /// crash. The same bytes again change nothing; others are a [`StoreError::Conflict`].
    pub(crate) async fn keep(
        &self,
        id: BlobId,
        aside: &Path,
        sha256: [u8; 32],
    ) -> Result<(), StoreError> {
        match &self.kept {
            Kept::Folder(blobs) => {
                let (blobs, aside) = (blobs.clone(), aside.to_owned());
                tokio::task::spawn_blocking(move || name(&blobs, &aside, id, sha256))
                    .await
                    .map_err(|_| StoreError::Closing)?
            }
            #[cfg(feature = "s3")]
            Kept::Bucket(bucket) => bucket.keep(id, tokio::fs::read(aside).await?).await,
        }
    }

    /// The bytes under a name.
    pub(crate) async fn find(&self, id: BlobId) -> Result<Option<Vec<u8>>, StoreError> {
        match &self.kept {
            Kept::Folder(blobs) => match tokio::fs::read(path(blobs, id)).await {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error.into()),
            },
            #[cfg(feature = "s3")]
            Kept::Bucket(bucket) => bucket.find(id).await,
        }
    }
}

/// Makes the folder, and removes what a crash left half written. Younger files may be another process's at work.
fn prepare(waiting: &Path, now: Timestamp) -> Result<(), StoreError> {
    make_folder(waiting)?;
    let old =
        UNIX_EPOCH + Duration::from_micros(now.plus_days(-1).micros().try_into().unwrap_or(0));
    for left in std::fs::read_dir(waiting)? {
        let left = left?;
        if left.metadata()?.modified()? < old {
            std::fs::remove_file(left.path())?;
        }
    }
    Ok(())
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

/// Gives the file its name: whoever finds the name finds all the bytes, after any crash; and of two who come at once,
/// in this process or on another machine, only one gives it.
fn name(blobs: &Path, aside: &Path, id: BlobId, sha256: [u8; 32]) -> Result<(), StoreError> {
    let (folder, file) = (folder(blobs, id), path(blobs, id));
    if !known(&file, sha256)? {
        make_folder(&folder)?;
        // A second name, since a rename would take the place of whatever somebody else put there just now.
        match std::fs::hard_link(aside, &file) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && known(&file, sha256)? => {}
            named => named?,
        }
    }
    // The names themselves must be on disk too, also where somebody else wrote them and may have been killed.
    confirmed(std::fs::File::open(&folder)?.sync_all())?;
    confirmed(std::fs::File::open(blobs)?.sync_all())
}

/// Where the disk does not confirm, a second try would prove nothing: [`StoreError::Durability`].
pub(crate) fn confirmed(synchronised: std::io::Result<()>) -> Result<(), StoreError> {
    match synchronised.map_err(StoreError::from) {
        Err(StoreError::Full) => Err(StoreError::Full),
        other => other.map_err(|_| StoreError::Durability),
    }
}

/// The same is there already; [`StoreError::Conflict`] when something else is.
fn known(file: &Path, sha256: [u8; 32]) -> Result<bool, StoreError> {
    match digest(file) {
        Ok(kept) if kept == sha256 => Ok(true),
        Ok(_) => Err(StoreError::Conflict),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
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
