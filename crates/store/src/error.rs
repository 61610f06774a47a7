//! Why the store did not do what was asked. Sentences carry no content, no names, no keys.

use std::io::ErrorKind;

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A row that is bound to the conduct log was written, and no event says so.
    #[error("a row was changed that no event names; record the event before committing")]
    Unbound,
    /// Something else is stored under this identifier; nothing was overwritten.
    #[error("something else is stored under this identifier already")]
    Conflict,
    /// The row to change, or a row it refers to, does not exist.
    #[error("there is no such row")]
    Missing,
    /// Entries wait to be published that this program did not record.
    #[error(
        "somebody wrote entries for the log into the database past Zegel; nothing of them was signed; run zegel audit"
    )]
    Forged,
    /// Another publisher went ahead.
    #[error("another publisher went ahead; take the lease again before publishing")]
    Stale,
    /// The disk did not confirm a commit. What was acknowledged before is safe; the process must end.
    #[error("the disk did not confirm a write; stop, check the disk, start again")]
    Durability,
    /// The database gave up a group of transactions before it was on disk. Nothing of it was kept.
    #[error(
        "the database could not keep this; nothing was changed; check whether the disk is full"
    )]
    Lost,
    /// The database does not answer, or has no place for us just now. Nothing was changed.
    #[error("the database does not answer; nothing was changed; try again")]
    Gone,
    /// The connection was lost before a commit was confirmed. Whatever may be repeated can be repeated.
    #[error(
        "the database did not confirm a commit, so that it is not known whether this was kept; look again"
    )]
    NotKnown,
    /// The disk is full. Nothing of what was asked was kept; what was acknowledged before is safe.
    #[error("the disk is full; nothing was changed; free some space, then try again")]
    Full,
    /// An earlier statement of this transaction failed, so that nothing of it may be kept.
    #[error("an earlier step of this transaction failed; begin again")]
    Broken,
    /// The archive was restored from a backup, and nobody said yet what the backup lacks.
    #[error(
        "this archive was restored from a backup; nothing can be recorded before `zegel recover`"
    )]
    Restored,
    /// The process is ending.
    #[error("the store is closing")]
    Closing,
    /// The database is too old.
    #[error("{found} is too old; at least SQLite 3.51.3 or PostgreSQL 14 is needed")]
    Version {
        /// The version that was found.
        found: String,
    },
    /// A setting that durability rests on did not take.
    #[error("the database does not have the setting {0}; set it (SQLite: keep it on a local disk)")]
    Setting(&'static str),
    /// The database was changed by a newer version, or a migration was edited after it ran.
    #[error("the database was made by another version of Zegel; use that version or a newer one")]
    Schema,
    /// A stored value does not have the form it was written in.
    #[error("the stored {0} does not have the form in which it was written; run the audit")]
    Corrupt(&'static str),
    /// A number does not fit into the database.
    #[error("a number is too large for the database")]
    TooLarge,
    /// A text holds a character that not every database keeps.
    #[error("a text holds the character NUL; leave it out")]
    Nul,
    /// A statement has more or fewer values than places for them: a programming error.
    #[error("a statement of the store has the wrong number of values")]
    Binds,
    /// A value cannot be written as JSON.
    #[error("a value cannot be written down")]
    Encode(#[source] serde_json::Error),
    /// The database failed.
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
    /// The server that keeps the attachments failed.
    #[cfg(feature = "s3")]
    #[error(
        "the place of the attachments does not answer as it should; check its address and credentials"
    )]
    Bucket(#[source] Box<object_store::Error>),
    /// A file or folder failed.
    #[error("a file of the archive could not be read or written")]
    File(#[source] std::io::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let gone = matches!(
            error,
            sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::Protocol(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
        );
        if gone {
            tracing::warn!(%error, "the database does not answer");
            return Self::Gone;
        }
        let Some(refused) = error.as_database_error() else {
            return Self::Database(error);
        };
        if refused.is_unique_violation() {
            return Self::Conflict;
        }
        if refused.is_foreign_key_violation() {
            return Self::Missing;
        }
        match refused.code() {
            Some(code) if full(&code) => Self::Full,
            Some(code) if passing(&code) => {
                tracing::warn!(%error, "the database has no place for us just now");
                Self::Gone
            }
            Some(_) | None => Self::Database(error),
        }
    }
}

/// What PostgreSQL says when another try may go well: connections (08), resources such as connections (53, but not
/// a full disk), locks (55P03), serialisation and deadlock (40), shutdown and start (57P), a session that idled too
/// long (25P03), a standby that cannot be written (25006). SQLite's codes are numbers of other lengths.
fn passing(code: &str) -> bool {
    code.len() == 5
        && (["08", "40", "57P"]
            .iter()
            .any(|class| code.starts_with(class))
            || ["53200", "53300", "55P03", "25P03", "25006"].contains(&code))
}

/// The code of a database that could not write for want of space. Unlike every other answer of SQLite to a COMMIT, its
/// means that the last frame was not written: the transaction is certain not to be there.
fn full(code: &str) -> bool {
    const SQLITE_FULL: &str = "13";
    const POSTGRES_DISK_FULL: &str = "53100";
    [SQLITE_FULL, POSTGRES_DISK_FULL].contains(&code)
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        if matches!(
            error.kind(),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded
        ) {
            Self::Full
        } else {
            Self::File(error)
        }
    }
}

impl StoreError {
    /// For writes whose condition only fails when something else is stored already.
    pub(crate) fn missing_is_conflict(self) -> Self {
        if let Self::Missing = self {
            Self::Conflict
        } else {
            self
        }
    }
}
