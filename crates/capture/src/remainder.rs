//! Bytes that belong to no message, each with its reason. Nothing is dropped in silence.

use std::fmt;

/// A stretch of the source that is no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remainder {
    /// Byte offset in the source.
    pub offset: u64,
    /// Length in bytes; never 0.
    pub length: u64,
    /// Why it is no message.
    pub why: Why,
}

/// Why bytes are no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// They stand before the first head of a message.
    BeforeTheFirstMessage,
    /// The message would be longer than [`crate::whatsapp::MAX_MESSAGE`].
    TooLong,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BeforeTheFirstMessage => "stands before the first message",
            Self::TooLong => "is longer than any message can be",
        })
    }
}
