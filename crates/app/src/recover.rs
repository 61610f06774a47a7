//! Going on after a restore, without signing a second history.
//!
//! A restored archive knows its past up to the backup. What the log has since shown to others is learnt from the
//! checkpoints that clients remember and from mirrors of its tiles. Leaves that the backup lacks are taken over, their
//! rows counted as lost in an entry of the conduct log; a log that others have seen further than anybody can still show
//! is not continued. [`survey`] reads, [`plan`] decides, [`carry_out`] writes, all of it or nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use zegel_ledger::source::read_bundle;
use zegel_ledger::tile::{Layer, Tile};
use zegel_ledger::{Growth, SignedCheckpoint, TileSource, TreeHead, grow};
use zegel_model::Timestamp;
use zegel_model::event::{Event, Lost};
use zegel_model::person::Role;
use zegel_store::log::{Batch, BatchId};
use zegel_store::{Publication, StoreError, log, person, refill, restoration};

use crate::audit::entries_of_log;
use crate::staff::sign_in::{self, Link};
use crate::{App, Failure, Origin};

/// A mirror of all logs of an archive.
pub trait Mirror {
    /// The files of one log.
    fn log(&self, name: &str) -> Box<dyn TileSource>;
}

/// What is known beside the backup.
pub struct Known<'a> {
    /// Checkpoints that clients remember, of whichever log.
    pub checkpoints: Vec<Vec<u8>>,
    /// Somebody who kept the tiles.
    pub mirror: Option<&'a dyn Mirror>,
    /// The statement that nobody has seen more of a log of which nothing is given here. It stands in the log.
    pub none_newer: bool,
}

