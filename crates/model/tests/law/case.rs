//! A case: nothing is readable without both sides, not after its end, not for anybody else, whatever is tried.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use zegel_model::case::{
    Approval, Case, CaseError, CaseState, End, Purpose, ScopeItem, Terms, TermsError,
};
use zegel_model::event::Event;
use zegel_model::person::{Person, Role};
use zegel_model::regulation::{Regulation, Table};
use zegel_model::right::{Action, Object, Right, may};
use zegel_model::seat::{Quorum, Side};
use zegel_model::{CaseId, CopyId, Day, PersonId, SeatId, Timestamp};

use crate::people::{START, classes, everybody, in_force, person};

const HOUR: i64 = 3600;

fn reviewer() -> Person {
    person(1, &[Role::Employee, Role::Reviewer])
}

fn terms() -> Terms {
    let day = |text: &str| text.parse::<Day>().expect("a day");
    Terms {
        case: CaseId::from_bytes([1; 16]),
        purpose: Purpose::CustomerComplaint,
        reason: "Klacht 26-104: welke datum was afgesproken?".to_owned(), // spelling: nl
        necessity: "De klant en de monteur herinneren het zich anders.".to_owned(), // spelling: nl
        scope: vec![ScopeItem {
            copy: CopyId::from_bytes([1; 16]),
            from: day("2026-09-21"),
            to: day("2026-09-25"),
        }],
        reviewer: reviewer().id,
        requested: START,
        deadline: START.plus_days(10),
        export: false,
        case_public: "case".to_owned(),
        room_public: "room".to_owned(),
    }
}

fn requested() -> Case {
    let right = may(
        Some(&in_force()),
        &reviewer(),
        Action::RequestCase,
        Object::Archive,
    )
    .expect("a reviewer may ask");
    Case::request(&right, terms(), "signature".to_owned(), &in_force().table)
        .expect("terms that fit")
        .0
}

/// Something that somebody tries, or that happens.
#[derive(Debug, Clone)]
enum Try {
    Approve {
        seat: u8,
        side: Side,
        holder: Option<u8>,
        deadline: Option<i64>,
    },
    Deny,
    Close,
    RoomStopped,
    Tick,
}

/// A try, who it is by, hours since the one before, and whether the right is one of an older version of the case.
#[derive(Debug, Clone)]
struct Step {
    who: Person,
    what: Try,
    hours: i64,
    stale: bool,
}

fn any_step() -> impl Strategy<Value = Step> {
    let side = proptest::sample::select(Side::ALL.to_vec());
    // An own deadline, in hours from the moment of approving: past, soon, beyond the terms.
    let deadline = prop_oneof![3 => Just(None), 2 => (-3_i64..300).prop_map(Some)];
    let holder = prop_oneof![5 => Just(None), 1 => (0_u8..13).prop_map(Some)];
    let what = prop_oneof![
        12 => (0_u8..5, side, holder, deadline)
            .prop_map(|(seat, side, holder, deadline)| Try::Approve { seat, side, holder, deadline }),
        1 => Just(Try::Deny),
        1 => Just(Try::Close),
        1 => Just(Try::RoomStopped),
        3 => Just(Try::Tick),
    ];
    let hours = prop_oneof![3 => 0_i64..3, 1 => 0_i64..200];
    let stale = proptest::bool::weighted(0.1);
    (proptest::sample::select(everybody()), what, hours, stale).prop_map(
        |(who, what, hours, stale)| Step {
            who,
            what,
            hours,
            stale,
        },
    )
}

fn right(regulation: &Regulation, step: &Step, action: Action, case: &Case) -> Option<Right> {
    let version = if step.stale {
        case.version.wrapping_sub(1)
    } else {
        case.version
    };
    may(
        Some(regulation),
        &step.who,
        action,
        Object::Case(case.terms.case, version),
    )
    .ok()
}

