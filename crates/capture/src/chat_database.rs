//! A database of a chat app, whichever it is, opened or as an encrypted backup.
//!
//! For the process that does nothing else: whoever shows, sends or stores anything asks that one
//! ([`crate::wire`]) and never opens a database itself.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use jiff::tz::TimeZone;

use crate::database::{Bounds, Database, MAGIC};
use crate::read::{Limits, ReadError};
use crate::shelf::Shelf;
use crate::whatsapp_android::AndroidDatabase;
use crate::whatsapp_android::backup::{self, BackupKey};
use crate::whatsapp_ios::{self, IosDatabase};

/// What a file is, told by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A database as it lies on a phone.
    Open,
    /// An encrypted backup.
    Encrypted,
}

/// Whether a file is a database, by its first bytes; it is not opened as one. A backup has no mark of its own, so its
/// name must say so too, where `named` is asked for.
///
/// # Errors
/// What the file system says.
pub fn sort(path: &Path, named: bool) -> io::Result<Option<Sort>> {
    if !path.metadata()?.is_file() {
        return Ok(None);
    }
    let mut start = Vec::new();
    File::open(path)?.take(1 << 14).read_to_end(&mut start)?;
    if start.starts_with(MAGIC) {
        return Ok(Some(Sort::Open));
    }
    let name = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let says_so = name.is_some_and(|name| {
        ["crypt12", "crypt14", "crypt15"]
            .iter()
            .any(|ending| name == *ending)
    });
    Ok(((says_so || !named) && backup::is_backup(&start)).then_some(Sort::Encrypted))
}

/// Opens a database.
///
/// # Errors
/// [`ReadError`] says what is wrong without naming anybody.
pub fn open(
    path: &Path,
    key: Option<&BackupKey>,
    zone: TimeZone,
) -> Result<Box<dyn Shelf>, ReadError> {
    let bounds = Bounds::default();
    let database = match sort(path, key.is_none())? {
        Some(Sort::Open) => Database::open(path, bounds)?,
        Some(Sort::Encrypted) => backup::open(path, key, bounds)?,
        None => return Err(backup::BackupError::NotABackup.into()),
    };
    let folder = path.parent();
    Ok(if database.has(whatsapp_ios::MESSAGES)? {
        let folder = folder.map(Path::to_owned);
        Box::new(IosDatabase::open(
            database,
            zone,
            folder,
            Limits::default(),
        )?)
    } else {
        Box::new(AndroidDatabase::open(database, zone, folder)?)
    })
}
