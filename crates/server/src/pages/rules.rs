//! The regulation and the notice as staff read them.

use askama::Template;
use askama::filters::Safe;
use axum::extract::{Form, State};
use serde::Deserialize;
use zegel_app::{App, Failure, Why, regulation, staff};
use zegel_model::person::{Employer, Person, Role};
use zegel_model::regulation::{Regulation, RegulationState};
use zegel_model::seat::Quorum;
use zegel_web::page::Place;
use zegel_web::pages::regulation_text::{NoticeText, RegulationText, SeatLine};
use zegel_web::pages::rules::{NoticePage, RulesPage, RulesState};
use zegel_web::{Language, show as page};

use super::visit::Signed;
use super::{Shown, done, me};
use crate::ctx::Ctx;

/// `GET /rules`: the regulation in force, or else the newest.
pub(super) async fn show(State(app): State<App>, signed: Signed) -> Shown {
    let (_person, layout) = signed.at(Place::Rules);
    let employer = staff::found::employer(&app).await?;
    let shown = match regulation::steps::in_force(&app).await? {
        Some(current) => Some(current),
        None => regulation::steps::all(&app).await?.into_iter().next(),
    };
    let text = match &shown {
        Some(regulation) => regulation_text(&app, layout.language, &employer, regulation).await?,
        None => String::new(),
    };
    Ok(page(&RulesPage {
        state: shown.as_ref().map_or(RulesState::None, state),
        text: Safe(text),
        headcount: employer.headcount,
        works_council: employer.works_council,
        layout,
    }))
}

fn state(regulation: &Regulation) -> RulesState {
    match &regulation.state {
        RegulationState::Draft | RegulationState::Consulted { .. } => {
            RulesState::Proposal(regulation.version)
        }
        RegulationState::InForce { since, .. } => RulesState::InForce(regulation.version, *since),
        RegulationState::Withdrawn { at } => RulesState::Withdrawn(regulation.version, *at),
    }
}

async fn regulation_text(
    app: &App,
    language: Language,
    employer: &Employer,
    regulation: &Regulation,
) -> Result<String, Failure> {
    let people = staff::add_person::all(app).await?;
    let name = |id| {
        people
            .iter()
            .find(|person| person.id == id)
            .map(|person| person.name.clone())
            .unwrap_or_default()
    };
    let seats = staff::seat::all(app).await?;
    let text = RegulationText {
        language,
        employer: Some(employer.name.clone()),
        table: regulation.table.clone(),
        quorum: Quorum::SMALL,
        seats: seats
            .iter()
            .map(|s| SeatLine {
                side: s.seat.side,
                holder: name(s.seat.holder),
            })
            .collect(),
        privacy_contact: privacy_contact(&people),
    };
    text.render().map_err(|_| Failure::Because(Why::Damaged))
}

fn privacy_contact(people: &[Person]) -> Option<String> {
    people
        .iter()
        .find(|person| person.roles.contains(&Role::PrivacyContact))
        .map(|person| person.name.clone())
}

/// `GET /notice`
pub(super) async fn notice(State(app): State<App>, signed: Signed) -> Shown {
    let (person, layout) = signed.at(Place::Rules);
    let current = regulation::steps::in_force(&app)
        .await?
        .ok_or(Failure::NotFound("notice"))?;
    let employer = staff::found::employer(&app).await?;
    let text = NoticeText {
        language: layout.language,
        employer: Some(employer.name),
        table: current.table.clone(),
        privacy_contact: privacy_contact(&staff::add_person::all(&app).await?),
        phones: Vec::new(),
    };
    let confirmed = current.confirmed.contains(&person.id);
    Ok(page(&NoticePage {
        layout,
        version: current.version,
        text: Safe(text.render().map_err(|_| Failure::Because(Why::Damaged))?),
        ask: person.roles.contains(&Role::Employee) && !confirmed,
        confirmed,
    }))
}

/// `POST /notice/confirm`
#[derive(Debug, Deserialize)]
pub(super) struct Confirmed {
    version: u32,
    /// "token": go on to bring in a chat.
    next: Option<String>,
}

/// The reader confirms the version that they read, not one that came after; who wants to bring in a chat right away
/// gets the token for it with the same press of a button.
pub(super) async fn confirm(
    State(ctx): State<Ctx>,
    signed: Signed,
    Form(form): Form<Confirmed>,
) -> Shown {
    let current = regulation::steps::in_force(&ctx.app)
        .await?
        .ok_or(Failure::NotFound("notice"))?;
    if current.version != form.version {
        return Err(Failure::Because(Why::Changed).into());
    }
    regulation::confirm::confirm(&ctx.app, &signed.person).await?;
    if form.next.as_deref() == Some("token") {
        return me::new_token(&ctx, signed).await;
    }
    Ok(done("/me", "confirmed"))
}
