//! Legal holds, for programs.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use zegel_app::App;
use zegel_app::hold::{list, propose, step};
use zegel_model::HoldId;
use zegel_model::hold::{Ground, HoldState, On, Proposal, Step, Word};
use zegel_model::person::Person;

use crate::api::{Answer, Body, id};
use crate::who::Program;

/// A hold as a program sees it.
#[derive(Debug, Serialize)]
pub struct Seen {
    hold: HoldId,
    on: On,
    ground: Ground,
    reference: String,
    proposed: Word,
    binds: bool,
    #[serde(flatten)]
    state: HoldState,
}

/// `GET /api/v1/holds`: every hold there ever was, newest first.
pub async fn list(State(app): State<App>, Program(actor): Program) -> Answer<Json<Vec<Seen>>> {
    let listed = list::all(&app, &actor).await?;
    let seen = listed.into_iter().map(|listed| Seen {
        binds: listed.hold.binds(),
        hold: listed.hold.id,
        on: listed.hold.on,
        ground: listed.hold.ground,
        reference: listed.hold.reference,
        proposed: listed.hold.proposed,
        state: listed.hold.state,
    });
    Ok(Json(seen.collect()))
}

/// `POST /api/v1/holds`
#[derive(Debug, Deserialize)]
pub struct Proposed {
    on: On,
    ground: Ground,
    reference: String,
}

/// The hold that binds now.
#[derive(Debug, Serialize)]
pub struct Binds {
    hold: HoldId,
}

/// Somebody proposes one.
pub async fn propose(
    State(app): State<App>,
    Program(actor): Program,
    Body(body): Body<Proposed>,
) -> Answer<(StatusCode, Json<Binds>)> {
    let proposal = Proposal {
        on: body.on,
        ground: body.ground,
        reference: body.reference,
    };
    let hold = propose::propose(&app, &actor, proposal).await?;
    Ok((StatusCode::CREATED, Json(Binds { hold })))
}

async fn take(app: &App, actor: &Person, hold: &str, step: Step) -> Answer<StatusCode> {
    step::take(app, actor, id(hold, "hold")?, step).await?;
    Ok(StatusCode::NO_CONTENT)
}

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident = $step:ident;)*) => {$(
        $(#[$doc])*
        pub async fn $name(
            State(app): State<App>,
            Program(actor): Program,
            Path(hold): Path<String>,
        ) -> Answer<StatusCode> {
            take(&app, &actor, &hold, Step::$step).await
        }
    )*};
}

steps! {
    /// `POST /api/v1/holds/{hold}/confirm`
    confirm = Confirm;
    /// `POST /api/v1/holds/{hold}/refuse`
    refuse = Refuse;
    /// `POST /api/v1/holds/{hold}/keep`
    keep = Keep;
    /// `POST /api/v1/holds/{hold}/propose-release`
    propose_release = ProposeRelease;
    /// `POST /api/v1/holds/{hold}/confirm-release`
    confirm_release = ConfirmRelease;
}
