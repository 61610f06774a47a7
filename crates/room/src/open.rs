//! From a release to memory: checks every signature and both sides' quorums, opens what the terms cover, nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::task::JoinSet;
use zegel_model::case::Terms;
use zegel_model::{CaseId, CopyId, Timestamp};
use zegel_seal::approval::Approval;
use zegel_seal::case_key::{self, CaseKey, Opening};
use zegel_seal::creation::Creation;
use zegel_seal::offer::many_from_bytes;
use zegel_seal::reader::Opened;
use zegel_seal::seat::SeatPublic;
use zegel_seal::stored::Stored;
use zegel_seal::terms;
use zeroize::Zeroizing;

use crate::archive::{Archive, ArchiveError, Release, SegmentPart};
use crate::memory::{CopyHead, Entry, Fault, File, Memory, SealedFile};
use crate::search::IndexError;

/// Segments on their way at once: while one is opened, others are fetched.
const AT_ONCE: usize = 6;

/// Why a release opens nothing. Nothing of it is shown then.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenError {
    /// The archive gave no answer, or none that can be read.
    #[error("what was released cannot be fetched")]
    Archive(#[from] ArchiveError),
    /// A signature is wrong, or a side is missing.
    #[error("the approvals are not in order")]
    Approvals,
    /// Something is out of scope, missing or changed.
    #[error("a segment is out of scope, missing or changed")]
    Segments,
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The room ended meanwhile.
    #[error("the room ended while it was being opened")]
    Stopped,
}

impl OpenError {
    /// As in locales.
    pub(crate) const fn key(&self) -> &'static str {
        match self {
            Self::Archive(_) => "room-broken-archive",
            Self::Approvals => "room-broken-approvals",
            Self::Segments => "room-broken-segments",
            Self::Index(_) | Self::Stopped => "room-broken-index",
        }
    }
}

/// An opened case: its memory, and the earliest deadline that any of its approvals carries.
pub(crate) struct OpenedCase {
    pub(crate) memory: Memory,
    pub(crate) deadline: Timestamp,
}

/// Opens a release with the case's key.
pub(crate) async fn open(
    archive: &Arc<dyn Archive>,
    key: &CaseKey,
    terms: &Terms,
    release: Release,
) -> Result<OpenedCase, OpenError> {
    let (opening, signed) = check_approvals(key, terms, &release)?;
    // The archive may only bring the end forward, never push it back.
    let deadline = [terms.deadline, release.deadline]
        .into_iter()
        .chain(signed)
        .min()
        .unwrap_or(terms.deadline);

    let heads: Vec<CopyHead> = release
        .copies
        .into_iter()
        .map(|part| CopyHead {
            copy: part.copy,
            holder: Zeroizing::new(part.holder),
            class: part.class,
            provenance: part.provenance,
        })
        .collect();
    let places: BTreeMap<CopyId, usize> = heads
        .iter()
        .enumerate()
        .map(|(place, head)| (head.copy, place))
        .collect();
    let opener = Arc::new(Opener {
        archive: Arc::clone(archive),
        terms: terms.clone(),
        opening,
    });
    let (entries, faults) = segments(&opener, release.segments, &places).await?;
    // Indexing takes as long as a case is large; meanwhile the room answers and keeps its deadline.
    let memory = tokio::task::spawn_blocking(move || Memory::new(heads, entries, &faults));
    let memory = memory.await.map_err(|_| OpenError::Stopped)??;
    Ok(OpenedCase { memory, deadline })
}

/// Every approval is its seat's signature over these terms and over what it released; answers with the deadlines that
/// they carry.
fn check_approvals(
    key: &CaseKey,
    terms: &Terms,
    release: &Release,
) -> Result<(Opening, Vec<Timestamp>), OpenError> {
    let digest = terms::digest(terms);
    let mut parts = Vec::new();
    let mut deadlines = Vec::new();
    for part in &release.approvals {
        let public = SeatPublic::from_bytes(&part.public).map_err(|_| OpenError::Approvals)?;
        let approval = Approval::from_bytes(&part.approval).map_err(|_| OpenError::Approvals)?;
        let resealed =
            case_key::Release::from_bytes(&part.resealed).map_err(|_| OpenError::Approvals)?;
        approval
            .verify(&public, &digest, &resealed)
            .map_err(|_| OpenError::Approvals)?;
        deadlines.extend(approval.deadline());
        parts.push(resealed);
    }
    let opening = Opening::new(key, &digest, parts).map_err(|_| OpenError::Approvals)?;
    Ok((opening, deadlines))
}

/// What it takes to fetch and open any segment of the case.
struct Opener {
    archive: Arc<dyn Archive>,
    terms: Terms,
    opening: Opening,
}

