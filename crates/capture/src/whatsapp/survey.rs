//! The first passes over an export: its form, its date order, who speaks, its language and title.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime};

use super::attachment;
use super::authors::Authors;
use super::body;
use super::calendar;
use super::date_order::{Clues, Finding, Run, Witness, decide};
use super::header::{Frame, Header, Shape, header};
use super::language::LANGUAGES;
use super::lexicon::{LEXICON, LanguageIndex};
use super::marks;
use super::{Hints, NotAnExport, Platform};
use zegel_model::message::SystemEventKind;

/// Lines that are looked at to find the language, at most; more would say nothing new.
const SAMPLE: usize = 600;

/// Changes of date that are looked at to find their order, at most.
const MOST_RUNS: usize = 1 << 18;

/// Attachments that are asked for the order of dates, at most.
const MOST_WITNESSES: usize = 10_000;

/// What the messages are read with.
#[derive(Debug)]
pub(crate) struct Survey<'a> {
    pub(crate) shape: Shape,
    pub(crate) finding: Finding,
    pub(crate) authors: Authors<'a>,
    pub(crate) language: Option<LanguageIndex>,
    /// The name of the group or the other person, where the export says it.
    pub(crate) title: Option<String>,
}

/// Lines with their offsets, without their ends.
pub(crate) struct Lines<'a> {
    source: &'a [u8],
    at: usize,
    end: u8,
}

impl<'a> Lines<'a> {
    /// Lines from an offset on. They end with LF, or with CR in a text that has no LF at its beginning.
    pub(crate) fn new(source: &'a [u8], at: usize) -> Self {
        let start = source.get(..source.len().min(1 << 16)).unwrap_or_default();
        let old = memchr::memchr(b'\n', start).is_none() && memchr::memchr(b'\r', start).is_some();
        Self {
            source,
            at,
            end: if old { b'\r' } else { b'\n' },
        }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.source.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let end = memchr::memchr(self.end, rest);
        self.at = end.map_or(self.source.len(), |end| start + end + 1);
        let line = end.and_then(|end| rest.get(..end)).unwrap_or(rest);
        Some((start, line))
    }
}

/// Begins with the mark of UTF-16, or has every other byte of its beginning zero.
fn is_utf16(source: &[u8]) -> bool {
    let start = source.get(..source.len().min(64)).unwrap_or_default();
    let zeros = memchr::memchr_iter(0, start).count();
    source.starts_with(b"\xff\xfe")
        || source.starts_with(b"\xfe\xff")
        || (start.len() >= 8 && zeros * 3 >= start.len())
}

/// What stands behind a head on its line, without the end of a line.
pub(crate) fn rest_of<'a>(line: &'a [u8], head: &Header) -> &'a [u8] {
    let rest = line.get(head.rest..).unwrap_or_default();
    rest.strip_suffix(b"\r").unwrap_or(rest)
}

impl<'a> Survey<'a> {
    /// Looks through a whole export.
    pub(crate) fn of(source: &'a [u8], hints: &Hints<'_>) -> Result<Self, NotAnExport> {
        if is_utf16(source) {
            return Err(NotAnExport::Utf16);
        }
        // Nearly always the first head has the form of all; if not, one more pass is made with the right one.
        let guess = Lines::new(source, 0)
            .find_map(|(_, line)| header(line))
            .ok_or(NotAnExport::NoMessages)?
            .shape;
        let (mut pass, shape) = Pass::run(source, guess);
        if shape != guess {
            (pass, _) = Pass::run(source, shape);
        }
        if pass.authors.too_many() {
            return Err(NotAnExport::TooManyAuthors);
        }
        pass.authors.settle();
        let language = pass.votes.winner(hints.file_name);
        let mut clues = Clues {
            given: hints.date_order,
            foreign: language
                .and_then(|l| LANGUAGES.get(l))
                .is_some_and(|l| l.code != "en"),
            capitals: pass.capitals,
            ..Clues::default()
        };
        if ambiguous(&pass.runs) {
            (clues.names, clues.times) = witnesses(source, shape, &pass.authors, hints);
            clues.written = hints.written;
        }
        let finding = decide(&pass.runs, shape, &clues);
        if finding.stated
            && let Some(span) = finding.readings.first()
            && span.impossible > 0
        {
            return Err(NotAnExport::Impossible {
                order: span.order,
                messages: span.impossible,
            });
        }
        let title = pass
            .title
            .or_else(|| hints.file_name.and_then(title_in_file_name));
        Ok(Self {
            shape,
            finding,
            authors: pass.authors,
            language,
            title,
        })
    }

    /// The head that a line begins with, if it is one of this export, with its date.
    pub(crate) fn head(&self, line: &[u8]) -> Option<(Header, Date)> {
        let head = header(line).filter(|head| head.shape == self.shape)?;
        let date = calendar::date(head.date, self.finding.order)?;
        Some((head, date))
    }

