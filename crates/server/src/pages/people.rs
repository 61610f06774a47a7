//! The owner's list of people.

use std::collections::BTreeSet;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use zegel_app::staff::add_person;
use zegel_app::staff::sign_in::{self, Link};
use zegel_app::{Failure, Why, regulation};
use zegel_model::PersonId;
use zegel_model::person::{Person, Role};
use zegel_web::narrow::Narrow;
use zegel_web::page::Place;
use zegel_web::pages::people::{LinkLine, LinkPage, PeoplePage, PersonLine};
use zegel_web::{Layout, show as page, show_as};

use super::Shown;
use super::visit::Signed;
use crate::ctx::Ctx;
use crate::refusal::sentence;
use zegel_web::form::Fields;

/// `GET /people`
pub(super) async fn show(State(ctx): State<Ctx>, query: RawQuery, signed: Signed) -> Shown {
    let (person, layout) = signed.at(Place::People);
    let asked = Fields::of_query(&query);
    let view = view(&ctx, &person, layout, asked.one("find")).await?;
    Ok(page(&view))
}

async fn view(
    ctx: &Ctx,
    actor: &Person,
    layout: Layout,
    find: &str,
) -> Result<PeoplePage, Failure> {
    let (people, more) = add_person::listed(&ctx.app, actor, find).await?;
    let confirmed = regulation::steps::in_force(&ctx.app)
        .await?
        .map(|r| r.confirmed)
        .unwrap_or_default();
    Ok(PeoplePage {
        layout,
        narrow: Narrow::new("/people", find, more),
        people: people
            .into_iter()
            .map(|person| PersonLine {
                link_action: format!("/people/{}/link", person.id),
                notice_read: confirmed.contains(&person.id),
                roles: person.roles.iter().copied().collect(),
                added: person.added,
                name: person.name,
            })
            .collect(),
        name: String::new(),
        roles: BTreeSet::from([Role::Employee]),
        problem: None,
    })
}

/// `POST /people`
pub(super) async fn add(State(ctx): State<Ctx>, signed: Signed, body: Bytes) -> Shown {
    let (person, layout) = signed.at(Place::People);
    let fields = Fields::read(&body);
    let typed = fields.one("name");
    let names: Vec<&str> = typed
        .lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let roles: BTreeSet<Role> = fields.all("role").filter_map(Role::from_name).collect();
    match add_person::add_all(&ctx.app, &person, &names, &roles).await {
        Ok(added) => {
            let links = added.iter().map(|(person, link)| (&person.name, link));
            Ok(link_page(&ctx, layout, links).await?)
        }
        Err(failure @ Failure::Because(Why::AnswerMissing | Why::RolesClash)) => {
            let problem = Some(sentence(failure, layout.language));
            let view = PeoplePage {
                name: typed.to_owned(),
                roles,
                problem,
                ..view(&ctx, &person, layout, "").await?
            };
            Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &view))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /people/{person}/link`
pub(super) async fn link(State(ctx): State<Ctx>, Path(who): Path<String>, signed: Signed) -> Shown {
    let (person, layout) = signed.at(Place::People);
    let who: PersonId = who.parse().map_err(|_| Failure::NotFound("person"))?;
    let link = add_person::relink(&ctx.app, &person, who).await?;
    let names = add_person::names(&ctx.app, BTreeSet::from([who])).await?;
    let name = names.into_values().next().unwrap_or_default();
    Ok(link_page(&ctx, layout, [(&name, &link)].into_iter()).await?)
}

async fn link_page<'a>(
    ctx: &Ctx,
    layout: Layout,
    made: impl Iterator<Item = (&'a String, &'a Link)>,
) -> Result<axum::response::Response, Failure> {
    let mut lines = Vec::new();
    let mut until = ctx.app.now();
    for (name, link) in made {
        (_, until) = sign_in::look(&ctx.app, link.reveal()).await?;
        lines.push(LinkLine {
            name: name.clone(),
            link: format!("{}/sign-in/{}", ctx.url, link.reveal()),
        });
    }
    Ok(page(&LinkPage {
        layout,
        links: lines,
        until,
    }))
}
