//! Whether something may be erased: the one question, and what its answer is worth.

use std::collections::BTreeSet;

use super::{Hold, On};
use crate::id::{CopyId, HoldId, PersonId};

/// What somebody would erase, and whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// What is kept about one person, or named after them.
    Person(PersonId),
    /// One conversation as one holder had it.
    Copy {
        /// Which.
        copy: CopyId,
        /// Its holder and every employee who took part.
        people: BTreeSet<PersonId>,
    },
}

/// Whether a thing may be erased.
#[derive(Debug)]
pub enum Binding {
    /// These holds forbid it.
    Held(BTreeSet<HoldId>),
    /// None does.
    Free(Free),
}

/// Proof that no hold rests on a thing: what erases takes one. No constructor but [`binding`], and no copy: ask again in
/// the transaction that erases.
#[derive(Debug)]
pub struct Free {
    thing: Thing,
}

impl Free {
    /// What may be erased.
    pub const fn thing(&self) -> &Thing {
        &self.thing
    }
}

/// Asks every hold there is. One is enough: a conversation of ten is held when one of them is.
pub fn binding(holds: &[Hold], thing: Thing) -> Binding {
    let rests = |hold: &&Hold| match &thing {
        Thing::Person(person) => hold.rests_on(*person),
        // A hold on everything also holds what nobody took part in.
        Thing::Copy { people, .. } => {
            hold.binds() && hold.on == On::Everything
                || people.iter().any(|person| hold.rests_on(*person))
        }
    };
    let held: BTreeSet<HoldId> = holds.iter().filter(rests).map(|hold| hold.id).collect();
    if held.is_empty() {
        Binding::Free(Free { thing })
    } else {
        Binding::Held(held)
    }
}
