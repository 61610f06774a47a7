//! People, links and sessions.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use zegel_app::App;
use zegel_app::staff::sign_in::SessionKind;
use zegel_app::staff::{add_person, key, sign_in};
use zegel_model::person::Role;
use zegel_model::{KeyId, PersonId};

use crate::api::{Answer, Body};
use crate::who::Program;

/// `POST /api/v1/sign-in`
#[derive(Debug, Deserialize)]
pub struct SignIn {
    link: String,
}

/// What a redeemed link gives.
#[derive(Debug, Serialize)]
pub struct SignedIn {
    token: String,
    person: PersonId,
}

/// Redeems a one-time link for a program.
pub async fn sign_in(State(app): State<App>, Body(body): Body<SignIn>) -> Answer<Json<SignedIn>> {
    let (person, token) = sign_in::redeem(&app, &body.link, SessionKind::Api).await?;
    Ok(Json(SignedIn {
        token: token.reveal().to_owned(),
        person: person.id,
    }))
}

/// Somebody, as their own programs see them.
#[derive(Debug, Serialize)]
pub struct Me {
    person: PersonId,
    name: String,
    roles: BTreeSet<Role>,
}

/// `GET /api/v1/me`
pub async fn me(Program(person): Program) -> Json<Me> {
    Json(Me {
        person: person.id,
        name: person.name,
        roles: person.roles,
    })
}

/// A name and whose it is.
#[derive(Debug, Serialize)]
pub struct Named {
    person: PersonId,
    name: String,
}

/// `GET /api/v1/directory`: colleagues' names, which an importer matches on its own machine.
pub async fn directory(State(app): State<App>, _who: Program) -> Answer<Json<Vec<Named>>> {
    let people = add_person::all(&app).await?;
    Ok(Json(
        people
            .into_iter()
            .map(|p| Named {
                person: p.id,
                name: p.name,
            })
            .collect(),
    ))
}

/// `POST /api/v1/people`
#[derive(Debug, Deserialize)]
pub struct NewPerson {
    name: String,
    roles: BTreeSet<Role>,
}

/// Somebody new, with the link that is shown once.
#[derive(Debug, Serialize)]
pub struct Added {
    person: PersonId,
    link: String,
}

/// Adds somebody.
pub async fn add(
    State(app): State<App>,
    Program(actor): Program,
    Body(body): Body<NewPerson>,
) -> Answer<(StatusCode, Json<Added>)> {
    let (person, link) = add_person::add(&app, &actor, &body.name, body.roles).await?;
    Ok((
        StatusCode::CREATED,
        Json(Added {
            person,
            link: link.reveal().to_owned(),
        }),
    ))
}

/// `POST /api/v1/keys`
#[derive(Debug, Deserialize)]
pub struct NewKey {
    key: KeyId,
    public: String,
}

/// Registers the importer's own key.
pub async fn register_key(
    State(app): State<App>,
    Program(actor): Program,
    Body(body): Body<NewKey>,
) -> Answer<StatusCode> {
    key::register(&app, &actor, body.key, &body.public).await?;
    Ok(StatusCode::CREATED)
}
