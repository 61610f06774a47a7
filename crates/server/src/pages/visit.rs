//! A visit: who is looking, in which language, with what around the page.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use zegel_app::{Failure, conduct, staff};
use zegel_model::person::{Person, Role};
use zegel_web::page::{CheckpointLine, DemoBar, DemoRole, Flash, Place};
use zegel_web::problem::{Problem, wants_page};
use zegel_web::{Language, Layout};

use crate::ctx::Ctx;
use crate::refusal::Refused;
use crate::who::Visitor;

/// Somebody who may or may not be signed in.
pub struct Visit {
    /// Who, if signed in.
    pub person: Option<Person>,
    /// What stands around the page.
    pub layout: Layout,
}

/// Somebody who is signed in.
pub struct Signed {
    /// Who.
    pub person: Person,
    /// What stands around the page.
    pub layout: Layout,
}

impl FromRequestParts<Ctx> for Visit {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, ctx: &Ctx) -> Result<Self, Refused> {
        let Visitor(person) = Visitor::from_request_parts(parts, ctx).await?;
        let layout = layout(ctx, &parts.headers, &parts.uri, person.as_ref()).await;
        Ok(Self { person, layout })
    }
}

impl FromRequestParts<Ctx> for Signed {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, ctx: &Ctx) -> Result<Self, Refused> {
        match Visit::from_request_parts(parts, ctx).await? {
            Visit {
                person: Some(person),
                layout,
            } => Ok(Self { person, layout }),
            Visit { person: None, .. } => Err(Failure::SignIn.into()),
        }
    }
}

impl Signed {
    /// The layout of a page of the navigation.
    pub fn at(mut self, place: Place) -> (Person, Layout) {
        self.layout.here = Some(place);
        (self.person, self.layout)
    }
}

/// Gives refusals the navigation of whoever is refused; the layer below makes pages of them.
pub async fn dress(State(ctx): State<Ctx>, request: Request, next: Next) -> Response {
    let page = wants_page(request.headers());
    let (mut parts, body) = request.into_parts();
    let around = Parts::clone(&parts);
    parts.extensions = around.extensions.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let refused = response.extensions().get::<Problem>().is_some();
    if refused && page {
        let mut parts = around;
        if let Ok(visit) = Visit::from_request_parts(&mut parts, &ctx).await {
            response.extensions_mut().insert(visit.layout);
        }
    }
    response.into_response()
}

/// What stands around a page. What cannot be had is left out: a footer is no reason to refuse a page.
async fn layout(ctx: &Ctx, headers: &HeaderMap, uri: &Uri, person: Option<&Person>) -> Layout {
    let language = Language::of(headers);
    let path = uri
        .path_and_query()
        .map_or("/", |path| path.as_str())
        .to_owned();
    let done = uri.query().and_then(|query| {
        query
            .split('&')
            .find_map(|pair| pair.strip_prefix("done="))
            .and_then(|done| Flash::of(language, done))
    });
    let employer = staff::found::employer(&ctx.app)
        .await
        .ok()
        .map(|employer| employer.name);
    Layout {
        language,
        employer,
        person: person.map(|person| person.name.clone()),
        places: person.map_or_else(
            || vec![Place::Advice, Place::Log],
            |person| Place::of(&person.roles),
        ),
        here: None,
        path,
        demo: demo_bar(ctx, person).await,
        checkpoint: checkpoint(ctx).await,
        flash: done,
    }
}

async fn checkpoint(ctx: &Ctx) -> Option<CheckpointLine> {
    let published = conduct::published(&ctx.app).await.ok().flatten()?;
    Some(CheckpointLine {
        size: published.size,
        at: published.at,
    })
}

/// The roles of the demo in the order of its story.
pub const DEMO_ROLES: [Role; 6] = [
    Role::Reviewer,
    Role::StaffSeat,
    Role::EmployerSeat,
    Role::Employee,
    Role::PrivacyContact,
    Role::Owner,
];

async fn demo_bar(ctx: &Ctx, person: Option<&Person>) -> Option<DemoBar> {
    ctx.demo.as_ref()?;
    let people = staff::add_person::all(&ctx.app).await.ok()?;
    let roles = DEMO_ROLES
        .into_iter()
        .filter_map(|role| {
            let figure = figure(&people, role)?;
            Some(DemoRole {
                role,
                name: figure.name.clone(),
                href: format!("/demo/as/{}", role.name()),
                current: person.is_some_and(|person| person.id == figure.id),
            })
        })
        .collect();
    Some(DemoBar { roles })
}

/// Who plays a role in the demo: whoever was added first with it, and for employees somebody who is nothing else.
pub fn figure(people: &[Person], role: Role) -> Option<&Person> {
    people
        .iter()
        .filter(|person| person.roles.contains(&role))
        .filter(|person| role != Role::Employee || person.roles.len() == 1)
        .min_by_key(|person| person.added)
}
