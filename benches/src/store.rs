//! Durable writes: entries that are on disk when the commit returns.

use std::sync::Arc;

use zegel_model::event::Event;
use zegel_model::{Clock, PersonId, Random, Timestamp};
use zegel_store::{OutboxKey, Store};

use crate::Sizes;
use crate::machine::{Watch, now};
use crate::table::{Row, Target};

/// Entries in one transaction.
pub const BATCH: usize = 256;

/// The machine's clock.
pub struct Now;

impl Clock for Now {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(now())
    }
}

/// The machine's dice.
pub struct Chance;

impl Random for Chance {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).unwrap();
    }
}

/// The rows of this chapter.
pub async fn rows(sizes: &Sizes) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(
        folder.path(),
        Arc::new(Now),
        Arc::new(Chance),
        OutboxKey::new([7; 32]),
    )
    .await
    .unwrap();
    let event = Event::LinkOffered {
        person: PersonId::from_bytes([3; 16]),
    };
    let mut appends = Vec::new();
    for _ in 0..sizes.batches {
        let watch = Watch::start();
        let mut tx = store.begin().await.unwrap();
        for _ in 0..BATCH {
            tx.record(&event).unwrap();
        }
        tx.commit().await.unwrap();
        appends.push(BATCH as f64 / watch.seconds());
    }
    let plain = journey::database::Plain::new(folder.path()).await;
    let watch = Watch::start();
    let plain_rows = plain.insert(sizes.batches, BATCH).await;
    let plain = plain_rows as f64 / watch.seconds();
    vec![
        Row::new(
            format!("durable appends to a log, {BATCH} entries a transaction, one after the other"),
            "entries/s",
            Target::AtLeast(10_000.0),
            appends,
        )
        .beside("plain inserts into SQLite, as durable", plain),
    ]
}
