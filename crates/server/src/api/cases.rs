//! Cases: for the room that asks and reads, and for the seats that decide.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use zegel_app::case::{approve, end, for_seat, look, preview, release, request, view};
use zegel_app::{App, Failure, Why};
use zegel_model::case::{Case, CaseState, Terms};
use zegel_model::event::Look;
use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::seat::Side;
use zegel_model::{CaseId, CopyId, Day, SeatId, SegmentId, Timestamp};

use crate::api::{Answer, Body, Bytes, id};
use crate::refusal::Refused;
use crate::who::Program;

/// `POST /api/v1/cases`
#[derive(Debug, Deserialize)]
pub struct Request {
    terms: Terms,
    signature: String,
}

/// The case that was asked for.
#[derive(Debug, Serialize)]
pub struct Asked {
    case: CaseId,
}

/// A room asks.
pub async fn ask(
    State(app): State<App>,
    Program(actor): Program,
    Body(body): Body<Request>,
) -> Answer<(StatusCode, Json<Asked>)> {
    let case = request::request(&app, &actor, body.terms, body.signature).await?;
    Ok((
        StatusCode::CREATED,
        Json(Asked {
            case: case.terms.case,
        }),
    ))
}

/// A case as a program sees it.
#[derive(Debug, Serialize)]
pub struct Seen {
    terms: Terms,
    state: CaseState,
    deadline: Timestamp,
    answer_by: Timestamp,
    approvals: Vec<Approved>,
}

/// One yes.
#[derive(Debug, Serialize)]
pub struct Approved {
    seat: SeatId,
    side: Side,
    at: Timestamp,
}

fn seen(case: Case) -> Seen {
    Seen {
        deadline: case.deadline(),
        answer_by: case.answer_by,
        state: case.state,
        approvals: case
            .approvals
            .iter()
            .map(|(seat, a)| Approved {
                seat: *seat,
                side: a.side,
                at: a.at,
            })
            .collect(),
        terms: case.terms,
    }
}

/// `GET /api/v1/cases`: those that the person asking may know of.
pub async fn list(State(app): State<App>, Program(actor): Program) -> Answer<Json<Vec<Seen>>> {
    Ok(Json(
        view::list(&app, &actor)
            .await?
            .into_iter()
            .map(seen)
            .collect(),
    ))
}

/// A conversation that can be asked for, without a word of it.
#[derive(Debug, Serialize)]
pub struct Choosable {
    copy: CopyId,
    holder: String,
    from: Day,
    to: Day,
    messages: u64,
}

/// Whose conversations are looked for.
#[derive(Debug, Deserialize)]
pub struct Find {
    #[serde(default)]
    find: String,
}

/// `GET /api/v1/copies?find=NAME`: what a reviewer can choose from, the newest 50 of all or of these holders.
pub async fn copies(
    State(app): State<App>,
    Program(actor): Program,
    Query(by): Query<Find>,
) -> Answer<Json<Vec<Choosable>>> {
    let choices = preview::choices(&app, &actor, &by.find, &[]).await?;
    Ok(Json(
        choices
            .listed
            .into_iter()
            .filter_map(|choice| {
                let (from, to) = choice.days?;
                Some(Choosable {
                    copy: choice.copy.id,
                    holder: choice.holder,
                    from,
                    to,
                    messages: choice.messages,
                })
            })
            .collect(),
    ))
}

/// `GET /api/v1/cases/{case}`
pub async fn get(
    State(app): State<App>,
    Program(actor): Program,
    Path(case): Path<String>,
) -> Answer<Json<Seen>> {
    Ok(Json(seen(
        view::get(&app, &actor, id(&case, "case")?).await?,
    )))
}

/// Which seat asks.
#[derive(Debug, Deserialize)]
pub struct BySeat {
    seat: String,
}

/// A request as a seat checks it.
#[derive(Debug, Serialize)]
pub struct SeatRequest {
    payload: Bytes,
    salt: Bytes,
    index: u64,
    segments: Vec<SeatSegment>,
}

/// A segment as a seat opens it.
#[derive(Debug, Serialize)]
pub struct SeatSegment {
    segment: SegmentId,
    creation: Bytes,
    boxes: Bytes,
    context: Bytes,
}

/// `GET /api/v1/cases/{case}/request?seat=…`
pub async fn for_seat(
    State(app): State<App>,
    Program(actor): Program,
    Path(case): Path<String>,
    Query(by): Query<BySeat>,
) -> Answer<Json<SeatRequest>> {
    let found = for_seat::request(&app, &actor, id(&case, "case")?, id(&by.seat, "seat")?).await?;
    let gone = || Refused::from(Failure::Because(Why::Damaged));
    Ok(Json(SeatRequest {
        payload: Bytes(found.entry.payload.ok_or_else(gone)?),
        salt: Bytes(found.entry.salt.ok_or_else(gone)?.to_vec()),
        index: found.entry.log_index.ok_or_else(gone)?,
        segments: found
            .segments
            .into_iter()
            .map(|(segment, context)| SeatSegment {
                segment: segment.id,
                creation: Bytes(segment.creation),
                boxes: Bytes(segment.boxes),
                context: Bytes(context),
            })
            .collect(),
    }))
}

