//! The pages of the room: plain data with a template each. They ask nothing and decide nothing.

pub(crate) mod frame;
mod line;
mod together;

use askama::Template;
use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::seat::Side;
use zegel_model::{Day, Timestamp};

pub(crate) use frame::{Frame, Here, WORDS, short};
pub(crate) use line::{Access, Line};
pub(crate) use together::{BesideDayPage, BesidePage, TogetherPage};

use crate::search::QueryError;

/// Before release: who still has to approve.
#[derive(Template)]
#[template(path = "room/waiting.html")]
pub(crate) struct WaitingPage {
    pub(crate) frame: Frame,
    pub(crate) reason: String,
    /// Who approved: side and moment.
    pub(crate) approvals: Vec<(Side, Timestamp)>,
    /// Sides of which nobody has approved yet.
    pub(crate) missing: Vec<Side>,
    /// An unanswered request lapses then, as far as the archive said so.
    pub(crate) answer_by: Option<Timestamp>,
}

/// Both sides approved, and it is being opened.
#[derive(Template)]
#[template(path = "room/opening.html")]
pub(crate) struct OpeningPage {
    pub(crate) frame: Frame,
}

/// Everything that the case covers, without a word of content.
#[derive(Template)]
#[template(path = "room/overview.html")]
pub(crate) struct OverviewPage {
    pub(crate) frame: Frame,
    pub(crate) reason: String,
    pub(crate) conversations: Vec<ConversationView>,
}

/// One copy on the overview.
pub(crate) struct ConversationView {
    /// Its place in the room; shown from 1.
    pub(crate) place: usize,
    pub(crate) holder: String,
    /// Short identifier of the copy.
    pub(crate) copy: String,
    pub(crate) class: SourceClass,
    pub(crate) provenance: Provenance,
    pub(crate) messages: usize,
    /// First and last day that the case covers.
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) days: Vec<DayView>,
}

impl ConversationView {
    /// As people count.
    pub(crate) const fn number(&self) -> usize {
        self.place + 1
    }
}

/// One day on the overview.
pub(crate) struct DayView {
    pub(crate) day: Day,
    pub(crate) messages: usize,
    /// Of ten: how this day compares with the busiest of its conversation.
    pub(crate) bar: usize,
    /// Messages that are missing or were changed.
    pub(crate) unreadable: usize,
}

/// One day of one conversation.
#[derive(Template)]
#[template(path = "room/day.html")]
pub(crate) struct DayPage {
    pub(crate) frame: Frame,
    pub(crate) place: usize,
    pub(crate) holder: String,
    pub(crate) copy: String,
    pub(crate) class: SourceClass,
    pub(crate) provenance: Provenance,
    pub(crate) day: Day,
    /// Messages of the whole day.
    pub(crate) messages: usize,
    /// Messages that are missing or were changed.
    pub(crate) unreadable: usize,
    pub(crate) previous: Option<Day>,
    pub(crate) next: Option<Day>,
    pub(crate) parts: Parts,
    /// Zones of the clocks of what is shown, and whether the source knows moments: one, where nobody mixed.
    pub(crate) zones: Vec<(String, bool)>,
    pub(crate) lines: Vec<Line>,
}

impl DayPage {
    /// As people count.
    pub(crate) const fn number(&self) -> usize {
        self.place + 1
    }
}

/// A long page in parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parts {
    /// This one, from 1.
    pub(crate) now: usize,
    /// How many there are; at least 1.
    pub(crate) all: usize,
}

impl Parts {
    /// There are several.
    pub(crate) const fn several(&self) -> bool {
        self.all > 1
    }

    /// The one before.
    pub(crate) const fn before(&self) -> Option<usize> {
        if self.now > 1 {
            Some(self.now - 1)
        } else {
            None
        }
    }

    /// The one after.
    pub(crate) const fn after(&self) -> Option<usize> {
        if self.now < self.all {
            Some(self.now + 1)
        } else {
            None
        }
    }
}

/// The search box, with an error or without.
#[derive(Template)]
#[template(path = "room/search.html")]
pub(crate) struct SearchPage {
    pub(crate) frame: Frame,
    pub(crate) query: String,
    pub(crate) error: Option<QueryError>,
    /// Earlier searches of this room: number and line.
    pub(crate) earlier: Vec<(usize, String)>,
}

/// Hits, each with the message before and after it.
#[derive(Template)]
#[template(path = "room/results.html")]
pub(crate) struct ResultsPage {
    pub(crate) frame: Frame,
    pub(crate) query: String,
    /// All hits, on this page and on others.
    pub(crate) hits: usize,
    /// How many conversations they are from.
    pub(crate) conversations: usize,
    pub(crate) parts: Parts,
    pub(crate) groups: Vec<HitGroup>,
}

/// One hit, or one marked message, where it stands.
pub(crate) struct HitGroup {
    pub(crate) place: usize,
    pub(crate) holder: String,
    pub(crate) day: Day,
    /// The day's page, at the message.
    pub(crate) href: String,
    /// The message before, the hit, the message after: as far as they are on the same day.
    pub(crate) lines: Vec<Line>,
}

impl HitGroup {
    /// As people count.
    pub(crate) const fn number(&self) -> usize {
        self.place + 1
    }
}

/// What was marked.
#[derive(Template)]
#[template(path = "room/marked.html")]
pub(crate) struct MarkedPage {
    pub(crate) frame: Frame,
    pub(crate) groups: Vec<HitGroup>,
}

/// Why something is not shown, within the room.
#[derive(Template)]
#[template(path = "room/refusal.html")]
pub(crate) struct RefusalPage {
    pub(crate) frame: Frame,
    /// Keys of what, why, and what to do.
    pub(crate) what: &'static str,
    pub(crate) why: &'static str,
    pub(crate) remedy: &'static str,
}
