//! Making a backup of one moment, while the archive works.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use zegel_ledger::Hash;
use zegel_store::portable::{Field, TABLES, Table, is_last, page};
use zegel_store::{Read, SCHEMA, blob, log};

use super::check::{Listed, names, newest};
use super::manifest::{self, Head, Manifest, Part};
use super::{
    BackupError, Digested, PREFIX, ROWS, UNFINISHED, at, blob_path, make_folder, rows, sync_folder,
};
use crate::App;
use crate::origin::CONDUCT;

/// What was made.
#[derive(Debug)]
pub struct Made {
    /// Its folder.
    pub folder: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
    /// Attachments that were copied.
    pub copied: u64,
    /// Attachments that an earlier backup has, and this one shares.
    pub shared: u64,
}

/// Makes a backup in a folder of backups; complete, on disk and signed when it returns. What is left of one that was
/// broken off is cleared away first.
pub async fn make(app: &App, to: &Path) -> Result<Made, BackupError> {
    make_folder(to)?;
    let _alone = alone(to)?;
    for broken in names(to)?.iter().filter(|name| name.ends_with(UNFINISHED)) {
        let broken = to.join(broken);
        fs::remove_dir_all(&broken).map_err(at(&broken))?;
    }
    let earlier = newest(to)?;
    let moment = app.now().local(&TimeZone::UTC);
    let name = format!("{PREFIX}{}Z", moment.strftime("%Y%m%dT%H%M%S.%6f"));
    let (whole, folder) = (to.join(&name), to.join(format!("{name}{UNFINISHED}")));
    if whole.exists() {
        return Err(BackupError::Exists);
    }
    make_folder(&folder.join(ROWS))?;

    let mut manifest = snapshot(app, &folder).await?;
    let (copied, shared) = attachments(app, &folder, earlier.as_deref(), &mut manifest).await?;
    let mut file = Digested::create(folder.join(manifest::FILE))?;
    file.add(manifest.sign(&app.origin)?.as_bytes())?;
    file.finish()?;
    sync_folder(&folder.join(ROWS))?;
    sync_folder(&folder)?;
    fs::rename(&folder, &whole).map_err(at(&whole))?;
    sync_folder(to)?;
    Ok(Made {
        folder: whole,
        manifest,
        copied,
        shared,
    })
}

/// Holds a folder of backups for one program.
pub(super) fn alone(to: &Path) -> Result<File, BackupError> {
    let path = to.join("lock");
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&path).map_err(at(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => Err(BackupError::Busy),
    }
}

/// Every row as of one moment.
async fn snapshot(app: &App, folder: &Path) -> Result<Manifest, BackupError> {
    let made = app.now();
    let mut read = app.store.read().await?;
    let mut tables = BTreeMap::new();
    for table in TABLES {
        let part = write_table(&mut read, table, folder).await?;
        tables.insert(table.name.to_owned(), part);
    }
    let mut logs = BTreeMap::new();
    for name in log::names(&mut read).await? {
        let state = log::state(&mut read, &name).await?;
        let head = Head {
            size: state.size,
            root: Hash::from_bytes(state.root),
        };
        logs.insert(name, head);
    }
    Ok(Manifest {
        key: app
            .origin
            .verifier_key(CONDUCT)
            .map_err(|_| BackupError::Key)?,
        made,
        by: env!("CARGO_PKG_VERSION").to_owned(),
        schema: SCHEMA,
        logs,
        tables,
        lost: Vec::new(),
    })
}

async fn write_table(read: &mut Read, table: &Table, folder: &Path) -> Result<Part, BackupError> {
    let mut file = Digested::create(folder.join(ROWS).join(table.name))?;
    file.add(rows::head(table).as_bytes())?;
    let mut count: u64 = 0;
    let mut after: Option<Vec<Field>> = None;
    loop {
        let mut found = page(read, table, after.as_deref()).await?;
        for row in &found {
            rows::write(&mut file, row).map_err(at(&folder.join(ROWS).join(table.name)))?;
            count = count.saturating_add(1);
        }
        if is_last(&found) {
            break;
        }
        after = found.pop();
    }
    let (bytes, sha256) = file.finish()?;
    Ok(Part {
        rows: count,
        bytes,
        sha256,
    })
}

/// The sealed attachments that the rows name: shared with the earlier backup, or copied. What is missing or damaged in
/// the archive itself is named in the manifest.
async fn attachments(
    app: &App,
    folder: &Path,
    earlier: Option<&Path>,
    manifest: &mut Manifest,
) -> Result<(u64, u64), BackupError> {
    let (mut copied, mut shared) = (0_u64, 0_u64);
    let mut listed = Listed::open(folder)?;
    while let Some(named) = listed.next_blob()? {
        let to = blob_path(folder, named.id);
        if let Some(parent) = to.parent() {
            make_folder(parent)?;
        }
        let known = earlier.map(|earlier| blob_path(earlier, named.id));
        let same = |path: &PathBuf| fs::metadata(path).is_ok_and(|file| file.len() == named.size);
        // A medium without links takes copies.
        if known
            .filter(same)
            .is_some_and(|from| fs::hard_link(from, &to).is_ok())
        {
            shared = shared.saturating_add(1);
            continue;
        }
        let sealed = blob::get(&app.store, named.id).await?;
        let whole = sealed.filter(|bytes| <[u8; 32]>::from(Sha256::digest(bytes)) == named.sha256);
        let Some(bytes) = whole else {
            manifest.lost.push(named.id);
            continue;
        };
        let mut file = Digested::create(to)?;
        file.add(&bytes)?;
        file.finish()?;
        copied = copied.saturating_add(1);
    }
    Ok((copied, shared))
}
