//! Every row against the last log entry that names it; every log against its own checkpoint. Names what differs.

mod finding;

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use zegel_ledger::tile::{Layer, Tile};
use zegel_ledger::{SignedCheckpoint, TreeHead, grow};
use zegel_model::event::{Bound, Event, Lost, Payload};
use zegel_model::{BlobId, SegmentId};
use zegel_seal::offer::Columns;
use zegel_seal::sealed::Sealed;
use zegel_store::event::{EventId, StoredEvent};
use zegel_store::log::{Batch, BatchId, Stand};
use zegel_store::message::OfferedMessage;
use zegel_store::{Read, blob, event, log, message, segment, tables};

use crate::conduct::entry;
use crate::origin::CONDUCT;
use crate::{App, Failure};

pub use finding::Finding;

/// Rows read at a time.
const PAGE: u32 = 2_000;

/// What was compared and what differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Bound rows.
    pub rows: u64,
    /// Messages and beginnings of segments.
    pub messages: u64,
    /// Entries of all logs.
    pub entries: u64,
    /// Entries whose rows were lost with a backup, as the conduct log says.
    pub lost: Vec<Lost>,
    /// What differs, in order.
    pub findings: BTreeSet<Finding>,
}

/// Compares everything. Reads one consistent state; what is recorded but not yet published counts as it stands.
pub async fn audit(app: &App) -> Result<Report, Failure> {
    let mut read = app.store.read().await?;
    let mut report = Report::default();
    let mut logs = Logs::default();
    for name in log::names(&mut read).await? {
        let entries = entries_of(app, &mut read, &name, &mut report).await?;
        report.entries += u64::try_from(entries.len()).unwrap_or(u64::MAX);
        let waiting = log::waiting(&mut read, app.store.outbox(), &name).await?;
        let published = log::published(&mut read, &name).await?;
        logs.add(name, (entries, published), waiting, &mut report);
    }
    let last = conduct(&mut read, &logs, &mut report).await?;
    rows(&mut read, last, &mut report).await?;
    evidence(app, &mut read, &logs, &mut report).await?;
    Ok(report)
}

/// Every log with its entries, and what waits behind them in the order in which it will be published.
#[derive(Default)]
struct Logs {
    entries: BTreeMap<String, Vec<[u8; 32]>>,
    /// Which log a batch waits for, the index of its first entry there, and how many it has.
    waiting: BTreeMap<BatchId, (String, u64, u64)>,
    /// The log that a batch was published in, and the index of its first entry.
    published: BTreeMap<BatchId, (String, u64)>,
}

impl Logs {
    fn add(
        &mut self,
        name: String,
        (mut entries, published): (Vec<[u8; 32]>, Vec<(BatchId, u64)>),
        waiting: Vec<Option<Batch>>,
        report: &mut Report,
    ) {
        for batch in waiting {
            let Some(batch) = batch else {
                report.findings.insert(Finding::Outbox(name.clone()));
                continue;
            };
            let first = u64::try_from(entries.len()).unwrap_or(u64::MAX);
            let count = u64::try_from(batch.entries.len()).unwrap_or(u64::MAX);
            self.waiting.insert(batch.id, (name.clone(), first, count));
            entries.extend(batch.entries);
        }
        let named = published
            .into_iter()
            .map(|(batch, first)| (batch, (name.clone(), first)));
        self.published.extend(named);
        self.entries.insert(name, entries);
    }

    /// The same as [`Self::claimed`], of a row that says no more than its batch and its place in there.
    fn at(&self, batch: BatchId, place: u64) -> Option<(&str, u64)> {
        if let Some((log, first)) = self.published.get(&batch) {
            return Some((log, first.saturating_add(place)));
        }
        let (log, first, count) = self.waiting.get(&batch)?;
        (place < *count).then(|| (log.as_str(), first.saturating_add(place)))
    }

    /// The log and index that a row claims; `None` when what it came with is in no log and will be in none.
    fn claimed(&self, stand: &Stand) -> Option<(String, u64)> {
        stand.published.clone().or_else(|| {
            let (log, first, count) = self.waiting.get(&stand.batch)?;
            (stand.place < *count).then(|| (log.clone(), first.saturating_add(stand.place)))
        })
    }

