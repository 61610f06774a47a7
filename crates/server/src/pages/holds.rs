//! Legal holds.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use zegel_app::hold::list::{self, Listed};
use zegel_app::hold::{propose, step};
use zegel_app::{App, Failure, Why, staff};
use zegel_model::PersonId;
use zegel_model::hold::{Ground, Hold, HoldError, HoldState, On, Proposal, Step, Word};
use zegel_model::person::Person;
use zegel_web::form::Fields;
use zegel_web::page::{Place, short};
use zegel_web::pages::holds::{HoldLine, HoldsPage, Said};
use zegel_web::{Layout, show as page, show_as};

use super::visit::Signed;
use super::{Shown, done};
use crate::refusal::sentence;

/// What the form calls a hold on everything.
const EVERYTHING: &str = "everything";

/// `GET /holds`
pub(super) async fn show(State(app): State<App>, signed: Signed) -> Shown {
    let (person, layout) = signed.at(Place::Holds);
    Ok(page(&view(&app, &person, layout).await?))
}

async fn view(app: &App, actor: &Person, layout: Layout) -> Result<HoldsPage, Failure> {
    let listed = list::all(app, actor).await?;
    let people = staff::add_person::all(app).await?;
    let names: Names = people
        .iter()
        .map(|person| (person.id, person.name.as_str()))
        .collect();
    let (binding, ended): (Vec<_>, Vec<_>) =
        listed.into_iter().partition(|listed| listed.hold.binds());
    let lines = |some: Vec<Listed>| some.into_iter().map(|one| line(one, &names)).collect();
    Ok(HoldsPage {
        layout,
        binding: lines(binding),
        ended: lines(ended),
        people: people
            .iter()
            .map(|person| (person.id.to_string(), person.name.clone()))
            .collect(),
        on: String::new(),
        ground: None,
        reference: String::new(),
        problem: None,
    })
}

/// Names by person.
type Names<'a> = BTreeMap<PersonId, &'a str>;

fn said(word: Word, names: &Names<'_>) -> Said {
    Said {
        who: names.get(&word.who).copied().unwrap_or_default().to_owned(),
        voice: word.voice,
        at: word.at,
    }
}

fn line(listed: Listed, names: &Names<'_>) -> HoldLine {
    let Listed { hold, steps } = listed;
    let said = |word| said(word, names);
    let (second, first, last) = words(&hold);
    HoldLine {
        address: format!("/holds/{}", hold.id),
        short: short(&hold.id),
        person: match hold.on {
            On::Everything => None,
            On::Person(who) => Some(names.get(&who).copied().unwrap_or_default().to_owned()),
        },
        ground: hold.ground,
        proposed: said(hold.proposed),
        second: second.map(said),
        first: first.map(said),
        last: last.map(said),
        state: hold.state,
        reference: hold.reference,
        steps,
    }
}

/// Who confirmed it, who proposed its release, who ended it.
const fn words(hold: &Hold) -> (Option<Word>, Option<Word>, Option<Word>) {
    match hold.state {
        HoldState::Proposed => (None, None, None),
        HoldState::Set { second } => (Some(second), None, None),
        HoldState::ReleaseProposed { second, first } => (second, Some(first), None),
        HoldState::Released {
            second,
            first,
            last,
        } => (second, Some(first), Some(last)),
        HoldState::Refused { second } => (None, None, Some(second)),
    }
}

/// `POST /holds`
pub(super) async fn propose(State(app): State<App>, signed: Signed, body: Bytes) -> Shown {
    let (person, layout) = signed.at(Place::Holds);
    let fields = Fields::read(&body);
    let made = match read(&fields) {
        Some(proposal) => propose::propose(&app, &person, proposal).await.map(drop),
        None => Err(Failure::Because(Why::AnswerMissing)),
    };
    match made {
        Ok(()) => Ok(done("/holds", "hold-proposed")),
        Err(
            failure @ (Failure::Because(Why::AnswerMissing) | Failure::Hold(HoldError::Reference)),
        ) => {
            let problem = Some(sentence(failure, layout.language));
            let view = HoldsPage {
                on: fields.one("on").to_owned(),
                ground: Ground::from_name(fields.one("ground")),
                reference: fields.one("reference").to_owned(),
                problem,
                ..view(&app, &person, layout).await?
            };
            Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &view))
        }
        Err(other) => Err(other.into()),
    }
}

fn read(fields: &Fields) -> Option<Proposal> {
    let on = match fields.one("on") {
        EVERYTHING => On::Everything,
        person => On::Person(person.parse().ok()?),
    };
    Some(Proposal {
        on,
        ground: Ground::from_name(fields.one("ground"))?,
        reference: fields.one("reference").to_owned(),
    })
}

async fn take(app: &App, actor: &Person, hold: &str, step: Step) -> Shown {
    let id = hold.parse().map_err(|_| Failure::NotFound("hold"))?;
    step::take(app, actor, id, step).await?;
    Ok(done("/holds", &format!("hold-{}", step.name())))
}

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident = $step:ident;)*) => {$(
        $(#[$doc])*
        pub(super) async fn $name(
            State(app): State<App>,
            Path(hold): Path<String>,
            signed: Signed,
        ) -> Shown {
            take(&app, &signed.person, &hold, Step::$step).await
        }
    )*};
}

steps! {
    /// `POST /holds/{hold}/confirm`
    confirm = Confirm;
    /// `POST /holds/{hold}/refuse`
    refuse = Refuse;
    /// `POST /holds/{hold}/keep`
    keep = Keep;
    /// `POST /holds/{hold}/propose-release`
    propose_release = ProposeRelease;
    /// `POST /holds/{hold}/confirm-release`
    confirm_release = ConfirmRelease;
}
