//! The owner makes the regulation, step by step.

use askama::Template;
use askama::filters::Safe;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use zegel_app::regulation::{safeguards, steps};
use zegel_app::{App, Failure, Why, staff};
use zegel_model::person::{Person, Role};
use zegel_model::regulation::{
    BalancingTest, Consultation, Regulation, RegulationError, RegulationState, Safeguards,
};
use zegel_model::scope::{Account, Ownership, SourceClass};
use zegel_model::{Day, Timestamp};
use zegel_web::language::{day_of, start_of};
use zegel_web::page::Place;
use zegel_web::pages::regulation::{RegulationPage, Step};
use zegel_web::pages::regulation_text::DifferenceText;
use zegel_web::{Language, Layout, show as page, show_as};

use super::visit::Signed;
use super::{Shown, done};
use crate::refusal::sentence;
use zegel_web::form::Fields;

/// `GET /regulation`
pub(super) async fn show(State(app): State<App>, signed: Signed) -> Shown {
    let (person, layout) = signed.at(Place::Regulation);
    Ok(page(&view(&app, &person, layout).await?))
}

/// What of a regulation the page shows.
struct Progress {
    step: Step,
    consultation: Option<(Day, String)>,
    balancing: Option<BalancingTest>,
    since: Option<Timestamp>,
    withdrawn: Option<Timestamp>,
}

impl Progress {
    fn of(state: &RegulationState) -> Self {
        let heard = |c: &Consultation| Some((day_of(c.held), c.outcome.clone()));
        let blank = Self {
            step: Step::Draft,
            consultation: None,
            balancing: None,
            since: None,
            withdrawn: None,
        };
        match state {
            RegulationState::Draft => Self {
                step: Step::Consult,
                ..blank
            },
            RegulationState::Consulted {
                consultation,
                balancing,
            } => Self {
                step: if balancing.is_some() {
                    Step::PutInForce
                } else {
                    Step::Weigh
                },
                consultation: heard(consultation),
                balancing: balancing.clone(),
                ..blank
            },
            RegulationState::InForce {
                consultation,
                balancing,
                since,
            } => Self {
                step: Step::InForce,
                consultation: heard(consultation),
                balancing: Some(balancing.clone()),
                since: Some(*since),
                ..blank
            },
            RegulationState::Withdrawn { at } => Self {
                withdrawn: Some(*at),
                ..blank
            },
        }
    }
}

async fn view(app: &App, actor: &Person, layout: Layout) -> Result<RegulationPage, Failure> {
    let people = staff::add_person::manage(app, actor).await?;
    let all = steps::all(app).await?;
    let newest = all.first();
    let progress = newest.map_or_else(
        || Progress::of(&RegulationState::Withdrawn { at: app.now() }),
        |r| Progress::of(&r.state),
    );
    let stand = match newest {
        Some(regulation) => safeguards::now(app, regulation).await?,
        None => Safeguards {
            regulation: false,
            seats: false,
            notice: false,
            ledger: false,
        },
    };
    let employees = people
        .iter()
        .filter(|person| person.roles.contains(&Role::Employee))
        .count();
    let usual = SourceClass {
        account: Account::Business,
        phone: Ownership::Company,
    };
    Ok(RegulationPage {
        version: newest.map(|r| r.version),
        step: progress.step,
        classes: newest.map_or_else(|| vec![usual], |r| r.table.classes().into_iter().collect()),
        consultation: progress.consultation,
        safeguards: stand,
        balancing: progress.balancing,
        suggestion: suggestion(layout.language),
        since: progress.since,
        withdrawn: newest.and(progress.withdrawn),
        confirmed: newest.map_or(0, |r| u32::try_from(r.confirmed.len()).unwrap_or(u32::MAX)),
        employees: u32::try_from(employees).unwrap_or(u32::MAX),
        difference: difference(&all, layout.language)?,
        today: day_of(app.now()),
        problem: None,
        layout,
    })
}

/// What the newest version makes possible that the one before it did not.
fn difference(all: &[Regulation], language: Language) -> Result<Option<Safe<String>>, Failure> {
    let [newest, before, ..] = all else {
        return Ok(None);
    };
    let text = DifferenceText {
        language,
        difference: before.table.difference(&newest.table),
    };
    let rendered = text.render().map_err(|_| Failure::Because(Why::Damaged))?;
    Ok(Some(Safe(rendered)))
}

/// Words to begin with; the owner makes them their own.
fn suggestion(language: Language) -> BalancingTest {
    let say = |key| language.say(key, &[]);
    BalancingTest {
        interest: say("regulate-suggest-interest"),
        necessity: say("regulate-suggest-necessity"),
        balance: say("regulate-suggest-balance"),
    }
}

/// A step that was refused for what was typed shows the page again; any other refusal is a page of its own.
async fn after(app: &App, signed: Signed, outcome: Result<(), Failure>, what: &str) -> Shown {
    match outcome {
        Ok(()) => Ok(done("/regulation", what)),
        Err(
            failure @ (Failure::Because(_)
            | Failure::Regulation(RegulationError::Empty | RegulationError::Safeguards(_))),
        ) => {
            let (person, layout) = signed.at(Place::Regulation);
            let problem = Some(sentence(failure, layout.language));
            let view = RegulationPage {
                problem,
                ..view(app, &person, layout).await?
            };
            Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &view))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /regulation/draft`
pub(super) async fn draft(State(app): State<App>, signed: Signed, body: Bytes) -> Shown {
    let fields = Fields::read(&body);
    let classes = fields
        .all("class")
        .filter_map(|code| SourceClass::from_code(code.parse().ok()?))
        .collect();
    let outcome = steps::draft(&app, &signed.person, &classes).await.map(drop);
    after(&app, signed, outcome, "drafted").await
}

/// `POST /regulation/consult`
pub(super) async fn consult(State(app): State<App>, signed: Signed, body: Bytes) -> Shown {
    let fields = Fields::read(&body);
    let outcome = match fields.one("held").parse::<Day>() {
        Ok(day) => {
            let consultation = Consultation {
                held: start_of(day),
                outcome: fields.one("outcome").to_owned(),
            };
            steps::consult(&app, &signed.person, consultation).await
        }
        Err(_) => Err(Failure::Because(Why::AnswerMissing)),
    };
    after(&app, signed, outcome, "consulted").await
}

/// `POST /regulation/weigh`
pub(super) async fn weigh(State(app): State<App>, signed: Signed, body: Bytes) -> Shown {
    let fields = Fields::read(&body);
    let test = BalancingTest {
        interest: fields.one("interest").to_owned(),
        necessity: fields.one("necessity").to_owned(),
        balance: fields.one("balance").to_owned(),
    };
    let outcome = steps::weigh(&app, &signed.person, test).await;
    after(&app, signed, outcome, "weighed").await
}

/// `POST /regulation/put-in-force`
pub(super) async fn put_in_force(State(app): State<App>, signed: Signed) -> Shown {
    let outcome = steps::put_in_force(&app, &signed.person).await;
    after(&app, signed, outcome, "in-force").await
}

/// `POST /regulation/withdraw`
pub(super) async fn withdraw(State(app): State<App>, signed: Signed) -> Shown {
    let outcome = steps::withdraw(&app, &signed.person).await;
    after(&app, signed, outcome, "withdrawn").await
}
