//! Who was in a conversation when, as a picture.

use jiff::civil::DateTime;
use zegel_compare::Interval;
use zegel_model::Day;

use super::shown;
use crate::pages::Frame;
use crate::together::Set;

/// Who was in the conversation when, as a picture: a bar for each stay, on one line for each person. Lengths are in the
/// units of its view box; what it shows stands in words beside it.
pub(super) struct Picture {
    pub(super) height: i64,
    pub(super) lanes: Vec<Lane>,
    /// Where a day is named: place and words.
    pub(super) ticks: Vec<(i64, String)>,
}

/// One person's line in the picture.
pub(super) struct Lane {
    pub(super) name: String,
    /// Middle of the line.
    pub(super) y: i64,
    pub(super) bars: Vec<Bar>,
}

/// One stay.
pub(super) struct Bar {
    pub(super) x: i64,
    pub(super) width: i64,
    /// No copy tells how it began or ended: it is drawn open there.
    pub(super) open_before: bool,
    pub(super) open_after: bool,
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
    pub(super) fn of(frame: &Frame, set: &Set) -> Self {
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
