//! Cases: asked for, approved by both sides, read, closed.

pub mod approve;
pub mod end;
pub mod for_seat;
pub mod look;
pub mod preview;
pub mod release;
pub mod request;
pub mod view;
