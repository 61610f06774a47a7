//! The overview: what the case covers, without a word of content, so that it needs no entry in the log. Before that,
//! what the room waits for.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use zegel_model::seat::Side;
use zegel_web::show as answer;

use super::{Sentences, over, refusal};
use crate::memory::Conversation;
use crate::pages::{
    ConversationView, DayView, Here, OpeningPage, OverviewPage, WaitingPage, short,
};
use crate::room::{Asker, Phase, Room};

pub(super) async fn show(State(room): State<Arc<Room>>, asker: Asker) -> Response {
    let frame = room.frame(&asker, Here::Overview);
    let reason = room.terms.reason.clone();
    match room.phase() {
        Phase::Waiting(waiting) => {
            let approved = |side: &Side| waiting.approvals.iter().any(|(who, _)| who == side);
            let missing = Side::ALL
                .into_iter()
                .filter(|side| !approved(side))
                .collect();
            answer(&WaitingPage {
                frame,
                reason,
                missing,
                approvals: waiting.approvals,
                answer_by: waiting.answer_by,
            })
        }
        Phase::Opening => answer(&OpeningPage { frame }),
        Phase::Broken(why) => refusal(&room, &asker, StatusCode::CONFLICT, &Sentences::broken(why)),
        Phase::Over(why) => over(&asker, StatusCode::FORBIDDEN, why),
        Phase::Open(open) => {
            let conversations = open.memory.conversations.iter().enumerate();
            let conversations = conversations
                .filter_map(|(place, one)| view(&room, place, one))
                .collect();
            answer(&OverviewPage {
                frame,
                reason,
                conversations,
            })
        }
    }
}

fn view(room: &Room, place: usize, conversation: &Conversation) -> Option<ConversationView> {
    let head = &conversation.head;
    let asked = || {
        room.terms
            .scope
            .iter()
            .filter(|item| item.copy == head.copy)
    };
    let busiest = conversation
        .days
        .values()
        .map(ExactSizeIterator::len)
        .max()
        .unwrap_or(1)
        .max(1);
    Some(ConversationView {
        place,
        holder: head.holder.to_string(),
        copy: short(&head.copy),
        class: head.class,
        provenance: head.provenance,
        messages: conversation.days.values().map(ExactSizeIterator::len).sum(),
        from: asked().map(|item| item.from).min()?,
        to: asked().map(|item| item.to).max()?,
        days: conversation
            .days
            .iter()
            .map(|(day, numbers)| DayView {
                day: *day,
                messages: numbers.len(),
                bar: (numbers.len() * 10).div_ceil(busiest),
                unreadable: conversation.unreadable.get(day).copied().unwrap_or(0),
            })
            .collect(),
    })
}
