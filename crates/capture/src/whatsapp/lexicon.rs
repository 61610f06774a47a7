//! The wordings of all languages, ready to be looked up.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use zegel_model::message::SystemEventKind;

use super::language::{LANGUAGES, Language};
use super::marks::plain;
use super::sentence::{Found, Pattern, Patterns};

/// Position in [`LANGUAGES`].
pub(crate) type LanguageIndex = usize;

/// What a whole body says, if it is the app that says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phrase {
    /// A message was here.
    Deleted,
    /// A message was here, and the holder of the phone removed it.
    DeletedByYou,
    /// A file was left out.
    Omitted,
    /// A business card was left out.
    CardOmitted,
    /// A call.
    Call,
    /// A call, if the app wrote it.
    CallTaken,
    /// A place that moves.
    LivePlace,
}

/// What the app says around a file's name or behind a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    /// `(file attached)`
    FileAttached,
    /// `<attached: ...>`
    Attached,
    /// `<This message was edited>`
    Edited,
    /// `document omitted`
    DocumentOmitted,
    /// `POLL:`
    Poll,
    /// `location`
    Place,
}

/// A system line that was understood.
pub(crate) struct Sentence<'s> {
    pub(crate) language: LanguageIndex,
    pub(crate) kind: SystemEventKind,
    pub(crate) found: Found<'s>,
}

/// How words begin that say that something was left out, in many languages.
const LEFT_OUT: &[&str] = &[
    "omitted",
    "omitid",
    "omiss",
    "omess",
    "omis",
    "weggelaten",
    "weggelassen",
    "ausgeschlossen",
    "ausgelassen",
    "absent",
    "manquant",
    "exclu",
    "esclus",
    "ocult",
    "ocultad",
    "utelämn",
    "udeladt",
    "utelatt",
    "utelukk",
    "pominię",
    "отсутств",
    "пропущ",
    "исключ",
    "atlan",
    "edilme",
    "disertakan",
    "vynech",
    "kihagy",
    "hiányz",
    "jätet",
];

/// The same where words are not set apart.
const LEFT_OUT_WITHIN: &[&str] = &[
    "省略",
    "忽略",
    "略去",
    "含まれて",
    "생략",
    "제외",
    "הושמט",
    "נכלל",
    "استبعاد",
    "مستبعد",
    "محذوف",
];

/// Longest body, in bytes, that is compared with phrases and sentences; the app writes none as long.
pub(crate) const LONGEST: usize = 1500;

pub(crate) struct Lexicon {
    phrases: BTreeMap<String, (Phrase, LanguageIndex)>,
    /// Per first byte, the lengths that a phrase with it may have (as one bit each): most texts are none.
    lengths: Vec<[u64; 4]>,
    with_names: Patterns<(Phrase, LanguageIndex)>,
    markers: BTreeMap<(u8, String), LanguageIndex>,
    sentences: Patterns<(SystemEventKind, LanguageIndex)>,
    /// "(a)dmin", "(b)eheer(der)".
    administrator: [Finder<'static>; 2],
}

/// The one lexicon.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

impl Lexicon {
    fn build() -> Self {
        let mut lexicon = Self {
            phrases: BTreeMap::new(),
            lengths: vec![[0; 4]; 256],
            with_names: Patterns::new(Vec::new()),
            markers: BTreeMap::new(),
            sentences: Patterns::new(sentences()),
            administrator: [Finder::new("dmin"), Finder::new("eheer")],
        };
        let mut with_names = Vec::new();
        for (index, language) in LANGUAGES.iter().enumerate() {
            lexicon.add(index, language, &mut with_names);
        }
        lexicon.with_names = Patterns::new(with_names);
        lexicon
    }

