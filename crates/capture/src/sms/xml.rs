//! As much XML as a backup of messages has: tags with attributes, found by their brackets and quotes.
//!
//! Nothing is expanded but single characters, so that nothing grows; a document type, which could define more, is
//! refused by whoever walks through the file. Linear in the length of the source.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

/// How far into an element.
#[derive(Default)]
pub(super) struct Progress {
    depth: u64,
    inside: Inside,
}

#[derive(Default, Clone, Copy)]
enum Inside {
    /// Between tags.
    #[default]
    Text,
    /// Behind `<`.
    Opening,
    /// In a tag, whose first byte behind `<` and last byte so far these are.
    Tag(u8, u8),
    /// In a value of a tag, up to this quote.
    Value(u8, u8),
}

impl Progress {
    /// Goes on; returns where the element ends in these bytes, if it does. Begins at its `<`.
    pub(super) fn through(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            match self.inside {
                Inside::Text => {
                    at += memchr(b'<', rest)? + 1;
                    self.inside = Inside::Opening;
                }
                Inside::Opening => {
                    let first = rest.first().copied().unwrap_or_default();
                    self.inside = Inside::Tag(first, 0);
                    // `<>` has no name.
                    at += usize::from(first != b'>');
                }
                Inside::Value(first, quote) => {
                    at += memchr(quote, rest)? + 1;
                    self.inside = Inside::Tag(first, quote);
                }
                Inside::Tag(first, last) => {
                    let Some(found) = memchr3(b'>', b'"', b'\'', rest) else {
                        self.inside = Inside::Tag(first, rest.last().copied().unwrap_or(last));
                        return None;
                    };
                    let byte = rest.get(found).copied().unwrap_or_default();
                    let last = match found.checked_sub(1) {
                        Some(before) => rest.get(before).copied().unwrap_or_default(),
                        None => last,
                    };
                    at += found + 1;
                    if byte == b'>' {
                        self.inside = Inside::Text;
                        if self.closed(first, last) {
                            return Some(at);
                        }
                    } else if matches!(first, b'!' | b'?') {
                        // Quotes in comments mean nothing.
                        self.inside = Inside::Tag(first, byte);
                    } else {
                        self.inside = Inside::Value(first, byte);
                    }
                }
            }
        }
        None
    }

    /// A tag ended; whether the element did.
    fn closed(&mut self, first: u8, last: u8) -> bool {
        match first {
            b'/' => self.depth = self.depth.saturating_sub(1),
            b'!' | b'?' => {}
            _ if last == b'/' => {}
            _ => self.depth += 1,
        }
        self.depth == 0
    }
}

/// A tag of an element in memory.
pub(super) struct Tag<'b> {
    /// With `/` before it if it closes.
    pub(super) name: &'b [u8],
    attributes: Vec<(&'b [u8], &'b [u8])>,
}

impl<'b> Tag<'b> {
    /// An attribute as it is written; one that stands for nothing says `null`.
    pub(super) fn raw(&self, name: &str) -> Option<&'b [u8]> {
        let found = self
            .attributes
            .iter()
            .find(|(known, _)| *known == name.as_bytes());
        found.map(|(_, value)| *value)
    }

    /// An attribute with its characters, if it says anything.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let raw = self.raw(name).filter(|raw| *raw != b"null")?;
        Some(characters(raw).into_owned()).filter(|text| !text.is_empty())
    }

    /// A whole number.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        str::from_utf8(self.raw(name)?).ok()?.trim().parse().ok()
    }
}

/// The tags of an element, comments left out; `None` where a tag is broken or an attribute stands twice in it.
pub(super) fn tags(element: &[u8]) -> Option<Vec<Tag<'_>>> {
    let mut tags = Vec::new();
    let mut rest = element;
    while let Some(begin) = memchr(b'<', rest) {
        rest = rest.get(begin + 1..)?;
        if matches!(rest.first(), Some(b'!' | b'?')) {
            rest = rest.get(memchr(b'>', rest)? + 1..)?;
            continue;
        }
        tags.push(tag(&mut rest)?);
    }
    Some(tags)
}

/// The tag that begins here, behind its `<`; the rest is what follows its `>`.
pub(super) fn tag<'b>(rest: &mut &'b [u8]) -> Option<Tag<'b>> {
    let end = rest
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || *byte == b'>');
    let (name, mut behind) = rest.split_at_checked(end?)?;
    let name = name.strip_suffix(b"/").unwrap_or(name);
    let mut attributes: Vec<(&[u8], &[u8])> = Vec::new();
    loop {
        behind = behind.trim_ascii_start();
        let (first, after) = behind.split_first()?;
        match first {
            b'>' => {
                *rest = after;
                return Some(Tag { name, attributes });
            }
            b'/' => behind = after,
            _ => {
                let equals = memchr3(b'=', b'>', b'"', behind)?;
                let (key, value) = behind.split_at_checked(equals)?;
                let value = value.strip_prefix(b"=")?.trim_ascii_start();
                let (quote, value) = value.split_first()?;
                let end = memchr(*quote, value).filter(|_| matches!(quote, b'"' | b'\''))?;
                let (value, after) = value.split_at_checked(end)?;
                let key = key.trim_ascii_end();
                // Readers differ in which of two they take. A tag that never ends would make this quadratic.
                if attributes.len() == MAX_ATTRIBUTES
                    || attributes.iter().any(|(known, _)| *known == key)
                {
                    return None;
                }
                attributes.push((key, value));
                behind = after.get(1..)?;
            }
        }
    }
}

