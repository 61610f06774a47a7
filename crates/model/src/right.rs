//! Who may do what. A [`Right`] comes only from [`may`], which asks the regulation's table.
//!
//! Before a regulation is in force only the [`Standing::Founding`] part of the table holds: what it takes to make one, and
//! legal holds.

use serde::{Deserialize, Serialize};

use crate::hold::Voice;
use crate::id::{CaseId, CopyId, HoldId, PersonId};
use crate::person::{Person, Role};
use crate::regulation::{Regulation, RegulationState};
use crate::scope::SourceClass;
use crate::seat::Side;

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Add people and give them roles.
    ManagePeople,
    /// Write a regulation and carry it through its states.
    ManageRegulation,
    /// Hold a seat of this side.
    HoldSeat(Side),
    /// Confirm having read a notice.
    ConfirmNotice,
    /// See what is kept about oneself and who opened it.
    SeeOwn,
    /// Bring in one's own conversations of this class.
    Capture(SourceClass),
    /// Ask for access.
    RequestCase,
    /// Approve a request with a seat of this side.
    ApproveCase(Side),
    /// Refuse a request.
    DenyCase,
    /// Read what a case released.
    Read,
    /// End a case.
    CloseCase,
    /// See that cases exist, their purposes and figures, never content.
    OverseeCases,
    /// Propose a legal hold with this voice; it binds at once.
    ProposeHold(Voice),
    /// Confirm a hold that another voice proposed, or keep one that somebody wants to release.
    ConfirmHold(Voice),
    /// Refuse the proposal of a hold.
    RefuseHold,
    /// Propose to release a hold, or agree to it, with this voice.
    ReleaseHold(Voice),
}

/// What it is to be done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Object {
    /// The archive as a whole.
    Archive,
    /// The regulation.
    Regulation,
    /// The person asking.
    Oneself,
    /// One copy.
    Copy(CopyId),
    /// One case, in this version of its state.
    Case(CaseId, u32),
    /// One hold, in this version of its state.
    Hold(HoldId, u32),
}

/// Which part of the table a rule stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Holds from the first day.
    Founding,
    /// Holds while a regulation is in force.
    InForce,
}

/// Leave to do one thing to one object, by one person, under one version of the regulation. No constructor but
/// [`may`]; no copy of it survives its use in the transition it was asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Right {
    actor: PersonId,
    action: Action,
    object: Object,
    regulation: Option<u32>,
}

/// The rule that refuses.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// No regulation is in force.
    #[error("no regulation is in force; the owner puts one in force first")]
    NoRegulation,
    /// The regulation in force has no line that allows it to any role of the actor.
    #[error("the regulation gives your role no right to this")]
    NotYourRole,
    /// The regulation in force does not name this class of conversations.
    #[error("the regulation does not cover this kind of account and phone")]
    ClassNotCovered,
    /// Nobody has confirmed the notice whose conversations these are.
    #[error("you have not confirmed that you read the notice; do that on your own page first")]
    NoticeNotRead,
}

impl Refusal {
    /// The number by which the rendered regulation and the pages name the rule.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::NoRegulation => "R1",
            Self::NotYourRole => "R2",
            Self::ClassNotCovered => "R3",
            Self::NoticeNotRead => "R4",
        }
    }
}

/// A right for something else was shown. A programming error made harmless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this right was given for something else; reload the page and try again")]
pub struct WrongRight;

impl Right {
    /// Who may.
    pub const fn actor(&self) -> PersonId {
        self.actor
    }

    /// Under which version of the regulation, if it took one.
    pub const fn regulation(&self) -> Option<u32> {
        self.regulation
    }

    /// Asserts what the right is for; transitions call it first.
    pub fn check(&self, action: Action, object: Object) -> Result<(), WrongRight> {
        if self.action == action && self.object == object {
            Ok(())
        } else {
            Err(WrongRight)
        }
    }
}

/// Asks the table. The one decider: nothing else makes a [`Right`].
pub fn may(
    regulation: Option<&Regulation>,
    actor: &Person,
    action: Action,
    object: Object,
) -> Result<Right, Refusal> {
    let in_force = regulation.filter(|r| matches!(r.state, RegulationState::InForce { .. }));
    let right = |version| Right {
        actor: actor.id,
        action,
        object,
        regulation: version,
    };
    match founding(action, actor) {
        Some(true) => return Ok(right(in_force.map(|r| r.version))),
        Some(false) => return Err(Refusal::NotYourRole),
        None => {}
    }
    let regulation = in_force.ok_or(Refusal::NoRegulation)?;
    if let Action::Capture(class) = action {
        if !regulation.table.classes().contains(&class) {
            return Err(Refusal::ClassNotCovered);
        }
        if !regulation.confirmed.contains(&actor.id) {
            return Err(Refusal::NoticeNotRead);
        }
    }
    if actor
        .roles
        .iter()
        .any(|role| regulation.table.allows(*role, action))
    {
        Ok(right(Some(regulation.version)))
    } else {
        Err(Refusal::NotYourRole)
    }
}

/// The part of the table that holds from the first day, whatever the regulation says: `None` for what stands in the
/// other part. Legal holds stand in this one. The duty to keep comes from the law, not from the regulation: it begins
/// before there is one and does not end when one is withdrawn, and no new version can take a second pair of eyes away.
fn founding(action: Action, actor: &Person) -> Option<bool> {
    let is = |role| Some(actor.roles.contains(&role));
    let speaks = |voice| Some(Voice::of(&actor.roles) == Some(voice));
    match action {
        Action::ManagePeople | Action::ManageRegulation => is(Role::Owner),
        Action::HoldSeat(side) => is(Role::of_seat(side)),
        Action::ConfirmNotice | Action::SeeOwn => is(Role::Employee),
        Action::ProposeHold(voice) | Action::ConfirmHold(voice) | Action::ReleaseHold(voice) => {
            speaks(voice)
        }
        Action::RefuseHold => speaks(Voice::Privacy),
        Action::Capture(_)
        | Action::RequestCase
        | Action::ApproveCase(_)
        | Action::DenyCase
        | Action::Read
        | Action::CloseCase
        | Action::OverseeCases => None,
    }
}
