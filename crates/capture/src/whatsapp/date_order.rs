//! Which number of a date is the day: decided by evidence, for the whole file, with its certainty.
//!
//! The heads of an export do not say whether `5/2/22` is in May or in February. In this order the following decide:
//! what the importer knows; four digits in front; numbers above 12; the dates in the names of attachments; the times
//! of the files in the archive; jumps back in time. If none of them does, the order stays undecided: one reading is
//! taken so that there is something to show, and `certain: false` is reported with both readings. Then another copy of
//! the conversation may settle it: [`settle`].

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::{Date, DateTime};

use super::calendar::{FIRST_YEAR, date};
use super::header::{Separator, Shape, Year};

/// The order of day, month and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

impl DateOrder {
    /// Three letters: `dmy`, `mdy` or `ymd`.
    pub const fn letters(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }
}

impl fmt::Display for DateOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.letters())
    }
}

/// The order of the dates of an export, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The order that the messages were read in.
    pub order: DateOrder,
    /// The evidence leaves no other.
    pub certain: bool,
    /// The importer stated it; nothing else was asked.
    pub stated: bool,
    /// What it rests on, as sentences with numbers and dates only.
    pub evidence: Vec<String>,
    /// What the dates are under each order that was considered, the one that was taken first.
    pub readings: Vec<Span>,
}

impl Finding {
    /// Of a source that has moments, or dates in one order whatever the phone: there is nothing to find out.
    pub(crate) const fn of_moments(evidence: Vec<String>) -> Self {
        Self {
            order: DateOrder::Ymd,
            certain: true,
            stated: false,
            evidence,
            readings: Vec::new(),
        }
    }
}

/// The dates of an export under one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The order.
    pub order: DateOrder,
    /// The earliest date; `None` if no date can be.
    pub first: Option<Date>,
    /// The latest.
    pub last: Option<Date>,
    /// Messages whose date cannot be.
    pub impossible: u64,
    /// Jumps back by a month or more.
    pub jumps: u64,
}

/// Messages one after another with the same date.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) date: [u16; 3],
    pub(crate) messages: u64,
}

/// A date that something besides the head says of one message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Witness {
    /// The head's numbers.
    pub(crate) head: [u16; 3],
    /// The date according to the witness.
    pub(crate) date: Date,
}

/// What is known beside the heads.
#[derive(Debug, Default)]
pub(crate) struct Clues {
    /// The importer knows.
    pub(crate) given: Option<DateOrder>,
    /// Dates in the names of attachments.
    pub(crate) names: Vec<Witness>,
    /// Times of attachments in the archive.
    pub(crate) times: Vec<Witness>,
    /// When the archive was written: no message is later.
    pub(crate) written: Option<DateTime>,
    /// The language of the app, if it is known and not English.
    pub(crate) foreign: bool,
    /// The halves of the day are `AM` and `PM` in capitals.
    pub(crate) capitals: bool,
}

/// One way to read all dates.
struct Reading {
    order: DateOrder,
    impossible: u64,
    unlikely: u64,
    late: u64,
    jumps: u64,
    days: u64,
    first: Option<Date>,
    last: Option<Date>,
}

const ALL: [DateOrder; 3] = [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd];

/// A jump back by this many days is no late message but a wrong reading.
const MONTH: i64 = 28;

/// Decides for runs of one shape.
pub(crate) fn decide(runs: &[Run], shape: Shape, clues: &Clues) -> Finding {
    // A line that is no date either way says nothing about the order.
    let runs: Vec<Run> = runs
        .iter()
        .copied()
        .filter(|run| ALL.iter().any(|o| date(run.date, *o).is_some()))
        .collect();
    if let Some(order) = clues.given {
        let mut finding = certain(order, "stated by the importer".to_owned());
        finding.stated = true;
        return finding.with(&[Reading::of(&runs, order, clues)]);
    }
    if shape.year == Year::First {
        let finding = certain(
            DateOrder::Ymd,
            "the year stands first, in four digits".to_owned(),
        );
        return finding.with(&[Reading::of(&runs, DateOrder::Ymd, clues)]);
    }
    let readings = candidates(&runs, shape, clues);
    let [best, other] = &readings;
    by_evidence(best, other, shape, clues).with(&readings)
}

