//! Time as an argument: nothing in Zegel asks the machine for it.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A moment, in microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// A calendar day where the conversation took place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(civil::Date);

/// Microseconds in a second.
const SECOND: i64 = 1_000_000;

impl Timestamp {
    /// A moment from microseconds since 1970.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(SECOND)
    }

    /// This many seconds later; saturates at the end of time.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(SECOND)))
    }

    /// This many days of 24 hours later; saturates at the end of time.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_seconds(days.saturating_mul(86_400))
    }

    /// The wall clock in `zone`, for showing. Moments outside of the calendar show as its first minute.
    pub fn local(self, zone: &TimeZone) -> civil::DateTime {
        jiff::Timestamp::from_microsecond(self.0).map_or(civil::DateTime::MIN, |t| {
            t.to_zoned(zone.clone()).datetime()
        })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(t) => t.fmt(f),
            Err(_) => write!(f, "{} microseconds since 1970", self.0),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Day {
    /// The day of a date.
    pub const fn new(date: civil::Date) -> Self {
        Self(date)
    }

    /// The date of the day.
    pub const fn date(self) -> civil::Date {
        self.0
    }

    /// Year times 10,000 plus month times 100 plus day: how a day is stored and signed.
    pub fn number(self) -> i32 {
        i32::from(self.0.year()) * 10_000
            + i32::from(self.0.month()) * 100
            + i32::from(self.0.day())
    }

    /// The day of a stored number, if there is such a day.
    pub fn from_number(number: i32) -> Option<Self> {
        let year = i16::try_from(number.div_euclid(10_000)).ok()?;
        let month = i8::try_from(number.rem_euclid(10_000) / 100).ok()?;
        let day = i8::try_from(number.rem_euclid(100)).ok()?;
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The first day of this day's month.
    #[must_use]
    pub fn month(self) -> Self {
        Self(self.0.first_of_month())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Day {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        text.parse().map(Self)
    }
}

/// What time it is.
pub trait Clock: Send + Sync {
    /// The moment of asking.
    fn now(&self) -> Timestamp;

    /// From now on at least this moment: it was reached before. A clock that is asked for one moment only need not
    /// remember it.
    fn not_before(&self, _reached: Timestamp) {}

    /// So many seconds the machine's own clock is behind this one.
    fn ahead(&self) -> i64 {
        0
    }
}

/// A clock that never goes back, out of one that may and one that only counts: what has passed stays passed, and time
/// goes on at its own pace also while the machine's clock is behind.
///
/// What it keeps is how far the first was ahead of the second at most. So a machine whose clock is set back is not
/// believed until it is there again; one whose clock is set forward is believed at once, and that stays so.
#[derive(Debug)]
pub struct Onward(AtomicI64);

impl Default for Onward {
    fn default() -> Self {
        Self(AtomicI64::new(i64::MIN))
    }
}

impl Onward {
    /// The moment, from what the machine's clock shows and, read after it, the microseconds that were counted.
    pub fn now(&self, shown: Timestamp, counted: i64) -> Timestamp {
        let ahead = shown.0.saturating_sub(counted);
        let most = self.0.fetch_max(ahead, Ordering::Relaxed).max(ahead);
        Timestamp(most.saturating_add(counted))
    }

    /// From this count on at least this moment.
    pub fn not_before(&self, reached: Timestamp, counted: i64) {
        let ahead = reached.0.saturating_sub(counted);
        self.0.fetch_max(ahead, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_survives_its_number() {
        for text in ["2022-05-02", "1999-12-31", "2024-02-29"] {
            let day: Day = text.parse().unwrap();
            assert_eq!(Day::from_number(day.number()), Some(day));
        }
        assert_eq!(Day::from_number(20_230_229), None);
        assert_eq!(Day::from_number(-1), None);
    }

    const YEAR: i64 = 365 * 86_400 * SECOND;

    #[test]
    fn what_has_passed_stays_passed_and_time_goes_on() {
        let clock = Onward::default();
        let at = |shown: i64, counted: i64| clock.now(Timestamp(shown), counted).0;
        assert_eq!(at(YEAR, 0), YEAR);
        assert_eq!(at(YEAR + 5, 5), YEAR + 5);
        // Set back by a year: it goes on at the pace of what is counted.
        assert_eq!(at(6, 6), YEAR + 6);
        assert_eq!(at(10, 10), YEAR + 10);
        // Set right again, and later than it had come to.
        assert_eq!(at(YEAR + 30, 20), YEAR + 30);
        // Set forward: believed, and so it stays.
        assert_eq!(at(2 * YEAR + 21, 21), 2 * YEAR + 21);
        assert_eq!(at(YEAR + 22, 22), 2 * YEAR + 22);
    }

    #[test]
    fn a_moment_that_was_reached_before_is_where_it_begins() {
        let clock = Onward::default();
        clock.not_before(Timestamp(YEAR), 0);
        assert_eq!(clock.now(Timestamp(3), 3), Timestamp(YEAR + 3));
        clock.not_before(Timestamp(7), 4);
        assert_eq!(
            clock.now(Timestamp(4), 4),
            Timestamp(YEAR + 4),
            "an earlier one says nothing"
        );
    }
}
