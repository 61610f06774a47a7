//! What the body of a message is: words, a file, something removed, a place, a poll, a call.

use zegel_model::message::{Attachment, Kind};

use super::attachment;
use super::lexicon::{LEXICON, LONGEST, LanguageIndex, Lexicon, Marker, Phrase};
use super::marks::{LRM, behind_marks, plain};

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
    let marked = LRM.first() == whole.first() && behind_marks(whole).len() < whole.len();
    let bare = behind_marks(whole).trim_ascii();
    let (core, edited) = match edit(bare) {
        Some((core, language)) => (core, Some(language)),
        None => (bare, None),
    };
    let mut body = read_core(core, marked, known);
    if let Some(language) = edited {
        body.edited = true;
        body.language = body.language.or(Some(language));
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

/// The text before a mark of editing, if there is one at its end.
fn edit(bare: &[u8]) -> Option<(&[u8], LanguageIndex)> {
    // A mark may stand behind the bracket.
    let end = behind_marks_back(bare).strip_suffix(b">")?;
    let open = memchr::memrchr(b'<', end)?;
    let language = LEXICON.marker(Marker::Edited, end.get(open + 1..)?)?;
    let core = bare.get(..open)?;
    Some((behind_marks_back(core).trim_ascii_end(), language))
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
    let inner = first.strip_prefix(b"<")?.strip_suffix(b">")?;
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
    let colon = memchr::memchr(b':', head)?;
    let word = first.get(..colon)?;
    let behind = first.get(colon + 1..)?;
    if behind.trim_ascii().is_empty() && core.len() > first.len() {
        let with_colon = first.get(..=colon)?;
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
    let by_app = marked || memchr::memmem::find(core, LRM).is_some();
    if !by_app && !may_hold_a_name(core) {
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

/// Only removals by an administrator hold a name within a message, and all such sentences are short.
fn may_hold_a_name(core: &[u8]) -> bool {
    core.len() < 160 && LEXICON.may_be_an_administrators(core)
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
        assert_eq!(
            kind("Nine \u{200e}<This message was edited>"),
            (Kind::Text, true, None)
        );
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
            "Missed voice call of niet?",
            "Videogesprek",
            "<promise me>",
        ] {
            assert_eq!(kind(text), (Kind::Text, false, None), "{text}");
        }
    }
}
