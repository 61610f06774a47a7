//! WhatsApp's "Export chat", as text.
//!
//! The grammar is nowhere published; what is known of it stands in `docs/formats.md`. A message begins where a line
//! begins with a head; every other line continues the message before it. [`Conversation::read`] looks at the
//! whole file first (form, order of dates, who speaks, language), then [`Conversation::messages`] yields messages
//! one by one. All passes are linear in the length of the source, whatever it holds.

mod attachment;
mod authors;
mod body;
mod calendar;
mod cursor;
pub mod date_order;
mod event;
mod half;
mod header;
mod language;
mod lexicon;
pub(crate) mod marks;
mod messages;
mod sentence;
mod survey;

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::DateTime;
use zegel_model::message::{Message, Raw};

use crate::summary::Summary;
pub use crate::summary::{Format, Platform};
pub use date_order::{DateOrder, Finding, Undated};
pub use messages::Messages;
use survey::Survey;

/// Longest message that is believed, in bytes; the app allows 65,536 characters.
pub const MAX_MESSAGE: usize = 1 << 20;

/// Files that came with an export: name without marks, and the time in the archive if it has a believable one.
pub type Files = BTreeMap<String, Option<DateTime>>;

/// What is known beside the text.
#[derive(Debug, Clone, Default)]
pub struct Hints<'h> {
    /// Name of the file or archive, for its title.
    pub file_name: Option<&'h str>,
    /// The order of dates, where the importer knows it.
    pub date_order: Option<DateOrder>,
    /// Files that came along.
    pub files: Files,
    /// When the archive was written, in its own time.
    pub written: Option<DateTime>,
}

/// An export that was looked through and can be read message by message.
pub struct Conversation<'a> {
    source: &'a [u8],
    survey: Survey<'a>,
    files: Files,
}

/// Everything at once, for exports that fit in memory twice.
pub struct Parsed {
    /// In the order of the source.
    pub messages: Vec<Message<Raw>>,
    /// Counted.
    pub summary: Summary,
}

/// Most names before a colon that are believed; a group has at most some thousand members.
pub const MAX_AUTHORS: usize = 65_536;

/// The text is no export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnExport {
    /// No line begins a message.
    #[error("this is no WhatsApp export: no line in it begins a message")]
    NoMessages,
    /// The text is in UTF-16. It could be read, but then no message would stand at the bytes that were kept.
    #[error(
        "this text is in UTF-16, which no phone writes; take the file as the phone exported it"
    )]
    Utf16,
    /// Dates cannot be what the importer stated.
    #[error("{messages} of its messages have a date that cannot be read as {order}")]
    Impossible {
        /// The order that was stated.
        order: DateOrder,
        /// How many.
        messages: u64,
    },
    /// More than [`MAX_AUTHORS`] speak.
    #[error("this is no WhatsApp export: more people speak in it than any group can have")]
    TooManyAuthors,
}

impl<'a> Conversation<'a> {
    /// Looks through an export.
    ///
    /// # Errors
    /// [`NotAnExport`] says why not.
    pub fn read(source: &'a [u8], hints: Hints<'_>) -> Result<Self, NotAnExport> {
        let survey = Survey::of(source, &hints)?;
        Ok(Self {
            source,
            survey,
            files: hints.files,
        })
    }

    /// Its messages, in the order of the source.
    pub fn messages(&self) -> Messages<'_, 'a> {
        Messages::new(self)
    }

    /// How dates were read, and why.
    pub const fn date_order(&self) -> &Finding {
        &self.survey.finding
    }

    /// Its messages with words, as far as they do not depend on the order of dates: what
    /// [`settle`](date_order::settle) compares copies by.
    pub fn undated(&self) -> Vec<Undated> {
        self.messages()
            .filter_map(|message| messages::undated(message.record()))
            .collect()
    }

    /// The orders of dates that the export leaves open: one if it is certain.
    pub fn open_orders(&self) -> Vec<DateOrder> {
        let finding = &self.survey.finding;
        let open = finding.readings.iter().map(|span| span.order);
        let open = open.take(if finding.certain { 1 } else { usize::MAX });
        open.collect()
    }

    /// The name of the group or of the other person, as far as it is known before reading.
    pub fn title(&self) -> Option<&str> {
        self.survey.title.as_deref()
    }

    /// Language of the app, ISO 639-1, if it left a word in it.
    pub fn language(&self) -> Option<&'static str> {
        self.survey
            .language
            .and_then(|index| language::LANGUAGES.get(index))
            .map(|language| language.code)
    }
}

/// Reads a whole export into memory.
///
/// # Errors
/// [`NotAnExport`] says why not.
pub fn parse(source: &[u8], hints: Hints<'_>) -> Result<Parsed, NotAnExport> {
    let conversation = Conversation::read(source, hints)?;
    let mut messages = conversation.messages();
    let all = messages.by_ref().collect();
    Ok(Parsed {
        messages: all,
        summary: messages.summary(),
    })
}

/// The name of a file as messages have it, for [`Files`]: without marks, composed (NFC).
pub fn name_of_file(bytes: &[u8]) -> String {
    marks::name(bytes)
}

// Content never reaches a log.
impl fmt::Debug for Conversation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conversation")
            .field("length", &self.source.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Parsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parsed")
            .field("messages", &self.messages.len())
            .finish_non_exhaustive()
    }
}
