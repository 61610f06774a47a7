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
    /// The message would be longer than [`crate::whatsapp::MAX_MESSAGE`], or than its format allows.
    TooLong,
    /// A message without a time, or with one that is in no calendar.
    NoTime,
    /// A row of this table that belongs to a message which is gone.
    Orphan(&'static str),
    /// A row that contradicts the rest of the database.
    Damaged,
    /// It stands where a message should, but is not written as one.
    NotAMessage,
    /// A message of which the app exported nothing but its number.
    NothingExported,
    /// The source ends before it does.
    Cut,
    /// A part of the source that is no conversation, or that is not known.
    OtherPart,
}

impl Why {
    /// The reason of a sentence that [`fmt::Display`] wrote. Of one that is not known, that a row cannot be read.
    pub fn of_sentence(sentence: &str) -> Self {
        [
            Self::BeforeTheFirstMessage,
            Self::TooLong,
            Self::NoTime,
            Self::Damaged,
            Self::NotAMessage,
            Self::NothingExported,
            Self::Cut,
            Self::OtherPart,
        ]
        .into_iter()
        .chain(TABLES.into_iter().flatten().copied().map(Self::Orphan))
        .find(|why| why.to_string() == sentence)
        .unwrap_or(Self::Damaged)
    }
}

/// Tables whose rows are told when their message is gone.
const TABLES: [&[&str]; 2] = [
    &crate::whatsapp_android::TABLES,
    &crate::whatsapp_ios::TABLES,
];

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BeforeTheFirstMessage => "stands before the first message",
            Self::TooLong => "is longer than any message can be",
            Self::NoTime => "is a message without a time",
            Self::Orphan(table) => {
                return write!(f, "is a row of {table} whose message is gone");
            }
            Self::Damaged => "is a row that cannot be read",
            Self::NotAMessage => "is not written as a message is",
            Self::NothingExported => "is a message of which the app exported only the number",
            Self::Cut => "is cut off: the source ends in it",
            Self::OtherPart => "is a part that is no message",
        })
    }
}
