//! People: who they are, how they sign in, what is kept about them and who saw it.

pub mod access_ledger;
pub mod add_person;
pub mod found;
pub mod kept;
pub mod key;
pub mod seat;
pub mod sign_in;