    pub(crate) const fn platform(&self) -> Platform {
        match self.shape.frame {
            Frame::Bracket | Frame::Colon => Platform::Ios,
            Frame::Dash => Platform::Android,
        }
    }
}

struct Pass<'a> {
    authors: Authors<'a>,
    runs: Vec<Run>,
    votes: Votes,
    capitals: bool,
    title: Option<String>,
}

impl<'a> Pass<'a> {
    /// Reads all heads of one form. Also returns the form that most heads have; of equals the one that stands first.
    fn run(source: &'a [u8], shape: Shape) -> (Self, Shape) {
        let mut pass = Self {
            authors: Authors::default(),
            runs: Vec::new(),
            votes: Votes::default(),
            capitals: false,
            title: None,
        };
        if shape.frame == Frame::Bracket {
            pass.find_title(source, shape);
        }
        let mut left = SAMPLE;
        let mut heads = 0_u64;
        let mut first = usize::MAX;
        let mut others: BTreeMap<Shape, (u64, usize)> = BTreeMap::new();
        for (offset, line) in Lines::new(source, 0) {
            let Some(head) = header(line) else { continue };
            if head.shape == shape {
                heads += 1;
                first = first.min(offset);
                pass.take(line, &head, &mut left);
            } else {
                others.entry(head.shape).or_insert((0, offset)).0 += 1;
            }
        }
        others.insert(shape, (heads, first));
        let most = others
            .into_iter()
            .max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first)));
        (pass, most.map_or(shape, |(most, _)| most))
    }

    /// On iOS the first lines carry the group's name, or the other person's, before the app's mark.
    fn find_title(&mut self, source: &'a [u8], shape: Shape) {
        let heads = Lines::new(source, 0).filter_map(|(_, line)| {
            header(line)
                .filter(|head| head.shape == shape)
                .map(|head| rest_of(line, &head))
        });
        for rest in heads.take(5) {
            let mark = memchr::memmem::find(rest, b": \xe2\x80\x8e")
                .or_else(|| memchr::memmem::find(rest, b": \xe2\x80\x8f"));
            let Some(mark) = mark else { continue };
            let (Some(title), Some(sentence)) = (rest.get(..mark), rest.get(mark + 2..)) else {
                continue;
            };
            let plain = marks::plain(sentence);
            let opening = LEXICON
                .sentences(&plain)
                .any(|s| s.kind == SystemEventKind::Encrypted);
            if opening {
                self.authors.set_title(title);
                self.title = Some(marks::name(title));
                return;
            }
        }
    }

    fn take(&mut self, line: &'a [u8], head: &Header, left: &mut usize) {
        let full = self.runs.len() == MOST_RUNS;
        match self.runs.last_mut() {
            Some(run) if run.date == head.date => run.messages += 1,
            _ if full => {}
            _ => self.runs.push(Run {
                date: head.date,
                messages: 1,
            }),
        }
        if head.shape.halves && !self.capitals {
            let stamp = line.get(head.stamp.0..head.stamp.1).unwrap_or_default();
            self.capitals = stamp.ends_with(b"AM") || stamp.ends_with(b"PM");
        }
        let rest = rest_of(line, head);
        let spoken = self.authors.meet(rest);
        if *left == 0 {
            return;
        }
        let text = rest.get(spoken.body..).unwrap_or_default();
        let sentence = spoken.author.is_none() || marks::marked(text);
        let phrase = if spoken.author.is_some() {
            body::read(text, true).language
        } else {
            None
        };
        if let Some(language) = phrase {
            self.votes.count(language);
            *left -= 1;
        } else if sentence && text.len() <= super::lexicon::LONGEST {
            *left -= 1;
            let plain = marks::plain(text);
            let languages: BTreeSet<LanguageIndex> =
                LEXICON.sentences(&plain).map(|s| s.language).collect();
            for language in languages {
                self.votes.count(language);
            }
        }
    }
}

#[derive(Debug, Default)]
struct Votes(BTreeMap<LanguageIndex, u64>);

impl Votes {
    fn count(&mut self, language: LanguageIndex) {
        *self.0.entry(language).or_default() += 1;
    }

    /// Most votes; of equals the first. Without any, the words of the file's name.
    fn winner(&self, file_name: Option<&str>) -> Option<LanguageIndex> {
        let most = self
            .0
            .iter()
            .max_by_key(|(language, count)| (**count, std::cmp::Reverse(**language)));
        most.map(|(language, _)| *language).or_else(|| {
            let stem = stem(file_name?);
            LANGUAGES.iter().position(|l| {
                l.file_names
                    .iter()
                    .any(|around| within(stem, *around).is_some())
            })
        })
    }
}

