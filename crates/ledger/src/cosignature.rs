//! Cosignatures: a witness says when a checkpoint was the newest it knew, and that it continued all those before.
//!
//! Spec: c2sp.org/tlog-cosignature, the Ed25519 type (`cosignature/v1`, signature type 0x04).

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};

use crate::note::{Note, NoteError, Signature};
use crate::vkey::{Kind, PublicKey, VkeyError};

/// The latest time that a cosignature can carry, in seconds since 1970.
const MAX_TIME: u64 = (1 << 63) - 1;

/// A public key that cosigns checkpoints.
#[derive(Clone, PartialEq, Eq)]
pub struct CosignerKey(PublicKey);

/// A secret key that cosigns checkpoints. It signs only what a [`crate::witness::Checked`] hands it.
pub struct Cosigner {
    public: CosignerKey,
    key: SigningKey,
}

/// A cosignature that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// Whose it is.
    pub key: CosignerKey,
    /// When it was made, by the cosigner's own clock: seconds since 1970.
    pub time: u64,
}

/// A cosignature cannot carry a time after the year 292 billion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a cosignature's time is before 2^63 seconds since 1970")]
pub struct TimeError;

impl CosignerKey {
    /// Reads a verifier key of a cosigner.
    pub fn parse(vkey: &str) -> Result<Self, VkeyError> {
        PublicKey::parse(vkey, Kind::Cosignature).map(Self)
    }

    /// The name of the key.
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// The key id.
    pub const fn id(&self) -> u32 {
        self.0.id()
    }

    pub(crate) const fn public(&self) -> &PublicKey {
        &self.0
    }

    /// This key's cosignature on a checkpoint, the latest if there are several; none if it has not cosigned.
    /// A wrong one under its name and id condemns the note.
    pub fn check(&self, note: &Note) -> Result<Option<Cosigned>, NoteError> {
        let mut latest = None;
        for signature in note.of_key(&self.0) {
            let time = self
                .time_of(signature, note.text())
                .ok_or(NoteError::Forged)?;
            latest = latest.max(Some(time));
        }
        Ok(latest.map(|time| Cosigned {
            key: self.clone(),
            time,
        }))
    }

    /// The time of a true cosignature.
    fn time_of(&self, signature: &Signature, text: &str) -> Option<u64> {
        let (time, bytes) = signature.bytes().split_first_chunk::<8>()?;
        let time = u64::from_be_bytes(*time);
        let bytes: &[u8; 64] = bytes.try_into().ok()?;
        let sound = time <= MAX_TIME && self.0.verifies(message(time, text).as_bytes(), bytes);
        sound.then_some(time)
    }
}

/// As a verifier key.
impl fmt::Display for CosignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for CosignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Cosigner {
    /// The key that 32 random bytes give (RFC 8032's private key), under a name. The bytes must serve nothing else.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, VkeyError> {
        let key = SigningKey::from_bytes(seed);
        let public =
            PublicKey::new(name, Kind::Cosignature, key.verifying_key()).map(CosignerKey)?;
        Ok(Self { public, key })
    }

    /// The public key, for policies.
    pub const fn key(&self) -> &CosignerKey {
        &self.public
    }

    /// Signs the text of a checkpoint at a time in seconds since 1970.
    pub(crate) fn sign(&self, text: &str, time: u64) -> Result<Signature, TimeError> {
        if time > MAX_TIME {
            return Err(TimeError);
        }
        let signature = self.key.sign(message(time, text).as_bytes());
        let bytes = [time.to_be_bytes().as_slice(), &signature.to_bytes()].concat();
        Ok(Signature::new(&self.public.0, bytes))
    }
}

/// Never the key.
impl fmt::Debug for Cosigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "secret half of {:?}", self.public)
    }
}

/// What is signed: two lines that no checkpoint begins with, and the text of the checkpoint.
fn message(time: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Signer;

    const TEXT: &str = "example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

    fn cosigner(name: &str, seed: u8) -> Cosigner {
        Cosigner::new(name, &[seed; 32]).unwrap()
    }

    fn note() -> Note {
        Note::sign(TEXT, &Signer::new("example.com/log", &[1; 32]).unwrap()).unwrap()
    }

    #[test]
    fn the_line_of_the_specification_has_its_time() {
        // The example of c2sp.org/tlog-cosignature, whose keys are not published.
        let line = "— witness.example.com/w1 \
            jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==";
        let signature = Signature::parse(line).unwrap();
        assert_eq!(
            (signature.name(), signature.id()),
            ("witness.example.com/w1", 0x8d66_cf3f)
        );
        let (time, rest) = signature.bytes().split_first_chunk::<8>().unwrap();
        assert_eq!((u64::from_be_bytes(*time), rest.len()), (1_679_315_147, 64));
        let example = "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n";
        assert_eq!(
            message(1_679_315_147, "example.com/behind-the-sofa\n"),
            example
        );
    }

    #[test]
    fn a_cosignature_is_checked_with_its_time() {
        let key = cosigner("example.com/w", 2);
        let mut note = note();
        assert_eq!(key.key().check(&note), Ok(None));
        note.add(key.sign(TEXT, 1_700_000_000).unwrap()).unwrap();
        let cosigned = key.key().check(&note).unwrap().unwrap();
        assert_eq!((cosigned.time, &cosigned.key), (1_700_000_000, key.key()));
        assert_eq!(
            CosignerKey::parse(&key.key().to_string()).as_ref(),
            Ok(key.key())
        );
        assert_eq!(key.sign(TEXT, MAX_TIME + 1), Err(TimeError));
    }

    #[test]
    fn the_latest_of_several_counts() {
        let key = cosigner("example.com/w", 2);
        let later = key.sign(TEXT, 9).unwrap();
        let earlier = key.sign(TEXT, 5).unwrap();
        let note = Note::parse(format!("{}{later}\n{earlier}\n", note()).as_bytes()).unwrap();
        assert_eq!(key.key().check(&note).unwrap().unwrap().time, 9);
    }

    #[test]
    fn every_altered_byte_of_a_cosignature_is_found() {
        let key = cosigner("example.com/w", 2);
        let good = key.sign(TEXT, 1_700_000_000).unwrap();
        for position in 0..good.bytes().len() {
            let mut bytes = good.bytes().to_vec();
            bytes[position] ^= 1;
            let mut note = note();
            note.add(Signature::new(key.key().public(), bytes)).unwrap();
            assert_eq!(key.key().check(&note), Err(NoteError::Forged), "{position}");
        }
        let mut note = note();
        note.add(key.sign("another text\n", 1_700_000_000).unwrap())
            .unwrap();
        assert_eq!(key.key().check(&note), Err(NoteError::Forged));
    }

    #[test]
    fn a_key_serves_one_purpose() {
        let witness = cosigner("example.com/log", 1);
        let log = Signer::new("example.com/log", &[1; 32]).unwrap();
        assert_ne!(
            witness.key().id(),
            log.verifier().id(),
            "the same key and name, another type"
        );
        let vkey = witness.key().to_string();
        assert_eq!(
            crate::note::Verifier::parse(&vkey),
            Err(VkeyError::Kind("it cosigns checkpoints"))
        );
        assert_eq!(
            CosignerKey::parse(&log.verifier().to_string()),
            Err(VkeyError::Kind("it signs notes"))
        );
    }
}
