//! Copies side by side: the sets, one set as a whole with who was in the conversation when, and one day of it.

use askama::Template;
use jiff::civil::DateTime;
use zegel_compare::{Edge, Evidence, Finding, How, Interval, OddKind, Reason, Row, Verdict};
use zegel_model::Day;
use zegel_model::scope::Provenance;

use super::frame::WORDS;
use super::{Access, Frame, Here, Line, Parts, short};
use crate::memory::Memory;
use crate::room::Logged;
use crate::search::{Piece, marked, plain};
use crate::together::Set;
use zegel_web::language::IntoArg;

/// Which copies are of one conversation.
#[derive(Template)]
#[template(path = "room/together.html")]
pub(crate) struct TogetherPage {
    frame: Frame,
    sets: Vec<Vec<CopyView>>,
}

/// A copy, as these pages name it.
pub(crate) struct CopyView {
    /// Its number in the room.
    number: usize,
    holder: String,
    copy: String,
    provenance: Provenance,
}

impl TogetherPage {
    pub(crate) fn new(frame: Frame, memory: &Memory, sets: &[Set]) -> Self {
        let sets = sets.iter().map(|set| copies(memory, set)).collect();
        Self { frame, sets }
    }

    /// Numbers as people count.
    fn numbered(&self) -> impl Iterator<Item = (usize, &Vec<CopyView>)> {
        (1..).zip(&self.sets)
    }
}

fn copies(memory: &Memory, set: &Set) -> Vec<CopyView> {
    let view = |place: &usize| {
        let head = &memory.conversations.get(*place)?.head;
        Some(CopyView {
            number: place + 1,
            holder: head.holder.to_string(),
            copy: short(&head.copy),
            provenance: head.provenance,
        })
    };
    set.copies.iter().filter_map(view).collect()
}

/// One set as a whole.
#[derive(Template)]
#[template(path = "room/beside.html")]
pub(crate) struct BesidePage {
    frame: Frame,
    number: usize,
    copies: Vec<CopySum>,
    /// Day, rows, rows that differ.
    days: Vec<(Day, usize, usize)>,
    members: Vec<MemberView>,
    odd: Vec<String>,
    picture: Picture,
}

/// A copy, and what became of messages in it.
struct CopySum {
    view: CopyView,
    range: Option<(String, String)>,
    /// A sentence about its clock, where that differs by more than a minute.
    clock: Option<String>,
    /// What became of messages in this copy, and of how many.
    verdicts: Vec<(Verdict, usize)>,
}

/// Somebody, and when they were in the conversation.
struct MemberView {
    name: Vec<Piece>,
    holder: bool,
    stays: Vec<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "templates call methods and pass references"
)]
impl BesidePage {
    pub(crate) fn new(
        _logged: &Logged,
        frame: Frame,
        number: usize,
        memory: &Memory,
        set: &Set,
    ) -> Self {
        let comparison = &set.comparison;
        let sums = copies(memory, set).into_iter().enumerate();
        let copies = sums.map(|(place, view)| sum(&frame, set, place, view));
        let copies = copies.collect();
        let days = set.days.iter();
        let days = days.map(|(day, rows)| (*day, rows.len(), set.differences(rows)));
        let name = |person: usize| {
            let person = comparison.people.get(person);
            person
                .map(|person| person.name.as_str())
                .unwrap_or_default()
        };
        let members = comparison.membership.members.iter().map(|member| {
            let holds = comparison.people.get(member.person);
            MemberView {
                name: named(&frame, name(member.person)),
                holder: holds.is_some_and(|person| !person.holds.is_empty()),
                stays: member
                    .intervals
                    .iter()
                    .map(|stay| stay_in_words(&frame, stay, &name))
                    .collect(),
            }
        });
        let members: Vec<MemberView> = members.collect();
        let odd = comparison.membership.odd.iter().map(|odd| {
            let key = match odd.kind {
                OddKind::SpokeOutside => "room-odd-spoke-outside",
                OddKind::CameTwice => "room-odd-came-twice",
                OddKind::WentTwice => "room-odd-went-twice",
                OddKind::SpokeBefore => "room-odd-spoke-before",
            };
            let args = [
                ("name", shown(&frame, name(odd.person)).arg()),
                ("at", minute(&frame, &odd.at).arg()),
                ("count", odd.messages.arg()),
            ];
            WORDS.say(frame.language, key, &args)
        });
        let odd = odd.collect();
        Self {
            number,
            copies,
            days: days.collect(),
            members,
            odd,
            picture: Picture::of(&frame, set),
            frame,
        }
    }

