//! The key encapsulations of a writer, one to a seat: without them no box of its segments opens.

use zegel_model::WriterId;

use crate::error::StoreError;
use crate::sql::{Source, sql};
use crate::tables;
use crate::tx::Tx;

/// Keeps a writer's contexts, before its first segment. The same bytes again change nothing; others are a
/// [`StoreError::Conflict`]. Bound.
pub async fn put(tx: &mut Tx, writer: WriterId, contexts: &[u8]) -> Result<(), StoreError> {
    if let Some(kept) = get(tx, writer).await? {
        return if kept == contexts {
            Ok(())
        } else {
            Err(StoreError::Conflict)
        };
    }
    let salt = tx.salt();
    sql("INSERT INTO context (writer, contexts, salt) VALUES ($1, $2, $3)")
        .bind(writer)
        .bind(contexts)
        .bind(salt)
        .run_one(tx)
        .await?;
    tx.bind_row(&tables::CONTEXT, vec![writer.into()]).await
}

/// A writer's contexts.
pub async fn get(
    source: &mut impl Source,
    writer: WriterId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = sql("SELECT contexts FROM context WHERE writer = $1")
        .bind(writer)
        .row(source)
        .await?;
    row.map(|row| row.get("contexts")).transpose()
}
