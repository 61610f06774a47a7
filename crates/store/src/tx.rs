//! A transaction: state, events and jobs together or not at all.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use zegel_model::Timestamp;
use zegel_model::event::{Bound, Event, Payload};
use zegel_model::job::Job;

use crate::driver::Handle;
use crate::error::StoreError;
use crate::event::EventId;
use crate::group_commit::{Hold, Pace};
use crate::log::{BatchId, CONDUCT};
use crate::open::Inner;
use crate::sql::{Connected, Many, Source, Value, json, sql};
use crate::tables::{self, BoundTable};

/// A transaction. Whatever was written is rolled back when it is dropped without [`Tx::commit`].
pub struct Tx {
    hold: Hold,
    inner: Arc<Inner>,
    now: Timestamp,
    health: Health,
    unnamed: BTreeMap<(&'static str, String), Option<String>>,
    events: Vec<Recorded>,
    evidence: Option<Evidence>,
    mark: Mark,
}

/// What becomes of the mark of a restored archive with this transaction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Stays,
    Set,
    TakenAway,
}

/// Whether the next statement may run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Health {
    Fine,
    /// A statement runs; still so at the next one when its future was dropped.
    Busy,
    Failed,
}

/// An event that waits for the commit.
struct Recorded {
    name: &'static str,
    salt: [u8; 32],
    payload: Vec<u8>,
    rows: Vec<(String, String)>,
}

/// The entries of the evidence log so far.
struct Evidence {
    log: String,
    batch: BatchId,
    entries: Vec<u8>,
}

/// Where an entry will stand: its batch, and its place in there.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) batch: BatchId,
    pub(crate) place: u64,
}

static EVENTS: Many = Many::new(
    "INSERT INTO event (batch, place, at, name, salt, payload) VALUES ",
    0,
    6,
    " RETURNING id, place",
);
static BINDINGS: Many = Many::new(
    "INSERT INTO binding (bound_table, bound_row, event) VALUES ",
    0,
    3,
    " ON CONFLICT (bound_table, bound_row) DO UPDATE SET event = excluded.event",
);

impl Tx {
    pub(crate) async fn begin(inner: Arc<Inner>) -> Result<Self, StoreError> {
        let mut hold = inner.queue.take().await?;
        let now = hold.moment(inner.clock.now());
        // Where another server's clock has come further, whoever only looks must not see that time again either.
        inner.clock.not_before(now);
        Ok(Self {
            hold,
            inner,
            now,
            health: Health::Fine,
            unnamed: BTreeMap::new(),
            events: Vec::new(),
            evidence: None,
            mark: Mark::Stays,
        })
    }