fn by_evidence(best: &Reading, other: &Reading, shape: Shape, clues: &Clues) -> Finding {
    by_impossible(best, other)
        .or_else(|| by_witnesses(best, other, &clues.names, "names of attachments"))
        .or_else(|| by_witnesses(best, other, &clues.times, "times of files in the archive"))
        .or_else(|| by_export(best, other))
        .or_else(|| by_jumps(best, other))
        .or_else(|| by_separator(shape, clues))
        .unwrap_or_else(|| undecided(best, other, shape, clues))
}

/// Day first and month first; with short years also year first, where it fits much better than either.
fn candidates(runs: &[Run], shape: Shape, clues: &Clues) -> [Reading; 2] {
    let read = |order| Reading::of(runs, order, clues);
    let (day, month) = (read(DateOrder::Dmy), read(DateOrder::Mdy));
    if shape.year == Year::Short {
        let year = read(DateOrder::Ymd);
        let fits = |r: &Reading| r.impossible + r.unlikely;
        let closest = if fits(&day) <= fits(&month) {
            &day
        } else {
            &month
        };
        let fits_better = fits(&year) == 0 && fits(closest) > 0;
        let denser = fits(&year) == 0
            && year.distinct() > 2
            && year.length().saturating_mul(30) < closest.length();
        if fits_better || denser {
            let closest = if fits(&day) <= fits(&month) {
                day
            } else {
                month
            };
            return [year, closest];
        }
    }
    [day, month]
}

impl Finding {
    /// With what was considered.
    fn with(mut self, readings: &[Reading]) -> Self {
        self.readings = readings.iter().map(Reading::span).collect();
        self.readings.sort_by_key(|span| span.order != self.order);
        self
    }
}

impl Reading {
    const fn span(&self) -> Span {
        Span {
            order: self.order,
            first: self.first,
            last: self.last,
            impossible: self.impossible,
            jumps: self.jumps,
        }
    }

    fn of(runs: &[Run], order: DateOrder, clues: &Clues) -> Self {
        let mut reading = Self {
            order,
            impossible: 0,
            unlikely: 0,
            late: 0,
            jumps: 0,
            days: 0,
            first: None,
            last: None,
        };
        let mut before: Option<Date> = None;
        for run in runs {
            let Some(date) = date(run.date, order) else {
                reading.impossible += run.messages;
                continue;
            };
            if date.year() < FIRST_YEAR {
                reading.unlikely += run.messages;
            }
            // A day of grace: the archive's clock and the chat's may be in different zones.
            if clues.written.is_some_and(|w| days(w.date(), date) > 1) {
                reading.late += run.messages;
            }
            if before.is_some_and(|b| days(date, b) >= MONTH) {
                reading.jumps += 1;
            }
            if before != Some(date) {
                reading.days += 1;
            }
            before = Some(date);
            reading.first = Some(reading.first.map_or(date, |f| f.min(date)));
            reading.last = Some(reading.last.map_or(date, |l| l.max(date)));
        }
        reading
    }

    /// Days from the first to the last date.
    fn length(&self) -> i64 {
        match (self.first, self.last) {
            (Some(first), Some(last)) => days(first, last),
            _ => 0,
        }
    }

    fn distinct(&self) -> u64 {
        self.days
    }

    fn describe(&self) -> String {
        match (self.first, self.last) {
            (Some(first), Some(last)) => format!(
                "read as {} the dates run from {first} to {last}",
                self.order
            ),
            _ => format!("read as {} there is no possible date", self.order),
        }
    }
}

/// Days from one date to another; negative if it is earlier.
fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

