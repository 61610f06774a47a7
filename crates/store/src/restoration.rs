//! The mark of a restored archive. While it is there nothing can be recorded or published: an old state that went on
//! by itself would sign another history than the one that others have seen.

use std::sync::atomic::Ordering;

use zegel_model::Timestamp;

use crate::error::StoreError;
use crate::open::Store;
use crate::sql::{Source, sql};
use crate::tx::Tx;

/// How far a restored archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Rows are being written; what is there is not whole.
    Loading,
    /// Whole, as of the backup. What happened since is not known.
    Restored,
}

impl Phase {
    const fn name(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Restored => "restored",
        }
    }
}

/// What the mark says: how far, and when the backup was made. `None` for an archive that goes on.
pub async fn find(source: &mut impl Source) -> Result<Option<(Phase, Timestamp)>, StoreError> {
    let row = sql("SELECT phase, made FROM restoration WHERE id = 1")
        .row(source)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let phase = match row.get::<String>("phase")?.as_str() {
        "restored" => Phase::Restored,
        "loading" => Phase::Loading,
        _ => return Err(StoreError::Corrupt("phase")),
    };
    Ok(Some((phase, row.get("made")?)))
}

/// Begins: the first row of a restored database. [`StoreError::Conflict`] when one was begun here already.
pub async fn begin(tx: &mut Tx, made: Timestamp) -> Result<(), StoreError> {
    let now = tx.now();
    tx.sets_mark();
    sql("INSERT INTO restoration (id, phase, made, at) VALUES (1, $1, $2, $3)")
        .bind(Phase::Loading.name())
        .bind(made)
        .bind(now)
        .run_one(tx)
        .await
}

/// Every row is there. What is recorded in them has passed.
pub async fn loaded(tx: &mut Tx) -> Result<(), StoreError> {
    sql(
        "UPDATE writer SET seen = coalesce((SELECT max(at) FROM event), 0) \
         WHERE id = 1 AND seen < coalesce((SELECT max(at) FROM event), 0)",
    )
    .run(tx)
    .await?;
    sql("UPDATE restoration SET phase = $1 WHERE id = 1")
        .bind(Phase::Restored.name())
        .run_one(tx)
        .await
}

/// Takes the mark away: from this transaction on, which must record what the backup lacked, the archive goes on.
pub async fn settle(tx: &mut Tx) -> Result<(), StoreError> {
    sql("DELETE FROM restoration WHERE id = 1 AND phase = $1")
        .bind(Phase::Restored.name())
        .run_one(tx)
        .await?;
    tx.takes_mark_away();
    Ok(())
}

impl Store {
    /// Whether nothing may be recorded here, because the archive was restored and nobody said yet what it lacks.
    pub fn is_restored(&self) -> bool {
        self.inner.restored.load(Ordering::Acquire)
    }
}
