//! Backups of "SMS Backup & Restore" for Android: one XML file with the short messages of a phone, pictures within.
//!
//! The file is looked through once for which message belongs to which conversation; the conversation that is asked for
//! is then read where its messages stand. Grammar: `docs/formats.md`. Linear in the length of the source.

mod element;
mod walk;
mod xml;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use zegel_model::message::{Message, Raw};

use crate::read::ReadError;
use crate::remainder::{Remainder, Why};
use crate::shelf::{Listed, Shelf, Whole};
use crate::summary::{Format, Numbering, Platform, Summary};
use crate::whatsapp::Finding;
use crate::window::{Bytes, Window, length};
use element::{Element, NAME_OF_MEDIA, Reader};
use walk::Found;

/// Longest message that is believed, in bytes with the files that are in it: what can be sealed as one. Networks take
/// a tenth of that.
pub const MAX_ELEMENT: usize = 12 << 20;

/// Most conversations that are believed.
pub const MAX_CONVERSATIONS: usize = 65_536;

/// A backup that was looked through.
pub struct Sms {
    window: Window,
    conversations: Vec<Conversation>,
    listed: Vec<Listed>,
    outside: Vec<Remainder>,
    /// Names of addresses, as far as a message with one address tells them.
    names: BTreeMap<String, String>,
    zone: TimeZone,
}

/// The messages with one set of addresses.
struct Conversation {
    /// Where they stand.
    offsets: Vec<u64>,
    /// As the phone called them when the last one was backed up.
    contact: Option<String>,
    span: (DateTime, DateTime),
}

/// Opens a backup. Moments become wall-clock time in `zone`.
///
/// # Errors
/// [`ReadError`] says what is wrong without naming anybody.
pub(crate) fn open(from: Box<dyn Bytes>, zone: TimeZone) -> Result<Sms, ReadError> {
    let mut window = Window::new(from);
    let mut index = Index::default();
    index.walk(&mut window, &zone)?;
    let Index {
        conversations,
        outside,
        names,
        ..
    } = index;
    let keys = index.places;
    let mut keyed: Vec<(usize, String)> =
        keys.into_iter().map(|(key, place)| (place, key)).collect();
    keyed.sort_unstable();
    let listed = keyed
        .into_iter()
        .zip(&conversations)
        .map(|((_, key), conversation)| {
            let group = key.contains(element::SEPARATOR);
            Listed {
                title: conversation
                    .contact
                    .clone()
                    .or_else(|| Some(key.clone()))
                    .filter(|title| !title.is_empty()),
                key,
                group,
                messages: length(conversation.offsets.len()),
                system: 0,
                span: Some(conversation.span),
            }
        });
    Ok(Sms {
        listed: listed.collect(),
        window,
        conversations,
        outside,
        names,
        zone,
    })
}

/// Reads a backup from memory.
///
/// # Errors
/// As when it lies on disk.
pub fn parse(source: Vec<u8>, zone: TimeZone) -> Result<Sms, ReadError> {
    open(Box::new(Cursor::new(source)), zone)
}

/// What the first walk learns.
#[derive(Default)]
struct Index {
    places: BTreeMap<String, usize>,
    conversations: Vec<Conversation>,
    outside: Vec<Remainder>,
    names: BTreeMap<String, String>,
}

impl Index {
    fn walk(&mut self, window: &mut Window, zone: &TimeZone) -> Result<(), ReadError> {
        window.seek(0)?;
        window.skip("\u{feff}".as_bytes())?;
        let mut is_backup = false;
        while let Some(found) = walk::next(window)? {
            match found {
                Found::Root => is_backup = true,
                Found::Rest(rest) => self.leave(rest),
                Found::Message(bytes) => {
                    let offset = window.offset();
                    let whole = window.rest().get(..bytes).unwrap_or_default();
                    let why = match Element::of(whole) {
                        Some(element) => self.take(offset, &element, zone)?,
                        None => Some(Why::NotAMessage),
                    };
                    if let Some(why) = why {
                        let length = length(bytes);
                        self.leave(Remainder {
                            offset,
                            length,
                            why,
                        });
                    }
                    window.consume(bytes);
                }
            }
        }
        if is_backup {
            Ok(())
        } else {
            Err(ReadError::NotSms)
        }
    }