fn certain(order: DateOrder, evidence: String) -> Finding {
    Finding {
        order,
        certain: true,
        stated: false,
        evidence: vec![evidence],
        readings: Vec::new(),
    }
}

/// Few against many: enough to be sure in spite of stray lines.
const fn outweighs(few: u64, many: u64) -> bool {
    many > 0 && many >= few.saturating_mul(20)
}

fn by_impossible(a: &Reading, b: &Reading) -> Option<Finding> {
    let bad = |r: &Reading| r.impossible + r.unlikely;
    let (good, bad_one) = if bad(a) <= bad(b) { (a, b) } else { (b, a) };
    if bad(good) == bad(bad_one) {
        return None;
    }
    let mut finding = certain(
        good.order,
        format!(
            "messages with a date that cannot be: {} read as {}, {} read as {}",
            bad(bad_one),
            bad_one.order,
            bad(good),
            good.order
        ),
    );
    finding.certain = outweighs(bad(good), bad(bad_one));
    Some(finding)
}

fn by_witnesses(a: &Reading, b: &Reading, witnesses: &[Witness], what: &str) -> Option<Finding> {
    let near = |order, w: &Witness| date(w.head, order).is_some_and(|d| days(d, w.date).abs() <= 1);
    let (mut for_a, mut for_b) = (0_u64, 0_u64);
    for witness in witnesses {
        match (near(a.order, witness), near(b.order, witness)) {
            (true, false) => for_a += 1,
            (false, true) => for_b += 1,
            (true, true) | (false, false) => {}
        }
    }
    let (order, most, least) = if for_a >= for_b {
        (a.order, for_a, for_b)
    } else {
        (b.order, for_b, for_a)
    };
    if most == least {
        return None;
    }
    let mut finding = certain(
        order,
        format!("{what}: {most} agree with {order} alone, {least} with the other order"),
    );
    finding.certain = outweighs(least, most);
    Some(finding)
}

fn by_export(a: &Reading, b: &Reading) -> Option<Finding> {
    let (good, late) = match (a.late, b.late) {
        (0, 1..) => (a, b),
        (1.., 0) => (b, a),
        _ => return None,
    };
    Some(certain(
        good.order,
        format!(
            "{} messages would be later than the archive if read as {}",
            late.late, late.order
        ),
    ))
}

fn by_jumps(a: &Reading, b: &Reading) -> Option<Finding> {
    let (good, bad) = if a.jumps <= b.jumps { (a, b) } else { (b, a) };
    if good.jumps == bad.jumps {
        return None;
    }
    let mut finding = certain(
        good.order,
        format!(
            "jumps back by a month or more: {} read as {}, {} read as {}",
            bad.jumps, bad.order, good.jumps, good.order
        ),
    );
    finding.certain = outweighs(good.jumps, bad.jumps);
    if !finding.certain {
        finding.evidence.extend([a.describe(), b.describe()]);
    }
    Some(finding)
}

/// No country writes the month first with dots or dashes; a phone set to English may all the same.
fn by_separator(shape: Shape, clues: &Clues) -> Option<Finding> {
    let what = match shape.separator {
        Separator::Dot => "dots",
        Separator::Dash => "dashes",
        Separator::Slash | Separator::Ideograph => return None,
    };
    (clues.foreign && (shape.year == Year::Last || shape.separator == Separator::Dot)).then(|| {
        certain(
            DateOrder::Dmy,
            format!("dates with {what} and the year last have the day first wherever this language is spoken"),
        )
    })
}

fn undecided(a: &Reading, b: &Reading, shape: Shape, clues: &Clues) -> Finding {
    let american = shape.separator == Separator::Slash && clues.capitals;
    let (taken, why) = if a.distinct() > 2 && a.length().saturating_mul(5) < b.length() {
        (a, "it makes the conversation dense")
    } else if b.distinct() > 2 && b.length().saturating_mul(5) < a.length() {
        (b, "it makes the conversation dense")
    } else if american && b.order == DateOrder::Mdy {
        (b, "of the capital AM and PM")
    } else {
        (a, "most countries write it so")
    };
    let mut evidence = vec![format!(
        "undecided: nothing in the export rules either order out; read as {} because {why}",
        taken.order
    )];
    evidence.extend([a.describe(), b.describe()]);
    Finding {
        order: taken.order,
        certain: false,
        stated: false,
        evidence,
        readings: Vec::new(),
    }
}

