//! The frame of an export: which conversations stand where, and what else there is.
//!
//! One function walks through a conversation, for the list and for reading, so that both see the same messages.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::json::{Value, bytes, fields, leave, mended, next, unquoted, value};
use super::message::{Holder, as_written, at_moment};
use super::tolerant::Word;
use super::{MAX_CONVERSATIONS, MAX_MESSAGE};
use crate::read::ReadError;
use crate::remainder::{Remainder, Why};
use crate::window::Window;

/// Longest value of the frame that is looked at, in bytes: a name, what an account says of itself.
const MAX_FIELD: usize = 1 << 14;

/// A conversation, as its frame tells of it.
#[derive(Default)]
pub(super) struct Chat {
    /// Where its object begins.
    begin: u64,
    /// The whole file is this conversation.
    root: bool,
    pub(super) name: Option<String>,
    /// `personal_chat`, `private_supergroup` and so on.
    kind: String,
    id: Option<i64>,
    pub(super) messages: u64,
    pub(super) system: u64,
    pub(super) span: Option<(DateTime, DateTime)>,
}

/// All that a file holds.
#[derive(Default)]
pub(super) struct Account {
    pub(super) chats: Vec<Chat>,
    pub(super) outside: Vec<Remainder>,
    pub(super) holder: Option<Holder>,
}

/// Takes what stands in a conversation.
pub(super) trait Sink {
    /// A value of the frame; whether it is one that a conversation has.
    fn field(&mut self, name: &[u8], value: &[u8]) -> bool;
    /// An object that stands where messages do.
    fn message(&mut self, offset: u64, bytes: &[u8]);
    /// What is neither.
    fn rest(&mut self, rest: Remainder);
    /// Messages begin.
    fn begin(&mut self) {}
    /// Walks through a value itself, if it likes.
    fn part(&mut self, _name: &[u8], _window: &mut Window) -> Result<bool, ReadError> {
        Ok(false)
    }
}

impl Chat {
    /// More than two people, or could have.
    pub(super) fn is_group(&self) -> bool {
        self.kind.ends_with("group") || self.kind.ends_with("channel")
    }

    /// Messages are numbered per conversation, not per account.
    pub(super) fn counts_its_own(&self) -> bool {
        self.kind.ends_with("supergroup") || self.kind.ends_with("channel")
    }

    /// The number of its one other side.
    pub(super) fn counterpart(&self) -> Option<String> {
        let other = matches!(self.kind.as_str(), "personal_chat" | "bot_chat");
        self.id.filter(|_| other).map(|id| id.to_string())
    }

    /// How the export would name it as a sender.
    pub(super) fn peer(&self) -> Option<String> {
        let prefix = if self.counts_its_own() {
            "channel"
        } else if self.is_group() {
            "chat"
        } else {
            "user"
        };
        self.id.map(|id| format!("{prefix}{id}"))
    }
}

/// Looks through a whole file.
pub(super) fn walk_account(window: &mut Window, zone: &TimeZone) -> Result<Account, ReadError> {
    window.seek(0)?;
    window.skip("\u{feff}".as_bytes())?;
    if next(window)? != Some(b'{') {
        return Err(ReadError::NotTelegram);
    }
    let mut root = Root {
        listing: Listing::new(window.offset(), zone),
        is_chat: false,
        account: Account::default(),
    };
    walk_object(window, &mut root)?;
    walk_tail(window, &mut root)?;
    let mut account = root.account;
    if root.is_chat {
        // Its own reading says what else stands in the file, a list of chats among it, which no export has.
        account.outside.clear();
        root.listing.chat.root = true;
        account.chats = vec![root.listing.close()];
    }
    Ok(account)
}

/// Reads a conversation again, for its messages.
pub(super) fn walk_chat(
    window: &mut Window,
    chat: &Chat,
    sink: &mut impl Sink,
) -> Result<(), ReadError> {
    window.seek(chat.begin)?;
    if next(window)? == Some(b'{') {
        walk_object(window, sink)?;
        if chat.root {
            walk_tail(window, sink)?;
        }
    }
    Ok(())
}

/// The object that begins here, a conversation or the whole file.
fn walk_object(window: &mut Window, sink: &mut impl Sink) -> Result<(), ReadError> {
    window.consume(1);
    let mut rests = Rests::default();
    while let Some((name, begin)) = name(window, sink, &mut rests)? {
        let first = next(window)?;
        if name == b"messages" && first == Some(b'[') {
            rests.flush(sink);
            sink.begin();
            walk_messages(window, sink)?;
        } else if sink.part(&name, window)? {
            rests.flush(sink);
        } else {
            let found = value(window, MAX_FIELD)?;
            let known = bytes(window, &found).is_some_and(|bytes| sink.field(&name, bytes));
            leave(window, &found);
            if known && found.whole {
                rests.flush(sink);
            } else {
                rests.add(sink, begin, window.offset(), broken(&found, Why::OtherPart));
            }
        }
    }
    rests.flush(sink);
    Ok(())
}

