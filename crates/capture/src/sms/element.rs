//! From an element to a message.

use std::collections::BTreeMap;

use data_encoding::{BASE64, Specification};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use zegel_model::clock::Timestamp;
use zegel_model::message::{Attachment, Details, Kind, Record};

use super::xml::{Tag, tag, tags};
use crate::whatsapp::marks;

/// Between the addresses of a group, in the backup and in keys.
pub(super) const SEPARATOR: &str = "~";

/// What the names of files within messages begin with; where the message stands follows, and its own name of the file.
pub(super) const NAME_OF_MEDIA: &str = "mms-";

/// Where a sent message has its own phone.
const OWN_ADDRESS: &str = "insert-address-token";

/// `type` of an address: who sent it.
const FROM: i64 = 137;

/// An `sms` or `mms` that was looked into.
pub(super) struct Element<'b> {
    head: Tag<'b>,
    /// The tags within.
    inner: Vec<Tag<'b>>,
}

/// Where a message lies: `type` of an SMS, `msg_box` of an MMS.
enum Place {
    Received,
    Sent,
    /// A draft, or one that waits or failed.
    Unsent,
}

impl<'b> Element<'b> {
    /// Looks into an element; `None` if it is broken.
    pub(super) fn of(bytes: &'b [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(b"<")?;
        let head = tag(&mut rest)?;
        Some(Self {
            head,
            inner: tags(rest)?,
        })
    }

    fn is_mms(&self) -> bool {
        self.head.name == b"mms"
    }

    /// When: a moment, and the wall clock at it.
    pub(super) fn time(&self, zone: &TimeZone) -> Option<(Timestamp, DateTime)> {
        let milliseconds = self.head.number("date")?;
        let micros = milliseconds.checked_mul(1_000)?;
        // The wall clock in whole seconds, as other sources have it; the moment keeps the rest.
        let whole = jiff::Timestamp::from_second(milliseconds.div_euclid(1_000)).ok()?;
        Some((Timestamp::from_micros(micros), zone.to_datetime(whole)))
    }

