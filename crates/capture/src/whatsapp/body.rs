//! What the body of a message is: words, a file, something removed, a place, a poll, a call.

use zegel_model::message::{Attachment, Kind};

use super::attachment;
use super::lexicon::{LEXICON, LONGEST, LanguageIndex, Lexicon, Marker, Phrase};
use super::marks::{self, LRM, behind_marks, plain};

/// What was read from a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) kind: Kind,
    pub(crate) edited: bool,
    /// Its file; `present` is decided by whoever knows the files.
    pub(crate) attachment: Option<Attachment>,
    /// The holder of the phone wrote it: only they may remove it so.
    pub(crate) by_holder: bool,
    /// The language that gave it away.
    pub(crate) language: Option<LanguageIndex>,
}

impl Body {
    fn of(kind: Kind) -> Self {
        Self {
            kind,
            edited: false,
            attachment: None,
            by_holder: false,
            language: None,
        }
    }

    fn file(kind: Kind, name: String, language: Option<LanguageIndex>) -> Self {
        Self {
            attachment: Some(Attachment {
                name,
                present: false,
            }),
            language,
            ..Self::of(kind)
        }
    }
}

/// Reads a whole body, lines that continue it included. `known` says that the file's language is one of ours.
pub(crate) fn read(whole: &[u8], known: bool) -> Body {
    let marked = marks::marked(whole);
    let bare = behind_marks(whole).trim_ascii();
    let (core, edited) = match edit(bare) {
        Some((core, language)) => (core, Some(language)),
        None => (bare, None),
    };
    let mut body = read_core(core, marked, known);
    if let Some(language) = edited {
        body.edited = true;
        body.language = body.language.or(language);
    }
    body
}

fn read_core(core: &[u8], marked: bool, known: bool) -> Body {
    let first = first_line(core);
    if core.is_empty() {
        // The app refuses empty texts: this was for one view, or of a kind that it does not export.
        return Body::file(Kind::Media, String::new(), None);
    }
    if let Some(found) = attachment::find(core, first) {
        let card = found.name.len() > 4 && found.name.to_ascii_lowercase().ends_with(".vcf");
        return Body::file(
            if card { Kind::Contact } else { Kind::Media },
            found.name,
            found.language,
        );
    }
    if let Some(body) = omitted(first, known) {
        return body;
    }
    if let Some(body) = keyword(core, first) {
        return body;
    }
    if core.len() > first.len() && is_poll(core, first) {
        return Body::of(Kind::Poll);
    }
    if first.len() == core.len() && core.len() <= LONGEST {
        return whole_phrase(core, marked).unwrap_or_else(|| Body::of(Kind::Text));
    }
    Body::of(Kind::Text)
}

