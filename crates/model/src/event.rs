//! What people did: the entries of the conduct log. Their payloads are JSON, hashed as stored.

use serde::{Deserialize, Serialize};

use crate::case::{End, Purpose, Terms};
use crate::clock::{Day, Timestamp};
use crate::hold::{Ground, On, Voice};
use crate::id::{CaseId, CopyId, HoldId, KeyId, PersonId, RegulationId, SeatId};
use crate::person::Role;
use crate::regulation::Table;
use crate::scope::{Provenance, SourceClass};
use crate::seat::Side;

/// What a reviewer did in a reading room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum Look {
    /// Opened some days of a conversation.
    Conversation {
        /// Which copy.
        copy: CopyId,
        /// Which day.
        day: Day,
        /// How many messages it showed.
        messages: u32,
    },
    /// Searched. The words stay in the room; which conversations the hits shown are from does not.
    Search {
        /// Conversations with hits that were shown.
        copies: Vec<CopyId>,
        /// How many hits were shown.
        hits: u32,
    },
    /// Looked at an attachment.
    Attachment {
        /// Which copy.
        copy: CopyId,
        /// Which day.
        day: Day,
    },
    /// Marked a message as relevant, or took the mark away.
    Mark {
        /// Which copy.
        copy: CopyId,
        /// Which day.
        day: Day,
    },
    /// Compared copies of one conversation: how they differ, and who was in it when.
    Compared {
        /// Which copies.
        copies: Vec<CopyId>,
        /// How many messages differ between them.
        differences: u32,
    },
}

impl Look {
    /// As in locales.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Conversation { .. } => "conversation",
            Self::Search { .. } => "search",
            Self::Attachment { .. } => "attachment",
            Self::Mark { .. } => "mark",
            Self::Compared { .. } => "compared",
        }
    }

    /// The copies that it touched.
    pub fn copies(&self) -> Vec<CopyId> {
        match self {
            Self::Conversation { copy, .. }
            | Self::Attachment { copy, .. }
            | Self::Mark { copy, .. } => vec![*copy],
            Self::Search { copies, .. } | Self::Compared { copies, .. } => copies.clone(),
        }
    }

    /// The day that it touched, if it was one.
    pub const fn day(&self) -> Option<Day> {
        match self {
            Self::Conversation { day, .. }
            | Self::Attachment { day, .. }
            | Self::Mark { day, .. } => Some(*day),
            Self::Search { .. } | Self::Compared { .. } => None,
        }
    }
}

/// One entry of the conduct log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "fields are named for what they hold; units are those of their types"
)]
pub enum Event {
    /// The archive was founded.
    Founded { headcount: u32, works_council: bool },
    /// Somebody was added.
    PersonAdded { person: PersonId, roles: Vec<Role> },
    /// The owner made a sign-in link for somebody who is known already.
    LinkOffered { person: PersonId },
    /// A regulation was drafted.
    RegulationDrafted {
        regulation: RegulationId,
        version: u32,
        table: Table,
    },
    /// Staff were heard about it.
    RegulationConsulted {
        regulation: RegulationId,
        version: u32,
        held: Timestamp,
    },
    /// The interests were weighed.
    InterestsWeighed {
        regulation: RegulationId,
        version: u32,
    },
    /// It holds.
    RegulationInForce {
        regulation: RegulationId,
        version: u32,
    },
    /// It holds no longer.
    RegulationWithdrawn {
        regulation: RegulationId,
        version: u32,
    },
    /// Somebody read the notice.
    NoticeConfirmed {
        regulation: RegulationId,
        version: u32,
        person: PersonId,
    },
    /// A seat's public keys.
    SeatRegistered {
        seat: SeatId,
        holder: PersonId,
        side: Side,
        public: String,
    },
    /// A seat proved that its key opens.
    SeatDrilled { seat: SeatId, side: Side },
    /// An employee's public key, made on their own side.
    KeyRegistered {
        key: KeyId,
        person: PersonId,
        public: String,
    },
    /// A conversation was brought in for the first time.
    CopyBegun {
        copy: CopyId,
        holder: PersonId,
        class: SourceClass,
        provenance: Provenance,
    },
    /// Messages were added to a copy.
    Imported {
        copy: CopyId,
        segments: u32,
        messages: u32,
    },
    /// An importer stated, signed, how much of a source with several conversations stayed outside when these copies were
    /// brought in from it; the statement, base 64.
    LeftOutside {
        person: PersonId,
        copies: Vec<CopyId>,
        conversations: u32,
        messages: u64,
        statement: String,
    },
    /// An importer's program stated, signed, that a source lacks what an earlier one of the same copy had: messages in
    /// whose place nothing stands, and those in whose place something else does.
    ImportLacks {
        person: PersonId,
        copy: CopyId,
        missing: u32,
        changed: u32,
        first: Day,
        last: Day,
        statement: String,
    },
    /// Access was asked for; the room's signature over the terms, base 64.
    CaseRequested { terms: Terms, signature: String },
    /// A seat approved.
    CaseApproved {
        case: CaseId,
        seat: SeatId,
        side: Side,
        deadline: Option<Timestamp>,
    },
    /// Both sides approved.
    CaseReleased { case: CaseId, deadline: Timestamp },
    /// The reviewer looked at something.
    Looked {
        case: CaseId,
        reviewer: PersonId,
        look: Look,
    },
    /// The same, disclosed to one person whom it concerns, with that person's own gapless number.
    Disclosed {
        person: PersonId,
        number: u32,
        case: CaseId,
        purpose: Purpose,
        look: Look,
    },
    /// Somebody tried to read a case that is not open to them.
    AttemptRefused { case: CaseId, person: PersonId },
    /// A case is over.
    CaseEnded { case: CaseId, why: End },
    /// The archive goes on from a backup of `made`: entries whose rows the backup lacks, and logs of which it was only
    /// stated that nobody has seen more.
    ArchiveRecovered {
        made: Timestamp,
        lost: Vec<Lost>,
        stated: Vec<String>,
    },
    /// The machine's clock is so many seconds behind the archive's from now on, which never goes back; 0 when it is so no
    /// longer.
    ClockChanged { behind: i64 },
    /// Somebody proposed a legal hold; from here on it binds.
    HoldProposed {
        hold: HoldId,
        on: On,
        ground: Ground,
        by: PersonId,
        voice: Voice,
    },
    /// A second confirmed it.
    HoldSet {
        hold: HoldId,
        by: PersonId,
        voice: Voice,
    },
    /// The privacy contact refused it; it binds no more.
    HoldRefused { hold: HoldId, by: PersonId },
    /// Somebody wants to release it; it binds as before.
    HoldReleaseProposed {
        hold: HoldId,
        by: PersonId,
        voice: Voice,
    },
    /// Somebody kept it: the release is off.
    HoldKept {
        hold: HoldId,
        by: PersonId,
        voice: Voice,
    },
    /// A second released it; it binds no more.
    HoldReleased {
        hold: HoldId,
        by: PersonId,
        voice: Voice,
    },
}

