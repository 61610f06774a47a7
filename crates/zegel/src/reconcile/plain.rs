//! The comparison for somebody at a terminal: what was found first, then what explains itself, then who was there when.

use std::io::{self, Write};

use jiff::civil::DateTime;
use zegel_compare::{Edge, Evidence, Finding, Interval, OddKind, Row, Verdict};
use zegel_model::message::Kind;

use super::json::provenance;
use super::{Sides, file_name};
use crate::cli;

/// So much of a message is shown; its bytes are named beside it.
const SHOWN: usize = 160;

/// Writes the whole comparison as lines of text.
pub(super) fn write(sides: &Sides<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page { sides, out };
    page.copies()?;
    page.people()?;
    page.found()?;
    page.absent("Not everywhere, for a reason", explained)?;
    page.absent("Left open", open)?;
    page.members()?;
    page.summary()
}

/// It is not there, and that explains itself.
const fn explained(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::BeforeJoining | Verdict::AfterLeaving | Verdict::OutsideRange
    )
}

/// The copies do not tell.
const fn open(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::NotYetDelivered | Verdict::Unknown)
}

/// Messages one after another that a copy does not have for one reason.
struct Run<'s> {
    finding: &'s Finding,
    first: &'s Row,
    last: &'s Row,
    messages: usize,
}

struct Page<'p, 's, W> {
    sides: &'p Sides<'s>,
    out: &'p mut W,
}

