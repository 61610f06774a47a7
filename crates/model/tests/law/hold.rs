//! A legal hold: whatever is tried, by whomever and whenever, it ends by two people who speak for different sides, and
//! what is under it is not free to be erased.

use std::collections::BTreeSet;

use proptest::prelude::*;
use zegel_model::event::Event;
use zegel_model::hold::{
    Binding, Ground, Hold, HoldError, HoldState, On, Proposal, Thing, Voice, binding,
};
use zegel_model::person::{Person, Role};
use zegel_model::right::{Action, Object, Right, WrongRight, may};
use zegel_model::{CopyId, HoldId, PersonId, Timestamp};

use crate::people::{START, every_state, everybody, person};

const ID: HoldId = HoldId::from_bytes([9; 16]);

fn owner() -> Person {
    person(9, &[Role::Owner])
}

fn employer_seat() -> Person {
    person(5, &[Role::EmployerSeat])
}

fn staff() -> Person {
    person(2, &[Role::Employee, Role::StaffSeat])
}

fn privacy() -> Person {
    person(6, &[Role::PrivacyContact])
}

fn proposal(on: On) -> Proposal {
    Proposal {
        on,
        ground: Ground::Regulator,
        reference: "ACM 26/0123".to_owned(),
    }
}

fn right(who: &Person, action: fn(Voice) -> Action, object: Object) -> Right {
    let voice = Voice::of(&who.roles).expect("somebody with a voice");
    may(None, who, action(voice), object).expect("whoever has a voice may")
}

fn proposed_on(who: &Person, on: On) -> Hold {
    let right = right(who, Action::ProposeHold, Object::Archive);
    Hold::propose(&right, ID, &proposal(on), START)
        .expect("whoever has a voice proposes")
        .0
}

fn proposed(who: &Person) -> Hold {
    proposed_on(who, On::Everything)
}

fn confirm(hold: Hold, who: &Person) -> Result<Hold, HoldError> {
    let right = right(who, Action::ConfirmHold, hold.object());
    hold.confirm(&right, START).map(|(hold, _)| hold)
}

fn propose_release(hold: Hold, who: &Person) -> Result<Hold, HoldError> {
    let right = right(who, Action::ReleaseHold, hold.object());
    hold.propose_release(&right, START).map(|(hold, _)| hold)
}

fn confirm_release(hold: Hold, who: &Person) -> Result<Hold, HoldError> {
    let right = right(who, Action::ReleaseHold, hold.object());
    hold.confirm_release(&right, START).map(|(hold, _)| hold)
}

fn refuse(hold: Hold, who: &Person) -> Result<Hold, HoldError> {
    let right = may(None, who, Action::RefuseHold, hold.object()).expect("the privacy contact may");
    hold.refuse(&right, START).map(|(hold, _)| hold)
}

/// What somebody tries with a hold.
#[derive(Debug, Clone, Copy)]
enum Try {
    Confirm,
    Refuse,
    ProposeRelease,
    ConfirmRelease,
    Keep,
    Wait,
}

/// A try, who it is by, seconds since the one before (the machine's clock may also go back), and whether the right is
/// one of an older version of the hold.
#[derive(Debug, Clone)]
struct Step {
    who: Person,
    what: Try,
    seconds: i64,
    stale: bool,
}

fn any_step() -> impl Strategy<Value = Step> {
    let what = proptest::sample::select(vec![
        Try::Confirm,
        Try::Refuse,
        Try::ProposeRelease,
        Try::ConfirmRelease,
        Try::Keep,
        Try::Wait,
    ]);
    // Up to ten thousand years either way.
    let seconds = prop_oneof![3 => 0_i64..7_200, 1 => -315_000_000_000_i64..315_000_000_000];
    let stale = proptest::bool::weighted(0.1);
    (proptest::sample::select(everybody()), what, seconds, stale).prop_map(
        |(who, what, seconds, stale)| Step {
            who,
            what,
            seconds,
            stale,
        },
    )
}

/// What a transition gives.
type Taken = Result<(Hold, Event), HoldError>;

/// One step: the hold after it, and the event if it was taken. Every voice is tried, not only the person's own.
fn take(hold: &Hold, step: &Step, now: Timestamp) -> Option<(Hold, Event)> {
    let version = if step.stale {
        hold.version.wrapping_sub(1)
    } else {
        hold.version
    };
    let object = Object::Hold(hold.id, version);
    let rights = |action: fn(Voice) -> Action| {
        Voice::ALL
            .into_iter()
            .filter_map(move |voice| may(None, &step.who, action(voice), object).ok())
            .collect::<Vec<_>>()
    };
    let first = |rights: Vec<Right>, transition: fn(Hold, &Right, Timestamp) -> Taken| {
        rights
            .iter()
            .find_map(|right| transition(hold.clone(), right, now).ok())
    };
    match step.what {
        Try::Confirm => first(rights(Action::ConfirmHold), Hold::confirm),
        Try::Refuse => {
            let right = may(None, &step.who, Action::RefuseHold, object);
            first(right.into_iter().collect(), Hold::refuse)
        }
        Try::ProposeRelease => first(rights(Action::ReleaseHold), Hold::propose_release),
        Try::ConfirmRelease => first(rights(Action::ReleaseHold), Hold::confirm_release),
        Try::Keep => first(rights(Action::ConfirmHold), Hold::keep),
        Try::Wait => None,
    }
}

