//! Seats, as everybody may know them.

use zegel_model::seat::{Seat, Side};

use crate::error::StoreError;
use crate::sql::{Row, Source, sql};
use crate::tables;
use crate::tx::Tx;

/// Adds a seat, or notes its drill. Holder, side and key never change: [`StoreError::Missing`]. Bound.
pub async fn put(tx: &mut Tx, seat: &Seat) -> Result<(), StoreError> {
    let salt = tx.salt();
    sql("INSERT INTO seat (id, holder, side, public, registered, drilled, salt) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (id) DO UPDATE SET drilled = excluded.drilled, salt = excluded.salt \
         WHERE seat.holder = excluded.holder AND seat.side = excluded.side AND seat.public = excluded.public \
         AND seat.registered = excluded.registered")
        .bind(seat.id)
        .bind(seat.holder)
        .bind(seat.side.code())
        .bind(seat.public.as_str())
        .bind(seat.registered)
        .bind(seat.drilled)
        .bind(salt)
        .run_one(tx)
        .await
        .map_err(StoreError::missing_is_conflict)?;
    tx.bind_row(&tables::SEAT, vec![seat.id.into()]).await
}

/// Every seat, the employer's side first, then by registration.
pub async fn all(source: &mut impl Source) -> Result<Vec<Seat>, StoreError> {
    sql("SELECT id, holder, side, public, registered, drilled FROM seat ORDER BY side, registered, id")
        .rows(source)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Seat, StoreError> {
    Ok(Seat {
        id: row.get("id")?,
        holder: row.get("holder")?,
        side: Side::from_code(row.get("side")?).ok_or(StoreError::Corrupt("side"))?,
        public: row.get("public")?,
        registered: row.get("registered")?,
        drilled: row.get("drilled")?,
    })
}
