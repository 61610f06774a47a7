//! Entries of the conduct log with their payloads and salts, which can be erased without breaking a proof.

use std::fmt;
use std::str::FromStr;

use zegel_model::Timestamp;
use zegel_model::event::Payload;
use zegel_model::hold::Free;

use crate::error::StoreError;
use crate::log::{CONDUCT, Stand};
use crate::sql::{Column, Raw, Row, Source, Value, sql};
use crate::tx::Tx;

/// Which event: counts up in the order of recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(i64);

/// The text is no number of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not the number of an event")]
pub struct NotAnEvent;

/// An event as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Which.
    pub id: EventId,
    /// Its index in the conduct log, once published.
    pub log_index: Option<u64>,
    /// When it happened.
    pub at: Timestamp,
    /// Its tag.
    pub name: String,
    /// The salt of its leaf; gone when erased.
    pub salt: Option<[u8; 32]>,
    /// The bytes that were hashed; gone when erased.
    pub payload: Option<Vec<u8>>,
    /// When salt and payload were erased.
    pub erased_at: Option<Timestamp>,
}

impl StoredEvent {
    /// What it says; `None` when erased or not readable.
    pub fn decoded(&self) -> Option<Payload> {
        serde_json::from_slice(self.payload.as_deref()?).ok()
    }
}

impl fmt::Debug for StoredEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredEvent")
            .field("id", &self.id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// The latest events, newest first.
pub async fn recent(source: &mut impl Source, limit: u32) -> Result<Vec<StoredEvent>, StoreError> {
    let rows = sql("SELECT event.id AS id, first_index + place AS log_index, at, name, salt, payload, erased_at \
                    FROM event JOIN batch ON batch.id = event.batch ORDER BY event.id DESC LIMIT $1")
        .bind(limit)
        .rows(source)
        .await?;
    rows.iter().map(read).collect()
}

/// An event by identifier.
pub async fn get(source: &mut impl Source, id: EventId) -> Result<Option<StoredEvent>, StoreError> {
    let row = sql("SELECT event.id AS id, first_index + place AS log_index, at, name, salt, payload, erased_at \
                   FROM event JOIN batch ON batch.id = event.batch WHERE event.id = $1")
        .bind(id)
        .row(source)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The published event at an index of the conduct log.
pub async fn find_index(
    source: &mut impl Source,
    log_index: u64,
) -> Result<Option<StoredEvent>, StoreError> {
    let row = sql("SELECT event.id AS id, first_index + place AS log_index, at, name, salt, payload, erased_at \
                   FROM event JOIN batch ON batch.id = event.batch \
                   WHERE batch.id = (SELECT id FROM batch WHERE log = $1 AND first_index <= $2 \
                                     ORDER BY first_index DESC LIMIT 1) \
                   AND first_index + place = $2")
        .bind(CONDUCT)
        .bind(log_index)
        .row(source)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The latest events of one name, newest first.
pub async fn by_name(
    source: &mut impl Source,
    name: &str,
    limit: u32,
) -> Result<Vec<StoredEvent>, StoreError> {
    let rows = sql("SELECT event.id AS id, first_index + place AS log_index, at, name, salt, payload, erased_at \
                    FROM event JOIN batch ON batch.id = event.batch WHERE name = $1 ORDER BY event.id DESC LIMIT $2")
        .bind(name)
        .bind(limit)
        .rows(source)
        .await?;
    rows.iter().map(read).collect()
}

/// The latest events of one name whose payload holds a text, newest first. A text may stand where it means something
/// else: whoever asks decodes and looks.
pub async fn by_name_holding(
    source: &mut impl Source,
    name: &str,
    text: &str,
    limit: u32,
) -> Result<Vec<StoredEvent>, StoreError> {
    let rows = sql("SELECT event.id AS id, first_index + place AS log_index, at, name, salt, payload, erased_at \
                    FROM event JOIN batch ON batch.id = event.batch \
                    WHERE name = $1 AND instr(payload, $2) > 0 ORDER BY event.id DESC LIMIT $3")
        .bind(name)
        .bind(text.as_bytes())
        .bind(limit)
        .rows(source)
        .await?;
    rows.iter().map(read).collect()
}

/// Events with their places, in the order of recording, from the one behind `after`: for the audit.
pub async fn payloads(
    source: &mut impl Source,
    after: Option<EventId>,
    limit: u32,
) -> Result<Vec<(StoredEvent, Stand)>, StoreError> {
    let rows = sql("SELECT event.id AS id, first_index + place AS log_index, at, name, salt, payload, erased_at, \
                    batch, place, batch.log AS log \
                    FROM event LEFT JOIN batch ON batch.id = event.batch WHERE event.id > $1 ORDER BY event.id LIMIT $2")
        .bind(after.map_or(i64::MIN, |id| id.0))
        .bind(limit)
        .rows(source)
        .await?;
    rows.iter()
        .map(|row| Ok((read(row)?, Stand::read(row)?)))
        .collect()
}

/// The event that names a row last: a bound row by its table and key, an erased event by `event` and its number.
pub async fn naming(
    source: &mut impl Source,
    table: &str,
    row: &str,
) -> Result<Option<EventId>, StoreError> {
    let row = sql("SELECT event FROM binding WHERE bound_table = $1 AND bound_row = $2")
        .bind(table)
        .bind(row)
        .row(source)
        .await?;
    row.map(|row| row.get("event")).transpose()
}

/// Erases salt and payload, on which no hold rests. The next event names the erased one (table `event`, no digest) and must be recorded;
/// [`StoreError::Missing`] when it is not there or was erased before.
pub async fn erase(tx: &mut Tx, id: EventId, _free: &Free) -> Result<(), StoreError> {
    let now = tx.now();
    sql("UPDATE event SET salt = NULL, payload = NULL, erased_at = $2 WHERE id = $1 AND erased_at IS NULL")
        .bind(id)
        .bind(now)
        .run_one(tx)
        .await?;
    tx.unbind_row("event", id.to_string());
    Ok(())
}

fn read(row: &Row) -> Result<StoredEvent, StoreError> {
    Ok(StoredEvent {
        id: row.get("id")?,
        log_index: row.get("log_index")?,
        at: row.get("at")?,
        name: row.get("name")?,
        salt: row.get("salt")?,
        payload: row.get("payload")?,
        erased_at: row.get("erased_at")?,
    })
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for EventId {
    type Err = NotAnEvent;

    fn from_str(text: &str) -> Result<Self, NotAnEvent> {
        text.parse().map(Self).map_err(|_| NotAnEvent)
    }
}

impl Column for EventId {
    fn read(raw: Raw) -> Option<Self> {
        i64::read(raw).map(Self)
    }
}

impl From<EventId> for Value {
    fn from(id: EventId) -> Self {
        id.0.into()
    }
}
