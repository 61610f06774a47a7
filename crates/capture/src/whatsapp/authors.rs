//! Who speaks: where a name ends and a message begins, and which colons belong to sentences of the app.

use std::collections::BTreeMap;

use super::MAX_AUTHORS;
use super::lexicon::LEXICON;
use super::marks::{self, QUOTES, first_char, is_space};

/// Longest name that is believed, in bytes. A group's name has at most 100 characters.
const LONGEST_NAME: usize = 512;

/// Position in [`Authors`].
pub(crate) type AuthorIndex = usize;

/// Somebody who speaks in this export, or the group's name where iOS puts it in their place.
#[derive(Debug)]
pub(crate) struct Author {
    /// As people see it.
    pub(crate) name: String,
    /// Messages that do not begin with the app's own mark.
    pub(crate) own: u64,
    /// All lines.
    lines: u64,
}

/// The first line behind a head, taken apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spoken {
    /// Nobody: a system line.
    pub(crate) author: Option<AuthorIndex>,
    /// Where the body begins.
    pub(crate) body: usize,
}

/// All who speak, found in the first pass and looked up in the second.
#[derive(Debug, Default)]
pub(crate) struct Authors<'a> {
    seen: BTreeMap<&'a [u8], Option<AuthorIndex>>,
    people: Vec<Author>,
    names: BTreeMap<String, AuthorIndex>,
    /// A group's name that holds a colon and a space itself, as its bytes.
    title: Option<&'a [u8]>,
}

impl<'a> Authors<'a> {
    /// Makes the name of a group known that stands before system lines.
    pub(crate) fn set_title(&mut self, title: &'a [u8]) {
        if memchr::memmem::find(title, b": ").is_some() {
            self.title = Some(title);
        }
    }

    /// Takes a line apart and remembers who speaks.
    pub(crate) fn meet(&mut self, rest: &'a [u8]) -> Spoken {
        let Some((prefix, body)) = self.split(rest) else {
            return Spoken {
                author: None,
                body: 0,
            };
        };
        let author = if let Some(author) = self.seen.get(prefix) {
            *author
        } else {
            if self.too_many() {
                return Spoken {
                    author: None,
                    body: 0,
                };
            }
            let author = if is_sentence(prefix, rest) {
                None
            } else {
                Some(self.index(prefix))
            };
            self.seen.insert(prefix, author);
            author
        };
        let Some(index) = author else {
            return Spoken {
                author: None,
                body: 0,
            };
        };
        if let Some(person) = self.people.get_mut(index) {
            person.lines += 1;
            if !marks::marked(rest.get(body..).unwrap_or_default()) {
                person.own += 1;
            }
        }
        Spoken { author, body }
    }

    /// Takes back names that only seem to be some, once all lines are known: those that stand before one line alone,
    /// and either behind the app's own mark, or with the look of a sentence, or as the name of somebody who does speak
    /// with three words or more behind it. So no sentence makes a person, whatever its language: "Sanne ŝanĝis la nomon al Noord: planning".
    pub(crate) fn settle(&mut self) {
        let doubtful: Vec<&'a [u8]> = self
            .seen
            .iter()
            .filter(|(prefix, index)| {
                let person = index.and_then(|index| self.people.get(index));
                person.is_some_and(|person| person.lines == 1) && self.seems_a_sentence(prefix)
            })
            .map(|(prefix, _)| *prefix)
            .collect();
        for prefix in doubtful {
            self.seen.insert(prefix, None);
            self.names.remove(&marks::name(prefix));
        }
    }