/// One message of a copy, as far as it does not depend on the order of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Undated {
    /// The three numbers of its date, as they stand in the copy.
    pub numbers: [u16; 3],
    /// Minutes since midnight.
    pub minute: u16,
    /// A hash of who wrote what, the same in every copy.
    pub content: u64,
}

/// How many messages of two copies fall on one day under two orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement {
    /// The order of the first copy.
    pub of_first: DateOrder,
    /// The order of the second.
    pub of_second: DateOrder,
    /// Messages that are in both, within a minute of each other, on the same day.
    pub messages: u64,
}

/// Settles the orders of two copies of one conversation by each other: the same message was sent on the same day. All
/// pairs of the orders that are still open for each copy are counted, the one with most agreement first. It is settled if
/// that one has agreement and every other has less than a twentieth of it; two copies that were written the same way
/// agree under either order, and settle nothing. Only messages whose content stands once in each copy count.
pub fn settle(
    first: (&[Undated], &[DateOrder]),
    second: (&[Undated], &[DateOrder]),
) -> (Vec<Agreement>, bool) {
    let (ones, others) = (single(first.0), single(second.0));
    let pairs: Vec<(Undated, Undated)> = ones
        .iter()
        .filter_map(|(content, one)| Some((*one, *others.get(content)?)))
        .filter(|(a, b)| a.minute.abs_diff(b.minute) <= 1)
        .collect();
    let mut agreements: Vec<Agreement> = Vec::new();
    for of_first in first.1 {
        for of_second in second.1 {
            let same = pairs.iter().filter(|(a, b)| {
                let day = date(a.numbers, *of_first);
                day.is_some() && day == date(b.numbers, *of_second)
            });
            agreements.push(Agreement {
                of_first: *of_first,
                of_second: *of_second,
                messages: u64::try_from(same.count()).unwrap_or(u64::MAX),
            });
        }
    }
    agreements.sort_by_key(|agreement| std::cmp::Reverse(agreement.messages));
    let settled = match agreements.as_slice() {
        [] => false,
        [only] => only.messages > 0,
        [best, next, ..] => outweighs(next.messages, best.messages),
    };
    (agreements, settled)
}

