//! Sentences of the app with holes in them: `{A} added {T}`.
//!
//! A pattern is literal text with slots and choices:
//! `{A}` the person who acts · `{T}` the persons it is done to · `{G}` a name that somebody gave (of a group) ·
//! `{_}` anything · `[one|other]` either · `{Y}` and `{Z}` take no room: the holder of the phone acts, or it is done
//! to them, though no slot holds a name. Choices are expanded once; what remains is matched from left to right, the
//! last literal against the end. Persons never hold a colon and a space: that would be somebody's message. Of several
//! patterns that a sentence fits, the one that spells out most of it is preferred.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// A hole in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Actor,
    Targets,
    Given,
    Any,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Hole(Slot),
}

/// One pattern without choices.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    pieces: Vec<Piece>,
    /// Its longest literal: text that must occur.
    needle: String,
    /// The holder of the phone acts.
    by_holder: bool,
    /// It is done to the holder of the phone.
    to_holder: bool,
}

/// Many patterns, each with a mark, of which those that can match a sentence are found in one pass over it.
pub(crate) struct Patterns<T> {
    all: Vec<(T, Pattern)>,
    /// Finds needles; `None` only if the automaton could not be built, which a test rules out.
    finder: Option<AhoCorasick>,
    /// For each needle, the patterns that need it.
    needing: Vec<Vec<usize>>,
}

impl<T> Patterns<T> {
    /// Patterns; of equally long ones the first is preferred.
    pub(crate) fn new(mut all: Vec<(T, Pattern)>) -> Self {
        all.sort_by_key(|(_, pattern)| std::cmp::Reverse(pattern.spelled_out()));
        let mut needles: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, (_, pattern)) in all.iter().enumerate() {
            needles
                .entry(beginning(&pattern.needle))
                .or_default()
                .push(index);
        }
        // Few lines are sentences of the app: what counts is how fast this is built.
        let finder = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .build(needles.keys())
            .ok();
        let needing = needles.into_values().collect();
        Self {
            all,
            finder,
            needing,
        }
    }

    /// The patterns that have the form of a sentence, in order of preference.
    pub(crate) fn matching<'p, 's>(
        &'p self,
        sentence: &'s str,
    ) -> impl Iterator<Item = (&'p T, &'p Pattern, Found<'s>)> {
        let mut candidates: Vec<usize> = self
            .finder
            .iter()
            .flat_map(|finder| finder.find_overlapping_iter(sentence))
            .filter_map(|found| self.needing.get(found.pattern().as_usize()))
            .flatten()
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.into_iter().filter_map(move |index| {
            let (mark, pattern) = self.all.get(index)?;
            Some((mark, pattern, pattern.matches(sentence)?))
        })
    }
}

/// What a sentence held in the slots of its pattern.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Found<'s> {
    /// In `{A}`.
    pub(crate) actor: Option<&'s str>,
    /// In `{T}`.
    pub(crate) targets: Option<&'s str>,
    /// In the last `{G}`.
    pub(crate) given: Option<&'s str>,
    /// The holder of the phone acts.
    pub(crate) by_holder: bool,
    /// It is done to the holder of the phone.
    pub(crate) to_holder: bool,
}

impl Pattern {
    /// All patterns that one written pattern stands for.
    pub(crate) fn expand(written: &str) -> Vec<Self> {
        choices(written)
            .iter()
            .map(|plain| Self::of(plain))
            .collect()
    }

