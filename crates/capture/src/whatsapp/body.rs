//! What the body of a message is: words, a file, something removed, a place, a poll, a call.

use zegel_model::message::{Attachment, Kind};

use super::attachment;
use super::lexicon::{LEXICON, LONGEST, LanguageIndex, Marker, Phrase};
use super::marks::{behind_marks, plain};

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
    let marked =
        super::marks::LRM.first() == whole.first() && behind_marks(whole).len() < whole.len();
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
        // In a language that we do not know, words between brackets and nothing else are the app's.
        None if !known && memchr::memchr(b' ', inner).is_some() => {
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
    if let Some((phrase, language)) = LEXICON.phrase(core) {
        return Some(of_phrase(phrase, language));
    }
    if marked {
        let plain = plain(core);
        if let Some(language) = LEXICON.begins_with_call(&plain) {
            return Some(Body {
                language: Some(language),
                ..Body::of(Kind::Call)
            });
        }
        if let Some((name, language)) = attachment::document_left_out(&plain) {
            return Some(Body::file(Kind::Media, name, Some(language)));
        }
    } else if !may_hold_a_name(core) {
        return None;
    }
    let plain = plain(core);
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
        Phrase::Call => Body::of(Kind::Call),
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
    fn bodies_of_both_platforms() {
        let name = |n: &str| Some(n.to_owned());
        assert_eq!(kind("Hoi"), (Kind::Text, false, None));
        assert_eq!(kind("Ik <3 je"), (Kind::Text, false, None));
        assert_eq!(kind("<grijns>"), (Kind::Text, false, None));
        assert_eq!(
            kind("Negen uur <Dit bericht is bewerkt>"),
            (Kind::Text, true, None)
        );
        assert_eq!(
            kind("Nine \u{200e}<This message was edited>"),
            (Kind::Text, true, None)
        );
        assert_eq!(
            kind("IMG-20220502-WA0002.jpg (file attached)\nDit is een foto"),
            (Kind::Media, false, name("IMG-20220502-WA0002.jpg"))
        );
        assert_eq!(
            kind("\u{200e}DOC-20220502-WA0006. (bestand bijgevoegd)"),
            (Kind::Media, false, name("DOC-20220502-WA0006."))
        );
        assert_eq!(
            kind(
                "Manifesto.pdf • \u{200e}116 pagina's \u{200e}<bijgevoegd: 00000017-Manifesto.pdf>"
            ),
            (Kind::Media, false, name("00000017-Manifesto.pdf"))
        );
        assert_eq!(
            kind("\u{200e}Bon.pdf • \u{200e}3 pages \u{200e}document omitted"),
            (Kind::Media, false, name("Bon.pdf"))
        );
        assert_eq!(
            kind("Joris Bakker.vcf (file attached)"),
            (Kind::Contact, false, name("Joris Bakker.vcf"))
        );
        assert_eq!(
            kind("<Media omitted>\nManifesto.pdf"),
            (Kind::Media, false, name(""))
        );
        assert_eq!(
            kind("\u{200e}afbeelding weggelaten"),
            (Kind::Media, false, name(""))
        );
        assert_eq!(kind(""), (Kind::Media, false, name("")));
        assert_eq!(
            kind("POLL:\nWanneer?\nOPTION: nu (1 vote)"),
            (Kind::Poll, false, None)
        );
        assert_eq!(
            kind("location: https://maps.google.com/?q=51.8,4.6"),
            (Kind::Location, false, None)
        );
        assert_eq!(
            kind("Locatie: https://maps.google.com/?q=51.8,4.6"),
            (Kind::Location, false, None)
        );
        assert_eq!(
            kind("\u{200e}Missed voice call. \u{200e}Tap to call back"),
            (Kind::Call, false, None)
        );
        assert_eq!(kind("null"), (Kind::Call, false, None));
        assert_eq!(
            kind("Dit bericht is verwijderd"),
            (Kind::Deleted, false, None)
        );
        assert_eq!(
            kind("This message was deleted by admin Bob"),
            (Kind::Deleted, false, None)
        );
        assert!(read("U hebt dit bericht verwijderd.".as_bytes(), true).by_holder);
        assert!(!read(b"This message was deleted", true).by_holder);
    }

    #[test]
    fn people_may_say_such_things() {
        for text in [
            "Dit bericht is verwijderd denk ik",
            "zie (file attached)",
            "kijk hier: https://maps.google.com/?q=51.8,4.6",
            "poll: wie gaat mee?",
            "Missed voice call of niet?",
        ] {
            assert_eq!(kind(text), (Kind::Text, false, None), "{text}");
        }
    }
}