/// Messages whose content stands once.
fn single(messages: &[Undated]) -> BTreeMap<u64, Undated> {
    let mut seen: BTreeMap<u64, Option<Undated>> = BTreeMap::new();
    for message in messages {
        seen.entry(message.content)
            .and_modify(|other| *other = None)
            .or_insert(Some(*message));
    }
    seen.into_iter()
        .filter_map(|(content, message)| Some((content, message?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whatsapp::header::header;

    fn shape(line: &str) -> Shape {
        header(line.as_bytes()).unwrap().shape
    }

    fn runs(dates: &[[u16; 3]]) -> Vec<Run> {
        dates
            .iter()
            .map(|date| Run {
                date: *date,
                messages: 1,
            })
            .collect()
    }

    const SLASH: &str = "5/2/22, 16:08 - x";

    #[test]
    fn numbers_above_twelve_decide() {
        let finding = decide(
            &runs(&[[5, 2, 22], [5, 13, 22]]),
            shape(SLASH),
            &Clues::default(),
        );
        assert_eq!((finding.order, finding.certain), (DateOrder::Mdy, true));
        let finding = decide(
            &runs(&[[5, 2, 22], [13, 5, 22]]),
            shape(SLASH),
            &Clues::default(),
        );
        assert_eq!((finding.order, finding.certain), (DateOrder::Dmy, true));
        let finding = decide(&runs(&[[22, 5, 2]]), shape(SLASH), &Clues::default());
        assert_eq!((finding.order, finding.certain), (DateOrder::Ymd, true));
    }

    #[test]
    fn names_of_attachments_decide() {
        let head = [5, 2, 22];
        let date = jiff::civil::date(2022, 5, 2);
        let clues = Clues {
            names: vec![Witness { head, date }],
            ..Clues::default()
        };
        let finding = decide(&runs(&[head]), shape(SLASH), &clues);
        assert_eq!((finding.order, finding.certain), (DateOrder::Mdy, true));
    }

    #[test]
    fn jumps_decide_and_late_messages_do_not() {
        let finding = decide(
            &runs(&[[5, 6, 24], [6, 5, 24], [6, 7, 24]]),
            shape(SLASH),
            &Clues::default(),
        );
        assert_eq!((finding.order, finding.certain), (DateOrder::Mdy, true));
        let finding = decide(
            &runs(&[[3, 4, 24], [2, 4, 24], [4, 4, 24]]),
            shape(SLASH),
            &Clues::default(),
        );
        assert!(
            finding.certain,
            "read month first, two of three would jump back"
        );
        let finding = decide(
            &runs(&[[3, 4, 24], [4, 4, 24], [4, 4, 24]]),
            shape(SLASH),
            &Clues::default(),
        );
        assert!(!finding.certain);
    }

    #[test]
    fn the_undecidable_stays_so() {
        let finding = decide(&runs(&[[5, 6, 24]]), shape(SLASH), &Clues::default());
        assert!(!finding.certain);
        let all = finding.evidence.join(" ");
        assert!(
            all.contains("2024-05-06") && all.contains("2024-06-05"),
            "{all}"
        );
        let spans: Vec<_> = finding
            .readings
            .iter()
            .map(|r| (r.order, r.first))
            .collect();
        let day = |month, day| Some(jiff::civil::date(2024, month, day));
        assert_eq!(
            spans,
            [(DateOrder::Dmy, day(6, 5)), (DateOrder::Mdy, day(5, 6))]
        );
        let finding = decide(
            &runs(&[[5, 6, 24]]),
            shape("5/6/24, 4:08 PM - x"),
            &Clues {
                capitals: true,
                ..Clues::default()
            },
        );
        assert_eq!((finding.order, finding.certain), (DateOrder::Mdy, false));
    }

    #[test]
    fn another_copy_settles_what_one_leaves_open() {
        let both = [DateOrder::Dmy, DateOrder::Mdy];
        let message = |numbers, minute, content| Undated {
            numbers,
            minute,
            content,
        };
        // The second copy knows its order. Content 3 stands twice, and nobody knows which is which.
        let open = [
            message([5, 2, 22], 600, 1),
            message([5, 3, 22], 601, 2),
            message([6, 3, 22], 700, 3),
            message([6, 3, 22], 701, 3),
        ];
        let known = [
            message([2, 5, 2022], 601, 1),
            message([3, 5, 2022], 601, 2),
            message([3, 6, 2022], 700, 3),
        ];
        let (agreements, settled) = settle((&open, &both), (&known, &[DateOrder::Dmy]));
        assert!(settled);
        assert_eq!(
            agreements.first(),
            Some(&Agreement {
                of_first: DateOrder::Mdy,
                of_second: DateOrder::Dmy,
                messages: 2
            })
        );
        // Two copies that were written alike agree either way.
        assert!(!settle((&open, &both), (&open, &both)).1);
        assert!(!settle((&open, &both), (&[], &both)).1);
    }

    #[test]
    fn the_archive_is_later_than_its_messages() {
        let clues = Clues {
            written: Some(jiff::civil::date(2024, 3, 1).at(0, 0, 0, 0)),
            ..Clues::default()
        };
        let finding = decide(&runs(&[[1, 12, 24]]), shape(SLASH), &clues);
        assert_eq!((finding.order, finding.certain), (DateOrder::Mdy, true));
    }
}
