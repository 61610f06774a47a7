//! Opening the archive's folder: `zegel.db` and `blobs/`, readable by their owner alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Row as _};
use tokio::sync::{Mutex, watch};
use zegel_model::{Clock, Random};

use crate::error::StoreError;
use crate::group_commit::Queue;
use crate::outbox::OutboxKey;
use crate::read::Read;
use crate::tx::Tx;
use crate::{blob, migrate};

/// The oldest SQLite that is known to keep what it acknowledges in WAL mode.
const OLDEST: (u32, u32, u32) = (3, 51, 3);
/// So many views at once; a page needs one.
const READERS: u32 = 8;
/// How long another process may hold the writer's lock.
const PATIENCE: Duration = Duration::from_secs(10);

/// Everything that is kept. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) outbox: OutboxKey,
    pub(crate) queue: Queue,
    pub(crate) blobs: PathBuf,
    /// Held while a blob gets its name, so that two writers of one name cannot both believe to be the first.
    pub(crate) naming: Mutex<()>,
    readers: SqlitePool,
    ticks: watch::Sender<u64>,
}

impl Store {
    /// Opens the archive in `dir`, making and migrating what is not there. [`StoreError::Version`] for a SQLite older
    /// than 3.51.3, [`StoreError::Schema`] for a database of a newer Zegel, [`StoreError::Setting`] where durability
    /// cannot be had.
    pub async fn open(
        dir: &Path,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        outbox: OutboxKey,
    ) -> Result<Self, StoreError> {
        let file = dir.join("zegel.db");
        let blobs = dir.join("blobs");
        make(dir, &file)?;
        blob::prepare(&blobs, clock.now())?;
        let options = options(&file);
        let mut writer = options.connect().await?;
        check(&mut writer).await?;
        migrate::run(&mut writer, clock.now()).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        let ticks = watch::Sender::new(0);
        let queue = Queue::start(writer, ticks.clone());
        let inner = Inner {
            clock,
            random,
            outbox,
            queue,
            blobs,
            naming: Mutex::new(()),
            readers,
            ticks,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Begins a transaction; waits for those before it. Whoever holds one must not begin another: it would wait for
    /// itself.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Tx::begin(self.inner.clone()).await
    }

    /// A view of everything that was committed before this call.
    pub async fn read(&self) -> Result<Read, StoreError> {
        Ok(Read::new(self.inner.readers.begin().await?))
    }

    /// What authenticates entries that wait to be published.
    pub fn outbox(&self) -> &OutboxKey {
        &self.inner.outbox
    }

    /// Changes after every commit on disk in which a log grew.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.inner.ticks.subscribe()
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        // What is erased is overwritten, not merely unlinked.
        .pragma("secure_delete", "ON")
        .disable_statement_logging()
}

/// Makes the folder and an empty database that only their owner may read, before SQLite would make it for all.
fn make(dir: &Path, file: &Path) -> Result<(), StoreError> {
    make_folder(dir)?;
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?;
    Ok(())
}

/// Makes a folder, for its owner alone, unless it is there.
pub(crate) fn make_folder(dir: &Path) -> Result<(), StoreError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(dir)?)
}

/// The library and its settings are those that durability rests on.
async fn check(writer: &mut SqliteConnection) -> Result<(), StoreError> {
    let version: String = sqlx::query("SELECT sqlite_version()")
        .fetch_one(&mut *writer)
        .await?
        .try_get(0)?;
    recent_enough(&version)?;
    let mode: String = sqlx::query("PRAGMA journal_mode")
        .fetch_one(&mut *writer)
        .await?
        .try_get(0)?;
    if mode != "wal" {
        return Err(StoreError::Setting("journal_mode=wal"));
    }
    for (pragma, name, expected) in [
        ("PRAGMA synchronous", "synchronous=full", 2_i64),
        ("PRAGMA foreign_keys", "foreign_keys=on", 1),
    ] {
        let found: i64 = sqlx::query(pragma)
            .fetch_one(&mut *writer)
            .await?
            .try_get(0)?;
        if found != expected {
            return Err(StoreError::Setting(name));
        }
    }
    Ok(())
}

fn recent_enough(version: &str) -> Result<(), StoreError> {
    let mut parts = version
        .split('.')
        .map(|part| part.parse::<u32>().unwrap_or(0));
    let found = (
        parts.next().unwrap_or(0),
        parts.next().unwrap_or(0),
        parts.next().unwrap_or(0),
    );
    if found < OLDEST {
        Err(StoreError::Version {
            found: version.to_owned(),
        })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_sqlite_is_refused() {
        for old in ["3.51.2", "3.50.9", "2.99.99", "3", "", "x"] {
            assert!(
                matches!(recent_enough(old), Err(StoreError::Version { .. })),
                "{old}"
            );
        }
        for fine in ["3.51.3", "3.52.0", "4.0.0"] {
            assert!(recent_enough(fine).is_ok(), "{fine}");
        }
    }
}