/// Why a restored archive does not go on.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// It was not restored, or goes on already.
    #[error(
        "this archive was not restored from a backup, or goes on already; there is nothing to do"
    )]
    NotRestored,
    /// The restore broke off.
    #[error("restoring this archive broke off; delete the folder and restore again")]
    Half,
    /// The key is another archive's.
    #[error(
        "the log of this archive is not signed by its log.key, or is damaged; restore again with the right one"
    )]
    Key,
    /// A checkpoint that is none of these logs.
    #[error("checkpoint {0}, counted from 1, is not of a log of this archive, or is damaged")]
    Checkpoint(usize),
    /// Nobody said how far a log was.
    #[error(
        "nobody said how far log {0} was: give --checkpoint with what a seat's client remembers (conduct.checkpoint), --mirror with its tiles, or --none-newer if nobody has seen more than the backup holds"
    )]
    Unknown(String),
    /// Others have seen more than anybody can show.
    #[error(
        "others have seen {theirs} entries of log {log}, this backup has {ours}, and the rest is not in a mirror: give --mirror with its tiles. Without them this log cannot be continued, because that would be a second history: keep the folder as evidence and found a new archive"
    )]
    Missing {
        /// Which log.
        log: String,
        /// Entries that others have seen.
        theirs: u64,
        /// Entries that are here.
        ours: u64,
    },
    /// What others have is another history.
    #[error(
        "what others have of log {0} is not a continuation of this backup: one of them is not of this archive's history; sign nothing, tell the staff's side"
    )]
    Forked(String),
    /// A mirror could not be read.
    #[error("the mirror of log {0} could not be read to its end")]
    Mirror(String),
    /// The database failed.
    #[error("the archive could not be read or written")]
    Store(#[from] StoreError),
    /// An audit or a link failed.
    #[error("the archive could not be read or written")]
    Failed(#[from] Failure),
}

/// One log as the backup has it.
pub struct Stand {
    name: String,
    head: TreeHead,
    entries: Vec<[u8; 32]>,
    /// Recorded and not yet published when the backup was made.
    waiting: Vec<Batch>,
}

/// What is to be done with one log.
struct Step {
    log: String,
    ours: u64,
    placed: Vec<(BatchId, u64)>,
    growth: Option<Growth>,
    lost: Option<Lost>,
}

/// What is to be done.
pub struct Plan {
    steps: Vec<Step>,
    stated: Vec<String>,
}

/// What was done.
pub struct Recovered {
    /// Entries whose rows are lost, log by log.
    pub lost: Vec<Lost>,
    /// Logs of which it was only stated that nobody has seen more.
    pub stated: Vec<String>,
    /// A one-time link for the owner: sessions and links are in no backup.
    pub owner_link: Option<Link>,
}

/// Whether restoring broke off, so that this is no archive.
pub async fn is_half(app: &App) -> Result<bool, RecoverError> {
    let found = restoration::find(&mut app.store.read().await?).await?;
    Ok(found.is_some_and(|(phase, _)| phase == restoration::Phase::Loading))
}

/// Every log, its root computed again from what is stored.
pub async fn survey(app: &App) -> Result<Vec<Stand>, RecoverError> {
    let mut read = app.store.read().await?;
    let (phase, made) = restoration::find(&mut read)
        .await?
        .ok_or(RecoverError::NotRestored)?;
    if phase != restoration::Phase::Restored {
        return Err(RecoverError::Half);
    }
    let mut names: BTreeSet<String> = log::names(&mut read).await?.into_iter().collect();
    // A year that began after the backup has a log that the backup does not know.
    let year = |at: Timestamp| at.local(&TimeZone::UTC).year();
    names.extend((year(made)..=year(app.now())).map(|year| format!("evidence-{year}")));
    let mut stands = Vec::new();
    for name in names {
        let entries = entries_of_log(app, &mut read, &name)
            .await?
            .ok_or(RecoverError::Key)?;
        let waiting = log::waiting(&mut read, app.store.outbox(), &name).await?;
        let waiting: Option<Vec<Batch>> = waiting.into_iter().collect();
        let head = head_of(&entries).ok_or(RecoverError::Key)?;
        stands.push(Stand {
            name,
            head,
            entries,
            waiting: waiting.ok_or(RecoverError::Key)?,
        });
    }
    Ok(stands)
}

fn head_of(entries: &[[u8; 32]]) -> Option<TreeHead> {
    let grown = grow(&BTreeMap::new(), &TreeHead::empty(), entries);
    grown.ok().map(|growth| growth.head)
}

/// Decides, from what the backup has and what others know. Reads the mirror, and nothing else.
pub fn plan(origin: &Origin, stands: Vec<Stand>, known: &Known<'_>) -> Result<Plan, RecoverError> {
    let mut seen = heads(origin, &stands, &known.checkpoints)?;
    let mut plan = Plan {
        steps: Vec::new(),
        stated: Vec::new(),
    };
    for stand in stands {
        let seen = seen.remove(&stand.name).unwrap_or_default();
        let empty = stand.entries.is_empty() && stand.waiting.is_empty();
        let mirror = known.mirror.map(|mirror| mirror.log(&stand.name));
        let mirrored = match &mirror {
            Some(mirror) => mirrored(origin, &stand.name, mirror.as_ref())?,
            None => None,
        };
        if seen.is_empty() && mirrored.is_none() {
            if !known.none_newer && !empty {
                return Err(RecoverError::Unknown(stand.name));
            }
            if !empty {
                plan.stated.push(stand.name.clone());
            }
        }
        let from = mirror.as_deref().zip(mirrored);
        plan.steps.push(step(stand, &seen, from)?);
    }
    Ok(plan)
}

/// The trees under the given checkpoints, by their logs.
fn heads(
    origin: &Origin,
    stands: &[Stand],
    notes: &[Vec<u8>],
) -> Result<BTreeMap<String, Vec<TreeHead>>, RecoverError> {
    let mut heads: BTreeMap<String, Vec<TreeHead>> = BTreeMap::new();
    for (number, note) in (1..).zip(notes) {
        let opened = stands.iter().find_map(|stand| {
            let key = origin.verifier(&stand.name).ok()?;
            let signed = SignedCheckpoint::open(note, &key).ok()?;
            Some((stand.name.clone(), *signed.head()))
        });
        let (log, head) = opened.ok_or(RecoverError::Checkpoint(number))?;
        heads.entry(log).or_default().push(head);
    }
    Ok(heads)
}

/// How far a mirror has a log, if it has it.
fn mirrored(
    origin: &Origin,
    log: &str,
    mirror: &dyn TileSource,
) -> Result<Option<TreeHead>, RecoverError> {
    let failed = || RecoverError::Mirror(log.to_owned());
    let Some(note) = mirror
        .read(zegel_ledger::checkpoint::PATH)
        .map_err(|_| failed())?
    else {
        return Ok(None);
    };
    let key = origin.verifier(log).map_err(|_| RecoverError::Key)?;
    let signed = SignedCheckpoint::open(&note, &key).map_err(|_| failed())?;
    Ok(Some(*signed.head()))
}

/// One log: what to take over, and that everything that others have seen is a beginning of it.
fn step(
    stand: Stand,
    seen: &[TreeHead],
    mirror: Option<(&dyn TileSource, TreeHead)>,
) -> Result<Step, RecoverError> {
    let Stand {
        name,
        head,
        mut entries,
        waiting,
    } = stand;
    let forked = || RecoverError::Forked(name.clone());
    let theirs = seen.iter().map(|head| head.size).max().unwrap_or(0);
    let mirror = mirror.filter(|(_, mirrored)| mirrored.size > head.size);
    if let Some((source, mirrored)) = mirror.filter(|(_, mirrored)| mirrored.size >= theirs) {
        take_over(&name, source, mirrored.size, &mut entries)?;
    } else {
        // What was recorded before the backup may have been published after it.
        for batch in &waiting {
            if size(&entries) < theirs {
                entries.extend_from_slice(&batch.entries);
            }
        }
        if size(&entries) < theirs {
            return Err(RecoverError::Missing {
                log: name,
                theirs,
                ours: head.size,
            });
        }
    }
    for other in seen.iter().chain(mirror.iter().map(|(_, head)| head)) {
        let beginning = usize::try_from(other.size).ok();
        let beginning = beginning.and_then(|length| entries.get(..length));
        if beginning.and_then(head_of) != Some(*other) {
            return Err(forked());
        }
    }
    let mut next = head.size;
    let mut placed = Vec::new();
    for batch in &waiting {
        let start = usize::try_from(next).map_err(|_| forked())?;
        let behind = entries.get(start..).unwrap_or_default();
        if behind.is_empty() {
            break;
        }
        if !behind.starts_with(&batch.entries) {
            return Err(forked());
        }
        placed.push((batch.id, next));
        next = next.saturating_add(size(&batch.entries));
    }
    let lost = size(&entries).saturating_sub(next);
    let lost = (lost > 0).then(|| Lost {
        log: name.clone(),
        first: next,
        entries: lost,
    });
    let growth = if size(&entries) > head.size {
        Some(grown(&entries, head).ok_or_else(forked)?)
    } else {
        None
    };
    Ok(Step {
        log: name,
        ours: head.size,
        placed,
        growth,
        lost,
    })
}

fn size(entries: &[[u8; 32]]) -> u64 {
    u64::try_from(entries.len()).unwrap_or(u64::MAX)
}

/// The entries of a mirror from where ours end.
fn take_over(
    log: &str,
    mirror: &dyn TileSource,
    until: u64,
    entries: &mut Vec<[u8; 32]>,
) -> Result<(), RecoverError> {
    let failed = || RecoverError::Mirror(log.to_owned());
    while size(entries) < until {
        let at = size(entries);
        let tile = Tile::of_tree(Layer::Entries, at / 256, until).ok_or_else(failed)?;
        let bundle = read_bundle(mirror, tile).map_err(|_| failed())?;
        let known = usize::try_from(at % 256).map_err(|_| failed())?;
        for entry in bundle.get(known..).unwrap_or_default() {
            entries.push(entry.as_slice().try_into().map_err(|_| failed())?);
        }
        if size(entries) == at {
            return Err(failed());
        }
    }
    Ok(())
}

/// The files that a log gains.
fn grown(entries: &[[u8; 32]], old: TreeHead) -> Option<Growth> {
    let (before, behind) = entries.split_at_checked(usize::try_from(old.size).ok()?)?;
    let files = grow(&BTreeMap::new(), &TreeHead::empty(), before)
        .ok()?
        .files;
    let edge: BTreeMap<String, Vec<u8>> = Layer::of_tree(old.size)
        .chain([Layer::Entries])
        .filter_map(|layer| Tile::edge(layer, old.size))
        .filter_map(|tile| Some((tile.path(), files.get(&tile)?.clone())))
        .collect();
    grow(&edge, &old, behind).ok()
}

/// Takes over what is lacking, records the loss, and lets the archive go on: in one transaction.
pub async fn carry_out(app: &App, plan: Plan) -> Result<Recovered, RecoverError> {
    for step in plan.steps.iter().filter(|step| step.growth.is_some()) {
        // Makes the row of a log that the backup does not know.
        log::lease(&app.store, &step.log, "recover", app.now(), 0).await?;
    }
    let mut tx = app.store.begin().await?;
    let made = restoration::find(&mut tx).await?;
    let (_, made) = made.ok_or(RecoverError::NotRestored)?;
    restoration::settle(&mut tx).await?;
    let mut lost = Vec::new();
    for step in plan.steps {
        let epoch = log::state(&mut tx, &step.log).await?.epoch;
        if let Some(growth) = &step.growth {
            take(app, &mut tx, &step, growth, epoch).await?;
        }
        lost.extend(step.lost);
    }
    tx.record(&Event::ArchiveRecovered {
        made,
        lost: lost.clone(),
        stated: plan.stated.clone(),
    })?;
    let owner = person::all(&mut tx)
        .await?
        .into_iter()
        .find(|person| person.roles.contains(&Role::Owner));
    let owner_link = match owner {
        Some(owner) => {
            tx.record(&Event::LinkOffered { person: owner.id })?;
            Some(sign_in::offer(app, &mut tx, owner.id).await?)
        }
        None => None,
    };
    tx.commit().await?;
    Ok(Recovered {
        lost,
        stated: plan.stated,
        owner_link,
    })
}

async fn take(
    app: &App,
    tx: &mut zegel_store::Tx,
    step: &Step,
    growth: &Growth,
    epoch: u64,
) -> Result<(), RecoverError> {
    let signer = app
        .origin
        .signer(&step.log)
        .map_err(|_| RecoverError::Key)?;
    // The same tree again: a signature that others have seen already.
    let note = SignedCheckpoint::sign(growth.head, &signer).map_err(|_| RecoverError::Key)?;
    let tiles: Vec<_> = growth
        .files
        .iter()
        .map(|(tile, bytes)| (tile.path(), bytes.clone()))
        .collect();
    let checkpoint = note.note().to_string();
    let publication = Publication {
        log: &step.log,
        expected_size: step.ours,
        epoch,
        batches: &step.placed,
        tiles: &tiles,
        obsolete: &growth.obsolete,
        checkpoint: checkpoint.as_bytes(),
        size: growth.head.size,
        root: *growth.head.root.as_bytes(),
    };
    Ok(refill(tx, &publication).await?)
}
