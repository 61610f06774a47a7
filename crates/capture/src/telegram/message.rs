//! From an object to a message.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use zegel_model::clock::Timestamp;
use zegel_model::message::{
    Attachment, Details, Kind, PollOption, Reaction, ReactionCount, Record,
};

use super::action;
use super::entry::{Answer, Entry, Person, Poll, Reacted};
use super::json::mended;
use super::tolerant::{Object, Word};
use super::walk::Chat;
use crate::beside::Beside;
use crate::remainder::Why;
use crate::whatsapp::marks;

/// Whose account was exported.
pub(super) struct Holder {
    /// Their number.
    id: String,
    pub(super) name: Option<String>,
}

impl Holder {
    /// From what an account says of itself.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let person: Person = serde_json::from_slice(bytes).ok()?;
        Some(Self {
            id: person.user_id.0?,
            name: named(&joined(&[&person.first_name, &person.last_name])),
        })
    }
}

/// What became of an object.
pub(super) enum Taken {
    Record(Box<Record>),
    /// Nothing, with the reason and its number in its conversation.
    Nothing(Why, Option<i64>),
}

/// Reads the messages of one conversation.
pub(super) struct Reader<'a> {
    chat: &'a Chat,
    counterpart: Option<String>,
    peer: Option<String>,
    holder: Option<&'a Holder>,
    zone: &'a TimeZone,
    beside: &'a Beside,
    /// Under which name the holder wrote, once they did.
    pub(super) own_name: Option<String>,
    pub(super) clocks: Clocks,
}

/// How well times are known.
#[derive(Default)]
pub(super) struct Clocks {
    moments: u64,
    without: u64,
    elsewhere: u64,
}

impl Clocks {
    /// As sentences.
    pub(super) fn evidence(&self) -> Vec<String> {
        let mut said = vec!["dates are written year first".to_owned()];
        for (count, what) in [
            (
                self.moments,
                "messages that say their moment in seconds since 1970",
            ),
            (
                self.without,
                "messages that say no moment, whose time is what the exporting machine's clock showed",
            ),
            (
                self.elsewhere,
                "messages that stood at another hour on the exporting machine than in the zone that was given",
            ),
        ] {
            if count > 0 {
                said.push(format!("{what}: {count}"));
            }
        }
        said
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        chat: &'a Chat,
        holder: Option<&'a Holder>,
        zone: &'a TimeZone,
        beside: &'a Beside,
    ) -> Self {
        Self {
            chat,
            counterpart: chat.counterpart(),
            peer: chat.peer(),
            holder,
            zone,
            beside,
            own_name: None,
            clocks: Clocks::default(),
        }
    }

    /// Reads the object that stands at `offset`.
    pub(super) fn read(&mut self, offset: u64, source: &[u8]) -> Taken {
        let read: Result<Entry, _> = serde_json::from_slice(source);
        // Half a surrogate pair or a byte that is no UTF-8 must not cost the message.
        let Some(entry) = read
            .or_else(|_| serde_json::from_slice(&mended(source)))
            .ok()
        else {
            return Taken::Nothing(Why::NotAMessage, None);
        };
        let number = entry
            .id
            .number()
            .filter(|id| *id > 0 && self.chat.counts_its_own());
        let Some((at, moment)) = self.time(&entry) else {
            let why = match entry.kind.0.as_deref() {
                Some("unsupported") => Why::NothingExported,
                _ => Why::NoTime,
            };
            return Taken::Nothing(why, number);
        };
        Taken::Record(Box::new(self.record(
            entry,
            (offset, source),
            (at, moment),
            number,
        )))
    }

    fn time(&mut self, entry: &Entry) -> Option<(DateTime, Option<Timestamp>)> {
        let written = entry.date.0.as_deref().and_then(as_written);
        let seconds = entry.date_unixtime.number::<i64>();
        let local = seconds.and_then(|seconds| Some((at_moment(seconds, self.zone)?, seconds)));
        if let Some((at, seconds)) = local {
            self.clocks.moments += 1;
            self.clocks.elsewhere += u64::from(written.is_some_and(|written| written != at));
            return Some((at, moment(seconds)));
        }
        self.clocks.without += u64::from(written.is_some());
        written.map(|at| (at, None))
    }

