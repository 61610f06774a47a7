//! The head of a message: `02-05-2022 16:08 - `, `[02/05/2022, 16:08:45] `, `5/2/22, 4:08 PM - ` and their kin.
//!
//! A head is read without deciding which number is the day; [`super::date_order`] does that for the whole file.
//! All heads of one export have one [`Shape`], so a line pasted from elsewhere is told apart by its own.

use super::half::{Half, half};
use super::marks::{first_char, is_mark, is_space};

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
    if !(first.is_ascii_digit() || first == b'[' || first >= 0x80) {
        return None;
    }
    let mut cursor = Cursor { bytes: line, at: 0 };
    cursor.skip_marks();
    let bracket = cursor.eat('[');
    cursor.skip_marks();
    let start = cursor.at;
    let (date, separator, year) = date(&mut cursor)?;
    let comma = gap(&mut cursor);
    let clock = time(&mut cursor)?;
    let end = cursor.at;
    let frame = frame(&mut cursor, bracket)?;
    let shape = Shape {
        frame,
        separator,
        year,
        comma,
        colon: clock.colon,
        seconds: clock.seconds,
        halves: clock.halves,
    };
    Some(Header {
        shape,
        date,
        time: clock.time,
        stamp: (start, end),
        rest: cursor.at,
    })
}

fn date(cursor: &mut Cursor<'_>) -> Option<([u16; 3], Separator, Year)> {
    let (first, first_digits) = cursor.number()?;
    let separator = separator(cursor)?;
    let (second, second_digits) = cursor.number()?;
    if self::separator(cursor)? != separator {
        return None;
    }
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
    let year = match (first_digits, second_digits, third_digits) {
        (4, 1 | 2, 1 | 2) => Year::First,
        (1 | 2, 1 | 2, 4) => Year::Last,
        (1 | 2, 1 | 2, 2) => Year::Short,
        _ => return None,
    };
    Some(([first, second, third], separator, year))
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
    "г.", "klo", "kl.", "kl", "klokken", "à", "às", "at", "um", "om", "a las", "alle", "ore",
    "ora", "в", "у", "о", "u", "o",
];

/// Skips what stands between date and time; says whether a comma is among it.
fn gap(cursor: &mut Cursor<'_>) -> bool {
    cursor.skip_spaces();
    let mut comma = false;
    loop {
        let Some((c, length)) = cursor.peek() else {
            return comma;
        };
        if matches!(c, ',' | '،' | '、') && !comma {
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
    let here = cursor.at;
    cursor.skip_spaces();
    if part.is_none()
        && let Some((behind, length)) = cursor.letter().then(|| half(cursor.rest())).flatten()
    {
        part = Some(behind);
        cursor.at += length;
    } else if cursor.word("ч.") {
        cursor.at += "ч.".len();
    } else {
        cursor.at = here;
    }
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
        colon: colon == ':',
        seconds,
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
    if cursor.at == here || !(cursor.eat('-') || cursor.eat('–')) {
        return None;
    }
    // An editor may have cut the space behind the dash of an empty line.
    (cursor.eat_space() || cursor.rest().is_empty()).then_some(Frame::Dash)
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<(char, usize)> {
        first_char(self.rest())
    }

    fn letter(&self) -> bool {
        self.peek().is_some_and(|(c, _)| c.is_alphabetic())
    }

    fn eat(&mut self, wanted: char) -> bool {
        match self.peek() {
            Some((c, length)) if c == wanted => {
                self.at += length;
                true
            }
            _ => false,
        }
    }

    fn eat_space(&mut self) -> bool {
        match self.peek() {
            Some((c, length)) if is_space(c) => {
                self.at += length;
                true
            }
            _ => false,
        }
    }

    fn skip_marks(&mut self) {
        while let Some((c, length)) = self.peek_wide()
            && is_mark(c)
        {
            self.at += length;
        }
    }

    fn skip_spaces(&mut self) {
        loop {
            if self.bytes.get(self.at) == Some(&b' ') {
                self.at += 1;
            } else if let Some((c, length)) = self.peek_wide()
                && (is_mark(c) || is_space(c))
            {
                self.at += length;
            } else {
                return;
            }
        }
    }

    /// The next character unless it is ASCII, which nearly all are.
    fn peek_wide(&self) -> Option<(char, usize)> {
        match self.bytes.get(self.at) {
            Some(byte) if !byte.is_ascii() => self.peek(),
            _ => None,
        }
    }

    /// The rest begins with `word` and it ends there.
    fn word(&self, word: &str) -> bool {
        self.rest()
            .strip_prefix(word.as_bytes())
            .is_some_and(|behind| first_char(behind).is_none_or(|(c, _)| !c.is_alphabetic()))
    }

    /// A number of at most four digits of any script, with how many there are.
    fn number(&mut self) -> Option<(u16, u8)> {
        let (mut value, mut digits) = (0_u16, 0_u8);
        while let Some(byte) = self.bytes.get(self.at) {
            let (digit, length) = if byte.is_ascii() {
                (byte.wrapping_sub(b'0'), 1)
            } else {
                let Some((digit, length)) = self
                    .peek()
                    .and_then(|(c, length)| Some((digit(c)?, length)))
                else {
                    break;
                };
                (digit, length)
            };
            if digit > 9 {
                break;
            }
            if digits == 4 {
                return None;
            }
            value = value * 10 + u16::from(digit);
            digits += 1;
            self.at += length;
        }
        (digits > 0).then_some((value, digits))
    }
}

/// Zeros of the scripts whose digits phones write.
const ZEROS: [char; 17] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}',
    '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{1040}', '\u{17e0}',
    '\u{ff10}',
];

fn digit(c: char) -> Option<u8> {
    ZEROS.iter().find_map(|zero| {
        let distance = u32::from(c).checked_sub(u32::from(*zero))?;
        u8::try_from(distance).ok().filter(|d| *d < 10)
    })
}

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
        ] {
            reads(line, date, time, "x");
        }
        reads("1/1/22, 10:00 -", [1, 1, 22], [10, 0, 0], "");
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
