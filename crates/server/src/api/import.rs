//! Sealed conversations arrive.

use std::future::poll_fn;
use std::pin::Pin;

use axum::Json;
use axum::body::{Body, Bytes as RawBytes, HttpBody};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use zegel_app::{App, Failure, Why, archive};
use zegel_model::KeyId;
use zegel_seal::offer::Offer;

use crate::api::{self, Answer, Bytes, id};
use crate::refusal::Refused;
use crate::who::Sender;

/// How many messages are new.
#[derive(Debug, Serialize)]
pub struct Stored {
    stored: usize,
}

/// `POST /api/v1/import`, a binary offer. When this answers, all of it is durable, exactly once.
pub async fn import(
    State(app): State<App>,
    Sender { person: actor, .. }: Sender,
    body: RawBytes,
) -> Answer<Json<Stored>> {
    let offer =
        Offer::from_bytes(&body).map_err(|_| Refused::from(Failure::Because(Why::NotSealed)))?;
    let stored = archive::import::import(&app, &actor, offer).await?;
    Ok(Json(Stored { stored }))
}

/// What an importer states, with what their own list is to remember of it.
#[derive(Debug, Deserialize)]
pub struct Statement {
    statement: Bytes,
    #[serde(default)]
    list: Option<List>,
}

/// A list, sealed to the importer.
#[derive(Debug, Deserialize)]
pub struct List {
    key: KeyId,
    sealed: Bytes,
}

/// `POST /api/v1/import/statements`: recorded once, if its importer signed it.
pub async fn state(
    State(app): State<App>,
    Sender { person: actor, .. }: Sender,
    api::Body(stated): api::Body<Statement>,
) -> Answer<StatusCode> {
    let list = stated.list.map(|list| (list.key, list.sealed.0));
    archive::statement::state(&app, &actor, &stated.statement.0, list).await?;
    Ok(StatusCode::CREATED)
}

/// `PUT /api/v1/blobs/{blob}?copy=…`
#[derive(Debug, Deserialize)]
pub struct Of {
    copy: String,
}

/// A sealed attachment, written to disk as it comes.
pub async fn blob(
    State(app): State<App>,
    Sender { person: actor, .. }: Sender,
    Path(blob): Path<String>,
    Query(of): Query<Of>,
    mut body: Body,
) -> Answer<StatusCode> {
    let blob = id(&blob, "attachment")?;
    let copy = id(&of.copy, "conversation")?;
    let mut coming = archive::blob::begin(&app, &actor, blob, copy).await?;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| Refused::from(Failure::Because(Why::Malformed)))?;
        if let Some(bytes) = frame.data_ref() {
            coming.write(bytes).await?;
        }
    }
    coming.keep().await?;
    Ok(StatusCode::CREATED)
}
