//! A case: a purpose, a scope, people, a deadline. The only way in.

mod terms;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::event::Event;
use crate::id::{PersonId, SeatId};
use crate::regulation::Table;
use crate::right::{Action, Object, Right, WrongRight};
use crate::seat::{Quorum, Seat, Side};

pub use terms::{Purpose, ScopeItem, Terms, TermsError};

/// How far the clock of whoever asks may be off, in seconds.
const SKEW_SECONDS: i64 = 300;

/// Terms as a reading room asks for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What is asked for.
    pub terms: Terms,
    /// The room's signature over the terms, base 64.
    pub signature: String,
}

/// What a seat's holder says with their yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yes {
    /// When.
    pub at: Timestamp,
    /// An earlier deadline than the terms', if the seat sets one.
    pub deadline: Option<Timestamp>,
}

/// One seat's yes, as the case keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Whose side.
    pub side: Side,
    /// Who held the seat.
    pub holder: PersonId,
    /// When.
    pub at: Timestamp,
    /// An earlier deadline than the terms', if the seat set one.
    pub deadline: Option<Timestamp>,
}

/// Why a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The reviewer or the privacy contact closed it.
    Closed,
    /// A seat said no.
    Denied,
    /// Nobody answered in time.
    Lapsed,
    /// Its deadline passed.
    Deadline,
    /// The reading room stopped, and the key with it.
    RoomStopped,
}

impl End {
    /// As in locales and payloads.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Denied => "denied",
            Self::Lapsed => "lapsed",
            Self::Deadline => "deadline",
            Self::RoomStopped => "room_stopped",
        }
    }
}

/// How far a case has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CaseState {
    /// Waiting for seats of both sides.
    Requested,
    /// Both sides approved: the room may open it until the deadline.
    Released {
        /// Since when.
        since: Timestamp,
    },
    /// Over. The key is gone.
    Ended {
        /// When.
        at: Timestamp,
        /// Why.
        why: End,
    },
}

/// Terms and what became of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// What was asked; never changes.
    pub terms: Terms,
    /// The room's signature over the terms, base 64.
    pub signature: String,
    /// How far it is.
    pub state: CaseState,
    /// Who said yes, by seat.
    pub approvals: BTreeMap<SeatId, Approval>,
    /// An unanswered request lapses then.
    pub answer_by: Timestamp,
    /// Counts the transitions; a [`Right`] names it.
    pub version: u32,
}

/// Why a case cannot take a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// A right for something else.
    #[error(transparent)]
    Right(#[from] WrongRight),
    /// The terms do not fit.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// Whoever asks never approves.
    #[error("you asked for this yourself; somebody else must approve it")]
    OwnRequest,
    /// This seat has answered, or its holder has with another one.
    #[error("this seat's holder has already approved this case")]
    Twice,
    /// The case does not wait for approval.
    #[error("this case no longer waits for approval")]
    NotWaiting,
    /// The case is over.
    #[error("this case is over and its key is gone; ask again if there is a reason to")]
    Over,
    /// The case was not released.
    #[error("this case is not open: seats of both sides must approve it first")]
    NotReleased,
    /// Another person's case.
    #[error("this case was granted to somebody else")]
    NotYours,
    /// The earlier deadline is not earlier, or has passed.
    #[error("an approval can only bring the deadline forward, to a moment that is still to come")]
    Deadline,
}

/// Why a case is not asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The right, the terms or the reviewer do not fit.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// The terms were not made now.
    #[error("the terms were made at another time than now; set the clocks right and ask again")]
    Clock,
}

impl Case {
    /// The case as an object of rights.
    pub const fn object(&self) -> Object {
        Object::Case(self.terms.case, self.version)
    }

    /// When it ends: the earliest of the terms' and the approvals' deadlines.
    pub fn deadline(&self) -> Timestamp {
        self.approvals
            .values()
            .filter_map(|a| a.deadline)
            .fold(self.terms.deadline, Ord::min)
    }

    /// Somebody asks, now: terms from another time would move the deadline or the time to answer.
    pub fn request(
        right: &Right,
        asked: Request,
        table: &Table,
        now: Timestamp,
    ) -> Result<(Self, Event), RequestError> {
        let Request { terms, signature } = asked;
        right
            .check(Action::RequestCase, Object::Archive)
            .map_err(CaseError::from)?;
        terms.check(table).map_err(CaseError::from)?;
        if terms.reviewer != right.actor() {
            return Err(CaseError::NotYours.into());
        }
        if terms.requested > now.plus_seconds(SKEW_SECONDS)
            || now > terms.requested.plus_seconds(SKEW_SECONDS)
        {
            return Err(RequestError::Clock);
        }
        if terms.deadline <= now {
            return Err(CaseError::Terms(TermsError::Duration(table.case_days)).into());
        }
        let answer_by = now
            .plus_days(i64::from(table.answer_days))
            .min(terms.deadline);
        let event = Event::CaseRequested {
            terms: terms.clone(),
            signature: signature.clone(),
        };
        let case = Self {
            terms,
            signature,
            state: CaseState::Requested,
            approvals: BTreeMap::new(),
            answer_by,
            version: 0,
        };
        Ok((case, event))
    }

