//! Characters that nobody sees, and names without them.
//!
//! Exports put direction marks and byte-order marks before heads, bodies, file names and inside of names, and write
//! phone numbers with unbreakable spaces. The source keeps them; identity must not depend on them.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// U+200E as UTF-8: what the app on iOS puts before whatever it wrote itself.
pub(crate) const LRM: &[u8] = "\u{200e}".as_bytes();

/// The same in languages that are written from right to left.
const RLM: &[u8] = "\u{200f}".as_bytes();

/// Begins with the app's own mark: it wrote what follows itself, not a person.
pub(crate) fn marked(bytes: &[u8]) -> bool {
    bytes.starts_with(LRM) || bytes.starts_with(RLM)
}

/// Quotation marks as phones pair them.
pub(crate) const QUOTES: &[(char, char)] = &[
    ('“', '”'),
    ('„', '“'),
    ('„', '”'),
    ('”', '”'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('「', '」'),
    ('『', '』'),
    ('״', '״'),
    ('"', '"'),
    // Single ones, as sentences are compared.
    ('\'', '\''),
];

/// Has no width and no meaning of its own. Joiners are not among them: emoji and Persian need those.
pub(crate) const fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Looks like a space, breakable or not.
pub(crate) const fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}'
    )
}

/// Bytes as text; what is no UTF-8 shows as such.
pub(crate) fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The first character of some bytes with its length, if they begin with valid UTF-8.
#[inline]
pub(crate) fn first_char(bytes: &[u8]) -> Option<(char, usize)> {
    let first = *bytes.first()?;
    if first.is_ascii() {
        return Some((char::from(first), 1));
    }
    let length = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let c = std::str::from_utf8(bytes.get(..length)?)
        .ok()?
        .chars()
        .next()?;
    Some((c, length))
}

/// The bytes behind any marks that they begin with.
pub(crate) fn behind_marks(mut bytes: &[u8]) -> &[u8] {
    while let Some(first) = bytes.first() {
        // Every mark is encoded with one of these first bytes.
        if !matches!(first, 0xe2 | 0xef | 0xd8) {
            break;
        }
        match first_char(bytes) {
            Some((c, length)) if is_mark(c) => bytes = bytes.get(length..).unwrap_or_default(),
            _ => break,
        }
    }
    bytes
}

/// A sentence or phrase as it is compared: without marks, with plain spaces and apostrophes, trimmed.
pub(crate) fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if is_mark(c) => {}
            c if is_space(c) => out.push(' '),
            '\u{2019}' | '\u{2018}' => out.push('\''),
            '\u{2011}' => out.push('-'),
            c => out.push(c),
        }
    }
    match out.trim() {
        trimmed if trimmed.len() == out.len() => out,
        trimmed => trimmed.to_owned(),
    }
}

/// A name as identity: without marks, with plain spaces and hyphens, trimmed, composed (NFC).
pub(crate) fn name(bytes: &[u8]) -> String {
    let text: Cow<'_, str> = String::from_utf8_lossy(bytes);
    if text.is_ascii() {
        return text.trim().to_owned();
    }
    let kept: String = text
        .chars()
        .filter(|c| !is_mark(*c))
        .map(|c| match c {
            c if is_space(c) => ' ',
            '\u{2011}' => '-',
            c => c,
        })
        .collect();
    let kept = kept.trim();
    match is_nfc_quick(kept.chars()) {
        IsNormalized::Yes => kept.to_owned(),
        IsNormalized::No | IsNormalized::Maybe => kept.nfc().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_people_see() {
        assert_eq!(
            name("\u{202a}+31\u{a0}6\u{a0}1234\u{2011}5678\u{202c}".as_bytes()),
            "+31 6 1234-5678"
        );
        assert_eq!(name("Rene\u{301}".as_bytes()), "René");
        assert_eq!(name("👩\u{200d}🔧 Bea".as_bytes()), "👩\u{200d}🔧 Bea");
        assert_eq!(behind_marks("\u{feff}\u{200e}[".as_bytes()), b"[");
        assert_eq!(behind_marks("€".as_bytes()), "€".as_bytes());
    }
}
