//! The rows of one message as a message.

use data_encoding::{BASE64, HEXLOWER};
use jiff::tz::TimeZone;
use zegel_model::Timestamp;
use zegel_model::message::{Attachment, Details, Kind, PollOption, Reaction, Record};

use super::base::{Base, Schema, Who};
use super::event;
use super::people::{Directory, Party};
use super::rows::{Gathered, OwnedRow};
use super::{codes, moment, wall};
use crate::database::DatabaseError;
use crate::remainder::Why;

/// Where a message stands.
pub(super) struct Setting<'a> {
    pub(super) schema: Schema,
    pub(super) zone: &'a TimeZone,
    /// The other person, of a conversation of two.
    pub(super) peer: Option<Party>,
}

/// A message, or why it is none.
pub(super) fn record(
    setting: &Setting<'_>,
    directory: &mut Directory<'_>,
    id: i64,
    rows: &Gathered,
) -> Result<Result<Record, Why>, DatabaseError> {
    let Some(base) = Base::of(setting.schema, rows) else {
        return Ok(Err(Why::Damaged));
    };
    let Some(at) = base.moment.and_then(moment) else {
        return Ok(Err(Why::NoTime));
    };
    let spoken = match &base.sender {
        Some(Who::Row(row)) => directory.party(*row)?,
        Some(Who::Written(raw)) => Some(directory.written(raw)),
        None => None,
    };
    let kind = kind(&base, rows);
    let system = kind == Kind::System;
    let own = base.own && !system;
    let sender = if system {
        None
    } else if own {
        directory.holder()
    } else {
        spoken.clone().or_else(|| setting.peer.clone())
    };
    let event = if system {
        event::event(&base, spoken, directory, rows)?
    } else {
        None
    };
    let details = details(&base, own, at, directory, rows)?;
    let sender_id = sender.as_ref().map(|party| party.id.clone());
    Ok(Ok(Record {
        offset: u64::try_from(id).unwrap_or(0),
        source: rows.to_bytes(),
        at: wall(at, setting.zone),
        raw_time: base.raw_time.clone(),
        sender: sender.map(|party| party.name),
        kind,
        text: text(kind, &base, rows),
        edited: base.edited,
        attachment: attachment(kind, &base),
        event,
        details: Some(Box::new(Details {
            number: Some(id),
            sender_id: sender_id.filter(|id| !id.is_empty()),
            ..details
        })),
    }))
}

fn kind(base: &Base, rows: &Gathered) -> Kind {
    if base.removed {
        return Kind::Deleted;
    }
    match base.code.and_then(codes::kind) {
        Some(kind) => kind,
        // A type from after this version: what is in it tells.
        None if rows.first("message_poll").is_some() => Kind::Poll,
        None if rows.first("message_location").is_some() => Kind::Location,
        None if rows.first("message_media").is_some() => Kind::Media,
        None if rows.first("message_system").is_some() => Kind::System,
        None => Kind::Text,
    }
}

fn text(kind: Kind, base: &Base, rows: &Gathered) -> String {
    if let Some(text) = &base.text {
        return text.clone();
    }
    match kind {
        Kind::Contact => {
            let cards = rows.rows("message_vcard").iter();
            let cards = cards.chain(rows.rows("messages_vcards"));
            let cards: Vec<String> = cards.filter_map(|row| row.text("vcard")).collect();
            cards.join("\n")
        }
        Kind::Location => {
            let place = rows.first("message_location");
            let named = ["place_name", "place_address"]
                .into_iter()
                .filter_map(|column| place?.text(column));
            let at = base
                .place
                .map(|(latitude, longitude)| format!("{latitude},{longitude}"));
            named.chain(at).collect::<Vec<_>>().join("\n")
        }
        Kind::Text => rows
            .first("message_group_invite")
            .and_then(|row| row.text("group_name"))
            .or_else(|| rows.first("message_event")?.text("name"))
            .unwrap_or_default(),
        Kind::Media | Kind::Deleted | Kind::Call | Kind::Poll | Kind::System => String::new(),
    }
}

fn attachment(kind: Kind, base: &Base) -> Option<Attachment> {
    // A business card and a place have names, too, but no files.
    let without = base.file.is_none() || matches!(kind, Kind::Contact | Kind::Location);
    if kind != Kind::Media && without {
        return None;
    }
    let name = base.file.as_ref().map(|(name, _)| name.clone());
    Some(Attachment {
        name: name.unwrap_or_default(),
        present: false,
    })
}