/// Every segment, some at once; in which order they come does not matter.
async fn segments(
    shared: &Arc<Opener>,
    parts: Vec<SegmentPart>,
    places: &BTreeMap<CopyId, usize>,
) -> Result<(Vec<Entry>, Vec<Fault>), OpenError> {
    let (mut entries, mut faults) = (Vec::new(), Vec::new());
    let mut parts = parts.into_iter();
    let mut running = JoinSet::new();
    loop {
        for part in parts.by_ref().take(AT_ONCE - running.len()) {
            let place = *places.get(&part.copy).ok_or(OpenError::Segments)?;
            let shared = Arc::clone(shared);
            running.spawn(async move { shared.segment(&part, place).await });
        }
        let Some(done) = running.join_next().await else {
            return Ok((entries, faults));
        };
        let (opened, fault) = done.map_err(|_| OpenError::Stopped)??;
        entries.extend(opened);
        faults.extend(fault);
    }
}

impl Opener {
    /// One segment: its label must say what the archive says of it, lie in scope, and open with enough of both sides.
    /// Whose keys count is said by the label, which the shares are bound to, not by the archive.
    async fn segment(
        &self,
        part: &SegmentPart,
        place: usize,
    ) -> Result<(Vec<Entry>, Option<Fault>), OpenError> {
        let creation = Creation::from_bytes(&part.creation).map_err(|_| OpenError::Segments)?;
        let label = creation.descriptor();
        let as_said = (label.segment, label.copy, label.day) == (part.segment, part.copy, part.day);
        if !as_said || !self.terms.covers(label.copy, label.day) {
            return Err(OpenError::Segments);
        }
        let mut reader = self
            .opening
            .segment(&creation)
            .map_err(|error| match error {
                case_key::OpenError::Wrong(_) => OpenError::Segments,
                case_key::OpenError::OtherTerms
                | case_key::OpenError::OtherKey
                | case_key::OpenError::TooFew { .. } => OpenError::Approvals,
            })?;
        let bytes = self.archive.segment(self.terms.case, part.segment).await?;
        let sealed = many_from_bytes(&bytes).map_err(|_| OpenError::Segments)?;
        let mut entries = Vec::with_capacity(sealed.len());
        let (mut unreadable, mut expected) = (0, 0);
        for message in &sealed {
            // A writer counts from 0 without gaps: what was left out in between is found here, what was turned around
            // too.
            let position = message.position();
            let Some(gap) = position.checked_sub(expected) else {
                return Err(OpenError::Segments);
            };
            unreadable += usize::try_from(gap).unwrap_or(usize::MAX);
            expected = position.saturating_add(1);
            match reader.read(message) {
                Ok(opened) => entries.push(entry(part, place, opened)),
                // One changed message must not take the others with it: it is counted, and the pages say so.
                Err(_) => unreadable += 1,
            }
        }
        let fault = (unreadable > 0).then(|| {
            tracing::warn!(segment = %part.segment, messages = unreadable, "messages are missing or were changed");
            Fault {
                conversation: place,
                day: part.day,
                messages: unreadable,
            }
        });
        Ok((entries, fault))
    }
}

fn entry(part: &SegmentPart, conversation: usize, opened: Opened) -> Entry {
    let digest = opened.clear.blob.map(|blob| blob.sha256);
    // The pages show what was understood; the source bytes stay sealed at the archive.
    drop(Zeroizing::new(opened.source));
    // The words move into strings that are wiped; nothing of them is copied.
    let Stored {
        offset,
        at,
        zone,
        raw_time,
        sender,
        kind,
        text,
        edited,
        attachment,
        event,
        details,
        ..
    } = opened.stored;
    let file = attachment.map(|attachment| File {
        name: Zeroizing::new(attachment.name),
        sealed: attachment
            .media
            .zip(digest)
            .map(|(media, digest)| SealedFile { media, digest }),
    });
    Entry {
        conversation,
        day: part.day,
        segment: part.segment,
        position: opened.position,
        offset,
        at,
        zone: zone.map(Zeroizing::new),
        moment: details
            .as_ref()
            .is_some_and(|details| details.moment.is_some()),
        raw_time: Zeroizing::new(raw_time),
        sender: sender.map(Zeroizing::new),
        own: false,
        kind,
        text: Zeroizing::new(text),
        edited,
        file,
        event,
        details,
    }
}

/// An attachment, opened in memory.
pub(crate) async fn file(
    archive: &dyn Archive,
    case: CaseId,
    file: &SealedFile,
) -> Result<Zeroizing<Vec<u8>>, FileError> {
    use sha2::Digest as _;
    let sealed = archive.blob(case, file.media.blob).await?;
    if <[u8; 32]>::from(sha2::Sha256::digest(&sealed)) != file.digest {
        return Err(FileError::Changed);
    }
    let mut out = Zeroizing::new(Vec::with_capacity(sealed.len()));
    zegel_seal::media::open(&file.media, sealed.as_slice(), &mut *out)
        .map_err(|_| FileError::Changed)?;
    Ok(out)
}

/// Why an attachment is not shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FileError {
    /// The archive gave no answer.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// It does not match what its message says of it.
    #[error("the attachment is not what its message says of it")]
    Changed,
}