    /// The moment at which the transaction began; everything in it happened then. Never before that of one that was
    /// committed earlier, whatever the machine's clock shows.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Adds an event to the conduct log. It names every bound row written since the event before it.
    pub fn record(&mut self, event: &Event) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.unnamed);
        let keys = rows
            .keys()
            .map(|(table, row)| ((*table).to_owned(), row.clone()))
            .collect();
        let bound = rows
            .into_iter()
            .map(|((table, row), digest)| Bound {
                table: table.to_owned(),
                row,
                digest,
            })
            .collect();
        let payload = Payload {
            v: 1,
            at: self.now,
            event: event.clone(),
            bound,
        };
        let payload = serde_json::to_vec(&payload).map_err(StoreError::Encode)?;
        self.events.push(Recorded {
            name: event.name(),
            salt: self.salt(),
            payload,
            rows: keys,
        });
        Ok(())
    }

    /// Has something done at `due` or soon after; kept or dropped with the rest of the transaction.
    pub async fn enqueue(&mut self, job: Job, due: Timestamp) -> Result<(), StoreError> {
        sql("INSERT INTO job (due, body) VALUES ($1, $2)")
            .bind(due)
            .bind(json(&job)?)
            .run_one(self)
            .await
    }

    /// Returns once everything is on disk. [`StoreError::Unbound`] when a bound row was written that no event names;
    /// [`StoreError::Restored`] when something was recorded in a restored archive that may not go on yet;
    /// [`StoreError::Durability`] when the disk did not confirm: the process must end then.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.commit_at(Pace::AtOnce).await
    }

    /// [`Tx::commit`], of something that nobody waits for.
    pub(crate) async fn commit_in_company(self) -> Result<(), StoreError> {
        self.commit_at(Pace::InCompany).await
    }

    async fn commit_at(mut self, pace: Pace) -> Result<(), StoreError> {
        if !self.unnamed.is_empty() {
            return Err(StoreError::Unbound);
        }
        let recorded = !self.events.is_empty()
            || self
                .evidence
                .as_ref()
                .is_some_and(|e| !e.entries.is_empty());
        let mark = self.mark;
        let may_record = mark == Mark::TakenAway || !self.inner.restored.load(Ordering::Acquire);
        if recorded && !may_record {
            return Err(StoreError::Restored);
        }
        self.write_events().await?;
        self.write_evidence().await?;
        if self.health != Health::Fine {
            return Err(StoreError::Broken);
        }
        let inner = self.inner.clone();
        let release = self.hold.release(recorded, pace);
        inner.commits.timed(inner.clock.as_ref(), release).await?;
        match mark {
            Mark::Stays => {}
            Mark::Set => inner.restored.store(true, Ordering::Release),
            Mark::TakenAway => inner.restored.store(false, Ordering::Release),
        }
        Ok(())
    }

    /// From its commit on nothing may be recorded.
    pub(crate) fn sets_mark(&mut self) {
        self.mark = Mark::Set;
    }

    /// It may record, and whatever comes after it.
    pub(crate) fn takes_mark_away(&mut self) {
        self.mark = Mark::TakenAway;
    }

    /// Whether it may sign what a restored archive lacks.
    pub(crate) fn is_taking_mark_away(&self) -> bool {
        self.mark == Mark::TakenAway
    }

    /// 32 fresh bytes.
    pub(crate) fn salt(&self) -> [u8; 32] {
        let mut salt = [0; 32];
        self.inner.random.fill(&mut salt);
        salt
    }

    /// Notes that a bound row was written: the next event names it with the digest of what is stored now.
    pub(crate) async fn bind_row(
        &mut self,
        table: &'static BoundTable,
        key: Vec<Value>,
    ) -> Result<(), StoreError> {
        let (row, digest) = tables::digest_of(self, table, key)
            .await?
            .ok_or(StoreError::Missing)?;
        self.unnamed
            .insert((table.name, row), Some(tables::hex(&digest)));
        Ok(())
    }

    /// Notes that a row is gone: the next event says so.
    pub(crate) fn unbind_row(&mut self, table: &'static str, row: String) {
        self.unnamed.insert((table, row), None);
    }

    /// Where the next entry of the evidence log will stand. Nothing is added until [`Tx::add_evidence`].
    pub(crate) async fn evidence_place(&mut self) -> Result<Place, StoreError> {
        if let Some(evidence) = &self.evidence {
            let place =
                u64::try_from(evidence.entries.len() / 32).map_err(|_| StoreError::TooLarge)?;
            return Ok(Place {
                batch: evidence.batch,
                place,
            });
        }
        let log = format!("evidence-{}", self.now.local(&TimeZone::UTC).year());
        let batch = self.add_batch(&log).await?;
        self.evidence = Some(Evidence {
            log,
            batch,
            entries: Vec::new(),
        });
        Ok(Place { batch, place: 0 })
    }

    /// Adds an entry at the place that was asked for last.
    pub(crate) fn add_evidence(&mut self, leaf: &[u8; 32]) {
        if let Some(evidence) = &mut self.evidence {
            evidence.entries.extend_from_slice(leaf);
        }
    }

    /// Begins a batch: its code needs its number, so [`Tx::fill_batch`] follows.
    async fn add_batch(&mut self, log: &str) -> Result<BatchId, StoreError> {
        sql("INSERT INTO log (name) VALUES ($1) ON CONFLICT (name) DO NOTHING")
            .bind(log)
            .run(self)
            .await?;
        let row = sql(
            "INSERT INTO batch (log, count, entries, code) VALUES ($1, 0, $2, $3) RETURNING id",
        )
        .bind(log)
        .bind(Vec::new())
        .bind(Vec::new())
        .one_row(self)
        .await?;
        row.get("id")
    }

    async fn fill_batch(
        &mut self,
        batch: BatchId,
        log: &str,
        entries: Vec<u8>,
    ) -> Result<(), StoreError> {
        let code = self.inner.outbox.code(batch, log, &entries)?;
        sql("UPDATE batch SET count = $2, entries = $3, code = $4 WHERE id = $1")
            .bind(batch)
            .bind(entries.len() / 32)
            .bind(entries)
            .bind(code)
            .run_one(self)
            .await
    }

    async fn write_events(&mut self) -> Result<(), StoreError> {
        let events = std::mem::take(&mut self.events);
        if events.is_empty() {
            return Ok(());
        }
        let mut entries = Vec::with_capacity(events.len().saturating_mul(32));
        for event in &events {
            entries.extend_from_slice(
                &Sha256::new()
                    .chain_update(event.salt)
                    .chain_update(&event.payload)
                    .finalize(),
            );
        }
        let batch = self.add_batch(CONDUCT).await?;
        self.fill_batch(batch, CONDUCT, entries).await?;
        let placed: Vec<(usize, Recorded)> = events.into_iter().enumerate().collect();
        let mut ids = BTreeMap::new();
        for (statement, events) in EVENTS.statements(&placed) {
            let bound = events.iter().fold(statement, |statement, (place, event)| {
                statement
                    .bind(batch)
                    .bind(*place)
                    .bind(self.now)
                    .bind(event.name)
                    .bind(event.salt)
                    .bind(event.payload.as_slice())
            });
            for row in bound.rows(self).await? {
                ids.insert(row.get::<u64>("place")?, row.get::<EventId>("id")?);
            }
        }
        // The last event that names a row is the one that counts.
        let mut named = BTreeMap::new();
        for (place, event) in placed {
            let place = u64::try_from(place).map_err(|_| StoreError::TooLarge)?;
            let id = *ids.get(&place).ok_or(StoreError::Missing)?;
            named.extend(event.rows.into_iter().map(|row| (row, id)));
        }
        self.name_rows(named.into_iter().collect()).await
    }

    async fn name_rows(
        &mut self,
        named: Vec<((String, String), EventId)>,
    ) -> Result<(), StoreError> {
        for (statement, rows) in BINDINGS.statements(&named) {
            let bound = rows
                .iter()
                .fold(statement, |statement, ((table, row), event)| {
                    statement
                        .bind(table.as_str())
                        .bind(row.as_str())
                        .bind(*event)
                });
            bound.run(self).await?;
        }
        Ok(())
    }

    async fn write_evidence(&mut self) -> Result<(), StoreError> {
        let Some(Evidence {
            log,
            batch,
            entries,
        }) = self.evidence.take()
        else {
            return Ok(());
        };
        if entries.is_empty() {
            return sql("DELETE FROM batch WHERE id = $1")
                .bind(batch)
                .run_one(self)
                .await;
        }
        self.fill_batch(batch, &log, entries).await
    }
}

impl Connected for Tx {
    fn enter(&mut self) -> Result<Handle<'_>, StoreError> {
        if self.health != Health::Fine {
            // A failed statement may have cost the savepoint: writing on would write outside of it.
            self.health = Health::Failed;
            return Err(StoreError::Broken);
        }
        self.health = Health::Busy;
        self.hold.connection()
    }

    fn leave(&mut self, fine: bool) {
        self.health = if fine { Health::Fine } else { Health::Failed };
    }
}

impl Source for Tx {}
