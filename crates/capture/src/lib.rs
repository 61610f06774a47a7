//! Foreign bytes to `Message<Raw>`, or a remainder with its reason.
//!
//! Every byte of a source belongs to one message or one remainder, line ends between messages aside; source bytes
//! are kept as they came. Refuses: the network, our own databases, names from inside of files as paths, a guess that
//! is not reported as one. Spec: `docs/formats.md`, "Exports and `zegel parse`".

pub mod apart;
mod archive;
mod beside;
pub mod chat_database;
pub mod database;
pub mod lines;
pub mod open;
pub mod read;
mod read_error;
mod remainder;
pub mod shelf;
pub mod sms;
mod summary;
pub mod telegram;
pub mod whatsapp;
pub mod whatsapp_android;
pub mod whatsapp_ios;
mod window;
pub mod wire;

pub use remainder::{Remainder, Why};
pub use summary::{Format, Gap, Numbering, Platform, Summary};
