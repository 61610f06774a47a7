//! Shares that seats re-sealed to a case key. They go when the case ends.

use zegel_model::{CaseId, SeatId};

use crate::error::StoreError;
use crate::sql::{Source, sql};
use crate::tx::Tx;

/// Keeps a seat's signed approval with its re-sealed shares.
pub async fn put(
    tx: &mut Tx,
    case: CaseId,
    seat: SeatId,
    approval: &[u8],
    resealed: &[u8],
) -> Result<(), StoreError> {
    sql("INSERT INTO release (case_id, seat, approval, resealed) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (case_id, seat) DO UPDATE SET approval = excluded.approval, resealed = excluded.resealed")
        .bind(case)
        .bind(seat)
        .bind(approval)
        .bind(resealed)
        .run_one(tx)
        .await
}

/// Every seat's approval and re-sealed shares for a case.
pub async fn all(
    source: &mut impl Source,
    case: CaseId,
) -> Result<Vec<(SeatId, Vec<u8>, Vec<u8>)>, StoreError> {
    sql("SELECT seat, approval, resealed FROM release WHERE case_id = $1 ORDER BY seat")
        .bind(case)
        .rows(source)
        .await?
        .iter()
        .map(|row| Ok((row.get("seat")?, row.get("approval")?, row.get("resealed")?)))
        .collect()
}

/// Removes what was released for a case; of how many seats.
pub async fn drop_case(tx: &mut Tx, case: CaseId) -> Result<u64, StoreError> {
    sql("DELETE FROM release WHERE case_id = $1")
        .bind(case)
        .run(tx)
        .await
}
