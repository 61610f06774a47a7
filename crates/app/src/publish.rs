//! The one sequencer: gives recorded entries their indices, writes tiles and signs checkpoints.
//!
//! The right edge of the tree is read back from the store and must hash to the root that was signed last; otherwise
//! nothing is signed. Tiles, first indices and checkpoint are stored in one step that compares size and epoch.

use std::collections::BTreeMap;
use std::time::Duration;

use data_encoding::HEXLOWER;
use zegel_ledger::tile::{Layer, Tile};
use zegel_ledger::{Hash, SignedCheckpoint, TreeHead, grow};
use zegel_model::Timestamp;
use zegel_store::{Publication, StoreError, log};

use crate::{App, Failure, Why};

/// At most this many batches go into one checkpoint.
const BATCHES: u32 = 512;
/// The lease of the one publisher, in seconds; renewed at every round.
const LEASE_SECONDS: i64 = 30;
/// What is recorded soon after a round is published together with what comes until then: nobody waits for the publisher,
/// and it must not keep others from writing. So it rests as long as it worked, at least and at most so long.
const REST: Duration = Duration::from_millis(1);
const LONGEST_REST: Duration = Duration::from_millis(50);
/// Without news the publisher looks this often.
const IDLE: Duration = Duration::from_secs(1);
/// Who waits for it looks this often.
const GLANCE: Duration = Duration::from_millis(50);

/// Publishes whatever is recorded (in a restored archive: nothing, ever), until the store fails in a way that nothing but a new start repairs.
pub async fn run(app: App) -> Failure {
    if app.store.is_restored() {
        return std::future::pending().await;
    }
    let mut publisher = Publisher::new(app);
    let mut news = publisher.app.store.subscribe();
    loop {
        let begun = publisher.app.now();
        match publisher.round().await {
            // Another publisher went ahead, the disk is full, or the database gave up or is away: look again at how
            // things stand, and go on from there.
            Err(Failure::Store(
                StoreError::Stale
                | StoreError::Lost
                | StoreError::Full
                | StoreError::Gone
                | StoreError::NotKnown,
            )) => publisher.leases.clear(),
            Err(failure) => return failure,
            Ok(()) => {}
        }
        tokio::time::sleep(rest(begun, publisher.app.now())).await;
        // A timeout is as good as news: the leases must be renewed anyway.
        let _timeout = tokio::time::timeout(IDLE, news.changed()).await;
    }
}

/// How long to rest after a round. A clock that was set meanwhile says nothing.
fn rest(begun: Timestamp, ended: Timestamp) -> Duration {
    let worked = ended.micros().saturating_sub(begun.micros());
    Duration::from_micros(u64::try_from(worked).unwrap_or(0)).clamp(REST, LONGEST_REST)
}

/// Before the publisher of a server that has its database to itself: the lease of a server that was killed would keep
/// everything waiting until it ran out. Of several servers on one database, none can know that.
pub async fn take_over(app: &App) -> Result<(), Failure> {
    if app.store.is_shared() {
        return Ok(());
    }
    Ok(log::end_leases(&app.store).await?)
}

/// Returns once nothing recorded waits any more, as long as somebody publishes.
pub async fn settled(app: &App) {
    let mut news = app.store.subscribe();
    loop {
        let pulse = crate::pulse::look(app).await;
        if pulse.is_ok_and(|pulse| pulse.logs.iter().all(|log| log.waiting == 0)) {
            return;
        }
        let _timeout = tokio::time::timeout(GLANCE, news.changed()).await;
    }
}

/// The publisher of one process, with the leases that it holds: log to fencing number and renewal.
struct Publisher {
    app: App,
    name: String,
    leases: BTreeMap<String, (u64, Timestamp)>,
}

impl Publisher {
    fn new(app: App) -> Self {
        let mut name = [0; 8];
        app.random.fill(&mut name);
        Self {
            app,
            name: HEXLOWER.encode(&name),
            leases: BTreeMap::new(),
        }
    }

