//! A legal hold: what is under it is not erased, whatever else says so (invariant 7).
//!
//! One person's proposal binds at once, because whoever sees a regulator at the door has no time. Everything after it
//! takes a second: two voices set a hold, two voices release it. No clock ends one: a hold has no deadline, and no
//! function here ends one because of the time. Whatever erases takes a [`Free`], which only [`binding`] makes.

mod free;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::event::Event;
use crate::id::{HoldId, PersonId};
use crate::person::Role;
use crate::right::{Action, Object, Right, WrongRight};

pub use free::{Binding, Free, Thing, binding};

/// The longest outside reference, in characters.
const REFERENCE: usize = 200;

/// For whom somebody speaks about holds. One voice for each person, whatever roles they have, so that nobody is two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// The employer: whoever answers for it or holds a seat of its side.
    Employer,
    /// The staff: whoever holds a seat of theirs.
    Staff,
    /// The privacy of those whom it is about: the privacy contact, who is neither of the above.
    Privacy,
}

impl Voice {
    /// Every voice, in the order in which pages name them.
    pub const ALL: [Self; 3] = [Self::Employer, Self::Staff, Self::Privacy];

    /// As in locales and payloads.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Employer => "employer",
            Self::Staff => "staff",
            Self::Privacy => "privacy",
        }
    }

    /// The voice of somebody with these roles. A privacy contact who is also the employer's speaks for the employer: in
    /// a small firm nobody gains a second voice by a second hat.
    pub fn of(roles: &BTreeSet<Role>) -> Option<Self> {
        if roles.contains(&Role::Owner) || roles.contains(&Role::EmployerSeat) {
            Some(Self::Employer)
        } else if roles.contains(&Role::StaffSeat) {
            Some(Self::Staff)
        } else if roles.contains(&Role::PrivacyContact) {
            Some(Self::Privacy)
        } else {
            None
        }
    }
}

/// What a hold rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// Everything in the archive.
    Everything,
    /// Whatever is kept about one person.
    Person(PersonId),
}

/// Why it must be kept. A closed list: nothing is held because it might be useful one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// A regulator asks, or stands at the door: the duty to cooperate (Awb 5:20).
    Regulator,
    /// Somebody makes, or defends themselves against, a legal claim (GDPR 17(3)(e)).
    LegalClaim,
    /// Somebody whom it is about needs it for a claim of their own (GDPR 18(1)(c)).
    SubjectsClaim,
}

impl Ground {
    /// The closed list.
    pub const ALL: [Self; 3] = [Self::Regulator, Self::LegalClaim, Self::SubjectsClaim];

    /// As in locales, forms and payloads.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Regulator => "regulator",
            Self::LegalClaim => "legal_claim",
            Self::SubjectsClaim => "subjects_claim",
        }
    }

    /// The ground of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.name() == name)
    }
}

/// What somebody proposes to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// On what.
    pub on: On,
    /// Why.
    pub ground: Ground,
    /// What it is called outside: the regulator's or the court's reference. 1 to 200 characters.
    pub reference: String,
}

/// Somebody's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// Whose.
    pub who: PersonId,
    /// For whom they spoke.
    pub voice: Voice,
    /// When.
    pub at: Timestamp,
}

/// How far a hold is. No state has an end that comes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum HoldState {
    /// One person said so. It binds.
    Proposed,
    /// A second confirmed it. It binds.
    Set {
        /// The second.
        second: Word,
    },
    /// One person wants to release it. It binds.
    ReleaseProposed {
        /// Who had confirmed it, if somebody had.
        second: Option<Word>,
        /// Who wants to release it.
        first: Word,
    },
    /// Two released it. It binds no more.
    Released {
        /// Who had confirmed it, if somebody had.
        second: Option<Word>,
        /// Who wanted to release it.
        first: Word,
        /// Who agreed.
        last: Word,
    },
    /// The proposal was refused by a second. It binds no more.
    Refused {
        /// Who refused.
        second: Word,
    },
}

/// A legal hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Which.
    pub id: HoldId,
    /// On what.
    pub on: On,
    /// Why.
    pub ground: Ground,
    /// What it is called outside.
    pub reference: String,
    /// Who proposed it.
    pub proposed: Word,
    /// How far it is.
    pub state: HoldState,
    /// Counts the transitions; a [`Right`] names it.
    pub version: u32,
}

