//! The head of a message: `02-05-2022 16:08 - `, `[02/05/2022, 16:08:45] `, `5/2/22, 4:08 PM - ` and their kin.
//!
//! A year may be counted in another era that is named beside it (`2565 BE`, `R4`, `民國111年`); its number is then
//! carried as [`super::calendar`] reads it. A head is read without deciding which number is the day; [`super::date_order`] does that for the whole file.
//! All heads of one export have one [`Shape`], so a line pasted from elsewhere is told apart by its own.

use super::cursor::Cursor;
use super::half::{Half, half};

/// What surrounds date and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Frame {
    /// `[...] `: iOS.
    Bracket,
    /// `... - `: Android.
    Dash,
    /// `...: `: iOS before 2016.
    Colon,
}

/// What stands between the numbers of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Separator {
    /// `/`
    Slash,
    /// `.`, with or without a space
    Dot,
    /// `-`
    Dash,
    /// `年`, `년`
    Ideograph,
}

/// Where the year stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Year {
    /// Four digits, first.
    First,
    /// Four digits, last.
    Last,
    /// Two digits like the others.
    Short,
}

/// The form of a head, the same for all heads of one export.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent traits, only ever compared all together"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shape {
    /// What surrounds it.
    pub(crate) frame: Frame,
    /// Between the numbers of the date.
    pub(crate) separator: Separator,
    /// Where the year stands.
    pub(crate) year: Year,
    /// The time stands before the date, as in Vietnam.
    pub(crate) time_first: bool,
    /// Something like a comma between date and time.
    pub(crate) comma: bool,
    /// Between hour and minute: `:` or `.`.
    pub(crate) colon: bool,
    /// The time has seconds.
    pub(crate) seconds: bool,
    /// The time has a half of the day.
    pub(crate) halves: bool,
}

/// The head of one message. Positions count from the start of its line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Header {
    /// Its form.
    pub(crate) shape: Shape,
    /// The three numbers of the date, as they stand.
    pub(crate) date: [u16; 3],
    /// Hour (0 to 23), minute, second.
    pub(crate) time: [u8; 3],
    /// Where date and time begin and end, without brackets and dashes.
    pub(crate) stamp: (usize, usize),
    /// Where the rest of the line begins.
    pub(crate) rest: usize,
}

/// The head that a line begins with.
pub(crate) fn header(line: &[u8]) -> Option<Header> {
    let first = *line.first()?;
    // Most lines that continue a message end here.
    if !(first.is_ascii_digit() || first == b'[' || first >= 0x80 || line.starts_with(b"AP ")) {
        return None;
    }
    let mut cursor = Cursor { bytes: line, at: 0 };
    cursor.skip_marks();
    let bracket = cursor.eat('[');
    cursor.skip_marks();
    let start = cursor.at;
    let (Stamp { date, clock, comma }, end, frame, time_first) =
        if let Some((stamp, end, frame)) = framed(&mut cursor, bracket, stamp) {
            (stamp, end, frame, false)
        } else {
            cursor.at = start;
            let (stamp, end, frame) = framed(&mut cursor, bracket, turned)?;
            (stamp, end, frame, true)
        };
    let shape = Shape {
        frame,
        separator: date.separator,
        year: date.year,
        time_first,
        comma,
        colon: clock.colon,
        seconds: clock.seconds,
        halves: clock.halves,
    };
    Some(Header {
        shape,
        date: date.numbers,
        time: clock.time,
        stamp: (start, end),
        rest: cursor.at,
    })
}

struct Stamp {
    date: Day,
    clock: Clock,
    comma: bool,
}

struct Day {
    numbers: [u16; 3],
    separator: Separator,
    year: Year,
}

