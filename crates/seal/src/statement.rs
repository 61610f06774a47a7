//! What an importer states about a source that nobody else can look into, signed with a key of their own: how much of it
//! stayed outside, or what it lacks that an earlier one had. Counts and days; no names, nothing that was said.

use std::fmt;

use data_encoding::BASE64;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use hkdf::Hkdf;
use sha2::Sha256;
use zegel_model::{CopyId, Day, KeyId, Random};
use zeroize::Zeroizing;

use crate::descriptor::Archive;
use crate::employee::{EmployeeKey, key_id};
use crate::kem::sha256;
use crate::wire::{Decoder, Encoder, FormatError, Kind, from_base64};
use crate::{Digest, chance};

/// What is signed begins with it, so that it can be nothing else.
const LABEL: &[u8] = b"zegel/1/statement";
/// What the key is derived for.
const KEY_LABEL: &[u8] = b"zegel/1/statement-key";

/// Signs an importer's statements. It follows from their own key, so that there is one file to keep.
pub struct StatementKey(SigningKey);

/// What verifies them, registered as a key of its employee.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct StatementPublic(VerifyingKey);

/// What is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated {
    /// Of a source with several conversations, what stayed outside and was not read out.
    Left {
        /// What was brought in from it: copies in ascending order, one at least.
        copies: Vec<CopyId>,
        /// Conversations that stayed outside.
        conversations: u32,
        /// Messages in them, as the source counts.
        messages: u64,
    },
    /// An import lacks what an earlier one of the same copy had, of the time that its source covers.
    Lacks {
        /// Which copy.
        copy: CopyId,
        /// Messages in whose place nothing stands.
        missing: u32,
        /// Messages in whose place something else stands.
        changed: u32,
        /// The first day of them.
        first: Day,
        /// The last.
        last: Day,
    },
}

/// A signed statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    archive: Archive,
    nonce: [u8; 16],
    key: KeyId,
    stated: Stated,
    signature: [u8; 64],
}

/// The statement was not signed with this key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this statement was not signed by its importer")]
pub struct NotSigned;

impl EmployeeKey {
    /// The key that signs statements.
    pub fn statement_key(&self) -> StatementKey {
        let mut seed = Zeroizing::new([0; 32]);
        let expanded =
            Hkdf::<Sha256>::new(None, self.kem().seed().as_slice()).expand(KEY_LABEL, &mut *seed);
        debug_assert!(expanded.is_ok(), "32 bytes are within what HKDF yields");
        StatementKey(SigningKey::from_bytes(&seed))
    }
}

impl StatementKey {
    /// The public part.
    pub fn public(&self) -> StatementPublic {
        StatementPublic(self.0.verifying_key())
    }
}

impl StatementPublic {
    /// The canonical bytes: header, Ed25519 key.
    pub fn to_bytes(&self) -> Vec<u8> {
        Encoder::new(Kind::StatementPublic)
            .fixed(self.0.as_bytes())
            .done()
    }

    /// Reads canonical bytes; refuses keys that are none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut decoder = Decoder::new(bytes, Kind::StatementPublic)?;
        let key = VerifyingKey::from_bytes(&decoder.fixed()?)
            .ok()
            .filter(|key| !key.is_weak())
            .ok_or(FormatError::Value("public key"))?;
        decoder.end()?;
        Ok(Self(key))
    }

    /// The canonical bytes in base 64, as registered.
    pub fn to_base64(&self) -> String {
        BASE64.encode(&self.to_bytes())
    }

    /// Reads what [`Self::to_base64`] writes.
    pub fn from_base64(text: &str) -> Result<Self, FormatError> {
        Self::from_bytes(&from_base64(text)?)
    }

    /// SHA-256 of the canonical bytes.
    pub fn digest(&self) -> Digest {
        sha256(&[&self.to_bytes()])
    }

    /// How the archive names it.
    pub fn id(&self) -> KeyId {
        key_id(&self.digest())
    }
}

impl Statement {
    /// States something to one archive.
    pub fn sign(key: &StatementKey, archive: Archive, stated: Stated, random: &dyn Random) -> Self {
        let mut statement = Self {
            archive,
            nonce: chance::bytes(random),
            key: key.public().id(),
            stated,
            signature: [0; 64],
        };
        let message = [LABEL, &statement.body()].concat();
        statement.signature = key.0.sign(&message).to_bytes();
        statement
    }

    /// It was signed with this key.
    pub fn verify(&self, key: &StatementPublic) -> Result<(), NotSigned> {
        let message = [LABEL, &self.body()].concat();
        let signature = Signature::from_bytes(&self.signature);
        if key.id() == self.key && key.0.verify_strict(&message, &signature).is_ok() {
            Ok(())
        } else {
            Err(NotSigned)
        }
    }

    /// The archive that it was stated to.
    pub const fn archive(&self) -> Archive {
        self.archive
    }

    /// The key that it says it was signed with.
    pub const fn key(&self) -> KeyId {
        self.key
    }

    /// What it says.
    pub const fn stated(&self) -> &Stated {
        &self.stated
    }

    fn body(&self) -> Vec<u8> {
        let encoder = Encoder::new(Kind::Statement)
            .fixed(self.archive.as_bytes())
            .fixed(&self.nonce)
            .fixed(self.key.as_bytes());
        match &self.stated {
            Stated::Left {
                copies,
                conversations,
                messages,
            } => copies
                .iter()
                .fold(encoder.u8(1).count(copies.len()), |encoder, copy| {
                    encoder.fixed(copy.as_bytes())
                })
                .u32(*conversations)
                .u64(*messages),
            Stated::Lacks {
                copy,
                missing,
                changed,
                first,
                last,
            } => encoder
                .u8(2)
                .fixed(copy.as_bytes())
                .u32(*missing)
                .u32(*changed)
                .i32(first.number())
                .i32(last.number()),
        }
        .done()
    }

