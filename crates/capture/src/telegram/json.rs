//! JSON by its brackets: where a value begins and ends, without believing what is in it.
//!
//! Linear in the length of the source, with a counter for the depth, so that nothing nests too deeply. Whether a
//! bracket fits the one that it closes is for whoever reads the value.

use std::io;

use memchr::memchr2;

use crate::window::{Window, length};

/// How far into a value.
#[derive(Default)]
pub(super) struct Progress {
    depth: u64,
    string: bool,
    escaped: bool,
}

impl Progress {
    /// Goes on; returns where the value ends in these bytes, if it does. Begins at its first byte.
    pub(super) fn through(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.escaped {
                self.escaped = false;
                at += 1;
            } else if self.string {
                let rest = bytes.get(at..).unwrap_or_default();
                let next = memchr2(b'"', b'\\', rest)?;
                self.escaped = rest.get(next) == Some(&b'\\');
                self.string = self.escaped;
                at += next + 1;
                if !self.string && self.depth == 0 {
                    return Some(at);
                }
            } else {
                match byte {
                    b'"' => self.string = true,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' | b',' | b':' if self.depth == 0 => return Some(at),
                    b'}' | b']' => {
                        self.depth -= 1;
                        if self.depth == 0 {
                            return Some(at + 1);
                        }
                    }
                    _ if self.depth == 0 && is_space(byte) => return Some(at),
                    _ => {}
                }
                at += 1;
            }
        }
        None
    }
}

/// A value of a source.
pub(super) struct Value {
    pub(super) offset: u64,
    pub(super) length: u64,
    /// Its bytes are still in the window, at its front: it is no longer than was asked for.
    pub(super) kept: bool,
    /// The source goes on behind it; one that does not may have been cut.
    pub(super) whole: bool,
}

/// Whatever separates values; a comma says nothing that the values do not.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

/// The next byte that is no space, and no comma either.
pub(super) fn next(window: &mut Window) -> io::Result<Option<u8>> {
    loop {
        let rest = window.rest();
        let spaces = rest
            .iter()
            .position(|byte| !is_space(*byte) && *byte != b',');
        if let Some(spaces) = spaces {
            window.consume(spaces);
            return Ok(window.rest().first().copied());
        }
        window.consume(rest.len());
        if !window.fill()? {
            return Ok(None);
        }
    }
}

/// Finds the end of the value that begins here. At most `keep` bytes of it stay in the window, for [`take`].
pub(super) fn value(window: &mut Window, keep: usize) -> io::Result<Value> {
    let offset = window.offset();
    let mut progress = Progress::default();
    // How much of the rest was looked at.
    let mut seen = 0;
    let mut left_behind = 0_u64;
    loop {
        let fresh = window.rest().get(seen..).unwrap_or_default();
        let whole = progress.through(fresh);
        seen += whole.unwrap_or(fresh.len());
        let too_long = left_behind > 0 || seen > keep;
        if too_long {
            window.consume(seen);
            left_behind = left_behind.saturating_add(length(seen));
            seen = 0;
        }
        if whole.is_some() || !window.fill()? {
            return Ok(Value {
                offset,
                length: left_behind.saturating_add(length(seen)),
                kept: !too_long,
                whole: whole.is_some(),
            });
        }
    }
}

/// The bytes of a value that was kept.
pub(super) fn bytes<'w>(window: &'w Window, value: &Value) -> Option<&'w [u8]> {
    let length = usize::try_from(value.length).ok()?;
    window.rest().get(..length).filter(|_| value.kept)
}

/// Leaves a value behind.
pub(super) fn leave(window: &mut Window, value: &Value) {
    if value.kept {
        window.consume(usize::try_from(value.length).unwrap_or(usize::MAX));
    }
}

/// The fields of an object in memory, with their bytes, until `take` has seen enough. Names with escapes stay as they
/// are written: none that matters has any.
pub(super) fn fields<'b>(object: &'b [u8], mut take: impl FnMut(&'b [u8], &'b [u8]) -> bool) {
    let mut rest = object.get(1..).unwrap_or_default();
    loop {
        rest = trimmed(rest);
        let Some(name) = one(&mut rest) else { return };
        rest = trimmed(rest);
        let Some(behind) = rest.strip_prefix(b":") else {
            return;
        };
        rest = trimmed(behind);
        let Some(value) = one(&mut rest) else { return };
        if take(unquoted(name), value) {
            return;
        }
    }
}

