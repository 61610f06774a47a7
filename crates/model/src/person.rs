//! People and what they are to the archive.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::id::PersonId;
use crate::seat::Side;

/// What somebody may be. One person can be several, but see [`clash`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Works here: has a page of their own, imports, confirms notices.
    Employee,
    /// Asks for access and reads what was granted.
    Reviewer,
    /// Looks after the privacy of staff, in place of or as the privacy officer.
    PrivacyContact,
    /// Holds a seat for the staff.
    StaffSeat,
    /// Holds a seat for the employer.
    EmployerSeat,
    /// Answers for the employer: people, regulation.
    Owner,
}

impl Role {
    /// Every role, in the order in which pages name them.
    pub const ALL: [Self; 6] = [
        Self::Employee,
        Self::Reviewer,
        Self::PrivacyContact,
        Self::StaffSeat,
        Self::EmployerSeat,
        Self::Owner,
    ];

    /// As in addresses, locales and payloads.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::Reviewer => "reviewer",
            Self::PrivacyContact => "privacy_contact",
            Self::StaffSeat => "staff_seat",
            Self::EmployerSeat => "employer_seat",
            Self::Owner => "owner",
        }
    }

    /// The role of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The role that holds a seat of a side.
    pub const fn of_seat(side: Side) -> Self {
        match side {
            Side::Employer => Self::EmployerSeat,
            Side::Staff => Self::StaffSeat,
        }
    }
}

/// Somebody the archive knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Which person.
    pub id: PersonId,
    /// Their name, as pages show it.
    pub name: String,
    /// What they are.
    pub roles: BTreeSet<Role>,
    /// Since when they are known.
    pub added: Timestamp,
}

/// Two roles that nobody may hold at once: both sides' seats, or a seat or the privacy contact's chair beside the
/// reviewer's.
pub fn clash(roles: &BTreeSet<Role>) -> Option<(Role, Role)> {
    const APART: [(Role, Role); 5] = [
        (Role::StaffSeat, Role::EmployerSeat),
        (Role::Reviewer, Role::StaffSeat),
        (Role::Reviewer, Role::EmployerSeat),
        (Role::Reviewer, Role::PrivacyContact),
        (Role::Owner, Role::StaffSeat),
    ];
    APART
        .into_iter()
        .find(|(a, b)| roles.contains(a) && roles.contains(b))
}

/// The people of one employer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employer {
    /// Its name.
    pub name: String,
    /// How many people work there, as stated; shown to staff.
    pub headcount: u32,
    /// It has a works council.
    pub works_council: bool,
}

/// Small-employer mode does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the small-employer form is for at most 49 people without a works council; with more, the works council decides first"
)]
pub struct NotSmall;

impl Employer {
    /// The small-employer form applies: at most 49 people and no works council (WOR 35c).
    pub fn small(&self) -> Result<(), NotSmall> {
        if self.works_council || self.headcount >= 50 {
            Err(NotSmall)
        } else {
            Ok(())
        }
    }
}