fn attempt(
    case: Case,
    regulation: &Regulation,
    step: &Step,
    now: Timestamp,
    quorum: Quorum,
) -> Option<(Case, Vec<Event>)> {
    let one = |(case, event)| (case, vec![event]);
    match &step.what {
        Try::Approve {
            seat,
            side,
            holder,
            deadline,
        } => {
            let right = right(regulation, step, Action::ApproveCase(*side), &case)?;
            let approval = Approval {
                side: *side,
                holder: holder.map_or(step.who.id, |number| PersonId::from_bytes([number; 16])),
                at: now,
                deadline: deadline.map(|hours| now.plus_seconds(hours * HOUR)),
            };
            case.approve(&right, SeatId::from_bytes([*seat; 16]), approval, quorum)
                .ok()
        }
        Try::Deny => case
            .clone()
            .deny(&right(regulation, step, Action::DenyCase, &case)?, now)
            .ok()
            .map(one),
        Try::Close => case
            .clone()
            .close(&right(regulation, step, Action::CloseCase, &case)?, now)
            .ok()
            .map(one),
        Try::RoomStopped => case.room_stopped(now).ok().map(one),
        Try::Tick => case.tick(now).ok().map(one),
    }
}

/// What has happened on the way, from the events alone.
#[derive(Debug, Default)]
struct Seen {
    yes: BTreeMap<Side, BTreeSet<SeatId>>,
    earliest: Option<Timestamp>,
    ended: Option<End>,
}

impl Seen {
    fn note(&mut self, events: &[Event]) {
        for event in events {
            assert_eq!(
                self.ended,
                None,
                "something happened after the end: {}",
                event.name()
            );
            match event {
                Event::CaseApproved {
                    seat,
                    side,
                    deadline,
                    ..
                } => {
                    assert!(
                        self.yes.entry(*side).or_default().insert(*seat),
                        "one seat counted twice"
                    );
                    self.earliest = [self.earliest, *deadline].into_iter().flatten().min();
                }
                Event::CaseReleased { .. } => {}
                Event::CaseEnded { why, .. } => self.ended = Some(*why),
                other => panic!("a case does not record {}", other.name()),
            }
        }
    }

    fn quorum(&self, quorum: Quorum) -> bool {
        let enough = |side| {
            self.yes
                .get(&side)
                .is_some_and(|seats| seats.len() >= usize::from(quorum.threshold))
        };
        Side::ALL.into_iter().all(enough)
    }

    fn deadline(&self, terms: &Terms) -> Timestamp {
        self.earliest
            .map_or(terms.deadline, |earliest| earliest.min(terms.deadline))
    }
}

/// Whoever can read the case at this moment.
fn readers(case: &Case, regulation: &Regulation, now: Timestamp) -> Vec<PersonId> {
    let reads = |who: &Person| {
        let right = may(Some(regulation), who, Action::Read, case.object()).ok()?;
        case.readable(&right, now).ok().map(|_| who.id)
    };
    everybody().iter().filter_map(reads).collect()
}