fn details(
    base: &Base,
    own: bool,
    at: Timestamp,
    directory: &mut Directory<'_>,
    rows: &Gathered,
) -> Result<Details, DatabaseError> {
    let revoked = rows.first("message_revoked");
    let remover = match revoked.and_then(|row| row.positive("admin_jid_row_id")) {
        Some(row) => directory.party(row)?.map(|party| party.name),
        None => None,
    };
    let edit = rows.first("message_edit_info");
    let time = |row: Option<&OwnedRow>, column| row.and_then(|row| row.positive(column));
    let call = rows.first("call_log");
    Ok(Details {
        moment: Some(at),
        id: base.key.clone(),
        number: None,
        sender_id: None,
        own,
        reply_to: base.answers.clone(),
        forwarded: base.forwarded,
        edited_at: time(edit, "edited_timestamp")
            .or_else(|| time(edit, "sender_timestamp"))
            .and_then(moment),
        removed_at: time(revoked, "revoke_timestamp").and_then(moment),
        removed_by: remover,
        reactions: reactions(directory, rows)?,
        options: options(directory, rows)?,
        file_sha256: base
            .file
            .as_ref()
            .and_then(|(_, hash)| BASE64.decode(hash.as_ref()?.trim().as_bytes()).ok())
            .filter(|hash| hash.len() == 32)
            .map(|hash| HEXLOWER.encode(&hash)),
        call_seconds: call
            .and_then(|row| row.integer("duration"))
            .and_then(|seconds| u64::try_from(seconds).ok()),
        ..Details::default()
    })
}

/// Who added something to a message.
enum Adder {
    Holder,
    Other(String),
}

impl Adder {
    /// Their name; `None` is the holder.
    fn name(self) -> Option<String> {
        match self {
            Self::Holder => None,
            Self::Other(name) => Some(name),
        }
    }
}

/// Who added something to a message, if that is known.
fn adder(directory: &mut Directory<'_>, added: &OwnedRow) -> Result<Option<Adder>, DatabaseError> {
    if added.integer("from_me") == Some(1) {
        return Ok(Some(Adder::Holder));
    }
    let Some(row) = added.positive("sender_jid_row_id") else {
        return Ok(None);
    };
    Ok(directory.party(row)?.map(|party| Adder::Other(party.name)))
}

fn reactions(
    directory: &mut Directory<'_>,
    rows: &Gathered,
) -> Result<Vec<Reaction>, DatabaseError> {
    let mut reactions = Vec::new();
    for reaction in rows.rows("message_add_on_reaction") {
        // An empty sign is one that was taken back.
        let Some(sign) = reaction.text("reaction") else {
            continue;
        };
        let of = reaction.integer("message_add_on_row_id");
        let added = rows.rows("message_add_on").iter();
        let Some(added) = added.into_iter().find(|row| row.integer("_id") == of) else {
            continue;
        };
        let by = match adder(directory, added)? {
            Some(by) => by.name(),
            // Of a conversation of two, the other one; their name stands beside the message.
            None => Some(directory.peer().unwrap_or_default()),
        };
        let at = reaction
            .positive("sender_timestamp")
            .or_else(|| added.positive("timestamp"));
        reactions.push(Reaction {
            by,
            sign,
            at: at.and_then(moment),
        });
    }
    Ok(reactions)
}

fn options(
    directory: &mut Directory<'_>,
    rows: &Gathered,
) -> Result<Vec<PollOption>, DatabaseError> {
    let mut options = Vec::new();
    for option in rows.rows("message_poll_option") {
        let number = option.integer("_id");
        let mut voters = Vec::new();
        for vote in rows.rows("message_add_on_poll_vote_selected_option") {
            if vote.integer("message_poll_option_id") != number || number.is_none() {
                continue;
            }
            let of = vote.integer("message_add_on_row_id");
            let mut added = rows.rows("message_add_on").iter();
            let Some(added) = added.find(|row| row.integer("_id") == of) else {
                continue;
            };
            let voter = match adder(directory, added)? {
                Some(Adder::Other(name)) => Some(name),
                Some(Adder::Holder) => directory.holder().map(|party| party.name),
                None => directory.peer(),
            };
            voters.extend(voter);
        }
        options.push(PollOption {
            text: option.text("option_name").unwrap_or_default(),
            votes: option
                .integer("vote_total")
                .and_then(|votes| u64::try_from(votes).ok()),
            voters,
        });
    }
    Ok(options)
}
