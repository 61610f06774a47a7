//! Backups that have had their time: what was erased lives on in them until the last one is gone.

use std::fs;
use std::path::{Path, PathBuf};

use zegel_ledger::Verifier;
use zegel_model::Timestamp;

use super::check::{Backup, complete};
use super::make::alone;
use super::{BackupError, UNFINISHED, at, sync_folder};

/// The complete backups of this archive in a folder that are older than so many days, but never the newest. What is
/// not a backup of this archive is not named.
pub fn older(
    folder: &Path,
    days: u32,
    now: Timestamp,
    key: &Verifier,
) -> Result<Vec<PathBuf>, BackupError> {
    let mut ours: Vec<Backup> = complete(folder)?
        .iter()
        .filter_map(|path| Backup::open(path, Some(key)).ok())
        .collect();
    ours.sort_by_key(|backup| backup.manifest.made);
    ours.pop();
    let oldest = now.plus_days(-i64::from(days));
    ours.retain(|backup| backup.manifest.made < oldest);
    Ok(ours.into_iter().map(|backup| backup.folder).collect())
}

/// Deletes backups that [`older`] named. One that is half deleted is no backup any more.
pub fn delete(folder: &Path, old: &[PathBuf]) -> Result<(), BackupError> {
    let _alone = alone(folder)?;
    for backup in old {
        let mut broken = backup.clone().into_os_string();
        broken.push(UNFINISHED);
        fs::rename(backup, &broken).map_err(at(backup))?;
        sync_folder(folder)?;
        fs::remove_dir_all(&broken).map_err(at(backup))?;
    }
    Ok(())
}
