//! Copies with a known truth, laid side by side.

#![expect(clippy::unwrap_used, reason = "a panic here is a failed test")]
#![expect(clippy::panic, reason = "a panic here is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a panic here is a failed test")]

mod cases;
mod hostile;
mod phone;
mod truth;
mod world;
