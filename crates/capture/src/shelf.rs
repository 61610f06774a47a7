//! Sources that hold several conversations: databases of an app, exports of a whole account.
//!
//! They hold everybody's private chats, so a shelf first tells what is on it, in titles and counts, and then reads the
//! one conversation that is asked for. Whatever nobody asks for is never turned into messages.

use std::fmt;
use std::io::Read;

use jiff::civil::DateTime;
use zegel_model::message::{Message, Raw};

use crate::read::ReadError;
use crate::remainder::Remainder;
use crate::summary::{Format, Summary};

/// One conversation of a shelf, as its holder is shown it before they decide.
#[derive(Clone, PartialEq, Eq)]
pub struct Listed {
    /// How the source names it: the same each time, unique on its shelf.
    pub key: String,
    /// The name of the group or of the other person.
    pub title: Option<String>,
    /// It has more than two people, or could have.
    pub group: bool,
    /// Messages, calls included.
    pub messages: u64,
    /// System lines.
    pub system: u64,
    /// Wall-clock time of the first message and of the last, in the zone that was given.
    pub span: Option<(DateTime, DateTime)>,
}

/// A conversation that was asked for.
pub struct Whole {
    /// In the order of the source.
    pub messages: Vec<Message<Raw>>,
    /// Counted.
    pub summary: Summary,
}

/// A source with several conversations.
pub trait Shelf {
    /// What it is written in.
    fn format(&self) -> Format;

    /// What is on it, in the order of the source.
    fn conversations(&self) -> &[Listed];

    /// Reads one conversation, by its place in [`Shelf::conversations`].
    ///
    /// # Errors
    /// [`ReadError`] says what is wrong without naming anybody.
    fn read(&mut self, place: usize) -> Result<Whole, ReadError>;

    /// Reads one conversation message by message, for whoever does not want to hold all of it; stops where `take` says
    /// `false`.
    ///
    /// # Errors
    /// As of [`Shelf::read`].
    fn each(
        &mut self,
        place: usize,
        take: &mut dyn FnMut(Message<Raw>) -> bool,
    ) -> Result<Summary, ReadError> {
        let Whole { messages, summary } = self.read(place)?;
        messages.into_iter().all(take);
        Ok(summary)
    }

    /// Parts of the source that are no conversation, nor belong to one.
    fn outside(&self) -> &[Remainder] {
        &[]
    }

    /// Opens a file that a message names as `present`, by the name that the message has. The stream ends with an error
    /// where it would exceed its listed length.
    ///
    /// # Errors
    /// [`ReadError::NoSuchMedia`], [`ReadError::MediaTooLong`], or what the file system says.
    fn media(&mut self, name: &str) -> Result<(u64, Box<dyn Read + '_>), ReadError>;
}

// Titles and keys are names and numbers of people.
impl fmt::Debug for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listed")
            .field("group", &self.group)
            .field("messages", &self.messages)
            .field("system", &self.system)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Whole")
            .field("messages", &self.messages.len())
            .finish_non_exhaustive()
    }
}
