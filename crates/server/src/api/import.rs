//! Sealed conversations arrive.

use axum::Json;
use axum::body::Bytes as RawBytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use zegel_app::{App, Failure, Why, archive};
use zegel_seal::offer::Offer;

use crate::api::{Answer, id};
use crate::refusal::Refused;
use crate::who::Program;

/// How many messages are new.
#[derive(Debug, Serialize)]
pub struct Stored {
    stored: usize,
}

/// `POST /api/v1/import`, a binary offer. When this answers, all of it is durable, exactly once.
pub async fn import(
    State(app): State<App>,
    Program(actor): Program,
    body: RawBytes,
) -> Answer<Json<Stored>> {
    let offer =
        Offer::from_bytes(&body).map_err(|_| Refused::from(Failure::Because(Why::NotSealed)))?;
    let stored = archive::import::import(&app, &actor, offer).await?;
    Ok(Json(Stored { stored }))
}

/// `PUT /api/v1/blobs/{blob}?copy=…`
#[derive(Debug, Deserialize)]
pub struct Of {
    copy: String,
}

/// A sealed attachment.
pub async fn blob(
    State(app): State<App>,
    Program(actor): Program,
    Path(blob): Path<String>,
    Query(of): Query<Of>,
    body: RawBytes,
) -> Answer<StatusCode> {
    let blob = id(&blob, "attachment")?;
    let copy = id(&of.copy, "conversation")?;
    archive::blob::put(&app, &actor, blob, copy, body.to_vec()).await?;
    Ok(StatusCode::CREATED)
}
