//! A place in the head of a message, and the characters that are read from there.

use super::calendar::HIJRI;
use super::marks::{first_char, is_mark, is_space};

/// Eras that stand before a year, with what makes their years the common ones.
const ERAS_BEFORE: &[(&str, u16)] = &[
    ("R", 2018),
    ("H", 1988),
    ("令和", 2018),
    ("平成", 1988),
    ("民國", 1911),
    ("民国", 1911),
    ("พ.ศ.", 0),
    ("AP", 0),
];

/// Eras that stand behind a year. Those of Thailand and Iran need nothing: no other calendar counts as high or as low.
const ERAS_BEHIND: &[(&str, u16)] = &[
    ("BE", 0),
    ("B.E.", 0),
    ("พ.ศ.", 0),
    ("AP", 0),
    ("AH", HIJRI),
    ("هـ", HIJRI),
    ("AD", 0),
    ("CE", 0),
    ("م", 0),
];

pub(super) struct Cursor<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<(char, usize)> {
        first_char(self.rest())
    }

    #[inline]
    pub(super) fn letter(&self) -> bool {
        self.peek().is_some_and(|(c, _)| c.is_alphabetic())
    }

    #[inline]
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        if let (Some(byte), true) = (self.bytes.get(self.at), wanted.is_ascii()) {
            let same = char::from(*byte) == wanted;
            self.at += usize::from(same);
            return same;
        }
        match self.peek() {
            Some((c, length)) if c == wanted => {
                self.at += length;
                true
            }
            _ => false,
        }
    }

    #[inline]
    pub(super) fn eat_space(&mut self) -> bool {
        match self.peek() {
            Some((c, length)) if is_space(c) => {
                self.at += length;
                true
            }
            _ => false,
        }
    }

    #[inline]
    pub(super) fn skip_marks(&mut self) {
        // Nearly never there.
        if self.bytes.get(self.at).is_none_or(u8::is_ascii) {
            return;
        }
        while let Some((c, length)) = self.peek_wide()
            && is_mark(c)
        {
            self.at += length;
        }
    }

    #[inline]
    pub(super) fn skip_spaces(&mut self) {
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
    #[inline]
    pub(super) fn peek_wide(&self) -> Option<(char, usize)> {
        match self.bytes.get(self.at) {
            Some(byte) if !byte.is_ascii() => self.peek(),
            _ => None,
        }
    }

    /// Skips the era before a year.
    #[inline]
    pub(super) fn era_before(&mut self) -> Option<u16> {
        if self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) || !self.letter() {
            return None;
        }
        let (word, era) = ERAS_BEFORE
            .iter()
            .find(|(word, _)| self.rest().starts_with(word.as_bytes()))?;
        self.at += word.len();
        self.skip_spaces();
        Some(*era)
    }

    /// Skips the era behind a date, if it is one.
    #[inline]
    pub(super) fn era_behind(&mut self) -> Option<u16> {
        let here = self.at;
        if self.bytes.get(here) == Some(&b',') {
            return None;
        }
        self.skip_spaces();
        let era = self
            .letter()
            .then(|| ERAS_BEHIND.iter().find(|(word, _)| self.word(word)))
            .flatten();
        if let Some((word, era)) = era {
            self.at += word.len();
            Some(*era)
        } else {
            self.at = here;
            None
        }
    }

    /// The rest begins with `word` and it ends there.
    pub(super) fn word(&self, word: &str) -> bool {
        self.rest()
            .strip_prefix(word.as_bytes())
            .is_some_and(|behind| first_char(behind).is_none_or(|(c, _)| !c.is_alphabetic()))
    }

    /// A number of at most four digits of any script, with how many there are.
    #[inline]
    pub(super) fn number(&mut self) -> Option<(u16, u8)> {
        let (mut value, mut digits) = (0_u16, 0_u8);
        loop {
            let (digit, length) = match self.bytes.get(self.at) {
                Some(byte @ b'0'..=b'9') => (byte - b'0', 1),
                Some(byte) if !byte.is_ascii() => match self.wide_digit() {
                    Some(found) => found,
                    None => break,
                },
                _ => break,
            };
            if digits == 4 {
                return None;
            }
            value = value * 10 + u16::from(digit);
            digits += 1;
            self.at += length;
        }
        (digits > 0).then_some((value, digits))
    }

    #[cold]
    fn wide_digit(&self) -> Option<(u8, usize)> {
        let (c, length) = self.peek()?;
        Some((digit(c)?, length))
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
