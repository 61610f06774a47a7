//! Three numbers and an order, read as a date of the calendar that most of the world writes.
//!
//! Phones in Thailand write the Buddhist year, phones in Iran the solar Hijri date; both are recognised by years that
//! no chat app existed in otherwise.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::date_order::DateOrder;

/// The year the app first existed: earlier dates are possible (a clock that was never set), but unlikely.
pub(crate) const FIRST_YEAR: i16 = 2009;

/// The date that three numbers mean in an order; `None` if there is no such date.
pub(crate) fn date(numbers: [u16; 3], order: DateOrder) -> Option<Date> {
    let [a, b, c] = numbers;
    let (year, month, day) = match order {
        DateOrder::Dmy => (c, b, a),
        DateOrder::Mdy => (c, a, b),
        DateOrder::Ymd => (a, b, c),
    };
    let (year, month, day) = (
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    );
    match year {
        0..=69 => Date::new(2000 + year, month, day).ok(),
        70..=99 => Date::new(1900 + year, month, day).ok(),
        1388..=1478 => solar_hijri(year, month, day),
        2552..=2642 => Date::new(year - 543, month, day).ok(),
        1970..=2199 => Date::new(year, month, day).ok(),
        _ => None,
    }
}

/// The solar Hijri calendar of Iran, by the 33-year cycle, which holds for all years that are let in.
fn solar_hijri(year: i16, month: i8, day: i8) -> Option<Date> {
    let long = |year: i16| matches!(year % 33, 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30);
    let days_of_month = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if long(year) => 30,
        12 => 29,
        _ => return None,
    };
    if !(1..=days_of_month).contains(&day) {
        return None;
    }
    let years: i32 = (1388..year).map(|y| if long(y) { 366 } else { 365 }).sum();
    let before = i32::from(month) - 1;
    let days = years + before * 31 - (before - 6).max(0) + i32::from(day) - 1;
    // The first day of 1388.
    let new_year = Date::new(2009, 3, 21).ok()?;
    let span: Span = days.days();
    new_year.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_calendars() {
        let read = |n, order| date(n, order).map(|d| d.to_string());
        assert_eq!(
            read([1401, 2, 12], DateOrder::Ymd).as_deref(),
            Some("2022-05-02")
        );
        assert_eq!(
            read([1403, 12, 30], DateOrder::Ymd).as_deref(),
            Some("2025-03-20")
        );
        assert_eq!(
            read([1404, 1, 1], DateOrder::Ymd).as_deref(),
            Some("2025-03-21")
        );
        assert_eq!(read([1402, 12, 30], DateOrder::Ymd), None);
        assert_eq!(
            read([2, 5, 2565], DateOrder::Dmy).as_deref(),
            Some("2022-05-02")
        );
        assert_eq!(read([29, 2, 23], DateOrder::Dmy), None);
        assert_eq!(
            read([1, 13, 2022], DateOrder::Mdy),
            Some("2022-01-13".to_owned())
        );
    }
}
