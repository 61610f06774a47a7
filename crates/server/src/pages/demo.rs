//! The demo's doors. None of these routes does anything outside of the demo.

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use zegel_app::staff::sign_in::{self, SessionKind};
use zegel_app::{Failure, case, staff};
use zegel_model::PersonId;
use zegel_model::case::{Case, CaseState};
use zegel_model::person::{Person, Role};
use zegel_web::page::{Place, stays_here};
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
    let found = |wanted: fn(&CaseState) -> bool| cases.iter().find(|case| wanted(&case.state));
    let waiting = found(|state| *state == CaseState::Requested);
    // Whoever brought in what is asked for sees the reading at once; later any employee will do.
    let holder = match waiting {
        Some(case) => case::preview::scope_of(&ctx.app, case)
            .await?
            .first()
            .and_then(|line| people.iter().find(|person| person.id == line.holder)),
        None => None,
    };
    let member = holder
        .or_else(|| figure(&people, Role::Employee))
        .ok_or(Failure::NotFound("employee"))?;
    // A case opens for those who have to do with it, so the links step into a role first.
    let as_role =
        |role: Role, case: &Case| format!("/demo/as/{}?to=/cases/{}", role.name(), case.terms.case);
    // Cookies belong to a host name, not to a port: two names of this machine are two people at once.
    let port = ctx.url.rsplit(':').next().unwrap_or_default().to_owned();
    Ok(page(&DemoPage {
        layout: visit.layout,
        employer: employer.name,
        headcount: employer.headcount,
        cards,
        employer_side: format!("http://127.0.0.1:{port}/demo/as/reviewer"),
        employee_side: format!("http://localhost:{port}/demo/as/{}", member.id),
        employee: member.name.clone(),
        waiting_case: waiting.map(|case| as_role(Role::StaffSeat, case)),
        closed_case: found(|state| matches!(state, CaseState::Ended { .. }))
            .map(|case| as_role(Role::Reviewer, case)),
    }))
}

/// Where to go after stepping into a role.
#[derive(Debug, Deserialize)]
pub(super) struct Onward {
    to: Option<String>,
}

/// `GET /demo/as/{role}`, or the identifier of a person.
pub(super) async fn step_into(
    State(ctx): State<Ctx>,
    Path(who): Path<String>,
    Query(onward): Query<Onward>,
) -> Shown {
    let people = people(&ctx).await?;
    let role = Role::from_name(&who).unwrap_or(Role::Employee);
    let person = people
        .iter()
        .find(|person| person.id.to_string() == who)
        .or_else(|| figure(&people, Role::from_name(&who)?))
        .ok_or(Failure::NotFound("role"))?;
    let token = sign_in::demo_session(&ctx.app, person, SessionKind::Browser).await?;
    let home = match role {
        Role::StaffSeat | Role::EmployerSeat | Role::Reviewer | Role::PrivacyContact => {
            Place::Cases.path()
        }
        Role::Owner => Place::Regulation.path(),
        Role::Employee => Place::Me.path(),
    };
    let to = onward.to.filter(|to| stays_here(to));
    Ok(signed_in(&ctx, &token, to.as_deref().unwrap_or(home)))
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
