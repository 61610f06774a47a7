//! Backups: made while the archive works, checked without it, loaded into an empty place.
//!
//! A backup is a folder of its own: every row in Zegel's own form, which either database takes, the sealed attachments,
//! and a manifest with the digest of everything, signed by the key of the logs. Refuses to hold that key, sessions and
//! links that sign in. Attachments that an earlier backup beside it has are linked, not copied again.

pub mod check;
pub mod load;
pub mod make;
pub mod manifest;
pub mod old;
pub mod rows;

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zegel_model::BlobId;
use zegel_store::StoreError;

pub use check::Backup;
pub use manifest::Manifest;

use crate::Failure;
use rows::RowsError;

/// The folder with a file for each table.
const ROWS: &str = "rows";
/// The folder with the sealed attachments.
const BLOBS: &str = "blobs";
/// What the name of a backup's folder begins with.
const PREFIX: &str = "zegel-";
/// What the name of one ends with that is being made, or was when the machine stopped.
const UNFINISHED: &str = ".unfinished";

/// Why there is no backup, or why it is not to be relied on.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The folder is no backup and holds none.
    #[error(
        "there is no backup of Zegel here; name the folder that `zegel backup --to` wrote to, or one in it"
    )]
    Nothing,
    /// Another program makes one.
    #[error("another backup is being made in this folder; wait for it")]
    Busy,
    /// There is one of this name.
    #[error("there is a backup of this very moment; try again")]
    Exists,
    /// Its manifest cannot be read.
    #[error("the manifest of the backup is damaged; take another backup")]
    Manifest,
    /// Its manifest is not signed by the key that it names.
    #[error(
        "the manifest of the backup is not signed by the key that it names; do not use this backup"
    )]
    Signature,
    /// Its archive is another.
    #[error("this is a backup of another archive than that of the given key")]
    Foreign,
    /// Of another step of the schema.
    #[error(
        "this backup was made by version {0} of Zegel, whose rows are of another form; restore it with that version, then upgrade"
    )]
    Version(String),
    /// A file differs from the manifest.
    #[error(
        "the backup is damaged: {0} is missing or not what the manifest says; take another backup"
    )]
    Part(String),
    /// Something lies in it that the manifest does not name.
    #[error(
        "there is something in the backup that its manifest does not name; do not use this backup"
    )]
    Extra,
    /// An attachment is missing or damaged.
    #[error("the backup is damaged: attachment {0} is missing or changed; take another backup")]
    Attachment(BlobId),
    /// Rows are not in order.
    #[error("the rows of table {0} in the backup cannot be read")]
    Rows(String, #[source] RowsError),
    /// The place is taken.
    #[error(
        "there is something in this place already; a backup is restored into an empty one only"
    )]
    NotEmpty,
    /// What was restored is not what the log says.
    #[error(
        "what the backup holds is not what its log says: {0}; do not use it, and keep it to show to staff's side"
    )]
    Unsound(String),
    /// There is no key to sign the manifest with.
    #[error("the manifest could not be signed; is log.key that of this archive?")]
    Key,
    /// A file of the backup could not be read or written.
    #[error("{0} could not be read or written")]
    File(PathBuf, #[source] io::Error),
    /// The database failed.
    #[error("the archive could not be read or written")]
    Store(#[from] StoreError),
    /// The audit could not be made.
    #[error("the archive could not be audited")]
    Audit(#[from] Failure),
}

/// Says which file an error is of.
fn at(path: &Path) -> impl FnOnce(io::Error) -> BackupError {
    |error| BackupError::File(path.to_owned(), error)
}

/// Where an attachment is below a backup's folder: one of 1,024 folders, by the first characters behind its prefix.
fn blob_path(folder: &Path, id: BlobId) -> PathBuf {
    let name = id.to_string();
    let start = BlobId::PREFIX.len().saturating_add(1);
    let first = name.get(start..start.saturating_add(2));
    folder.join(BLOBS).join(first.unwrap_or("other")).join(name)
}

/// Makes a folder for its owner alone.
fn make_folder(path: &Path) -> Result<(), BackupError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(at(path))
}

/// The names of a folder are on disk.
fn sync_folder(path: &Path) -> Result<(), BackupError> {
    File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(at(path))
}

/// A file that only its owner may read, that was not there, and whose digest is known once it is written.
struct Digested {
    file: io::BufWriter<File>,
    path: PathBuf,
    sha256: Sha256,
    bytes: u64,
}

impl Digested {
    fn create(path: PathBuf) -> Result<Self, BackupError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(at(&path))?;
        Ok(Self {
            file: io::BufWriter::new(file),
            path,
            sha256: Sha256::new(),
            bytes: 0,
        })
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.write_all(bytes).map_err(at(&self.path))
    }

    /// On disk when it returns: how many bytes, and their digest.
    fn finish(mut self) -> Result<(u64, [u8; 32]), BackupError> {
        self.file
            .flush()
            .and_then(|()| self.file.get_ref().sync_all())
            .map_err(at(&self.path))?;
        Ok((self.bytes, self.sha256.finalize().into()))
    }
}

impl Write for Digested {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes)?;
        self.sha256.update(bytes);
        self.bytes = self
            .bytes
            .saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Length and digest of a file, without having all of it in memory.
fn digest(path: &Path) -> io::Result<(u64, [u8; 32])> {
    let mut hasher = Sha256::new();
    let mut file = File::open(path)?;
    let mut piece = vec![0; 1 << 16];
    let mut bytes: u64 = 0;
    loop {
        let read = io::Read::read(&mut file, &mut piece)?;
        let Some(piece) = piece.get(..read).filter(|piece| !piece.is_empty()) else {
            return Ok((bytes, hasher.finalize().into()));
        };
        hasher.update(piece);
        bytes = bytes.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
    }
}
