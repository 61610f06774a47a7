//! A transparency log: entries can be added, never changed or taken away, and anyone can check that.
//!
//! Grows a log by batches, signs and cosigns its checkpoints, makes proofs, and verifies all of it offline from bytes
//! alone. Knows nothing of what the entries mean. Refuses: async, SQL, a clock or dice of its own, signing for a tree
//! that it did not recompute from the bytes it was given, and any answer about a log whose key is not pinned.
//!
//! Specs: RFC 6962 section 2, RFC 9162 section 2.1, and from c2sp.org: tlog-tiles, tlog-checkpoint, signed-note,
//! tlog-cosignature (Ed25519), tlog-proof, tlog-witness, tlog-policy (one quorum).

mod base64;
pub mod checkpoint;
pub mod cosignature;
mod decimal;
pub mod grow;
pub mod note;
pub mod policy;
pub mod proof;
pub mod source;
pub mod tile;
pub mod tree;
pub mod verify;
mod vkey;
pub mod witness;

#[cfg(test)]
mod oracle;

pub use checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
pub use cosignature::{Cosigned, Cosigner, CosignerKey};
pub use grow::{GrowError, Growth, grow};
pub use note::{Note, NoteError, Signature, Signer, Verifier};
pub use policy::{Policy, PolicyError, Trust};
pub use proof::{Proof, ProofError, Witnessed};
pub use source::{Folder, ReadError, TileHashes, TileSource};
pub use tile::{Layer, Tile};
pub use tree::{Hash, HashReader, TreeHead};
pub use verify::{Finding, Report, VerifyError, verify};
pub use vkey::VkeyError;
pub use witness::{Checked, Memory, Refused};
