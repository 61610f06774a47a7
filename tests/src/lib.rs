//! Drives the built binary from outside: starts servers in folders of their own, speaks HTTP, looks at what is there.
//!
//! The binary is the one that was built beside the tests: `cargo build --release` comes first, `./test` does so.

pub mod acknowledged;
pub mod archive;
pub mod between;
pub mod binary;
pub mod bounded;
pub mod canary;
pub mod case;
pub mod chance;
pub mod database;
pub mod export;
pub mod front;
pub mod frozen;
pub mod hostile;
pub mod http;
pub mod log;
pub mod memory;
pub mod moment;
pub mod pebble;
pub mod postgres;
pub mod recording;
pub mod sbom;
pub mod schema;
pub mod set_clock;
pub mod shared;
pub mod small_disk;
pub mod sources;
pub mod wire;