    fn seems_a_sentence(&self, prefix: &[u8]) -> bool {
        if marks::marked(prefix) {
            return true;
        }
        let name = marks::name(prefix);
        // Names that this one begins with stand before it.
        let mut ends: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).collect();
        // A full stop among five words, or eight words: somebody so called who speaks once is not to be expected.
        if ends.len() >= 7 || (ends.len() >= 4 && name.contains(". ")) {
            return true;
        }
        let Some(last) = ends.len().checked_sub(3) else {
            return false;
        };
        ends.truncate(last + 1);
        ends.into_iter().any(|end| {
            let speaker = name.get(..end).and_then(|start| self.names.get(start));
            speaker
                .and_then(|index| self.people.get(*index))
                .is_some_and(|speaker| speaker.own > 1)
        })
    }

    /// Takes a line apart whose author was met before.
    pub(crate) fn part(&self, rest: &[u8]) -> Spoken {
        let met = self
            .split(rest)
            .and_then(|(prefix, body)| Some((self.seen.get(prefix).copied()??, body)));
        match met {
            Some((author, body)) => Spoken {
                author: Some(author),
                body,
            },
            None => self.squeezed(rest).unwrap_or(Spoken {
                author: None,
                body: 0,
            }),
        }
    }

    /// More names than any export has.
    pub(crate) fn too_many(&self) -> bool {
        self.seen.len() >= MAX_AUTHORS
    }

    /// Who speaks.
    pub(crate) fn get(&self, index: AuthorIndex) -> Option<&Author> {
        self.people.get(index)
    }

    /// Somebody with this name speaks in the export.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    fn index(&mut self, prefix: &[u8]) -> AuthorIndex {
        let mut name = marks::name(prefix);
        if name.is_empty() {
            // Somebody who is saved as an invisible mark speaks all the same.
            name = String::from_utf8_lossy(prefix).into_owned();
        }
        if let Some(index) = self.names.get(&name) {
            return *index;
        }
        let index = self.people.len();
        self.people.push(Author {
            name: name.clone(),
            own: 0,
            lines: 0,
        });
        self.names.insert(name, index);
        index
    }

    /// The bytes before the first colon that can end a name, and where the body begins.
    fn split<'l>(&self, rest: &'l [u8]) -> Option<(&'l [u8], usize)> {
        if let Some(title) = self.title
            && let Some(behind) = rest.strip_prefix(title)
            && behind.starts_with(b": ")
        {
            return Some((rest.get(..title.len())?, title.len() + 2));
        }
        let near = rest.get(..rest.len().min(LONGEST_NAME)).unwrap_or(rest);
        for colon in memchr::memchr_iter(b':', near) {
            let behind = rest.get(colon + 1..)?;
            let body = match first_char(behind) {
                None => colon + 1,
                Some((c, length)) if is_space(c) => colon + 1 + length,
                Some(_) => continue,
            };
            return (colon > 0).then_some((rest.get(..colon)?, body));
        }
        None
    }

    /// `John Doe:.`: no space behind the colon, but the name of somebody who speaks elsewhere.
    fn squeezed(&self, rest: &[u8]) -> Option<Spoken> {
        let near = rest.get(..rest.len().min(LONGEST_NAME)).unwrap_or(rest);
        let colon = memchr::memchr(b':', near)?;
        let author = (*self.seen.get(rest.get(..colon)?)?)?;
        Some(Spoken {
            author: Some(author),
            body: colon + 1,
        })
    }
}

/// The colon that seems to end a name stands within free text of a sentence of the app.
fn is_sentence(prefix: &[u8], rest: &[u8]) -> bool {
    // Sentences about groups hold at least a name and two words, or begin with the group's name.
    if memchr::memchr(b' ', prefix).is_none() && prefix.is_ascii() && !prefix.starts_with(b"\"") {
        return false;
    }
    let plain = marks::plain(rest.get(..rest.len().min(2000)).unwrap_or(rest));
    quoted(&marks::plain(prefix), &plain) || LEXICON.holds_the_colon(&plain)
}

/// A quotation that opens before the colon and closes behind it: no name does. Only what follows a space or the start
/// can open one where both marks look the same, so `Jan 5" pijp` stays a name.
fn quoted(prefix: &str, line: &str) -> bool {
    let behind = line.get(prefix.len()..).unwrap_or_default();
    QUOTES.iter().any(|(open, close)| {
        // An apostrophe is no quotation mark.
        let Some(at) = prefix.rfind(*open).filter(|_| *open != '\'') else {
            return false;
        };
        let inner = prefix.get(at + open.len_utf8()..).unwrap_or_default();
        if inner.contains(*close) || !behind.contains(*close) {
            return false;
        }
        let opens = prefix
            .get(..at)
            .and_then(|before| before.chars().next_back())
            .is_none_or(char::is_whitespace);
        let alike = open == close || *open == '”' || *open == '»';
        !alike || (opens && !inner.starts_with(' ') && prefix.matches(*open).count() % 2 == 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(lines: &[&'static str]) -> Vec<Option<String>> {
        let mut authors = Authors::default();
        for line in lines {
            authors.meet(line.as_bytes());
        }
        authors.settle();
        lines
            .iter()
            .map(|line| {
                authors
                    .part(line.as_bytes())
                    .author
                    .and_then(|i| authors.get(i))
                    .map(|a| a.name.clone())
            })
            .collect()
    }

    #[test]
    fn sentences_of_the_app_have_no_author() {
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(
            who(&[
                "Sanne: hoi",
                "Sanne:.",
                "Sanne:",
                "Sanne changed the group name to “Noord: planning”",
                "Sanne heeft de groep Noord: planning gemaakt",
                "Sanne heeft het onderwerp gewijzigd naar \"Noord: planning\"",
                "Mix: \"a",
                "Jan 5\" pijp: past niet",
                "Sanne left",
                ": x",
                "Sanne ŝanĝis la nomon al Noord: planning",
                "Sanne ŝanĝis la nomon al „Noord: planning“ hodiaŭ",
                "ゲストが名前を「Noord: planning」に変えた",
                "Sanne muutti \"Noord: planning\" nimeksi",
                "Sanne de Vries: ik ook",
                "Jan \"JJ\" Smit: zei hij \"ja\"",
                "\u{200e}Iu ŝanĝis ion: kion",
                "\u{200e}: hoi",
                "\u{200e}: dag",
            ]),
            [
                some("Sanne"),
                some("Sanne"),
                some("Sanne"),
                None,
                None,
                None,
                some("Mix"),
                some("Jan 5\" pijp"),
                None,
                None,
                None,
                None,
                None,
                None,
                some("Sanne de Vries"),
                some("Jan \"JJ\" Smit"),
                None,
                some("\u{200e}"),
                some("\u{200e}")
            ]
        );
    }
}
