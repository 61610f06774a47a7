//! `zegel restore`: a backup into an empty place, checked before and after. What it makes signs nothing until
//! `zegel recover`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use zegel_app::Origin;
use zegel_app::backup::{Backup, BackupError, load};
use zegel_app::origin::CONDUCT;

use crate::backup::{pinned, report};
use crate::cli::{PlaceArgs, say};
use crate::serve_dir;

#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// A backup, or a folder of backups, of which the newest is taken.
    folder: PathBuf,
    /// The folder of the new archive; empty, or not there.
    #[arg(long)]
    dir: PathBuf,
    #[command(flatten)]
    place: PlaceArgs,
    /// The archive's log.key, which no backup holds. Without it the archive is whole, but cannot be served yet.
    #[arg(long)]
    log_key: Option<PathBuf>,
    /// The key of the archive's conduct log, from paper: the backup must be of that archive.
    #[arg(long)]
    key: Option<String>,
}

/// Exit 0 when what lies there is what the log says; 2 otherwise, and then nothing is left there.
pub(crate) async fn command(args: RestoreArgs) -> anyhow::Result<ExitCode> {
    let backup = Backup::open(&args.folder, pinned(args.key.as_deref())?.as_ref())?;
    let origin = origin(&backup, args.log_key.as_deref())?;
    backup.check_files()?;
    if std::fs::read_dir(&args.dir).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(BackupError::NotEmpty.into());
    }
    serve_dir::make(&args.dir)?;
    let restored = restore(&args, &backup, origin).await;
    if restored.is_err() {
        // It was empty or not there: half an archive must not look like one.
        std::fs::remove_dir_all(&args.dir)
            .with_context(|| format!("{} could not be cleared", args.dir.display()))?;
    }
    restored
}

async fn restore(args: &RestoreArgs, backup: &Backup, origin: Origin) -> anyhow::Result<ExitCode> {
    let _alone = serve_dir::lock(&args.dir)?;
    let place = serve_dir::place(&args.dir, &args.place)?;
    let app = serve_dir::app(&place, origin).await?;
    let loaded = load::load(&app, backup, true).await?;
    if let Some(file) = &args.log_key {
        serve_dir::keep(&args.dir, file)?;
    }
    report(backup, &app, &loaded);
    say(&format!("{} attachments restored", loaded.attachments));
    say(&format!(
        "it signs and keeps nothing until: zegel recover --dir {}",
        args.dir.display()
    ));
    if args.log_key.is_none() {
        say("put its log.key there first");
    }
    Ok(ExitCode::SUCCESS)
}

/// The logs of the backup, with the key that signs them where it was given.
fn origin(backup: &Backup, log_key: Option<&Path>) -> anyhow::Result<Origin> {
    let Some(file) = log_key else {
        return backup.manifest.origin().context("the backup names no log");
    };
    let key =
        serve_dir::read_file(file)?.with_context(|| format!("{} is not there", file.display()))?;
    let origin = Origin::new(key.name, key.seed);
    if origin.verifier_key(CONDUCT)? != backup.manifest.key {
        bail!("this log.key is another archive's than the backup's");
    }
    Ok(origin)
}
