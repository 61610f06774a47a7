//! The one step in which a log grows: tiles, checkpoint and indices together, by compare and swap.

use std::collections::BTreeMap;

use crate::error::StoreError;
use crate::log::BatchId;
use crate::open::Store;
use crate::sql::{Many, sql};
use crate::tx::Tx;

/// A checkpoint that nobody cosigned is kept this long, for clients that are about to.
const UNWITNESSED_DAYS: i64 = 1;

/// A log's next state, made from its present one.
#[derive(Debug, Clone, Copy)]
pub struct Publication<'a> {
    /// Which log.
    pub log: &'a str,
    /// The size it was made from.
    pub expected_size: u64,
    /// The fencing number it was made under.
    pub epoch: u64,
    /// Each batch with the index of its first entry, without a gap.
    pub batches: &'a [(BatchId, u64)],
    /// Tiles and bundles that are new, by path.
    pub tiles: &'a [(String, Vec<u8>)],
    /// Folders of partial tiles and bundles that a full one replaces.
    pub obsolete: &'a [String],
    /// The signed note.
    pub checkpoint: &'a [u8],
    /// The size under it.
    pub size: u64,
    /// The root under it.
    pub root: [u8; 32],
}

impl Store {
    /// Publishes, on disk when it returns. [`StoreError::Stale`] when the log has another size or lease by now;
    /// [`StoreError::Conflict`] when a batch was published before or the indices have a gap.
    pub async fn publish(&self, next: &Publication<'_>) -> Result<(), StoreError> {
        if self.is_restored() {
            return Err(StoreError::Restored);
        }
        let mut tx = self.begin().await?;
        grow(&mut tx, next).await?;
        if index(&mut tx, next).await? != next.size {
            return Err(StoreError::Conflict);
        }
        // Whoever recorded was told long ago: they must not wait for this.
        tx.commit_in_company().await
    }
}

/// Takes over what a restored archive lacks of a log that others have: batches that it had recorded are given their
/// places, what lies behind them has no rows here. Part of the transaction that ends the restoration, of no other.
pub async fn refill(tx: &mut Tx, next: &Publication<'_>) -> Result<(), StoreError> {
    if !tx.is_taking_mark_away() {
        return Err(StoreError::Restored);
    }
    grow(tx, next).await?;
    if index(tx, next).await? > next.size {
        return Err(StoreError::Conflict);
    }
    Ok(())
}

/// Sizes, tiles and checkpoint, if the log is as it was.
async fn grow(tx: &mut Tx, next: &Publication<'_>) -> Result<(), StoreError> {
    let swapped = sql("UPDATE log SET size = $4, root = $5, checkpoint = $6 \
                       WHERE name = $1 AND size = $2 AND epoch = $3")
    .bind(next.log)
    .bind(next.expected_size)
    .bind(next.epoch)
    .bind(next.size)
    .bind(next.root)
    .bind(next.checkpoint)
    .run(tx)
    .await?;
    if swapped != 1 {
        return Err(StoreError::Stale);
    }
    tiles(tx, next).await?;
    checkpoint(tx, next).await
}

static INDEX: Many = Many::new(
    "UPDATE batch SET first_index = placed.column2, entries = $2 FROM (VALUES ",
    2,
    2,
    ") AS placed WHERE batch.id = placed.column1 AND batch.log = $1 AND batch.first_index IS NULL \
     RETURNING batch.id AS id, batch.count AS count",
);

/// Gives each batch its first index; answers with the one behind them. Their entries stand in the bundles from now on.
async fn index(tx: &mut Tx, next: &Publication<'_>) -> Result<u64, StoreError> {
    let mut counts = BTreeMap::new();
    for (statement, batches) in INDEX.statements(next.batches) {
        let statement = statement.bind(next.log).bind(Vec::new());
        let bound = batches.iter().fold(statement, |statement, (batch, first)| {
            statement.bind(*batch).bind(*first)
        });
        for row in bound.rows(tx).await? {
            counts.insert(row.get::<BatchId>("id")?, row.get::<u64>("count")?);
        }
    }
    let mut size = next.expected_size;
    for (batch, first) in next.batches {
        let count = counts.remove(batch).ok_or(StoreError::Conflict)?;
        if *first != size {
            return Err(StoreError::Conflict);
        }
        size = size.saturating_add(count);
    }
    Ok(size)
}

async fn tiles(tx: &mut Tx, next: &Publication<'_>) -> Result<(), StoreError> {
    for (path, bytes) in next.tiles {
        sql("INSERT INTO tile (log, path, bytes) VALUES ($1, $2, $3) \
             ON CONFLICT (log, path) DO UPDATE SET bytes = excluded.bytes")
        .bind(next.log)
        .bind(path.as_str())
        .bind(bytes.as_slice())
        .run_one(tx)
        .await?;
    }
    for folder in next.obsolete {
        // Everything below the folder: the slash is followed by the nought.
        sql("DELETE FROM tile WHERE log = $1 AND path > $2 AND path < $3")
            .bind(next.log)
            .bind(format!("{folder}/"))
            .bind(format!("{folder}0"))
            .run(tx)
            .await?;
    }
    Ok(())
}

async fn checkpoint(tx: &mut Tx, next: &Publication<'_>) -> Result<(), StoreError> {
    let now = tx.now();
    sql(
        "INSERT INTO checkpoint (log, size, at, note) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (log, size) DO UPDATE SET at = excluded.at, note = excluded.note",
    )
    .bind(next.log)
    .bind(next.size)
    .bind(now)
    .bind(next.checkpoint)
    .run_one(tx)
    .await?;
    sql("DELETE FROM checkpoint WHERE log = $1 AND at < $2 AND NOT EXISTS \
         (SELECT 1 FROM cosignature WHERE cosignature.log = checkpoint.log AND cosignature.size = checkpoint.size)")
        .bind(next.log)
        .bind(now.plus_days(-UNWITNESSED_DAYS))
        .run(tx)
        .await?;
    Ok(())
}
