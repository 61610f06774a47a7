//! Seats: the two sides between which every root key is split.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::event::Event;
use crate::id::{PersonId, SeatId};
use crate::right::{Action, Object, Right, WrongRight};

/// Whose interest a seat guards. Opening takes both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The employer's.
    Employer,
    /// The staff's.
    Staff,
}

impl Side {
    /// Both sides, in order.
    pub const ALL: [Self; 2] = [Self::Employer, Self::Staff];

    /// How it is stored and signed.
    pub const fn code(self) -> u8 {
        match self {
            Self::Employer => 0,
            Self::Staff => 1,
        }
    }

    /// The side of a stored code.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.code() == code)
    }
}

/// How many seats of a side it takes, and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quorum {
    /// So many open this side's half.
    pub threshold: u8,
    /// So many hold a share of it.
    pub seats: u8,
}

/// The quorum of a side is impossible, or makes one person a veto.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a side needs at least one seat more than its threshold, so that no single person is a veto; add a seat"
)]
pub struct NoQuorum;

impl Quorum {
    /// The small employer's sides, both: one of two.
    pub const SMALL: Self = Self {
        threshold: 1,
        seats: 2,
    };

    /// A quorum in which losing one seat loses nothing.
    pub fn new(threshold: u8, seats: u8) -> Result<Self, NoQuorum> {
        if threshold == 0 || seats <= threshold {
            return Err(NoQuorum);
        }
        Ok(Self { threshold, seats })
    }
}

/// A seat as everybody may know it. Its private keys are with its holder alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Which seat.
    pub id: SeatId,
    /// Who holds it.
    pub holder: PersonId,
    /// Whose interest it guards.
    pub side: Side,
    /// `zegel-seal`'s canonical public keys, base 64.
    pub public: String,
    /// Since when.
    pub registered: Timestamp,
    /// When it last proved that its key opens what is sealed to it.
    pub drilled: Option<Timestamp>,
}

impl Seat {
    /// A holder brings the public keys that they made on their own side.
    pub fn register(
        right: &Right,
        side: Side,
        id: SeatId,
        public: String,
        now: Timestamp,
    ) -> Result<(Self, Event), WrongRight> {
        right.check(Action::HoldSeat(side), Object::Archive)?;
        let seat = Self {
            id,
            holder: right.actor(),
            side,
            public,
            registered: now,
            drilled: None,
        };
        let event = Event::SeatRegistered {
            seat: seat.id,
            holder: seat.holder,
            side,
            public: seat.public.clone(),
        };
        Ok((seat, event))
    }

    /// The seat opened what was sealed to it a moment ago.
    #[must_use]
    pub fn drill(mut self, now: Timestamp) -> (Self, Event) {
        self.drilled = Some(now);
        let event = Event::SeatDrilled {
            seat: self.id,
            side: self.side,
        };
        (self, event)
    }
}

/// Which quorum each side has, and which seats fill it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bench {
    /// The seats that exist, drilled or not.
    pub seats: Vec<Seat>,
    /// The quorum of both sides.
    pub quorum: Quorum,
}

impl Bench {
    /// Seats of a side that have proved that they work.
    pub fn drilled(&self, side: Side) -> usize {
        self.seats
            .iter()
            .filter(|seat| seat.side == side && seat.drilled.is_some())
            .count()
    }

    /// Both sides are full and drilled: the safeguard that everything else waits for.
    pub fn stands(&self) -> bool {
        Side::ALL
            .into_iter()
            .all(|side| self.drilled(side) >= usize::from(self.quorum.seats))
    }

    /// A seat of the bench.
    pub fn seat(&self, id: SeatId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.id == id)
    }
}
