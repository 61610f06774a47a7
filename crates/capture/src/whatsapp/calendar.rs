//! Three numbers and an order, read as a date of the calendar that most of the world writes.
//!
//! Phones in Thailand write the Buddhist year, phones in Iran the solar Hijri date; both are recognised by years that
//! no chat app existed in otherwise. Years of the Hijri calendar of Arabia look like those of Iran, so they count only
//! where the head names their era.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::date_order::DateOrder;

/// The year the app first existed: earlier dates are possible (a clock that was never set), but unlikely.
pub(crate) const FIRST_YEAR: i16 = 2009;

/// What a Hijri year is carried with, to tell it from one of Iran: 1443 AH as 6443.
pub(crate) const HIJRI: u16 = 5000;

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
        0..=51 => Date::new(2000 + year, month, day).ok(),
        // 2552 to 2585 of the Buddhist era, but for the day that a clock shows that was never set.
        52..=85 if (year, month, day) != (70, 1, 1) => Date::new(1957 + year, month, day).ok(),
        70..=99 => Date::new(1900 + year, month, day).ok(),
        1388..=1478 => solar_hijri(year, month, day),
        2552..=2642 => Date::new(year - 543, month, day).ok(),
        1970..=2199 => Date::new(year, month, day).ok(),
        6430..=6500 => hijri(year - 5000, month, day),
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

/// Months of 30 days, the first month in the lowest bit, of the years from 1430 of the Umm al-Qura calendar, which phones
/// in Arabia show. Its months follow the moon by decree; no rule gives them.
const LONG_MONTHS: [u16; 71] = [
    0xaa6, 0x956, 0x2ae, 0x56d, 0x36a, 0xb55, 0xaaa, 0x94d, 0x49d, 0x95d, 0x2ba, 0x5b5, 0x5aa,
    0xd55, 0xa9a, 0x92e, 0x26e, 0x55d, 0xada, 0x6d4, 0x6a5, 0x54b, 0xa97, 0x54e, 0xaae, 0x5ac,
    0xba9, 0xd92, 0xb25, 0x64b, 0xcab, 0x55a, 0xb55, 0x6d2, 0xea5, 0xe4a, 0xa95, 0x52d, 0xaad,
    0x36c, 0x759, 0x6d2, 0x695, 0x52d, 0xa5b, 0x4ba, 0x9ba, 0x3b4, 0xb69, 0xb52, 0xaa6, 0x4b6,
    0x96d, 0x2ec, 0x6d9, 0xeb2, 0xd54, 0xd2a, 0xa56, 0x4ae, 0x96d, 0xd6a, 0xb54, 0xb29, 0xa93,
    0x52b, 0xa57, 0x536, 0xab5, 0x6aa, 0xe93,
];

/// The Hijri calendar of Arabia.
fn hijri(year: i16, month: i8, day: i8) -> Option<Date> {
    let index = usize::try_from(year.checked_sub(1430)?).ok()?;
    let month = u32::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    let this = *LONG_MONTHS.get(index)?;
    let long = |months: u16, month: u32| months >> (month - 1) & 1 == 1;
    if !(1..=if long(this, month) { 30 } else { 29 }).contains(&day) {
        return None;
    }
    let before: u32 = LONG_MONTHS
        .iter()
        .take(index)
        .map(|months| 12 * 29 + months.count_ones())
        .sum();
    let within: u32 = (1..month).map(|m| 29 + u32::from(long(this, m))).sum();
    let days = i64::from(before) + i64::from(within) + i64::from(day) - 1;
    // The first day of 1430.
    Date::new(2008, 12, 29).ok()?.checked_add(days.days()).ok()
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
        assert_eq!(
            read([2, 5, 65], DateOrder::Dmy).as_deref(),
            Some("2022-05-02")
        );
        assert_eq!(
            read([1, 1, 70], DateOrder::Dmy).as_deref(),
            Some("1970-01-01")
        );
        for (numbers, expected) in [
            ([15, 8, 6443], "2022-03-18"),
            ([1, 9, 6447], "2026-02-18"),
            ([17, 6, 6448], "2026-11-27"),
        ] {
            assert_eq!(read(numbers, DateOrder::Dmy).as_deref(), Some(expected));
        }
        assert_eq!(read([29, 2, 23], DateOrder::Dmy), None);
        assert_eq!(
            read([1, 13, 2022], DateOrder::Mdy),
            Some("2022-01-13".to_owned())
        );
    }
}