    fn entry(&self, log: &str, index: u64) -> Option<&[u8; 32]> {
        self.entries.get(log)?.get(usize::try_from(index).ok()?)
    }
}

/// The entries of a log from its bundles, checked against its signed checkpoint.
async fn entries_of(
    app: &App,
    read: &mut Read,
    name: &str,
    report: &mut Report,
) -> Result<Vec<[u8; 32]>, Failure> {
    let state = log::state(read, name).await?;
    let mut entries: Vec<[u8; 32]> = Vec::new();
    let mut at = 0;
    while at < state.size {
        let Some(tile) = Tile::of_tree(Layer::Entries, at / 256, state.size) else {
            break;
        };
        let bundle = log::read_tile(read, name, &tile.path())
            .await?
            .unwrap_or_default();
        let parsed = zegel_ledger::tile::parse_bundle(&bundle, tile.width()).unwrap_or_default();
        entries.extend(
            parsed
                .into_iter()
                .filter_map(|entry| <[u8; 32]>::try_from(entry).ok()),
        );
        at += u64::from(tile.width());
    }
    let sound = u64::try_from(entries.len()).ok() == Some(state.size)
        && signed_for(app, name, state.checkpoint.as_ref(), &entries);
    if state.size > 0 && !sound {
        report.findings.insert(Finding::Log(name.to_owned()));
    }
    Ok(entries)
}

/// The entries of a log, if they give its signed checkpoint.
pub(crate) async fn entries_of_log(
    app: &App,
    read: &mut Read,
    name: &str,
) -> Result<Option<Vec<[u8; 32]>>, Failure> {
    let mut report = Report::default();
    let entries = entries_of(app, read, name, &mut report).await?;
    Ok(report.findings.is_empty().then_some(entries))
}

/// The checkpoint is ours and of exactly these entries.
fn signed_for(app: &App, name: &str, checkpoint: Option<&Vec<u8>>, entries: &[[u8; 32]]) -> bool {
    let head = grow(&BTreeMap::new(), &TreeHead::empty(), entries).map(|growth| growth.head);
    let (Some(note), Ok(key), Ok(head)) = (checkpoint, app.origin.verifier(name), head) else {
        return false;
    };
    SignedCheckpoint::open(note, &key).is_ok_and(|signed| *signed.head() == head)
}

type LastNamed = BTreeMap<(String, String), Option<String>>;

/// Payloads against entries; answers what the last event of each row said.
///
/// "Last" is decided by the log alone: the order of rows in the database is anybody's who can write to it. Each index of
/// the log must be claimed by exactly one event.
async fn conduct(read: &mut Read, logs: &Logs, report: &mut Report) -> Result<LastNamed, Failure> {
    let mut logged: BTreeMap<u64, Vec<Bound>> = BTreeMap::new();
    let mut erased: Vec<(u64, EventId)> = Vec::new();
    let mut after = None;
    loop {
        let page = event::payloads(read, after, PAGE).await?;
        let Some(end) = page.last().map(|(stored, _)| stored.id) else {
            break;
        };
        after = Some(end);
        for (stored, stand) in page {
            let claimed = logs.claimed(&stand).filter(|(log, _)| log == CONDUCT);
            let Some((_, index)) = claimed else {
                report.findings.insert(Finding::EntryInserted);
                continue;
            };
            let payload = stored.decoded();
            match judge(&stored, payload.as_ref(), logs.entry(CONDUCT, index)) {
                Verdict::Fine => report.note_lost(payload.as_ref()),
                Verdict::Erased => erased.push((index, stored.id)),
                Verdict::Changed => {
                    report.findings.insert(Finding::EntryChanged(index));
                }
                Verdict::Inserted => {
                    report.findings.insert(Finding::EntryInserted);
                }
            }
            let bound = payload.map(|payload| payload.bound).unwrap_or_default();
            if logged.insert(index, bound).is_some() {
                report.findings.insert(Finding::EntryInserted);
            }
        }
    }
    for index in (0..).take(logs.entries.get(CONDUCT).map_or(0, Vec::len)) {
        if !logged.contains_key(&index) && !report.is_lost(CONDUCT, index) {
            report.findings.insert(Finding::EntryGone(index));
        }
    }
    let last: LastNamed = logged
        .into_values()
        .flatten()
        .map(|bound| ((bound.table, bound.row), bound.digest))
        .collect();
    for (index, id) in erased {
        // Erased is erased: another entry must say so.
        if last.get(&("event".to_owned(), id.to_string())) != Some(&None) {
            report.findings.insert(Finding::EntryGone(index));
        }
    }
    Ok(last)
}

