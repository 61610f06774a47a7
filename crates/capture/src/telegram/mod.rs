//! Telegram Desktop's exports as JSON (`result.json`): one chat, or a whole account.
//!
//! The file is looked through twice: once for what is in it, once for the conversation that was asked for; no more of
//! it is in memory than one message and what was made of the others. Grammar: `docs/formats.md`. All passes are
//! linear in the length of the source, whatever it holds.

mod action;
mod entry;
mod json;
mod message;
mod tolerant;
mod walk;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::PathBuf;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use zegel_model::message::{Kind, Message, Raw};

use crate::beside::Beside;
use crate::read::{Limits, ReadError};
use crate::remainder::Remainder;
use crate::shelf::{Listed, Shelf, Whole};
use crate::summary::{Format, Gap, Numbering, Platform, Summary};
use crate::whatsapp::{Finding, marks};
use crate::window::{Bytes, Window, length};
use message::{Holder, Reader, Taken};
use walk::{Chat, Sink, walk_account, walk_chat};

/// Longest message that is believed, in bytes; the app allows 4,096 characters, with what surrounds them.
pub const MAX_MESSAGE: usize = 1 << 20;

/// Most conversations of an account that are believed.
pub const MAX_CONVERSATIONS: usize = 65_536;

/// How many times more files than a phone's export a whole account may have.
const ACCOUNT: u64 = 16;

/// An export that was looked through.
pub struct Telegram {
    window: Window,
    chats: Vec<Chat>,
    listed: Vec<Listed>,
    outside: Vec<Remainder>,
    holder: Option<Holder>,
    zone: TimeZone,
    beside: Beside,
}

/// Opens an export; `folder` is where its media lie. Moments become wall-clock time in `zone`.
///
/// # Errors
/// [`ReadError`] says what is wrong without naming anybody.
pub(crate) fn open(
    from: Box<dyn Bytes>,
    folder: Option<PathBuf>,
    zone: TimeZone,
    limits: Limits,
) -> Result<Telegram, ReadError> {
    let mut window = Window::new(from);
    let mut account = walk_account(&mut window, &zone)?;
    if account.chats.is_empty() {
        return Err(ReadError::NotTelegram);
    }
    let mut keys = BTreeMap::new();
    let listed = account
        .chats
        .iter_mut()
        .map(|chat| chat.listed(&mut keys))
        .collect();
    let entries = limits.entries.saturating_mul(ACCOUNT);
    Ok(Telegram {
        window,
        chats: account.chats,
        listed,
        outside: account.outside,
        holder: account.holder,
        zone,
        beside: Beside::new(folder, entries, limits.media),
    })
}

/// Reads an export from memory, without media.
///
/// # Errors
/// As when it lies on disk.
pub fn parse(source: Vec<u8>, zone: TimeZone) -> Result<Telegram, ReadError> {
    open(Box::new(Cursor::new(source)), None, zone, Limits::default())
}

impl Shelf for Telegram {
    fn format(&self) -> Format {
        Format::TelegramJson
    }

    fn conversations(&self) -> &[Listed] {
        &self.listed
    }

    fn read(&mut self, place: usize) -> Result<Whole, ReadError> {
        let mut messages = Vec::new();
        let summary = self.each(place, &mut |message| {
            messages.push(message);
            true
        })?;
        Ok(Whole { messages, summary })
    }

    fn each(
        &mut self,
        place: usize,
        take: &mut dyn FnMut(Message<Raw>) -> bool,
    ) -> Result<Summary, ReadError> {
        let chat = self.chats.get(place);
        let chat = chat.ok_or(ReadError::NoSuchConversation)?;
        let mut collector = Collector {
            reader: Reader::new(chat, self.holder.as_ref(), &self.zone, &self.beside),
            take,
            going: true,
            tally: Tally::default(),
        };
        walk_chat(&mut self.window, chat, &mut collector)?;
        let Collector { reader, tally, .. } = collector;
        Ok(summary(chat, self.holder.as_ref(), &reader, tally))
    }

    fn outside(&self) -> &[Remainder] {
        &self.outside
    }

    fn media(&mut self, name: &str) -> Result<(u64, Box<dyn Read + '_>), ReadError> {
        let (size, file) = self.beside.open(name)?;
        Ok((size, file))
    }
}

/// What was counted while messages passed.
#[derive(Default)]
struct Tally {
    messages: u64,
    system: u64,
    remainder: Vec<Remainder>,
    /// Numbers that are there, where they run per conversation.
    numbers: Vec<(i64, Option<DateTime>)>,
}

struct Collector<'a> {
    reader: Reader<'a>,
    take: &'a mut dyn FnMut(Message<Raw>) -> bool,
    going: bool,
    tally: Tally,
}

impl Sink for Collector<'_> {
    fn field(&mut self, name: &[u8], _value: &[u8]) -> bool {
        matches!(name, b"name" | b"type" | b"id")
    }

    fn message(&mut self, offset: u64, bytes: &[u8]) {
        let record = match self.reader.read(offset, bytes) {
            Taken::Record(record) => record,
            Taken::Nothing(why, number) => {
                self.tally
                    .numbers
                    .extend(number.map(|number| (number, None)));
                self.tally.remainder.push(Remainder {
                    offset,
                    length: length(bytes.len()),
                    why,
                });
                return;
            }
        };
        let number = record.details.as_ref().and_then(|details| details.number);
        self.tally
            .numbers
            .extend(number.map(|number| (number, Some(record.at))));
        if record.kind == Kind::System {
            self.tally.system += 1;
        } else {
            self.tally.messages += 1;
        }
        self.going = self.going && (self.take)(Message::raw(*record));
    }

    fn rest(&mut self, rest: Remainder) {
        self.tally.remainder.push(rest);
    }
}

fn summary(chat: &Chat, holder: Option<&Holder>, reader: &Reader<'_>, tally: Tally) -> Summary {
    let numbering = if chat.counts_its_own() {
        Numbering::Own(Gap::of(tally.numbers))
    } else {
        Numbering::Shared(Vec::new())
    };
    Summary {
        messages: tally.messages,
        system: tally.system,
        remainder: tally.remainder,
        date_order: Finding::of_moments(reader.clocks.evidence()),
        format: Format::TelegramJson,
        platform: Platform::Desktop,
        language: None,
        holder: holder
            .and_then(|holder| holder.name.clone())
            .or_else(|| reader.own_name.clone()),
        title: chat.title(),
        numbering,
        members: Vec::new(),
    }
}

impl Chat {
    fn title(&self) -> Option<String> {
        let name = self.name.as_ref()?;
        Some(marks::name(name.as_bytes())).filter(|name| !name.is_empty())
    }

    /// How it stands on the shelf; `keys` are those that are taken, with how often.
    fn listed(&mut self, keys: &mut BTreeMap<String, u64>) -> Listed {
        let key = match self.peer() {
            Some(peer) => peer,
            None => "chat".to_owned(),
        };
        let times = keys.entry(key.clone()).or_insert(0);
        *times += 1;
        let key = if *times == 1 {
            key
        } else {
            format!("{key}#{times}")
        };
        Listed {
            key,
            title: self.title(),
            group: self.is_group(),
            messages: self.messages,
            system: self.system,
            span: self.span.take(),
        }
    }
}
