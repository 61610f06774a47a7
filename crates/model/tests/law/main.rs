//! The law from outside: whatever anybody tries, in whatever order, what must not happen does not.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a panic here is a failed test"
)]

mod case;
mod difference;
mod hold;
mod may;
mod people;
mod regulation;
mod scope;
mod words;
