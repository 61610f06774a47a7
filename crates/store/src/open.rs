//! Opening an archive: its database, here `zegel.db` or elsewhere a server, and its attachments. What is here is
//! readable by its owner alone.

use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Row as _};
use tokio::sync::watch;
use zegel_model::{Clock, Random, Timestamp};

use crate::commits::Commits;
use crate::driver::{IDLE_TIMEOUT, LOCK_TIMEOUT, Link, Readers};
use crate::error::StoreError;
use crate::group_commit::Queue;
use crate::migrate;
use crate::outbox::OutboxKey;
use crate::place::{Database, Place, Postgres};
use crate::read::Read;
use crate::restoration;
use crate::shelf::Shelf;
use crate::tx::Tx;

/// The oldest SQLite that is known to keep what it acknowledges in WAL mode.
const OLDEST: (u32, u32, u32) = (3, 51, 3);
/// The database in an archive's folder.
const FILE: &str = "zegel.db";
/// Rows of SQLite that may be on their way at once.
const ROWS_AHEAD: usize = 1_024;
/// So many views at once; a page needs one.
const READERS: u32 = 8;
/// How long another process may hold the writer's lock.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a page waits for a connection to a server.
const ACQUIRE: Duration = Duration::from_secs(5);
/// Statements that a connection to a server remembers; there are fewer.
const STATEMENTS: usize = 400;
/// Bytes that are written again at a time.
const PART: usize = 1 << 20;

/// Everything that is kept. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) outbox: OutboxKey,
    /// Nothing may be recorded: see [`crate::restoration`].
    pub(crate) restored: AtomicBool,
    pub(crate) queue: Queue,
    pub(crate) commits: Commits,
    pub(crate) shelf: Shelf,
    readers: Readers,
    ticks: watch::Sender<u64>,
}

/// Before [`Store::open`], for whoever has the archive's folder to itself: what a server that was killed left in the
/// write-ahead log is on disk when this returns.
///
/// Its last commit may never have been confirmed. Read back from the machine's memory and shown to somebody, it could
/// still be lost; and where the disk had failed to write it, the machine takes it for written and would not try again.
/// So it is written once more, as it is.
pub fn settle(dir: &Path) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    let mut log = match options
        .read(true)
        .write(true)
        .open(dir.join("zegel.db-wal"))
    {
        Ok(log) => log,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let mut part = vec![0; PART];
    loop {
        let place = log.stream_position()?;
        let length = log.read(&mut part)?;
        let Some(bytes) = part.get(..length).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        log.seek(SeekFrom::Start(place))?;
        log.write_all(bytes)?;
    }
    log.sync_all().map_err(|_| StoreError::Durability)
}

impl Store {
    /// Opens the archive at a place, making and migrating what is not there. [`StoreError::Version`] for a database that
    /// is too old, [`StoreError::Schema`] for one of a newer Zegel, [`StoreError::Setting`] where durability cannot be
    /// had, [`StoreError::Gone`] when the server does not answer.
    pub async fn open(
        place: impl Into<Place>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        outbox: OutboxKey,
    ) -> Result<Self, StoreError> {
        let place = place.into();
        let mut writer = match &place.database {
            Database::Folder(dir) => Link::Sqlite(file(dir).await?),
            Database::Postgres(server) => Link::to_server(to_write(server)).await?,
        };
        let shelf = Shelf::open(place.blobs, clock.now()).await?;
        migrate::run(&mut writer, clock.now()).await?;
        let readers = match &place.database {
            Database::Folder(dir) => Readers::Sqlite(
                SqlitePoolOptions::new()
                    .max_connections(READERS)
                    .connect_with(options(&dir.join(FILE)).pragma("query_only", "ON"))
                    .await?,
            ),
            Database::Postgres(server) => Readers::Postgres(
                PgPoolOptions::new()
                    .max_connections(READERS)
                    .acquire_timeout(ACQUIRE)
                    .connect_lazy_with(to_read(server)),
            ),
        };
        let ticks = watch::Sender::new(0);
        let seen = Timestamp::from_micros(writer.seen().await?);
        clock.not_before(seen);
        let queue = Queue::start(writer, ticks.clone(), seen);
        let inner = Inner {
            clock,
            random,
            outbox,
            restored: AtomicBool::new(false),
            queue,
            commits: Commits::default(),
            shelf,
            readers,
            ticks,
        };
        let store = Self {
            inner: Arc::new(inner),
        };
        let marked = restoration::find(&mut store.read().await?).await?.is_some();
        store.inner.restored.store(marked, Ordering::Release);
        Ok(store)
    }

    /// Begins a transaction; waits for those before it. Whoever holds one must not begin another: it would wait for
    /// itself.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Tx::begin(self.inner.clone()).await
    }

    /// A view of everything that was committed before this call.
    pub async fn read(&self) -> Result<Read, StoreError> {
        // On the heap: what a view of PostgreSQL takes to begin is large, and every request would carry it along.
        Ok(Read::new(Box::pin(self.inner.readers.view()).await?))
    }

    /// What authenticates entries that wait to be published.
    pub fn outbox(&self) -> &OutboxKey {
        &self.inner.outbox
    }

    /// Other servers may work on it at the same time.
    pub fn is_shared(&self) -> bool {
        matches!(self.inner.readers, Readers::Postgres(_))
    }

    /// From now on nothing is written any more.
    pub(crate) fn unconfirmed(&self) {
        self.inner.queue.failed().tell();
    }

    /// Resolves when the disk did not confirm a write. Nothing is written after that: the process must end, and the
    /// next one begins with what is really there.
    pub async fn failed(&self) {
        self.inner.queue.failed().told().await;
    }

    /// Tells how long each commit took until it was on disk; only the first to ask is told.
    pub fn on_commit(&self, tell: impl Fn(Duration) + Send + Sync + 'static) {
        self.inner.commits.tell(tell);
    }

    /// Changes after every commit of this process on disk in which a log grew.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.inner.ticks.subscribe()
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

/// The connection that writes the file in a folder.
async fn file(dir: &Path) -> Result<SqliteConnection, StoreError> {
    let file = dir.join(FILE);
    make(dir, &file)?;
    let mut writer = options(&file).connect().await?;
    check(&mut writer).await?;
    Ok(writer)
}

fn to_write(server: &Postgres) -> PgConnectOptions {
    to_server(server).options([
        ("lock_timeout", LOCK_TIMEOUT),
        ("idle_in_transaction_session_timeout", IDLE_TIMEOUT),
    ])
}

fn to_read(server: &Postgres) -> PgConnectOptions {
    to_server(server).options([("default_transaction_read_only", "on")])
}

fn to_server(server: &Postgres) -> PgConnectOptions {
    server
        .0
        .as_ref()
        .clone()
        .application_name("zegel")
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging()
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
        // Rows come over from a thread of their own: with more at once the two wait less for each other.
        .row_buffer_size(ROWS_AHEAD)
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
            found: format!("SQLite {version}"),
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
