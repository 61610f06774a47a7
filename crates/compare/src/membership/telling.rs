//! From comings and goings to intervals, and what does not add up.

use super::{Edge, Interval, Odd, OddKind, away};
use crate::clock::NEAR;
use crate::people::PersonId;
use crate::prepare::Prepared;
use crate::slots::Slots;

pub(super) struct Change {
    pub(super) edge: Edge,
    pub(super) came: bool,
}

/// One person, while their intervals are worked out.
pub(super) struct Telling<'t, 'a> {
    pub(super) prepared: &'t Prepared<'a>,
    pub(super) slots: &'t Slots,
    pub(super) person: PersonId,
    /// Slots that they wrote.
    pub(super) lines: &'t [usize],
}

/// Whether somebody is in: nobody told yet, in since some edge, or out.
enum State {
    Untold,
    In(Option<Edge>),
    Out,
}

impl Telling<'_, '_> {
    pub(super) fn intervals(&self, changes: Vec<Change>, odd: &mut Vec<Odd>) -> Vec<Interval> {
        let mut done: Vec<Interval> = Vec::new();
        let mut state = State::Untold;
        let mut last: Option<(bool, i64)> = None;
        for Change { edge, came } in changes {
            // One line in one copy, several in another: the same coming.
            if last.is_some_and(|(c, t)| c == came && (edge.t - t).abs() <= 3 * NEAR) {
                add(&mut done, &mut state, edge);
                continue;
            }
            last = Some((came, edge.t));
            state = match (came, state) {
                (true, State::Untold) => {
                    if self.spoke_before(&edge) {
                        odd.push(self.odd(OddKind::SpokeBefore, &edge));
                        done.push(ended(None, None));
                    }
                    State::In(Some(edge))
                }
                (true, State::Out) => State::In(Some(edge)),
                (true, State::In(since)) => {
                    odd.push(self.odd(OddKind::CameTwice, &edge));
                    done.push(ended(since, None));
                    State::In(Some(edge))
                }
                (false, State::Untold) => {
                    done.push(ended(None, Some(edge)));
                    State::Out
                }
                (false, State::In(since)) => {
                    done.push(ended(since, Some(edge)));
                    State::Out
                }
                (false, State::Out) => {
                    odd.push(self.odd(OddKind::WentTwice, &edge));
                    done.push(ended(None, Some(edge)));
                    State::Out
                }
            };
        }
        match state {
            State::Untold => done.push(lasting(None)),
            State::In(since) => done.push(lasting(since)),
            State::Out => {}
        }
        done
    }

    fn spoke_before(&self, edge: &Edge) -> bool {
        self.lines
            .iter()
            .filter_map(|place| self.slots.all.get(*place))
            .any(|slot| slot.came() < edge.t - NEAR)
    }

    fn odd(&self, kind: OddKind, edge: &Edge) -> Odd {
        Odd {
            kind,
            person: self.person,
            at: edge.at,
            messages: 0,
            rests_on: edge.rests_on.clone(),
            t: edge.t,
        }
    }

    /// Messages that somebody wrote while they were no member.
    pub(super) fn outside(&self, intervals: &[Interval], odd: &mut Vec<Odd>) {
        for stretch in away(intervals) {
            let Some(went) = stretch.went else { continue };
            let within =
                |t: i64| t > went.t + NEAR && stretch.came.is_none_or(|came| t < came.t - NEAR);
            let mut found = self
                .lines
                .iter()
                .filter_map(|place| self.slots.all.get(*place))
                .filter(|slot| within(slot.written()) && within(slot.came()));
            let Some(first) = found.next() else { continue };
            let Some((copy, item)) = first.items(self.prepared).next() else {
                continue;
            };
            let ready = self.prepared.copies.get(copy);
            odd.push(Odd {
                kind: OddKind::SpokeOutside,
                person: self.person,
                at: item.line.at,
                messages: 1 + found.count(),
                rests_on: ready
                    .map(|ready| item.evidence(ready))
                    .into_iter()
                    .collect(),
                t: first.written(),
            });
        }
    }
}

/// The same coming or going once more.
fn add(done: &mut [Interval], state: &mut State, edge: Edge) {
    let target = match state {
        State::In(since) => since.as_mut(),
        State::Untold | State::Out => done.last_mut().and_then(|interval| interval.to.as_mut()),
    };
    if let Some(target) = target {
        target.by = target.by.or(edge.by);
        target.rests_on.extend(edge.rests_on);
    }
}

const fn ended(from: Option<Edge>, to: Option<Edge>) -> Interval {
    Interval {
        from,
        to,
        lasting: false,
    }
}

const fn lasting(from: Option<Edge>) -> Interval {
    Interval {
        from,
        to: None,
        lasting: true,
    }
}