/// A stamp with where it ends and what surrounds it.
fn framed(
    cursor: &mut Cursor<'_>,
    bracket: bool,
    stamp: fn(&mut Cursor<'_>) -> Option<Stamp>,
) -> Option<(Stamp, usize, Frame)> {
    let stamp = stamp(cursor)?;
    let end = cursor.at;
    Some((stamp, end, frame(cursor, bracket)?))
}

/// Date and time.
fn stamp(cursor: &mut Cursor<'_>) -> Option<Stamp> {
    let date = date(cursor)?;
    let comma = gap(cursor);
    let clock = time(cursor)?;
    Some(Stamp { date, clock, comma })
}

/// Time and date.
fn turned(cursor: &mut Cursor<'_>) -> Option<Stamp> {
    let clock = time(cursor)?;
    let comma = gap(cursor);
    let date = date(cursor)?;
    let here = cursor.at;
    cursor.skip_spaces();
    match ["г.", "р."].iter().find(|word| cursor.word(word)) {
        Some(word) => cursor.at += word.len(),
        None => cursor.at = here,
    }
    Some(Stamp { date, clock, comma })
}

fn date(cursor: &mut Cursor<'_>) -> Option<Day> {
    let before_first = cursor.era_before();
    let (first, first_digits) = cursor.number()?;
    let separator = separator(cursor)?;
    let (second, second_digits) = cursor.number()?;
    if self::separator(cursor)? != separator {
        return None;
    }
    let before_third = cursor.era_before();
    let (third, third_digits) = cursor.number()?;
    match separator {
        Separator::Ideograph => {
            cursor.skip_marks();
            if !(cursor.eat('日') || cursor.eat('일')) {
                return None;
            }
        }
        Separator::Dot => {
            cursor.eat('.');
        }
        Separator::Slash | Separator::Dash => {}
    }
    let behind = cursor.era_behind();
    // An era says which number is the year, and how to count it.
    if let Some(era) = before_first {
        let fits = matches!((second_digits, third_digits), (1 | 2, 1 | 2));
        let numbers = [first.checked_add(era)?, second, third];
        return fits.then_some(Day {
            numbers,
            separator,
            year: Year::First,
        });
    }
    if let Some(era) = before_third.or(behind) {
        let (first, third, year) = if first_digits == 4 {
            (first.checked_add(era)?, third, Year::First)
        } else {
            (first, third.checked_add(era)?, Year::Last)
        };
        return Some(Day {
            numbers: [first, second, third],
            separator,
            year,
        });
    }
    let year = match (first_digits, second_digits, third_digits) {
        (4, 1 | 2, 1 | 2) => Year::First,
        (1 | 2, 1 | 2, 4) => Year::Last,
        (1 | 2, 1 | 2, 2) => Year::Short,
        // "26/5/3" has the year first: no year has one digit. Others of the same export may not show it.
        (2, 1 | 2, 1) => {
            return Some(Day {
                numbers: [first + 2000, second, third],
                separator,
                year: Year::Short,
            });
        }
        _ => return None,
    };
    Some(Day {
        numbers: [first, second, third],
        separator,
        year,
    })
}

fn separator(cursor: &mut Cursor<'_>) -> Option<Separator> {
    cursor.skip_marks();
    let (c, length) = cursor.peek()?;
    let separator = match c {
        '/' => Separator::Slash,
        '.' => Separator::Dot,
        '-' => Separator::Dash,
        '年' | '月' | '년' | '월' => Separator::Ideograph,
        _ => return None,
    };
    cursor.at += length;
    match separator {
        Separator::Dot | Separator::Ideograph => cursor.skip_spaces(),
        Separator::Slash | Separator::Dash => cursor.skip_marks(),
    }
    Some(separator)
}

/// Words that phones write between date and time.
const BETWEEN: &[&str] = &[
    "г.",
    "р.",
    "klo",
    "kl.",
    "kl",
    "klokken",
    "à",
    "às",
    "at",
    "um",
    "om",
    "a las",
    "alle",
    "ore",
    "ora",
    "în",
    "ob",
    "в",
    "у",
    "о",
    "о",
    "u",
    "o",
    "saat",
    "lúc",
    "pukul",
    "pkl.",
    "στις",
    "בשעה",
    "في",
    "ساعت",
    "เวลา",
    "को",
];

/// Skips what stands between date and time; says whether a comma is among it.
fn gap(cursor: &mut Cursor<'_>) -> bool {
    cursor.skip_spaces();
    let mut comma = false;
    loop {
        let Some((c, length)) = cursor.peek() else {
            return comma;
        };
        if matches!(c, ',' | '،' | '、' | '，') && !comma {
            comma = true;
            cursor.at += length;
        } else if let Some(word) = c
            .is_alphabetic()
            .then(|| BETWEEN.iter().find(|w| cursor.word(w)))
            .flatten()
        {
            cursor.at += word.len();
        } else {
            return comma;
        }
        cursor.skip_spaces();
    }
}

struct Clock {
    time: [u8; 3],
    colon: bool,
    seconds: bool,
    halves: bool,
}

fn time(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let mut part: Option<Half> = None;
    if let Some((before, length)) = cursor.letter().then(|| half(cursor.rest())).flatten() {
        part = Some(before);
        cursor.at += length;
        cursor.skip_spaces();
    }
    let (hour, 1 | 2) = cursor.number()? else {
        return None;
    };
    let colon = cursor.peek()?.0;
    if matches!(colon, ':' | '.') {
        cursor.at += 1;
    } else {
        // "16 h 08", in Canada.
        cursor.skip_spaces();
        if !cursor.eat('h') {
            return None;
        }
        cursor.skip_spaces();
        return worded(cursor, hour, part);
    }
    let (minute, 2) = cursor.number()? else {
        return None;
    };
    let mut second = 0;
    let mut seconds = false;
    let here = cursor.at;
    if cursor.eat(colon) {
        match cursor.number() {
            Some((value, 2)) => (second, seconds) = (value, true),
            _ => cursor.at = here,
        }
    }
    let part = part.or_else(|| half_behind(cursor));
    clock([hour, minute, second], part, (colon == ':', seconds))
}

/// The rest of `16 h 08 min 45 s`, as in Canada.
fn worded(cursor: &mut Cursor<'_>, hour: u16, part: Option<Half>) -> Option<Clock> {
    let (minute, 2) = cursor.number()? else {
        return None;
    };
    let here = cursor.at;
    cursor.skip_spaces();
    let mut second = None;
    if cursor.word("min") {
        cursor.at += "min".len();
        cursor.skip_spaces();
        if let Some((value, 2)) = cursor.number() {
            cursor.skip_spaces();
            second = cursor.eat('s').then_some(value);
        }
    }
    if second.is_none() {
        cursor.at = here;
    }
    let part = part.or_else(|| half_behind(cursor));
    clock(
        [hour, minute, second.unwrap_or(0)],
        part,
        (false, second.is_some()),
    )
}

/// The half of the day behind a time, which in Bulgaria stands behind a word for "o'clock".
fn half_behind(cursor: &mut Cursor<'_>) -> Option<Half> {
    let mut here = cursor.at;
    cursor.skip_spaces();
    if cursor.word("ч.") {
        cursor.at += "ч.".len();
        here = cursor.at;
        cursor.skip_spaces();
    }
    let found = cursor.letter().then(|| half(cursor.rest())).flatten();
    cursor.at = match found {
        Some((_, length)) => cursor.at + length,
        None => here,
    };
    found.map(|(half, _)| half)
}

fn clock(
    [hour, minute, second]: [u16; 3],
    part: Option<Half>,
    form: (bool, bool),
) -> Option<Clock> {
    let hour = u8::try_from(hour).ok()?;
    let hour = match part {
        Some(half) => half.hour(hour),
        // Some clocks count from 1 to 24; the 24th is the first of the same day.
        None if hour == 24 => 0,
        None => hour,
    };
    let (minute, second) = (u8::try_from(minute).ok()?, u8::try_from(second).ok()?);
    // A leap second is kept as the second before it by every clock that writes exports.
    (hour < 24 && minute < 60 && second < 60).then_some(Clock {
        time: [hour, minute, second],
        colon: form.0,
        seconds: form.1,
        halves: part.is_some(),
    })
}

fn frame(cursor: &mut Cursor<'_>, bracket: bool) -> Option<Frame> {
    cursor.skip_marks();
    if bracket {
        cursor.skip_spaces();
        if !cursor.eat(']') {
            return None;
        }
        cursor.eat_space();
        return Some(Frame::Bracket);
    }
    if cursor.eat(':') {
        return (cursor.eat_space() || cursor.rest().is_empty()).then_some(Frame::Colon);
    }
    let here = cursor.at;
    cursor.skip_spaces();
    if cursor.at == here || !DASHES.iter().any(|dash| cursor.eat(*dash)) {
        return None;
    }
    cursor.skip_marks();
    // An editor may have cut the space behind the dash of an empty line.
    (cursor.eat_space() || cursor.rest().is_empty()).then_some(Frame::Dash)
}

/// What stands before an author on Android, or in a copy that an editor made prettier.
const DASHES: [char; 6] = ['-', '–', '—', '−', '‐', '‑'];

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(line: &str, date: [u16; 3], time: [u8; 3], rest: &str) -> Shape {
        let header = header(line.as_bytes()).unwrap_or_else(|| panic!("no head: {line}"));
        assert_eq!(
            (header.date, header.time, &line[header.rest..]),
            (date, time, rest),
            "{line}"
        );
        header.shape
    }

    #[test]
    fn heads_of_many_phones() {
        for (line, date, time) in [
            ("02-05-2022 16:08 - x", [2, 5, 2022], [16, 8, 0]),
            ("5/2/22, 16:08 - x", [5, 2, 22], [16, 8, 0]),
            ("5/2/22, 4:08\u{202f}PM - x", [5, 2, 22], [16, 8, 0]),
            ("06/20/2020, 00:08 a. m. - x", [6, 20, 2020], [0, 8, 0]),
            (
                "31/12/23, 11:40\u{202f}p.\u{202f}m. - x",
                [31, 12, 23],
                [23, 40, 0],
            ),
            ("[15-01-20 02:22:56] x", [15, 1, 20], [2, 22, 56]),
            (
                "\u{200e}[14/02/2024, 09:15:03] x",
                [14, 2, 2024],
                [9, 15, 3],
            ),
            ("[\u{feff}29.01.18, 12:24:03] x", [29, 1, 18], [12, 24, 3]),
            (
                "\u{feff}\u{feff}[29.01.18, 12:24:03] x",
                [29, 1, 18],
                [12, 24, 3],
            ),
            ("[2024/1/1 0:02:33] x", [2024, 1, 1], [0, 2, 33]),
            ("24/12/23 20:15 - x", [24, 12, 23], [20, 15, 0]),
            ("13. 6. 2018. 9:05 - x", [13, 6, 2018], [9, 5, 0]),
            ("2.5.2022 klo 21.25 - x", [2, 5, 2022], [21, 25, 0]),
            ("[2.5.2022 klo 21.25.15] x", [2, 5, 2022], [21, 25, 15]),
            ("02/05/2022 à 16:08 - x", [2, 5, 2022], [16, 8, 0]),
            ("2022. 5. 2. 오후 4:08 - x", [2022, 5, 2], [16, 8, 0]),
            ("2022년 5월 2일 오후 4:08 - x", [2022, 5, 2], [16, 8, 0]),
            ("[2022/5/2 下午4:08:45] x", [2022, 5, 2], [16, 8, 45]),
            ("2022年5月2日 下午4:08 - x", [2022, 5, 2], [16, 8, 0]),
            (
                "٢\u{200f}/٥\u{200f}/٢٠٢٢، ٤:٠٨ م - x",
                [2, 5, 2022],
                [16, 8, 0],
            ),
            ("۱۴۰۱/۲/۱۲،\u{200f} ۱۶:۰۸ - x", [1401, 2, 12], [16, 8, 0]),
            ("2.05.22 г., 16:08 ч. - x", [2, 5, 22], [16, 8, 0]),
            ("02.05.22, 4:08 nachm. - x", [2, 5, 22], [16, 8, 0]),
            ("2022-05-02 16 h 08 - x", [2022, 5, 2], [16, 8, 0]),
            ("2. 5. 2022. u 16:08 - x", [2, 5, 2022], [16, 8, 0]),
            ("2/5/22, 4:08 μ.μ. - x", [2, 5, 22], [16, 8, 0]),
            ("5/2/15, 4:08:45 PM: x", [5, 2, 15], [16, 8, 45]),
            ("2022-05-02 16:08 – x", [2022, 5, 2], [16, 8, 0]),
            ("2022-05-02 16:08 − x", [2022, 5, 2], [16, 8, 0]),
        ] {
            reads(line, date, time, "x");
        }
        reads("1/1/22, 10:00 -", [1, 1, 22], [10, 0, 0], "");
    }

    #[test]
    fn heads_with_other_orders_eras_and_halves() {
        for (line, date, time) in [
            ("[16:08:45, 2/5/22] x", [2, 5, 22], [16, 8, 45]),
            ("16:08, 02/05/2022 - x", [2, 5, 2022], [16, 8, 0]),
            ("[4:08:45 CH, 2/5/22] x", [2, 5, 22], [16, 8, 45]),
            ("[3/18/2565 BE, 14:56:01] x", [3, 18, 2565], [14, 56, 1]),
            ("[3/18/R4, 14:56:01] x", [3, 18, 2022], [14, 56, 1]),
            ("[R4/3/18 14:56:01] x", [2022, 3, 18], [14, 56, 1]),
            ("[令和4年3月18日 14:56:01] x", [2022, 3, 18], [14, 56, 1]),
            ("[民國111/3/18 下午2:56:01] x", [2022, 3, 18], [14, 56, 1]),
            ("[15/8/1443 AH, 14:56:01] x", [15, 8, 6443], [14, 56, 1]),
            (
                "[\u{200f}١٥\u{200f}/٨\u{200f}/١٤٤٣ هـ، ٢:٥٦:٠١ م] x",
                [15, 8, 6443],
                [14, 56, 1],
            ),
            ("2/5/2565 16:08 - x", [2, 5, 2565], [16, 8, 0]),
            ("๒/๕/๒๕๖๕ ๑๖:๐๘ - x", [2, 5, 2565], [16, 8, 0]),
            ("২/৫/২২, ৪:০৮ PM - x", [2, 5, 22], [16, 8, 0]),
            ("२/५/२२, अपराह्न ४:०८ - x", [2, 5, 22], [16, 8, 0]),
            ("2/5/22, 4:08 in the afternoon - x", [2, 5, 22], [16, 8, 0]),
            ("02.05.2022 р., 16:08 - x", [2, 5, 2022], [16, 8, 0]),
            ("2022. 05. 02. 16:08 - x", [2022, 5, 2], [16, 8, 0]),
            ("26/5/3, 16:08 - x", [2026, 5, 3], [16, 8, 0]),
            ("2022. 05. 02. du. 4:08 - x", [2022, 5, 2], [16, 8, 0]),
            ("2/5/22 晚上8:08 - x", [2, 5, 22], [20, 8, 0]),
            ("2/5/22 中午12:08 - x", [2, 5, 22], [12, 8, 0]),
            ("2/5/22 凌晨12:08 - x", [2, 5, 22], [0, 8, 0]),
            ("2/5/22, 4:08 μ.\u{a0}μ. - x", [2, 5, 22], [16, 8, 0]),
            ("2. 5. 2022 ob 16:08 - x", [2, 5, 2022], [16, 8, 0]),
            (
                "02/05/22, 4:08\u{a0}p.\u{a0}m. - \u{200e}x",
                [2, 5, 22],
                [16, 8, 0],
            ),
        ] {
            let (line, rest) = match line.strip_suffix("\u{200e}x") {
                Some(_) => (line, "\u{200e}x"),
                None => (line, "x"),
            };
            reads(line, date, time, rest);
        }
    }

    #[test]
    fn what_only_looks_like_a_head() {
        for line in [
            "[5/2, 16:08] Alice: hi",
            "2016-04-29 10:30:00",
            "10:30 - koffie",
            "5/2/22 of 16:08 - x",
            "12345/2/22, 16:08 - x",
            "5/2/22, 16:78 - x",
            "5/2-22, 16:08 - x",
            "06-12345678 - bel even",
            "16:08, 02/05 - x",
            "12:00 - 13:00 - pauze",
            "[x] klaar",
            "",
        ] {
            assert!(header(line.as_bytes()).is_none(), "{line}");
        }
    }

    #[test]
    fn shapes_tell_phones_apart() {
        let android = reads("5/2/22, 16:08 - x", [5, 2, 22], [16, 8, 0], "x");
        assert_eq!(
            android,
            reads("12/25/22, 6:08 - x", [12, 25, 22], [6, 8, 0], "x")
        );
        assert_ne!(
            android,
            reads("5/2/2022, 16:08 - x", [5, 2, 2022], [16, 8, 0], "x")
        );
        assert_ne!(
            android,
            reads("5/2/22 16:08 - x", [5, 2, 22], [16, 8, 0], "x")
        );
        assert_ne!(
            android,
            reads("[5/2/22, 16:08] x", [5, 2, 22], [16, 8, 0], "x")
        );
    }
}