fn any_quorum() -> impl Strategy<Value = Quorum> {
    proptest::sample::select(vec![
        Quorum::SMALL,
        Quorum::new(2, 3).expect("two of three"),
        Quorum::new(1, 3).expect("one of three"),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn nobody_reads_without_both_sides(
        quorum in any_quorum(),
        steps in proptest::collection::vec(any_step(), 0..40),
    ) {
        let regulation = in_force();
        let (mut case, mut seen, mut now) = (requested(), Seen::default(), START);
        for step in steps {
            now = now.plus_seconds(step.hours * HOUR);
            let before = case.clone();
            if let Some((next, events)) = attempt(case, &regulation, &step, now, quorum) {
                seen.note(&events);
                prop_assert!(!step.stale || matches!(step.what, Try::RoomStopped | Try::Tick), "a stale right worked");
                prop_assert!(next.version > before.version);
                let approved = matches!(step.what, Try::Approve { .. });
                prop_assert!(!(approved && step.who.id == terms().reviewer), "the requester approved");
                case = next;
            } else {
                case = before;
            }
            prop_assert_eq!(&case.terms, &terms(), "what was asked for changed");
            prop_assert!(case.approvals.values().all(|yes| yes.holder != case.terms.reviewer), "own request approved");
            prop_assert_eq!(case.deadline(), seen.deadline(&case.terms));
            let open = seen.quorum(quorum) && seen.ended.is_none();
            prop_assert_eq!(matches!(case.state, CaseState::Released { .. }), open);
            let end = if let CaseState::Ended { why, .. } = case.state { Some(why) } else { None };
            prop_assert_eq!(end, seen.ended);

            // Now, to the microsecond before the deadline, at it and after it.
            let edge = seen.deadline(&case.terms);
            for moment in [now, Timestamp::from_micros(edge.micros() - 1), edge, edge.plus_days(1)] {
                let expected = if open && moment < edge { vec![case.terms.reviewer] } else { vec![] };
                prop_assert_eq!(readers(&case, &regulation, moment), expected, "at {}", moment);
            }
        }
    }

    #[test]
    fn time_ends_every_case(steps in proptest::collection::vec(any_step(), 0..10)) {
        let regulation = in_force();
        let (mut case, mut now) = (requested(), START);
        for step in steps {
            now = now.plus_seconds(step.hours * HOUR);
            let before = case.clone();
            case = attempt(case, &regulation, &step, now, Quorum::SMALL).map_or(before, |(next, _)| next);
        }
        let last = case.terms.deadline;
        let case = case.tick(last).map_or_else(|same| same, |(ended, _)| ended);
        prop_assert!(matches!(case.state, CaseState::Ended { .. }), "still open at its deadline");
    }

    /// A day is covered exactly when some item names its copy and lies around it.
    #[test]
    fn scope_is_days_of_copies(copy in 0_u8..3, number in 0_i32..12, from in 0_i32..12, to in 0_i32..12) {
        let day = |n: i32| Day::from_number(20_260_901 + n).expect("a day in September");
        let mut asked = terms();
        asked.scope = vec![ScopeItem { copy: CopyId::from_bytes([1; 16]), from: day(from), to: day(to) }];
        let covered = asked.covers(CopyId::from_bytes([copy; 16]), day(number));
        prop_assert_eq!(covered, copy == 1 && (from..=to).contains(&number));
        prop_assert_eq!(asked.check(&in_force().table), if to < from { Err(TermsError::Days) } else { Ok(()) });
    }
}

fn yes(
    case: &Case,
    who: &Person,
    side: Side,
    at: Timestamp,
    deadline: Option<Timestamp>,
) -> Result<Case, CaseError> {
    let right = may(
        Some(&in_force()),
        who,
        Action::ApproveCase(side),
        case.object(),
    )
    .expect("a seat of that side");
    let seat = SeatId::from_bytes(*who.id.as_bytes());
    let approval = Approval {
        side,
        holder: who.id,
        at,
        deadline,
    };
    case.clone()
        .approve(&right, seat, approval, Quorum::SMALL)
        .map(|(case, _)| case)
}

fn staff() -> Person {
    person(2, &[Role::StaffSeat])
}

fn employer() -> Person {
    person(4, &[Role::EmployerSeat])
}

/// The properties above would hold of a case that never opens: this one opens, and closes.
#[test]
fn the_way_exists() {
    let case = yes(&requested(), &staff(), Side::Staff, START, None).expect("one side");
    assert_eq!(readers(&case, &in_force(), START), vec![]);
    let early = START.plus_days(2);
    let case = yes(&case, &employer(), Side::Employer, START, Some(early)).expect("the other side");
    assert_eq!(readers(&case, &in_force(), START), vec![reviewer().id]);
    assert_eq!(case.deadline(), early, "the earlier deadline binds");
    let (ended, _) = case.tick(early).expect("its deadline has come");
    assert_eq!(readers(&ended, &in_force(), START), vec![]);
}

/// Withdrawing the regulation closes every case's door, though the case itself has not ended.
#[test]
fn a_withdrawn_regulation_opens_nothing() {
    let case = yes(&requested(), &staff(), Side::Staff, START, None).expect("one side");
    let case = yes(&case, &employer(), Side::Employer, START, None).expect("the other side");
    let withdrawn = in_force()
        .withdraw(&crate::people::owner_right(), START)
        .expect("it was in force")
        .0;
    assert_eq!(readers(&case, &withdrawn, START), vec![]);
}

/// Even somebody who is everything cannot grant what they asked for.
#[test]
fn the_requester_never_approves() {
    let everything = person(1, &Role::ALL);
    for side in Side::ALL {
        assert_eq!(
            yes(&requested(), &everything, side, START, None),
            Err(CaseError::OwnRequest)
        );
        // Nor in another's name, nor another in theirs.
        for (who, holder) in [
            (&everything, staff().id),
            (&person(11, &Role::ALL), everything.id),
        ] {
            let case = requested();
            let right = may(
                Some(&in_force()),
                who,
                Action::ApproveCase(side),
                case.object(),
            )
            .expect("every role");
            let approval = Approval {
                side,
                holder,
                at: START,
                deadline: None,
            };
            let answer = case.approve(&right, SeatId::from_bytes([1; 16]), approval, Quorum::SMALL);
            assert_eq!(answer.map(|_| ()), Err(CaseError::OwnRequest));
        }
    }
}

/// An answer that comes at the time-out, or a deadline that is no deadline, is none.
#[test]
fn answers_have_a_time() {
    let case = requested();
    let out = case.answer_by;
    assert_eq!(
        yes(&case, &staff(), Side::Staff, out, None),
        Err(CaseError::NotWaiting)
    );
    for deadline in [START, case.terms.deadline.plus_seconds(1)] {
        assert_eq!(
            yes(&case, &staff(), Side::Staff, START, Some(deadline)),
            Err(CaseError::Deadline)
        );
    }
    let (lapsed, _) = case.tick(out).expect("nobody answered");
    assert!(matches!(
        lapsed.state,
        CaseState::Ended {
            why: End::Lapsed,
            ..
        }
    ));
}

/// What cannot be asked for: no words, no scope, another's name, a purpose or a time outside the regulation.
#[test]
fn terms_fit_the_regulation() {
    let table = in_force().table;
    let verdict = |change: fn(&mut Terms)| {
        let mut asked = terms();
        change(&mut asked);
        asked.check(&table)
    };
    assert_eq!(verdict(|_| {}), Ok(()));
    assert_eq!(
        verdict(|t| t.reason = " ".to_owned()),
        Err(TermsError::Words)
    );
    assert_eq!(verdict(|t| t.necessity.clear()), Err(TermsError::Words));
    assert_eq!(verdict(|t| t.scope.clear()), Err(TermsError::Scope));
    assert_eq!(
        verdict(|t| t.deadline = t.requested),
        Err(TermsError::Duration(14))
    );
    assert_eq!(verdict(|t| t.deadline = START.plus_days(14)), Ok(()));
    assert_eq!(
        verdict(|t| t.deadline = START.plus_days(14).plus_seconds(1)),
        Err(TermsError::Duration(14))
    );

    let mut none =
        serde_json::to_value(Table::small_employer(&classes())).expect("a table is JSON");
    none["purposes"] = serde_json::json!([]);
    let none: Table = serde_json::from_value(none).expect("a table is read back");
    assert_eq!(terms().check(&none), Err(TermsError::Purpose));

    let other = person(7, &[Role::Reviewer]);
    let right = may(
        Some(&in_force()),
        &other,
        Action::RequestCase,
        Object::Archive,
    )
    .expect("a reviewer may ask");
    let refused = Case::request(&right, terms(), String::new(), &table);
    assert_eq!(refused.map(|_| ()), Err(CaseError::NotYours));
}
