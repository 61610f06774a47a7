//! Seats register, prove themselves, and cosign.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use zegel_app::{App, conduct, staff};
use zegel_model::SeatId;
use zegel_model::seat::Side;

use crate::api::{Answer, Body, Bytes, id};
use crate::who::Program;

/// `POST /api/v1/seats`
#[derive(Debug, Deserialize)]
pub struct NewSeat {
    seat: SeatId,
    side: Side,
    public: String,
}

/// What the seat must open.
#[derive(Debug, Serialize)]
pub struct Challenge {
    challenge: Bytes,
}

/// Registers a seat of the person asking.
pub async fn register(
    State(app): State<App>,
    Program(actor): Program,
    Body(body): Body<NewSeat>,
) -> Answer<Json<Challenge>> {
    let challenge = staff::seat::register(&app, &actor, body.side, body.seat, &body.public).await?;
    Ok(Json(Challenge {
        challenge: Bytes(challenge),
    }))
}

/// `POST /api/v1/seats/{seat}/drill`
#[derive(Debug, Deserialize)]
pub struct DrillAnswer {
    answer: Bytes,
}

/// The seat answers.
pub async fn drill(
    State(app): State<App>,
    Program(actor): Program,
    Path(seat): Path<String>,
    Body(body): Body<DrillAnswer>,
) -> Answer<StatusCode> {
    staff::seat::drill(&app, &actor, id(&seat, "seat")?, &body.answer.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/cosignatures`
#[derive(Debug, Deserialize)]
pub struct Cosigned {
    log: String,
    checkpoint: String,
}

/// A checkpoint of ours with a seat's cosignature.
pub async fn cosign(
    State(app): State<App>,
    Program(actor): Program,
    Body(body): Body<Cosigned>,
) -> Answer<StatusCode> {
    conduct::cosign(&app, &actor, &body.log, &body.checkpoint).await?;
    Ok(StatusCode::NO_CONTENT)
}
