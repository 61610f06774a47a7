//! Copies side by side: which belong together, what one set of them shows as a whole, and one day of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use zegel_model::Day;
use zegel_model::event::Look;
use zegel_web::{Code, show as answer};

use super::{Part, not_here, not_shown, open, problem, small};
use crate::pages::{BesideDayPage, BesidePage, Here, TogetherPage};
use crate::room::{Asker, Opened, Room};
use crate::together::Set;

/// Rows in one part.
const PART: usize = 200;

/// An open room and its sets. Comparing takes as long as a case is large: it is done once, on a thread of its own, when
/// somebody asks.
async fn compared(
    room: &Arc<Room>,
    asker: &Asker,
) -> Result<(Arc<Opened>, Arc<Vec<Set>>), Box<Response>> {
    let opened = open(room, asker)?;
    let (case, compares) = (Arc::clone(room), Arc::clone(&opened));
    let sets = tokio::task::spawn_blocking(move || compares.together(&case.terms)).await;
    let sets = sets.map_err(|_| Box::new(problem(asker, Code::Broken)))?;
    Ok((opened, sets))
}

/// The sets, without a word of content and without what a comparison shows: it needs no entry in the log.
pub(super) async fn list(State(room): State<Arc<Room>>, asker: Asker) -> Response {
    let (open, sets) = match compared(&room, &asker).await {
        Ok(compared) => compared,
        Err(answer) => return *answer,
    };
    answer(&TogetherPage::new(
        room.frame(&asker, Here::Together),
        &open.memory,
        &sets,
    ))
}

/// One set as a whole: what differs on which day, and who was in the conversation when.
pub(super) async fn set(
    State(room): State<Arc<Room>>,
    asker: Asker,
    Path(number): Path<String>,
) -> Response {
    let (open, sets) = match compared(&room, &asker).await {
        Ok(compared) => compared,
        Err(answer) => return *answer,
    };
    let Some((number, set)) = chosen(&sets, &number) else {
        return not_here(&room, &asker);
    };
    let rows = set.comparison.rows.iter();
    let look = compared_in(&open, set, rows.filter(|row| Set::differs(row)).count());
    let logged = match room.log(&look).await {
        Ok(logged) => logged,
        Err(why) => return not_shown(&room, &asker, why),
    };
    answer(&BesidePage::new(
        &logged,
        room.frame(&asker, Here::Together),
        number,
        &open.memory,
        set,
    ))
}

/// One day of a set: every copy of it is looked at.
pub(super) async fn day(
    State(room): State<Arc<Room>>,
    asker: Asker,
    Path((number, day)): Path<(String, String)>,
    Query(part): Query<Part>,
) -> Response {
    let (open, sets) = match compared(&room, &asker).await {
        Ok(compared) => compared,
        Err(answer) => return *answer,
    };
    let chosen = chosen(&sets, &number).zip(day.parse::<Day>().ok());
    let Some(((number, set), day)) = chosen else {
        return not_here(&room, &asker);
    };
    let Some(rows) = set.days.get(&day) else {
        return not_here(&room, &asker);
    };
    let (parts, within) = part.of(rows.len(), PART);
    let shown = rows.get(within).unwrap_or_default();
    let looks: Vec<Look> = [compared_in(&open, set, set.differences(shown))]
        .into_iter()
        .chain(looks(&open, set, shown))
        .collect();
    let logged = match room.log_all(&looks).await {
        Ok(logged) => logged,
        Err(why) => return not_shown(&room, &asker, why),
    };
    answer(&BesideDayPage::new(
        &logged,
        room.frame(&asker, Here::Together),
        (number, day, parts),
        (&open.memory, set),
        shown,
    ))
}

/// The set of a number, as people count.
fn chosen<'a>(sets: &'a [Set], number: &str) -> Option<(usize, &'a Set)> {
    let number = number.parse::<usize>().ok()?;
    Some((number, sets.get(number.checked_sub(1)?)?))
}

/// Every copy of the set is compared, also one of which nothing stands among what is shown.
fn compared_in(open: &Opened, set: &Set, differences: usize) -> Look {
    let copies = set.copies.iter();
    let copies = copies.filter_map(|place| open.memory.conversations.get(*place));
    Look::Compared {
        copies: copies.map(|one| one.head.copy).collect(),
        differences: small(differences),
    }
}

/// What of each copy these rows show. A copy's own line can lie on the day before or after.
fn looks(open: &Opened, set: &Set, rows: &[usize]) -> Vec<Look> {
    let mut shown: BTreeMap<(usize, Day), usize> = BTreeMap::new();
    for row in rows.iter().filter_map(|row| set.comparison.rows.get(*row)) {
        for (copy, line) in row.lines.iter().enumerate() {
            let number = line.and_then(|line| set.number(copy, line));
            let entry = number.and_then(|number| open.memory.entries.get(number));
            if let Some(entry) = entry {
                *shown.entry((entry.conversation, entry.day)).or_default() += 1;
            }
        }
    }
    let look = |((conversation, day), messages): ((usize, Day), usize)| {
        let copy = open.memory.conversations.get(conversation)?.head.copy;
        Some(Look::Conversation {
            copy,
            day,
            messages: small(messages),
        })
    };
    shown.into_iter().filter_map(look).collect()
}
