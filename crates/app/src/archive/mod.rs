//! Sealed conversations coming in. Nothing here can be read by the server that keeps it.

pub mod blob;
pub mod import;
pub mod lists;
pub mod statement;