    fn record(
        &mut self,
        entry: Entry,
        (offset, source): (u64, &[u8]),
        (at, moment): (DateTime, Option<Timestamp>),
        number: Option<i64>,
    ) -> Record {
        let service = entry.kind.0.as_deref() == Some("service");
        let (name, id) = if service {
            (&entry.actor, &entry.actor_id)
        } else {
            (&entry.from, &entry.from_id)
        };
        let who = who(name, id);
        let own = self.is_own(id);
        if own && self.own_name.is_none() {
            self.own_name.clone_from(&who);
        }
        let kind = kind(&entry, service);
        let event = (kind == Kind::System).then(|| action::event(&entry, who.clone(), own));
        let edited = entry.edited.0.is_some() || entry.edited_unixtime.0.is_some();
        let attachment = self.attachment(&entry, service);
        let text = text(&entry, service);
        let written = entry.date.0.as_deref().and_then(as_written);
        let known = Known {
            moment,
            number,
            own,
            sender_id: id.0.clone(),
            call: kind == Kind::Call,
            zone_fits: moment.is_some() && written == Some(at),
        };
        let details = self.details(&entry, known);
        Record {
            offset,
            source: source.to_vec(),
            at,
            raw_time: entry.date.0.or(entry.date_unixtime.0).unwrap_or_default(),
            sender: who.filter(|_| kind != Kind::System),
            kind,
            text,
            edited,
            attachment,
            event,
            details: Some(Box::new(details)),
        }
    }

    /// In a conversation of two, whoever is not the other one.
    fn is_own(&self, id: &Word) -> bool {
        let Some(id) = id.0.as_deref() else {
            return false;
        };
        // Before 2021 the number stood alone.
        let id = id.strip_prefix("user").unwrap_or(id);
        match (self.holder, &self.counterpart) {
            (Some(holder), _) => holder.id == id,
            (None, Some(other)) => other != id,
            (None, None) => false,
        }
    }

    fn attachment(&self, entry: &Entry, service: bool) -> Option<Attachment> {
        let path = entry.file.0.as_deref().or(entry.photo.0.as_deref());
        let Some(path) = path else {
            let gone = !service
                && (entry.media_type.0.is_some() || entry.self_destruct_period_seconds.0.is_some());
            return gone.then(|| Attachment {
                name: String::new(),
                present: false,
            });
        };
        // "(File not included. …)" and its like.
        if path.starts_with('(') && path.ends_with(')') {
            return Some(Attachment {
                name: entry.file_name.0.clone().unwrap_or_default(),
                present: false,
            });
        }
        Some(Attachment {
            name: path.to_owned(),
            present: self.beside.has(path),
        })
    }

    fn details(&self, entry: &Entry, known: Known) -> Details {
        let reply = entry.reply_to_message_id.0.clone();
        // An answer to a message of another conversation.
        let elsewhere = entry
            .reply_to_peer_id
            .0
            .as_ref()
            .filter(|peer| Some(*peer) != self.peer.as_ref());
        let reply_to = match elsewhere {
            Some(peer) => reply.map(|id| format!("{peer}/{id}")),
            None => reply,
        };
        let forwarded_from = entry
            .forwarded_from
            .0
            .clone()
            .or_else(|| entry.forwarded_from_id.0.clone())
            .or_else(|| entry.saved_from.0.clone());
        let duration = entry
            .duration_seconds
            .number()
            .or_else(|| entry.duration.number());
        Details {
            moment: known.moment,
            id: entry.id.0.clone(),
            number: known.number,
            sender_id: known.sender_id,
            own: known.own,
            reply_to,
            forwarded: forwarded_from.is_some(),
            forwarded_from: forwarded_from.and_then(|name| named(&name)),
            edited_at: entry.edited_unixtime.number().and_then(moment),
            reactions: self.reactions(&entry.reactions.0, known.zone_fits),
            reaction_counts: entry.reactions.0.iter().filter_map(counted).collect(),
            options: options(&entry.poll),
            call_seconds: duration.filter(|_| known.call),
            vanishes_after: entry.self_destruct_period_seconds.number(),
            ..Details::default()
        }
    }

