//! A backup as it lies there: opened, and compared with its manifest.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use zegel_ledger::Verifier;
use zegel_ledger::note::MAX_NOTE;
use zegel_model::{BlobId, CopyId};
use zegel_store::SCHEMA;
use zegel_store::portable::{Field, TABLES, Table, table};

use super::manifest::{self, Manifest};
use super::rows::Rows;
use super::{BLOBS, BackupError, PREFIX, ROWS, UNFINISHED, at, blob_path, digest};

/// A backup with a signed manifest.
#[derive(Debug)]
pub struct Backup {
    /// Where it is.
    pub folder: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// An attachment as the rows name it.
pub(super) struct Named {
    pub(super) id: BlobId,
    pub(super) copy: CopyId,
    pub(super) sha256: [u8; 32],
    pub(super) size: u64,
}

/// The attachments that a backup's rows name, one after the other.
pub(super) struct Listed(Rows<BufReader<File>>);

impl Backup {
    /// The backup in a folder, or the newest of a folder of backups. Its manifest must be signed by the pinned key, or
    /// without one by the key that it names.
    pub fn open(folder: &Path, pinned: Option<&Verifier>) -> Result<Self, BackupError> {
        let folder = if folder.join(manifest::FILE).is_file() {
            folder.to_owned()
        } else {
            newest(folder)?.ok_or(BackupError::Nothing)?
        };
        let path = folder.join(manifest::FILE);
        if fs::metadata(&path).map_err(at(&path))?.len() > u64::try_from(MAX_NOTE).unwrap_or(0) {
            return Err(BackupError::Manifest);
        }
        let bytes = fs::read(&path).map_err(at(&path))?;
        let manifest = Manifest::open(&bytes, pinned)?;
        Ok(Self { folder, manifest })
    }

    /// Every byte against the manifest. Reads all of it; needs no database and no network.
    pub fn check_files(&self) -> Result<(), BackupError> {
        let ours = TABLES
            .iter()
            .all(|table| self.manifest.tables.contains_key(table.name));
        if self.manifest.schema != SCHEMA || !ours || self.manifest.tables.len() != TABLES.len() {
            return Err(BackupError::Version(self.manifest.by.clone()));
        }
        let known = [manifest::FILE, ROWS, BLOBS];
        let top = names(&self.folder)?;
        let rows = names(&self.folder.join(ROWS))?;
        if top.iter().any(|name| !known.contains(&name.as_str()))
            || rows
                .iter()
                .any(|name| !self.manifest.tables.contains_key(name))
        {
            return Err(BackupError::Extra);
        }
        for (name, part) in &self.manifest.tables {
            let found = digest(&self.folder.join(ROWS).join(name));
            if !found.is_ok_and(|found| found == (part.bytes, part.sha256)) {
                return Err(BackupError::Part(format!("{ROWS}/{name}")));
            }
        }
        let mut listed = Listed::open(&self.folder)?;
        while let Some(named) = listed.next_blob()? {
            let found = digest(&blob_path(&self.folder, named.id));
            let whole = found.is_ok_and(|found| found == (named.size, named.sha256));
            if !whole && !self.manifest.lost.contains(&named.id) {
                return Err(BackupError::Attachment(named.id));
            }
        }
        Ok(())
    }

    /// The rows of a table.
    pub(super) fn rows(&self, table: &Table) -> Result<Rows<BufReader<File>>, BackupError> {
        rows(&self.folder, table)
    }
}

fn rows(folder: &Path, table: &Table) -> Result<Rows<BufReader<File>>, BackupError> {
    let path = folder.join(ROWS).join(table.name);
    let file = File::open(&path).map_err(at(&path))?;
    Rows::of(table, BufReader::new(file))
        .map_err(|error| BackupError::Rows(table.name.to_owned(), error))
}

impl Listed {
    pub(super) fn open(folder: &Path) -> Result<Self, BackupError> {
        let table = table("blob").ok_or(BackupError::Manifest)?;
        rows(folder, table).map(Self)
    }

    pub(super) fn next_blob(&mut self) -> Result<Option<Named>, BackupError> {
        let row = self
            .0
            .next_row()
            .map_err(|error| BackupError::Rows("blob".to_owned(), error))?;
        let Some(row) = row else { return Ok(None) };
        let named = match row.as_slice() {
            [
                Field::Bytes(id),
                Field::Bytes(copy),
                Field::Bytes(sha256),
                Field::Int(size),
            ] => (|| {
                Some(Named {
                    id: BlobId::try_from(id.as_slice()).ok()?,
                    copy: CopyId::try_from(copy.as_slice()).ok()?,
                    sha256: sha256.as_slice().try_into().ok()?,
                    size: u64::try_from(*size).ok()?,
                })
            })(),
            _ => None,
        };
        named
            .ok_or_else(|| BackupError::Part(format!("{ROWS}/blob")))
            .map(Some)
    }
}

/// The names in a folder, in order.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, BackupError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let name = entry.map_err(at(folder))?.file_name();
        names.push(name.to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// The complete backups of a folder, oldest first.
pub(super) fn complete(folder: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let ours = |name: &String| name.starts_with(PREFIX) && !name.ends_with(UNFINISHED);
    Ok(names(folder)?
        .into_iter()
        .filter(ours)
        .map(|name| folder.join(name))
        .filter(|backup| backup.join(manifest::FILE).is_file())
        .collect())
}

/// The newest complete backup of a folder.
pub(super) fn newest(folder: &Path) -> Result<Option<PathBuf>, BackupError> {
    Ok(complete(folder)?.pop())
}
