//! Who is who: names of one copy matched with names of another by what was written at the same time.
//!
//! A number or account that both copies know, or messages with the same content at the same time, vote for two names
//! to be one person. Names that get most votes of each other are one; where two get as many, they stay apart. Nobody
//! is made up: a name that no evidence links stays a person of its own copy.

mod find;

use std::fmt;

pub(crate) use find::{Votes, find, seen};

use crate::prepare::Prepared;

/// Place of a person in [`crate::Comparison::people`].
pub type PersonId = usize;

/// Somebody, over all copies.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// The name by which they are shown: the one that they have in their own copy, else one that is no number. Empty
    /// for a holder whom no copy names.
    pub name: String,
    /// What each copy calls them: place of the copy and name.
    pub names: Vec<(usize, String)>,
    /// Copies that are theirs.
    pub holds: Vec<usize>,
    /// Messages that link the names.
    pub votes: u64,
}

// Names are of people.
impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person")
            .field("names", &self.names.len())
            .field("holds", &self.holds)
            .finish_non_exhaustive()
    }
}

/// Everybody, and who stands behind each name.
pub(crate) struct People {
    pub(crate) all: Vec<Person>,
    /// For each copy and each of its names.
    of: Vec<Vec<PersonId>>,
    holders: Vec<PersonId>,
    /// The holder is known under the name that their lines have in the copy.
    named: Vec<bool>,
}

impl People {
    /// The person behind a name of a copy.
    pub(crate) fn person(&self, copy: usize, name: usize) -> Option<PersonId> {
        self.of.get(copy)?.get(name).copied()
    }

    /// Whose copy it is.
    pub(crate) fn holder(&self, copy: usize) -> Option<PersonId> {
        self.holders.get(copy).copied()
    }

    /// It is known whose copy this is.
    pub(crate) fn named(&self, copy: usize) -> bool {
        self.named.get(copy) == Some(&true)
    }

    /// A copy may be this person's: it is, or nobody knows whose it is and no line of the app names them in it, nor are
    /// they a number there.
    pub(crate) fn may_hold(&self, prepared: &Prepared<'_>, copy: usize, person: PersonId) -> bool {
        if self.named(copy) {
            return self.holder(copy) == Some(person);
        }
        let rows = prepared.copies.get(copy).zip(self.of.get(copy));
        rows.is_some_and(|(ready, row)| {
            let mut names = ready.names.iter().zip(row);
            names.any(|(name, behind)| {
                *behind == person && name.spoke && !name.named && name.number.is_none()
            })
        })
    }

    /// This person writes in a copy.
    pub(crate) fn speaks(&self, prepared: &Prepared<'_>, copy: usize, person: PersonId) -> bool {
        let rows = prepared.copies.get(copy).zip(self.of.get(copy));
        rows.is_some_and(|(ready, row)| {
            let mut names = ready.names.iter().zip(row);
            names.any(|(name, behind)| *behind == person && name.spoke)
        })
    }

    /// Somebody writes in this copy who could not be found in any of the others.
    pub(crate) fn strangers(&self, prepared: &Prepared<'_>, copy: usize, others: &[usize]) -> bool {
        let Some((ready, row)) = prepared.copies.get(copy).zip(self.of.get(copy)) else {
            return false;
        };
        let mut speakers = ready.names.iter().zip(row).filter(|(name, _)| name.spoke);
        speakers.any(|(_, person)| !others.iter().any(|other| self.known(*other, *person)))
    }

    /// A copy has a name for this person.
    pub(crate) fn known(&self, copy: usize, person: PersonId) -> bool {
        self.of
            .get(copy)
            .is_some_and(|names| names.contains(&person))
    }
}
