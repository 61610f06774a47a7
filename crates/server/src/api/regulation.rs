//! The regulation's steps, for programs.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use zegel_app::App;
use zegel_app::regulation::{confirm, steps};
use zegel_model::Timestamp;
use zegel_model::regulation::{BalancingTest, Consultation};
use zegel_model::scope::SourceClass;

use crate::api::{Answer, Body};
use crate::who::Program;

/// `POST /api/v1/regulation/draft`
#[derive(Debug, Deserialize)]
pub struct Draft {
    classes: BTreeSet<SourceClass>,
}

/// Writes the ready-made regulation.
pub async fn draft(
    State(app): State<App>,
    Program(actor): Program,
    Body(body): Body<Draft>,
) -> Answer<StatusCode> {
    steps::draft(&app, &actor, &body.classes).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/regulation/consult`
#[derive(Debug, Deserialize)]
pub struct Consult {
    held: Timestamp,
    outcome: String,
}

/// Staff were heard.
pub async fn consult(
    State(app): State<App>,
    Program(actor): Program,
    Body(body): Body<Consult>,
) -> Answer<StatusCode> {
    steps::consult(
        &app,
        &actor,
        Consultation {
            held: body.held,
            outcome: body.outcome,
        },
    )
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The interests are weighed.
pub async fn weigh(
    State(app): State<App>,
    Program(actor): Program,
    Body(body): Body<BalancingTest>,
) -> Answer<StatusCode> {
    steps::weigh(&app, &actor, body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// It holds from now on.
pub async fn put_in_force(State(app): State<App>, Program(actor): Program) -> Answer<StatusCode> {
    steps::put_in_force(&app, &actor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// It holds no longer.
pub async fn withdraw(State(app): State<App>, Program(actor): Program) -> Answer<StatusCode> {
    steps::withdraw(&app, &actor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The person asking has read the notice.
pub async fn confirm(State(app): State<App>, Program(actor): Program) -> Answer<StatusCode> {
    confirm::confirm(&app, &actor).await?;
    Ok(StatusCode::NO_CONTENT)
}