impl<W: Write> Page<'_, '_, W> {
    /// One line; text from elsewhere in it cannot pass for a line of ours.
    fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", cli::plain(line))
    }

    fn heading(&mut self, heading: &str) -> io::Result<()> {
        self.line("")?;
        self.line(heading)
    }

    fn copies(&mut self) -> io::Result<()> {
        self.line("Copies")?;
        let sides = self.sides;
        let copies = sides.gathered.iter().zip(&sides.comparison.copies);
        for (place, (one, facts)) in copies.enumerate() {
            let (summary, letter) = (&one.summary, provenance(one.summary.format).letter());
            let range = facts.range.map_or_else(String::new, |(first, last)| {
                format!(", {} to {}", minute(first), minute(last))
            });
            self.line(&format!(
                "  {}: {} ({}, class {letter}), {} messages, {} system lines{range}",
                sides.name(place),
                file_name(&one.file),
                summary.format.word(),
                summary.messages,
                summary.system,
            ))?;
            if let Some(ahead) = facts.ahead.filter(|ahead| ahead.abs() >= 60) {
                let how = if ahead > 0 { "ahead of" } else { "behind" };
                let minutes = ahead.abs() / 60;
                self.line(&format!(
                    "    its clock is some {minutes} minutes {how} that of the longest copy"
                ))?;
            }
            if !one.dates.certain {
                self.line(&format!(
                    "    the order of its dates is open; read as {}: --date-order states it",
                    one.dates.order
                ))?;
            }
            if !summary.remainder.is_empty() {
                self.line(&format!(
                    "    {} pieces could not be read as messages",
                    summary.remainder.len()
                ))?;
            }
            if sides.gathered.len() > 1 && facts.agreeing == 0 {
                self.line(
                    "    shares nothing with the other copies: is it the same conversation?",
                )?;
            }
        }
        Ok(())
    }

    fn people(&mut self) -> io::Result<()> {
        self.heading("People")?;
        let sides = self.sides;
        for (place, person) in sides.comparison.people.iter().enumerate() {
            let names: Vec<String> = person
                .names
                .iter()
                .map(|(copy, name)| format!("“{name}” in {}", sides.name(*copy)))
                .collect();
            let names = names.join(", ");
            self.line(&format!("  {}: {names}", sides.person(place)))?;
        }
        Ok(())
    }

    /// What was removed or altered, with all that every copy says of it.
    fn found(&mut self) -> io::Result<()> {
        self.heading("Removed or altered")?;
        let rows = &self.sides.comparison.rows;
        let mut none = true;
        for row in rows
            .iter()
            .filter(|row| row.findings.iter().any(|f| f.verdict.is_finding()))
        {
            none = false;
            let said = self.said(row);
            self.line(&format!("  {said}"))?;
            for (names, finding) in self.alike(&row.findings) {
                self.finding(&names, finding, &finding.rests_on)?;
            }
        }
        if none {
            self.line("  nothing")?;
        }
        Ok(())
    }

    /// Findings that say the same on the same bytes, with the copies that they are of.
    fn alike<'f>(&self, findings: &'f [Finding]) -> Vec<(String, &'f Finding)> {
        let mut all: Vec<(String, &Finding)> = Vec::new();
        for (copy, finding) in findings.iter().enumerate() {
            let name = self.sides.name(copy);
            match all.iter_mut().find(|(_, other)| *other == finding) {
                Some((names, _)) => {
                    names.push_str(", ");
                    names.push_str(name);
                }
                None => all.push((name.to_owned(), finding)),
            }
        }
        all
    }

    fn finding(&mut self, name: &str, finding: &Finding, on: &[Evidence]) -> io::Result<()> {
        let rests_on = self.rests_on(on);
        let verdict = words(finding.verdict);
        self.line(&format!("    {name}: {verdict}. {}", finding.reason))?;
        self.line(&format!("      rests on {rests_on}"))
    }

    fn absent(&mut self, heading: &str, of: fn(Verdict) -> bool) -> io::Result<()> {
        let sides = self.sides;
        for copy in 0..sides.gathered.len() {
            let mut runs: Vec<Run<'_>> = Vec::new();
            let mut joined = false;
            for row in sides
                .comparison
                .rows
                .iter()
                .filter(|row| row.kind != Kind::System)
            {
                let Some(finding) = row.findings.get(copy) else {
                    continue;
                };
                if !of(finding.verdict) {
                    joined = false;
                    continue;
                }
                match runs.last_mut() {
                    Some(run) if joined && run.finding.reason == finding.reason => {
                        run.last = row;
                        run.messages += 1;
                    }
                    _ => runs.push(Run {
                        finding,
                        first: row,
                        last: row,
                        messages: 1,
                    }),
                }
                joined = true;
            }
            if !runs.is_empty() {
                self.heading(&format!("{heading}: {}", sides.name(copy)))?;
            }
            for run in runs {
                self.run(copy, &run)?;
            }
        }
        Ok(())
    }

    fn run(&mut self, copy: usize, run: &Run<'_>) -> io::Result<()> {
        let said = if run.messages == 1 {
            self.said(run.first)
        } else {
            let (first, last) = (minute(run.first.at), minute(run.last.at));
            format!("{first} to {last}: {} messages", run.messages)
        };
        self.line(&format!("  {said}"))?;
        // Of several messages the lines are named that explain all of them: those of the copy that lacks them.
        let on: Vec<Evidence> = run.finding.rests_on.clone();
        let on: Vec<Evidence> = if run.messages == 1 {
            on
        } else {
            on.into_iter()
                .filter(|evidence| evidence.copy == copy)
                .collect()
        };
        let name = self.sides.name(copy).to_owned();
        self.finding(&name, run.finding, &on)
    }

    fn members(&mut self) -> io::Result<()> {
        let timeline = &self.sides.comparison.membership;
        let told = |interval: &Interval| interval.from.is_some() || interval.to.is_some();
        if timeline
            .members
            .iter()
            .any(|member| member.intervals.iter().any(told))
        {
            self.heading("Who was there when")?;
        }
        for member in timeline
            .members
            .iter()
            .filter(|m| m.intervals.iter().any(told))
        {
            let intervals: Vec<String> = member
                .intervals
                .iter()
                .map(|interval| self.interval(interval))
                .collect();
            let name = self.sides.person(member.person);
            let line = format!("  {name}: {}", intervals.join("; "));
            self.line(&line)?;
        }
        if !timeline.odd.is_empty() {
            self.heading("What does not add up")?;
        }
        for odd in &timeline.odd {
            let what = match odd.kind {
                OddKind::SpokeOutside => {
                    format!(
                        "wrote {} messages while they were not in the group",
                        odd.messages
                    )
                }
                OddKind::CameTwice => {
                    "came although they were there; when they had gone no copy tells".to_owned()
                }
                OddKind::WentTwice => {
                    "went although they were not there; when they had come back no copy tells"
                        .to_owned()
                }
                OddKind::SpokeBefore => {
                    "wrote before they came; when they had gone in between no copy tells".to_owned()
                }
            };
            let (at, name) = (minute(odd.at), self.sides.person(odd.person));
            let line = format!(
                "  {at} {name} {what}; rests on {}",
                self.rests_on(&odd.rests_on)
            );
            self.line(&line)?;
        }
        Ok(())
    }

    fn interval(&self, interval: &Interval) -> String {
        let edge = |edge: &Edge| {
            let by = edge
                .by
                .map_or_else(String::new, |by| format!(" by {}", self.sides.person(by)));
            format!("{}{by} {}", edge.how.word(), minute(edge.at))
        };
        let from = interval
            .from
            .as_ref()
            .map_or_else(|| "from before".to_owned(), edge);
        let to = match &interval.to {
            Some(to) => edge(to),
            None if interval.lasting => "still there".to_owned(),
            None => "gone at some moment that no copy tells".to_owned(),
        };
        format!("{from}, {to}")
    }

    fn summary(&mut self) -> io::Result<()> {
        let rows = self
            .sides
            .comparison
            .rows
            .iter()
            .filter(|row| row.kind != Kind::System);
        let mut counts = [0_usize; 9];
        let mut messages = 0;
        for row in rows {
            messages += 1;
            for (verdict, count) in Verdict::ALL.iter().zip(&mut counts) {
                *count += row
                    .findings
                    .iter()
                    .filter(|f| f.verdict == *verdict)
                    .count();
            }
        }
        self.heading(&format!(
            "{messages} messages in {} copies; verdicts of all copies together:",
            self.sides.gathered.len()
        ))?;
        let told: Vec<String> = Verdict::ALL
            .iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .map(|(verdict, count)| format!("{count} {}", words(*verdict)))
            .collect();
        let told = told.join(", ");
        self.line(&format!("  {told}"))?;
        self.line("  Bytes are named as copy, offset and length; of a database the offset is a row's number.")
    }

    fn said(&self, row: &Row) -> String {
        let text = self
            .sides
            .text(row.shown)
            .trim()
            .replace(['\r', '\n'], " / ");
        let mut shown: String = text.chars().take(SHOWN).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        let at = minute(row.at);
        match row.person {
            Some(person) => format!("{at} {}: {shown}", self.sides.person(person)),
            None => format!("{at} {shown}"),
        }
    }

    fn rests_on(&self, evidence: &[Evidence]) -> String {
        let places: Vec<String> = evidence
            .iter()
            .map(|on| {
                let (copy, place) = (self.sides.name(on.copy), on.place);
                format!("{copy} {}+{}", place.offset, place.length)
            })
            .collect();
        if places.is_empty() {
            "nothing in it".to_owned()
        } else {
            places.join(", ")
        }
    }
}

fn words(verdict: Verdict) -> String {
    verdict.word().replace('_', " ")
}

fn minute(at: DateTime) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}
