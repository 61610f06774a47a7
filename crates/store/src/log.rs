//! The logs: what waits to be published, what was published, and who may publish.

use sha2::{Digest, Sha256};
use zegel_model::Timestamp;

use crate::error::StoreError;
use crate::open::Store;
use crate::outbox::OutboxKey;
use crate::sql::{Column, Raw, Row, Source, Value, sql};

/// The log of what people did.
pub(crate) const CONDUCT: &str = "conduct";

/// Which batch: counts up in the order of recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchId(i64);

impl BatchId {
    /// Eight bytes, as they are authenticated.
    pub(crate) fn to_be_bytes(self) -> [u8; 8] {
        self.0.to_be_bytes()
    }
}

/// Where the entry of a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    /// The log and the index in it, once published.
    pub published: Option<(String, u64)>,
    /// The batch that it came with.
    pub batch: BatchId,
    /// Its place in there.
    pub place: u64,
}

impl Stand {
    /// From the columns `log`, `log_index`, `batch` and `place`, outer-joined: a row may name a batch that is not there.
    pub(crate) fn read(row: &Row) -> Result<Self, StoreError> {
        let log: Option<String> = row.get("log")?;
        Ok(Self {
            published: log.zip(row.get("log_index")?),
            batch: row.get("batch")?,
            place: row.get("place")?,
        })
    }
}

/// How far a log is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogState {
    /// Entries under the checkpoint.
    pub size: u64,
    /// Root of the tree of that size (RFC 6962); of the empty tree before the first checkpoint.
    pub root: [u8; 32],
    /// The signed note, once there is one.
    pub checkpoint: Option<Vec<u8>>,
    /// The fencing number of the last lease.
    pub epoch: u64,
}

/// The entries of one transaction that wait to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Which.
    pub id: BatchId,
    /// In order, 32 bytes each.
    pub entries: Vec<[u8; 32]>,
}

/// Every log that has an entry or was leased, by name.
pub async fn names(source: &mut impl Source) -> Result<Vec<String>, StoreError> {
    let rows = sql("SELECT name FROM log ORDER BY name")
        .rows(source)
        .await?;
    rows.iter().map(|row| row.get("name")).collect()
}

/// How far a log is published; a log that nobody knows is empty.
pub async fn state(source: &mut impl Source, log: &str) -> Result<LogState, StoreError> {
    let empty: [u8; 32] = Sha256::digest([]).into();
    let row = sql("SELECT size, root, checkpoint, epoch FROM log WHERE name = $1")
        .bind(log)
        .row(source)
        .await?;
    let Some(row) = row else {
        return Ok(LogState {
            size: 0,
            root: empty,
            checkpoint: None,
            epoch: 0,
        });
    };
    Ok(LogState {
        size: row.get("size")?,
        root: row.get::<Option<[u8; 32]>>("root")?.unwrap_or(empty),
        checkpoint: row.get("checkpoint")?,
        epoch: row.get("epoch")?,
    })
}

/// Batches that wait, in the order in which they must be published; at most `limit` of them. [`StoreError::Forged`]
/// when one of them was not recorded by whoever has the key.
pub async fn unpublished(
    source: &mut impl Source,
    key: &OutboxKey,
    log: &str,
    limit: u32,
) -> Result<Vec<Batch>, StoreError> {
    sql("SELECT id, count, entries, code FROM batch WHERE log = $1 AND first_index IS NULL ORDER BY id LIMIT $2")
        .bind(log)
        .bind(limit)
        .rows(source)
        .await?
        .iter()
        .map(|row| recorded(row, key, log)?.ok_or(StoreError::Forged))
        .collect()
}

/// Every published batch of a log with the index of its first entry: for the audit.
pub async fn published(
    source: &mut impl Source,
    log: &str,
) -> Result<Vec<(BatchId, u64)>, StoreError> {
    sql("SELECT id, first_index FROM batch WHERE log = $1 AND first_index IS NOT NULL ORDER BY first_index")
        .bind(log)
        .rows(source)
        .await?
        .iter()
        .map(|row| Ok((row.get("id")?, row.get("first_index")?)))
        .collect()
}

