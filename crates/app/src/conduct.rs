//! The logs as others see them: checkpoints, tiles, proofs, and the cosignatures that seats bring.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use data_encoding::BASE64;
use sha2::{Digest, Sha256};
use zegel_ledger::{CosignerKey, Hash, Proof, SignedCheckpoint, TileHashes, TileSource, tree};
use zegel_model::event::Event;
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_model::seat::Side;
use zegel_model::{CaseId, PersonId, SeatId, Timestamp};
use zegel_store::event::{self, EventId};
use zegel_store::{Source, cosignature, log, seat};

use crate::origin::CONDUCT;
use crate::regulation::may::ask;
use crate::staff::seat::parse;
use crate::{App, Failure, Why};

/// A proof that verifies offline: C2SP tlog-proof, with salt and payload as its extra data.
#[derive(Debug, Clone)]
pub struct ProofFile(pub String);

/// At most this many steps of a kind are shown of a case.
const STEPS: u32 = 10_000;

/// A log that we keep.
async fn known(source: &mut impl Source, log: &str) -> Result<(), Failure> {
    if log::names(source).await?.iter().any(|name| name == log) {
        Ok(())
    } else {
        Err(Failure::NotFound("log"))
    }
}

/// The newest checkpoint of a log, with every cosignature that it has.
pub async fn checkpoint(app: &App, log: &str) -> Result<Vec<u8>, Failure> {
    let mut read = app.store.read().await?;
    known(&mut read, log).await?;
    let state = log::state(&mut read, log).await?;
    let bytes = state
        .checkpoint
        .ok_or(Failure::NotFound("checkpoint yet"))?;
    with_cosignatures(&mut read, log, state.size, bytes).await
}

/// The newest checkpoint of a log that a staff seat cosigned: what an employer's seat needs before it releases.
pub async fn witnessed_checkpoint(app: &App, log: &str) -> Result<Vec<u8>, Failure> {
    let mut read = app.store.read().await?;
    known(&mut read, log).await?;
    let size = witnessed(&mut read, log).await?;
    let bytes = log::checkpoint_at(&mut read, log, size)
        .await?
        .ok_or(Failure::NotFound("cosigned checkpoint yet"))?;
    with_cosignatures(&mut read, log, size, bytes).await
}

/// A stored checkpoint with the lines of those who cosigned it.
async fn with_cosignatures(
    source: &mut impl Source,
    log: &str,
    size: u64,
    mut note: Vec<u8>,
) -> Result<Vec<u8>, Failure> {
    for (_cosigner, line) in cosignature::get(source, log, size).await? {
        note.extend_from_slice(line.trim_end().as_bytes());
        note.push(b'\n');
    }
    Ok(note)
}

/// A tile or bundle of a log.
pub async fn tile(app: &App, log: &str, path: &str) -> Result<Vec<u8>, Failure> {
    let mut read = app.store.read().await?;
    known(&mut read, log).await?;
    log::read_tile(&mut read, log, path)
        .await?
        .ok_or(Failure::NotFound("tile"))
}

/// An entry as anybody may see it.
#[derive(Debug, Clone, Copy)]
pub struct PublicEntry {
    /// Its place in the log.
    pub index: u64,
    /// When.
    pub at: Timestamp,
    /// What kind of thing happened.
    pub event: &'static str,
}

