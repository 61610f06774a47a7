//! The two databases, where they differ: how one connection writes and many read.
//!
//! SQLite: this process alone writes, in the archive's folder. PostgreSQL: several nodes write, one at a time. Each
//! outer transaction first locks the one row of table `writer`; an ordinary row lock, which every database that speaks
//! PostgreSQL's language has, unlike advisory ones. A node that hangs loses its connection and with it the lock.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgSeverity};
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use sqlx::{ConnectOptions as _, Postgres, Row as _, Sqlite, Transaction};

use crate::error::StoreError;

/// The oldest PostgreSQL that is still cared for by its makers, as its `server_version_num`.
const OLDEST_POSTGRES: i64 = 140_000;
/// A server that does not answer a statement for so long counts as gone. Longer than [`LOCK_TIMEOUT`], and no
/// `statement_timeout`: that one ends the wait for a synchronous replica, and lets the commit count.
const ANSWER: Duration = Duration::from_mins(1);
/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a node waits for the others' writer.
pub(crate) const LOCK_TIMEOUT: &str = "20s";
/// A transaction in which nothing happens for so long is ended by the server, and its node's lock with it.
pub(crate) const IDLE_TIMEOUT: &str = "10s";

/// A connection to read or write with.
pub enum Handle<'a> {
    /// To the file.
    Sqlite(&'a mut SqliteConnection),
    /// To the server.
    Postgres(&'a mut PgConnection),
}

/// The connection that writes.
pub(crate) enum Link {
    Sqlite(SqliteConnection),
    Postgres(Box<Remote>),
}

/// A connection that is made again when it was lost.
pub(crate) struct Remote {
    options: PgConnectOptions,
    connection: Option<PgConnection>,
}

/// Those that read.
pub(crate) enum Readers {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// A view of the database.
pub(crate) enum View {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// What the database says to a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Committed {
    OnDisk,
    /// Certainly not kept, because the disk is full.
    Full,
    /// Certainly not kept.
    Refused,
    /// The answer did not come.
    Unknown,
}

impl Link {
    /// Makes the connection to a server and sees to it that durability can be had.
    pub(crate) async fn to_server(options: PgConnectOptions) -> Result<Self, StoreError> {
        let mut remote = Remote {
            options,
            connection: None,
        };
        remote.connect().await?;
        Ok(Self::Postgres(Box::new(remote)))
    }

    /// The connection as it is; [`StoreError::Gone`] when it was lost.
    pub(crate) fn handle(&mut self) -> Result<Handle<'_>, StoreError> {
        match self {
            Self::Sqlite(connection) => Ok(Handle::Sqlite(connection)),
            Self::Postgres(remote) => remote
                .connection
                .as_mut()
                .map(Handle::Postgres)
                .ok_or(StoreError::Gone),
        }
    }

    /// A lost connection can be made again; a file that failed cannot be believed until a restart.
    pub(crate) const fn reconnects(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Begins the outer transaction; from now on nobody else writes. How far the clock had come when somebody did, in
    /// microseconds since 1970; nothing of a file, which nobody else writes.
    pub(crate) async fn begin(&mut self) -> Result<Option<i64>, StoreError> {
        let Self::Postgres(remote) = self else {
            return self.run("BEGIN IMMEDIATE").await.map(|()| None);
        };
        if remote.connection.is_none() {
            remote.connect().await?;
        }
        let Handle::Postgres(connection) = self.handle()? else {
            return Err(StoreError::Gone);
        };
        // Read committed: each statement sees what the nodes before us committed, and none of them writes now.
        let begin = sqlx::raw_sql(
            "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT seen FROM writer WHERE id = 1 FOR UPDATE",
        );
        let locked = answered(begin.fetch_one(connection)).await;
        if locked.is_err() {
            self.hang_up();
        }
        Ok(Some(locked?.try_get("seen")?))
    }

    /// How far the clock had come at the last commit, in microseconds since 1970.
    pub(crate) async fn seen(&mut self) -> Result<i64, StoreError> {
        const SEEN: &str = "SELECT seen FROM writer WHERE id = 1";
        Ok(match self.handle()? {
            Handle::Sqlite(connection) => {
                sqlx::query(SEEN).fetch_one(connection).await?.try_get(0)?
            }
            Handle::Postgres(connection) => answered(sqlx::query(SEEN).fetch_one(connection))
                .await?
                .try_get(0)?,
        })
    }

    /// Writes how far the clock has come, as the last step of the outer transaction.
    pub(crate) async fn see(&mut self, seen: i64) -> Result<(), StoreError> {
        const SEE: &str = "UPDATE writer SET seen = $1 WHERE id = 1 AND seen < $1";
        match self.handle()? {
            Handle::Sqlite(connection) => {
                sqlx::query(SEE).bind(seen).execute(connection).await?;
                return Ok(());
            }
            Handle::Postgres(connection) => {
                if answered(sqlx::query(SEE).bind(seen).execute(connection))
                    .await
                    .is_ok()
                {
                    return Ok(());
                }
            }
        }
        self.hang_up();
        Err(StoreError::Gone)
    }

    /// Runs a statement about transactions. A server's connection on which one fails is given up.
    pub(crate) async fn run(&mut self, text: &'static str) -> Result<(), StoreError> {
        let done = match self.handle()? {
            Handle::Sqlite(connection) => {
                sqlx::query::<Sqlite>(text).execute(connection).await?;
                return Ok(());
            }
            Handle::Postgres(connection) => answered(sqlx::raw_sql(text).execute(connection)).await,
        };
        if done.is_err() {
            self.hang_up();
        }
        done.map(drop)
    }

    /// Ends the outer transaction.
    pub(crate) async fn commit(&mut self) -> Committed {
        let done = match self.handle() {
            Err(_) => return Committed::Refused,
            Ok(Handle::Sqlite(connection)) => {
                let done = sqlx::query::<Sqlite>("COMMIT").execute(connection).await;
                return match done.map_err(StoreError::from) {
                    Ok(_) => Committed::OnDisk,
                    Err(StoreError::Full) => Committed::Full,
                    Err(_) => Committed::Unknown,
                };
            }
            // Every savepoint was released or rolled back, so that this cannot be a transaction that already failed,
            // for which the server would answer a commit with a rollback and no error.
            Ok(Handle::Postgres(connection)) => {
                tokio::time::timeout(ANSWER, sqlx::raw_sql("COMMIT").execute(connection)).await
            }
        };
        let verdict = match done {
            Ok(Ok(_)) => return Committed::OnDisk,
            Ok(Err(error)) => verdict(&error),
            Err(_) => Committed::Unknown,
        };
        self.hang_up();
        verdict
    }

    fn hang_up(&mut self) {
        if let Self::Postgres(remote) = self {
            remote.connection = None;
        }
    }
}

/// An error that the server itself pronounced, and lived on after, was its answer: nothing was kept.
fn verdict(error: &sqlx::Error) -> Committed {
    let told = error
        .as_database_error()
        .and_then(|error| error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>());
    match told.map(sqlx::postgres::PgDatabaseError::severity) {
        Some(PgSeverity::Error) => Committed::Refused,
        _ => Committed::Unknown,
    }
}

impl Remote {
    async fn connect(&mut self) -> Result<(), StoreError> {
        let connecting = tokio::time::timeout(CONNECT, self.options.connect());
        let mut connection = connecting.await.map_err(|_| StoreError::Gone)??;
        check(&mut connection).await?;
        self.connection = Some(connection);
        Ok(())
    }
}

/// Values of `synchronous_commit` with which a commit that was confirmed is on disk, and on a standby's where one must
/// confirm.
const WAITS: [&str; 2] = ["on", "remote_apply"];

/// The server and its settings are those that durability rests on. Asked at every connection: the server may be
/// another one by now.
async fn check(connection: &mut PgConnection) -> Result<(), StoreError> {
    let number = setting(connection, "SHOW server_version_num").await?;
    if number.parse::<i64>().unwrap_or(0) < OLDEST_POSTGRES {
        let found = setting(connection, "SHOW server_version").await?;
        return Err(StoreError::Version {
            found: format!("PostgreSQL {found}"),
        });
    }
    if setting(connection, "SHOW server_encoding").await? != "UTF8" {
        return Err(StoreError::Setting("server_encoding=UTF8"));
    }
    if setting(connection, "SHOW fsync").await? != "on" {
        return Err(StoreError::Setting("fsync=on"));
    }
    let waits = setting(connection, "SHOW synchronous_commit").await?;
    if !WAITS.contains(&waits.as_str()) {
        answered(sqlx::raw_sql("SET synchronous_commit = on").execute(&mut *connection)).await?;
        let waits = setting(connection, "SHOW synchronous_commit").await?;
        if !WAITS.contains(&waits.as_str()) {
            return Err(StoreError::Setting("synchronous_commit=on"));
        }
    }
    Ok(())
}

async fn setting(connection: &mut PgConnection, show: &'static str) -> Result<String, StoreError> {
    Ok(answered(sqlx::query(show).fetch_one(connection))
        .await?
        .try_get(0)?)
}

/// What a server answers, unless it takes too long.
pub(crate) async fn answered<T>(
    asking: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, StoreError> {
    match tokio::time::timeout(ANSWER, asking).await {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(StoreError::Gone),
    }
}

impl Readers {
    /// A view of everything that was committed before this call.
    pub(crate) async fn view(&self) -> Result<View, StoreError> {
        Ok(match self {
            Self::Sqlite(pool) => View::Sqlite(pool.begin().await?),
            Self::Postgres(pool) => View::Postgres(
                Box::pin(answered(
                    pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
                ))
                .await?,
            ),
        })
    }
}

impl View {
    pub(crate) fn handle(&mut self) -> Handle<'_> {
        match self {
            Self::Sqlite(transaction) => Handle::Sqlite(transaction),
            Self::Postgres(transaction) => Handle::Postgres(transaction),
        }
    }
}