/// Batches that wait, in order, with nothing in place of those that were not recorded by whoever has the key: for the
/// audit.
pub async fn waiting(
    source: &mut impl Source,
    key: &OutboxKey,
    log: &str,
) -> Result<Vec<Option<Batch>>, StoreError> {
    sql("SELECT id, count, entries, code FROM batch WHERE log = $1 AND first_index IS NULL ORDER BY id")
        .bind(log)
        .rows(source)
        .await?
        .iter()
        .map(|row| recorded(row, key, log))
        .collect()
}

/// The batch of a row, if its code agrees.
fn recorded(row: &Row, key: &OutboxKey, log: &str) -> Result<Option<Batch>, StoreError> {
    let id: BatchId = row.get("id")?;
    let bytes: Vec<u8> = row.get("entries")?;
    if !key.agrees(id, log, &bytes, &row.get::<Vec<u8>>("code")?) {
        return Ok(None);
    }
    let entries = bytes
        .chunks(32)
        .map(<[u8; 32]>::try_from)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| StoreError::Corrupt("entries"))?;
    if u64::try_from(entries.len()).ok() != Some(row.get("count")?) {
        return Err(StoreError::Corrupt("entries"));
    }
    Ok(Some(Batch { id, entries }))
}

/// A tile or bundle, by its path below the log's prefix.
pub async fn read_tile(
    source: &mut impl Source,
    log: &str,
    path: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = sql("SELECT bytes FROM tile WHERE log = $1 AND path = $2")
        .bind(log)
        .bind(path)
        .row(source)
        .await?;
    row.map(|row| row.get("bytes")).transpose()
}

/// The checkpoint that was published at a size, if it is still kept: one without cosignature is kept for a day.
pub async fn checkpoint_at(
    source: &mut impl Source,
    log: &str,
    size: u64,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = sql("SELECT note FROM checkpoint WHERE log = $1 AND size = $2")
        .bind(log)
        .bind(size)
        .row(source)
        .await?;
    row.map(|row| row.get("note")).transpose()
}

/// Takes or renews the lease of a log for `seconds`; the fencing number, or `None` while another holder has it. A
/// renewal by the same holder keeps the number: a holder's name is random, fresh for every process.
pub async fn lease(
    store: &Store,
    log: &str,
    holder: &str,
    now: Timestamp,
    seconds: i64,
) -> Result<Option<u64>, StoreError> {
    let until = now.plus_seconds(seconds);
    let mut tx = store.begin().await?;
    sql("INSERT INTO log (name) VALUES ($1) ON CONFLICT (name) DO NOTHING")
        .bind(log)
        .run(&mut tx)
        .await?;
    let taken = sql("UPDATE log SET lease_until = $3, holder = $2, \
                     epoch = CASE WHEN holder = $2 THEN epoch ELSE epoch + 1 END \
                     WHERE name = $1 AND (holder = $2 OR lease_until IS NULL OR lease_until <= $4) RETURNING epoch")
        .bind(log)
        .bind(holder)
        .bind(until)
        .bind(now)
        .row(&mut tx)
        .await?;
    let epoch = taken.map(|row| row.get("epoch")).transpose()?;
    tx.commit_in_company().await?;
    Ok(epoch)
}

/// Ends every lease. Only for whoever knows that no other publisher lives, because the archive's folder is theirs alone.
pub async fn end_leases(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    sql("UPDATE log SET lease_until = NULL")
        .run(&mut tx)
        .await?;
    tx.commit().await
}

impl Column for BatchId {
    fn read(raw: Raw) -> Option<Self> {
        i64::read(raw).map(Self)
    }
}

impl From<BatchId> for Value {
    fn from(id: BatchId) -> Self {
        id.0.into()
    }
}
