//! Marks: set, taken away, listed. In memory only.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use zegel_model::event::Look;
use zegel_model::{CopyId, Day};
use zegel_web::Code;

use super::day::around;
use super::search::Shown;
use super::{not_here, not_shown, open, problem, small};
use crate::pages::{Here, MarkedPage};
use crate::room::{Asker, Room};

#[derive(Deserialize)]
pub(super) struct Mark {
    message: String,
    on: String,
    back: String,
}

pub(super) async fn set(
    State(room): State<Arc<Room>>,
    asker: Asker,
    mark: Result<Form<Mark>, FormRejection>,
) -> Response {
    let open = match open(&room, &asker) {
        Ok(open) => open,
        Err(answer) => return *answer,
    };
    let Ok(Form(mark)) = mark else {
        return problem(&asker, Code::Malformed);
    };
    let place = mark
        .message
        .parse()
        .ok()
        .and_then(|number| Some((number, open.place_of(number)?)));
    let Some((number, (copy, day))) = place else {
        return not_here(&room, &asker);
    };
    if let Err(why) = room.log(&Look::Mark { copy, day }).await {
        return not_shown(&room, &asker, why);
    }
    open.mark(number, mark.on == "yes");
    let search = mark
        .back
        .strip_prefix("search-")
        .and_then(|rest| rest.split_once('-'));
    let search = search.and_then(|(search, part)| {
        Some((search.parse::<usize>().ok()?, part.parse::<usize>().ok()?))
    });
    let back = match (mark.back.as_str(), search) {
        ("marked", _) => Some(format!("{}/marked", room.home)),
        (_, Some((search, part))) => Some(format!(
            "{}/search/{search}?part={part}#m{number}",
            room.home
        )),
        _ => open.memory.address(&room.home, number),
    };
    back.map_or_else(
        || not_here(&room, &asker),
        |back| Redirect::to(&back).into_response(),
    )
}

pub(super) async fn list(State(room): State<Arc<Room>>, asker: Asker) -> Response {
    let open = match open(&room, &asker) {
        Ok(open) => open,
        Err(answer) => return *answer,
    };
    let marked = open.all_marked();
    let mut shown: BTreeMap<(CopyId, Day), usize> = BTreeMap::new();
    for number in &marked {
        if let Some(place) = open.place_of(*number) {
            *shown.entry(place).or_default() +=
                around(&open, *number).map_or(0, |around| around.len());
        }
    }
    let looks: Vec<Look> = shown
        .into_iter()
        .map(|((copy, day), messages)| Look::Conversation {
            copy,
            day,
            messages: small(messages),
        })
        .collect();
    let logged = match room.log_all(&looks).await {
        Ok(logged) => logged,
        Err(why) => return not_shown(&room, &asker, why),
    };
    let shown = Shown {
        logged: &logged,
        room: &room,
        open: &open,
        query: None,
        back: "marked",
    };
    let groups = marked
        .iter()
        .filter_map(|number| shown.group(*number))
        .collect();
    zegel_web::show(&MarkedPage {
        frame: room.frame(&asker, Here::Marked),
        groups,
    })
}