    /// A seat's holder says yes. The keys travel beside this, from seat to room.
    pub fn approve(
        mut self,
        right: &Right,
        seat: &Seat,
        yes: Yes,
        quorum: Quorum,
    ) -> Result<(Self, Vec<Event>), CaseError> {
        right.check(Action::ApproveCase(seat.side), self.object())?;
        // Nobody says yes with another's seat.
        if right.actor() != seat.holder {
            return Err(WrongRight.into());
        }
        if seat.holder == self.terms.reviewer {
            return Err(CaseError::OwnRequest);
        }
        let CaseState::Requested = self.state else {
            return Err(CaseError::NotWaiting);
        };
        if yes.at >= self.waits_until() {
            return Err(CaseError::NotWaiting);
        }
        // A quorum is of people: a second seat of the same person, on whichever side, adds nobody.
        if self.approvals.contains_key(&seat.id)
            || self.approvals.values().any(|a| a.holder == seat.holder)
        {
            return Err(CaseError::Twice);
        }
        if yes
            .deadline
            .is_some_and(|d| d > self.terms.deadline || d <= yes.at)
        {
            return Err(CaseError::Deadline);
        }
        self.approvals.insert(
            seat.id,
            Approval {
                side: seat.side,
                holder: seat.holder,
                at: yes.at,
                deadline: yes.deadline,
            },
        );
        self.version += 1;
        let case = self.terms.case;
        let mut events = vec![Event::CaseApproved {
            case,
            seat: seat.id,
            side: seat.side,
            deadline: yes.deadline,
        }];
        if Side::ALL
            .into_iter()
            .all(|side| self.approved(side) >= usize::from(quorum.threshold))
        {
            self.state = CaseState::Released { since: yes.at };
            events.push(Event::CaseReleased {
                case,
                deadline: self.deadline(),
            });
        }
        Ok((self, events))
    }

    /// People of a side who said yes.
    fn approved(&self, side: Side) -> usize {
        let yes = self.approvals.values().filter(|a| a.side == side);
        yes.map(|a| a.holder).collect::<BTreeSet<_>>().len()
    }

    /// Until when a request can be answered: at a deadline that an approval brought forward there is nothing left to
    /// open.
    fn waits_until(&self) -> Timestamp {
        self.answer_by.min(self.deadline())
    }

    /// A seat says no: that is the end of it.
    pub fn deny(self, right: &Right, now: Timestamp) -> Result<(Self, Event), CaseError> {
        right.check(Action::DenyCase, self.object())?;
        let CaseState::Requested = self.state else {
            return Err(CaseError::NotWaiting);
        };
        Ok(self.ended(now, End::Denied))
    }

    /// Its reviewer ends it early, or somebody who also may oversee cases. A reviewer who may not ends nobody else's.
    pub fn close(
        self,
        right: &Right,
        oversight: Option<&Right>,
        now: Timestamp,
    ) -> Result<(Self, Event), CaseError> {
        right.check(Action::CloseCase, self.object())?;
        if right.actor() != self.terms.reviewer {
            let oversight = oversight.ok_or(CaseError::NotYours)?;
            oversight.check(Action::OverseeCases, Object::Archive)?;
            if oversight.actor() != right.actor() {
                return Err(WrongRight.into());
            }
        }
        if let CaseState::Ended { .. } = self.state {
            return Err(CaseError::Over);
        }
        Ok(self.ended(now, End::Closed))
    }

    /// The room is gone, for whatever reason, and with it the key.
    pub fn room_stopped(self, now: Timestamp) -> Result<(Self, Event), CaseError> {
        if let CaseState::Ended { .. } = self.state {
            return Err(CaseError::Over);
        }
        Ok(self.ended(now, End::RoomStopped))
    }

    /// Time passes: unanswered requests lapse, open cases end. `Err` gives the case back unchanged.
    #[expect(
        clippy::result_large_err,
        reason = "not an error but the case itself, back unchanged"
    )]
    pub fn tick(self, now: Timestamp) -> Result<(Self, Event), Self> {
        match self.state {
            CaseState::Requested if now >= self.waits_until() => Ok(self.ended(now, End::Lapsed)),
            CaseState::Released { .. } if now >= self.deadline() => {
                Ok(self.ended(now, End::Deadline))
            }
            CaseState::Requested | CaseState::Released { .. } | CaseState::Ended { .. } => {
                Err(self)
            }
        }
    }

    fn ended(mut self, at: Timestamp, why: End) -> (Self, Event) {
        self.state = CaseState::Ended { at, why };
        self.version += 1;
        let event = Event::CaseEnded {
            case: self.terms.case,
            why,
        };
        (self, event)
    }

    /// The case may be read by this person at this moment. Fails closed at the deadline, to the microsecond.
    pub fn readable(&self, right: &Right, now: Timestamp) -> Result<Reading<'_>, CaseError> {
        right.check(Action::Read, self.object())?;
        if right.actor() != self.terms.reviewer {
            return Err(CaseError::NotYours);
        }
        match self.state {
            CaseState::Requested => Err(CaseError::NotReleased),
            CaseState::Ended { .. } => Err(CaseError::Over),
            CaseState::Released { .. } if now >= self.deadline() => Err(CaseError::Over),
            CaseState::Released { .. } => Ok(Reading { case: self }),
        }
    }
}

/// Proof that a case may be read now; what hands out its segments takes one.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    case: &'a Case,
}

impl Reading<'_> {
    /// The case that may be read.
    pub const fn case(&self) -> &Case {
        self.case
    }
}
