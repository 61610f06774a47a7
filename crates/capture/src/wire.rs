//! How the process that opens a database speaks with the one that asked for it.
//!
//! Databases are foreign, and the library that reads them is large and written in C. So it runs in a process of its own,
//! and what comes out of that is foreign again: frames of bounded length, decoded without trust. Specified in
//! `docs/formats.md`, "Frames of a database's reader".
//!
//! A frame is one byte that says what it is, four with its length (big-endian), and so many bytes. Asked: `o` open, `r`
//! read. Answered: `O` opened, `C` a conversation, `R` ready, `M` a message, `S` its summary, `E` a sentence.

use std::fmt;
use std::io::{self, Read, Write};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use zegel_model::member::Member;
use zegel_model::message::{Attachment, Details, Kind, Record, SystemEvent};

use crate::remainder::{Remainder, Why};
use crate::shelf::Listed;
use crate::summary::{Format, Gap, Numbering, Platform, Summary};
use crate::whatsapp::Finding;

/// Longest frame, in bytes: a message with a value of the longest kind, in base 64.
pub const LONGEST: u32 = 128 << 20;
/// Longest sentence about what went wrong, in characters.
const SENTENCE: usize = 300;

/// What a reader is asked.
#[derive(Serialize, Deserialize)]
pub struct Open {
    /// The path's own bytes, in hexadecimal digits.
    pub path: String,
    /// Bytes of a key file, or the digits of a key, in hexadecimal digits.
    pub key: Option<String>,
    /// The name of the zone that wall clocks are in.
    pub zone: String,
}

/// What is asked.
#[derive(Debug)]
pub enum Ask {
    /// Open a database; the first thing asked.
    Open(Open),
    /// Read the conversation at this place.
    Read(u64),
}

/// What is answered.
#[derive(Debug)]
pub enum Answer {
    /// The database is open.
    Opened(Format),
    /// One conversation of it.
    Conversation(Listed),
    /// The last conversation was told.
    Ready {
        /// Rows that belong to none.
        outside: Vec<Remainder>,
    },
    /// One message.
    Message(Box<Record>),
    /// The last message was told.
    Summary(Box<Summary>),
    /// It cannot be done.
    Refused(String),
}

fn bad(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Reads one frame; `None` at the end.
fn frame(from: &mut impl Read) -> io::Result<Option<(u8, Vec<u8>)>> {
    let mut head = [0; 5];
    let mut read = 0;
    while let Some(rest) = head.get_mut(read..).filter(|rest| !rest.is_empty()) {
        match from.read(rest)? {
            0 if read == 0 => return Ok(None),
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            more => read += more,
        }
    }
    let [kind, length @ ..] = head;
    let length = u32::from_be_bytes(length);
    if length > LONGEST {
        return Err(bad("a frame is too long"));
    }
    // Only what came is kept: a length is not believed.
    let mut payload = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut payload)?;
    if u32::try_from(payload.len()) == Ok(length) {
        Ok(Some((kind, payload)))
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

fn put(to: &mut impl Write, kind: u8, parts: &[&[u8]]) -> io::Result<()> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let length = u32::try_from(length)
        .ok()
        .filter(|length| *length <= LONGEST);
    let length = length.ok_or_else(|| bad("a frame is too long"))?;
    to.write_all(&[kind])?;
    to.write_all(&length.to_be_bytes())?;
    parts.iter().try_for_each(|part| to.write_all(part))
}

fn put_json(to: &mut impl Write, kind: u8, value: &impl Serialize) -> io::Result<()> {
    put(to, kind, &[&serde_json::to_vec(value)?])
}

impl Ask {
    /// Writes it as a frame.
    ///
    /// # Errors
    /// What the output says.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Open(open) => put_json(to, b'o', open),
            Self::Read(place) => put(to, b'r', &[&place.to_be_bytes()]),
        }
    }

    /// Reads the next one; `None` at the end.
    ///
    /// # Errors
    /// What the input says, or that it is none.
    pub fn read(from: &mut impl Read) -> io::Result<Option<Self>> {
        let Some((kind, payload)) = frame(from)? else {
            return Ok(None);
        };
        Ok(Some(match kind {
            b'o' => Self::Open(serde_json::from_slice(&payload)?),
            b'r' => Self::Read(u64::from_be_bytes(
                payload
                    .try_into()
                    .map_err(|_| bad("a place has eight bytes"))?,
            )),
            _ => return Err(bad("no such question")),
        }))
    }
}