    async fn round(&mut self) -> Result<(), Failure> {
        let logs = log::names(&mut self.app.store.read().await?).await?;
        for name in logs {
            if let Some(epoch) = self.lease(&name).await? {
                // Fewer than fit is all there was.
                while publish(&self.app, &name, epoch).await?
                    >= usize::try_from(BATCHES).unwrap_or(1)
                {}
            }
        }
        Ok(())
    }

    /// The fencing number of a lease; renewed when half of it has passed, so that an idle archive rarely writes.
    async fn lease(&mut self, log: &str) -> Result<Option<u64>, Failure> {
        let now = self.app.now();
        if let Some((epoch, renew)) = self.leases.get(log)
            && now < *renew
            && now.plus_seconds(LEASE_SECONDS) > *renew
        {
            return Ok(Some(*epoch));
        }
        let taken = log::lease(&self.app.store, log, &self.name, now, LEASE_SECONDS).await?;
        match taken {
            Some(epoch) => {
                self.leases
                    .insert(log.to_owned(), (epoch, now.plus_seconds(LEASE_SECONDS / 2)));
            }
            None => {
                self.leases.remove(log);
            }
        }
        Ok(taken)
    }
}

/// Publishes one round of batches of a log; answers how many.
pub async fn publish(app: &App, log: &str, epoch: u64) -> Result<usize, Failure> {
    const DAMAGED: Failure = Failure::Because(Why::Damaged);
    let mut read = app.store.read().await?;
    let state = log::state(&mut read, log).await?;
    let batches = log::unpublished(&mut read, app.store.outbox(), log, BATCHES).await?;
    if batches.is_empty() {
        return Ok(0);
    }
    let old = if state.size == 0 {
        TreeHead::empty()
    } else {
        TreeHead {
            size: state.size,
            root: Hash::from_bytes(state.root),
        }
    };
    let mut edge = BTreeMap::new();
    for layer in Layer::of_tree(old.size).chain([Layer::Entries]) {
        let Some(tile) = Tile::edge(layer, old.size) else {
            continue;
        };
        if let Some(bytes) = log::read_tile(&mut read, log, &tile.path()).await? {
            edge.insert(tile.path(), bytes);
        }
    }
    drop(read);
    let entries: Vec<[u8; 32]> = batches
        .iter()
        .flat_map(|batch| batch.entries.iter().copied())
        .collect();
    let growth = grow(&edge, &old, &entries).map_err(|_| DAMAGED)?;
    let signer = app.origin.signer(log).map_err(|_| DAMAGED)?;
    let note = SignedCheckpoint::sign(growth.head, &signer).map_err(|_| DAMAGED)?;
    let mut next = state.size;
    let mut placed = Vec::with_capacity(batches.len());
    for batch in &batches {
        placed.push((batch.id, next));
        next += u64::try_from(batch.entries.len()).unwrap_or(0);
    }
    let tiles: Vec<_> = growth
        .files
        .iter()
        .map(|(tile, bytes)| (tile.path(), bytes.clone()))
        .collect();
    let checkpoint = note.note().to_string();
    let publication = Publication {
        log,
        expected_size: state.size,
        epoch,
        batches: &placed,
        tiles: &tiles,
        // A full tile takes the place of every partial one of its folder, whichever of them were ever written.
        obsolete: &growth.obsolete,
        checkpoint: checkpoint.as_bytes(),
        size: growth.head.size,
        root: *growth.head.root.as_bytes(),
    };
    app.store.publish(&publication).await?;
    Ok(batches.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_publisher_rests_as_long_as_it_worked() {
        let after = |micros| {
            rest(
                Timestamp::from_micros(1_000_000),
                Timestamp::from_micros(micros),
            )
        };
        assert_eq!(after(1_007_000), Duration::from_millis(7));
        assert_eq!(after(1_000_010), REST);
        assert_eq!(after(9_000_000), LONGEST_REST);
        assert_eq!(after(0), REST, "the clock was set back");
    }
}