/// Most attributes of a tag; the app writes some thirty.
const MAX_ATTRIBUTES: usize = 256;

/// A value with its characters: the five names that XML has, and numbers. The app writes characters beyond U+FFFF as
/// two halves of UTF-16, each as a number, which XML forbids and this takes; a half alone is U+FFFD.
pub(super) fn characters(raw: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(raw);
    if memchr(b'&', raw).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        out.push_str(before);
        let (first, mut behind) = match character(entity) {
            Some(found) => found,
            None => (u32::from(b'&'), entity.get(1..).unwrap_or_default()),
        };
        let low = character(behind).filter(|(low, _)| (0xdc00..0xe000).contains(low));
        let code = match (first, low) {
            (0xd800..0xdc00, Some((low, after))) => {
                behind = after;
                0x1_0000 + ((first - 0xd800) << 10) + (low - 0xdc00)
            }
            (first, _) => first,
        };
        out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
        rest = behind;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The number of the character that an entity stands for, and what follows it.
fn character(text: &str) -> Option<(u32, &str)> {
    let inner = text.strip_prefix('&')?;
    // The longest is `#x10FFFF`, with zeros in front as far as anybody writes them.
    let end = inner.bytes().take(16).position(|byte| byte == b';')?;
    let (name, behind) = (inner.get(..end)?, inner.get(end + 1..)?);
    let code = match name {
        "amp" => u32::from(b'&'),
        "lt" => u32::from(b'<'),
        "gt" => u32::from(b'>'),
        "quot" => u32::from(b'"'),
        "apos" => u32::from(b'\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let hexadecimal = digits.strip_prefix(['x', 'X']);
            let (digits, radix) = hexadecimal.map_or((digits, 10), |digits| (digits, 16));
            digits
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit())
                .then(|| u32::from_str_radix(digits, radix).ok())??
        }
    };
    Some((code, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_all_kinds() {
        for (raw, text) in [
            ("a &lt;b&gt; &amp;amp; &quot;&apos;", "a <b> &amp; \"'"),
            ("&#55357;&#56832;!", "😀!"),
            ("&#xD83D;&#xde00;", "😀"),
            ("&#128512; 😀", "😀 😀"),
            ("&#55357;x", "\u{fffd}x"),
            ("&#55357;&#55357;&#56832;", "\u{fffd}😀"),
            ("&#56832;", "\u{fffd}"),
            (
                "a&#10;b &nbsp; &unknown; & &; &#; &#-1; &#99999999;",
                "a\nb &nbsp; &unknown; & &; &#; &#-1; \u{fffd}",
            ),
            ("&", "&"),
        ] {
            assert_eq!(characters(raw.as_bytes()), text, "{raw}");
        }
        assert_eq!(characters(b"\xff&amp;"), "\u{fffd}&");
    }

    #[test]
    fn elements_end_where_they_end() {
        for (element, tail) in [
            ("<sms body=\"a > b /> c\" />", " tail"),
            ("<sms a='\">'></sms>", "x"),
            ("<mms><parts><part/></parts></mms>", "<sms/>"),
            ("<mms><!-- \" --></mms>", ">"),
            ("<sms/>", ""),
        ] {
            let source = format!("{element}{tail}");
            ends(source.as_bytes(), Some(element.len()));
        }
        ends(b"<sms body=\"", None);
        ends(b"<><", None);
    }

    /// At once, and piece by piece.
    fn ends(source: &[u8], end: Option<usize>) {
        assert_eq!(Progress::default().through(source), end);
        let mut progress = Progress::default();
        let piece = (0..source.len()).find(|at| progress.through(&source[*at..=*at]).is_some());
        assert_eq!(piece.map(|at| at + 1), end);
    }

    #[test]
    fn tags_and_their_attributes() {
        let all = tags(b"<mms a=\"1\" b = '2'><!-- x=\"y\" --><part c=\"null\"/></mms>").unwrap();
        let names: Vec<_> = all.iter().map(|tag| tag.name).collect();
        assert_eq!(names, [&b"mms"[..], b"part", b"/mms"]);
        assert_eq!((all[0].number("a"), all[0].number("b")), (Some(1), Some(2)));
        assert_eq!(
            (all[1].raw("c"), all[1].text("c")),
            (Some(&b"null"[..]), None)
        );
        for broken in ["<a b>", "<a b=1>", "<a b=\"1>", "<a b=\"1\" b=\"2\">", "<a"] {
            assert!(tags(broken.as_bytes()).is_none(), "{broken}");
        }
    }
}
