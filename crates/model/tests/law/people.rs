//! The people and the regulation that the other modules try things with.

use std::collections::BTreeSet;

use zegel_model::hold::Voice;
use zegel_model::person::{Employer, Person, Role};
use zegel_model::regulation::{
    BalancingTest, Consultation, Regulation, RegulationState, Safeguards,
};
use zegel_model::right::{Action, Object, Right, may};
use zegel_model::scope::{Account, Ownership, SourceClass};
use zegel_model::{PersonId, RegulationId, Timestamp};

/// The moment at which every story here begins.
pub(crate) const START: Timestamp = Timestamp::from_micros(1_790_000_000_000_000);

/// All safeguards stand.
pub(crate) const STANDING: Safeguards = Safeguards {
    regulation: true,
    seats: true,
    notice: true,
    ledger: true,
};

pub(crate) fn person(number: u8, roles: &[Role]) -> Person {
    Person {
        id: PersonId::from_bytes([number; 16]),
        name: format!("Person {number}"),
        roles: roles.iter().copied().collect(),
        added: START,
    }
}

/// One person for each role, two of those who can stand in each other's way, and three whom [`clash`] forbids: the
/// transitions must hold against them too.
///
/// [`clash`]: zegel_model::person::clash
pub(crate) fn everybody() -> Vec<Person> {
    vec![
        person(1, &[Role::Employee, Role::Reviewer]),
        person(2, &[Role::Employee, Role::StaffSeat]),
        person(3, &[Role::Employee, Role::StaffSeat]),
        person(4, &[Role::EmployerSeat, Role::Owner]),
        person(5, &[Role::EmployerSeat]),
        person(6, &[Role::PrivacyContact]),
        person(7, &[Role::Reviewer]),
        person(8, &[Role::Employee]),
        person(9, &[Role::Owner]),
        person(10, &[Role::StaffSeat, Role::EmployerSeat]),
        person(11, &Role::ALL),
        person(12, &[]),
    ]
}

pub(crate) fn employer() -> Employer {
    Employer {
        name: "Installatiebedrijf De Vries".to_owned(),
        headcount: 12,
        works_council: false,
    }
}

/// Everything but personal accounts on private phones.
pub(crate) fn classes() -> BTreeSet<SourceClass> {
    SourceClass::ALL
        .into_iter()
        .filter(|class| class.account == Account::Business || class.phone == Ownership::Company)
        .collect()
}

pub(crate) fn owner_right() -> Right {
    may(
        None,
        &person(9, &[Role::Owner]),
        Action::ManageRegulation,
        Object::Regulation,
    )
    .expect("the owner may")
}

pub(crate) fn draft() -> Regulation {
    let id = RegulationId::from_bytes([1; 16]);
    Regulation::draft(&owner_right(), &employer(), id, 1, &classes())
        .expect("a small employer may draft")
        .0
}

pub(crate) fn consultation(outcome: &str) -> Consultation {
    Consultation {
        held: START,
        outcome: outcome.to_owned(),
    }
}

pub(crate) fn balancing(necessity: &str) -> BalancingTest {
    BalancingTest {
        interest: "Afspraken met klanten kunnen nalezen.".to_owned(), // spelling: nl
        necessity: necessity.to_owned(),
        balance: "Alleen bedrijfsaccounts, en twee kanten beslissen.".to_owned(), // spelling: nl
    }
}

pub(crate) fn consulted() -> Regulation {
    draft()
        .consult(&owner_right(), consultation("heard"))
        .expect("a draft can be consulted on")
        .0
}

/// In force, with the notice read by everybody.
pub(crate) fn in_force() -> Regulation {
    let right = owner_right();
    let weighed = consulted()
        .weigh(&right, STANDING, balancing("nothing less does"))
        .expect("safeguards stand")
        .0;
    let mut regulation = weighed
        .put_in_force(&right, STANDING, START)
        .expect("it was weighed")
        .0;
    regulation.confirmed = everybody().iter().map(|person| person.id).collect();
    regulation
}

/// The regulation in each state, and none at all.
pub(crate) fn every_state() -> Vec<(&'static str, Option<Regulation>)> {
    let held = in_force();
    let withdrawn = held
        .clone()
        .withdraw(&owner_right(), START.plus_days(1))
        .expect("it was in force")
        .0;
    let states = vec![
        ("no regulation", None),
        ("draft", Some(draft())),
        ("consulted", Some(consulted())),
        ("in force", Some(held)),
        ("withdrawn", Some(withdrawn)),
    ];
    // A new state must be listed here, or nothing tests it.
    for (_, regulation) in &states {
        match regulation.as_ref().map(|r| &r.state) {
            None
            | Some(
                RegulationState::Draft
                | RegulationState::Consulted { .. }
                | RegulationState::InForce { .. }
                | RegulationState::Withdrawn { .. },
            ) => {}
        }
    }
    states
}

/// Everything that can be asked for.
pub(crate) fn every_action() -> Vec<Action> {
    use zegel_model::seat::Side;
    let mut actions = vec![Action::ManagePeople, Action::ManageRegulation];
    actions.extend(Side::ALL.map(Action::HoldSeat));
    actions.extend([Action::ConfirmNotice, Action::SeeOwn]);
    actions.extend(SourceClass::ALL.map(Action::Capture));
    actions.push(Action::RequestCase);
    actions.extend(Side::ALL.map(Action::ApproveCase));
    actions.extend([
        Action::DenyCase,
        Action::Read,
        Action::CloseCase,
        Action::OverseeCases,
    ]);
    actions.extend(Voice::ALL.map(Action::ProposeHold));
    actions.extend(Voice::ALL.map(Action::ConfirmHold));
    actions.push(Action::RefuseHold);
    actions.extend(Voice::ALL.map(Action::ReleaseHold));
    // A new action must be listed here, or nothing tests it.
    for action in &actions {
        match action {
            Action::ManagePeople
            | Action::ManageRegulation
            | Action::HoldSeat(_)
            | Action::ConfirmNotice
            | Action::SeeOwn
            | Action::Capture(_)
            | Action::RequestCase
            | Action::ApproveCase(_)
            | Action::DenyCase
            | Action::Read
            | Action::CloseCase
            | Action::OverseeCases
            | Action::ProposeHold(_)
            | Action::ConfirmHold(_)
            | Action::RefuseHold
            | Action::ReleaseHold(_) => {}
        }
    }
    actions
}
