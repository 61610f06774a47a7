//! Cases: what was asked, and how far it is.

use zegel_model::CaseId;
use zegel_model::case::Case;

use crate::error::StoreError;
use crate::sql::{Row, Source, json, sql};
use crate::tables;
use crate::tx::Tx;

/// Adds a case, or carries it to its next state. Bound.
pub async fn put(tx: &mut Tx, case: &Case) -> Result<(), StoreError> {
    let salt = tx.salt();
    sql("INSERT INTO \"case\" (id, reviewer, requested, document, salt) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO UPDATE SET document = excluded.document, salt = excluded.salt \
         WHERE \"case\".reviewer = excluded.reviewer AND \"case\".requested = excluded.requested")
        .bind(case.terms.case)
        .bind(case.terms.reviewer)
        .bind(case.terms.requested)
        .bind(json(case)?)
        .bind(salt)
        .run_one(tx)
        .await
        .map_err(StoreError::missing_is_conflict)?;
    tx.bind_row(&tables::CASE, vec![case.terms.case.into()])
        .await
}

/// A case by identifier.
pub async fn get(source: &mut impl Source, id: CaseId) -> Result<Option<Case>, StoreError> {
    let row = sql("SELECT id, document FROM \"case\" WHERE id = $1")
        .bind(id)
        .row(source)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Every case, newest first.
pub async fn all(source: &mut impl Source) -> Result<Vec<Case>, StoreError> {
    sql("SELECT id, document FROM \"case\" ORDER BY requested DESC, id")
        .rows(source)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Case, StoreError> {
    let case: Case = row.json("document")?;
    if case.terms.case == row.get("id")? {
        Ok(case)
    } else {
        Err(StoreError::Corrupt("case"))
    }
}
