//! What an approved case may have: re-sealed shares, sealed messages, sealed attachments, of its scope and no more.

use std::collections::BTreeSet;

use zegel_model::case::{Case, CaseError};
use zegel_model::person::Person;
use zegel_model::right::Action;
use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::seat::Side;
use zegel_model::{BlobId, CaseId, CopyId, SeatId, SegmentId};
use zegel_seal::case_key::Release;
use zegel_store::message::OfferedMessage;
use zegel_store::segment::Segment;
use zegel_store::{Read, blob, case, copy, message, person, release, seat, segment};

use crate::case::for_seat::in_scope;
use crate::case::look;
use crate::regulation::may::ask;
use crate::{App, Failure, Why};

/// One seat's part.
#[derive(Debug, Clone)]
pub struct SeatRelease {
    /// Which seat.
    pub seat: SeatId,
    /// Of which side.
    pub side: Side,
    /// Its public keys, base 64.
    pub public: String,
    /// Its signed approval.
    pub approval: Vec<u8>,
    /// The shares, re-sealed to the case key.
    pub resealed: Vec<u8>,
}

/// A conversation of the scope.
#[derive(Debug, Clone)]
pub struct ReleasedCopy {
    /// Which.
    pub copy: CopyId,
    /// Whose.
    pub holder: String,
    /// Account and phone.
    pub class: SourceClass,
    /// How far it can be trusted.
    pub provenance: Provenance,
}

/// Everything that the room needs to open the case.
#[derive(Debug, Clone)]
pub struct Released {
    /// The case.
    pub case: Case,
    /// Each seat's part.
    pub seats: Vec<SeatRelease>,
    /// The segments in scope.
    pub segments: Vec<Segment>,
    /// Their conversations.
    pub copies: Vec<ReleasedCopy>,
}

/// Hands the released case to its reviewer's room.
pub async fn released(app: &App, actor: &Person, id: CaseId) -> Result<Released, Failure> {
    let (mut read, case) = readable(app, actor, id).await?;
    let seats = seat::all(&mut read).await?;
    let mut parts = Vec::new();
    // What came in after a seat approved was not released by it; the case stays as it was approved.
    let mut segments = in_scope(&mut read, &case).await?;
    for (seat, approval, resealed) in release::all(&mut read, id).await? {
        let Some(known) = seats.iter().find(|s| s.id == seat) else {
            continue;
        };
        let handed = Release::from_bytes(&resealed).map_err(|_| Failure::Because(Why::Damaged))?;
        let handed: BTreeSet<SegmentId> = handed.segments().collect();
        segments.retain(|id, _| handed.contains(id));
        parts.push(SeatRelease {
            seat,
            side: known.side,
            public: known.public.clone(),
            approval,
            resealed,
        });
    }
    let mut segments: Vec<Segment> = segments.into_values().collect();
    let mut copies = Vec::new();
    for item in &case.terms.scope {
        let Some(found) = copy::get(&mut read, item.copy).await? else {
            continue;
        };
        let holder = person::get(&mut read, found.holder)
            .await?
            .map(|p| p.name)
            .unwrap_or_default();
        copies.push(ReleasedCopy {
            copy: found.id,
            holder,
            class: found.class,
            provenance: found.provenance,
        });
    }
    segments.sort_by_key(|s| (s.copy, s.day, s.id));
    copies.sort_by_key(|c| c.copy);
    copies.dedup_by_key(|c| c.copy);
    Ok(Released {
        case,
        seats: parts,
        segments,
        copies,
    })
}

/// The sealed messages of one segment in scope.
pub async fn messages(
    app: &App,
    actor: &Person,
    id: CaseId,
    which: SegmentId,
) -> Result<Vec<OfferedMessage>, Failure> {
    let (mut read, case) = readable(app, actor, id).await?;
    let segment = segment::get(&mut read, which)
        .await?
        .ok_or(Failure::NotFound("segment"))?;
    if !case.terms.covers(segment.copy, segment.day) {
        return Err(Failure::NotFound("segment"));
    }
    Ok(message::of_segment(&mut read, which).await?)
}

/// A sealed attachment that a message in scope names.
pub async fn attachment(
    app: &App,
    actor: &Person,
    id: CaseId,
    which: BlobId,
) -> Result<Vec<u8>, Failure> {
    let (mut read, case) = readable(app, actor, id).await?;
    let copy = blob::copy_of(&mut read, which)
        .await?
        .ok_or(Failure::NotFound("attachment"))?;
    let mut named = false;
    for item in case.terms.scope.iter().filter(|item| item.copy == copy) {
        named |= message::names_blob(&mut read, copy, (item.from, item.to), which).await?;
    }
    if !named {
        return Err(Failure::NotFound("attachment"));
    }
    drop(read);
    blob::get(&app.store, which)
        .await?
        .ok_or(Failure::NotFound("attachment"))
}

/// The case, if its reviewer may read it at this moment. Waiting is no offence; anything else is logged.
async fn readable(app: &App, actor: &Person, id: CaseId) -> Result<(Read, Case), Failure> {
    let mut read = app.store.read().await?;
    let case = case::get(&mut read, id)
        .await?
        .ok_or(Failure::NotFound("case"))?;
    let right = match ask(&mut read, actor, Action::Read, case.object()).await {
        Ok(right) => right,
        Err(refused) => {
            drop(read);
            look::attempt(app, actor, id).await?;
            return Err(refused);
        }
    };
    let refused = case.readable(&right, app.now()).err();
    match refused {
        None => Ok((read, case)),
        Some(CaseError::NotReleased) if case.terms.reviewer == actor.id => {
            Err(CaseError::NotReleased.into())
        }
        Some(error) => {
            drop(read);
            look::attempt(app, actor, id).await?;
            Err(error.into())
        }
    }
}
