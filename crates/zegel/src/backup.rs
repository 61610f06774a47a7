//! `zegel backup`: a backup of an archive while it is served, and whether one is whole.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use zegel_app::backup::{Backup, load, make, old};
use zegel_app::origin::CONDUCT;
use zegel_app::{App, Origin};
use zegel_ledger::Verifier;
use zegel_model::Clock;
use zegel_store::Place;

use crate::cli::{PlaceArgs, say};
use crate::machine::SystemClock;
use crate::serve_dir;

/// Backups live so many days at most: what was erased is gone when the last backup with it is.
const DAYS: u32 = 30;

#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    /// The archive's folder.
    #[arg(long, env = "ZEGEL_DIR", required_unless_present = "check")]
    dir: Option<PathBuf>,
    #[command(flatten)]
    place: PlaceArgs,
    /// The folder of backups: each gets a folder of its own in it.
    #[arg(long, required_unless_present = "check", conflicts_with = "check")]
    to: Option<PathBuf>,
    /// Delete backups of this archive in the folder that are older than so many days; never the newest.
    #[arg(long, requires = "to")]
    keep_days: Option<u32>,
    /// Make nothing: check a backup, or the newest of a folder of backups.
    #[arg(long)]
    check: Option<PathBuf>,
    /// The key of the archive's conduct log, from paper: the backup must be of that archive.
    #[arg(long, requires = "check")]
    key: Option<String>,
}

/// Exit 0 when all is well, 1 when the archive itself lacks attachments, 2 when there is no backup to rely on.
pub(crate) async fn command(args: BackupArgs) -> anyhow::Result<ExitCode> {
    match (args.check, args.dir, args.to) {
        (Some(folder), _, _) => check(&folder, args.key.as_deref()).await,
        (None, Some(dir), Some(to)) => {
            let place = serve_dir::place(&dir, &args.place)?;
            make_one(&dir, &place, &to, args.keep_days).await
        }
        (None, _, _) => bail!("give --dir and --to, or --check"),
    }
}

async fn make_one(
    dir: &Path,
    place: &Place,
    to: &Path,
    keep_days: Option<u32>,
) -> anyhow::Result<ExitCode> {
    let key = serve_dir::read(dir)?
        .with_context(|| format!("{} is no archive: it has no log.key", dir.display()))?;
    let app = serve_dir::app(place, Origin::new(key.name, key.seed)).await?;
    if app.store.is_restored() {
        bail!(
            "this archive was restored from a backup and has nothing newer; `zegel recover` comes first"
        );
    }
    let made = make::make(&app, to).await?;
    let manifest = &made.manifest;
    say(&format!(
        "{}: {} rows, {} attachments copied, {} shared with the backup before it",
        made.folder.display(),
        manifest.tables.values().map(|part| part.rows).sum::<u64>(),
        made.copied,
        made.shared
    ));
    for (log, head) in &manifest.logs {
        say(&format!("log {log}: {} entries", head.size));
    }
    say("log.key, sessions and links are not in it; keep a copy of log.key in another place");
    for blob in &manifest.lost {
        say(&format!(
            "missing or damaged in the archive itself: attachment {blob}"
        ));
    }
    let key = app.origin.verifier(CONDUCT)?;
    let past = old::older(to, keep_days.unwrap_or(DAYS), SystemClock.now(), &key)?;
    for backup in &past {
        let what = if keep_days.is_some() {
            "deleted"
        } else {
            "older than 30 days, to be deleted"
        };
        say(&format!("{what}: {}", backup.display()));
    }
    if keep_days.is_some() {
        old::delete(to, &past)?;
    }
    Ok(if manifest.lost.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn check(folder: &Path, key: Option<&str>) -> anyhow::Result<ExitCode> {
    let pinned = pinned(key)?;
    let backup = Backup::open(folder, pinned.as_ref())?;
    backup.check_files()?;
    // What cannot be restored is no backup: it is, into a place that is gone with this command.
    let place = tempfile::tempdir().context("there is no place for temporary files")?;
    let origin = backup
        .manifest
        .origin()
        .context("the backup names no log")?;
    let app = serve_dir::app(&Place::from(place.path()), origin).await?;
    lend_attachments(&backup, place.path())?;
    let loaded = load::load(&app, &backup, false).await?;
    report(&backup, &app, &loaded);
    if pinned.is_none() {
        say(&format!("signed by {}", backup.manifest.key));
        say("compare this key with the one on paper, or give that one as --key");
    }
    Ok(ExitCode::SUCCESS)
}

/// A key from the command line.
pub(crate) fn pinned(key: Option<&str>) -> anyhow::Result<Option<Verifier>> {
    key.map(Verifier::parse)
        .transpose()
        .context("--key is no verifier key; it looks like name+hash+key")
}

/// Says what was read back and found sound.
pub(crate) fn report(backup: &Backup, app: &App, loaded: &load::Loaded) {
    say(&format!(
        "{}: backup of {} of {}",
        backup.folder.display(),
        app.origin.name,
        backup.manifest.made
    ));
    say(&format!(
        "sound: {} rows and {} log entries read back, every row is as the log says",
        loaded.rows, loaded.entries
    ));
    for blob in &backup.manifest.lost {
        say(&format!(
            "was missing when the backup was made: attachment {blob}"
        ));
    }
}

/// The attachments of a backup, in the place where an archive has them; read, never written.
#[cfg(unix)]
fn lend_attachments(backup: &Backup, place: &Path) -> anyhow::Result<()> {
    let from = std::path::absolute(backup.folder.join("blobs"))?;
    let Ok(folders) = std::fs::read_dir(&from) else {
        return Ok(());
    };
    for folder in folders {
        let folder = folder?;
        std::os::unix::fs::symlink(folder.path(), place.join("blobs").join(folder.file_name()))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn lend_attachments(_backup: &Backup, _place: &Path) -> anyhow::Result<()> {
    bail!("checking a backup needs a system with symbolic links")
}
