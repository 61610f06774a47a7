//! Why a verdict: numbers and times, never names or words.

use std::fmt;

use jiff::civil::DateTime;

/// Why a copy has a verdict. As a sentence it holds numbers and times only; times are those of the copy itself unless
/// it says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is there, and the same in so many copies.
    Here {
        /// This one included.
        copies: usize,
    },
    /// It is there, in one of several versions, at least one of which is marked as edited.
    Edited {
        /// This copy marks it.
        here: bool,
    },
    /// It is there, and other copies show it as something else than words or a file.
    Kinds,
    /// A tombstone stands in its place.
    Tombstone {
        /// So many other copies still have what it said.
        known: usize,
    },
    /// What it says differs, and as many copies say otherwise.
    Differs {
        /// Copies that have it.
        copies: usize,
    },
    /// What it says differs from what most copies say.
    OddOneOut {
        /// Copies that agree with each other.
        others: usize,
    },
    /// Copies ascribe it to different people.
    Ascribed {
        /// Copies that have it.
        copies: usize,
    },
    /// Its file differs: other bytes.
    File {
        /// Copies that have it.
        copies: usize,
    },
    /// It was written before the holder came.
    Joined {
        /// When they came, by the clock of the copy that tells.
        at: DateTime,
    },
    /// It was written after the holder went.
    Left {
        /// When they went, by the clock of the copy that tells; where no copy tells, there is only a return.
        at: Option<DateTime>,
        /// When they came back.
        back: Option<DateTime>,
    },
    /// The copy begins later.
    Begins {
        /// Its first line.
        at: DateTime,
    },
    /// The copy ends earlier.
    Ends {
        /// Its last line.
        at: DateTime,
    },
    /// Nothing of others came after it.
    NothingLater {
        /// The last line of others.
        at: Option<DateTime>,
    },
    /// Others' lines came after it, its sender's did not: the sender's phone may have had no network.
    SenderSilent {
        /// The copy ends then.
        at: DateTime,
    },
    /// It is not there, though lines on both sides of it are.
    Missing {
        /// The line before.
        before: Option<DateTime>,
        /// The line after.
        after: Option<DateTime>,
        /// Copies that have it.
        copies: usize,
        /// It is the holder's own.
        own: bool,
    },
    /// Messages were set to vanish.
    Vanishing {
        /// Since then.
        at: DateTime,
    },
    /// The holder had blocked its sender.
    Blocked {
        /// Since then.
        at: DateTime,
    },
    /// The holder changed phones soon after.
    NewPhone {
        /// Another copy says so at this moment.
        at: DateTime,
    },
    /// A line by the same person that stands in no other copy may be it.
    MayBeHere {
        /// When that line was written.
        at: DateTime,
    },
    /// Its sender could not be found among the people of this copy, some of whom could not be found elsewhere.
    WhoIsWho,
    /// Not every phone writes such a line.
    NotEveryPhone,
    /// It did not leave the phone that has it.
    NotSent,
    /// Whoever compares was not given that part of the copy, or not wholly.
    Withheld,
    /// A copy that has it came from several readings and holds another version of it.
    Versions,
    /// The copy shares nothing with the others, or too little for anything to be said.
    NothingShared,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Here { .. }
            | Self::Edited { .. }
            | Self::Kinds
            | Self::Tombstone { .. }
            | Self::Differs { .. }
            | Self::OddOneOut { .. }
            | Self::Ascribed { .. }
            | Self::File { .. } => self.there(f),
            Self::Missing { .. } => self.missing(f),
            Self::Joined { .. }
            | Self::Left { .. }
            | Self::Begins { .. }
            | Self::Ends { .. }
            | Self::NothingLater { .. }
            | Self::SenderSilent { .. }
            | Self::Vanishing { .. }
            | Self::Blocked { .. }
            | Self::NewPhone { .. }
            | Self::MayBeHere { .. }
            | Self::WhoIsWho
            | Self::NotEveryPhone
            | Self::NotSent
            | Self::Withheld
            | Self::Versions
            | Self::NothingShared => self.explained(f),
        }
    }
}

fn minute(at: &DateTime) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

