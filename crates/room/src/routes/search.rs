//! Search: the words are posted, kept in memory under a number, and the hits are shown under that number.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Form, Path, Query as Asked, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use zegel_model::CopyId;
use zegel_model::event::Look;
use zegel_web::{show as answer, show_as};

use super::day::{address, around};
use super::{Part, not_here, not_shown, open, small};
use crate::pages::{Here, HitGroup, Line, ResultsPage, SearchPage};
use crate::room::{Asker, Logged, Opened, Room};
use crate::search::{Query, QueryError};

/// Hits on one page.
const PART: usize = 50;
/// Earlier searches that the form lists.
const EARLIER: usize = 10;

#[derive(Deserialize)]
pub(super) struct Words {
    query: String,
}

pub(super) async fn form(State(room): State<Arc<Room>>, asker: Asker) -> Response {
    match open(&room, &asker) {
        Ok(open) => answer(&page(&room, &asker, &open, "", None)),
        Err(answer) => answer,
    }
}

fn page(
    room: &Room,
    asker: &Asker,
    open: &Opened,
    query: &str,
    error: Option<QueryError>,
) -> SearchPage {
    SearchPage {
        frame: room.frame(asker, Here::Search),
        query: query.to_owned(),
        error,
        earlier: open.last_searches(EARLIER),
    }
}

pub(super) async fn ask(
    State(room): State<Arc<Room>>,
    asker: Asker,
    Form(words): Form<Words>,
) -> Response {
    let open = match open(&room, &asker) {
        Ok(open) => open,
        Err(answer) => return answer,
    };
    match Query::parse(&words.query) {
        Ok(_) => Redirect::to(&format!(
            "{}/search/{}",
            room.home,
            open.remember(words.query.trim())
        ))
        .into_response(),
        Err(error) => show_as(
            StatusCode::UNPROCESSABLE_ENTITY,
            &page(&room, &asker, &open, &words.query, Some(error)),
        ),
    }
}

pub(super) async fn show(
    State(room): State<Arc<Room>>,
    asker: Asker,
    Path(number): Path<String>,
    Asked(part): Asked<Part>,
) -> Response {
    let open = match open(&room, &asker) {
        Ok(open) => open,
        Err(answer) => return answer,
    };
    let Some((number, line)) = number.parse().ok().and_then(|n| Some((n, open.search(n)?))) else {
        return not_here(&asker);
    };
    let query = match Query::parse(&line) {
        Ok(query) => query,
        Err(error) => return answer(&page(&room, &asker, &open, &line, Some(error))),
    };
    let Ok(found) = open.memory.find(&query) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let copy_of = |hit: &usize| open.place_of(*hit).map(|(copy, _)| copy);
    let conversations = found
        .iter()
        .filter_map(copy_of)
        .collect::<BTreeSet<CopyId>>()
        .len();
    let (parts, within) = part.of(found.len(), PART);
    let shown = found.get(within).unwrap_or_default();
    let copies: BTreeSet<CopyId> = shown.iter().filter_map(copy_of).collect();

    let look = Look::Search {
        copies: copies.into_iter().collect(),
        hits: small(shown.len()),
    };
    let logged = match room.log(&look).await {
        Ok(logged) => logged,
        Err(why) => return not_shown(&asker, why),
    };
    let back = format!("search-{number}-{}", parts.now);
    let groups = shown
        .iter()
        .filter_map(|hit| group(&logged, &room, &open, *hit, Some(&query), &back))
        .collect();
    answer(&ResultsPage {
        frame: room.frame(&asker, Here::Search),
        query: line.to_string(),
        hits: found.len(),
        conversations,
        parts,
        groups,
    })
}

/// A message between its neighbours, its hits marked where there is a query.
pub(super) fn group(
    logged: &Logged,
    room: &Room,
    open: &Opened,
    number: usize,
    query: Option<&Query>,
    back: &str,
) -> Option<HitGroup> {
    let conversation_of = open.memory.entries.get(number)?;
    let conversation = open
        .memory
        .conversations
        .get(conversation_of.conversation)?;
    let around = around(open, number)?;
    let mut lines: Vec<Line> = Vec::with_capacity(3);
    for (place, entry) in around.clone().zip(open.memory.slice(around)) {
        let mut line = Line::of(logged, place, entry, conversation.head.provenance.letter());
        line.aside = place != number;
        if line.aside {
            // A neighbour gives context; its picture would be a look of its own.
            line.file = None;
        }
        line.marked = open.marked(place);
        back.clone_into(&mut line.back);
        if let Some(query) = query.filter(|_| !line.aside) {
            line.text = open.memory.finder().highlight(query, &entry.text);
        }
        lines.push(line);
    }
    Some(HitGroup {
        place: conversation_of.conversation,
        holder: conversation.head.holder.to_string(),
        day: conversation_of.day,
        href: address(room, &open.memory, number)?,
        lines,
    })
}
