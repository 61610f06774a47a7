//! The employee's own page: what is kept about me, who opened it, which rules hold.

use askama::Template;
use zegel_model::case::Purpose;
use zegel_model::event::Look;
use zegel_model::hold::Ground;
use zegel_model::person::Role;
use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::{Day, Timestamp};

use crate::language::IntoArg;
use crate::page::Layout;

/// `/me`.
///
/// Forms: `POST /me/tokens` (no fields; answers with a `TokenPage`), `POST /me/tokens/{id}/revoke`.
#[derive(Template)]
#[template(path = "me.html")]
pub struct MePage {
    /// Around the page.
    pub layout: Layout,
    /// The reader's name.
    pub name: String,
    /// The notice of the regulation in force.
    pub notice: NoticeState,
    /// Legal holds that rest on the reader, newest first.
    pub holds: Vec<OwnHold>,
    /// The reader's own copies.
    pub kept: Vec<KeptCopy>,
    /// What the reader's import program stated, newest first.
    pub stated: Vec<StatedLine>,
    /// Copies that colleagues brought in and in which the reader took part.
    pub shared: Vec<SharedCopy>,
    /// Disclosed accesses, newest first.
    pub accesses: Vec<Access>,
    /// Shown when there are none: what the empty list can be trusted for.
    pub receipt: Receipt,
    /// The reader's API tokens.
    pub tokens: Vec<TokenLine>,
    /// The command that brings in a chat, with `TOKEN` where the token goes.
    pub import_command: String,
}

/// Where the reader stands with the notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeState {
    /// No regulation is in force: nothing is kept.
    NoRegulation,
    /// This version waits to be read.
    Unread(u32),
    /// This version was read.
    Read(u32),
}

/// A legal hold that rests on the reader.
pub struct OwnHold {
    /// It rests on everything, not on the reader alone.
    pub everything: bool,
    /// Why.
    pub ground: Ground,
    /// Since when.
    pub since: Timestamp,
    /// A second confirmed it.
    pub set: bool,
    /// Somebody wants to release it.
    pub release_proposed: bool,
}

/// One of the reader's own copies.
pub struct KeptCopy {
    /// Short copy id; see [`crate::page::short`].
    pub copy: String,
    /// Whose account and phone.
    pub class: SourceClass,
    /// How far the source can be trusted.
    pub provenance: Provenance,
    /// When it was brought in.
    pub begun: Timestamp,
    /// Messages by month, oldest first; the day is the first of the month.
    pub months: Vec<(Day, u64)>,
    /// When the last of it will be erased.
    pub until: Day,
}

/// What the reader's import program stated of a source, signed with their key.
pub enum StatedLine {
    /// How much of it stayed outside.
    Left {
        /// When.
        at: Timestamp,
        /// Conversations.
        conversations: u32,
        /// Messages in them.
        messages: u64,
    },
    /// It lacks what an earlier one had.
    Lacks {
        /// When.
        at: Timestamp,
        /// Short copy id.
        copy: String,
        /// Nothing stands in their place.
        missing: u32,
        /// Something else does.
        changed: u32,
        /// First day of them.
        first: Day,
        /// Last day.
        last: Day,
    },
}

/// A colleague's copy in which the reader took part.
pub struct SharedCopy {
    /// Short copy id.
    pub copy: String,
    /// Who brought it in.
    pub holder: String,
    /// First day on which the reader took part.
    pub first: Day,
    /// Last day.
    pub last: Day,
}

/// Somebody opened something that concerns the reader.
pub struct Access {
    /// The reader's own gapless number of the entry.
    pub number: u32,
    /// When.
    pub at: Timestamp,
    /// What for.
    pub purpose: Purpose,
    /// In which role.
    pub role: Role,
    /// What was done.
    pub look: Look,
    /// Short ids of the copies that it touched.
    pub copies: Vec<String>,
    /// Short case id.
    pub case: String,
    /// Address of the proof file.
    pub proof: String,
}

/// What an empty list of accesses can be trusted for.
#[derive(Debug, Clone, Copy)]
pub struct Receipt {
    /// Entries of the log that it covers.
    pub size: u64,
    /// When the checkpoint was signed.
    pub at: Timestamp,
    /// Today minus the longest deferral: a later access may still be deferred.
    pub sure_until: Day,
    /// The longest deferral in days; 0 while deferral does not exist.
    pub deferral_days: u16,
}

/// An API token, without the token.
pub struct TokenLine {
    /// When it was made.
    pub made: Timestamp,
    /// When it stops working.
    pub until: Timestamp,
    /// Address of the form that revokes it.
    pub revoke: String,
}

impl MePage {
    fn messages(&self) -> u64 {
        self.kept.iter().map(KeptCopy::messages).sum()
    }

    /// What was done, in a sentence.
    fn what(&self, access: &Access) -> String {
        let key = format!("look-{}", access.look.name());
        let day = access
            .look
            .day()
            .map(|day| self.layout.language.day(day))
            .unwrap_or_default();
        let count = match access.look {
            Look::Conversation { messages, .. } => messages,
            Look::Search { hits, .. } => hits,
            Look::Compared { differences, .. } => differences,
            Look::Attachment { .. } | Look::Mark { .. } => 1,
        };
        self.layout
            .say(&key, &[("day", day.arg()), ("count", count.arg())])
    }

