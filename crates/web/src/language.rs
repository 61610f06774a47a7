//! Dutch and English: which one somebody reads, the words for a key, dates and numbers as people there write them.
//!
//! The words stand in `locales/{nl,en}/*.ftl` (Project Fluent). A key that is missing shows as itself: the page stays,
//! and a test fails.

use std::borrow::Cow;
use std::str::FromStr;
use std::sync::LazyLock;

use axum::http::{HeaderMap, header};
use fluent_templates::fluent_bundle::{FluentResource, FluentValue};
use fluent_templates::{FluentBundle, LanguageIdentifier, StaticLoader, langid};
use jiff::civil;
use jiff::tz::TimeZone;
use zegel_model::{Day, Timestamp};

/// The cookie that holds somebody's choice: `nl` or `en`.
pub const COOKIE: &str = "zegel_language";

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Language {
    /// Dutch, the default.
    #[default]
    Nl,
    /// English.
    En,
}

/// The text is no language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the pages speak nl and en; choose one of these")]
pub struct NoSuchLanguage;

/// A value inside of a sentence. No `Debug`: it may be a name.
#[derive(Clone, PartialEq, Eq)]
pub enum Arg {
    /// Words.
    Text(String),
    /// A count; the sentence may choose its plural by it.
    Number(i64),
}

/// The words of one crate, in both languages.
#[derive(Clone, Copy)]
pub struct Catalogue(&'static LazyLock<StaticLoader>);

/// The words of this crate.
pub static WORDS: Catalogue = Catalogue(&loader::LOCALES);

static AMSTERDAM: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC));

#[expect(
    clippy::disallowed_types,
    clippy::redundant_closure,
    reason = "what the macro writes, and the closure that it wants"
)]
mod loader {
    fluent_templates::static_loader! {
        pub(super) static LOCALES = {
            locales: "./locales",
            fallback_language: "nl",
            customise: |bundle| super::prepare(bundle),
        };
    }
}

/// What every bundle of words needs: no invisible marks around values, numbers grouped by thousands. Pass it to
/// `static_loader!` as `customise`.
pub fn prepare(bundle: &mut FluentBundle<&'static FluentResource>) {
    bundle.set_use_isolating(false);
    let english = bundle
        .locales
        .first()
        .is_some_and(|locale| locale.language.as_str() == "en");
    bundle.set_formatter(Some(if english { number_en } else { number_nl }));
}

impl Catalogue {
    /// Over a static loader, made with [`prepare`].
    pub const fn new(loader: &'static LazyLock<StaticLoader>) -> Self {
        Self(loader)
    }

    /// The words of a key with its values filled in; the key itself if there is no such sentence.
    pub fn say(&self, language: Language, key: &str, args: &[(&'static str, Arg)]) -> String {
        #[expect(
            clippy::disallowed_types,
            reason = "the loader's signature; nothing iterates over it"
        )]
        let values: std::collections::HashMap<Cow<'static, str>, FluentValue<'static>> = args
            .iter()
            .map(|(name, arg)| (Cow::Borrowed(*name), arg.value()))
            .collect();
        self.0
            .lookup_single_language(&language.identifier(), key, Some(&values))
            .unwrap_or_else(|_| {
                #[cfg(test)]
                MISSES.with_borrow_mut(|misses| misses.insert(format!("{} {key}", language.tag())));
                key.to_owned()
            })
    }
}

#[cfg(test)]
thread_local! {
    static MISSES: std::cell::RefCell<std::collections::BTreeSet<String>> = const { std::cell::RefCell::new(std::collections::BTreeSet::new()) };
}

/// What was asked for on this thread and not found, or lacked a value.
#[cfg(test)]
pub(crate) fn misses() -> std::collections::BTreeSet<String> {
    MISSES.take()
}

impl Language {
    /// Both, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::Nl, Self::En];

