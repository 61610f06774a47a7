//! One day of one conversation, in parts where it is long.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use zegel_model::Day;
use zegel_model::event::Look;

use super::{Part, not_here, not_shown, open, small};
use crate::memory::PART;
use crate::pages::{DayPage, Here, Line, short};
use crate::room::{Asker, Opened, Room};

pub(super) async fn show(
    State(room): State<Arc<Room>>,
    asker: Asker,
    Path((number, day)): Path<(String, String)>,
    Query(part): Query<Part>,
) -> Response {
    let open = match open(&room, &asker) {
        Ok(open) => open,
        Err(answer) => return *answer,
    };
    let place = number
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1));
    let Some((place, day)) = place.zip(day.parse::<Day>().ok()) else {
        return not_here(&room, &asker);
    };
    let Some(conversation) = open.memory.conversations.get(place) else {
        return not_here(&room, &asker);
    };
    let Some(numbers) = conversation.days.get(&day).cloned() else {
        return not_here(&room, &asker);
    };
    let (parts, within) = part.of(numbers.len(), PART);
    let shown = numbers.start + within.start..numbers.start + within.end;

    let head = &conversation.head;
    let look = Look::Conversation {
        copy: head.copy,
        day,
        messages: small(shown.len()),
    };
    let logged = match room.log(&look).await {
        Ok(logged) => logged,
        Err(why) => return not_shown(&room, &asker, why),
    };
    let zones: BTreeSet<(String, bool)> = open
        .memory
        .slice(shown.clone())
        .iter()
        .filter_map(|entry| Some((entry.zone.as_ref()?.to_string(), entry.moment)))
        .collect();
    let letter = head.provenance.letter();
    let mut lines: Vec<Line> = Vec::with_capacity(shown.len());
    let mut before = None;
    for (number, entry) in shown.clone().zip(open.memory.slice(shown)) {
        let mut line = Line::of(&logged, number, entry, letter);
        line.marked = open.marked(number);
        if before.is_some_and(|before| entry.continues(before)) {
            line.sender.clear();
        }
        before = Some(entry);
        lines.push(line);
    }
    zegel_web::show(&DayPage {
        frame: room.frame(&asker, Here::Overview).about(head.provenance),
        place,
        holder: head.holder.to_string(),
        copy: short(&head.copy),
        class: head.class,
        provenance: head.provenance,
        day,
        messages: numbers.len(),
        unreadable: conversation.unreadable.get(&day).copied().unwrap_or(0),
        previous: conversation
            .days
            .range(..day)
            .next_back()
            .map(|(day, _)| *day),
        next: conversation.days.range(day..).nth(1).map(|(day, _)| *day),
        parts,
        zones: zones.into_iter().collect(),
        lines,
    })
}

/// A message between its neighbours of the same day.
pub(super) fn around(open: &Opened, number: usize) -> Option<std::ops::Range<usize>> {
    let entry = open.memory.entries.get(number)?;
    let numbers = open
        .memory
        .conversations
        .get(entry.conversation)?
        .days
        .get(&entry.day)?;
    Some(number.saturating_sub(1).max(numbers.start)..(number + 2).min(numbers.end))
}
