//! Copies side by side: the sets, one set as a whole with who was in the conversation when, and one day of it.

mod day;
mod picture;
mod why;

use askama::Template;
use jiff::civil::DateTime;
use zegel_compare::{Edge, How, Interval, OddKind, Verdict};
use zegel_model::Day;
use zegel_model::scope::Provenance;
use zegel_web::language::IntoArg;

use super::frame::WORDS;
use super::{Frame, Here, short};
use crate::memory::Memory;
use crate::room::Logged;
use crate::search::{Piece, plain};
use crate::together::Set;
use picture::Picture;

pub(crate) use day::BesideDayPage;

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