    /// The tag in `lang` attributes, cookies and addresses.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// What the language calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Nl => "Nederlands",
            Self::En => "English",
        }
    }

    /// Somebody's choice (cookie), else what their browser asks for, else Dutch.
    pub fn of(headers: &HeaderMap) -> Self {
        let chosen = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == COOKIE)
            .and_then(|(_, value)| value.parse().ok());
        chosen.unwrap_or_else(|| {
            let asked = headers
                .get(header::ACCEPT_LANGUAGE)
                .and_then(|value| value.to_str().ok())
                .unwrap_or("");
            Self::negotiate(asked)
        })
    }

    /// The best of an `Accept-Language` line (RFC 9110 section 12.5.4); Dutch when it names neither.
    pub fn negotiate(line: &str) -> Self {
        let mut best = (0, Self::default());
        for range in line.split(',') {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or("").trim();
            let primary = tag.split('-').next().unwrap_or("");
            let weight = parts
                .find_map(|p| p.trim().strip_prefix("q=").map(thousandths))
                .unwrap_or(1000);
            let language = Self::ALL
                .into_iter()
                .find(|l| l.tag().eq_ignore_ascii_case(primary));
            if let Some(language) = language
                && weight > best.0
            {
                best = (weight, language);
            }
        }
        best.1
    }

    /// The words of this crate for a key.
    pub fn say(self, key: &str, args: &[(&'static str, Arg)]) -> String {
        WORDS.say(self, key, args)
    }

    /// A moment in the Netherlands: "2 mei 2022, 16:12", "2 May 2022, 16:12".
    pub fn moment(self, at: Timestamp) -> String {
        let local = at.local(&AMSTERDAM);
        format!(
            "{}, {:02}:{:02}",
            self.date(local.date()),
            local.hour(),
            local.minute()
        )
    }

    /// A day: "2 mei 2022", "2 May 2022".
    pub fn day(self, day: Day) -> String {
        self.date(day.date())
    }

    /// A month: "mei 2022", "May 2022".
    pub fn month(self, day: Day) -> String {
        format!("{} {}", self.month_name(day.date()), day.date().year())
    }

    /// A whole number, grouped by thousands: "1.234", "1,234".
    pub fn number(self, number: i64) -> String {
        grouped(
            &number.to_string(),
            if self == Self::Nl { '.' } else { ',' },
        )
    }

    fn date(self, date: civil::Date) -> String {
        format!("{} {} {}", date.day(), self.month_name(date), date.year())
    }

    fn month_name(self, date: civil::Date) -> &'static str {
        const NL: [&str; 12] = [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ];
        const EN: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let months = if self == Self::Nl { NL } else { EN };
        usize::try_from(date.month() - 1)
            .ok()
            .and_then(|index| months.get(index))
            .copied()
            .unwrap_or("")
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Nl => langid!("nl"),
            Self::En => langid!("en"),
        }
    }
}

/// The day in the Netherlands on which a moment fell.
pub fn day_of(at: Timestamp) -> Day {
    Day::new(at.local(&AMSTERDAM).date())
}

/// The moment at which a day begins in the Netherlands. Where the clock skips midnight: the first moment after.
pub fn start_of(day: Day) -> Timestamp {
    day.date()
        .to_zoned(AMSTERDAM.clone())
        .map_or(Timestamp::from_micros(0), |zoned| {
            Timestamp::from_micros(zoned.timestamp().as_microsecond())
        })
}

impl FromStr for Language {
    type Err = NoSuchLanguage;

    fn from_str(text: &str) -> Result<Self, NoSuchLanguage> {
        Self::ALL
            .into_iter()
            .find(|language| language.tag() == text)
            .ok_or(NoSuchLanguage)
    }
}

impl Arg {
    fn value(&self) -> FluentValue<'static> {
        match self {
            Self::Text(text) => FluentValue::from(text.clone()),
            Self::Number(number) => FluentValue::from(*number),
        }
    }
}

/// What can stand inside of a sentence; by reference as well, because templates pass everything by reference.
pub trait IntoArg {
    /// The value.
    fn arg(&self) -> Arg;
}

impl<T: IntoArg + ?Sized> IntoArg for &T {
    fn arg(&self) -> Arg {
        (**self).arg()
    }
}