    fn differences(&self) -> usize {
        self.days.iter().map(|(.., differ)| differ).sum()
    }

    fn color(&self, verdict: &Verdict) -> &'static str {
        verdict_color(*verdict)
    }

    fn verdict(&self, verdict: &Verdict) -> &'static str {
        verdict_key(*verdict)
    }
}

fn sum(frame: &Frame, set: &Set, place: usize, view: CopyView) -> CopySum {
    let facts = set.comparison.copies.get(place);
    let range = facts.and_then(|facts| facts.range);
    let seconds = facts.and_then(|facts| facts.ahead).unwrap_or(0);
    let clock = (seconds.abs() > 60).then(|| {
        let key = if seconds > 0 {
            "room-clock-ahead"
        } else {
            "room-clock-behind"
        };
        frame.count(key, seconds.abs() / 60)
    });
    let of = |verdict: Verdict| {
        let rows = set.comparison.rows.iter();
        let findings = rows.filter_map(|row| row.findings.get(place));
        (
            verdict,
            findings.filter(|one| one.verdict == verdict).count(),
        )
    };
    CopySum {
        view,
        range: range.map(|(first, last)| (minute(frame, &first), minute(frame, &last))),
        clock,
        verdicts: Verdict::ALL
            .into_iter()
            .filter(|verdict| *verdict != Verdict::Present)
            .map(of)
            .filter(|(_, count)| *count > 0)
            .collect(),
    }
}

/// A stay in words: how it began and how it ended, as far as any copy tells.
fn stay_in_words<'n>(frame: &Frame, stay: &Interval, name: &impl Fn(usize) -> &'n str) -> String {
    let edge = |edge: &Edge| {
        let key = match (edge.how, edge.by) {
            (How::Created, _) => "room-came-created",
            (How::Added, Some(_)) => "room-came-added-by",
            (How::Added, None) => "room-came-added",
            (How::Joined, _) => "room-came-joined",
            (How::Removed, Some(_)) => "room-went-removed-by",
            (How::Removed, None) => "room-went-removed",
            (How::Left, _) => "room-went-left",
        };
        let by = edge.by.map(|by| shown(frame, name(by)));
        let args = [
            ("at", minute(frame, &edge.at).arg()),
            ("by", by.unwrap_or_default().arg()),
        ];
        WORDS.say(frame.language, key, &args)
    };
    let from = stay.from.as_ref();
    let from = from.map_or_else(|| frame.t("room-came-untold"), edge);
    let to = match &stay.to {
        Some(to) => edge(to),
        None if stay.lasting => frame.t("room-went-not"),
        None => frame.t("room-went-untold"),
    };
    let both = [("from", from.arg()), ("to", to.arg())];
    WORDS.say(frame.language, "room-stay", &both)
}

/// Whom no copy names has no name here either.
fn shown(frame: &Frame, name: &str) -> String {
    if name.is_empty() {
        frame.t("room-nobody-named")
    } else {
        name.to_owned()
    }
}

fn named(frame: &Frame, name: &str) -> Vec<Piece> {
    plain(&shown(frame, name))
}

fn minute(frame: &Frame, at: &DateTime) -> String {
    let day = frame.language.day(Day::new(at.date()));
    format!("{day} {:02}:{:02}", at.hour(), at.minute())
}

/// Who was in the conversation when, as a picture: a bar for each stay, on one line for each person. Lengths are in the
/// units of its view box; what it shows stands in words beside it.
struct Picture {
    height: i64,
    lanes: Vec<Lane>,
    /// Where a day is named: place and words.
    ticks: Vec<(i64, String)>,
}

