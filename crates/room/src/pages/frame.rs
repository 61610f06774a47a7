//! What every page of the room has around it: the banner with purpose and time left, the way around, the words.

use askama::filters::Safe;
use zegel_model::case::Purpose;
use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::seat::Side;
use zegel_model::{CopyId, Day, Timestamp};
use zegel_web::language::IntoArg;
use zegel_web::{Catalogue, Language, Layout, assets};

#[expect(
    clippy::disallowed_types,
    clippy::redundant_closure,
    reason = "what the macro expands to; nothing iterates over it"
)]
mod loader {
    fluent_templates::static_loader! {
        pub(super) static LOCALES = {
            locales: "./locales",
            fallback_language: "nl",
            customise: |bundle| zegel_web::language::prepare(bundle),
        };
    }
}

/// The words of the room.
pub(crate) static WORDS: Catalogue = Catalogue::new(&loader::LOCALES);

/// Around a page.
#[derive(Clone)]
pub(crate) struct Frame {
    pub(crate) language: Language,
    /// Address of the room without a slash at its end: `/room/case-…`.
    pub(crate) base: String,
    /// Path of this page: where the language switch leads back to.
    pub(crate) path: String,
    /// One machine holds everything.
    pub(crate) demo: bool,
    /// Which of the room's places this page is.
    pub(crate) here: Here,
    pub(crate) purpose: Purpose,
    /// When everything ends.
    pub(crate) deadline: Timestamp,
    /// Until then, in whole seconds.
    pub(crate) left: i64,
    /// How many messages are marked.
    pub(crate) marked: usize,
    /// The seats have approved and the room is open.
    pub(crate) open: bool,
    /// It holds several copies, which may be of one conversation.
    pub(crate) several: bool,
    /// How far the sources of what is shown can be trusted; empty before release.
    pub(crate) sources: Vec<Provenance>,
}

/// The places of the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Here {
    Overview,
    Search,
    Together,
    Marked,
}

/// A key of the server's words, not of the room's.
const DEMO_WARNING: &str = "demo-warning";

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Short names for templates.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "templates call methods and pass references"
)]
impl Frame {
    /// The words of a key.
    pub(crate) fn t(&self, key: &str) -> String {
        WORDS.say(self.language, key, &[])
    }

    /// The words of a key with one value.
    pub(crate) fn with(&self, key: &str, name: &'static str, value: impl IntoArg) -> String {
        WORDS.say(self.language, key, &[(name, value.arg())])
    }

    /// The words of a key about a count, `{ $count }`.
    pub(crate) fn count(&self, key: &str, count: impl IntoArg) -> String {
        self.with(key, "count", count)
    }

    /// A number on its own.
    pub(crate) fn number(&self, number: &usize) -> String {
        self.language
            .number(i64::try_from(*number).unwrap_or(i64::MAX))
    }

    /// How long it is until the deadline, in the two largest units that count.
    pub(crate) fn time_left(&self) -> String {
        let (large, small) = match self.left {
            left if left >= DAY => (("room-days", left / DAY), ("room-hours", left % DAY / HOUR)),
            left if left >= HOUR => (
                ("room-hours", left / HOUR),
                ("room-minutes", left % HOUR / MINUTE),
            ),
            left if left >= MINUTE => (("room-minutes", left / MINUTE), ("room-minutes", 0)),
            _ => return self.t("room-moment"),
        };
        let say = |(key, count): (&str, i64)| self.count(key, count);
        if small.1 == 0 {
            return say(large);
        }
        let both = [("large", say(large).arg()), ("small", say(small).arg())];
        WORDS.say(self.language, "room-both", &both)
    }

    /// Less than an hour is left.
    pub(crate) const fn soon(&self) -> bool {
        self.left < HOUR
    }

    /// What the purpose is called.
    pub(crate) fn purpose(&self) -> String {
        self.layout().purpose(&self.purpose)
    }

    /// What a side is called.
    pub(crate) fn side(&self, side: &Side) -> String {
        self.layout().side(side)
    }

    /// Whose account and phone, in words.
    pub(crate) fn class(&self, class: &SourceClass) -> String {
        self.layout().class(class)
    }

    /// What the provenance letter means, in a sentence.
    pub(crate) fn provenance(&self, provenance: &Provenance) -> String {
        self.t(provenance_key(*provenance))
    }

    /// What a source is called, in a word.
    pub(crate) fn source(&self, provenance: &Provenance) -> String {
        self.t(match provenance {
            Provenance::SignedFeed => "room-source-a",
            Provenance::DeviceBackup => "room-source-b",
            Provenance::TextExport => "room-source-c",
        })
    }

    /// A page about one source alone.
    pub(crate) fn about(mut self, provenance: Provenance) -> Self {
        self.sources = vec![provenance];
        self
    }

    /// A moment as a `<time>` element.
    pub(crate) fn when(&self, at: &Timestamp) -> Safe<String> {
        self.layout().when(at)
    }

    /// A day as a `<time>` element.
    pub(crate) fn day(&self, day: &Day) -> Safe<String> {
        self.layout().day(day)
    }

    /// The day of the week of a day.
    pub(crate) fn weekday(&self, day: &Day) -> String {
        let keys = [
            "room-mon", "room-tue", "room-wed", "room-thu", "room-fri", "room-sat", "room-sun",
        ];
        let place = usize::try_from(day.date().weekday().to_monday_zero_offset()).unwrap_or(0);
        keys.get(place).map_or_else(String::new, |key| self.t(key))
    }

    /// The words that the server's pages have for the demo.
    pub(crate) fn demo_warning(&self) -> String {
        self.language.say(DEMO_WARNING, &[])
    }

    /// The address of one of the server's assets.
    pub(crate) fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// The address of a day of a conversation.
    pub(crate) fn day_href(&self, conversation: &usize, day: &Day) -> String {
        format!("{}/c/{}/{day}", self.base, conversation + 1)
    }

    /// The address that switches to a language and comes back here.
    pub(crate) fn switch(&self, language: &Language) -> String {
        self.layout().switch(language)
    }

    /// Both languages.
    pub(crate) fn languages(&self) -> [Language; 2] {
        Language::ALL
    }

    fn layout(&self) -> Layout {
        Layout {
            language: self.language,
            path: self.path.clone(),
            ..Layout::default()
        }
    }
}

/// The sentence of a provenance.
pub(crate) const fn provenance_key(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::SignedFeed => "room-provenance-a",
        Provenance::DeviceBackup => "room-provenance-b",
        Provenance::TextExport => "room-provenance-c",
    }
}

/// A copy's identifier, as long as it takes to tell it from others.
pub(crate) fn short(copy: &CopyId) -> String {
    zegel_web::page::short(copy)
}
