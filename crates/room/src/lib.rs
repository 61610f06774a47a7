//! The reading room: one case, one process, memory only.
//!
//! It makes the case's key, asks the archive for access with terms that it signs, waits until seats of both sides have
//! approved, opens what they released into memory and shows it to one reviewer, behind the proxy of the server that
//! started it. Whatever it shows it first has recorded in the conduct log; if that fails, it shows nothing. When the
//! case is closed, its time is up or its parent is gone, the process ends, and that is the wipe.
//!
//! Refuses: the store, any file, any connection but to the archive, a segment outside of the terms, content or names in
//! logs and errors, search beyond this case. Spec: `ARCHITECTURE.md`, sections "Keys" and "Ledger".

pub mod archive;
pub mod http;
pub mod start;

mod memory;
mod open;
mod pages;
mod room;
mod routes;
mod run;
mod search;
mod together;

#[cfg(test)]
mod tests;

pub use archive::Archive;
pub use http::HttpArchive;
pub use room::Exit;
pub use run::{Machine, RoomError, run, run_child};
pub use start::{Listening, NotAsked, Secret, Start, TermsDraft};

/// The header with which the parent's proxy proves that a request came through it.
pub const SECRET_HEADER: &str = "x-zegel-room-secret";