    /// Notes a message; says why if it is none.
    fn take(
        &mut self,
        offset: u64,
        element: &Element<'_>,
        zone: &TimeZone,
    ) -> Result<Option<Why>, ReadError> {
        let Some((_, at)) = element.time(zone) else {
            return Ok(Some(Why::NoTime));
        };
        let addresses = element.addresses();
        let contact = element.contact();
        if let ([address], Some(contact)) = (addresses.as_slice(), &contact) {
            self.names.insert(address.clone(), contact.clone());
        }
        let key = addresses.join(element::SEPARATOR);
        let place = match self.places.get(&key) {
            Some(place) => *place,
            None if self.places.len() == MAX_CONVERSATIONS => {
                return Err(ReadError::TooManyConversations(MAX_CONVERSATIONS));
            }
            None => {
                let place = self.conversations.len();
                self.places.insert(key, place);
                self.conversations.push(Conversation {
                    offsets: Vec::new(),
                    contact: None,
                    span: (at, at),
                });
                place
            }
        };
        if let Some(conversation) = self.conversations.get_mut(place) {
            conversation.offsets.push(offset);
            conversation.contact = contact.or(conversation.contact.take());
            let (first, last) = conversation.span;
            conversation.span = (first.min(at), last.max(at));
        }
        Ok(None)
    }

    fn leave(&mut self, rest: Remainder) {
        self.outside.push(rest);
    }
}

impl Sms {
    /// The element at this place in the file, at the front of the window.
    fn element_at(&mut self, offset: u64) -> Result<&[u8], ReadError> {
        self.window.seek(offset)?;
        match walk::next(&mut self.window)? {
            Some(Found::Message(bytes)) if self.window.offset() == offset => {
                Ok(self.window.rest().get(..bytes).unwrap_or_default())
            }
            _ => Err(ReadError::Changed),
        }
    }
}

impl Shelf for Sms {
    fn format(&self) -> Format {
        Format::SmsXml
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
        let conversation = self.conversations.get(place);
        let offsets = conversation
            .ok_or(ReadError::NoSuchConversation)?
            .offsets
            .clone();
        let listed = self.listed.get(place);
        let title = listed.and_then(|listed| listed.title.clone());
        let (zone, names) = (self.zone.clone(), std::mem::take(&mut self.names));
        let reader = Reader {
            zone: &zone,
            names: &names,
        };
        let (mut read, mut going) = (0, true);
        let mut failed = None;
        for offset in offsets {
            let record = self.element_at(offset).and_then(|bytes| {
                let element = Element::of(bytes).ok_or(ReadError::Changed)?;
                reader
                    .record(offset, bytes, &element)
                    .ok_or(ReadError::Changed)
            });
            match record {
                Ok(record) => {
                    read += 1;
                    going = going && take(Message::raw(record));
                }
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        self.names = names;
        match failed {
            Some(error) => Err(error),
            None => Ok(summary(read, title)),
        }
    }

    fn outside(&self) -> &[Remainder] {
        &self.outside
    }

    fn media(&mut self, name: &str) -> Result<(u64, Box<dyn Read + '_>), ReadError> {
        let offset = name
            .strip_prefix(NAME_OF_MEDIA)
            .and_then(|rest| rest.split_once('/'))
            .and_then(|(offset, _)| offset.parse().ok())
            .ok_or(ReadError::NoSuchMedia)?;
        let element = self
            .element_at(offset)
            .map_err(|_| ReadError::NoSuchMedia)?;
        let file = Element::of(element).and_then(|element| element.file(offset, name));
        let file = file.ok_or(ReadError::NoSuchMedia)?;
        Ok((length(file.len()), Box::new(Cursor::new(file))))
    }
}

fn summary(messages: u64, title: Option<String>) -> Summary {
    Summary {
        messages,
        system: 0,
        remainder: Vec::new(),
        date_order: Finding::of_moments(vec![
            "every message says its moment in milliseconds since 1970".to_owned(),
        ]),
        format: Format::SmsXml,
        platform: Platform::Android,
        language: None,
        holder: None,
        title,
        numbering: Numbering::None,
        members: Vec::new(),
    }
}
