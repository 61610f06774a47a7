//! The versions of the regulation.

use zegel_model::regulation::Regulation;

use crate::error::StoreError;
use crate::sql::{Row, Source, json, sql};
use crate::tables;
use crate::tx::Tx;

/// Adds a version, or carries it to its next state. Bound.
pub async fn put(tx: &mut Tx, regulation: &Regulation) -> Result<(), StoreError> {
    let salt = tx.salt();
    sql("INSERT INTO regulation (id, version, state, document, salt) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, document = excluded.document, salt = excluded.salt \
         WHERE regulation.version = excluded.version")
        .bind(regulation.id)
        .bind(regulation.version)
        .bind(regulation.state.name())
        .bind(json(regulation)?)
        .bind(salt)
        .run_one(tx)
        .await
        .map_err(StoreError::missing_is_conflict)?;
    tx.bind_row(&tables::REGULATION, vec![regulation.id.into()])
        .await
}

/// Every version, newest first.
pub async fn all(source: &mut impl Source) -> Result<Vec<Regulation>, StoreError> {
    sql("SELECT id, state, document FROM regulation ORDER BY version DESC")
        .rows(source)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The version that holds, if one does.
pub async fn in_force(source: &mut impl Source) -> Result<Option<Regulation>, StoreError> {
    let row = sql("SELECT id, state, document FROM regulation WHERE state = 'in_force' ORDER BY version DESC LIMIT 1")
        .row(source)
        .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Regulation, StoreError> {
    let regulation: Regulation = row.json("document")?;
    // The columns are what is searched by: a document that says something else is refused, not believed.
    if regulation.id == row.get("id")? && regulation.state.name() == row.get::<String>("state")? {
        Ok(regulation)
    } else {
        Err(StoreError::Corrupt("regulation"))
    }
}