/// What stands between the quotes.
pub(super) fn unquoted(string: &[u8]) -> &[u8] {
    string
        .strip_prefix(b"\"")
        .and_then(|inner| inner.strip_suffix(b"\""))
        .unwrap_or(string)
}

/// The same with what no JSON may hold made harmless: bytes that are no UTF-8, and halves of surrogate pairs.
pub(super) fn mended(object: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(object);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let length = match unit(escape) {
            Some(_) if escape.get(..12).is_some_and(is_pair) => 12,
            Some(0xd800..=0xdfff) => {
                out.push('\u{fffd}');
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            Some(_) => 6,
            // The escaped character may be a backslash.
            None => 1 + escape.chars().nth(1).map_or(0, char::len_utf8),
        };
        let (taken, behind) = escape.split_at_checked(length).unwrap_or((escape, ""));
        out.push_str(taken);
        rest = behind;
    }
    out.push_str(rest);
    out.into_bytes()
}

/// The UTF-16 unit of an escape like `\ud83d`.
fn unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

fn is_pair(escapes: &str) -> bool {
    let (high, low) = escapes.split_at_checked(6).unwrap_or_default();
    matches!(
        (unit(high), unit(low)),
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff))
    )
}

fn one<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let end = Progress::default().through(rest).filter(|end| *end > 0)?;
    let (one, behind) = rest.split_at_checked(end)?;
    *rest = behind;
    Some(one)
}

fn trimmed(bytes: &[u8]) -> &[u8] {
    let spaces = bytes
        .iter()
        .position(|byte| !is_space(*byte) && *byte != b',');
    bytes
        .get(spaces.unwrap_or(bytes.len())..)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(source: &str, keep: usize) -> Vec<(u64, u64, bool, bool)> {
        let mut window = Window::new(Box::new(io::Cursor::new(source.as_bytes().to_vec())));
        let mut found = Vec::new();
        while next(&mut window).unwrap().is_some() {
            let value = value(&mut window, keep).unwrap();
            leave(&mut window, &value);
            found.push((value.offset, value.length, value.kept, value.whole));
            if value.length == 0 {
                break;
            }
        }
        found
    }

    #[test]
    fn values_end_where_they_end() {
        assert_eq!(
            all(r#" {"a":"}\"]\\"} , [1,[2]] 12,"x" nul"#, 99),
            [
                (1, 14, true, true),
                (18, 7, true, true),
                (26, 2, true, true),
                (29, 3, true, true),
                (33, 3, true, false)
            ]
        );
        assert_eq!(all("]", 9), [(0, 0, true, true)]);
        assert_eq!(all("[[[", 9), [(0, 3, true, false)]);
        assert_eq!(
            all(r#""abcdef" 1"#, 3),
            [(0, 8, false, true), (9, 1, true, false)]
        );
    }

    #[test]
    fn a_long_value_is_not_kept() {
        let long = format!("[\"{}\"] 7 ", "x\\\"".repeat(300_000));
        let length = length(long.len()) - 3;
        assert_eq!(
            all(&long, 1000),
            [(0, length, false, true), (length + 1, 1, true, true)]
        );
        let deep = "[".repeat(1_000_000);
        assert_eq!(all(&deep, 1000), [(0, 1_000_000, false, false)]);
    }

    #[test]
    fn what_no_json_may_hold_is_made_harmless() {
        for (from, to) in [
            (r#"{"a":"x"}"#, r#"{"a":"x"}"#),
            (r"\\ud83d\ude00", r"\\ud83d?"),
            (r"\ud83d\ude00", r"\ud83d\ude00"),
            (r"\ud83d\ud83d\ude00!", r"?\ud83d\ude00!"),
            (r"a\ude00\n\u0041", r"a?\n\u0041"),
            (r"\ud83d", "?"),
            (r"\\", r"\\"),
            ("\\", "\\"),
            (r"\é\u12", r"\é\u12"),
        ] {
            let mended = String::from_utf8(mended(from.as_bytes())).unwrap();
            assert_eq!(mended.replace('\u{fffd}', "?"), to, "{from}");
        }
        assert_eq!(mended(b"\xff"), "\u{fffd}".as_bytes());
    }

    #[test]
    fn fields_of_an_object() {
        let mut found = Vec::new();
        fields(br#"{ "a" : {"b":1}, "c":"d" ,"e":2}"#, |name, value| {
            found.push((name, value));
            name == b"c"
        });
        assert_eq!(found, [(&b"a"[..], &br#"{"b":1}"#[..]), (b"c", br#""d""#)]);
    }
}
