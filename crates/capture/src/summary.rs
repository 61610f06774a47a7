//! What a conversation holds, counted, and what could be learnt of it as a whole.

use std::fmt;

use jiff::civil::DateTime;
use zegel_model::member::Member;

use crate::remainder::Remainder;
use crate::whatsapp::Finding;

/// What a source is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// WhatsApp's "Export chat": a text, with or without media.
    WhatsappText,
    /// The database of WhatsApp on Android, `msgstore.db`, opened or as a backup.
    WhatsappAndroidDatabase,
    /// The database of WhatsApp on iOS, `ChatStorage.sqlite`.
    WhatsappIosDatabase,
    /// Telegram Desktop's "Export chat history" or "Export Telegram data" as JSON.
    TelegramJson,
    /// "SMS Backup & Restore" of Android, XML.
    SmsXml,
}

impl Format {
    /// The format of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        [
            Self::WhatsappText,
            Self::WhatsappAndroidDatabase,
            Self::WhatsappIosDatabase,
            Self::TelegramJson,
            Self::SmsXml,
        ]
        .into_iter()
        .find(|format| format.word() == word)
    }

    /// As in `zegel parse`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::WhatsappText => "whatsapp_text",
            Self::WhatsappAndroidDatabase => "whatsapp_android_database",
            Self::WhatsappIosDatabase => "whatsapp_ios_database",
            Self::TelegramJson => "telegram_json",
            Self::SmsXml => "sms_xml",
        }
    }
}

/// The kind of machine that wrote a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// A phone with Android. Of a text: `date, time - author: text`.
    Android,
    /// A phone with iOS. Of a text: `[date, time] author: text`.
    Ios,
    /// A program on a desk.
    Desktop,
}

impl Platform {
    /// The kind of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Android, Self::Ios, Self::Desktop]
            .into_iter()
            .find(|platform| platform.word() == word)
    }

    /// Lower case, as in `zegel parse`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Android => "android",
            Self::Ios => "ios",
            Self::Desktop => "desktop",
        }
    }
}

/// What a conversation holds, counted.
#[derive(Clone, PartialEq, Eq)]
pub struct Summary {
    /// Messages, calls included.
    pub messages: u64,
    /// System lines.
    pub system: u64,
    /// Bytes or rows that belong to no message.
    pub remainder: Vec<Remainder>,
    /// How dates were read, and why.
    pub date_order: Finding,
    /// What it is written in.
    pub format: Format,
    /// The kind of machine that wrote it.
    pub platform: Platform,
    /// Language of the app, ISO 639-1, if it left a word in it.
    pub language: Option<&'static str>,
    /// Whose phone or account it was, under the name that the source gives them, if it can be known.
    pub holder: Option<String>,
    /// The name of the group or of the other person, if it can be known.
    pub title: Option<String>,
    /// Whether the source numbers its messages, and which numbers are gone.
    pub numbering: Numbering,
    /// Who is in it and who was, where the source lists them.
    pub members: Vec<Member>,
}

/// Whether a source numbers the messages of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numbering {
    /// It does not.
    None,
    /// In one row with other conversations: a gap is a message that was removed, from this one or another. Those are
    /// given that lie just before or behind a message of this one.
    Shared(Vec<Gap>),
    /// In a row of its own: a gap is a message that was removed, that this holder never could see, or that lies
    /// outside of the period of the export.
    Own(Vec<Gap>),
}

impl Numbering {
    /// As in `zegel parse`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Shared(_) => "shared",
            Self::Own(_) => "own",
        }
    }
}

/// Numbers that are gone from a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The last number before the gap; 0 where the row begins with it.
    pub after: i64,
    /// The first number behind it.
    pub before: i64,
    /// How many numbers are gone.
    pub missing: u64,
    /// When the message before the gap was written; `None` where the row begins with it.
    pub from: Option<DateTime>,
    /// When the message behind it was written.
    pub to: Option<DateTime>,
}

impl Gap {
    /// The gaps of a row that begins at 1, from the numbers that are there and their times, in any order.
    pub fn of(mut there: Vec<(i64, Option<DateTime>)>) -> Vec<Self> {
        there.sort_by_key(|(number, _)| *number);
        let mut last = (0, None);
        let mut gaps = Vec::new();
        for (number, at) in there {
            let missing = u64::try_from(number.saturating_sub(last.0).saturating_sub(1));
            if let Ok(missing @ 1..) = missing {
                gaps.push(Self {
                    after: last.0,
                    before: number,
                    missing,
                    from: last.1,
                    to: at,
                });
            }
            last = (number, at.or(last.1));
        }
        gaps
    }
}

// Titles and holders are names of people.
impl fmt::Debug for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Summary")
            .field("messages", &self.messages)
            .field("system", &self.system)
            .field("format", &self.format)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_of_a_row() {
        let numbers = |there: &[i64]| {
            let there = there.iter().map(|number| (*number, None)).collect();
            Gap::of(there)
                .iter()
                .map(|gap| (gap.after, gap.before, gap.missing))
                .collect::<Vec<_>>()
        };
        assert_eq!(numbers(&[]), []);
        assert_eq!(numbers(&[1, 2, 3]), []);
        assert_eq!(numbers(&[9, 2, 2, 1, 5]), [(2, 5, 2), (5, 9, 3)]);
        assert_eq!(numbers(&[4, 5]), [(0, 4, 3)]);
        assert_eq!(
            numbers(&[i64::MIN, i64::MAX]),
            [(i64::MIN, i64::MAX, u64::try_from(i64::MAX - 1).unwrap())]
        );
    }
}
