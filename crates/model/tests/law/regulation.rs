//! The regulation's states: safeguards first, then the weighing, then it holds; and what is withdrawn stays so.

use proptest::prelude::*;
use zegel_model::Timestamp;
use zegel_model::person::{Employer, Person};
use zegel_model::regulation::{
    Consultation, Regulation, RegulationError, RegulationState, Safeguards,
};
use zegel_model::right::{Action, Object, Right, may};
use zegel_model::seat::{Bench, Quorum};

use crate::people::{
    STANDING, START, balancing, classes, consultation, draft, employer, everybody, in_force,
    owner_right,
};

/// Something that somebody tries.
#[derive(Debug, Clone)]
enum Try {
    Consult {
        outcome: String,
    },
    Weigh {
        safeguards: Safeguards,
        necessity: String,
    },
    PutInForce {
        safeguards: Safeguards,
    },
    Withdraw,
    Confirm,
}

fn any_safeguards() -> impl Strategy<Value = Safeguards> {
    prop_oneof![
        2 => Just(STANDING),
        1 => any::<[bool; 4]>().prop_map(|[regulation, seats, notice, ledger]| {
            Safeguards { regulation, seats, notice, ledger }
        }),
    ]
}

fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![3 => Just("a sentence".to_owned()), 1 => Just(String::new()), 1 => Just(" \n\t".to_owned())]
}

fn any_try() -> impl Strategy<Value = Try> {
    prop_oneof![
        any_words().prop_map(|outcome| Try::Consult { outcome }),
        (any_safeguards(), any_words()).prop_map(|(safeguards, necessity)| Try::Weigh {
            safeguards,
            necessity
        }),
        any_safeguards().prop_map(|safeguards| Try::PutInForce { safeguards }),
        Just(Try::Withdraw),
        Just(Try::Confirm),
    ]
}

/// The owner comes more often, or little would happen.
fn any_person() -> impl Strategy<Value = Person> {
    prop_oneof![
        2 => Just(everybody().swap_remove(8)),
        1 => proptest::sample::select(everybody()),
    ]
}

fn attempt(regulation: Regulation, who: &Person, what: &Try, now: Timestamp) -> Option<Regulation> {
    let asked = |action, object| may(Some(&regulation), who, action, object).ok();
    let manage = || asked(Action::ManageRegulation, Object::Regulation);
    let right: Right = match what {
        Try::Confirm => asked(Action::ConfirmNotice, Object::Oneself)?,
        Try::Consult { .. } | Try::Weigh { .. } | Try::PutInForce { .. } | Try::Withdraw => {
            manage()?
        }
    };
    match what.clone() {
        Try::Consult { outcome } => regulation.consult(&right, consultation(&outcome)),
        Try::Weigh {
            safeguards,
            necessity,
        } => regulation.weigh(&right, safeguards, balancing(&necessity)),
        Try::PutInForce { safeguards } => regulation.put_in_force(&right, safeguards, now),
        Try::Withdraw => regulation.withdraw(&right, now),
        Try::Confirm => regulation.confirm(&right),
    }
    .ok()
    .map(|(next, _)| next)
}

/// What has happened on the way, kept apart from the state that is judged by it.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four things that happened or did not"
)]
struct Heard {
    consulted: bool,
    weighed: bool,
    in_force: bool,
    withdrawn: bool,
}