impl Reason {
    /// Of what is there.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only these come here")]
    fn there(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Here { copies: 1 } => f.write_str("It is there; no other copy has it."),
            Self::Here { copies } => write!(f, "It is there, the same in {copies} copies."),
            Self::Edited { here: true } => f.write_str(
                "It is there, marked as edited; another copy has a version from before or after.",
            ),
            Self::Edited { here: false } => f.write_str(
                "It is there, in another version than a copy that marks it as edited: the edit may not have reached \
                 this phone.",
            ),
            Self::Tombstone { known: 0 } => f.write_str(
                "It was removed for everybody: its place is marked, and no copy has what it said.",
            ),
            Self::Tombstone { known } => {
                let others = if *known == 1 { "copy" } else { "copies" };
                write!(
                    f,
                    "It was removed for everybody: its place is marked; what it said stands in {known} other {others}."
                )
            }
            Self::Differs { copies } => write!(
                f,
                "The {copies} copies that have it differ in what it says, and none marks it as edited; which of them \
                 was altered they do not tell."
            ),
            Self::OddOneOut { others } => write!(
                f,
                "{others} other copies agree with each other; this one differs, and none marks it as edited."
            ),
            Self::Ascribed { copies } => write!(
                f,
                "The {copies} copies that have it do not ascribe it to the same person."
            ),
            Self::File { copies } => write!(
                f,
                "Of the {copies} copies that have it, this one holds a file with other bytes than another."
            ),
            _ => f.write_str(
                "It is there, but copies show it as different kinds of things; which is right they do not tell.",
            ),
        }
    }

    /// Of what is not there, for a reason.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only these come here")]
    fn explained(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Joined { at } => {
                let at = minute(at);
                write!(f, "It was written before the holder of this copy came, at {at}.")
            }
            Self::Left { at, back } => left(at.as_ref(), back.as_ref(), f),
            Self::Begins { at } => write!(f, "This copy begins at {}, later than it.", minute(at)),
            Self::Ends { at } => write!(f, "This copy ends at {}, before it.", minute(at)),
            Self::NothingLater { at } => {
                let after = at.map_or_else(String::new, |at| format!(" after {}", minute(&at)));
                write!(
                    f,
                    "Nothing by others{after} is in this copy, so the phone may not have received it yet; whether it \
                     was removed the copies do not tell."
                )
            }
            Self::SenderSilent { at } => write!(
                f,
                "Nothing later by its sender is in this copy, which ends at {}, and only the sender's copy shows when \
                 it was written: it may not have been sent yet, or it was removed.",
                minute(at)
            ),
            Self::Vanishing { at } => write!(
                f,
                "Messages were set to vanish since {}, so its absence says nothing.",
                minute(at)
            ),
            Self::Blocked { at } => write!(
                f,
                "The holder of this copy had blocked the contact since {}, so it did not come.",
                minute(at)
            ),
            Self::NewPhone { at } => write!(
                f,
                "The holder of this copy seems to have changed phones at {}, and nothing between it and that moment \
                 is here: it may not have been carried over.",
                minute(at)
            ),
            Self::MayBeHere { at } => write!(
                f,
                "What the same person sent at {} stands in this copy and not in the other, and may be it: a message \
                 can come later than it was written.",
                minute(at)
            ),
            Self::WhoIsWho => f.write_str(
                "Too little is shared to tell who its sender is in this copy, so whether it is there cannot be told.",
            ),
            Self::NotSent => f.write_str(
                "It is a draft, or waits or failed to be sent, on the phone that has it.",
            ),
            Self::Withheld => f.write_str("That part of this copy was not given, or not wholly."),
            Self::Versions => f.write_str(
                "A copy that has it was read more than once and holds another line that may be it.",
            ),
            Self::NotEveryPhone => f.write_str("Not every phone writes such a line."),
            _ => f.write_str(
                "This copy shares too little with the others for anything to be said.",
            ),
        }
    }

    /// Of what is not there, for no reason that would explain it.
    fn missing(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Missing {
            before,
            after,
            copies,
            own,
        } = self
        else {
            return Ok(());
        };
        let have = if *copies == 1 {
            "copy has"
        } else {
            "copies have"
        };
        write!(f, "Nothing stands here, though {copies} other {have} it")?;
        match (before.as_ref().map(minute), after.as_ref().map(minute)) {
            (Some(b), Some(a)) => write!(f, ", between lines that this copy has at {b} and {a}")?,
            (Some(b), None) => write!(f, ", after a line that this copy has at {b}")?,
            (None, Some(a)) => write!(f, ", before a line that this copy has at {a}")?,
            (None, None) => {}
        }
        f.write_str(if *own {
            ". The holder wrote it, so it was on this phone; the copies leave open who removed it, and whether from \
             the phone or from the export."
        } else {
            ". Removed on this phone only or from this export, or, which the copies do not rule out, never delivered \
             to it."
        })
    }
}

fn left(at: Option<&DateTime>, back: Option<&DateTime>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (at.map(minute), back.map(minute)) {
        (Some(at), Some(back)) => write!(
            f,
            "It was written after the holder of this copy went, at {at}, and before they came back at {back}."
        ),
        (Some(at), None) => write!(
            f,
            "It was written after the holder of this copy went, at {at}."
        ),
        (None, Some(back)) => write!(
            f,
            "The holder of this copy came back at {back}; when they had gone no copy tells, and nothing just before it \
             is here."
        ),
        (None, None) => f.write_str("The holder of this copy had gone."),
    }
}