/// What one event is, beside its entry.
enum Verdict {
    Fine,
    Erased,
    Changed,
    Inserted,
}

/// Whether an event is what its entry commits to, and its columns say what it says.
fn judge(stored: &StoredEvent, payload: Option<&Payload>, logged: Option<&[u8; 32]>) -> Verdict {
    let (Some(salt), Some(bytes)) = (&stored.salt, &stored.payload) else {
        return Verdict::Erased;
    };
    let Some(logged) = logged else {
        return Verdict::Inserted;
    };
    let same = payload
        .is_some_and(|payload| payload.at == stored.at && payload.event.name() == stored.name);
    if entry(salt, bytes) == *logged && same {
        Verdict::Fine
    } else {
        Verdict::Changed
    }
}

/// Bound rows against what their last event said.
async fn rows(read: &mut Read, mut last: LastNamed, report: &mut Report) -> Result<(), Failure> {
    for table in tables::TABLES
        .iter()
        .filter(|table| table.kind == tables::Kind::Bound)
        .map(|table| table.name)
    {
        for (row, digest) in tables::bound_rows(read, table).await? {
            report.rows += 1;
            let found = match last.remove(&(table.to_owned(), row.clone())) {
                Some(Some(named)) if named == tables::hex(&digest) => continue,
                Some(Some(_)) => Finding::RowChanged(table.to_owned(), row),
                Some(None) | None => Finding::RowInserted(table.to_owned(), row),
            };
            report.findings.insert(found);
        }
    }
    report.findings.extend(
        last.into_iter()
            .filter(|(_, digest)| digest.is_some())
            .map(|((table, row), _)| Finding::RowGone(table, row)),
    );
    Ok(())
}

/// Messages, beginnings of segments and attachments against the evidence logs.
async fn evidence(
    app: &App,
    read: &mut Read,
    logs: &Logs,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut books = Books::open(logs);
    books.beginnings(read, report).await?;
    let blobs = books.messages(read, report).await?;
    let unclaimed = books
        .unclaimed()
        .filter(|finding| !report.knows_lost(finding));
    let unclaimed: Vec<Finding> = unclaimed.collect();
    report.findings.extend(unclaimed);
    attachments(app, blobs, report).await
}

/// The evidence logs, and the entries of them that no row has answered for yet.
struct Books<'a> {
    logs: &'a Logs,
    /// Of each evidence log, which entries a row has answered for.
    claimed: BTreeMap<&'a str, Vec<bool>>,
}

/// What a row says of itself in a log.
enum Claim {
    Fine,
    /// It came with nothing that is or will be in a log.
    Nowhere,
    /// Its entry says something else, or another row has it.
    Wrong,
}

type Named = BTreeSet<(BlobId, [u8; 32])>;

impl<'a> Books<'a> {
    fn open(logs: &'a Logs) -> Self {
        let evidence = logs.entries.iter().filter(|(name, _)| *name != CONDUCT);
        let claimed = evidence
            .map(|(name, entries)| (name.as_str(), vec![false; entries.len()]))
            .collect();
        Self { logs, claimed }
    }

    /// A row says at which place of a log its entry stands, and what it must be.
    fn claim(&mut self, place: Option<(&str, u64)>, leaf: Option<&[u8; 32]>) -> Claim {
        let Some((log, index)) = place else {
            return Claim::Nowhere;
        };
        let entry = self.logs.entry(log, index);
        let claimed = self.claimed.get_mut(log);
        let claimed = claimed.and_then(|all| all.get_mut(usize::try_from(index).ok()?));
        let first = claimed.is_some_and(|claimed| !std::mem::replace(claimed, true));
        if first && entry.is_some() && entry == leaf {
            Claim::Fine
        } else {
            Claim::Wrong
        }
    }

