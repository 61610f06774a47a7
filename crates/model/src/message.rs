//! A message, and how far it has come: raw, in scope, sealed.
//!
//! `Message<Raw>` is whatever a source held, private chats included. It cannot be serialised and no other crate can
//! turn it into a `Message<InScope>`; that is [`crate::scope`]'s alone. `Sealed` messages are `zegel-seal`'s.
//!
//! ```compile_fail
//! fn needs<T: serde::Serialize>() {}
//! needs::<zegel_model::message::Message<zegel_model::message::Raw>>();
//! ```

use std::fmt;
use std::marker::PhantomData;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::clock::{Day, Timestamp};

/// As a source held it: nobody has decided yet.
#[derive(Debug, Clone, Copy)]
pub enum Raw {}

/// Decided to be kept, by whoever may decide that.
#[derive(Debug, Clone, Copy)]
pub enum InScope {}

/// One message or system line, with the bytes that it was read from.
pub struct Message<S> {
    record: Record,
    state: PhantomData<S>,
}

/// What a message says. Its `source` is evidence: kept as it came, never normalised.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// Byte offset in the source.
    pub offset: u64,
    /// The message's own bytes, line ends within it included, the one behind it excluded.
    pub source: Vec<u8>,
    /// Wall-clock time; a text export has no time zone.
    pub at: DateTime,
    /// The time as written.
    pub raw_time: String,
    /// Who wrote it; a system line has nobody.
    pub sender: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// The text behind the sender, as written; of a system line its sentence.
    pub text: String,
    /// The source marks it as edited.
    pub edited: bool,
    /// A file that belongs to it.
    pub attachment: Option<Attachment>,
    /// What happened, of a system line that was understood.
    pub event: Option<SystemEvent>,
    /// What a database or a structured export says beyond that; a text export says none of it.
    pub details: Option<Box<Details>>,
}

/// What only databases and structured exports say of a message, and what its importer had to state. Whatever the source leaves out stays empty; nothing in
/// here is guessed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// The moment, where the source knows one that depends on no zone.
    pub moment: Option<Timestamp>,
    /// How the source names the message: unique within its conversation.
    pub id: Option<String>,
    /// Its number in a row that the source counts without gaps, so that a gap shows what is gone.
    pub number: Option<i64>,
    /// How the platform names who wrote it: a number or an account, as the source has it.
    pub sender_id: Option<String>,
    /// The holder of the phone or account wrote it.
    pub own: bool,
    /// It did not leave the phone: a draft, or one that waits or failed.
    pub unsent: bool,
    /// The message that it answers, by its `id`.
    pub reply_to: Option<String>,
    /// It was written elsewhere and passed on.
    pub forwarded: bool,
    /// When it was edited last.
    pub edited_at: Option<Timestamp>,
    /// When it was removed.
    pub removed_at: Option<Timestamp>,
    /// Who removed it, where that was not its sender.
    pub removed_by: Option<String>,
    /// Where it was written first, under the name that the source gives.
    pub forwarded_from: Option<String>,
    /// Signs that others put to it, in the order of the source.
    pub reactions: Vec<Reaction>,
    /// How many put which sign to it, where the source counts them; it need not name them all.
    pub reaction_counts: Vec<ReactionCount>,
    /// Seconds after which it vanishes once it was seen.
    pub vanishes_after: Option<u64>,
    /// The options of a poll, in their order.
    pub options: Vec<PollOption>,
    /// SHA-256 of the attached file, in lower-case hexadecimal digits, where the source states it.
    pub file_sha256: Option<String>,
    /// Length of a call in seconds.
    pub call_seconds: Option<u64>,
    /// The order of day, month and year (`dmy`, `mdy` or `ymd`), where the importer stated it because the source leaves
    /// two open: the day rests on their word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<String>,
}

/// A sign that somebody put to a message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// Who, as the source names them; `None` is the holder of the phone.
    pub by: Option<String>,
    /// The sign, as written.
    pub sign: String,
    /// When.
    pub at: Option<Timestamp>,
}

/// How many put a sign to a message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReactionCount {
    /// The sign, as written.
    pub sign: String,
    /// How many.
    pub count: u64,
}