/// What can be done with a hold that was proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// [`Hold::confirm`].
    Confirm,
    /// [`Hold::refuse`].
    Refuse,
    /// [`Hold::propose_release`].
    ProposeRelease,
    /// [`Hold::confirm_release`].
    ConfirmRelease,
    /// [`Hold::keep`].
    Keep,
}

impl Step {
    /// Every step, in the order in which pages offer them.
    pub const ALL: [Self; 5] = [
        Self::Confirm,
        Self::Refuse,
        Self::Keep,
        Self::ConfirmRelease,
        Self::ProposeRelease,
    ];

    /// As in addresses and locales.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Refuse => "refuse",
            Self::ProposeRelease => "propose-release",
            Self::ConfirmRelease => "confirm-release",
            Self::Keep => "keep",
        }
    }

    /// What somebody with this voice asks a right for.
    pub const fn action(self, voice: Voice) -> Action {
        match self {
            Self::Confirm | Self::Keep => Action::ConfirmHold(voice),
            Self::Refuse => Action::RefuseHold,
            Self::ProposeRelease | Self::ConfirmRelease => Action::ReleaseHold(voice),
        }
    }
}

/// Why a hold cannot take a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoldError {
    /// A right for something else.
    #[error(transparent)]
    Right(#[from] WrongRight),
    /// No reference, or one that is too long.
    #[error("write what the matter is called outside, in 1 to 200 characters")]
    Reference,
    /// The step does not follow the state.
    #[error("this hold is not waiting for this step; look at where it is now")]
    NotNow,
    /// The second must be somebody else, who speaks for somebody else.
    #[error("this takes a second person, who speaks for another side than the first")]
    SameSide,
    /// Released without the employer, on whom the duty to keep rests.
    #[error(
        "one of the two who release a hold speaks for the employer, the other for the staff or for privacy"
    )]
    WithoutEmployer,
}

impl Word {
    /// The word that a right for one of these actions lets somebody give.
    fn by(
        right: &Right,
        action: fn(Voice) -> Action,
        object: Object,
        at: Timestamp,
    ) -> Result<Self, WrongRight> {
        let voice = Voice::ALL
            .into_iter()
            .find(|voice| right.check(action(*voice), object).is_ok())
            .ok_or(WrongRight)?;
        Ok(Self {
            who: right.actor(),
            voice,
            at,
        })
    }

    /// A second is another person with another voice.
    fn seconds(&self, first: &Self) -> Result<(), HoldError> {
        if self.who == first.who || self.voice == first.voice {
            Err(HoldError::SameSide)
        } else {
            Ok(())
        }
    }
}

impl Hold {
    /// The hold as an object of rights.
    pub const fn object(&self) -> Object {
        Object::Hold(self.id, self.version)
    }

    /// It binds: nothing under it is erased.
    pub const fn binds(&self) -> bool {
        match self.state {
            HoldState::Proposed | HoldState::Set { .. } | HoldState::ReleaseProposed { .. } => true,
            HoldState::Released { .. } | HoldState::Refused { .. } => false,
        }
    }

    /// It rests on this person, or on everybody.
    pub fn rests_on(&self, person: PersonId) -> bool {
        self.binds()
            && match self.on {
                On::Everything => true,
                On::Person(held) => held == person,
            }
    }

    /// Somebody proposes it, and from now on it binds.
    pub fn propose(
        right: &Right,
        id: HoldId,
        proposal: &Proposal,
        now: Timestamp,
    ) -> Result<(Self, Event), HoldError> {
        let proposed = Word::by(right, Action::ProposeHold, Object::Archive, now)?;
        let reference = proposal.reference.trim().to_owned();
        if reference.is_empty() || reference.chars().count() > REFERENCE {
            return Err(HoldError::Reference);
        }
        let hold = Self {
            id,
            on: proposal.on,
            ground: proposal.ground,
            reference,
            proposed,
            state: HoldState::Proposed,
            version: 0,
        };
        let event = Event::HoldProposed {
            hold: id,
            on: hold.on,
            ground: hold.ground,
            by: proposed.who,
            voice: proposed.voice,
        };
        Ok((hold, event))
    }

