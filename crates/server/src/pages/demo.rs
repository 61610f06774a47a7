//! The demo's doors. None of these routes does anything outside of the demo.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use zegel_app::staff::sign_in::{self, SessionKind};
use zegel_app::{Failure, case, staff};
use zegel_model::PersonId;
use zegel_model::case::CaseState;
use zegel_model::person::{Person, Role};
use zegel_web::page::Place;
use zegel_web::pages::demo::{DemoCard, DemoPage};
use zegel_web::show as page;

use super::Shown;
use super::sign_in::signed_in;
use super::visit::{DEMO_ROLES, Visit, figure};
use crate::ctx::Ctx;
use crate::refusal::Refused;

/// Everybody, if this is a demo.
async fn people(ctx: &Ctx) -> Result<Vec<Person>, Failure> {
    if ctx.demo.is_none() {
        return Err(Failure::NotFound("page"));
    }
    staff::add_person::all(&ctx.app).await
}

/// `GET /demo`
pub(super) async fn show(State(ctx): State<Ctx>, visit: Visit) -> Shown {
    let people = people(&ctx).await?;
    let employer = staff::found::employer(&ctx.app).await?;
    let cards = DEMO_ROLES
        .into_iter()
        .filter_map(|role| {
            let href = format!("/demo/as/{}", role.name());
            Some(DemoCard {
                role,
                name: figure(&people, role)?.name.clone(),
                href,
            })
        })
        .collect();
    let reviewer = figure(&people, Role::Reviewer).ok_or(Failure::NotFound("reviewer"))?;
    let cases = case::view::list(&ctx.app, reviewer).await?;
    let found = |wanted: fn(&CaseState) -> bool| {
        cases
            .iter()
            .find(|case| wanted(&case.state))
            .map(|case| format!("/cases/{}", case.terms.case))
    };
    // Cookies belong to a host name, not to a port: two names of this machine are two people at once.
    let port = ctx.url.rsplit(':').next().unwrap_or_default().to_owned();
    Ok(page(&DemoPage {
        layout: visit.layout,
        employer: employer.name,
        headcount: employer.headcount,
        cards,
        employer_side: format!("http://127.0.0.1:{port}/demo/as/owner"),
        employee_side: format!("http://localhost:{port}/demo/as/employee"),
        waiting_case: found(|state| *state == CaseState::Requested),
        closed_case: found(|state| matches!(state, CaseState::Ended { .. })),
    }))
}

/// `GET /demo/as/{role}`
pub(super) async fn step_into(State(ctx): State<Ctx>, Path(role): Path<String>) -> Shown {
    let people = people(&ctx).await?;
    let role = Role::from_name(&role).ok_or(Failure::NotFound("role"))?;
    let person = figure(&people, role).ok_or(Failure::NotFound("role"))?;
    let token = sign_in::demo_session(&ctx.app, person, SessionKind::Browser).await?;
    let to = match role {
        Role::StaffSeat | Role::EmployerSeat | Role::Reviewer | Role::PrivacyContact => {
            Place::Cases.path()
        }
        Role::Owner => Place::Regulation.path(),
        Role::Employee => Place::Me.path(),
    };
    Ok(signed_in(&ctx, &token, to))
}

/// A token for one of the demo's own processes.
#[derive(Debug, Serialize)]
pub(super) struct DemoToken {
    token: String,
}

/// `POST /demo/token/{person}`
pub(super) async fn token(
    State(ctx): State<Ctx>,
    Path(person): Path<String>,
) -> Result<Json<DemoToken>, Refused> {
    let people = people(&ctx).await?;
    let id: PersonId = person.parse().map_err(|_| Failure::NotFound("person"))?;
    let person = people
        .iter()
        .find(|person| person.id == id)
        .ok_or(Failure::NotFound("person"))?;
    let token = sign_in::demo_session(&ctx.app, person, SessionKind::Api).await?;
    Ok(Json(DemoToken {
        token: token.reveal().to_owned(),
    }))
}
