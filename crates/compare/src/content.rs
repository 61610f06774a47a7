//! What a line says, freed of what differs from phone to phone: only for comparing, never shown.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use zegel_model::message::Kind;

use crate::Line;

/// Has no width and no meaning of its own.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A name as identity: composed, without marks, one plain space between words.
pub(crate) fn identity(name: &str) -> String {
    if name.is_ascii() && !name.contains("  ") {
        return name.trim().to_owned();
    }
    let plain: String = name
        .nfc()
        .filter(|c| !is_mark(*c))
        .map(|c| match c {
            '\u{2011}' | '\u{2010}' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The digits of a telephone number, of a name that is one or of a platform's identifier that holds one.
pub(crate) fn number(name: &str) -> Option<String> {
    let bare = name.split('@').next().unwrap_or(name);
    let is_number = (name.contains('@') || bare.starts_with('+'))
        && bare.chars().all(|c| {
            c.is_ascii_digit() || c.is_whitespace() || matches!(c, '+' | '-' | '(' | ')' | '.')
        });
    let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
    (is_number && digits.len() >= 6).then_some(digits)
}

/// The words of a message: without marks, ends of lines trimmed, without the sign that it was edited.
pub(crate) fn words<'a>(line: &Line<'a>) -> Cow<'a, str> {
    let mut text = line.text;
    if line.edited {
        let trimmed = text.trim_end();
        if trimmed.ends_with('>')
            && let Some(start) = trimmed.rfind('<')
        {
            text = trimmed.get(..start).unwrap_or(trimmed);
        }
    }
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    let untidy = |c: char| is_mark(c) || matches!(c, '\r' | '\u{a0}' | '\u{202f}');
    if !text.contains(untidy) && !text.contains(" \n") && !text.contains("\t\n") {
        return Cow::Borrowed(text);
    }
    let plain: String = text
        .chars()
        .filter(|c| !is_mark(*c))
        .map(|c| match c {
            '\u{a0}' | '\u{202f}' => ' ',
            c => c,
        })
        .collect();
    let lines: Vec<&str> = plain.lines().map(str::trim_end).collect();
    Cow::Owned(lines.join("\n"))
}

/// How a copy writes a caption: only captions that are written in one way are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// The file or its omission on the first line, the caption below.
    FirstLine,
    /// The caption, then the file between brackets.
    Behind,
    /// The text is the caption.
    Plain,
    /// The text is the app's own; whether there was a caption cannot be known.
    Unknown,
}

/// What was written with a file.
pub(crate) fn caption<'a>(line: &Line<'a>) -> (Style, Cow<'a, str>) {
    let text = words(line);
    let name = line.file.map_or("", |file| file.name);
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let first = first.trim();
    if !name.is_empty() && first.starts_with(name) && first.ends_with(')') {
        return (Style::FirstLine, Cow::Owned(rest.trim().to_owned()));
    }
    if name.is_empty() && first.starts_with('<') && first.ends_with('>') {
        return (Style::FirstLine, Cow::Owned(rest.trim().to_owned()));
    }
    if !name.is_empty()
        && text.ends_with('>')
        && let Some(start) = text.rfind('<')
        && text
            .get(start..)
            .is_some_and(|marker| marker.contains(name))
    {
        let before = text.get(..start).unwrap_or_default().trim();
        // The title of a document and its number of pages are the app's.
        let own = if before.contains(" • ") { "" } else { before };
        return (Style::Behind, Cow::Owned(own.to_owned()));
    }
    if !name.is_empty() {
        return (Style::Plain, text);
    }
    (Style::Unknown, Cow::Borrowed(""))
}

/// Captions differ, and not because phones write them differently.
pub(crate) fn captions_clash(a: &Line<'_>, b: &Line<'_>) -> bool {
    let ((a_style, mine), (b_style, theirs)) = (caption(a), caption(b));
    if a_style == Style::Unknown || b_style == Style::Unknown || mine == theirs {
        return false;
    }
    if a_style == Style::FirstLine && b_style == Style::FirstLine {
        return true;
    }
    // The title of a document is a caption on one phone and none on another.
    let is_title = |text: &str| {
        [a, b].iter().any(|line| {
            line.file
                .is_some_and(|file| !file.name.is_empty() && file.name.ends_with(text))
        })
    };
    !mine.is_empty() && !theirs.is_empty() && !is_title(&mine) && !is_title(&theirs)
}

/// The question of a poll, without its votes, which change.
pub(crate) fn question<'a>(line: &Line<'a>) -> Cow<'a, str> {
    let text = words(line);
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let question = if first.trim_end().ends_with(':') {
        lines.next().unwrap_or(first)
    } else {
        first
    };
    Cow::Owned(question.trim().to_owned())
}

/// What makes two lines the same whatever the phone; nothing where a copy may show the same thing in several ways.
pub(crate) fn key<'a>(line: &Line<'a>) -> Option<(u8, Cow<'a, str>)> {
    match line.kind {
        Kind::Text => Some((0, words(line))),
        Kind::Poll => Some((1, question(line))),
        Kind::Media | Kind::Contact => {
            let digest = line.file.and_then(|file| file.sha256)?;
            let hex = digest.iter().fold(String::new(), |mut hex, byte| {
                for half in [byte >> 4, byte & 15] {
                    hex.extend(char::from_digit(u32::from(half), 16));
                }
                hex
            });
            Some((2, Cow::Owned(hex)))
        }
        Kind::Deleted | Kind::Call | Kind::Location | Kind::System => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_people_see() {
        assert_eq!(identity("Rene\u{301}  \u{200e}Bos "), "René Bos");
        assert_eq!(number("+31 6 1234-5678").as_deref(), Some("31612345678"));
        assert_eq!(
            number("31612345678@s.whatsapp.net").as_deref(),
            Some("31612345678")
        );
        assert_eq!(number("Bob"), None);
        assert_eq!(number("2de ploeg"), None);
    }
}
