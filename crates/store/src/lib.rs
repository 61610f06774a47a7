//! Everything that is kept, and the only SQL.
//!
//! Promises: state, events and jobs are committed together and only when they are on disk ([`Tx`]); a bound row
//! cannot be written without an event that names it; what is acknowledged survives a crash. Refuses: rules (who may do
//! what is `zegel-model`'s), content (messages and attachments come sealed, as canonical bytes), rows as bare SQL: they
//! are turned into the model's types here.
//!
//! A chapter is a module of functions over `&mut Tx`, or over any [`Source`] when they only read. Spec: `ARCHITECTURE.md`,
//! sections on transactions, publishing and tables; `docs/formats.md` for every byte that is hashed.

pub mod blob;
#[cfg(feature = "s3")]
mod bucket;
pub mod case;
mod commits;
pub mod context;
pub mod copy;
pub mod cosignature;
pub mod disclosure;
mod driver;
pub mod employee_key;
pub mod employer;
mod error;
pub mod event;
pub mod glimpse;
mod group_commit;
pub mod hold;
pub mod import_list;
mod incoming;
pub mod job;
pub mod log;
pub mod message;
mod migrate;
pub mod node;
mod open;
mod outbox;
pub mod person;
pub mod place;
pub mod portable;
mod publish;
pub mod pulse;
mod read;
pub mod regulation;
pub mod release;
pub mod restoration;
pub mod seat;
pub mod segment;
pub mod session;
mod shelf;
mod sql;
pub mod tables;
mod tx;

pub use error::StoreError;
pub use migrate::SCHEMA;
pub use open::{Store, settle};
pub use outbox::OutboxKey;
pub use place::Place;
pub use publish::{Publication, refill};
pub use read::Read;
pub use sql::Source;
pub use tx::Tx;
