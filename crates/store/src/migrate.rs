//! The schema, step by step. A step that ran is never edited: its digest is kept beside its number.

use sha2::{Digest, Sha256};
use sqlx::Row as _;
use sqlx::sqlite::SqliteConnection;
use zegel_model::Timestamp;

use crate::error::StoreError;

/// The steps, in order, by number.
const STEPS: &[(i64, &str)] = &[(1, include_str!("../migrations/sqlite/0001_founding.sql"))];

/// Brings the schema up to date. Takes the writer's lock only when something is to be done.
pub(crate) async fn run(
    connection: &mut SqliteConnection,
    now: Timestamp,
) -> Result<(), StoreError> {
    if pending(connection).await?.is_empty() {
        return Ok(());
    }
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL PRIMARY KEY, sha256 BLOB NOT NULL, \
         at INTEGER NOT NULL) STRICT",
    )
    .execute(&mut *connection)
    .await?;
    // Looked up again under the lock: another process may have been faster.
    for (number, step) in pending(connection).await? {
        sqlx::raw_sql(step).execute(&mut *connection).await?;
        sqlx::query("INSERT INTO migration (number, sha256, at) VALUES ($1, $2, $3)")
            .bind(number)
            .bind(digest(step))
            .bind(now.micros())
            .execute(&mut *connection)
            .await?;
        tracing::info!(number, "schema step done");
    }
    sqlx::query("COMMIT").execute(&mut *connection).await?;
    Ok(())
}

/// The steps that did not run yet.
async fn pending(
    connection: &mut SqliteConnection,
) -> Result<Vec<(i64, &'static str)>, StoreError> {
    let known =
        sqlx::query("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migration'")
            .fetch_optional(&mut *connection)
            .await?;
    if known.is_none() {
        return Ok(STEPS.to_vec());
    }
    let done = sqlx::query("SELECT number, sha256 FROM migration ORDER BY number")
        .fetch_all(connection)
        .await?;
    if done.len() > STEPS.len() {
        return Err(StoreError::Schema);
    }
    for (row, (number, step)) in done.iter().zip(STEPS) {
        if row.try_get::<i64, _>("number")? != *number
            || row.try_get::<Vec<u8>, _>("sha256")? != digest(step)
        {
            return Err(StoreError::Schema);
        }
    }
    Ok(STEPS.iter().skip(done.len()).copied().collect())
}

fn digest(step: &str) -> Vec<u8> {
    Sha256::digest(step.as_bytes()).to_vec()
}