    /// What was stated, in a sentence.
    fn statement(&self, line: &StatedLine) -> String {
        let language = self.layout.language;
        match line {
            StatedLine::Left {
                at,
                conversations,
                messages,
            } => self.layout.say(
                "me-stated-left",
                &[
                    ("at", language.moment(*at).arg()),
                    ("conversations", conversations.arg()),
                    ("messages", messages.arg()),
                ],
            ),
            StatedLine::Lacks {
                at,
                copy,
                missing,
                changed,
                first,
                last,
            } => self.layout.say(
                "me-stated-lacks",
                &[
                    ("at", language.moment(*at).arg()),
                    ("copy", copy.arg()),
                    ("missing", missing.arg()),
                    ("changed", changed.arg()),
                    ("first", language.day(*first).arg()),
                    ("last", language.day(*last).arg()),
                ],
            ),
        }
    }
}

impl KeptCopy {
    fn messages(&self) -> u64 {
        self.months.iter().map(|(_, count)| count).sum()
    }
}

#[cfg(test)]
pub(crate) fn composed_keys() -> Vec<String> {
    let looks = ["conversation", "search", "attachment", "mark", "compared"]
        .map(|look| format!("look-{look}"));
    let stated = ["left", "lacks"].map(|what| format!("me-stated-{what}"));
    [looks.as_slice(), &stated].concat()
}

/// Every kind of look.
#[cfg(test)]
fn looked(copy: zegel_model::CopyId, april: Day) -> Vec<Access> {
    vec![
        sample_access(
            5,
            Look::Compared {
                copies: vec![copy],
                differences: 2,
            },
        ),
        sample_access(4, Look::Mark { copy, day: april }),
        sample_access(3, Look::Attachment { copy, day: april }),
        sample_access(
            2,
            Look::Search {
                copies: vec![copy],
                hits: 4,
            },
        ),
        sample_access(
            1,
            Look::Conversation {
                copy,
                day: april,
                messages: 31,
            },
        ),
    ]
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::{NOON, day, sample};
    use zegel_model::CopyId;
    let copy = CopyId::from_bytes(*b"abcdefghijklmnop");
    let april = day("2022-04-12");
    let mut full = sample_page(layout, NoticeState::Read(1));
    full.kept = vec![
        sample_copy(
            0,
            vec![
                (day("2022-03-01"), 214),
                (day("2022-04-01"), 1_031),
                (day("2022-05-01"), 12),
            ],
        ),
        sample_copy(1, vec![(day("2022-04-01"), 1)]),
    ];
    full.accesses = looked(copy, april);
    full.layout.flash = crate::page::Flash::of(layout.language, "confirmed");
    full.shared = vec![SharedCopy {
        copy: "nbswy3dp".to_owned(),
        holder: "Bram de Boer".to_owned(),
        first: day("2022-01-10"),
        last: day("2022-04-30"),
    }];
    let hold = |everything, ground, set, release_proposed| OwnHold {
        everything,
        ground,
        since: NOON,
        set,
        release_proposed,
    };
    full.holds = vec![
        hold(true, Ground::Regulator, false, false),
        hold(false, Ground::LegalClaim, true, true),
    ];
    full.stated = sample_stated();
    full.tokens = vec![TokenLine {
        made: NOON,
        until: NOON.plus_days(30),
        revoke: "/me/tokens/1/revoke".to_owned(),
    }];
    let mut deferred = sample_page(layout, NoticeState::Read(1));
    deferred.receipt.deferral_days = 30;
    vec![
        sample("me", &full),
        sample("me-new", &sample_page(layout, NoticeState::Unread(1))),
        sample("me-before", &sample_page(layout, NoticeState::NoRegulation)),
        sample("me-deferred", &deferred),
    ]
}

#[cfg(test)]
fn sample_page(layout: &Layout, notice: NoticeState) -> MePage {
    use super::samples::{NOON, day};
    MePage {
        layout: layout.clone(),
        name: "Sanne <Jansen>".to_owned(),
        notice,
        holds: Vec::new(),
        kept: Vec::new(),
        stated: Vec::new(),
        shared: Vec::new(),
        accesses: Vec::new(),
        receipt: Receipt {
            size: 1_284,
            at: NOON,
            sure_until: day("2022-05-02"),
            deferral_days: 0,
        },
        tokens: Vec::new(),
        import_command: "zegel import CHAT.zip --server http://localhost:8080 --token TOKEN"
            .to_owned(),
    }
}

#[cfg(test)]
fn sample_stated() -> Vec<StatedLine> {
    use super::samples::{NOON, day};
    vec![
        StatedLine::Lacks {
            at: NOON.plus_days(2),
            copy: "mfrggzdf".to_owned(),
            missing: 3,
            changed: 1,
            first: day("2022-05-02"),
            last: day("2022-05-09"),
        },
        StatedLine::Left {
            at: NOON,
            conversations: 211,
            messages: 48_102,
        },
    ]
}

#[cfg(test)]
fn sample_copy(class: usize, months: Vec<(Day, u64)>) -> KeptCopy {
    use super::samples::{NOON, day};
    KeptCopy {
        copy: "mfrggzdf".to_owned(),
        class: SourceClass::ALL[class],
        provenance: Provenance::TextExport,
        begun: NOON,
        months,
        until: day("2023-05-02"),
    }
}

#[cfg(test)]
fn sample_access(number: u32, look: Look) -> Access {
    Access {
        number,
        at: super::samples::NOON.plus_days(i64::from(number)),
        purpose: Purpose::CustomerComplaint,
        role: Role::Reviewer,
        look,
        copies: vec!["mfrggzdf".to_owned()],
        case: "oj2xg5dp".to_owned(),
        proof: format!("/me/accesses/{number}/proof"),
    }
}
