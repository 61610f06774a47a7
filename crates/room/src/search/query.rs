//! What somebody typed into the search box, understood or refused with a sentence.
//!
//! `water lekkage` both words, in any form · `"nieuwe ketel"` these words in this order, in this form ·
//! `lek*` words that begin so · `-offerte` without whatever the word alone would find.

use zeroize::Zeroizing;

use super::words::words;

/// Longest line that is read, in characters.
const LONGEST: usize = 300;
/// Most terms in one query: each costs a pass over the index.
const MOST_TERMS: usize = 16;
/// Fewest letters before a star.
const SHORTEST_BEGINNING: usize = 2;

/// Folded words. No `Debug`: what somebody looks for stays in the room.
pub(crate) type Folded = Zeroizing<String>;

/// One thing to find.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Term {
    /// A word in any of its forms.
    Word(Folded),
    /// Words that begin so.
    Beginning(Folded),
    /// These words in this order; with `open_end` the last one need only begin so.
    Phrase {
        /// At least two, or one that is meant exactly.
        words: Vec<Folded>,
        /// A star stood behind the last word.
        open_end: bool,
    },
}

/// A query that makes sense: something is wanted.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Query {
    /// All of these.
    pub(crate) wanted: Vec<Term>,
    /// None of these.
    pub(crate) unwanted: Vec<Term>,
}

/// Why a line is no query. [`QueryError::key`] names the sentence that says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum QueryError {
    /// Nothing was typed.
    #[error("nothing to look for")]
    Empty,
    /// Only punctuation.
    #[error("no word to look for")]
    NoWord,
    /// Only words to leave out.
    #[error("only words to leave out")]
    OnlyUnwanted,
    /// A quote is opened and not closed.
    #[error("a quotation mark is not closed")]
    OpenQuote,
    /// A star stands elsewhere than behind a word.
    #[error("a star stands elsewhere than at the end of a word")]
    StrayStar,
    /// Too few letters before a star.
    #[error("too few letters before a star")]
    ShortBeginning,
    /// Too long, or too many terms.
    #[error("too much at once")]
    TooLong,
}

impl QueryError {
    /// Every one, for the test of the locales.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 7] = [
        Self::Empty,
        Self::NoWord,
        Self::OnlyUnwanted,
        Self::OpenQuote,
        Self::StrayStar,
        Self::ShortBeginning,
        Self::TooLong,
    ];

    /// As in locales.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Empty => "query-empty",
            Self::NoWord => "query-no-word",
            Self::OnlyUnwanted => "query-only-unwanted",
            Self::OpenQuote => "query-open-quote",
            Self::StrayStar => "query-stray-star",
            Self::ShortBeginning => "query-short-beginning",
            Self::TooLong => "query-too-long",
        }
    }
}

/// A stretch of the line between blanks, or between quotation marks.
struct Chunk<'a> {
    text: &'a str,
    unwanted: bool,
    quoted: bool,
}

impl Query {
    /// Understands a line. Total: every line is a query or an error.
    pub(crate) fn parse(line: &str) -> Result<Self, QueryError> {
        if line.trim().is_empty() {
            return Err(QueryError::Empty);
        }
        if line.chars().count() > LONGEST {
            return Err(QueryError::TooLong);
        }
        let mut query = Self {
            wanted: Vec::new(),
            unwanted: Vec::new(),
        };
        let mut rest = line;
        while let Some((chunk, after)) = next(rest)? {
            rest = after;
            if let Some(term) = term(&chunk)? {
                if chunk.unwanted {
                    &mut query.unwanted
                } else {
                    &mut query.wanted
                }
                .push(term);
            }
        }
        match (query.wanted.len(), query.unwanted.len()) {
            (0, 0) => Err(QueryError::NoWord),
            (0, _) => Err(QueryError::OnlyUnwanted),
            (wanted, unwanted) if wanted + unwanted > MOST_TERMS => Err(QueryError::TooLong),
            _ => Ok(query),
        }
    }
}

/// The quotation marks that keyboards and phones put where somebody types a straight one.
const fn quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″')
}

