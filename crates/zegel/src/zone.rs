//! The zone that moments are shown in: where those who wrote them were.

use jiff::tz::TimeZone;

/// Where most of those are who use this.
pub(crate) const DEFAULT: &str = "Europe/Amsterdam";

/// A zone by its name in the IANA database.
pub(crate) fn named(name: &str) -> Result<TimeZone, &'static str> {
    TimeZone::get(name).map_err(|_| "no such zone; name it as Europe/Amsterdam is named")
}