/// Two people, neither of them the other, spoke the words that ended it, for different sides.
fn ended_by_two(events: &[Event]) -> bool {
    let [before @ .., last] = events else {
        return false;
    };
    match (before, last) {
        (
            [
                ..,
                Event::HoldReleaseProposed {
                    by: one,
                    voice: first,
                    ..
                },
            ],
            Event::HoldReleased {
                by: other,
                voice: second,
                ..
            },
        ) => one != other && first != second && [first, second].contains(&&Voice::Employer),
        (
            [Event::HoldProposed { by: one, voice, .. }, ..],
            Event::HoldRefused { by: other, .. },
        ) => one != other && *voice != Voice::Privacy,
        _ => false,
    }
}

proptest! {
    #[test]
    fn nobody_and_no_clock_ends_a_hold_alone(
        proposer in proptest::sample::select(everybody()),
        steps in proptest::collection::vec(any_step(), 0..40),
    ) {
        let held = person(8, &[Role::Employee]).id;
        let Some(voice) = Voice::of(&proposer.roles) else {
            for voice in Voice::ALL {
                prop_assert!(may(None, &proposer, Action::ProposeHold(voice), Object::Archive).is_err());
            }
            return Ok(());
        };
        let right = may(None, &proposer, Action::ProposeHold(voice), Object::Archive).expect("it has a voice");
        let (mut hold, event) =
            Hold::propose(&right, ID, &proposal(On::Person(held)), START).expect("it is proposed");
        let (mut events, mut now) = (vec![event], START);
        for step in steps {
            now = now.plus_seconds(step.seconds);
            let before = hold.clone();
            if let Some((next, event)) = take(&hold, &step, now) {
                prop_assert!(before.binds(), "what has ended stays as it is");
                prop_assert!(!step.stale);
                prop_assert_eq!(next.version, before.version + 1);
                events.push(event);
                hold = next;
            }
            prop_assert_eq!((hold.id, hold.on, hold.ground, hold.proposed), (before.id, before.on, before.ground, before.proposed));
            let free = matches!(binding(std::slice::from_ref(&hold), Thing::Person(held)), Binding::Free(_));
            prop_assert_eq!(free, !hold.binds());
            if before.binds() && !hold.binds() {
                prop_assert!(ended_by_two(&events), "{:?}", events);
            }
        }
    }
}

/// One person is enough to begin, each of those who have a voice, in every state of the regulation.
#[test]
fn a_proposal_binds_at_once_whatever_becomes_of_the_regulation() {
    for who in [owner(), employer_seat(), staff(), privacy()] {
        let voice = Voice::of(&who.roles).expect("a voice");
        for (title, regulation) in every_state() {
            let right = may(
                regulation.as_ref(),
                &who,
                Action::ProposeHold(voice),
                Object::Archive,
            )
            .unwrap_or_else(|refusal| panic!("{title}: {refusal}"));
            let (hold, _) = Hold::propose(&right, ID, &proposal(On::Everything), START)
                .expect("whoever may proposes");
            assert!(hold.binds());
        }
    }
    for who in [
        person(1, &[Role::Employee, Role::Reviewer]),
        person(12, &[]),
    ] {
        assert_eq!(Voice::of(&who.roles), None);
    }
}

/// Two of one side are one: it takes another voice, and a person has one only.
#[test]
fn the_second_speaks_for_another_side() {
    let both_hats = person(20, &[Role::Owner, Role::PrivacyContact]);
    assert_eq!(Voice::of(&both_hats.roles), Some(Voice::Employer));
    for second in [owner(), employer_seat(), both_hats.clone()] {
        assert_eq!(
            confirm(proposed(&owner()), &second),
            Err(HoldError::SameSide),
            "{second:?}"
        );
    }
    let set = confirm(proposed(&owner()), &staff()).expect("the staff confirm");
    assert!(matches!(set.state, HoldState::Set { second } if second.voice == Voice::Staff));
    confirm(proposed(&staff()), &employer_seat()).expect("the employer confirms");
    confirm(proposed(&privacy()), &staff()).expect("to keep, the employer is not needed");

    for last in [owner(), employer_seat(), both_hats] {
        let waiting = propose_release(set.clone(), &owner()).expect("anybody may want it");
        assert_eq!(confirm_release(waiting, &last), Err(HoldError::SameSide));
    }
    let waiting = propose_release(set.clone(), &staff()).expect("anybody may want it");
    assert_eq!(
        confirm_release(waiting.clone(), &privacy()),
        Err(HoldError::WithoutEmployer)
    );
    assert!(
        !confirm_release(waiting, &owner())
            .expect("two released it")
            .binds()
    );
    let waiting = propose_release(set, &owner()).expect("anybody may want it");
    assert!(
        !confirm_release(waiting, &privacy())
            .expect("two released it")
            .binds()
    );
}

