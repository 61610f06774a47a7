//! Routes in, adapters out: parses, authenticates, calls one use case, renders. Starts and proxies reading rooms.
//!
//! Refuses: SQL, rules, keys that open anything. Every refusal is a page or an RFC 9457 problem with a sentence that
//! says what to do.

pub mod api;
pub mod ctx;
pub mod log_tiles;
pub mod pages;
pub mod refusal;
pub mod room_proxy;
pub mod rooms;
pub mod routes;
pub mod who;

pub use ctx::{Ctx, Demo};
pub use refusal::Refused;
pub use rooms::Rooms;
