//! What a seat needs to decide: the request as it stands in the log, and the boxes that it would open.

use std::collections::BTreeMap;

use zegel_model::case::Case;
use zegel_model::event::Event;
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_model::seat::Seat;
use zegel_model::{CaseId, SeatId, SegmentId};
use zegel_store::event::StoredEvent;
use zegel_store::segment::Segment;
use zegel_store::{Source, case, context, event, seat, segment};

use crate::regulation::may::ask;
use crate::{App, Failure, Why};

/// A case is asked for once; its identifier may stand in the words of others, hardly ever.
const SAME: u32 = 100;

/// A request, ready for one seat.
#[derive(Debug, Clone)]
pub struct ForSeat {
    /// The case.
    pub case: Case,
    /// The entry of the conduct log that holds its terms; published.
    pub entry: StoredEvent,
    /// Segments in scope, each with its writer's contexts.
    pub segments: Vec<(Segment, Vec<u8>)>,
}

/// The request for the seat that the person asking holds.
pub async fn request(
    app: &App,
    actor: &Person,
    id: CaseId,
    which: SeatId,
) -> Result<ForSeat, Failure> {
    let mut read = app.store.read().await?;
    let seat = own_seat(&mut read, actor, which).await?;
    let _right = ask(&mut read, actor, Action::OverseeCases, Object::Archive).await?;
    let case = case::get(&mut read, id)
        .await?
        .ok_or(Failure::NotFound("case"))?;
    let entry = entry(&mut read, id).await?;
    let mut segments = Vec::new();
    for found in in_scope(&mut read, &case).await?.into_values() {
        let contexts = context::get(&mut read, found.writer)
            .await?
            .ok_or(Failure::NotFound("writer"))?;
        segments.push((found, contexts));
    }
    tracing::debug!(seat = %seat.id, segments = segments.len(), "request handed to a seat");
    Ok(ForSeat {
        case,
        entry,
        segments,
    })
}

/// The segments that a case's terms cover, each once, by identifier.
pub async fn in_scope(
    source: &mut impl Source,
    case: &Case,
) -> Result<BTreeMap<SegmentId, Segment>, Failure> {
    let mut segments = BTreeMap::new();
    for item in &case.terms.scope {
        let found = segment::in_scope(source, item.copy, item.from, item.to).await?;
        segments.extend(found.into_iter().map(|segment| (segment.id, segment)));
    }
    Ok(segments)
}

/// The entry that holds a case's terms; a conflict until it is published.
pub async fn entry(source: &mut impl Source, id: CaseId) -> Result<StoredEvent, Failure> {
    let asked = event::by_name_holding(source, "case_requested", &id.to_string(), SAME).await?;
    let found = asked.into_iter().find(|stored| {
        matches!(stored.decoded().map(|p| p.event), Some(Event::CaseRequested { terms, .. }) if terms.case == id)
    });
    let entry = found.ok_or(Failure::NotFound("case"))?;
    if entry.log_index.is_none() {
        return Err(Failure::Because(Why::NotPublished));
    }
    Ok(entry)
}

/// A seat that the person asking holds.
pub async fn own_seat(
    source: &mut impl Source,
    actor: &Person,
    which: SeatId,
) -> Result<Seat, Failure> {
    seat::all(source)
        .await?
        .into_iter()
        .find(|seat| seat.id == which && seat.holder == actor.id)
        .ok_or(Failure::NotFound("seat of yours"))
}