    /// A second with another voice confirms it: from now on it takes two to end it, whoever looks after privacy too.
    pub fn confirm(self, right: &Right, now: Timestamp) -> Result<(Self, Event), HoldError> {
        let second = Word::by(right, Action::ConfirmHold, self.object(), now)?;
        let HoldState::Proposed = self.state else {
            return Err(HoldError::NotNow);
        };
        second.seconds(&self.proposed)?;
        let event = Event::HoldSet {
            hold: self.id,
            by: second.who,
            voice: second.voice,
        };
        Ok((self.becomes(HoldState::Set { second }), event))
    }

    /// The privacy contact refuses a proposal: it has no ground. That ends it. Only who speaks for neither side may:
    /// employer and staff can each have something to gain by erasure.
    pub fn refuse(self, right: &Right, now: Timestamp) -> Result<(Self, Event), HoldError> {
        right.check(Action::RefuseHold, self.object())?;
        let HoldState::Proposed = self.state else {
            return Err(HoldError::NotNow);
        };
        let second = Word {
            who: right.actor(),
            voice: Voice::Privacy,
            at: now,
        };
        second.seconds(&self.proposed)?;
        let event = Event::HoldRefused {
            hold: self.id,
            by: second.who,
        };
        Ok((self.becomes(HoldState::Refused { second }), event))
    }

    /// Somebody wants to release it. It binds as before.
    pub fn propose_release(
        self,
        right: &Right,
        now: Timestamp,
    ) -> Result<(Self, Event), HoldError> {
        let first = Word::by(right, Action::ReleaseHold, self.object(), now)?;
        let second = match self.state {
            HoldState::Proposed => None,
            HoldState::Set { second } => Some(second),
            HoldState::ReleaseProposed { .. }
            | HoldState::Released { .. }
            | HoldState::Refused { .. } => return Err(HoldError::NotNow),
        };
        let event = Event::HoldReleaseProposed {
            hold: self.id,
            by: first.who,
            voice: first.voice,
        };
        Ok((
            self.becomes(HoldState::ReleaseProposed { second, first }),
            event,
        ))
    }

    /// A second releases it: one of the two speaks for the employer, whose duty it was to keep, the other does not.
    pub fn confirm_release(
        self,
        right: &Right,
        now: Timestamp,
    ) -> Result<(Self, Event), HoldError> {
        let last = Word::by(right, Action::ReleaseHold, self.object(), now)?;
        let HoldState::ReleaseProposed { second, first } = self.state else {
            return Err(HoldError::NotNow);
        };
        last.seconds(&first)?;
        if first.voice != Voice::Employer && last.voice != Voice::Employer {
            return Err(HoldError::WithoutEmployer);
        }
        let event = Event::HoldReleased {
            hold: self.id,
            by: last.who,
            voice: last.voice,
        };
        Ok((
            self.becomes(HoldState::Released {
                second,
                first,
                last,
            }),
            event,
        ))
    }

    /// Anybody who may propose a hold keeps this one: the release is off. To keep takes one, as to begin did.
    pub fn keep(self, right: &Right, now: Timestamp) -> Result<(Self, Event), HoldError> {
        let word = Word::by(right, Action::ConfirmHold, self.object(), now)?;
        let HoldState::ReleaseProposed { second, .. } = self.state else {
            return Err(HoldError::NotNow);
        };
        let event = Event::HoldKept {
            hold: self.id,
            by: word.who,
            voice: word.voice,
        };
        let state = second.map_or(HoldState::Proposed, |second| HoldState::Set { second });
        Ok((self.becomes(state), event))
    }

    /// One of the steps above.
    pub fn take(
        self,
        step: Step,
        right: &Right,
        now: Timestamp,
    ) -> Result<(Self, Event), HoldError> {
        match step {
            Step::Confirm => self.confirm(right, now),
            Step::Refuse => self.refuse(right, now),
            Step::ProposeRelease => self.propose_release(right, now),
            Step::ConfirmRelease => self.confirm_release(right, now),
            Step::Keep => self.keep(right, now),
        }
    }

    fn becomes(mut self, state: HoldState) -> Self {
        self.state = state;
        self.version += 1;
        self
    }
}
