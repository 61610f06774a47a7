//! Search: the words are posted, kept in memory under a number, and the hits are shown under that number.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, Query as Asked, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use zegel_model::CopyId;
use zegel_model::event::Look;
use zegel_web::{Code, show as answer, show_as};

use super::day::around;
use super::{Part, not_here, not_shown, open, problem, small};
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
        Err(answer) => *answer,
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
    words: Result<Form<Words>, FormRejection>,
) -> Response {
    let open = match open(&room, &asker) {
        Ok(open) => open,
        Err(answer) => return *answer,
    };
    let Ok(Form(words)) = words else {
        return problem(&asker, Code::Malformed);
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
        Err(answer) => return *answer,
    };
    let Some((number, line)) = number.parse().ok().and_then(|n| Some((n, open.search(n)?))) else {
        return not_here(&room, &asker);
    };
    let query = match Query::parse(&line) {
        Ok(query) => query,
        Err(error) => return answer(&page(&room, &asker, &open, &line, Some(error))),
    };
    let Ok(found) = open.memory.find(&query) else {
        return problem(&asker, Code::Broken);
    };
    let copy_of = |hit: &usize| open.place_of(*hit).map(|(copy, _)| copy);
    // Hits come in order, conversation by conversation.
    let mut conversations: Vec<CopyId> = Vec::new();
    for copy in found.iter().filter_map(copy_of) {
        if conversations.last() != Some(&copy) {
            conversations.push(copy);
        }
    }
    let (parts, within) = part.of(found.len(), PART);
    let shown = found.get(within).unwrap_or_default();
    let copies: BTreeSet<CopyId> = shown.iter().filter_map(copy_of).collect();

    let look = Look::Search {
        copies: copies.into_iter().collect(),
        hits: small(shown.len()),
    };
    let logged = match room.log(&look).await {
        Ok(logged) => logged,
        Err(why) => return not_shown(&room, &asker, why),
    };
    let back = format!("search-{number}-{}", parts.now);
    let shown_as = Shown {
        logged: &logged,
        room: &room,
        open: &open,
        query: Some(&query),
        back: &back,
    };
    let groups = shown
        .iter()
        .filter_map(|hit| shown_as.group(*hit))
        .collect();
    answer(&ResultsPage {
        frame: room.frame(&asker, Here::Search),
        query: line.to_string(),
        hits: found.len(),
        conversations: conversations.len(),
        parts,
        groups,
    })
}

/// How single messages are shown outside of their day.
pub(super) struct Shown<'a> {
    pub(super) logged: &'a Logged,
    pub(super) room: &'a Room,
    pub(super) open: &'a Opened,
    /// What was searched for, if something was.
    pub(super) query: Option<&'a Query>,
    /// What a mark leads back to.
    pub(super) back: &'a str,
}

impl Shown<'_> {
    /// A message between its neighbours, its hits marked where there is a query.
    pub(super) fn group(&self, number: usize) -> Option<HitGroup> {
        let memory = &self.open.memory;
        let hit = memory.entries.get(number)?;
        let head = &memory.conversations.get(hit.conversation)?.head;
        let around = around(self.open, number)?;
        let mut lines: Vec<Line> = Vec::with_capacity(around.len());
        for (place, entry) in around.clone().zip(memory.slice(around)) {
            let mut line = Line::of(self.logged, place, entry, head.provenance.letter());
            line.marked = self.open.marked(place);
            if place == number {
                line.back = Some(self.back.to_owned());
                if let Some(query) = self.query {
                    line.text = memory.finder().highlight(query, &entry.text);
                }
                lines.push(line);
            } else {
                lines.push(line.into_aside());
            }
        }
        Some(HitGroup {
            place: hit.conversation,
            holder: head.holder.to_string(),
            day: hit.day,
            href: memory.address(&self.room.home, number)?,
            lines,
        })
    }
}
