//! The lines of `zegel parse`: JSON for other programs, specified in `docs/formats.md`.
//!
//! A `Message<Raw>` cannot be serialised, on purpose; this view is for the holder of the file, on their own machine.

use std::io::{self, Write};

use jiff::civil::DateTime;
use serde::Serialize;
use zegel_model::message::{Attachment, Details, Kind, Record, SystemEvent};

use crate::summary::Summary;
use crate::whatsapp::Conversation;

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
    evidence: &'a [String],
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

impl<'a> SummaryLine<'a> {
    /// The line of a summary. An unknown language is `und` (BCP 47).
    pub fn of(summary: &'a Summary) -> Self {
        let remainder = summary
            .remainder
            .iter()
            .map(|rest| Rest {
                offset: rest.offset,
                length: rest.length,
                why: rest.why.to_string(),
            })
            .collect();
        Self {
            summary: Inner {
                messages: summary.messages,
                system: summary.system,
                remainder,
                date_order: DateOrderLine {
                    letters: summary.date_order.order.letters(),
                    certain: summary.date_order.certain,
                    evidence: &summary.date_order.evidence,
                },
                format: summary.format.word(),
                platform: summary.platform.word(),
                language: summary.language.unwrap_or("und"),
                holder: summary.holder.as_deref(),
                title: summary.title.as_deref(),
            },
        }
    }
}
