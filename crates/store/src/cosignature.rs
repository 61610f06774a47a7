//! Cosignatures on checkpoints. They prove themselves; nothing needs to be believed.

use crate::error::StoreError;
use crate::sql::{Source, sql};
use crate::tx::Tx;

/// Keeps a cosigner's line for the checkpoint of this size; a later one of the same cosigner takes its place.
pub async fn put(
    tx: &mut Tx,
    log: &str,
    size: u64,
    cosigner: &str,
    line: &str,
) -> Result<(), StoreError> {
    sql(
        "INSERT INTO cosignature (log, size, cosigner, line) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (log, size, cosigner) DO UPDATE SET line = excluded.line",
    )
    .bind(log)
    .bind(size)
    .bind(cosigner)
    .bind(line)
    .run_one(tx)
    .await
}

/// The cosigners of the checkpoint of this size with their lines, by name.
pub async fn get(
    source: &mut impl Source,
    log: &str,
    size: u64,
) -> Result<Vec<(String, String)>, StoreError> {
    sql("SELECT cosigner, line FROM cosignature WHERE log = $1 AND size = $2 ORDER BY cosigner")
        .bind(log)
        .bind(size)
        .rows(source)
        .await?
        .iter()
        .map(|row| Ok((row.get("cosigner")?, row.get("line")?)))
        .collect()
}

/// The sizes of which a cosigned checkpoint is kept, largest first; at most `limit` of them.
pub async fn sizes(
    source: &mut impl Source,
    log: &str,
    limit: u32,
) -> Result<Vec<u64>, StoreError> {
    sql("SELECT DISTINCT size FROM cosignature WHERE log = $1 ORDER BY size DESC LIMIT $2")
        .bind(log)
        .bind(limit)
        .rows(source)
        .await?
        .iter()
        .map(|row| row.get("size"))
        .collect()
}