    /// Everybody but the holder, each once, in order.
    pub(super) fn addresses(&self) -> Vec<String> {
        let head = self.head.text("address").unwrap_or_default();
        let mut all: Vec<String> = head.split(SEPARATOR).map(address).collect();
        all.retain(|address| !address.is_empty() && address != OWN_ADDRESS);
        if all.is_empty() {
            all.extend(
                self.parts("addr")
                    .filter_map(|part| part.text("address"))
                    .map(|text| address(&text)),
            );
            all.retain(|address| !address.is_empty() && address != OWN_ADDRESS);
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What the phone calls the other side.
    pub(super) fn contact(&self) -> Option<String> {
        let name = self.head.text("contact_name")?;
        Some(marks::name(name.as_bytes())).filter(|name| !name.is_empty() && name != "(Unknown)")
    }

    fn parts<'t>(&'t self, name: &'static str) -> impl Iterator<Item = &'t Tag<'b>> {
        let named = move |tag: &&Tag<'_>| tag.name == name.as_bytes();
        self.inner.iter().filter(named)
    }

    fn in_box(&self) -> Place {
        let code = if self.is_mms() { "msg_box" } else { "type" };
        match self.head.number(code) {
            Some(1) => Place::Received,
            Some(2) => Place::Sent,
            _ => Place::Unsent,
        }
    }

    /// Whom a received message is from.
    fn sender(&self) -> Option<String> {
        let from = self
            .parts("addr")
            .find(|part| part.number("type") == Some(FROM));
        let from = from
            .and_then(|part| part.text("address"))
            .map(|text| address(&text));
        let alone = || {
            let mut all = self.addresses();
            all.pop().filter(|_| all.is_empty())
        };
        from.filter(|from| from != OWN_ADDRESS).or_else(alone)
    }

    /// What is written in it: subject and texts, a line each.
    fn text(&self) -> String {
        if !self.is_mms() {
            let body = self.head.raw("body").unwrap_or_default();
            return super::xml::characters(body).into_owned();
        }
        let subject = self.head.text("sub");
        let plain = self
            .parts("part")
            .filter(|part| part.raw("ct") == Some(b"text/plain"));
        let texts = plain.filter_map(|part| part.text("text"));
        subject
            .into_iter()
            .chain(texts)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The parts that are files, with the names that they get.
    fn files<'t>(&'t self, offset: u64) -> impl Iterator<Item = (String, &'t Tag<'b>)> {
        let is_file =
            |part: &&Tag<'_>| !matches!(part.raw("ct"), Some(b"text/plain" | b"application/smil"));
        self.parts("part")
            .filter(is_file)
            .enumerate()
            .map(move |(count, part)| {
                let named = ["cl", "fn", "name", "cid"]
                    .into_iter()
                    .find_map(|key| part.text(key));
                let named = named.unwrap_or_else(|| format!("part {count}"));
                (format!("{NAME_OF_MEDIA}{offset}/{named}"), part)
            })
    }

    /// The bytes of a file in it.
    pub(super) fn file(&self, offset: u64, name: &str) -> Option<Vec<u8>> {
        let (_, part) = self.files(offset).find(|(known, _)| known == name)?;
        decoded(part.raw("data")?)
    }
}

/// Base 64, in lines or in one.
fn decoded(data: &[u8]) -> Option<Vec<u8>> {
    if let Ok(bytes) = BASE64.decode(data) {
        return Some(bytes);
    }
    let mut lines = Specification::new();
    lines
        .symbols
        .push_str("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    lines.ignore.push_str(" \r\n\t");
    lines.padding = Some('=');
    lines.encoding().ok()?.decode(data).ok()
}

/// A number without what people put between its digits; a name of a service as it is.
fn address(text: &str) -> String {
    let name = marks::name(text.as_bytes());
    let number = name
        .chars()
        .all(|c| c.is_ascii_digit() || " +-().*#/".contains(c));
    if number {
        name.chars()
            .filter(|c| c.is_ascii_digit() || "+*#".contains(*c))
            .collect()
    } else {
        name
    }
}

/// Reads the messages of a conversation.
pub(super) struct Reader<'a> {
    pub(super) zone: &'a TimeZone,
    pub(super) names: &'a BTreeMap<String, String>,
}

impl Reader<'_> {
    /// The message that stands at `offset`; `None` if it has no time.
    pub(super) fn record(
        &self,
        offset: u64,
        source: &[u8],
        element: &Element<'_>,
    ) -> Option<Record> {
        let (moment, at) = element.time(self.zone)?;
        let received = matches!(element.in_box(), Place::Received);
        let sender_id = element.sender().filter(|_| received);
        let named = |address: &String| self.names.get(address).unwrap_or(address).clone();
        let attachment = attachment(offset, element);
        let kind = match &attachment {
            Some(_) if has_card(element) => Kind::Contact,
            Some(_) => Kind::Media,
            None => Kind::Text,
        };
        let raw_time = element.head.raw("date").unwrap_or_default();
        Some(Record {
            offset,
            source: source.to_vec(),
            at,
            raw_time: String::from_utf8_lossy(raw_time).into_owned(),
            sender: sender_id.as_ref().map(named),
            kind,
            text: element.text(),
            edited: false,
            attachment,
            event: None,
            details: Some(Box::new(Details {
                moment: Some(moment),
                id: element.head.text("m_id"),
                sender_id,
                own: !received,
                unsent: matches!(element.in_box(), Place::Unsent),
                ..Details::default()
            })),
        })
    }
}

/// The first file; a message can name one. One that was announced but never fetched is left out.
fn attachment(offset: u64, element: &Element<'_>) -> Option<Attachment> {
    const ANNOUNCED: i64 = 130;
    if let Some((name, part)) = element.files(offset).next() {
        let present = part.raw("data").and_then(decoded).is_some();
        return Some(Attachment { name, present });
    }
    let announced = element.is_mms() && element.head.number("m_type") == Some(ANNOUNCED);
    announced.then(|| Attachment {
        name: String::new(),
        present: false,
    })
}

fn has_card(element: &Element<'_>) -> bool {
    let first = element.files(0).next();
    first.is_some_and(|(_, part)| {
        matches!(
            part.raw("ct"),
            Some(b"text/x-vCard" | b"text/x-vcard" | b"text/vcard")
        )
    })
}