impl Heard {
    fn note(&mut self, what: &Try) {
        match what {
            Try::Consult { outcome } => {
                assert!(!outcome.trim().is_empty(), "an empty consultation counted");
                assert!(!self.consulted, "consulted on twice");
                self.consulted = true;
            }
            Try::Weigh {
                safeguards,
                necessity,
            } => {
                assert!(
                    self.consulted && safeguards.stand(),
                    "weighed before the safeguards stood"
                );
                assert!(!necessity.trim().is_empty(), "an empty weighing counted");
                assert!(!self.in_force, "weighed after it was in force");
                self.weighed = true;
            }
            Try::PutInForce { safeguards } => {
                assert!(
                    self.consulted && self.weighed && safeguards.stand(),
                    "in force too early"
                );
                assert!(!self.withdrawn, "came back");
                self.in_force = true;
            }
            Try::Withdraw => {
                assert!(self.in_force && !self.withdrawn);
                self.withdrawn = true;
            }
            Try::Confirm => assert!(
                self.in_force && !self.withdrawn,
                "a notice confirmed that does not hold"
            ),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn no_way_round_the_order(tries in proptest::collection::vec((any_person(), any_try()), 0..40)) {
        let mut regulation = draft();
        let mut heard = Heard::default();
        let table = regulation.table.clone();
        for (step, (who, what)) in tries.into_iter().enumerate() {
            let now = START.plus_days(i64::try_from(step).expect("few steps"));
            let before = regulation.clone();
            if let Some(next) = attempt(regulation, &who, &what, now) {
                heard.note(&what);
                if !matches!(what, Try::Confirm) {
                    prop_assert!(who.roles.contains(&zegel_model::person::Role::Owner));
                }
                regulation = next;
            } else {
                regulation = before;
            }
            let holds = matches!(regulation.state, RegulationState::InForce { .. });
            prop_assert_eq!(holds, heard.in_force && !heard.withdrawn);
            let gone = matches!(regulation.state, RegulationState::Withdrawn { .. });
            prop_assert_eq!(gone, heard.withdrawn);
            // The rules that staff were heard about are the rules that hold.
            prop_assert_eq!(&regulation.table, &table);
        }
    }

    /// Each missing safeguard alone stops the weighing and the putting in force (S10).
    #[test]
    fn one_missing_safeguard_is_enough(missing in 0_usize..4) {
        let mut stand = [true; 4];
        stand[missing] = false;
        let [regulation, seats, notice, ledger] = stand;
        let safeguards = Safeguards { regulation, seats, notice, ledger };
        let right = owner_right();
        let heard = draft().consult(&right, consultation("heard")).expect("a draft").0;
        let refused = heard.clone().weigh(&right, safeguards, balancing("needed"));
        prop_assert_eq!(refused.map(|_| ()), Err(RegulationError::Safeguards(safeguards)));
        let weighed = heard.weigh(&right, STANDING, balancing("needed")).expect("they stand").0;
        let refused = weighed.put_in_force(&right, safeguards, START);
        prop_assert_eq!(refused.map(|_| ()), Err(RegulationError::Safeguards(safeguards)));
    }
}

/// The property above would hold of a machine that never moves: this one moves.
#[test]
fn the_way_exists() {
    assert!(matches!(in_force().state, RegulationState::InForce { .. }));
}

/// A meeting that is still to come heard nobody: nothing is weighed, and nothing holds, before it.
#[test]
fn a_consultation_lies_in_the_past() {
    let right = owner_right();
    let held = START.plus_days(1);
    let planned = Consultation {
        held,
        ..consultation("will be heard")
    };
    let heard = draft().consult(&right, planned).expect("a draft").0;
    let bench = Bench {
        seats: Vec::new(),
        quorum: Quorum::SMALL,
    };
    let before = Timestamp::from_micros(held.micros() - 1);
    assert!(!Safeguards::look(&heard, &bench, true, before).regulation);
    assert!(Safeguards::look(&heard, &bench, true, held).regulation);

    // Nor may anybody's word for it put the regulation in force.
    let weighed = heard
        .weigh(&right, STANDING, balancing("needed"))
        .expect("they stand")
        .0;
    let refused = weighed.clone().put_in_force(&right, STANDING, before);
    let missing = Safeguards {
        regulation: false,
        ..STANDING
    };
    assert_eq!(
        refused.map(|_| ()),
        Err(RegulationError::Safeguards(missing))
    );
    assert!(weighed.put_in_force(&right, STANDING, held).is_ok());
}

/// The ready-made regulation is refused with a works council or from 50 people.
#[test]
fn small_is_at_most_49_without_a_works_council() {
    let verdict = |headcount, works_council| {
        let employer = Employer {
            headcount,
            works_council,
            ..employer()
        };
        Regulation::draft(&owner_right(), &employer, draft().id, 1, &classes()).is_ok()
    };
    assert!(verdict(49, false) && verdict(10, false));
    assert!(!verdict(50, false) && !verdict(49, true) && !verdict(12, true));
}
