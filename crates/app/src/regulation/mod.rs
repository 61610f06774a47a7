//! The regulation: written, discussed, weighed, put in force, read, withdrawn.

pub mod confirm;
pub mod may;
pub mod safeguards;
pub mod steps;
