//! Words of a text as a searcher means them: without case, diacritics and invisible characters.
//!
//! One function makes the words of messages, of queries and of highlights, so that these cannot disagree. A word is a
//! run of letters and digits; an emoji is a word of its own (people agree to things with a thumb).

use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use zeroize::Zeroizing;

/// Words longer than this are known by their beginning, in characters: a pasted key must not bloat the index.
const LONGEST: usize = 100;

/// Most words are shorter, in bytes: room for them is made once.
const USUAL: usize = 16;

/// A word and where it stands. No `Debug`: it is content.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Folded.
    pub(crate) text: Zeroizing<String>,
    /// Bytes of the original that it takes.
    pub(crate) place: Range<usize>,
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut open: Option<Word> = None;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        if c.is_alphanumeric() {
            let word = open.get_or_insert_with(|| Word {
                text: Zeroizing::new(String::with_capacity(USUAL)),
                place: start..end,
            });
            fold(c, &mut word.text);
            word.place.end = end;
        } else if unseen(c) || is_combining_mark(c) {
            if let Some(word) = &mut open {
                word.place.end = end;
            }
        } else {
            out.extend(open.take());
            if pictogram(c) {
                out.push(Word {
                    text: Zeroizing::new(c.to_string()),
                    place: start..end,
                });
            }
        }
    }
    out.extend(open);
    out.retain(|word| !word.text.is_empty());
    out
}

/// Lower case, without diacritics. Ligatures and the letters of neighbours become what a Dutch keyboard types.
fn fold(c: char, into: &mut String) {
    // Nearly every letter is one of these, and a case of a hundred thousand messages has millions.
    if c.is_ascii_alphanumeric() && into.len() < LONGEST {
        into.push(c.to_ascii_lowercase());
        return;
    }
    let room = LONGEST.saturating_sub(into.chars().count());
    let mut folded = String::new();
    for lower in c.to_lowercase() {
        decompose_compatible(lower, |part| match part {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            _ if part.is_alphanumeric() => folded.push(part),
            _ => {}
        });
    }
    into.extend(folded.chars().take(room));
}

/// Characters that take no place on paper: soft hyphen, zero-width and direction controls. Inside of a word they would
/// hide it from whoever searches for it.
pub(crate) const fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Emoji and their older cousins, without the tones of skin.
const fn pictogram(c: char) -> bool {
    matches!(c, '\u{203c}' | '\u{2049}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}')
}

/// [`words`] as tantivy wants to be handed them.
#[derive(Clone, Default)]
pub(crate) struct Words {
    token: Token,
}

/// The words of one text, one after the other.
pub(crate) struct WordStream<'a> {
    words: std::vec::IntoIter<Word>,
    token: &'a mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream {
            words: words(text).into_iter(),
            token: &mut self.token,
        }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else {
            return false;
        };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = word.place.start;
        self.token.offset_to = word.place.end;
        self.token.text.clear();
        self.token.text.push_str(&word.text);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> Vec<String> {
        words(text)
            .into_iter()
            .map(|word| word.text.to_string())
            .collect()
    }

    #[test]
    fn case_marks_and_hidden_characters_do_not_count() {
        assert_eq!(folded("Reünie, CAFÉ"), ["reunie", "cafe"]);
        assert_eq!(
            folded("cafe\u{301} re\u{308}el"),
            ["cafe", "reel"],
            "decomposed, as iPhones write file names"
        );
        assert_eq!(folded("lek\u{200b}ka\u{ad}ge \u{202e}x"), ["lekkage", "x"]);
        assert_eq!(folded("Straße Ærø ĳs"), ["strasse", "aero", "ijs"]);
        assert_eq!(folded("foto's 06-1234"), ["foto", "s", "06", "1234"]);
        assert_eq!(folded("akkoord👍🏽!"), ["akkoord", "👍"]);
        assert_eq!(folded(" ... -- "), Vec::<String>::new());
    }

    #[test]
    fn a_very_long_word_is_cut() {
        assert_eq!(folded(&"é".repeat(5_000)), ["e".repeat(LONGEST)]);
    }

    proptest! {
        #[test]
        fn places_are_within_the_text_and_in_order(text in ".{0,200}") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(word.place.start >= last);
                prop_assert!(text.get(word.place.clone()).is_some());
                last = word.place.end;
            }
        }
    }
}