fn first_line(core: &[u8]) -> &[u8] {
    let line = memchr::memchr(b'\n', core)
        .and_then(|end| core.get(..end))
        .unwrap_or(core);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The text before a mark of editing, if there is one at its end, with the language of the mark if it is known.
fn edit(bare: &[u8]) -> Option<(&[u8], Option<LanguageIndex>)> {
    // A mark may stand behind the bracket.
    let end = behind_marks_back(bare).strip_suffix(b">")?;
    let open = memchr::memrchr(b'<', end)?;
    let inner = end.get(open + 1..)?;
    let before = bare.get(..open)?;
    let core = behind_marks_back(before).trim_ascii_end();
    if let Some(language) = LEXICON.marker(Marker::Edited, inner) {
        return Some((core, Some(language)));
    }
    let may =
        !core.is_empty() && inner.len() <= 200 && memchr::memchr2(b':', b'\n', inner).is_none();
    (may && Lexicon::says_changed(&plain(inner))).then_some((core, None))
}

/// The bytes before any direction marks and spaces that they end with.
fn behind_marks_back(mut bytes: &[u8]) -> &[u8] {
    loop {
        bytes = bytes.trim_ascii_end();
        match bytes
            .strip_suffix("\u{200e}".as_bytes())
            .or_else(|| bytes.strip_suffix("\u{200f}".as_bytes()))
        {
            Some(rest) => bytes = rest,
            None => return bytes,
        }
    }
}

/// `<Media omitted>` as the first line; a caption may follow.
fn omitted(first: &[u8], known: bool) -> Option<Body> {
    let inner = first.strip_prefix(b"<")?.strip_suffix(b">")?.trim_ascii();
    if inner.len() > 250 || memchr::memchr2(b'<', b'>', inner).is_some() {
        return None;
    }
    match LEXICON.phrase(inner) {
        Some((Phrase::Omitted, language)) => {
            Some(Body::file(Kind::Media, String::new(), Some(language)))
        }
        Some((Phrase::CardOmitted, language)) => {
            Some(Body::file(Kind::Contact, String::new(), Some(language)))
        }
        // Words between brackets and nothing else are the app's if they say so, or if its language is not known.
        None if Lexicon::says_left_out(&plain(inner))
            || (!known && memchr::memchr(b' ', inner).is_some()) =>
        {
            Some(Body::file(Kind::Media, String::new(), None))
        }
        _ => None,
    }
}

/// Polls and places begin with a word and a colon.
fn keyword(core: &[u8], first: &[u8]) -> Option<Body> {
    let head = first.get(..first.len().min(60)).unwrap_or(first);
    let wide = "：".as_bytes();
    let (colon, length) = match memchr::memchr2(b':', wide.first().copied()?, head)? {
        colon if head.get(colon) == Some(&b':') => (colon, 1),
        colon if head.get(colon..)?.starts_with(wide) => (colon, wide.len()),
        _ => (memchr::memchr(b':', head)?, 1),
    };
    let word = first.get(..colon)?;
    let behind = first.get(colon + length..)?;
    if behind.trim_ascii().is_empty() && core.len() > first.len() {
        let with_colon = first.get(..colon + length)?;
        let language = LEXICON.marker(Marker::Poll, with_colon)?;
        return Some(Body {
            language: Some(language),
            ..Body::of(Kind::Poll)
        });
    }
    let link = behind.trim_ascii_start();
    let map = link.strip_prefix(b"https://maps.google.com/?q=")?;
    let coordinates = map
        .iter()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-'));
    let language = LEXICON.marker(Marker::Place, word);
    (language.is_some() || (coordinates && memchr::memchr(b' ', word).is_none())).then(|| Body {
        language,
        ..Body::of(Kind::Location)
    })
}

/// A word with a colon, a question, and at least two choices, each behind one word and with its votes: in whatever
/// language, nobody writes so by hand.
fn is_poll(core: &[u8], first: &[u8]) -> bool {
    let word = behind_marks_back(first).strip_suffix(b":");
    if word.is_none_or(|word| word.is_empty() || word.len() > 40) || core.len() > 1 << 14 {
        return false;
    }
    let text = plain(core);
    let mut before = None;
    let mut choices = 0;
    for line in text.lines().rev() {
        let Some((word, choice)) = line.split_once(": ") else {
            break;
        };
        let votes = choice
            .trim_end()
            .strip_suffix(')')
            .and_then(|choice| choice.rsplit_once('('))
            .is_some_and(|(_, votes)| votes.chars().any(char::is_numeric));
        if !votes || word.len() > 40 || before.is_some_and(|before| before != word) {
            break;
        }
        before = Some(word);
        choices += 1;
    }
    choices >= 2
}

/// A body of one line that may be the app's own.
fn whole_phrase(core: &[u8], marked: bool) -> Option<Body> {
    if core == b"null" {
        // What Android writes for a call.
        return Some(Body::of(Kind::Call));
    }
    match LEXICON.phrase(core) {
        Some((Phrase::CallTaken, _)) if !marked => return None,
        Some((phrase, language)) => return Some(of_phrase(phrase, language)),
        None => {}
    }
    // The mark may stand within, behind the title of a document.
    let within =
        || memchr::memchr(0xe2, core).is_some() && memchr::memmem::find(core, LRM).is_some();
    let by_app = marked || within();
    if !(by_app || core.len() < 250 && LEXICON.begins_a_phrase(core)) {
        return None;
    }
    let plain = plain(core);
    if by_app && let Some((name, language)) = attachment::document_left_out(&plain) {
        return Some(Body::file(Kind::Media, name, Some(language)));
    }
    if marked {
        if let Some(language) = LEXICON.begins_with_call(&plain) {
            return Some(Body {
                language: Some(language),
                ..Body::of(Kind::Call)
            });
        }
        if plain.len() < 80 && Lexicon::says_left_out(&plain) {
            return Some(Body::file(Kind::Media, String::new(), None));
        }
    }
    LEXICON
        .phrase_with_name(&plain)
        .map(|(phrase, language)| of_phrase(phrase, language))
}

fn of_phrase(phrase: Phrase, language: LanguageIndex) -> Body {
    let body = match phrase {
        Phrase::Deleted => Body::of(Kind::Deleted),
        Phrase::DeletedByYou => Body {
            by_holder: true,
            ..Body::of(Kind::Deleted)
        },
        Phrase::Omitted => Body::file(Kind::Media, String::new(), None),
        Phrase::CardOmitted => Body::file(Kind::Contact, String::new(), None),
        Phrase::Call | Phrase::CallTaken => Body::of(Kind::Call),
        Phrase::LivePlace => Body::of(Kind::Location),
    };
    Body {
        language: Some(language),
        ..body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> (Kind, bool, Option<String>) {
        let body = read(text.as_bytes(), true);
        (body.kind, body.edited, body.attachment.map(|a| a.name))
    }

    #[test]
    fn files_of_both_platforms() {
        for (text, file) in [
            (
                "IMG-20220502-WA0002.jpg (file attached)\nDit is een foto",
                "IMG-20220502-WA0002.jpg",
            ),
            (
                "\u{200e}DOC-20220502-WA0006. (bestand bijgevoegd)",
                "DOC-20220502-WA0006.",
            ),
            (
                "Plan.pdf • \u{200e}2 pagina's \u{200e}<bijgevoegd: 00000017-Plan.pdf>",
                "00000017-Plan.pdf",
            ),
            (
                "\u{200e}Bon.pdf • \u{200e}3 pages \u{200e}document omitted",
                "Bon.pdf",
            ),
            (
                "Bon.pdf • \u{200e}3 pages \u{200e}document omitted",
                "Bon.pdf",
            ),
            (
                "Kijk \u{200e}<attached: 00000009-PHOTO-2022-05-02-16-10-47.jpg>",
                "00000009-PHOTO-2022-05-02-16-10-47.jpg",
            ),
            (
                "\u{200e}<附件：00000004-PHOTO-2026-10-05-12-10-59.jpg>",
                "00000004-PHOTO-2026-10-05-12-10-59.jpg",
            ),
            ("<Media omitted>\nManifesto.pdf", ""),
            ("\u{200e}afbeelding weggelaten", ""),
            ("<Eenmalige foto weggelaten>", ""),
            ("\u{200e}eenmalige video weggelaten", ""),
            ("<Vista única omitida>", ""),
            ("", ""),
        ] {
            assert_eq!(
                kind(text),
                (Kind::Media, false, Some(file.to_owned())),
                "{text}"
            );
        }
        let card = Some("Joris Bakker.vcf".to_owned());
        assert_eq!(
            kind("Joris Bakker.vcf (file attached)"),
            (Kind::Contact, false, card)
        );
    }

    #[test]
    fn other_bodies_of_the_app() {
        for (text, expected) in [
            ("POLL:\nWanneer?\nOPTION: nu (1 vote)", Kind::Poll),
            (
                "location: https://maps.google.com/?q=51.8,4.6",
                Kind::Location,
            ),
            (
                "Locatie: https://maps.google.com/?q=51.8,4.6",
                Kind::Location,
            ),
            (
                "\u{200e}Missed voice call. \u{200e}Tap to call back",
                Kind::Call,
            ),
            ("\u{200e}Videogesprek, \u{200e}5 min", Kind::Call),
            ("null", Kind::Call),
            ("Dit bericht is verwijderd", Kind::Deleted),
            ("This message was deleted by admin Bob", Kind::Deleted),
        ] {
            assert_eq!(kind(text), (expected, false, None), "{text}");
        }
        assert!(read("U hebt dit bericht verwijderd.".as_bytes(), true).by_holder);
        assert!(!read(b"This message was deleted", true).by_holder);
        assert_eq!(
            kind("Negen uur <Dit bericht is bewerkt>"),
            (Kind::Text, true, None)
        );
        for text in [
            "Nine \u{200e}<This message was edited>",
            "Dokuz <Bu mesaj düzenlendi>",
            "九 <此消息已编辑>",
        ] {
            assert_eq!(kind(text), (Kind::Text, true, None), "{text}");
        }
        let poll = "\u{200e}BLAVO:\nKiam?\n\u{200e}OPCIO: nun (\u{200e}2 voĉoj)\n\u{200e}OPCIO: poste (\u{200e}0 voĉoj)";
        assert_eq!(kind(poll), (Kind::Poll, false, None));
    }

    #[test]
    fn people_may_say_such_things() {
        for text in [
            "Hoi",
            "Ik <3 je",
            "<grijns>",
            "Dit bericht is verwijderd denk ik",
            "zie (file attached)",
            "kijk hier: https://maps.google.com/?q=51.8,4.6",
            "poll: wie gaat mee?",
            "Lijst:\nmelk: 2 (vol)\nbrood",
            "dus <3 of <echt bewerkt hout>: mooi",
            "Missed voice call of niet?",
            "Videogesprek",
            "<promise me>",
        ] {
            assert_eq!(kind(text), (Kind::Text, false, None), "{text}");
        }
    }
}
