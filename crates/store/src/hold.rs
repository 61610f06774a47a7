//! Legal holds. None is ever deleted: what was held, by whom and until when is itself evidence.

use zegel_model::HoldId;
use zegel_model::hold::Hold;

use crate::error::StoreError;
use crate::sql::{Row, Source, json, sql};
use crate::tables;
use crate::tx::Tx;

/// Adds a hold, or carries it to its next state. Bound.
pub async fn put(tx: &mut Tx, hold: &Hold) -> Result<(), StoreError> {
    let salt = tx.salt();
    sql(
        "INSERT INTO hold (id, proposed, document, salt) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (id) DO UPDATE SET document = excluded.document, salt = excluded.salt \
         WHERE hold.proposed = excluded.proposed",
    )
    .bind(hold.id)
    .bind(hold.proposed.at)
    .bind(json(hold)?)
    .bind(salt)
    .run_one(tx)
    .await
    .map_err(StoreError::missing_is_conflict)?;
    tx.bind_row(&tables::HOLD, vec![hold.id.into()]).await
}

/// A hold by identifier.
pub async fn get(source: &mut impl Source, id: HoldId) -> Result<Option<Hold>, StoreError> {
    let row = sql("SELECT id, document FROM hold WHERE id = $1")
        .bind(id)
        .row(source)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Every hold there ever was, newest first. One that cannot be read is an error, never one hold less: whatever erases
/// asks here.
pub async fn all(source: &mut impl Source) -> Result<Vec<Hold>, StoreError> {
    sql("SELECT id, document FROM hold ORDER BY proposed DESC, id")
        .rows(source)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Hold, StoreError> {
    let hold: Hold = row.json("document")?;
    if hold.id == row.get("id")? {
        Ok(hold)
    } else {
        Err(StoreError::Corrupt("hold"))
    }
}
