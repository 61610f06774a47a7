//! Nobody opens alone: messages in scope go in, sealed ones come out, and opening takes seats of both sides.
//!
//! A [`segment::Writer`] splits the random root of each segment (one copy, one day) between the seats of employer and
//! staff, derives one key a message from it, and forgets it. A [`case_key::release`] re-seals the shares of the
//! listed segments to a case's key, against witnessed terms only. A [`reader::SegmentReader`] needs enough of both
//! sides, or the own key of an employee who took part.
//!
//! Refuses: storage, HTTP, a clock or dice of its own, cryptography of its own. It composes HPKE (RFC 9180) with
//! X-Wing (ML-KEM-768 and X25519), HKDF-SHA256, AES-256-GCM; Shamir's sharing over GF(256); STREAM; Argon2id;
//! Ed25519. Spec: `docs/formats.md`, section "Sealing".
//!
//! Only messages in scope can be sealed:
//!
//! ```compile_fail,E0308
//! use zegel_model::message::{Message, Raw};
//! use zegel_seal::segment::SegmentWriter;
//! fn seal(segment: &mut SegmentWriter, message: Message<Raw>, random: &dyn zegel_model::Random) {
//!     let _ = segment.seal(message, None, random);
//! }
//! ```
//!
//! ```
//! use zegel_model::message::{InScope, Message};
//! use zegel_seal::segment::SegmentWriter;
//! fn seal(segment: &mut SegmentWriter, message: Message<InScope>, random: &dyn zegel_model::Random) {
//!     let _ = segment.seal(message, None, random);
//! }
//! ```

pub mod approval;
pub mod case_key;
pub mod creation;
pub mod descriptor;
pub mod drill;
pub mod employee;
pub mod key_file;
pub mod letter;
pub mod media;
pub mod offer;
pub mod reader;
pub mod sealed;
pub mod seat;
pub mod segment;
pub mod statement;
pub mod stored;
pub mod terms;

mod chance;
mod kem;
mod once;
mod ratchet;
mod share;
mod wire;

pub use wire::FormatError;

/// What a SHA-256 yields.
pub type Digest = [u8; 32];

#[cfg(test)]
mod story;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod vectors;
