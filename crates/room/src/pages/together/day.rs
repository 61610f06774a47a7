//! One day of a set: what each copy makes of every message.

use askama::Template;
use zegel_compare::{Evidence, Finding, Row, Verdict};
use zegel_model::Day;

use super::why::reason;
use super::{CopyView, copies, named, verdict_color, verdict_key};
use crate::memory::Memory;
use crate::pages::{Access, Frame, Here, Line, Parts};
use crate::room::Logged;
use crate::search::{Piece, marked};
use crate::together::Set;

/// One day of a set.
#[derive(Template)]
#[template(path = "room/beside_day.html")]
pub(crate) struct BesideDayPage {
    frame: Frame,
    number: usize,
    day: Day,
    parts: Parts,
    previous: Option<Day>,
    next: Option<Day>,
    copies: Vec<CopyView>,
    rows: Vec<RowView>,
    messages: usize,
    differences: usize,
}

/// One message over all copies.
struct RowView {
    time: String,
    sender: Vec<Piece>,
    system: bool,
    differs: bool,
    cells: Vec<Cell>,
}

/// What one copy makes of it.
struct Cell {
    holder: String,
    verdict: Verdict,
    reason: String,
    /// What it says there; nothing where nothing stands.
    line: Option<Line>,
    /// Another copy before it says the same.
    same: bool,
    /// Where that stands.
    rests_on: Vec<Stands>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "templates call methods and pass references"
)]
impl BesideDayPage {
    pub(crate) fn new(
        logged: &Logged,
        frame: Frame,
        (number, day, parts): (usize, Day, Parts),
        (memory, set): (&Memory, &Set),
        shown: &[usize],
    ) -> Self {
        let copies = copies(memory, set);
        let teller = Teller {
            logged,
            frame: &frame,
            memory,
            set,
            copies: &copies,
        };
        let rows = shown
            .iter()
            .filter_map(|row| set.comparison.rows.get(*row))
            .map(|row| teller.row(row))
            .collect();
        let all = set.days.get(&day).map_or(&[][..], Vec::as_slice);
        Self {
            number,
            day,
            parts,
            previous: set.days.range(..day).next_back().map(|(day, _)| *day),
            next: set.days.range(day..).nth(1).map(|(day, _)| *day),
            rows,
            messages: all.len(),
            differences: set.differences(all),
            copies,
            frame,
        }
    }

    fn color(&self, verdict: &Verdict) -> &'static str {
        verdict_color(*verdict)
    }

    fn verdict(&self, verdict: &Verdict) -> &'static str {
        verdict_key(*verdict)
    }
}

/// A line that a verdict rests on.
#[derive(PartialEq, Eq)]
struct Stands {
    /// Number of the copy in the room.
    number: usize,
    time: String,
    href: String,
}

/// What a copy's words are beside those of others.
struct Said<'a> {
    /// Another version.
    other: Option<&'a str>,
    /// A copy before it says the same.
    same: bool,
}

/// Tells rows.
struct Teller<'a> {
    logged: &'a Logged,
    frame: &'a Frame,
    memory: &'a Memory,
    set: &'a Set,
    copies: &'a [CopyView],
}

impl Teller<'_> {
    fn row(&self, row: &Row) -> RowView {
        let person = row.person.and_then(|id| self.set.comparison.people.get(id));
        let (copy, line) = row.shown;
        let stands = self.line(copy, line);
        let texts = row.lines.iter().enumerate();
        let texts: Vec<Option<&str>> = texts.map(|(copy, line)| self.text(copy, *line)).collect();
        let cells = self.copies.iter().zip(&row.findings).enumerate();
        let cells = cells
            .map(|(copy, (view, finding))| {
                let own = texts.get(copy).copied().flatten();
                let before = texts.get(..copy).unwrap_or_default();
                let mut others = texts.iter().copied().flatten();
                let said = Said {
                    other: others.find(|other| Some(*other) != own),
                    same: own.is_some() && before.contains(&own),
                };
                let line = row.lines.get(copy).copied().flatten();
                self.cell((copy, line), view, finding, &said)
            })
            .collect();
        RowView {
            time: format!("{:02}:{:02}", row.at.hour(), row.at.minute()),
            sender: person
                .map(|person| named(self.frame, &person.name))
                .unwrap_or_default(),
            system: stands.is_none_or(|line| line.system()),
            differs: Set::differs(row),
            cells,
        }
    }

    fn cell(
        &self,
        (copy, line): (usize, Option<usize>),
        view: &CopyView,
        finding: &Finding,
        said: &Said<'_>,
    ) -> Cell {
        let mut stands = line.and_then(|line| self.line(copy, line));
        if let (Some(line), Some(own), Some(other)) =
            (&mut stands, self.text(copy, line), said.other)
            && finding.verdict == Verdict::Altered
        {
            line.text = marked(own, changed(other, own));
        }
        Cell {
            holder: view.holder.clone(),
            verdict: finding.verdict,
            reason: reason(self.frame, &finding.reason),
            line: stands,
            same: said.same && finding.verdict == Verdict::Present,
            rests_on: self.addresses(&finding.rests_on),
        }
    }

    fn number(&self, copy: usize, line: usize) -> Option<usize> {
        self.set.number(copy, line)
    }

    fn line(&self, copy: usize, line: usize) -> Option<Line> {
        let number = self.number(copy, line)?;
        let entry = self.memory.entries.get(number)?;
        let letter = self.copies.get(copy)?.provenance.letter();
        // There to be compared: marks and attachments have the pages of the copies.
        Some(Line::of(self.logged, number, entry, letter).into_aside())
    }

    fn text(&self, copy: usize, line: Option<usize>) -> Option<&str> {
        let number = self.number(copy, line?)?;
        self.memory.entries.get(number).map(|one| one.text.as_str())
    }

    /// The pages on which the lines stand that a verdict rests on.
    fn addresses(&self, evidence: &[Evidence]) -> Vec<Stands> {
        let mut all: Vec<Stands> = Vec::new();
        for one in evidence {
            let number = usize::try_from(one.place.offset).unwrap_or(usize::MAX);
            let address = self.memory.address(&self.frame.base, number);
            let Some((entry, href)) = self.memory.entries.get(number).zip(address) else {
                continue;
            };
            let stands = Stands {
                number: entry.conversation + 1,
                time: format!("{:02}:{:02}", entry.at.hour(), entry.at.minute()),
                href,
            };
            if !all.contains(&stands) {
                all.push(stands);
            }
        }
        all
    }
}

/// The part of `own` that `other` says differently: what is left between the words that both begin and end with.
fn changed(other: &str, own: &str) -> std::ops::Range<usize> {
    let same = |a: (char, char)| a.0 == a.1;
    let begin = own.chars().zip(other.chars()).take_while(|a| same(*a));
    let begin: usize = begin.map(|(c, _)| c.len_utf8()).sum();
    // Whole words: back to where the word began.
    let before = own.get(..begin).unwrap_or_default().char_indices().rev();
    let mut spaces = before.filter(|(_, c)| c.is_whitespace());
    let begin = spaces.next().map_or(0, |(at, c)| at + c.len_utf8());
    let rest = own.get(begin..).unwrap_or_default();
    let end = rest.chars().rev().zip(other.chars().rev());
    let end: usize = end
        .take_while(|a| same(*a))
        .map(|(c, _)| c.len_utf8())
        .sum();
    let end = own.len() - end.min(rest.len());
    let end = own
        .get(end..)
        .and_then(|after| after.find(char::is_whitespace))
        .map_or(own.len(), |space| end + space);
    begin..end.max(begin)
}