/// Published entries, newest first, from below `before`; no names, no identifiers.
pub async fn public(
    app: &App,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<PublicEntry>, Failure> {
    let mut read = app.store.read().await?;
    let size = log::state(&mut read, CONDUCT).await?.size;
    let end = before.unwrap_or(size).min(size);
    let mut out = Vec::new();
    for index in (end.saturating_sub(u64::from(limit))..end).rev() {
        let Some(stored) = event::find_index(&mut read, index).await? else {
            continue;
        };
        let Some(payload) = stored.decoded() else {
            continue;
        };
        out.push(PublicEntry {
            index,
            at: stored.at,
            event: payload.event.name(),
        });
    }
    Ok(out)
}

/// The newest checkpoint in figures.
#[derive(Debug, Clone)]
pub struct Published {
    /// Entries under it.
    pub size: u64,
    /// Its root, base 64.
    pub root: String,
    /// When its newest entry was recorded.
    pub at: Timestamp,
    /// Who cosigned it.
    pub cosigners: Vec<String>,
}

/// The newest checkpoint of the conduct log, once there is one.
pub async fn published(app: &App) -> Result<Option<Published>, Failure> {
    let mut read = app.store.read().await?;
    let state = log::state(&mut read, CONDUCT).await?;
    let Some(last) = state.size.checked_sub(1) else {
        return Ok(None);
    };
    let at = event::find_index(&mut read, last)
        .await?
        .map_or_else(|| app.now(), |stored| stored.at);
    let cosigners = cosignature::get(&mut read, CONDUCT, state.size)
        .await?
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    Ok(Some(Published {
        size: state.size,
        root: BASE64.encode(&state.root),
        at,
        cosigners,
    }))
}

/// One step of a case, as those may see it who have to do with the case.
#[derive(Debug, Clone, Copy)]
pub struct CaseStep {
    /// When.
    pub at: Timestamp,
    /// What kind of thing happened.
    pub event: &'static str,
    /// Who did it, where that is known.
    pub who: Option<PersonId>,
    /// Its place in the log, once published.
    pub index: Option<u64>,
}

/// Who took a step of a case.
enum Who {
    Person(PersonId),
    Seat(SeatId),
}

/// The case that an event is a step of, if it is one.
fn step(event: &Event) -> Option<(CaseId, Option<Who>)> {
    match event {
        Event::CaseRequested { terms, .. } => Some((terms.case, Some(Who::Person(terms.reviewer)))),
        Event::CaseApproved { case, seat, .. } => Some((*case, Some(Who::Seat(*seat)))),
        Event::Looked { case, reviewer, .. } => Some((*case, Some(Who::Person(*reviewer)))),
        Event::AttemptRefused { case, person } => Some((*case, Some(Who::Person(*person)))),
        Event::CaseReleased { case, .. } | Event::CaseEnded { case, .. } => Some((*case, None)),
        Event::Founded { .. }
        | Event::PersonAdded { .. }
        | Event::LinkOffered { .. }
        | Event::RegulationDrafted { .. }
        | Event::RegulationConsulted { .. }
        | Event::InterestsWeighed { .. }
        | Event::RegulationInForce { .. }
        | Event::RegulationWithdrawn { .. }
        | Event::NoticeConfirmed { .. }
        | Event::SeatRegistered { .. }
        | Event::SeatDrilled { .. }
        | Event::KeyRegistered { .. }
        | Event::CopyBegun { .. }
        | Event::Imported { .. }
        | Event::LeftOutside { .. }
        | Event::ImportLacks { .. }
        | Event::Disclosed { .. }
        | Event::ArchiveRecovered { .. }
        | Event::ClockChanged { .. }
        | Event::HoldProposed { .. }
        | Event::HoldSet { .. }
        | Event::HoldRefused { .. }
        | Event::HoldReleaseProposed { .. }
        | Event::HoldKept { .. }
        | Event::HoldReleased { .. } => None,
    }
}

/// What happened in a case, oldest first. Disclosures are left to those to whom they were made.
pub async fn of_case(app: &App, id: CaseId) -> Result<Vec<CaseStep>, Failure> {
    let mut read = app.store.read().await?;
    let seats = seat::all(&mut read).await?;
    let holder = |id| {
        seats
            .iter()
            .find(|seat| seat.id == id)
            .map(|seat| seat.holder)
    };
    let mut out = Vec::new();
    for name in [
        "case_requested",
        "case_approved",
        "case_released",
        "looked",
        "attempt_refused",
        "case_ended",
    ] {
        for stored in event::by_name_holding(&mut read, name, &id.to_string(), STEPS).await? {
            let Some(payload) = stored.decoded() else {
                continue;
            };
            let Some((case, who)) = step(&payload.event) else {
                continue;
            };
            let who = match who {
                Some(Who::Person(person)) => Some(person),
                Some(Who::Seat(seat)) => holder(seat),
                None => None,
            };
            if case == id {
                out.push(CaseStep {
                    at: stored.at,
                    event: payload.event.name(),
                    who,
                    index: stored.log_index,
                });
            }
        }
    }
    out.sort_by_key(|step| (step.at, step.index));
    Ok(out)
}

/// The proof of one entry of the conduct log.
pub async fn proof(app: &App, id: EventId) -> Result<ProofFile, Failure> {
    let mut read = app.store.read().await?;
    let stored = event::get(&mut read, id)
        .await?
        .ok_or(Failure::NotFound("entry"))?;
    let index = stored
        .log_index
        .ok_or(Failure::Because(Why::NotPublished))?;
    let (Some(salt), Some(payload)) = (stored.salt, stored.payload) else {
        return Err(Failure::NotFound("entry: it was erased"));
    };
    let note = checkpoint_note(&mut read, app).await?;
    let head = *note.head();
    let proof = with_tiles(&mut read, CONDUCT, |tiles| {
        Proof::make(&TileHashes::new(tiles, head.size), index, &note).ok()
    })
    .await?;
    let mut extra = salt.to_vec();
    extra.extend_from_slice(&payload);
    Ok(ProofFile(proof.with_extra(extra).to_string()))
}

/// Our own newest checkpoint of the conduct log, with its cosignatures.
async fn checkpoint_note(source: &mut impl Source, app: &App) -> Result<SignedCheckpoint, Failure> {
    const DAMAGED: Failure = Failure::Because(Why::Damaged);
    let state = log::state(source, CONDUCT).await?;
    let bytes = state
        .checkpoint
        .ok_or(Failure::NotFound("checkpoint yet"))?;
    let bytes = with_cosignatures(source, CONDUCT, state.size, bytes).await?;
    let signer = app.origin.signer(CONDUCT).map_err(|_| DAMAGED)?;
    SignedCheckpoint::open(&bytes, signer.verifier()).map_err(|_| DAMAGED)
}

/// Takes a staff seat's cosignature on a checkpoint that is ours. Cosigning is witnessing, never a decision.
pub async fn cosign(app: &App, actor: &Person, log: &str, note: &str) -> Result<(), Failure> {
    const FOREIGN: Failure = Failure::Because(Why::ForeignCheckpoint);
    let mut tx = app.store.begin().await?;
    known(&mut tx, log).await?;
    let _right = ask(
        &mut tx,
        actor,
        Action::HoldSeat(Side::Staff),
        Object::Archive,
    )
    .await?;
    let seats = seat::all(&mut tx).await?;
    let seat = seats
        .iter()
        .find(|s| s.holder == actor.id && s.side == Side::Staff)
        .ok_or(Failure::NotFound("seat of yours"))?;
    let key = cosigner(seat)?;
    let signer = app.origin.signer(log).map_err(|_| FOREIGN)?;
    let offered =
        SignedCheckpoint::open(note.as_bytes(), signer.verifier()).map_err(|_| FOREIGN)?;
    key.check(offered.note())
        .map_err(|_| FOREIGN)?
        .ok_or(FOREIGN)?;
    let head = *offered.head();
    if ours(&mut tx, log, head.size).await? != Some(head.root) {
        return Err(FOREIGN);
    }
    for line in offered
        .note()
        .signatures()
        .iter()
        .filter(|line| line.name() == key.name() && line.id() == key.id())
    {
        cosignature::put(&mut tx, log, head.size, key.name(), &line.to_string()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The key with which a seat cosigns.
pub fn cosigner(seat: &zegel_model::seat::Seat) -> Result<CosignerKey, Failure> {
    parse(&seat.public)?
        .cosigner(&seat.id.to_string())
        .map_err(|_| Failure::Because(Why::Malformed))
}

/// The root of a log at a size that it has or had.
async fn ours(source: &mut impl Source, log: &str, size: u64) -> Result<Option<Hash>, Failure> {
    let state = log::state(source, log).await?;
    if size == 0 || size > state.size {
        return Ok(None);
    }
    let root = with_tiles(source, log, |tiles| {
        tree::root(&TileHashes::new(tiles, state.size), size).ok()
    })
    .await?;
    Ok(Some(root))
}

/// How many entries of a log stand under a checkpoint that a staff seat cosigned.
pub async fn witnessed(source: &mut impl Source, log: &str) -> Result<u64, Failure> {
    Ok(cosignature::sizes(source, log, 1)
        .await?
        .first()
        .copied()
        .unwrap_or(0))
}

/// Tiles that were fetched, and those that were asked for in vain.
struct Fetched<'a> {
    files: &'a BTreeMap<String, Vec<u8>>,
    missing: RefCell<BTreeSet<String>>,
}

impl TileSource for Fetched<'_> {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let found = self.files.get(path).cloned();
        if found.is_none() {
            self.missing.borrow_mut().insert(path.to_owned());
        }
        Ok(found)
    }
}

/// Runs a computation over a log's tiles: where one is missing it is fetched and the computation runs again, so that the
/// pure code of the ledger need not know that reading waits.
async fn with_tiles<T>(
    source: &mut impl Source,
    log: &str,
    compute: impl Fn(&dyn TileSource) -> Option<T>,
) -> Result<T, Failure> {
    let mut files = BTreeMap::new();
    loop {
        let tiles = Fetched {
            files: &files,
            missing: RefCell::default(),
        };
        if let Some(done) = compute(&tiles) {
            return Ok(done);
        }
        let missing = tiles.missing.into_inner();
        let before = files.len();
        for path in missing {
            if let Some(bytes) = log::read_tile(source, log, &path).await? {
                files.insert(path, bytes);
            }
        }
        if files.len() == before {
            return Err(Failure::Because(Why::Damaged));
        }
    }
}

/// The entry that a salt and a payload make: SHA-256(salt || payload).
pub fn entry(salt: &[u8], payload: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update(salt)
        .chain_update(payload)
        .finalize()
        .into()
}
