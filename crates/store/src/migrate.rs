//! The schema, step by step. A step that ran is never edited: its digest is kept beside its number.

use sha2::{Digest, Sha256};
use sqlx::Row as _;
use zegel_model::Timestamp;

use crate::driver::{Handle, Link, answered};
use crate::error::StoreError;

/// One step, for each database.
struct Step {
    number: i64,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! steps {
    ($($number:literal $name:literal,)*) => {
        &[$(Step {
            number: $number,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        },)*]
    };
}

/// The steps, in order, by number.
const STEPS: &[Step] = steps! {
    1 "0001_founding",
    2 "0002_nodes",
    3 "0003_restoration",
    4 "0004_clock",
    5 "0005_holds",
};

/// The last step: what the rows of a backup are of.
pub const SCHEMA: i64 = 5;

/// Brings the schema up to date. Takes the writer's lock only when something is to be done.
pub(crate) async fn run(link: &mut Link, now: Timestamp) -> Result<(), StoreError> {
    if pending(link).await?.is_empty() {
        return Ok(());
    }
    match make_table(link).await {
        // Two nodes made the table at the same moment; the other one was faster.
        Err(StoreError::Conflict) => {}
        made => made?,
    }
    let done = under_lock(link, now).await;
    if done.is_err() {
        link.run("ROLLBACK").await?;
    }
    done
}

async fn under_lock(link: &mut Link, now: Timestamp) -> Result<(), StoreError> {
    link.run(match link {
        Link::Sqlite(_) => "BEGIN IMMEDIATE",
        Link::Postgres(_) => "BEGIN; LOCK TABLE migration IN ACCESS EXCLUSIVE MODE",
    })
    .await?;
    // Looked up again under the lock: another process may have been faster.
    for step in pending(link).await? {
        match link.handle()? {
            Handle::Sqlite(connection) => {
                sqlx::raw_sql(step.sqlite).execute(&mut *connection).await?;
                sqlx::query(DONE)
                    .bind(step.number)
                    .bind(digest(step.sqlite))
                    .bind(now.micros())
                    .execute(connection)
                    .await?;
            }
            Handle::Postgres(connection) => {
                sqlx::raw_sql(step.postgres)
                    .execute(&mut *connection)
                    .await?;
                sqlx::query(DONE)
                    .bind(step.number)
                    .bind(digest(step.postgres))
                    .bind(now.micros())
                    .execute(connection)
                    .await?;
            }
        }
        tracing::info!(number = step.number, "schema step done");
    }
    link.run("COMMIT").await
}

const DONE: &str = "INSERT INTO migration (number, sha256, at) VALUES ($1, $2, $3)";

async fn make_table(link: &mut Link) -> Result<(), StoreError> {
    match link.handle()? {
        Handle::Sqlite(connection) => {
            sqlx::query(
                "CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL PRIMARY KEY, sha256 BLOB NOT NULL, \
                 at INTEGER NOT NULL) STRICT",
            )
            .execute(connection)
            .await?;
        }
        Handle::Postgres(connection) => {
            answered(
                sqlx::query(
                    "CREATE TABLE IF NOT EXISTS migration (number BIGINT NOT NULL PRIMARY KEY, \
                     sha256 BYTEA NOT NULL, at BIGINT NOT NULL)",
                )
                .execute(connection),
            )
            .await?;
        }
    }
    Ok(())
}

/// The steps that did not run yet.
async fn pending(link: &mut Link) -> Result<Vec<&'static Step>, StoreError> {
    let Some(done) = done(link).await? else {
        return Ok(STEPS.iter().collect());
    };
    if done.len() > STEPS.len() {
        return Err(StoreError::Schema);
    }
    let here = |step: &Step| match link {
        Link::Sqlite(_) => digest(step.sqlite),
        Link::Postgres(_) => digest(step.postgres),
    };
    for ((number, sha256), step) in done.iter().zip(STEPS) {
        if *number != step.number || *sha256 != here(step) {
            return Err(StoreError::Schema);
        }
    }
    Ok(STEPS.iter().skip(done.len()).collect())
}

/// Number and digest of each step that ran; `None` where none ever did.
async fn done(link: &mut Link) -> Result<Option<Vec<(i64, Vec<u8>)>>, StoreError> {
    const RAN: &str = "SELECT number, sha256 FROM migration ORDER BY number";
    let found = match link.handle()? {
        Handle::Sqlite(connection) => {
            let known = sqlx::query(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migration'",
            );
            if known.fetch_optional(&mut *connection).await?.is_none() {
                return Ok(None);
            }
            let rows = sqlx::query(RAN).fetch_all(connection).await?;
            rows.iter()
                .map(|row| Ok((row.try_get("number")?, row.try_get("sha256")?)))
                .collect::<Result<_, sqlx::Error>>()
        }
        Handle::Postgres(connection) => {
            let known = sqlx::query(
                "SELECT table_name FROM information_schema.tables \
                 WHERE table_schema = current_schema() AND table_name = 'migration'",
            );
            if answered(known.fetch_optional(&mut *connection))
                .await?
                .is_none()
            {
                return Ok(None);
            }
            let rows = answered(sqlx::query(RAN).fetch_all(connection)).await?;
            rows.iter()
                .map(|row| Ok((row.try_get("number")?, row.try_get("sha256")?)))
                .collect()
        }
    };
    Ok(Some(found?))
}

fn digest(step: &str) -> Vec<u8> {
    Sha256::digest(step.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::{SCHEMA, STEPS};

    #[test]
    fn the_last_step_is_the_schema() {
        assert_eq!(STEPS.last().map(|step| step.number), Some(SCHEMA));
    }
}
