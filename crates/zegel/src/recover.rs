//! `zegel recover`: lets a restored archive go on, once it is known what its backup lacks.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use zegel_app::Origin;
use zegel_app::recover::{Known, Mirror, carry_out, plan, survey};
use zegel_ledger::{Folder, TileSource};

use crate::cli::{PlaceArgs, say};
use crate::serve_dir;
use crate::verify::Address;

#[derive(Debug, Args)]
pub(crate) struct RecoverArgs {
    /// The folder of the restored archive, with its log.key.
    #[arg(long, env = "ZEGEL_DIR")]
    dir: PathBuf,
    #[command(flatten)]
    place: PlaceArgs,
    /// A checkpoint that somebody remembers, such as a seat client's conduct.checkpoint; as many as there are.
    #[arg(long)]
    checkpoint: Vec<PathBuf>,
    /// Who kept the log's tiles: a folder with a folder for each log, or an address such as https://…/log.
    #[arg(long)]
    mirror: Option<String>,
    /// Nobody has seen more of a log than the backup holds, where nothing else is given. This statement stands in the log.
    #[arg(long)]
    none_newer: bool,
}

/// Exit 0 when the archive goes on, 2 when it must not.
pub(crate) fn command(args: &RecoverArgs) -> anyhow::Result<ExitCode> {
    let key = serve_dir::read(&args.dir)?.with_context(|| {
        format!(
            "{} has no log.key; put that of the archive there",
            args.dir.display()
        )
    })?;
    let _alone = serve_dir::lock(&args.dir)?;
    let checkpoints = args
        .checkpoint
        .iter()
        .map(|path| {
            std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
        })
        .collect::<Result<_, _>>()?;
    let mirror = args.mirror.as_deref().map(Place::new).transpose()?;
    let known = Known {
        checkpoints,
        mirror: mirror.as_ref().map(|mirror| -> &dyn Mirror { mirror }),
        none_newer: args.none_newer,
    };
    let runtime = tokio::runtime::Runtime::new()?;
    let (app, stands) = runtime.block_on(async {
        let place = serve_dir::place(&args.dir, &args.place)?;
        let app = serve_dir::app(&place, Origin::new(key.name, key.seed)).await?;
        let stands = survey(&app).await?;
        anyhow::Ok((app, stands))
    })?;
    // Between the two, because a mirror is read as every client reads a log: by blocking.
    let plan = plan(&app.origin, stands, &known)?;
    let done = runtime.block_on(carry_out(&app, plan))?;
    for lost in &done.lost {
        say(&format!(
            "log {}: {} entries from {} on are taken over, their rows are lost",
            lost.log, lost.entries, lost.first
        ));
    }
    for log in &done.stated {
        say(&format!(
            "log {log}: taken for complete on your word, which stands in the log"
        ));
    }
    say("the archive goes on; start zegel serve");
    if let Some(link) = done.owner_link {
        say(&format!(
            "the owner signs in once with /sign-in/{}",
            link.reveal()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Where a mirror is.
enum Place {
    Folder(PathBuf),
    Address(String),
}

impl Place {
    fn new(place: &str) -> anyhow::Result<Self> {
        if place.starts_with("https://") || place.starts_with("http://") {
            return Ok(Self::Address(place.trim_end_matches('/').to_owned()));
        }
        if !Path::new(place).is_dir() {
            bail!(
                "{place} is no folder and no address; give the folder that holds a folder for each log, or https://…/log"
            );
        }
        Ok(Self::Folder(place.into()))
    }
}

impl Mirror for Place {
    fn log(&self, name: &str) -> Box<dyn TileSource> {
        match self {
            Self::Folder(folder) => Box::new(Folder(folder.join(name))),
            Self::Address(base) => match Address::new(&format!("{base}/{name}"), None) {
                Ok(address) => Box::new(address),
                Err(_) => Box::new(Unreachable),
            },
        }
    }
}

/// A mirror to which this machine cannot speak.
struct Unreachable;

impl TileSource for Unreachable {
    fn read(&self, _path: &str) -> io::Result<Option<Vec<u8>>> {
        Err(io::ErrorKind::NotConnected.into())
    }
}