impl Answer {
    /// Writes it as a frame.
    ///
    /// # Errors
    /// What the output says.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Opened(format) => put(to, b'O', &[format.word().as_bytes()]),
            Self::Conversation(listed) => put_json(to, b'C', &ListedFrame::of(listed)),
            Self::Ready { outside } => put_json(to, b'R', &rests(outside)),
            Self::Message(record) => {
                let meta = serde_json::to_vec(&MessageFrame::of(record))?;
                let length = u32::try_from(meta.len()).map_err(|_| bad("a frame is too long"))?;
                put(to, b'M', &[&length.to_be_bytes(), &meta, &record.source])
            }
            Self::Summary(summary) => put_json(to, b'S', &SummaryFrame::of(summary)),
            Self::Refused(sentence) => put(to, b'E', &[sentence.as_bytes()]),
        }
    }

    /// Reads the next one; `None` at the end.
    ///
    /// # Errors
    /// What the input says, or that it is none.
    pub fn read(from: &mut impl Read) -> io::Result<Option<Self>> {
        let Some((kind, payload)) = frame(from)? else {
            return Ok(None);
        };
        Ok(Some(match kind {
            b'O' => {
                let word = std::str::from_utf8(&payload).map_err(|_| bad("no such format"))?;
                Self::Opened(Format::of_word(word).ok_or_else(|| bad("no such format"))?)
            }
            b'C' => Self::Conversation(serde_json::from_slice::<ListedFrame>(&payload)?.into()),
            b'R' => Self::Ready {
                outside: remainders(serde_json::from_slice(&payload)?),
            },
            b'M' => Self::Message(Box::new(message(&payload)?)),
            b'S' => Self::Summary(Box::new(
                serde_json::from_slice::<SummaryFrame>(&payload)?.into_summary()?,
            )),
            b'E' => Self::Refused(
                String::from_utf8_lossy(&payload)
                    .chars()
                    .filter(|c| !c.is_control())
                    .take(SENTENCE)
                    .collect(),
            ),
            _ => return Err(bad("no such answer")),
        }))
    }
}

fn message(payload: &[u8]) -> io::Result<Record> {
    let (length, rest) = payload
        .split_first_chunk()
        .ok_or_else(|| bad("a message is cut off"))?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| bad("too long"))?;
    let (meta, source) = rest
        .split_at_checked(length)
        .ok_or_else(|| bad("a message is cut off"))?;
    let meta: OwnedMessage = serde_json::from_slice(meta)?;
    Ok(Record {
        offset: meta.offset,
        source: source.to_vec(),
        at: meta.at,
        raw_time: meta.raw_time,
        sender: meta.sender,
        kind: meta.kind,
        text: meta.text,
        edited: meta.edited,
        attachment: meta.attachment,
        event: meta.event,
        details: meta.details,
    })
}

#[derive(Serialize)]
struct MessageFrame<'a> {
    offset: u64,
    at: DateTime,
    raw_time: &'a str,
    sender: Option<&'a str>,
    kind: Kind,
    text: &'a str,
    edited: bool,
    attachment: Option<&'a Attachment>,
    event: Option<&'a SystemEvent>,
    details: Option<&'a Details>,
}

#[derive(Deserialize)]
struct OwnedMessage {
    offset: u64,
    at: DateTime,
    raw_time: String,
    sender: Option<String>,
    kind: Kind,
    text: String,
    edited: bool,
    attachment: Option<Attachment>,
    event: Option<SystemEvent>,
    details: Option<Box<Details>>,
}

