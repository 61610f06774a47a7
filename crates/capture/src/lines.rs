//! The lines of `zegel parse`: JSON for other programs, specified in `docs/formats.md`.
//!
//! A `Message<Raw>` cannot be serialised, on purpose; this view is for the holder of the file, on their own machine.

use std::io::{self, Write};

use jiff::civil::{Date, DateTime};
use serde::Serialize;
use zegel_model::member::Member;
use zegel_model::message::{Attachment, Details, Kind, Record, SystemEvent};

use crate::read::ReadError;
use crate::remainder::Remainder;
use crate::shelf::{Listed, Shelf};
use crate::summary::{Numbering, Summary};
use crate::whatsapp::Conversation;
use crate::whatsapp::date_order::Span;

/// Writes a whole conversation, one JSON object a line, the summary last; returns the summary.
///
/// # Errors
/// What the output says.
pub fn write(conversation: &Conversation<'_>, out: &mut impl Write) -> io::Result<Summary> {
    let mut messages = conversation.messages();
    for message in messages.by_ref() {
        line(out, &MessageLine::of(message.record()))?;
    }
    let summary = messages.summary();
    line(out, &SummaryLine::of(&summary))?;
    Ok(summary)
}

/// Writes one conversation of a shelf likewise, by its place.
///
/// # Errors
/// What the shelf says, or what the output says.
pub fn write_one(
    shelf: &mut dyn Shelf,
    place: usize,
    out: &mut impl Write,
) -> Result<io::Result<Summary>, ReadError> {
    // What the output says must not be taken for something that the source says.
    let mut written = Ok(());
    let summary = shelf.each(place, &mut |message| {
        written = line(out, &MessageLine::of(message.record()));
        written.is_ok()
    })?;
    Ok(written
        .and_then(|()| line(out, &SummaryLine::of(&summary)))
        .map(|()| summary))
}

/// Writes what is on a shelf, one JSON object a conversation, and last what belongs to none.
///
/// # Errors
/// What the output says.
pub fn write_list(shelf: &dyn Shelf, out: &mut impl Write) -> io::Result<()> {
    shelf
        .conversations()
        .iter()
        .try_for_each(|listed| line(out, &ListedLine::of(listed)))?;
    let outside = rests(shelf.outside());
    line(out, &OutsideLine { outside })
}

fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// One message.
#[derive(Serialize)]
pub struct MessageLine<'a> {
    offset: u64,
    length: usize,
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

/// The last line.
#[derive(Serialize)]
pub struct SummaryLine<'a> {
    summary: Inner<'a>,
}

#[derive(Serialize)]
struct Inner<'a> {
    messages: u64,
    system: u64,
    remainder: Vec<Rest>,
    date_order: DateOrderLine<'a>,
    format: &'static str,
    platform: &'static str,
    language: &'static str,
    holder: Option<&'a str>,
    title: Option<&'a str>,
    numbering: &'static str,
    gaps: Vec<GapLine>,
    members: &'a [Member],
}

#[derive(Serialize)]
struct GapLine {
    after: i64,
    before: i64,
    missing: u64,
    from: Option<DateTime>,
    to: Option<DateTime>,
}

#[derive(Serialize)]
struct Rest {
    offset: u64,
    length: u64,
    why: String,
}

#[derive(Serialize)]
struct DateOrderLine<'a> {
    #[serde(rename = "order")]
    letters: &'static str,
    certain: bool,
    stated: bool,
    evidence: &'a [String],
    readings: Vec<Reading>,
}

#[derive(Serialize)]
struct Reading {
    order: &'static str,
    first: Option<Date>,
    last: Option<Date>,
    impossible: u64,
    jumps: u64,
}

impl Reading {
    const fn of(span: &Span) -> Self {
        Self {
            order: span.order.letters(),
            first: span.first,
            last: span.last,
            impossible: span.impossible,
            jumps: span.jumps,
        }
    }
}

impl<'a> MessageLine<'a> {
    /// The line of one message.
    pub fn of(record: &'a Record) -> Self {
        Self {
            offset: record.offset,
            length: record.source.len(),
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

fn rests(remainder: &[Remainder]) -> Vec<Rest> {
    remainder
        .iter()
        .map(|rest| Rest {
            offset: rest.offset,
            length: rest.length,
            why: rest.why.to_string(),
        })
        .collect()
}

fn gaps(numbering: &Numbering) -> Vec<GapLine> {
    let (Numbering::Own(gaps) | Numbering::Shared(gaps)) = numbering else {
        return Vec::new();
    };
    gaps.iter()
        .map(|gap| GapLine {
            after: gap.after,
            before: gap.before,
            missing: gap.missing,
            from: gap.from,
            to: gap.to,
        })
        .collect()
}

/// One conversation of a shelf.
#[derive(Serialize)]
pub struct ListedLine<'a> {
    conversation: ListedInner<'a>,
}

/// What belongs to no conversation.
#[derive(Serialize)]
struct OutsideLine {
    outside: Vec<Rest>,
}

#[derive(Serialize)]
struct ListedInner<'a> {
    key: &'a str,
    title: Option<&'a str>,
    group: bool,
    messages: u64,
    system: u64,
    first: Option<DateTime>,
    last: Option<DateTime>,
}

impl<'a> ListedLine<'a> {
    /// The line of one conversation.
    pub fn of(listed: &'a Listed) -> Self {
        Self {
            conversation: ListedInner {
                key: &listed.key,
                title: listed.title.as_deref(),
                group: listed.group,
                messages: listed.messages,
                system: listed.system,
                first: listed.span.map(|(first, _)| first),
                last: listed.span.map(|(_, last)| last),
            },
        }
    }
}

impl<'a> SummaryLine<'a> {
    /// The line of a summary. An unknown language is `und` (BCP 47).
    pub fn of(summary: &'a Summary) -> Self {
        let remainder = rests(&summary.remainder);
        Self {
            summary: Inner {
                messages: summary.messages,
                system: summary.system,
                remainder,
                date_order: DateOrderLine {
                    letters: summary.date_order.order.letters(),
                    certain: summary.date_order.certain,
                    stated: summary.date_order.stated,
                    evidence: &summary.date_order.evidence,
                    readings: summary
                        .date_order
                        .readings
                        .iter()
                        .map(Reading::of)
                        .collect(),
                },
                format: summary.format.word(),
                platform: summary.platform.word(),
                language: summary.language.unwrap_or("und"),
                holder: summary.holder.as_deref(),
                title: summary.title.as_deref(),
                numbering: summary.numbering.word(),
                gaps: gaps(&summary.numbering),
                members: &summary.members,
            },
        }
    }
}