    /// Their times are what the exporting machine's clock showed: a moment only where the message itself shows that
    /// this clock ran in the zone that was given.
    fn reactions(&self, reacted: &[Reacted], zone_fits: bool) -> Vec<Reaction> {
        let moment = |written: &Word| {
            let at = as_written(written.0.as_deref()?).filter(|_| zone_fits)?;
            let at = self.zone.to_ambiguous_timestamp(at).unambiguous().ok()?;
            Some(Timestamp::from_micros(at.as_microsecond()))
        };
        let mut all = Vec::new();
        for one in reacted {
            let Some(sign) = sign(one) else { continue };
            for recent in &one.recent.0 {
                all.push(Reaction {
                    by: who(&recent.from, &recent.from_id),
                    sign: sign.clone(),
                    at: moment(&recent.date),
                });
            }
        }
        all
    }
}

/// What is known of a message besides its object.
struct Known {
    moment: Option<Timestamp>,
    number: Option<i64>,
    own: bool,
    sender_id: Option<String>,
    call: bool,
    zone_fits: bool,
}

/// A moment as wall-clock time, if the calendar has it.
pub(super) fn at_moment(seconds: i64, zone: &TimeZone) -> Option<DateTime> {
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(zone.to_datetime(moment))
}

/// Wall-clock time as the export writes it.
pub(super) fn as_written(text: &str) -> Option<DateTime> {
    // Shorter forms would leave out the clock, longer ones name a zone.
    (text.len() == 19).then(|| text.parse().ok()).flatten()
}

fn moment(seconds: i64) -> Option<Timestamp> {
    jiff::Timestamp::from_second(seconds).ok()?;
    Some(Timestamp::from_micros(seconds.checked_mul(1_000_000)?))
}

/// A name as identity, if there is anything of it.
pub(super) fn named(name: &str) -> Option<String> {
    Some(marks::name(name.as_bytes())).filter(|name| !name.is_empty())
}

/// Somebody by name; a deleted account has only its number.
fn who(name: &Word, id: &Word) -> Option<String> {
    let name = name.0.as_deref().and_then(named);
    name.or_else(|| id.0.clone())
}

fn joined(words: &[&Word]) -> String {
    let words = words.iter().filter_map(|word| word.0.as_deref());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn kind(entry: &Entry, service: bool) -> Kind {
    if service {
        let call = entry.action.0.as_deref().is_some_and(action::is_call);
        return if call { Kind::Call } else { Kind::System };
    }
    let media = [
        &entry.file,
        &entry.photo,
        &entry.media_type,
        &entry.self_destruct_period_seconds,
    ];
    if entry.poll.0.is_some() {
        Kind::Poll
    } else if entry.location_information.0.is_some() || entry.place_name.0.is_some() {
        Kind::Location
    } else if entry.contact_information.0.is_some() {
        Kind::Contact
    } else if media.iter().any(|word| word.0.is_some()) {
        Kind::Media
    } else {
        Kind::Text
    }
}

/// The text; where there is none, what the message shows instead.
fn text(entry: &Entry, service: bool) -> String {
    if !entry.text.0.is_empty() {
        return entry.text.0.clone();
    }
    if service {
        let word = entry.discard_reason.0.as_ref().or(entry.action.0.as_ref());
        return word.cloned().unwrap_or_default();
    }
    if let Some(poll) = &entry.poll.0 {
        return poll.question.0.clone();
    }
    if let Some(place) = &entry.location_information.0 {
        let at = [&place.latitude, &place.longitude];
        let at: Vec<&str> = at.iter().filter_map(|word| word.0.as_deref()).collect();
        return at.join(",");
    }
    if let Some(contact) = &entry.contact_information.0 {
        return joined(&[
            &contact.first_name,
            &contact.last_name,
            &contact.phone_number,
        ]);
    }
    entry.sticker_emoji.0.clone().unwrap_or_default()
}

fn options(poll: &Object<Poll>) -> Vec<PollOption> {
    let answers = poll.0.iter().flat_map(|poll| &poll.answers.0);
    let option = |answer: &Answer| PollOption {
        text: answer.text.0.clone(),
        votes: answer.voters.number(),
        voters: Vec::new(),
    };
    answers.map(option).collect()
}

/// An emoji; of one that somebody drew the number of its document, or else what kind it is.
fn sign(reacted: &Reacted) -> Option<String> {
    let words = [&reacted.emoji, &reacted.document_id, &reacted.kind];
    words.into_iter().find_map(|word| word.0.clone())
}

fn counted(reacted: &Reacted) -> Option<ReactionCount> {
    Some(ReactionCount {
        sign: sign(reacted)?,
        count: reacted.count.number()?,
    })
}
