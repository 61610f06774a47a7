//! What Telegram writes of a message, by its own names.
//!
//! Fields that are not here are in the source all the same.

use serde::Deserialize;

use super::tolerant::{List, Names, Object, Prose, Word};

/// What an object may say.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Entry {
    pub(super) id: Word,
    #[serde(rename = "type")]
    pub(super) kind: Word,
    pub(super) date: Word,
    pub(super) date_unixtime: Word,
    pub(super) edited: Word,
    pub(super) edited_unixtime: Word,
    pub(super) from: Word,
    pub(super) from_id: Word,
    pub(super) actor: Word,
    pub(super) actor_id: Word,
    pub(super) action: Word,
    pub(super) members: Names,
    pub(super) title: Word,
    pub(super) new_title: Word,
    pub(super) period: Word,
    pub(super) message_id: Word,
    pub(super) boosts: Word,
    pub(super) emoticon: Word,
    pub(super) duration_seconds: Word,
    pub(super) duration: Word,
    pub(super) discard_reason: Word,
    pub(super) reply_to_message_id: Word,
    pub(super) reply_to_peer_id: Word,
    pub(super) forwarded_from: Word,
    pub(super) forwarded_from_id: Word,
    pub(super) saved_from: Word,
    pub(super) reactions: List<Reacted>,
    pub(super) poll: Object<Poll>,
    pub(super) location_information: Object<Place>,
    pub(super) place_name: Word,
    pub(super) contact_information: Object<Contact>,
    pub(super) media_type: Word,
    pub(super) sticker_emoji: Word,
    pub(super) file: Word,
    pub(super) file_name: Word,
    pub(super) photo: Word,
    pub(super) self_destruct_period_seconds: Word,
    pub(super) text: Prose,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Reacted {
    pub(super) emoji: Word,
    pub(super) document_id: Word,
    #[serde(rename = "type")]
    pub(super) kind: Word,
    pub(super) count: Word,
    pub(super) recent: List<Recent>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Recent {
    pub(super) from: Word,
    pub(super) from_id: Word,
    pub(super) date: Word,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Poll {
    pub(super) question: Prose,
    pub(super) answers: List<Answer>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Answer {
    pub(super) text: Prose,
    pub(super) voters: Word,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Place {
    pub(super) latitude: Word,
    pub(super) longitude: Word,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Contact {
    pub(super) first_name: Word,
    pub(super) last_name: Word,
    pub(super) phone_number: Word,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Person {
    pub(super) user_id: Word,
    pub(super) first_name: Word,
    pub(super) last_name: Word,
}