    fn of(plain: &str) -> Self {
        let (by_holder, to_holder) = (plain.contains("{Y}"), plain.contains("{Z}"));
        let plain = plain.replace("{Y}", "").replace("{Z}", "");
        let mut pieces = Vec::new();
        let mut rest = plain.as_str();
        while !rest.is_empty() {
            let (literal, behind) = rest.split_once('{').unwrap_or((rest, ""));
            if !literal.is_empty() {
                pieces.push(Piece::Literal(literal.to_owned()));
            }
            let Some((slot, after)) = behind.split_once('}') else {
                break;
            };
            pieces.push(Piece::Hole(match slot {
                "A" => Slot::Actor,
                "T" => Slot::Targets,
                "G" => Slot::Given,
                _ => Slot::Any,
            }));
            rest = after;
        }
        let needle = pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Literal(text) => Some(text.clone()),
                Piece::Hole(_) => None,
            })
            .max_by_key(String::len)
            .unwrap_or_default();
        Self {
            pieces,
            needle,
            by_holder,
            to_holder,
        }
    }

    /// Bytes of text that it spells out.
    fn spelled_out(&self) -> usize {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Literal(text) => text.len(),
                Piece::Hole(_) => 0,
            })
            .sum()
    }

    /// What the slots hold, if the whole of `sentence` has this form. A full stop at the end may be there or not.
    pub(crate) fn matches<'s>(&self, sentence: &'s str) -> Option<Found<'s>> {
        self.fill(sentence)
            .or_else(|| self.fill(sentence.strip_suffix(['.', '。', '۔', '।'])?))
    }

    fn fill<'s>(&self, sentence: &'s str) -> Option<Found<'s>> {
        let mut found = Found {
            by_holder: self.by_holder,
            to_holder: self.to_holder,
            ..Found::default()
        };
        let mut rest = sentence;
        let mut open: Option<Slot> = None;
        let mut pieces = self.pieces.iter().peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Hole(slot) => open = Some(*slot),
                Piece::Literal(text) => {
                    let last = pieces.peek().is_none();
                    let held = match open.take() {
                        None => {
                            rest = rest.strip_prefix(text.as_str())?;
                            if last && !rest.is_empty() {
                                return None;
                            }
                            continue;
                        }
                        Some(slot) => (
                            slot,
                            if last {
                                rest.strip_suffix(text.as_str())?
                            } else {
                                before(rest, text)?
                            },
                        ),
                    };
                    rest = if last {
                        ""
                    } else {
                        rest.get(held.1.len() + text.len()..)?
                    };
                    found.keep(held.0, held.1)?;
                }
            }
        }
        match open {
            Some(slot) => found.keep(slot, rest)?,
            None if rest.is_empty() => {}
            None => return None,
        }
        Some(found)
    }

    /// The text that it begins with, if it begins with text.
    pub(crate) fn start(&self) -> Option<&str> {
        match self.pieces.first() {
            Some(Piece::Literal(text)) => Some(text),
            _ => None,
        }
    }

    /// Its free text may hold a colon and a space, so that the sentence looks like somebody's message. Anything at all
    /// counts as free text only where the rest spells out a sentence: "Everyone in{_}" may be how somebody is called.
    pub(crate) fn may_hold_a_colon(&self) -> bool {
        self.pieces.iter().any(|piece| match piece {
            Piece::Hole(Slot::Given) => true,
            Piece::Literal(text) => text.contains(':'),
            Piece::Hole(Slot::Any) => self.spelled_out() >= 24,
            Piece::Hole(_) => false,
        })
    }
}

#[cfg(test)]
impl Pattern {
    /// A sentence of this form.
    pub(crate) fn sample(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Literal(text) => text.as_str(),
                Piece::Hole(Slot::Actor) => "Ann",
                Piece::Hole(Slot::Targets) => "Ben",
                Piece::Hole(Slot::Given) => "“Noord: planning”",
                Piece::Hole(Slot::Any) => " x",
            })
            .collect()
    }
}

/// As much of a text as tells patterns apart.
fn beginning(text: &str) -> &str {
    let end = (16..text.len()).find(|end| text.is_char_boundary(*end));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

fn before<'s>(text: &'s str, literal: &str) -> Option<&'s str> {
    text.get(..memchr::memmem::find(text.as_bytes(), literal.as_bytes())?)
}

impl<'s> Found<'s> {
    fn keep(&mut self, slot: Slot, held: &'s str) -> Option<()> {
        let person = |held: &'s str| {
            (!held.trim().is_empty() && !held.contains(": ")).then_some(held.trim())
        };
        match slot {
            Slot::Actor => self.actor = Some(person(held)?),
            Slot::Targets => self.targets = Some(person(held)?),
            Slot::Given => self.given = Some((!held.is_empty()).then_some(held)?),
            Slot::Any => {}
        }
        Some(())
    }
}

/// Every way to choose among the `[a|b]` of a written pattern.
fn choices(written: &str) -> Vec<String> {
    let Some((before, choice, after)) = written.split_once('[').and_then(|(before, rest)| {
        rest.split_once(']')
            .map(|(choice, after)| (before, choice, after))
    }) else {
        return vec![written.to_owned()];
    };
    let tails = choices(after);
    choice
        .split('|')
        .flat_map(|one| tails.iter().map(move |tail| format!("{before}{one}{tail}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(
        written: &str,
        sentence: &str,
    ) -> Option<(Option<String>, Option<String>, Option<String>)> {
        Pattern::expand(written)
            .iter()
            .find_map(|p| p.matches(sentence))
            .map(|f| {
                (
                    f.actor.map(str::to_owned),
                    f.targets.map(str::to_owned),
                    f.given.map(str::to_owned),
                )
            })
    }

    #[test]
    fn slots_hold_what_stands_between() {
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(
            one("{A} added {T}", "Bob added Jan B."),
            Some((some("Bob"), some("Jan B."), None))
        );
        assert_eq!(
            one(
                "{A} [heeft|hebt] {T} toegevoegd",
                "U hebt Alice toegevoegd."
            ),
            Some((some("U"), some("Alice"), None))
        );
        assert_eq!(
            one(
                "{A} changed the subject from {G} to {G}",
                "Bob changed the subject from “a: b” to “c: d”"
            ),
            Some((some("Bob"), None, some("“c: d”")))
        );
        assert_eq!(one("{A} left", "Bob: I think Alice left"), None);
        assert_eq!(one("{A} left", " left"), None);
        assert_eq!(one("You left", "You left the house"), None);
        assert_eq!(
            one("{A} left[| the group]", "Al left the group"),
            Some((some("Al"), None, None))
        );
    }
}