/// One person's line in the picture.
struct Lane {
    name: String,
    /// Middle of the line.
    y: i64,
    bars: Vec<Bar>,
}

/// One stay.
struct Bar {
    x: i64,
    width: i64,
    /// No copy tells how it began or ended: it is drawn open there.
    open_before: bool,
    open_after: bool,
}

/// Of the picture.
const WIDTH: i64 = 1000;
/// Where names end and time begins.
const NAMES: i64 = 220;
const LANE: i64 = 34;
const LEGEND: i64 = 40;
/// The shortest bar that can be seen.
const NARROWEST: i64 = 4;
/// Names are cut in the picture, not beside it.
const LONGEST_NAME: usize = 24;

impl Picture {
    fn of(frame: &Frame, set: &Set) -> Self {
        let comparison = &set.comparison;
        let ranges = comparison.copies.iter().filter_map(|copy| copy.range);
        let edges = comparison.membership.members.iter();
        let edges = edges.flat_map(|member| &member.intervals);
        let edges = edges.flat_map(|stay| [&stay.from, &stay.to]).flatten();
        let moments: Vec<DateTime> = ranges
            .flat_map(|(first, last)| [first, last])
            .chain(edges.map(|edge| edge.at))
            .collect();
        let span = moments.iter().min().zip(moments.iter().max());
        let Some((first, last)) = span else {
            return Self {
                height: 0,
                lanes: Vec::new(),
                ticks: Vec::new(),
            };
        };
        let scale = Scale::new(first, last);
        let members = (0..).zip(&comparison.membership.members);
        let lanes: Vec<Lane> = members
            .map(|(line, member)| {
                let person = comparison.people.get(member.person);
                let name = person.map(|person| person.name.as_str());
                Lane {
                    name: cut(&shown(frame, name.unwrap_or_default())),
                    y: LEGEND + LANE * line + LANE / 2,
                    bars: member
                        .intervals
                        .iter()
                        .map(|stay| scale.bar(stay))
                        .collect(),
                }
            })
            .collect();
        let height = LEGEND + LANE * i64::try_from(lanes.len()).unwrap_or(0);
        let named = |at: &DateTime| frame.language.day(Day::new(at.date()));
        let mut ticks = vec![(scale.x(first), named(first))];
        if Day::new(first.date()) != Day::new(last.date()) {
            ticks.push((scale.x(last), named(last)));
        }
        Self {
            height,
            lanes,
            ticks,
        }
    }
}

/// From moments to places.
struct Scale {
    first: DateTime,
    /// In minutes.
    length: i64,
}

impl Scale {
    fn new(first: &DateTime, last: &DateTime) -> Self {
        Self {
            first: *first,
            length: last.duration_since(*first).as_mins().max(1),
        }
    }

    fn x(&self, at: &DateTime) -> i64 {
        NAMES + at.duration_since(self.first).as_mins() * (WIDTH - NAMES) / self.length
    }

    fn bar(&self, stay: &Interval) -> Bar {
        let from = stay.from.as_ref().map_or(NAMES, |edge| self.x(&edge.at));
        let to = stay.to.as_ref().map_or(WIDTH, |edge| self.x(&edge.at));
        Bar {
            x: from.min(WIDTH - NARROWEST),
            width: (to - from).max(NARROWEST),
            open_before: stay.from.is_none(),
            open_after: stay.to.is_none() && !stay.lasting,
        }
    }
}