/// What stands behind everything.
fn walk_tail(window: &mut Window, sink: &mut impl Sink) -> Result<(), ReadError> {
    let mut rests = Rests::default();
    while next(window)?.is_some() {
        rests.element(window, sink, Why::OtherPart)?;
    }
    rests.flush(sink);
    Ok(())
}

/// The next name of an object, and where it begins; `None` behind the object's end.
fn name(
    window: &mut Window,
    sink: &mut impl Sink,
    rests: &mut Rests,
) -> Result<Option<(Vec<u8>, u64)>, ReadError> {
    loop {
        match next(window)? {
            Some(b'"') => {
                let found = value(window, MAX_FIELD)?;
                let name = bytes(window, &found).map(|name| unquoted(name).to_vec());
                leave(window, &found);
                if next(window)? == Some(b':') {
                    window.consume(1);
                    return Ok(Some((name.unwrap_or_default(), found.offset)));
                }
                let end = found.offset.saturating_add(found.length);
                rests.add(sink, found.offset, end, broken(&found, Why::OtherPart));
            }
            Some(b'}') => {
                window.consume(1);
                return Ok(None);
            }
            Some(_) => rests.element(window, sink, Why::OtherPart)?,
            None => return Ok(None),
        }
    }
}

/// The array of messages that begins here.
fn walk_messages(window: &mut Window, sink: &mut impl Sink) -> Result<(), ReadError> {
    window.consume(1);
    let mut rests = Rests::default();
    loop {
        match next(window)? {
            Some(b'{') => {
                let found = value(window, MAX_MESSAGE)?;
                let message = bytes(window, &found).filter(|_| found.whole);
                if let Some(message) = message {
                    rests.flush(sink);
                    sink.message(found.offset, message);
                } else {
                    let end = found.offset.saturating_add(found.length);
                    rests.add(sink, found.offset, end, broken(&found, Why::TooLong));
                }
                leave(window, &found);
            }
            Some(b']') => {
                window.consume(1);
                break;
            }
            Some(_) => rests.element(window, sink, Why::NotAMessage)?,
            None => break,
        }
    }
    rests.flush(sink);
    Ok(())
}

const fn broken(value: &Value, otherwise: Why) -> Why {
    if value.whole { otherwise } else { Why::Cut }
}

/// Stretches that are nothing, joined where only separators lie between them.
#[derive(Default)]
struct Rests(Option<Remainder>);

impl Rests {
    fn add(&mut self, sink: &mut impl Sink, begin: u64, end: u64, why: Why) {
        match &mut self.0 {
            Some(rest) if rest.why == why => rest.length = end.saturating_sub(rest.offset),
            _ => {
                self.flush(sink);
                self.0 = Some(Remainder {
                    offset: begin,
                    length: end.saturating_sub(begin),
                    why,
                });
            }
        }
    }

    /// Whatever stands here, be it a bracket that closes nothing.
    fn element(
        &mut self,
        window: &mut Window,
        sink: &mut impl Sink,
        why: Why,
    ) -> Result<(), ReadError> {
        let found = value(window, 0)?;
        leave(window, &found);
        if found.length == 0 {
            window.consume(1);
        }
        self.add(sink, found.offset, window.offset(), broken(&found, why));
        Ok(())
    }

    fn flush(&mut self, sink: &mut impl Sink) {
        if let Some(rest) = self.0.take() {
            sink.rest(rest);
        }
    }
}

/// Counts what a conversation holds.
struct Listing<'z> {
    chat: Chat,
    zone: &'z TimeZone,
    /// First and last moment, in seconds.
    moments: Option<(i64, i64)>,
    /// First and last of the times without a moment.
    clocks: Option<(DateTime, DateTime)>,
}

impl<'z> Listing<'z> {
    fn new(begin: u64, zone: &'z TimeZone) -> Self {
        Self {
            chat: Chat {
                begin,
                ..Chat::default()
            },
            zone,
            moments: None,
            clocks: None,
        }
    }

    fn close(mut self) -> Chat {
        let zone = self.zone;
        let local = |(first, last)| Some((at_moment(first, zone)?, at_moment(last, zone)?));
        let moments = self.moments.and_then(local);
        self.chat.span = match (moments, self.clocks) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (one, other) => one.or(other),
        };
        self.chat
    }
}

