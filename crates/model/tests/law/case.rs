//! A case: nothing is readable without both sides, not after its end, not for anybody else, whatever is tried.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use zegel_model::case::{
    Case, CaseError, CaseState, End, Purpose, Request, RequestError, ScopeItem, Terms, TermsError,
    Yes,
};
use zegel_model::event::Event;
use zegel_model::person::{Person, Role};
use zegel_model::regulation::{Regulation, Table};
use zegel_model::right::{Action, Object, Right, WrongRight, may};
use zegel_model::seat::{Quorum, Seat, Side};
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

fn asked(terms: Terms) -> Request {
    Request {
        terms,
        signature: "signature".to_owned(),
    }
}

fn seat(number: u8, side: Side, holder: PersonId) -> Seat {
    Seat {
        id: SeatId::from_bytes([number; 16]),
        holder,
        side,
        public: "public".to_owned(),
        registered: START,
        drilled: Some(START),
    }
}

fn request_right(who: &Person) -> Right {
    may(Some(&in_force()), who, Action::RequestCase, Object::Archive).expect("a reviewer may ask")
}

fn requested() -> Case {
    Case::request(
        &request_right(&reviewer()),
        asked(terms()),
        &in_force().table,
        START,
    )
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
            seat: seat_number,
            side,
            holder,
            deadline,
        } => {
            let right = right(regulation, step, Action::ApproveCase(*side), &case)?;
            let holder = holder.map_or(step.who.id, |number| PersonId::from_bytes([number; 16]));
            let yes = Yes {
                at: now,
                deadline: deadline.map(|hours| now.plus_seconds(hours * HOUR)),
            };
            case.approve(&right, &seat(*seat_number, *side, holder), yes, quorum)
                .ok()
        }
        Try::Deny => case
            .clone()
            .deny(&right(regulation, step, Action::DenyCase, &case)?, now)
            .ok()
            .map(one),
        Try::Close => {
            let oversight = may(
                Some(regulation),
                &step.who,
                Action::OverseeCases,
                Object::Archive,
            );
            let right = right(regulation, step, Action::CloseCase, &case)?;
            case.close(&right, oversight.ok().as_ref(), now)
                .ok()
                .map(one)
        }
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
                if let Try::Approve { holder, .. } = step.what {
                    prop_assert!(step.who.id != terms().reviewer, "the requester approved");
                    let own = holder.is_none_or(|number| step.who.id == PersonId::from_bytes([number; 16]));
                    prop_assert!(own, "somebody approved with another's seat");
                    prop_assert!(now < before.deadline(), "approved when it was over");
                }
                if let Try::Close = step.what {
                    let watches = step.who.roles.iter().any(|role| *role != Role::Reviewer && *role != Role::Employee);
                    prop_assert!(step.who.id == terms().reviewer || watches, "another reviewer closed it");
                }
                case = next;
            } else {
                case = before;
            }
            prop_assert_eq!(&case.terms, &terms(), "what was asked for changed");
            prop_assert!(case.approvals.values().all(|yes| yes.holder != case.terms.reviewer), "own request approved");
            let people: BTreeSet<_> = case.approvals.values().map(|yes| yes.holder).collect();
            prop_assert_eq!(people.len(), case.approvals.len(), "one person counted twice");
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
    let [number, ..] = *who.id.as_bytes();
    let yes = Yes { at, deadline };
    case.clone()
        .approve(&right, &seat(number, side, who.id), yes, Quorum::SMALL)
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
        // Nor another with their seat.
        let other = person(11, &Role::ALL);
        assert_eq!(
            with_seat(&requested(), &other, &seat(1, side, everything.id)),
            Err(CaseError::Right(WrongRight))
        );
    }
}

fn with_seat(case: &Case, who: &Person, seat: &Seat) -> Result<Case, CaseError> {
    let right = may(
        Some(&in_force()),
        who,
        Action::ApproveCase(seat.side),
        case.object(),
    )
    .expect("a seat of that side");
    let yes = Yes {
        at: START,
        deadline: None,
    };
    let two_of_three = Quorum::new(2, 3).expect("two of three");
    case.clone()
        .approve(&right, seat, yes, two_of_three)
        .map(|(case, _)| case)
}

/// A holder approves with their own seat, as their own seat's side, and with no other.
#[test]
fn a_seat_is_its_holders() {
    let other = person(3, &[Role::StaffSeat]);
    let own = seat(2, Side::Staff, staff().id);
    assert_eq!(
        with_seat(&requested(), &other, &own),
        Err(CaseError::Right(WrongRight))
    );
    let case = with_seat(&requested(), &staff(), &own).expect("their own");
    let yes = case.approvals.get(&own.id).expect("it was kept");
    assert_eq!((yes.holder, yes.side), (staff().id, Side::Staff));
}

