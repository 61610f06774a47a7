//! What a conversation holds, counted, and what could be learnt of it as a whole.

use std::fmt;

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