fn cut(name: &str) -> String {
    let mut short: String = name.chars().take(LONGEST_NAME).collect();
    if short.len() < name.len() {
        short.push('…');
    }
    short
}

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
        memory: &Memory,
        set: &Set,
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
            let Some(place) = self.set.copies.get(one.copy) else {
                continue;
            };
            let numbers = self.memory.numbers_of(*place);
            let entries = self.memory.slice(numbers.clone());
            let found = numbers.zip(entries);
            let mut found = found.filter(|(_, entry)| entry.offset == one.place.offset);
            if let Some((number, entry)) = found.next() {
                let day = self.frame.day_href(place, &entry.day);
                let stands = Stands {
                    number: place + 1,
                    time: format!("{:02}:{:02}", entry.at.hour(), entry.at.minute()),
                    href: format!("{day}#m{number}"),
                };
                if !all.contains(&stands) {
                    all.push(stands);
                }
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
    let begin = own
        .get(..begin)
        .and_then(|before| before.rfind(char::is_whitespace))
        .map_or(0, |space| space + 1);
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

/// Why, in a sentence.
fn reason(frame: &Frame, reason: &Reason) -> String {
    let say = |key: &str| frame.t(key);
    let count = |key: &str, count: usize| frame.count(key, count);
    let at = |key: &str, at: &DateTime| frame.with(key, "at", minute(frame, at));
    match reason {
        Reason::Here { copies } => count("room-why-here", *copies),
        Reason::Edited { here: true } => say("room-why-edited-here"),
        Reason::Edited { here: false } => say("room-why-edited-elsewhere"),
        Reason::Kinds => say("room-why-kinds"),
        Reason::Tombstone { known } => count("room-why-tombstone", *known),
        Reason::Differs { copies } => count("room-why-differs", *copies),
        Reason::OddOneOut { others } => count("room-why-odd-one-out", *others),
        Reason::Ascribed { copies } => count("room-why-ascribed", *copies),
        Reason::File { copies } => count("room-why-file", *copies),
        Reason::Joined { at: when } => at("room-why-joined", when),
        Reason::Left {
            at: Some(when),
            back: Some(back),
        } => WORDS.say(
            frame.language,
            "room-why-left-and-back",
            &[
                ("at", minute(frame, when).arg()),
                ("back", minute(frame, back).arg()),
            ],
        ),
        Reason::Left {
            at: Some(when),
            back: None,
        } => at("room-why-left", when),
        Reason::Left {
            at: None,
            back: Some(back),
        } => at("room-why-back", back),
        Reason::Left {
            at: None,
            back: None,
        } => say("room-why-gone"),
        Reason::Begins { at: when } => at("room-why-begins", when),
        Reason::Ends { at: when } => at("room-why-ends", when),
        Reason::NothingLater { .. } => say("room-why-nothing-later"),
        Reason::SenderSilent { at: when } => at("room-why-sender-silent", when),
        Reason::Missing { copies, own, .. } => {
            let why = count("room-why-missing", *copies);
            let then = say(if *own {
                "room-why-missing-own"
            } else {
                "room-why-missing-theirs"
            });
            format!("{why} {then}")
        }
        Reason::Vanishing { at: when } => at("room-why-vanishing", when),
        Reason::Blocked { at: when } => at("room-why-blocked", when),
        Reason::NewPhone { at: when } => at("room-why-new-phone", when),
        Reason::MayBeHere { at: when } => at("room-why-may-be-here", when),
        Reason::NotSent => say("room-why-not-sent"),
        Reason::WhoIsWho => say("room-why-who-is-who"),
        Reason::NotEveryPhone => say("room-why-not-every-phone"),
        Reason::NothingShared => say("room-why-nothing-shared"),
    }
}

/// The key of what a verdict is called.
fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Present => "room-verdict-present",
        Verdict::DeletedForMe => "room-verdict-deleted-for-me",
        Verdict::DeletedForAll => "room-verdict-deleted-for-all",
        Verdict::Altered => "room-verdict-altered",
        Verdict::BeforeJoining => "room-verdict-before-joining",
        Verdict::AfterLeaving => "room-verdict-after-leaving",
        Verdict::NotYetDelivered => "room-verdict-not-yet-delivered",
        Verdict::OutsideRange => "room-verdict-outside-range",
        Verdict::Unknown => "room-verdict-unknown",
    }
}

/// The colour of its tag: what was removed or altered stands out, what is explained does not.
fn verdict_color(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::DeletedForMe | Verdict::Altered => "danger",
        Verdict::DeletedForAll => "warning",
        Verdict::Present
        | Verdict::BeforeJoining
        | Verdict::AfterLeaving
        | Verdict::NotYetDelivered
        | Verdict::OutsideRange
        | Verdict::Unknown => "neutral",
    }
}
