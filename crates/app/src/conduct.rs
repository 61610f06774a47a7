//! The logs as others see them: checkpoints, tiles, proofs, and the cosignatures that seats bring.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use sha2::{Digest, Sha256};
use zegel_ledger::{CosignerKey, Hash, Proof, SignedCheckpoint, TileHashes, TileSource, tree};
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_model::seat::Side;
use zegel_store::event::{self, EventId, StoredEvent};
use zegel_store::{Source, cosignature, log, seat};

use crate::origin::CONDUCT;
use crate::regulation::may::ask;
use crate::staff::seat::parse;
use crate::{App, Failure};

/// A proof that verifies offline: C2SP tlog-proof, with salt and payload as its extra data.
#[derive(Debug, Clone)]
pub struct ProofFile(pub String);

/// A log that we keep.
async fn known(source: &mut impl Source, log: &str) -> Result<(), Failure> {
    if log::names(source).await?.iter().any(|name| name == log) { Ok(()) } else { Err(Failure::NotFound("log")) }
}

/// The newest checkpoint of a log, with every cosignature that it has.
pub async fn checkpoint(app: &App, log: &str) -> Result<Vec<u8>, Failure> {
    let mut read = app.store.read().await?;
    known(&mut read, log).await?;
    let state = log::state(&mut read, log).await?;
    let bytes = state.checkpoint.ok_or(Failure::NotFound("checkpoint yet"))?;
    with_cosignatures(&mut read, log, state.size, bytes).await
}

/// The newest checkpoint of a log that a staff seat cosigned: what an employer's seat needs before it releases.
pub async fn witnessed_checkpoint(app: &App, log: &str) -> Result<Vec<u8>, Failure> {
    let mut read = app.store.read().await?;
    known(&mut read, log).await?;
    let size = witnessed(&mut read, log).await?;
    let bytes = log::checkpoint_at(&mut read, log, size).await?.ok_or(Failure::NotFound("cosigned checkpoint yet"))?;
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
    log::read_tile(&mut read, log, path).await?.ok_or(Failure::NotFound("tile"))
}

/// The newest entries, newest first, with payloads: whoever shows them decides what of them to show.
pub async fn recent(app: &App, limit: u32) -> Result<Vec<StoredEvent>, Failure> {
    Ok(event::recent(&mut app.store.read().await?, limit).await?)
}

/// The proof of one entry of the conduct log.
pub async fn proof(app: &App, id: EventId) -> Result<ProofFile, Failure> {
    let mut read = app.store.read().await?;
    let stored = event::get(&mut read, id).await?.ok_or(Failure::NotFound("entry"))?;
    let index = stored.log_index.ok_or(Failure::Conflict("the entry is being published; try again in a few seconds"))?;
    let (Some(salt), Some(payload)) = (stored.salt, stored.payload) else {
        return Err(Failure::NotFound("entry: it was erased"));
    };
    let note = checkpoint_note(&mut read, app).await?;
    let head = *note.head();
    let proof = with_tiles(&mut read, CONDUCT, |tiles| Proof::make(&TileHashes::new(tiles, head.size), index, &note).ok())
        .await?;
    let mut extra = salt.to_vec();
    extra.extend_from_slice(&payload);
    Ok(ProofFile(proof.with_extra(extra).to_string()))
}

/// Our own newest checkpoint of the conduct log, with its cosignatures.
async fn checkpoint_note(source: &mut impl Source, app: &App) -> Result<SignedCheckpoint, Failure> {
    const DAMAGED: Failure = Failure::Conflict("the stored checkpoint is damaged; run the audit");
    let state = log::state(source, CONDUCT).await?;
    let bytes = state.checkpoint.ok_or(Failure::NotFound("checkpoint yet"))?;
    let bytes = with_cosignatures(source, CONDUCT, state.size, bytes).await?;
    let signer = app.origin.signer(CONDUCT).map_err(|_| DAMAGED)?;
    SignedCheckpoint::open(&bytes, signer.verifier()).map_err(|_| DAMAGED)
}

/// Takes a staff seat's cosignature on a checkpoint that is ours. Cosigning is witnessing, never a decision.
pub async fn cosign(app: &App, actor: &Person, log: &str, note: &str) -> Result<(), Failure> {
    const FOREIGN: Failure = Failure::Forged("this is not a checkpoint of this log with your seat's cosignature");
    let mut tx = app.store.begin().await?;
    known(&mut tx, log).await?;
    let _right = ask(&mut tx, actor, Action::HoldSeat(Side::Staff), Object::Archive).await?;
    let seats = seat::all(&mut tx).await?;
    let seat = seats.iter().find(|s| s.holder == actor.id && s.side == Side::Staff).ok_or(Failure::NotFound("seat of yours"))?;
    let key = cosigner(seat)?;
    let signer = app.origin.signer(log).map_err(|_| FOREIGN)?;
    let signed = SignedCheckpoint::open(note.as_bytes(), signer.verifier()).map_err(|_| FOREIGN)?;
    key.check(signed.note()).map_err(|_| FOREIGN)?.ok_or(FOREIGN)?;
    let head = *signed.head();
    if ours(&mut tx, log, head.size).await? != Some(head.root) {
        return Err(FOREIGN);
    }
    for line in signed.note().signatures().iter().filter(|line| line.name() == key.name() && line.id() == key.id()) {
        cosignature::put(&mut tx, log, head.size, key.name(), &line.to_string()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The key with which a seat cosigns.
pub fn cosigner(seat: &zegel_model::seat::Seat) -> Result<CosignerKey, Failure> {
    parse(&seat.public)?
        .cosigner(&seat.id.to_string())
        .map_err(|_| Failure::Forged("this seat's key cannot cosign"))
}

/// The root of a log at a size that it has or had.
async fn ours(source: &mut impl Source, log: &str, size: u64) -> Result<Option<Hash>, Failure> {
    let state = log::state(source, log).await?;
    if size == 0 || size > state.size {
        return Ok(None);
    }
    let root = with_tiles(source, log, |tiles| tree::root(&TileHashes::new(tiles, state.size), size).ok()).await?;
    Ok(Some(root))
}

/// How many entries of a log stand under a checkpoint that a staff seat cosigned.
pub async fn witnessed(source: &mut impl Source, log: &str) -> Result<u64, Failure> {
    Ok(cosignature::sizes(source, log, 1).await?.first().copied().unwrap_or(0))
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
        let tiles = Fetched { files: &files, missing: RefCell::default() };
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
            return Err(Failure::Conflict("the log's files are damaged; run the audit"));
        }
    }
}

/// The entry that a salt and a payload make: SHA-256(salt || payload).
pub fn entry(salt: &[u8], payload: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(salt).chain_update(payload).finalize().into()
}

