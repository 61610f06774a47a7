//! The wordings of all languages, ready to be looked up.

use std::collections::BTreeMap;
use std::sync::LazyLock;

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
    /// `<... eklendi>`
    AttachedBehind,
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

/// How words begin, in many languages, that say that a text was changed.
const CHANGED: &[&str] = &[
    "edit",
    "edytow",
    "éditié",
    "bewerkt",
    "bearbeit",
    "modifi",
    "módos",
    "измен",
    "редактир",
    "відредаг",
    "змінен",
    "düzenle",
    "diedit",
    "disunting",
    "redig",
    "muokat",
    "uprav",
    "szerkeszt",
    "επεξεργ",
    "τροποπ",
    "uređ",
    "izmenj",
    "изме",
    "urejen",
    "redagu",
    "rediģ",
    "muudet",
    "wysig",
    "gewysig",
    "تعديل",
    "عُد",
    "ویرایش",
    "ترمیم",
    "נער",
    "แก้ไข",
    "संपाद",
    "एडिट",
    "बदल",
    "সম্পাদ",
    "এডিট",
    "chỉnh",
];

/// The same where words are not set apart.
const CHANGED_WITHIN: &[&str] = &["编辑", "編輯", "編集", "편집", "수정", "แก้ไข"];

/// Longest body, in bytes, that is compared with phrases and sentences: one that adds two hundred numbers is shorter.
pub(crate) const LONGEST: usize = 4096;

pub(crate) struct Lexicon {
    phrases: BTreeMap<String, (Phrase, LanguageIndex)>,
    /// Beginnings and lengths that phrases have, sorted: most texts are none.
    forms: Vec<u64>,
    /// One bit for each of their hashes: nearly all texts end here.
    sieve: Vec<u64>,
    with_names: Patterns<(Phrase, LanguageIndex)>,
    /// Texts that phrases with names begin with, by their first byte.
    starts: BTreeMap<u8, Vec<String>>,
    markers: BTreeMap<(u8, String), LanguageIndex>,
    sentences: Patterns<(SystemEventKind, LanguageIndex)>,
}

/// The one lexicon.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

impl Lexicon {
    fn build() -> Self {
        let mut lexicon = Self {
            phrases: BTreeMap::new(),
            forms: Vec::new(),
            sieve: vec![0; SIEVE / 64],
            with_names: Patterns::new(Vec::new()),
            starts: BTreeMap::new(),
            markers: BTreeMap::new(),
            sentences: Patterns::new(sentences()),
        };
        let mut with_names = Vec::new();
        for (index, language) in LANGUAGES.iter().enumerate() {
            lexicon.add(index, language, &mut with_names);
        }
        lexicon.forms.sort_unstable();
        lexicon.forms.dedup();
        for form in &lexicon.forms {
            let hole = hole(*form);
            if let Some(word) = lexicon.sieve.get_mut(hole / 64) {
                *word |= 1 << (hole % 64);
            }
        }
        for (_, pattern) in &with_names {
            if let Some(start) = pattern.start()
                && let Some(first) = start.bytes().next()
            {
                let starts = lexicon.starts.entry(first).or_default();
                if !starts.iter().any(|known| known == start) {
                    starts.push(start.to_owned());
                }
            }
        }
        lexicon.with_names = Patterns::new(with_names);
        lexicon
    }

    fn add(&mut self, index: LanguageIndex, language: &Language, with_names: &mut Vec<WithName>) {
        for (phrase, text) in &language.phrases {
            if text.contains(['{', '[']) {
                with_names.extend(
                    Pattern::expand(text)
                        .into_iter()
                        .map(|pattern| ((*phrase, index), pattern)),
                );
            } else {
                self.add_phrase(index, *phrase, text);
            }
        }
        for (marker, text) in &language.markers {
            self.markers
                .entry((marker.number(), key(text)))
                .or_insert(index);
        }
    }

    fn add_phrase(&mut self, index: LanguageIndex, phrase: Phrase, text: &str) {
        let mut chars = text.chars();
        let first = chars.next().into_iter().flat_map(char::to_uppercase);
        let capital: String = first.chain(chars).collect();
        for text in [text.to_owned(), text.to_lowercase(), capital] {
            for stop in ["", ".", "。", "۔", "।"] {
                self.forms.push(form(format!("{text}{stop}").as_bytes()));
            }
        }
        self.phrases.entry(key(text)).or_insert((phrase, index));
    }

    /// What a whole body says. `body` has no marks in front; a full stop at its end may be there or not.
    pub(crate) fn phrase(&self, body: &[u8]) -> Option<(Phrase, LanguageIndex)> {
        if body.len() > 400 {
            return None;
        }
        // Marks within a phrase change its form.
        let form = form(body);
        let hole = hole(form);
        let falls = self
            .sieve
            .get(hole / 64)
            .is_some_and(|word| word >> (hole % 64) & 1 == 1);
        if !(falls && self.forms.binary_search(&form).is_ok())
            && memchr::memchr2(0xe2, 0xc2, body).is_none()
        {
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

    /// The text begins as a phrase does that holds a name.
    pub(crate) fn begins_a_phrase(&self, text: &[u8]) -> bool {
        text.first()
            .and_then(|first| self.starts.get(first))
            .is_some_and(|starts| {
                starts
                    .iter()
                    .any(|start| text.starts_with(start.as_bytes()))
            })
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

    /// Words within brackets behind a text say that it was changed, in whatever wording.
    pub(crate) fn says_changed(plain: &str) -> bool {
        let lower = plain.to_lowercase();
        lower.contains(' ')
            && lower
                .split(' ')
                .any(|word| CHANGED.iter().any(|stem| word.starts_with(stem)))
            || CHANGED_WITHIN.iter().any(|stem| lower.contains(stem))
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
        for (kind, written) in &language.sentences {
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
            Self::AttachedBehind => 6,
        }
    }
}

/// The first bytes of a text with its length: what nearly every text differs in from every phrase.
fn form(text: &[u8]) -> u64 {
    let start = text
        .iter()
        .take(6)
        .fold(0, |form, byte| form << 8 | u64::from(*byte));
    start << 16 | u64::try_from(text.len()).unwrap_or(0xffff).min(0xffff)
}

/// Holes of the sieve.
const SIEVE: usize = 1 << 18;

fn hole(form: u64) -> usize {
    // Fibonacci hashing.
    usize::try_from(form.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 46).unwrap_or(0)
}

fn key(text: &str) -> String {
    text.trim_end_matches(['.', '。', '۔', '।', ' '])
        .to_lowercase()
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
            for (_, written) in &language.sentences {
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
        for language in LANGUAGES.iter() {
            for (kind, written) in &language.sentences {
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
