//! The servers that work on one database: whose logs these are, which servers live, and which has which reading room.

use zegel_model::{CaseId, Timestamp};

use crate::error::StoreError;
use crate::open::Store;
use crate::sql::{Source, sql};
use crate::tx::Tx;

/// Says that these logs are signed with this key (its verifier key); for ever, at the first time. [`StoreError::Conflict`]
/// when they are another key's: a server that signed with this one would fork them.
pub async fn claim_logs(store: &Store, log_key: &str) -> Result<(), StoreError> {
    let known = sql("SELECT log_key FROM writer WHERE id = 1")
        .one_row(&mut store.read().await?)
        .await?;
    match known.get::<Option<String>>("log_key")? {
        Some(known) if known == log_key => return Ok(()),
        Some(_) => return Err(StoreError::Conflict),
        None => {}
    }
    let mut tx = store.begin().await?;
    let claimed =
        sql("UPDATE writer SET log_key = $1 WHERE id = 1 AND (log_key IS NULL OR log_key = $1)")
            .bind(log_key)
            .run(&mut tx)
            .await?;
    if claimed != 1 {
        return Err(StoreError::Conflict);
    }
    tx.commit().await
}

/// Whose logs these are, once a server said so.
pub async fn log_key(source: &mut impl Source) -> Result<Option<String>, StoreError> {
    sql("SELECT log_key FROM writer WHERE id = 1")
        .one_row(source)
        .await?
        .get("log_key")
}

/// A server is believed to live until then. Forgets those that have been dead for a day.
pub async fn alive(tx: &mut Tx, name: &str, until: Timestamp) -> Result<(), StoreError> {
    let forgotten = tx.now().plus_days(-1);
    sql("DELETE FROM node WHERE alive_until < $1")
        .bind(forgotten)
        .run(tx)
        .await?;
    sql("INSERT INTO node (name, alive_until) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET alive_until = excluded.alive_until")
    .bind(name)
    .bind(until)
    .run_one(tx)
    .await
}

/// A server has the reading room of a case.
pub async fn house(tx: &mut Tx, case: CaseId, node: &str) -> Result<(), StoreError> {
    sql("INSERT INTO room (case_id, node) VALUES ($1, $2) ON CONFLICT (case_id) DO UPDATE SET node = excluded.node")
        .bind(case)
        .bind(node)
        .run_one(tx)
        .await
}

/// The reading room of a case is no more.
pub async fn vacate(tx: &mut Tx, case: CaseId) -> Result<(), StoreError> {
    sql("DELETE FROM room WHERE case_id = $1")
        .bind(case)
        .run(tx)
        .await?;
    Ok(())
}

/// Every reading room with its server, and until when that one is believed to live.
pub async fn rooms(
    source: &mut impl Source,
) -> Result<Vec<(CaseId, String, Option<Timestamp>)>, StoreError> {
    sql(
        "SELECT room.case_id AS case_id, room.node AS node, node.alive_until AS alive_until \
         FROM room LEFT JOIN node ON node.name = room.node ORDER BY room.case_id",
    )
    .rows(source)
    .await?
    .iter()
    .map(|row| {
        Ok((
            row.get("case_id")?,
            row.get("node")?,
            row.get("alive_until")?,
        ))
    })
    .collect()
}