fn stem(file_name: &str) -> &str {
    file_name
        .strip_suffix(".txt")
        .or_else(|| file_name.strip_suffix(".zip"))
        .unwrap_or(file_name)
}

/// The title within the words that the name of an export has around it.
fn within<'n>(stem: &'n str, (before, behind): (&str, &str)) -> Option<&'n str> {
    stem.strip_prefix(before)?.strip_suffix(behind)
}

/// The title in the name of an export: `WhatsApp-chat met Ploeg Noord`.
fn title_in_file_name(file_name: &str) -> Option<String> {
    let stem = stem(file_name);
    // Where several fit, the longest words are the app's and the shortest rest is the title.
    let title = LANGUAGES
        .iter()
        .flat_map(|l| &l.file_names)
        .filter_map(|around| within(stem, *around))
        .min_by_key(|title| title.len())?;
    Some(marks::name(title.as_bytes())).filter(|title| !title.is_empty())
}

/// Some date could be read in two ways.
fn ambiguous(runs: &[Run]) -> bool {
    runs.iter()
        .all(|run| run.date.iter().filter(|n| **n > 12).count() <= 1)
}

/// What the names and times of attachments say about the dates of their messages.
fn witnesses(
    source: &[u8],
    shape: Shape,
    authors: &Authors<'_>,
    hints: &Hints<'_>,
) -> (Vec<Witness>, Vec<Witness>) {
    let (mut names, mut times) = (Vec::new(), Vec::new());
    for (_, line) in Lines::new(source, 0) {
        if names.len().max(times.len()) >= MOST_WITNESSES {
            break;
        }
        if !matches!(line.trim_ascii_end().last(), Some(b')' | b'>')) {
            continue;
        }
        let Some(head) = header(line).filter(|head| head.shape == shape) else {
            continue;
        };
        let rest = rest_of(line, &head);
        let text = rest
            .get(authors.part(rest).body..)
            .unwrap_or_default()
            .trim_ascii_end();
        if let Some((_, date)) = attachment::date_in_name(text) {
            names.push(Witness {
                head: head.date,
                date,
            });
        }
        if let Some(found) = attachment::find(text, text)
            && let Some(Some(time)) = hints.files.get(&found.name)
        {
            times.push(Witness {
                head: head.date,
                date: time.date(),
            });
        }
    }
    // An archive whose files all have one date says when it was written, not when they were sent.
    let spread = times.iter().any(|w| {
        times
            .first()
            .is_some_and(|first: &Witness| first.date != w.date)
    });
    if !spread
        && hints
            .written
            .is_none_or(|w: DateTime| times.iter().all(|t| t.date == w.date()))
    {
        times.clear();
    }
    (names, times)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whatsapp::DateOrder;

    #[test]
    fn file_names_hold_titles() {
        assert_eq!(
            title_in_file_name("WhatsApp-chat met Ploeg Noord.txt").as_deref(),
            Some("Ploeg Noord")
        );
        assert_eq!(
            title_in_file_name("WhatsApp Chat - Hendriks.zip").as_deref(),
            Some("Hendriks")
        );
        assert_eq!(
            title_in_file_name("Ploeg Noord ile WhatsApp Sohbeti.txt").as_deref(),
            Some("Ploeg Noord")
        );
        assert_eq!(title_in_file_name("_chat.txt"), None);
    }

    #[test]
    fn the_given_order_wins() {
        let hints = Hints {
            date_order: Some(DateOrder::Mdy),
            ..Hints::default()
        };
        let survey = Survey::of(b"5/2/22, 16:08 - a: b\n", &hints).unwrap();
        assert_eq!(survey.finding.order, DateOrder::Mdy);
        assert!(survey.finding.stated && survey.finding.certain);
        let impossible = Survey::of(b"5/13/22, 16:08 - a: b\n13/5/22, 16:08 - a: b\n", &hints);
        assert_eq!(
            impossible.unwrap_err(),
            NotAnExport::Impossible {
                order: DateOrder::Mdy,
                messages: 1
            }
        );
    }

    #[test]
    fn other_encodings_and_line_ends() {
        let text = "13/5/22, 16:08 - a: b\n";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [wide.clone(), [b"\xff\xfe".as_slice(), &wide].concat()] {
            let refused = Survey::of(&bytes, &Hints::default());
            assert_eq!(refused.unwrap_err(), NotAnExport::Utf16);
        }
        let old = "13/5/22, 16:08 - a: b\r13/5/22, 16:09 - c: d\re\r";
        let heads = Lines::new(old.as_bytes(), 0).filter(|(_, line)| header(line).is_some());
        assert_eq!(heads.count(), 2);
    }
}