/// `POST /api/v1/cases/{case}/approvals`
#[derive(Debug, Deserialize)]
pub struct Handed {
    seat: SeatId,
    approval: Bytes,
    resealed: Bytes,
}

/// Whether that was the last one needed.
#[derive(Debug, Serialize)]
pub struct Outcome {
    released: bool,
}

/// A seat approves.
pub async fn approve(
    State(app): State<App>,
    Program(actor): Program,
    Path(case): Path<String>,
    Body(body): Body<Handed>,
) -> Answer<Json<Outcome>> {
    let handed = approve::Handed {
        seat: body.seat,
        approval: body.approval.0,
        resealed: body.resealed.0,
    };
    let case = approve::approve(&app, &actor, id(&case, "case")?, handed).await?;
    Ok(Json(Outcome {
        released: matches!(case.state, CaseState::Released { .. }),
    }))
}

/// `POST /api/v1/cases/{case}/denials`
pub async fn deny(
    State(app): State<App>,
    Program(actor): Program,
    Path(case): Path<String>,
) -> Answer<StatusCode> {
    end::deny(&app, &actor, id(&case, "case")?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/cases/{case}/close`
pub async fn close(
    State(app): State<App>,
    Program(actor): Program,
    Path(case): Path<String>,
) -> Answer<StatusCode> {
    end::close(&app, &actor, id(&case, "case")?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/cases/{case}/looks`
#[derive(Debug, Deserialize)]
pub struct Looking {
    look: Look,
}

/// The room says what it is about to show. Only a 201 lets it.
pub async fn look(
    State(app): State<App>,
    Program(actor): Program,
    Path(case): Path<String>,
    Body(body): Body<Looking>,
) -> Answer<StatusCode> {
    look::look(&app, &actor, id(&case, "case")?, body.look).await?;
    Ok(StatusCode::CREATED)
}

/// What the room opens.
#[derive(Debug, Serialize)]
pub struct Release {
    deadline: Timestamp,
    approvals: Vec<SeatPart>,
    segments: Vec<SegmentPart>,
    copies: Vec<CopyPart>,
}

/// One seat's part.
#[derive(Debug, Serialize)]
pub struct SeatPart {
    seat: SeatId,
    side: Side,
    public: String,
    approval: Bytes,
    resealed: Bytes,
}

/// A segment in scope.
#[derive(Debug, Serialize)]
pub struct SegmentPart {
    segment: SegmentId,
    copy: CopyId,
    day: Day,
    creation: Bytes,
}

/// A conversation in scope.
#[derive(Debug, Serialize)]
pub struct CopyPart {
    copy: CopyId,
    holder: String,
    class: SourceClass,
    provenance: Provenance,
}

/// `GET /api/v1/cases/{case}/release`
pub async fn release(
    State(app): State<App>,
    Program(actor): Program,
    Path(case): Path<String>,
) -> Answer<Json<Release>> {
    let found = release::released(&app, &actor, id(&case, "case")?).await?;
    Ok(Json(Release {
        deadline: found.case.deadline(),
        approvals: found
            .seats
            .into_iter()
            .map(|s| SeatPart {
                seat: s.seat,
                side: s.side,
                public: s.public,
                approval: Bytes(s.approval),
                resealed: Bytes(s.resealed),
            })
            .collect(),
        segments: found
            .segments
            .into_iter()
            .map(|s| SegmentPart {
                segment: s.id,
                copy: s.copy,
                day: s.day,
                creation: Bytes(s.creation),
            })
            .collect(),
        copies: found
            .copies
            .into_iter()
            .map(|c| CopyPart {
                copy: c.copy,
                holder: c.holder,
                class: c.class,
                provenance: c.provenance,
            })
            .collect(),
    }))
}

/// `GET /api/v1/cases/{case}/segments/{segment}`: the sealed messages, canonical bytes.
pub async fn segment(
    State(app): State<App>,
    Program(actor): Program,
    Path((case, segment)): Path<(String, String)>,
) -> Answer<Vec<u8>> {
    let segment: SegmentId = id(&segment, "segment")?;
    let rows = release::messages(&app, &actor, id(&case, "case")?, segment).await?;
    Ok(zegel_app::archive::import::sealed_bytes(rows)?)
}

/// `GET /api/v1/cases/{case}/blobs/{blob}`: a sealed attachment.
pub async fn blob(
    State(app): State<App>,
    Program(actor): Program,
    Path((case, blob)): Path<(String, String)>,
) -> Answer<Vec<u8>> {
    Ok(release::attachment(&app, &actor, id(&case, "case")?, id(&blob, "attachment")?).await?)
}