impl<'a> MessageFrame<'a> {
    fn of(record: &'a Record) -> Self {
        Self {
            offset: record.offset,
            at: record.at,
            raw_time: &record.raw_time,
            sender: record.sender.as_deref(),
            kind: record.kind,
            text: &record.text,
            edited: record.edited,
            attachment: record.attachment.as_ref(),
            event: record.event.as_ref(),
            details: record.details.as_deref(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct ListedFrame {
    key: String,
    title: Option<String>,
    group: bool,
    messages: u64,
    system: u64,
    span: Option<(DateTime, DateTime)>,
}

impl ListedFrame {
    fn of(listed: &Listed) -> Self {
        Self {
            key: listed.key.clone(),
            title: listed.title.clone(),
            group: listed.group,
            messages: listed.messages,
            system: listed.system,
            span: listed.span,
        }
    }
}

impl From<ListedFrame> for Listed {
    fn from(frame: ListedFrame) -> Self {
        Self {
            key: frame.key,
            title: frame.title,
            group: frame.group,
            messages: frame.messages,
            system: frame.system,
            span: frame.span,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Rest {
    offset: u64,
    length: u64,
    why: String,
}

fn rests(remainder: &[Remainder]) -> Vec<Rest> {
    let rest = |left: &Remainder| Rest {
        offset: left.offset,
        length: left.length,
        why: left.why.to_string(),
    };
    remainder.iter().map(rest).collect()
}

fn remainders(rests: Vec<Rest>) -> Vec<Remainder> {
    let left = |rest: Rest| Remainder {
        offset: rest.offset,
        length: rest.length.max(1),
        why: Why::of_sentence(&rest.why),
    };
    rests.into_iter().map(left).collect()
}

#[derive(Serialize, Deserialize)]
struct GapFrame {
    after: i64,
    before: i64,
    missing: u64,
    from: Option<DateTime>,
    to: Option<DateTime>,
}

#[derive(Serialize, Deserialize)]
struct SummaryFrame {
    messages: u64,
    system: u64,
    remainder: Vec<Rest>,
    evidence: Vec<String>,
    format: String,
    platform: String,
    holder: Option<String>,
    title: Option<String>,
    numbering: String,
    gaps: Vec<GapFrame>,
    members: Vec<Member>,
}

impl SummaryFrame {
    fn of(summary: &Summary) -> Self {
        let gaps = match &summary.numbering {
            Numbering::None => &[],
            Numbering::Shared(gaps) | Numbering::Own(gaps) => gaps.as_slice(),
        };
        Self {
            messages: summary.messages,
            system: summary.system,
            remainder: rests(&summary.remainder),
            evidence: summary.date_order.evidence.clone(),
            format: summary.format.word().to_owned(),
            platform: summary.platform.word().to_owned(),
            holder: summary.holder.clone(),
            title: summary.title.clone(),
            numbering: summary.numbering.word().to_owned(),
            gaps: gaps
                .iter()
                .map(|gap| GapFrame {
                    after: gap.after,
                    before: gap.before,
                    missing: gap.missing,
                    from: gap.from,
                    to: gap.to,
                })
                .collect(),
            members: summary.members.clone(),
        }
    }

    /// A database has moments: its dates are read in one way.
    fn into_summary(self) -> io::Result<Summary> {
        let gaps = self
            .gaps
            .into_iter()
            .map(|gap| Gap {
                after: gap.after,
                before: gap.before,
                missing: gap.missing,
                from: gap.from,
                to: gap.to,
            })
            .collect();
        Ok(Summary {
            messages: self.messages,
            system: self.system,
            remainder: remainders(self.remainder),
            date_order: Finding::of_moments(self.evidence),
            format: Format::of_word(&self.format).ok_or_else(|| bad("no such format"))?,
            platform: Platform::of_word(&self.platform).ok_or_else(|| bad("no such platform"))?,
            language: None,
            holder: self.holder,
            title: self.title,
            numbering: match self.numbering.as_str() {
                "own" => Numbering::Own(gaps),
                "shared" => Numbering::Shared(gaps),
                _ => Numbering::None,
            },
            members: self.members,
        })
    }
}

// A path holds people's names, a key opens everything.
impl fmt::Debug for Open {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Open").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed() -> Listed {
        Listed {
            key: "k".to_owned(),
            title: Some("Ploeg".to_owned()),
            group: true,
            messages: 3,
            system: 1,
            span: None,
        }
    }

    #[test]
    fn what_is_written_reads_the_same() {
        let mut bytes = Vec::new();
        let left = Remainder {
            offset: 7,
            length: 1,
            why: Why::Orphan("message_media"),
        };
        Answer::Opened(Format::WhatsappAndroidDatabase)
            .write(&mut bytes)
            .unwrap();
        Answer::Conversation(listed()).write(&mut bytes).unwrap();
        Answer::Ready {
            outside: vec![left],
        }
        .write(&mut bytes)
        .unwrap();
        let mut from = bytes.as_slice();
        assert!(matches!(
            Answer::read(&mut from).unwrap(),
            Some(Answer::Opened(Format::WhatsappAndroidDatabase))
        ));
        assert!(
            matches!(Answer::read(&mut from).unwrap(), Some(Answer::Conversation(got)) if got == listed())
        );
        assert!(
            matches!(Answer::read(&mut from).unwrap(), Some(Answer::Ready { outside }) if outside == [left])
        );
        assert!(Answer::read(&mut from).unwrap().is_none());
    }

    #[test]
    fn a_length_is_not_believed() {
        for bytes in [
            [b'M', 0xff, 0xff, 0xff, 0xff].as_slice(),
            &[b'M', 0x07, 0xff, 0xff, 0xff, 1, 2, 3],
            &[b'M', 0, 0],
            &[b'M', 0, 0, 0, 4, 0xff, 0xff, 0xff, 0xff],
            &[b'x', 0, 0, 0, 0],
        ] {
            assert!(Answer::read(&mut &*bytes).is_err());
        }
    }

    #[test]
    fn a_sentence_is_one_line_of_bounded_length() {
        let mut bytes = Vec::new();
        Answer::Refused(format!("\u{1b}[2J{}\n", "x".repeat(1000)))
            .write(&mut bytes)
            .unwrap();
        let Some(Answer::Refused(sentence)) = Answer::read(&mut bytes.as_slice()).unwrap() else {
            panic!("it is a sentence");
        };
        assert_eq!(sentence.chars().count(), SENTENCE);
        assert!(sentence.starts_with("[2Jx"));
    }
}