/// One option of a poll.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollOption {
    /// Its text.
    pub text: String,
    /// How many chose it, where the source says so.
    pub votes: Option<u64>,
    /// Who chose it, where the source names them.
    pub voters: Vec<String>,
}

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words.
    Text,
    /// A photo, video, sound or file, there or left out.
    Media,
    /// Removed by its sender or an administrator of the group.
    Deleted,
    /// A call, missed or not.
    Call,
    /// A place.
    Location,
    /// A business card.
    Contact,
    /// A question with options.
    Poll,
    /// A line of the app itself: somebody joined, left, changed something.
    System,
}

/// A file named by a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name in the export; empty where the export only says that something was left out.
    pub name: String,
    /// The export holds the file.
    pub present: bool,
}

/// A system line in one form, whatever the language or the phone it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemEvent {
    /// What happened.
    #[serde(rename = "type")]
    pub kind: SystemEventKind,
    /// Who did it, as the line names them; `None` where it names nobody or says "you".
    pub actor: Option<String>,
    /// Whom it was done to, likewise.
    pub targets: Vec<String>,
    /// The line says that the holder of the phone did it. Without it, an `actor` of `None` is nobody named.
    #[serde(default)]
    pub by_holder: bool,
    /// The holder of the phone is among those it was done to.
    #[serde(default)]
    pub to_holder: bool,
    /// The new name of the group, the new number, the message that was pinned: what the line says it became.
    #[serde(default)]
    pub value: Option<String>,
}

/// The kinds of system lines that Zegel tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SystemEventKind {
    /// Messages and calls are end-to-end encrypted.
    Encrypted,
    /// The group came to be.
    GroupCreated,
    /// Somebody was added by a member.
    MemberAdded,
    /// Somebody joined by invitation or link.
    MemberJoined,
    /// Somebody left of their own accord.
    MemberLeft,
    /// Somebody was removed by a member.
    MemberRemoved,
    /// Somebody became administrator of the group.
    AdminGranted,
    /// Somebody is no longer administrator.
    AdminRevoked,
    /// The group got another name.
    SubjectChanged,
    /// The group got another picture.
    IconChanged,
    /// The group got another description.
    DescriptionChanged,
    /// Somebody has another number.
    NumberChanged,
    /// Somebody's security code changed.
    SecurityCodeChanged,
    /// Messages vanish after a while.
    DisappearingOn,
    /// Messages stay.
    DisappearingOff,
    /// Exporting and saving was limited.
    AdvancedPrivacyOn,
    /// Exporting and saving is free again.
    AdvancedPrivacyOff,
    /// Settings of the group changed.
    SettingsChanged,
    /// A message was pinned.
    Pinned,
    /// Somebody was blocked.
    Blocked,
    /// Somebody was unblocked.
    Unblocked,
    /// The counterpart is a business account.
    BusinessAccount,
    /// A sentence that is not known yet; its text is kept.
    Other,
}

impl<S> Message<S> {
    /// What it says.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The day it belongs to.
    pub fn day(&self) -> Day {
        Day::new(self.record.at.date())
    }

    /// Gives up the state, for whoever may look at this one anyway.
    pub fn into_record(self) -> Record {
        self.record
    }
}

impl Message<Raw> {
    /// A message as read from a source. Any parser may say so; only [`crate::scope`] makes more of it.
    pub fn raw(record: Record) -> Self {
        Self {
            record,
            state: PhantomData,
        }
    }
}

impl Message<InScope> {
    pub(crate) fn in_scope(raw: Message<Raw>) -> Self {
        Self {
            record: raw.record,
            state: PhantomData,
        }
    }
}

// Content never reaches a log, not even through `{:?}`.
impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Details").finish_non_exhaustive()
    }
}

impl fmt::Debug for Reaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reaction").finish_non_exhaustive()
    }
}

impl fmt::Debug for ReactionCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReactionCount").finish_non_exhaustive()
    }
}

impl fmt::Debug for PollOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PollOption").finish_non_exhaustive()
    }
}

impl<S> fmt::Debug for Message<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("record", &self.record)
            .finish()
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("offset", &self.offset)
            .field("length", &self.source.len())
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