    fn add(&mut self, index: LanguageIndex, language: &Language, with_names: &mut Vec<WithName>) {
        for (phrase, texts) in [
            (Phrase::Deleted, language.deleted),
            (Phrase::DeletedByYou, language.deleted_by_you),
            (Phrase::Omitted, language.omitted),
            (Phrase::CardOmitted, language.card_omitted),
            (Phrase::Call, language.calls),
            (Phrase::CallTaken, language.calls_taken),
            (Phrase::LivePlace, language.live_places),
        ] {
            for text in texts {
                if text.contains(['{', '[']) {
                    with_names.extend(
                        Pattern::expand(text)
                            .into_iter()
                            .map(|pattern| ((phrase, index), pattern)),
                    );
                } else {
                    self.add_phrase(index, phrase, text);
                }
            }
        }
        for (marker, texts) in [
            (Marker::FileAttached, language.file_attached),
            (Marker::Attached, language.attached),
            (Marker::Edited, language.edited),
            (Marker::DocumentOmitted, language.document_omitted),
            (Marker::Poll, language.polls),
            (Marker::Place, language.places),
        ] {
            for text in texts {
                self.markers
                    .entry((marker.number(), key(text)))
                    .or_insert(index);
            }
        }
    }

    fn add_phrase(&mut self, index: LanguageIndex, phrase: Phrase, text: &str) {
        let capital: String = {
            let mut chars = text.chars();
            chars
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .chain(chars)
                .collect()
        };
        for form in [text.to_owned(), text.to_lowercase(), capital] {
            let Some(lengths) = form
                .bytes()
                .next()
                .and_then(|first| self.lengths.get_mut(usize::from(first)))
            else {
                continue;
            };
            for length in [form.len(), form.len() + 1] {
                if let Some(word) = lengths.get_mut(length / 64) {
                    *word |= 1 << (length % 64);
                }
            }
        }
        self.phrases.entry(key(text)).or_insert((phrase, index));
    }

    /// What a whole body says. `body` has no marks in front; a full stop at its end may be there or not.
    pub(crate) fn phrase(&self, body: &[u8]) -> Option<(Phrase, LanguageIndex)> {
        let first = *body.first()?;
        let fits = self
            .lengths
            .get(usize::from(first))
            .and_then(|lengths| lengths.get(body.len() / 64))
            .is_some_and(|word| word & (1 << (body.len() % 64)) != 0);
        // Marks within a phrase change its length.
        if !fits && (body.len() > 250 || memchr::memchr2(0xe2, 0xc2, body).is_none()) {
            return None;
        }
        self.phrases.get(&key(&plain(body))).copied()
    }

    /// What a whole body says that holds a name.
    pub(crate) fn phrase_with_name(&self, plain: &str) -> Option<(Phrase, LanguageIndex)> {
        self.with_names
            .matching(plain)
            .next()
            .map(|((phrase, index), _, _)| (*phrase, *index))
    }

    /// The text speaks of an administrator: the only phrases with names within a message do.
    pub(crate) fn may_be_an_administrators(&self, text: &[u8]) -> bool {
        self.administrator
            .iter()
            .any(|finder| finder.find(text).is_some())
    }

    /// The language in which some text is this marker.
    pub(crate) fn marker(&self, marker: Marker, text: &[u8]) -> Option<LanguageIndex> {
        if text.len() > 80 {
            return None;
        }
        self.markers
            .get(&(marker.number(), key(&plain(text))))
            .copied()
    }

    /// Some words that only the app can have written say that something was left out, in whatever wording.
    pub(crate) fn says_left_out(plain: &str) -> bool {
        let lower = plain.to_lowercase();
        let mut words = lower.split(' ');
        words.any(|word| LEFT_OUT.iter().any(|stem| word.starts_with(stem)))
            || LEFT_OUT_WITHIN.iter().any(|stem| lower.contains(stem))
    }

    /// The call that a body begins with, followed by a full stop or a comma.
    pub(crate) fn begins_with_call(&self, plain: &str) -> Option<LanguageIndex> {
        let end = plain.find(['.', ',', '。', '،'])?;
        match self.phrases.get(&key(plain.get(..end)?)) {
            Some((Phrase::Call | Phrase::CallTaken, index)) => Some(*index),
            _ => None,
        }
    }

