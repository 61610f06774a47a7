//! Several servers on one database. Each says that it lives, and which reading rooms it has; a case whose room died with
//! its server is ended by another one. A server that has its database to itself needs none of this.

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::HEXLOWER;
use zegel_model::{CaseId, Random, Timestamp};
use zegel_store::{StoreError, case, node};

use crate::case::{end, view};
use crate::{App, Failure, Why};

/// A server says this often that it lives, in seconds.
const BEAT: i64 = 15;
/// And is believed so long, in seconds; longer than clocks of servers differ.
const ALIVE: i64 = 60;
/// So many times in a row a server must have reached the database before it says that others are dead: after the
/// database was away, they have to get there first.
const STEADY: u32 = 6;
/// A case without a room is given this long to get one, in seconds.
const SETTLING: i64 = 120;

/// The sign of life of one server.
pub struct Pulse {
    /// Fresh for every process.
    name: String,
    next: Timestamp,
    steady: u32,
    housed: BTreeSet<CaseId>,
}

impl Pulse {
    /// Of a server that begins.
    pub fn new(random: &dyn Random) -> Self {
        let mut name = [0; 8];
        random.fill(&mut name);
        Self {
            name: HEXLOWER.encode(&name),
            next: Timestamp::from_micros(i64::MIN),
            steady: 0,
            housed: BTreeSet::new(),
        }
    }

    /// Tells the other servers that this one lives, with these rooms; now and then ends the cases of dead ones.
    pub async fn beat(&mut self, app: &App, rooms: &[CaseId]) -> Result<(), Failure> {
        if !app.store.is_shared() {
            return Ok(());
        }
        let beaten = self.try_beat(app, rooms).await;
        if beaten.is_err() {
            self.steady = 0;
        }
        beaten
    }

    async fn try_beat(&mut self, app: &App, rooms: &[CaseId]) -> Result<(), Failure> {
        let now = app.now();
        let new: Vec<CaseId> = rooms
            .iter()
            .copied()
            .filter(|case| !self.housed.contains(case))
            .collect();
        let due = now >= self.next || self.next > now.plus_seconds(BEAT);
        if !due && new.is_empty() {
            return Ok(());
        }
        let mut tx = app.store.begin().await?;
        node::alive(&mut tx, &self.name, now.plus_seconds(ALIVE)).await?;
        for case in &new {
            node::house(&mut tx, *case, &self.name).await?;
        }
        tx.commit().await?;
        self.housed = rooms.iter().copied().collect();
        if due {
            self.next = now.plus_seconds(BEAT);
            self.steady = self.steady.saturating_add(1);
            if self.steady >= STEADY {
                end_homeless(app, now).await?;
            }
        }
        Ok(())
    }
}

/// Ends the cases whose room is nowhere any more.
async fn end_homeless(app: &App, now: Timestamp) -> Result<(), Failure> {
    let mut read = app.store.read().await?;
    let rooms = node::rooms(&mut read).await?;
    let housed: BTreeMap<CaseId, bool> = rooms
        .into_iter()
        .map(|(case, _, until)| (case, until.is_some_and(|until| until > now)))
        .collect();
    let cases = case::all(&mut read).await?;
    drop(read);
    for found in cases {
        let case = found.terms.case;
        let over = matches!(found.state, zegel_model::case::CaseState::Ended { .. });
        let lives = match housed.get(&case) {
            Some(lives) => *lives,
            None => found.terms.requested.plus_seconds(SETTLING) > now,
        };
        if over && housed.contains_key(&case) {
            let mut tx = app.store.begin().await?;
            node::vacate(&mut tx, case).await?;
            tx.commit().await?;
        } else if !over && !lives {
            tracing::warn!(%case, "the room of this case ended with its server");
            end::room_stopped(app, case).await?;
        }
    }
    Ok(())
}

/// Before a server that has its database to itself: no room runs any more, every open case has lost its key, and says
/// so.
pub async fn settle(app: &App) -> Result<(), Failure> {
    if app.store.is_shared() || app.store.is_restored() {
        return Ok(());
    }
    for case in view::unfinished(app).await? {
        end::room_stopped(app, case).await?;
    }
    Ok(())
}

/// Why a server does not have the room of an open case.
pub async fn no_room_here(app: &App, case: CaseId) -> Result<Failure, Failure> {
    let rooms = node::rooms(&mut app.store.read().await?).await?;
    let elsewhere = rooms.iter().any(|(housed, ..)| *housed == case);
    Ok(if elsewhere {
        Failure::Because(Why::RoomElsewhere)
    } else {
        Failure::Case(zegel_model::case::CaseError::Over)
    })
}

/// Says whose logs these are. `false` when they are another key's.
pub async fn claim_logs(app: &App) -> Result<bool, Failure> {
    let key = app
        .origin
        .verifier_key(crate::origin::CONDUCT)
        .map_err(|_| Failure::Because(Why::Damaged))?;
    match node::claim_logs(&app.store, &key).await {
        Ok(()) => Ok(true),
        Err(StoreError::Conflict) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