    /// The canonical bytes, signature last.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.body().as_slice(), &self.signature].concat()
    }

    /// Reads canonical bytes; says nothing of the signature.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut decoder = Decoder::new(bytes, Kind::Statement)?;
        let archive = Archive::from_bytes(decoder.fixed()?);
        let (nonce, key) = (decoder.fixed()?, KeyId::from_bytes(decoder.fixed()?));
        let stated = match decoder.u8()? {
            1 => left(&mut decoder)?,
            2 => lacks(&mut decoder)?,
            _ => return Err(FormatError::Value("statement")),
        };
        let signature = decoder.fixed()?;
        decoder.end()?;
        Ok(Self {
            archive,
            nonce,
            key,
            stated,
            signature,
        })
    }
}

fn left(decoder: &mut Decoder<'_>) -> Result<Stated, FormatError> {
    let mut copies: Vec<CopyId> = Vec::new();
    for _ in 0..decoder.count(16)? {
        let copy = CopyId::from_bytes(decoder.fixed()?);
        if copies.last().is_some_and(|last| *last >= copy) {
            return Err(FormatError::Value("order of copies"));
        }
        copies.push(copy);
    }
    if copies.is_empty() {
        return Err(FormatError::Value("number of copies"));
    }
    Ok(Stated::Left {
        copies,
        conversations: decoder.u32()?,
        messages: decoder.u64()?,
    })
}

fn lacks(decoder: &mut Decoder<'_>) -> Result<Stated, FormatError> {
    const DAY: FormatError = FormatError::Value("day");
    let copy = CopyId::from_bytes(decoder.fixed()?);
    let (missing, changed) = (decoder.u32()?, decoder.u32()?);
    let first = Day::from_number(decoder.i32()?).ok_or(DAY)?;
    let last = Day::from_number(decoder.i32()?).ok_or(DAY)?;
    if first > last || (missing, changed) == (0, 0) {
        return Err(FormatError::Value("finding"));
    }
    Ok(Stated::Lacks {
        copy,
        missing,
        changed,
        first,
        last,
    })
}

impl fmt::Debug for StatementKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StatementKey")
    }
}

impl fmt::Debug for StatementPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StatementPublic")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Dice;

    fn copy(number: u8) -> CopyId {
        CopyId::from_bytes([number; 16])
    }

    fn both() -> [Stated; 2] {
        [
            Stated::Left {
                copies: vec![copy(1), copy(2)],
                conversations: 211,
                messages: 48_102,
            },
            Stated::Lacks {
                copy: copy(1),
                missing: 1,
                changed: 0,
                first: "2022-05-02".parse().unwrap(),
                last: "2022-05-03".parse().unwrap(),
            },
        ]
    }

    #[test]
    fn a_statement_is_its_importers_and_nobody_elses() {
        let dice = Dice::new(1);
        let key = EmployeeKey::generate(&dice).unwrap().statement_key();
        let other = EmployeeKey::generate(&dice).unwrap().statement_key();
        for stated in both() {
            let signed = Statement::sign(&key, Archive::of("a.example"), stated.clone(), &dice);
            let bytes = signed.to_bytes();
            let read = Statement::from_bytes(&bytes).unwrap();
            assert_eq!((&read, read.stated()), (&signed, &stated));
            assert_eq!(read.verify(&key.public()), Ok(()));
            assert_eq!(read.verify(&other.public()), Err(NotSigned));
            for at in 0..bytes.len() {
                let mut changed = bytes.clone();
                changed[at] ^= 1;
                let taken = Statement::from_bytes(&changed);
                assert!(
                    taken.is_err() || taken.is_ok_and(|one| one.verify(&key.public()).is_err()),
                    "byte {at}"
                );
            }
        }
    }

    #[test]
    fn the_key_follows_from_the_importers_own() {
        let key = EmployeeKey::from_seed(Zeroizing::new([7; 32])).unwrap();
        let public = key.statement_key().public();
        assert_eq!(public, key.statement_key().public());
        assert_eq!(
            StatementPublic::from_base64(&public.to_base64()),
            Ok(public)
        );
        let weak = Encoder::new(Kind::StatementPublic).fixed(&[0; 32]).done();
        assert!(StatementPublic::from_bytes(&weak).is_err());
    }

    #[test]
    fn what_states_nothing_is_none() {
        let dice = Dice::new(1);
        let key = EmployeeKey::generate(&dice).unwrap().statement_key();
        let day: Day = "2022-05-02".parse().unwrap();
        for stated in [
            Stated::Left {
                copies: Vec::new(),
                conversations: 1,
                messages: 1,
            },
            Stated::Left {
                copies: vec![copy(2), copy(1)],
                conversations: 1,
                messages: 1,
            },
            Stated::Lacks {
                copy: copy(1),
                missing: 0,
                changed: 0,
                first: day,
                last: day,
            },
            Stated::Lacks {
                copy: copy(1),
                missing: 1,
                changed: 0,
                first: "2022-05-03".parse().unwrap(),
                last: day,
            },
        ] {
            let bytes = Statement::sign(&key, Archive::of("a"), stated, &dice).to_bytes();
            assert!(Statement::from_bytes(&bytes).is_err());
        }
    }
}
