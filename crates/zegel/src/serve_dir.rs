//! The folder of an archive: the key that signs its logs, beside database and attachments.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use data_encoding::HEXLOWER;
use zegel_app::{App, Origin};
use zegel_model::Random;
use zegel_store::{Place, Store};

use crate::cli::PlaceArgs;
use crate::machine::{OnwardClock, SystemRandom};
use crate::secret_file::{name_on_disk, write_secret};

/// The file with the name and the signing seed of the logs.
const LOG_KEY: &str = "log.key";

/// Name and signing seed of an archive's logs.
pub(crate) struct LogKey {
    /// As in checkpoints.
    pub(crate) name: String,
    /// Seed of the Ed25519 key.
    pub(crate) seed: [u8; 32],
}

/// Where the archive of a folder is kept.
pub(crate) fn place(dir: &Path, args: &PlaceArgs) -> anyhow::Result<Place> {
    let database = match (&args.database, &args.database_file) {
        (Some(address), _) => {
            let typed = std::env::args().any(|typed| typed.ends_with(address.as_str()));
            if typed && has_password(address) {
                bail!(
                    "everybody on this machine can see the password that was typed; give the database's address by --database-file or ZEGEL_DATABASE"
                );
            }
            Some(address.clone())
        }
        (None, Some(file)) => Some(
            std::fs::read_to_string(file)
                .with_context(|| format!("{} cannot be read", file.display()))?,
        ),
        (None, None) => None,
    };
    Ok(Place::new(dir, database.as_deref(), args.blobs.as_deref())?)
}

/// Something stands behind the name of the user, or is called a password.
fn has_password(address: &str) -> bool {
    let authority = address
        .split_once("://")
        .and_then(|(_, rest)| rest.split('/').next())
        .and_then(|authority| authority.rsplit_once('@'));
    authority.is_some_and(|(user, _)| user.contains(':')) || address.contains("password=")
}

/// Reads the log key of a folder, if it has one.
pub(crate) fn read(dir: &Path) -> anyhow::Result<Option<LogKey>> {
    read_file(&dir.join(LOG_KEY))
}

/// Reads a log key from wherever it is kept.
pub(crate) fn read_file(path: &Path) -> anyhow::Result<Option<LogKey>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("{LOG_KEY} cannot be read")),
    };
    let parsed = text.trim_end().split_once(' ').and_then(|(name, seed)| {
        let seed = HEXLOWER.decode(seed.as_bytes()).ok()?.try_into().ok()?;
        Some(LogKey {
            name: name.to_owned(),
            seed,
        })
    });
    match parsed {
        Some(key) => Ok(Some(key)),
        None => bail!("{LOG_KEY} is damaged; take it back from the backup of this archive"),
    }
}

/// Makes the log key of a new archive; durable before it signs anything.
///
/// Its name is the address with a random part: two archives at one address, one after the other, are two archives.
pub(crate) fn create(dir: &Path, address: &str, random: &dyn Random) -> anyhow::Result<LogKey> {
    let mut seed = [0; 32];
    random.fill(&mut seed);
    let mut part = [0; 5];
    random.fill(&mut part);
    let name = format!("{address}/{}", HEXLOWER.encode(&part));
    write_secret(
        &dir.join(LOG_KEY),
        format!("{name} {}\n", HEXLOWER.encode(&seed)).as_bytes(),
    )?;
    Ok(LogKey { name, seed })
}

/// Puts the log key of a restored archive into its folder.
pub(crate) fn keep(dir: &Path, file: &Path) -> anyhow::Result<()> {
    let text = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    write_secret(&dir.join(LOG_KEY), &text)
}

/// The archive at a place, for a command that works on it without serving it.
pub(crate) async fn app(place: &Place, origin: Origin) -> anyhow::Result<App> {
    let random = Arc::new(SystemRandom);
    let clock = Arc::new(OnwardClock::new());
    let outbox = origin.outbox_key();
    Ok(App {
        store: Store::open(place, clock.clone(), random.clone(), outbox).await?,
        clock,
        random,
        drills: Arc::default(),
        origin: Arc::new(origin),
    })
}

/// Makes the folder of a new archive, for its owner alone.
pub(crate) fn make(dir: &Path) -> anyhow::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(dir)
        .and_then(|()| name_on_disk(dir))
        .with_context(|| format!("{} cannot be made", dir.display()))
}

/// Holds the folder for one server: a second one would end the first one's cases.
pub(crate) fn lock(dir: &Path) -> anyhow::Result<std::fs::File> {
    let file = std::fs::File::create(dir.join("lock"))
        .context("the archive's folder cannot be written")?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => bail!("another server works on {}; stop it first", dir.display()),
    }
}
