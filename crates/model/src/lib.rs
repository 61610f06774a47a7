//! The law, pure: what exists in Zegel, who may do what, and how states follow one another.
//!
//! Refuses: I/O, cryptography, a clock or dice of its own. Transitions take `self` and return the next state with
//! the event that says so; what may not happen has no function. Spec: `ARCHITECTURE.md`, the regulation's table.

pub mod case;
pub mod clock;
pub mod event;
pub mod hold;
pub mod id;
pub mod job;
pub mod member;
pub mod message;
pub mod person;
pub mod regulation;
pub mod right;
pub mod scope;
pub mod seat;

pub use clock::{Clock, Day, Onward, Timestamp};
pub use id::{
    BlobId, CaseId, CopyId, HoldId, KeyId, NotAnId, PersonId, Random, RegulationId, SeatId,
    SegmentId, WriterId,
};
