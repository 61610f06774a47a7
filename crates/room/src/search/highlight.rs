//! A text cut in pieces for the page: as it is, as a hit, or a control character made visible.
//!
//! Controls that embed, override or isolate a direction of writing can show a reader another order than was written
//! (CVE-2021-42574 is the same trick in source code). They are cut out and named; the pages show their names.

use std::ops::Range;

use super::index::{Forms, stems};
use super::query::{Folded, Query, Term};
use super::words::{Word, words};

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PieceKind {
    /// As it is.
    Plain,
    /// What was searched for.
    Hit,
    /// A control character; the text is that character, [`Piece::code`] its name.
    Control,
}

/// A piece of a text. No `Debug`: it is content.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// What it is.
    pub(crate) kind: PieceKind,
    /// Its part of the text.
    pub(crate) text: String,
}

impl Piece {
    /// It is what was searched for.
    pub(crate) fn hit(&self) -> bool {
        self.kind == PieceKind::Hit
    }

    /// The name of a control character, such as `U+202E`.
    pub(crate) fn code(&self) -> Option<String> {
        let c = self
            .text
            .chars()
            .next()
            .filter(|_| self.kind == PieceKind::Control)?;
        Some(format!("U+{:04X}", u32::from(c)))
    }
}

/// The text without hits, its controls made visible.
pub(crate) fn plain(text: &str) -> Vec<Piece> {
    cut(text, &[])
}

/// The text with one part of it marked, its controls made visible.
pub(crate) fn marked(text: &str, part: Range<usize>) -> Vec<Piece> {
    cut(text, &[part])
}

/// Controls that a reader must see: directions that embed, override or isolate, and what no keyboard types.
fn control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// Marks the hits of one query.
pub(super) struct Pieces<'a> {
    forms: &'a Forms,
    wanted: Vec<Wanted<'a>>,
}

enum Wanted<'a> {
    Word {
        exact: &'a str,
        dutch: Vec<Folded>,
        english: Vec<Folded>,
    },
    Beginning(&'a str),
    Phrase {
        words: &'a [Folded],
        open_end: bool,
    },
}

impl<'a> Pieces<'a> {
    pub(super) fn new(forms: &'a Forms, query: &'a Query) -> Self {
        let wanted = query.wanted.iter().map(|term| match term {
            Term::Word(word) => Wanted::Word {
                exact: word,
                dutch: stems(&forms.dutch, word),
                english: stems(&forms.english, word),
            },
            Term::Beginning(word) => Wanted::Beginning(word),
            Term::Phrase { words, open_end } => Wanted::Phrase {
                words,
                open_end: *open_end,
            },
        });
        Self {
            forms,
            wanted: wanted.collect(),
        }
    }

    pub(super) fn of(&self, text: &str) -> Vec<Piece> {
        let found = words(text);
        let dutch = stems(&self.forms.dutch, text);
        let english = stems(&self.forms.english, text);
        let mut hits = vec![false; found.len()];
        for (start, ((word, dutch), english)) in found.iter().zip(&dutch).zip(&english).enumerate()
        {
            for wanted in &self.wanted {
                let length = match wanted {
                    Wanted::Word {
                        exact,
                        dutch: nl,
                        english: en,
                    } => usize::from(
                        word.text.as_str() == *exact || nl.contains(dutch) || en.contains(english),
                    ),
                    Wanted::Beginning(beginning) => usize::from(word.text.starts_with(beginning)),
                    Wanted::Phrase { words, open_end } => {
                        let here = found.get(start..start + words.len());
                        here.filter(|here| says(here, words, *open_end))
                            .map_or(0, <[Word]>::len)
                    }
                };
                hits.iter_mut()
                    .skip(start)
                    .take(length)
                    .for_each(|hit| *hit = true);
            }
        }
        let places: Vec<Range<usize>> = found
            .iter()
            .zip(hits)
            .filter(|(_, hit)| *hit)
            .map(|(word, _)| word.place.clone())
            .collect();
        cut(text, &places)
    }
}

fn says(here: &[Word], phrase: &[Folded], open_end: bool) -> bool {
    here.iter()
        .zip(phrase)
        .enumerate()
        .all(|(at, (word, wanted))| {
            if open_end && at + 1 == phrase.len() {
                word.text.starts_with(wanted.as_str())
            } else {
                word.text == *wanted
            }
        })
}

/// Cuts at the hits (in order, not overlapping) and at controls. The pieces together are the text.
fn cut(text: &str, hits: &[Range<usize>]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut hits = hits.iter().peekable();
    for (at, c) in text.char_indices() {
        while hits.next_if(|hit| hit.end <= at).is_some() {}
        let kind = if control(c) {
            PieceKind::Control
        } else if hits.peek().is_some_and(|hit| hit.contains(&at)) {
            PieceKind::Hit
        } else {
            PieceKind::Plain
        };
        match out.last_mut() {
            Some(piece) if piece.kind == kind && kind != PieceKind::Control => piece.text.push(c),
            _ => out.push(Piece {
                kind,
                text: c.to_string(),
            }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_are_named_and_marks_are_not() {
        let pieces = plain("a\u{202e}b\u{200e}c\u{7}\n");
        let shown: Vec<String> = pieces
            .iter()
            .map(|p| p.code().unwrap_or_else(|| p.text.clone()))
            .collect();
        assert_eq!(shown, ["a", "U+202E", "b\u{200e}c", "U+0007", "\n"]);
    }

    proptest! {
        #[test]
        fn the_pieces_together_are_the_text(text in ".{0,100}", a in 0..60_usize, b in 0..60_usize) {
            let pieces = cut(&text, &[a.min(b)..a.max(b), 70..80]);
            let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