/// A proposal without a ground ends by the privacy contact's no; what two have set does not, nor does their own.
#[test]
fn only_a_proposal_is_refused_and_only_by_the_privacy_contact() {
    for who in [
        owner(),
        employer_seat(),
        staff(),
        person(20, &[Role::Owner, Role::PrivacyContact]),
    ] {
        assert!(may(None, &who, Action::RefuseHold, Object::Archive).is_err());
    }
    assert!(
        !refuse(proposed(&owner()), &privacy())
            .expect("refused")
            .binds()
    );
    assert_eq!(
        refuse(proposed(&privacy()), &person(21, &[Role::PrivacyContact])),
        Err(HoldError::SameSide)
    );
    let set = confirm(proposed(&owner()), &staff()).expect("the staff confirm");
    assert_eq!(refuse(set.clone(), &privacy()), Err(HoldError::NotNow));
    let waiting = propose_release(set, &owner()).expect("anybody may want it");
    assert_eq!(refuse(waiting, &privacy()), Err(HoldError::NotNow));
}

/// A release that was kept has to begin again; a hold is then as far as it was.
#[test]
fn one_word_keeps_a_hold() {
    for before in [
        proposed(&owner()),
        confirm(proposed(&owner()), &staff()).expect("the staff confirm"),
    ] {
        let waiting = propose_release(before.clone(), &owner()).expect("anybody may want it");
        assert!(waiting.binds());
        let right = right(&staff(), Action::ConfirmHold, waiting.object());
        let (kept, _) = waiting.keep(&right, START).expect("one keeps it");
        assert_eq!(kept.state, before.state);
        assert_eq!(confirm_release(kept, &staff()), Err(HoldError::NotNow));
    }
    let right = right(&staff(), Action::ConfirmHold, proposed(&owner()).object());
    assert_eq!(
        proposed(&owner()).keep(&right, START).map(|_| ()),
        Err(HoldError::NotNow)
    );
}

/// The outside reference is there, and short.
#[test]
fn a_hold_is_for_a_matter_with_a_name() {
    let right = || right(&owner(), Action::ProposeHold, Object::Archive);
    for (reference, good) in [
        (String::new(), false),
        ("  ".to_owned(), false),
        ("é".repeat(200), true),
        ("é".repeat(201), false),
    ] {
        let proposal = Proposal {
            reference,
            ..proposal(On::Everything)
        };
        assert_eq!(Hold::propose(&right(), ID, &proposal, START).is_ok(), good);
    }
}

/// A right for another step, another hold or another version is none for this one.
#[test]
fn a_right_is_for_one_step_of_one_hold() {
    let hold = proposed(&owner());
    for other in [
        right(&staff(), Action::ReleaseHold, hold.object()),
        right(&staff(), Action::ConfirmHold, Object::Archive),
        right(&staff(), Action::ConfirmHold, Object::Hold(ID, 1)),
        right(
            &staff(),
            Action::ConfirmHold,
            Object::Hold(HoldId::from_bytes([8; 16]), 0),
        ),
    ] {
        assert_eq!(
            hold.clone().confirm(&other, START).map(|_| ()),
            Err(WrongRight.into())
        );
    }
}

fn held(holds: &[Hold], thing: &Thing) -> bool {
    match binding(holds, thing.clone()) {
        Binding::Held(by) => {
            assert!(!by.is_empty());
            true
        }
        Binding::Free(free) => {
            assert_eq!(free.thing(), thing, "free for this and nothing else");
            false
        }
    }
}

/// A person's hold rests on what is theirs and on every conversation that they took part in; one on everything rests on
/// all of it, also where nobody took part.
#[test]
fn a_hold_rests_on_whom_it_is_about() {
    let (anna, bram, cas) = (person(31, &[]).id, person(32, &[]).id, person(33, &[]).id);
    let copy = |people: &[PersonId]| Thing::Copy {
        copy: CopyId::from_bytes([1; 16]),
        people: people.iter().copied().collect::<BTreeSet<_>>(),
    };
    let on_anna = [proposed_on(&owner(), On::Person(anna))];
    assert!(held(&on_anna, &Thing::Person(anna)));
    assert!(held(&on_anna, &copy(&[anna, bram])));
    assert!(!held(&on_anna, &Thing::Person(bram)));
    assert!(!held(&on_anna, &copy(&[bram, cas])));
    let everything = [proposed(&owner())];
    for thing in [Thing::Person(cas), copy(&[bram]), copy(&[])] {
        assert!(held(&everything, &thing));
    }
    let ended = refuse(proposed(&owner()), &privacy()).expect("refused");
    assert!(!held(std::slice::from_ref(&ended), &copy(&[anna])));
    let [still] = on_anna;
    assert!(held(&[ended, still], &copy(&[anna])), "one is enough");
    assert!(!held(&[], &copy(&[])));
}