fn next(rest: &str) -> Result<Option<(Chunk<'_>, &str)>, QueryError> {
    let rest = rest.trim_start();
    if rest.is_empty() {
        return Ok(None);
    }
    let (unwanted, rest) = rest
        .strip_prefix('-')
        .map_or((false, rest), |rest| (true, rest));
    if let Some(inside) = rest.strip_prefix(quote) {
        let (text, after) = inside.split_once(quote).ok_or(QueryError::OpenQuote)?;
        // `"vrijdag lek"*` means the same as `"vrijdag lek*"`, but which word is meant is a guess: refuse.
        if after.starts_with('*') {
            return Err(QueryError::StrayStar);
        }
        return Ok(Some((
            Chunk {
                text,
                unwanted,
                quoted: true,
            },
            after,
        )));
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || quote(c))
        .unwrap_or(rest.len());
    let (text, after) = rest.split_at(end);
    Ok(Some((
        Chunk {
            text,
            unwanted,
            quoted: false,
        },
        after,
    )))
}

fn term(chunk: &Chunk<'_>) -> Result<Option<Term>, QueryError> {
    let text = chunk.text.trim_end();
    let (text, open_end) = text
        .strip_suffix('*')
        .map_or((text, false), |text| (text, true));
    if text.contains('*') || (open_end && !text.ends_with(char::is_alphanumeric)) {
        return Err(QueryError::StrayStar);
    }
    let mut found: Vec<Folded> = words(text).into_iter().map(|word| word.text).collect();
    if open_end
        && found
            .last()
            .is_some_and(|last| last.chars().count() < SHORTEST_BEGINNING)
    {
        return Err(QueryError::ShortBeginning);
    }
    Ok(match (found.len(), open_end) {
        (0, _) => None,
        (1, true) => found.pop().map(Term::Beginning),
        (1, false) if !chunk.quoted => found.pop().map(Term::Word),
        _ => Some(Term::Phrase {
            words: found,
            open_end,
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(line: &str) -> String {
        let term = |term: &Term| match term {
            Term::Word(word) => word.to_string(),
            Term::Beginning(word) => format!("{}*", word.as_str()),
            Term::Phrase { words, open_end } => {
                let words: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
                format!("'{}{}'", words.join(" "), if *open_end { "*" } else { "" })
            }
        };
        match Query::parse(line) {
            Err(error) => error.key().to_owned(),
            Ok(query) => {
                let wanted = query.wanted.iter().map(term);
                let unwanted = query.unwanted.iter().map(|t| format!("-{}", term(t)));
                wanted.chain(unwanted).collect::<Vec<_>>().join(" ")
            }
        }
    }

    #[test]
    fn lines_as_people_type_them() {
        for (line, meaning) in [
            ("water Lekkage", "water lekkage"),
            ("\"nieuwe ketel\" -offerte", "'nieuwe ketel' -offerte"),
            ("„nieuwe ketel” lek*", "'nieuwe ketel' lek*"),
            ("-\"geen haast\" ketel", "ketel -'geen haast'"),
            ("06-1234", "'06 1234'"),
            ("06-12*", "'06 12*'"),
            ("\"vrijdag lek*\"", "'vrijdag lek*'"),
            ("\"ketel\"", "'ketel'"),
            ("café", "cafe"),
            ("ketel ... !", "ketel"),
            ("👍", "👍"),
            ("a\"b c\"d", "a 'b c' d"),
            ("", "query-empty"),
            ("   ", "query-empty"),
            ("?!", "query-no-word"),
            ("\"\"", "query-no-word"),
            ("-offerte", "query-only-unwanted"),
            ("\"nieuwe ketel", "query-open-quote"),
            ("ketel \"", "query-open-quote"),
            ("*", "query-stray-star"),
            ("k*tel", "query-stray-star"),
            ("ketel**", "query-stray-star"),
            ("\"nieuwe ketel\"*", "query-stray-star"),
            ("k*", "query-short-beginning"),
            ("- ketel", "ketel"),
        ] {
            assert_eq!(shown(line), meaning, "{line}");
        }
        assert_eq!(shown(&"ab ".repeat(17)), "query-too-long");
        assert_eq!(shown(&"a".repeat(301)), "query-too-long");
    }

    proptest! {
        #[test]
        fn the_parser_never_panics(line in ".{0,320}") {
            if let Ok(query) = Query::parse(&line) {
                prop_assert!(query.wanted.len() + query.unwanted.len() <= MOST_TERMS);
            }
        }

        #[test]
        fn nor_on_its_own_signs(line in r#"[-"*“” a-dé👍\u{202e}]{0,40}"#) {
            if let Ok(query) = Query::parse(&line) {
                prop_assert!(!query.wanted.is_empty());
            }
        }
    }
}