/// Entries of a log whose rows are lost: their leaves stand, what they commit to is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// Which log.
    pub log: String,
    /// The index of the first.
    pub first: u64,
    /// How many.
    pub entries: u64,
}

impl Event {
    /// The tag, as in the payload and in locales.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Founded { .. } => "founded",
            Self::PersonAdded { .. } => "person_added",
            Self::LinkOffered { .. } => "link_offered",
            Self::RegulationDrafted { .. } => "regulation_drafted",
            Self::RegulationConsulted { .. } => "regulation_consulted",
            Self::InterestsWeighed { .. } => "interests_weighed",
            Self::RegulationInForce { .. } => "regulation_in_force",
            Self::RegulationWithdrawn { .. } => "regulation_withdrawn",
            Self::NoticeConfirmed { .. } => "notice_confirmed",
            Self::SeatRegistered { .. } => "seat_registered",
            Self::SeatDrilled { .. } => "seat_drilled",
            Self::KeyRegistered { .. } => "key_registered",
            Self::CopyBegun { .. } => "copy_begun",
            Self::Imported { .. } => "imported",
            Self::LeftOutside { .. } => "left_outside",
            Self::ImportLacks { .. } => "import_lacks",
            Self::CaseRequested { .. } => "case_requested",
            Self::CaseApproved { .. } => "case_approved",
            Self::CaseReleased { .. } => "case_released",
            Self::Looked { .. } => "looked",
            Self::Disclosed { .. } => "disclosed",
            Self::AttemptRefused { .. } => "attempt_refused",
            Self::CaseEnded { .. } => "case_ended",
            Self::ArchiveRecovered { .. } => "archive_recovered",
            Self::ClockChanged { .. } => "clock_changed",
            Self::HoldProposed { .. } => "hold_proposed",
            Self::HoldSet { .. } => "hold_set",
            Self::HoldRefused { .. } => "hold_refused",
            Self::HoldReleaseProposed { .. } => "hold_release_proposed",
            Self::HoldKept { .. } => "hold_kept",
            Self::HoldReleased { .. } => "hold_released",
        }
    }
}

/// A bound row as it is after the event: the audit compares the database with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// The table.
    pub table: String,
    /// The row's key, as its identifier is written.
    pub row: String,
    /// Salted SHA-256 of the row in hex; absent when the row is gone.
    pub digest: Option<String>,
}

/// What is hashed, with its salt, into a leaf of the conduct log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// Version of this form: 1.
    pub v: u8,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
    /// Rows that it changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bound: Vec<Bound>,
}