    /// The system lines that a plain sentence can be, in the order of the languages.
    pub(crate) fn sentences<'s>(&self, plain: &'s str) -> impl Iterator<Item = Sentence<'s>> {
        let plain = if plain.len() > LONGEST { "" } else { plain };
        self.sentences
            .matching(plain)
            .map(|((kind, language), _, found)| Sentence {
                language: *language,
                kind: *kind,
                found,
            })
    }

    /// The system line that a plain sentence is: in `first` if it can be, else in any language.
    pub(crate) fn sentence<'s>(
        &self,
        first: Option<LanguageIndex>,
        plain: &'s str,
    ) -> Option<Sentence<'s>> {
        let mut other = None;
        for sentence in self.sentences(plain) {
            if first.is_none_or(|first| first == sentence.language) {
                return Some(sentence);
            }
            other = other.or(Some(sentence));
        }
        other
    }

    /// Whether a plain line is a sentence whose free text holds the first colon, rather than somebody's message.
    pub(crate) fn holds_the_colon(&self, plain: &str) -> bool {
        plain.len() <= LONGEST
            && self
                .sentences
                .matching(plain)
                .any(|(_, pattern, _)| pattern.may_hold_a_colon())
    }
}

type WithName = ((Phrase, LanguageIndex), Pattern);

/// All sentences, by language and in its order.
fn sentences() -> Vec<((SystemEventKind, LanguageIndex), Pattern)> {
    let mut all = Vec::new();
    for (index, language) in LANGUAGES.iter().enumerate() {
        for (kind, written) in language.sentences {
            all.extend(
                Pattern::expand(written)
                    .into_iter()
                    .map(|pattern| ((*kind, index), pattern)),
            );
        }
    }
    all
}

impl Marker {
    const fn number(self) -> u8 {
        match self {
            Self::FileAttached => 0,
            Self::Attached => 1,
            Self::Edited => 2,
            Self::DocumentOmitted => 3,
            Self::Poll => 4,
            Self::Place => 5,
        }
    }
}

fn key(text: &str) -> String {
    text.trim_end_matches(['.', '。', '۔', ' ']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_phrases_in_their_forms() {
        let l = &*LEXICON;
        let phrase = |text: &str| {
            l.phrase(text.as_bytes())
                .map(|(p, i)| (p, LANGUAGES[i].code))
        };
        assert_eq!(
            phrase("This message was deleted"),
            Some((Phrase::Deleted, "en"))
        );
        assert_eq!(
            phrase("Dit bericht is verwijderd."),
            Some((Phrase::Deleted, "nl"))
        );
        assert_eq!(phrase("Image omitted"), Some((Phrase::Omitted, "en")));
        assert_eq!(phrase("Bild weggelassen"), Some((Phrase::Omitted, "de")));
        assert_eq!(
            phrase("画像は省略されました"),
            Some((Phrase::Omitted, "ja"))
        );
        assert_eq!(phrase("Dit bericht is verwijderd door de klant"), None);
        assert_eq!(
            l.marker(Marker::Edited, "Dit bericht is bewerkt".as_bytes()),
            Some(1)
        );
        assert!(
            l.phrase_with_name("This message was deleted by admin Bob")
                .is_some()
        );
    }

    #[test]
    fn every_sentence_is_found_in_its_language() {
        for (index, language) in LANGUAGES.iter().enumerate() {
            for (_, written) in language.sentences {
                for pattern in Pattern::expand(written) {
                    let sample = pattern.sample();
                    let sentence = LEXICON.sentence(Some(index), &sample);
                    assert_eq!(
                        sentence.map(|s| s.language),
                        Some(index),
                        "{}: {sample}",
                        language.code
                    );
                }
            }
        }
    }

    #[test]
    fn every_pattern_matches_a_sentence_of_its_own() {
        for language in LANGUAGES {
            for (kind, written) in language.sentences {
                for pattern in Pattern::expand(written) {
                    let sample = pattern.sample();
                    assert!(
                        pattern.matches(&sample).is_some(),
                        "{} {kind:?}: {sample}",
                        language.code
                    );
                }
            }
        }
    }
}