impl IntoArg for str {
    fn arg(&self) -> Arg {
        Arg::Text(self.to_owned())
    }
}

impl IntoArg for String {
    fn arg(&self) -> Arg {
        Arg::Text(self.clone())
    }
}

impl IntoArg for Arg {
    fn arg(&self) -> Arg {
        self.clone()
    }
}

macro_rules! numbers {
    ($($kind:ty)*) => {$(
        impl IntoArg for $kind {
            fn arg(&self) -> Arg {
                Arg::Number(i64::try_from(*self).unwrap_or(i64::MAX))
            }
        }
    )*};
}

numbers! { u8 u16 u32 u64 i64 usize }

/// A weight such as "0.8" as 800; nonsense weighs nothing.
fn thousandths(text: &str) -> u16 {
    match text.trim().split_once('.') {
        None if text.trim() == "1" => 1000,
        Some(("1", _)) => 1000,
        Some(("0", digits)) if digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{digits:0<3}").parse().unwrap_or(0)
        }
        _ => 0,
    }
}

fn number_nl<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number_text(value, '.')
}

fn number_en<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number_text(value, ',')
}

fn number_text(value: &FluentValue<'_>, separator: char) -> Option<String> {
    if let FluentValue::Number(number) = value {
        Some(grouped(&number.as_string(), separator))
    } else {
        None
    }
}

/// Whole digits, an optional minus before them, grouped by three.
fn grouped(digits: &str, separator: char) -> String {
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", digits), |rest| ("-", rest));
    let mut out = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dutch_unless_english_is_asked_for() {
        for (line, language) in [
            ("", Language::Nl),
            ("fr", Language::Nl),
            ("en", Language::En),
            ("en-GB,en;q=0.9,nl;q=0.8", Language::En),
            ("nl;q=0.9, en;q=0.8", Language::Nl),
            ("en;q=0.2, nl", Language::Nl),
            ("en;q=0", Language::Nl),
            ("EN-us", Language::En),
            ("en;q=9,nl;q=0.1", Language::Nl),
        ] {
            assert_eq!(Language::negotiate(line), language, "{line}");
        }
    }

    #[test]
    fn the_cookie_beats_the_browser() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, "en".parse().unwrap());
        assert_eq!(Language::of(&headers), Language::En);
        headers.insert(header::COOKIE, "a=b; zegel_language=nl".parse().unwrap());
        assert_eq!(Language::of(&headers), Language::Nl);
        headers.insert(header::COOKIE, "zegel_language=xx".parse().unwrap());
        assert_eq!(Language::of(&headers), Language::En);
    }

    #[test]
    fn dates_and_numbers_as_people_write_them() {
        // 2022-05-02T14:12:00Z is 16:12 in the Dutch summer.
        let at = Timestamp::from_micros(1_651_500_720_000_000);
        assert_eq!(Language::Nl.moment(at), "2 mei 2022, 16:12");
        assert_eq!(Language::En.moment(at), "2 May 2022, 16:12");
        let day: Day = "2024-12-31".parse().unwrap();
        assert_eq!(Language::Nl.day(day), "31 december 2024");
        assert_eq!(Language::En.month(day), "December 2024");
        assert_eq!(Language::Nl.number(1_234_567), "1.234.567");
        assert_eq!(Language::En.number(-1_234), "-1,234");
        assert_eq!(Language::Nl.number(999), "999");
        assert_eq!(start_of(day_of(at)).seconds(), 1_651_442_400);
    }

    #[test]
    fn a_missing_key_shows_as_itself() {
        assert_eq!(Language::Nl.say("nothing", &[]), "nothing");
    }

    proptest! {
        #[test]
        fn negotiation_never_panics(line in ".{0,200}") {
            let _: Language = Language::negotiate(&line);
        }

        #[test]
        fn headers_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            let mut headers = HeaderMap::new();
            if let Ok(value) = axum::http::HeaderValue::from_bytes(&bytes) {
                headers.insert(header::COOKIE, value.clone());
                headers.insert(header::ACCEPT_LANGUAGE, value);
            }
            let _: Language = Language::of(&headers);
        }
    }
}