    /// Entries that no row answered for.
    fn unclaimed(&self) -> impl Iterator<Item = Finding> {
        self.claimed.iter().flat_map(|(log, claimed)| {
            (0..)
                .zip(claimed)
                .filter(|(_, claimed)| !**claimed)
                .map(|(index, _)| Finding::EvidenceGone((*log).to_owned(), index))
        })
    }

    async fn beginnings(&mut self, read: &mut Read, report: &mut Report) -> Result<(), Failure> {
        let mut after = None;
        loop {
            let page = segment::leaves(read, after, PAGE).await?;
            let Some(end) = page.last().map(|row| row.segment) else {
                return Ok(());
            };
            after = Some(end);
            for row in page {
                report.messages += 1;
                let place = self.logs.claimed(&row.stand);
                let place = place.as_ref().map(|(log, index)| (log.as_str(), *index));
                let claim = self.claim(place, Some(&row.leaf));
                report.judge(&claim, row.segment, || "the beginning".to_owned());
            }
        }
    }

    /// Answers with the attachments that the messages name.
    async fn messages(&mut self, read: &mut Read, report: &mut Report) -> Result<Named, Failure> {
        let mut blobs = Named::new();
        let mut after = None;
        loop {
            let page = message::rows(read, after, PAGE).await?;
            let Some(end) = page.last().map(|row| (row.segment, row.message.position)) else {
                return Ok(blobs);
            };
            after = Some(end);
            for row in page {
                report.messages += 1;
                let place = (row.segment, row.message.position);
                let handed_out = row.message.leaf;
                let sealed = sealed(row.message).filter(|s| (s.segment(), s.position()) == place);
                // The column with the leaf is what readers are handed: it must say the same.
                let leaf = sealed.as_ref().map(Sealed::leaf);
                let leaf = leaf.filter(|leaf| *leaf == handed_out);
                let claim = self.claim(self.logs.at(row.batch, row.place), leaf.as_ref());
                report.judge(&claim, place.0, || format!("message {}", place.1));
                blobs.extend(
                    sealed.and_then(|s| s.clear().blob.as_ref().map(|blob| (blob.id, blob.sha256))),
                );
            }
        }
    }
}

fn sealed(row: OfferedMessage) -> Option<Sealed> {
    let OfferedMessage {
        clear,
        ciphertext,
        commitment,
        row_salt,
        ..
    } = row;
    Sealed::try_from(Columns {
        clear,
        ciphertext,
        commitment,
        row_salt,
    })
    .ok()
}

impl Report {
    /// Keeps in mind what a published entry says is lost.
    fn note_lost(&mut self, payload: Option<&Payload>) {
        if let Some(Event::ArchiveRecovered { lost, .. }) = payload.map(|payload| &payload.event) {
            self.lost.extend_from_slice(lost);
        }
    }

    fn is_lost(&self, log: &str, index: u64) -> bool {
        self.lost
            .iter()
            .any(|lost| lost.log == log && index >= lost.first && index - lost.first < lost.entries)
    }

    fn knows_lost(&self, finding: &Finding) -> bool {
        matches!(finding, Finding::EvidenceGone(log, index) if self.is_lost(log, *index))
    }

    fn judge(&mut self, claim: &Claim, segment: SegmentId, what: impl FnOnce() -> String) {
        let finding = match claim {
            Claim::Fine => return,
            Claim::Nowhere => Finding::MessageInserted(segment.to_string(), what()),
            Claim::Wrong => Finding::MessageChanged(segment.to_string(), what()),
        };
        self.findings.insert(finding);
    }
}

async fn attachments(app: &App, blobs: Named, report: &mut Report) -> Result<(), Failure> {
    for (id, sha256) in blobs {
        let whole = blob::get(&app.store, id).await.ok().flatten();
        if whole.is_none_or(|bytes| <[u8; 32]>::from(Sha256::digest(&bytes)) != sha256) {
            report.findings.insert(Finding::Attachment(id.to_string()));
        }
    }
    Ok(())
}