/// A quorum is of people: whoever holds two seats, of one side or of both, says yes once.
#[test]
fn two_seats_of_one_person_are_one_yes() {
    let both = person(10, &[Role::StaffSeat, Role::EmployerSeat]);
    let case = with_seat(&requested(), &both, &seat(1, Side::Staff, both.id)).expect("once");
    for side in Side::ALL {
        assert_eq!(
            with_seat(&case, &both, &seat(2, side, both.id)),
            Err(CaseError::Twice)
        );
    }
    let colleague = person(3, &[Role::StaffSeat]);
    assert!(with_seat(&case, &colleague, &seat(3, Side::Staff, colleague.id)).is_ok());
}

/// Where an approval brought the deadline forward, the request is over then, not released for no time at all.
#[test]
fn an_earlier_deadline_binds_whoever_has_yet_to_answer() {
    let early = START.plus_days(1);
    let case = yes(&requested(), &staff(), Side::Staff, START, Some(early)).expect("one side");
    assert!(early < case.answer_by, "the ordinary time-out comes later");
    assert_eq!(
        yes(&case, &employer(), Side::Employer, early, None),
        Err(CaseError::NotWaiting)
    );
    let before = Timestamp::from_micros(early.micros() - 1);
    assert!(yes(&case, &employer(), Side::Employer, before, None).is_ok());
    let same = case.tick(before).expect_err("there is time left");
    let (lapsed, _) = same.tick(early).expect("nobody else answered in time");
    let CaseState::Ended { why, .. } = lapsed.state else {
        panic!("still open");
    };
    assert_eq!(why, End::Lapsed);
}

/// A reviewer ends their own cases; of others' only who may oversee them, and only with their own right.
#[test]
fn a_reviewer_ends_nobody_elses_case() {
    let close = |who: &Person, overseer: Option<&Person>| {
        let case = requested();
        let right = may(Some(&in_force()), who, Action::CloseCase, case.object()).expect("closes");
        let oversight = overseer.map(|overseer| {
            may(
                Some(&in_force()),
                overseer,
                Action::OverseeCases,
                Object::Archive,
            )
            .expect("oversees")
        });
        let ended = case.close(&right, oversight.as_ref(), START);
        ended.map(|(case, _)| case.state)
    };
    let closed = Ok(CaseState::Ended {
        at: START,
        why: End::Closed,
    });
    let (other, contact) = (
        person(7, &[Role::Reviewer]),
        person(6, &[Role::PrivacyContact]),
    );
    assert_eq!(close(&reviewer(), None), closed);
    assert_eq!(close(&contact, Some(&contact)), closed);
    assert_eq!(close(&contact, None), Err(CaseError::NotYours));
    assert_eq!(close(&other, None), Err(CaseError::NotYours));
    assert_eq!(
        close(&other, Some(&contact)),
        Err(CaseError::Right(WrongRight))
    );
}

/// Terms are of now: an older or later moment would stretch the time to answer and to read.
#[test]
fn a_request_is_made_now() {
    let (table, right) = (in_force().table, request_right(&reviewer()));
    let ask = |change: fn(&mut Terms), now| {
        let mut terms = terms();
        change(&mut terms);
        Case::request(&right, asked(terms), &table, now).map(|(case, _)| case.answer_by)
    };
    let skew = START.plus_seconds(300);
    assert_eq!(ask(|_| {}, START), Ok(START.plus_days(7)));
    assert_eq!(
        ask(|_| {}, skew),
        Ok(skew.plus_days(7)),
        "answered from now"
    );
    assert_eq!(ask(|_| {}, skew.plus_seconds(1)), Err(RequestError::Clock));
    let early = START.plus_seconds(-300);
    assert!(ask(|_| {}, early).is_ok());
    assert_eq!(
        ask(|_| {}, early.plus_seconds(-1)),
        Err(RequestError::Clock)
    );
    let over = ask(
        |t| t.deadline = START.plus_seconds(60),
        START.plus_seconds(60),
    );
    assert_eq!(
        over,
        Err(CaseError::Terms(TermsError::Duration(14)).into()),
        "over before it began"
    );
    let short = ask(|t| t.deadline = START.plus_days(1), START);
    assert_eq!(
        short,
        Ok(START.plus_days(1)),
        "nobody answers after the end"
    );
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
    let refused = Case::request(&request_right(&other), asked(terms()), &table, START);
    assert_eq!(refused.map(|_| ()), Err(CaseError::NotYours.into()));
}
