//! What an importer must know before it parses a byte: does a regulation cover this, and to whom to seal.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use zegel_app::App;
use zegel_app::origin::CONDUCT;
use zegel_app::{Failure, Why, archive, regulation, staff};
use zegel_model::scope::SourceClass;
use zegel_model::seat::{Quorum, Side};
use zegel_model::{CopyId, KeyId, SeatId};

use crate::api::{Answer, Bytes};
use crate::who::Program;

/// `GET /api/v1/archive`
#[derive(Debug, Serialize)]
pub struct Archive {
    employer: String,
    origin: String,
    log_key: String,
    quorum: Quorum,
    regulation: Option<u32>,
    classes: Vec<SourceClass>,
}

/// The archive as an importer sees it.
pub async fn archive(State(app): State<App>, _who: Program) -> Answer<Json<Archive>> {
    let current = regulation::steps::in_force(&app).await?;
    let employer = staff::found::employer(&app).await?;
    let log_key = app
        .origin
        .verifier_key(CONDUCT)
        .map_err(|_| Failure::Because(Why::Damaged))?;
    Ok(Json(Archive {
        employer: employer.name,
        origin: app.origin.name.clone(),
        log_key,
        quorum: Quorum::SMALL,
        regulation: current.as_ref().map(|r| r.version),
        classes: current
            .map(|r| r.table.classes().into_iter().collect())
            .unwrap_or_default(),
    }))
}

/// A seat with the log entry that authenticates its key.
#[derive(Debug, Serialize)]
pub struct LoggedSeat {
    seat: SeatId,
    side: Side,
    public: String,
    payload: Bytes,
    salt: Bytes,
    index: u64,
    drilled: bool,
}

/// `GET /api/v1/seats`: all, once all are published; a client checks each against the log.
pub async fn seats(State(app): State<App>, _who: Program) -> Answer<Json<Vec<LoggedSeat>>> {
    let seats = staff::seat::published(&app).await?;
    Ok(Json(
        seats
            .into_iter()
            .filter_map(|logged| {
                Some(LoggedSeat {
                    seat: logged.seat.id,
                    side: logged.seat.side,
                    public: logged.seat.public,
                    payload: Bytes(logged.entry.payload?),
                    salt: Bytes(logged.entry.salt?.to_vec()),
                    index: logged.entry.log_index?,
                    drilled: logged.seat.drilled.is_some(),
                })
            })
            .collect(),
    ))
}

/// A list of what was imported, sealed to the importer.
#[derive(Debug, Serialize)]
pub struct List {
    copy: CopyId,
    key: KeyId,
    sealed: Bytes,
}

/// `GET /api/v1/import/lists`
pub async fn lists(State(app): State<App>, Program(actor): Program) -> Answer<Json<Vec<List>>> {
    let lists = archive::lists::own(&app, &actor).await?;
    Ok(Json(
        lists
            .into_iter()
            .map(|(copy, key, sealed)| List {
                copy,
                key,
                sealed: Bytes(sealed),
            })
            .collect(),
    ))
}