impl Sink for Listing<'_> {
    fn field(&mut self, name: &[u8], value: &[u8]) -> bool {
        let word = || {
            let read = serde_json::from_slice::<Word>(value);
            let read = read.or_else(|_| serde_json::from_slice(&mended(value)));
            read.unwrap_or_default().0
        };
        match name {
            b"name" => self.chat.name = word(),
            b"type" => self.chat.kind = word().unwrap_or_default(),
            b"id" => self.chat.id = word().and_then(|id| id.parse().ok()),
            _ => return false,
        }
        true
    }

    fn message(&mut self, _offset: u64, bytes: &[u8]) {
        let glance = Glance::of(bytes);
        let moment = glance
            .moment
            .filter(|seconds| at_moment(*seconds, self.zone).is_some());
        if let Some(seconds) = moment {
            let (first, last) = self.moments.unwrap_or((seconds, seconds));
            self.moments = Some((first.min(seconds), last.max(seconds)));
        } else if let Some(at) = glance.date {
            let (first, last) = self.clocks.unwrap_or((at, at));
            self.clocks = Some((first.min(at), last.max(at)));
        } else {
            return;
        }
        if glance.system {
            self.chat.system += 1;
        } else {
            self.chat.messages += 1;
        }
    }

    fn rest(&mut self, _rest: Remainder) {}
}

/// What the list needs of a message; it stands in its first fields.
#[derive(Default)]
struct Glance {
    system: bool,
    moment: Option<i64>,
    date: Option<DateTime>,
}

impl Glance {
    fn of(message: &[u8]) -> Self {
        let mut glance = Self::default();
        let mut kind = None;
        fields(message, |name, value| {
            let text = || str::from_utf8(unquoted(value)).unwrap_or_default();
            match name {
                b"type" => {
                    glance.system = text() == "service";
                    kind = Some(glance.system);
                }
                b"date" => glance.date = as_written(text()),
                b"date_unixtime" => glance.moment = text().parse().ok(),
                b"action" if super::action::is_call(text()) => glance.system = false,
                _ => return false,
            }
            // What kind of service it is stands further on.
            kind == Some(false) && glance.moment.is_some()
                || name == b"action" && glance.moment.is_some()
        });
        glance
    }
}

/// The whole file: one conversation, or an account's.
struct Root<'z> {
    listing: Listing<'z>,
    is_chat: bool,
    account: Account,
}

impl Sink for Root<'_> {
    fn field(&mut self, name: &[u8], value: &[u8]) -> bool {
        if name == b"personal_information" {
            self.account.holder = Holder::of(value);
        }
        // Of a file that is no conversation, these are what Telegram says about it.
        name == b"about" || self.listing.field(name, value)
    }

    fn message(&mut self, offset: u64, bytes: &[u8]) {
        self.listing.message(offset, bytes);
    }

    fn rest(&mut self, rest: Remainder) {
        self.account.outside.push(rest);
    }

    fn begin(&mut self) {
        self.is_chat = true;
    }

    fn part(&mut self, name: &[u8], window: &mut Window) -> Result<bool, ReadError> {
        let list = matches!(name, b"chats" | b"left_chats") && next(window)? == Some(b'{');
        if list {
            let mut list = List(self);
            walk_object(window, &mut list)?;
        }
        Ok(list)
    }
}

/// `{"about":…,"list":[…]}`
struct List<'r, 'z>(&'r mut Root<'z>);

impl Sink for List<'_, '_> {
    fn field(&mut self, name: &[u8], _value: &[u8]) -> bool {
        name == b"about"
    }

    fn message(&mut self, _offset: u64, _bytes: &[u8]) {}

    fn rest(&mut self, rest: Remainder) {
        self.0.account.outside.push(rest);
    }

    fn part(&mut self, name: &[u8], window: &mut Window) -> Result<bool, ReadError> {
        if name != b"list" || next(window)? != Some(b'[') {
            return Ok(false);
        }
        window.consume(1);
        let mut rests = Rests::default();
        loop {
            match next(window)? {
                Some(b'{') => {
                    rests.flush(self);
                    let chats = &mut self.0.account.chats;
                    if chats.len() == MAX_CONVERSATIONS {
                        return Err(ReadError::TooManyConversations(MAX_CONVERSATIONS));
                    }
                    let mut listing = Listing::new(window.offset(), self.0.listing.zone);
                    walk_object(window, &mut listing)?;
                    self.0.account.chats.push(listing.close());
                }
                Some(b']') => {
                    window.consume(1);
                    break;
                }
                Some(_) => rests.element(window, self, Why::OtherPart)?,
                None => break,
            }
        }
        rests.flush(self);
        Ok(true)
    }
}
