//! The keys of a seat: one opens the shares sealed to it, one signs its approvals, one cosigns the log.
//!
//! Each serves nothing else, so that nothing signed for one purpose can be passed off as another.

use std::fmt;

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use zegel_ledger::{Cosigner, CosignerKey, VkeyError};
use zegel_model::Random;
use zeroize::Zeroizing;

use crate::kem::{PUBLIC, Private, Public, sha256};
use crate::key_file::{self, KeyFileError, Passphrase, Role};
use crate::once::Secret;
use crate::wire::{Decoder, Encoder, FormatError, Kind, from_base64};
use crate::{Digest, chance};

/// A seat's private keys, with their holder alone. Wiped when dropped.
pub struct SeatKey {
    kem: Private,
    signing_seed: Secret,
    signing: SigningKey,
    cosigning_seed: Secret,
    public: SeatPublic,
}

/// A seat's public keys, as everybody may know them.
#[derive(Clone, PartialEq, Eq)]
pub struct SeatPublic {
    kem: Public,
    verifying: VerifyingKey,
    cosigning: VerifyingKey,
}

impl SeatKey {
    /// New keys, made on their holder's side.
    pub fn generate(random: &dyn Random) -> Result<Self, FormatError> {
        let [kem, signing, cosigning] = [(); 3].map(|()| Zeroizing::new(chance::bytes(random)));
        Self::from_seeds(kem, signing, cosigning)
    }

    pub(crate) fn from_seeds(
        kem: Secret,
        signing_seed: Secret,
        cosigning_seed: Secret,
    ) -> Result<Self, FormatError> {
        let kem = Private::from_seed(kem)?;
        let signing = SigningKey::from_bytes(&signing_seed);
        let cosigning = SigningKey::from_bytes(&cosigning_seed).verifying_key();
        let public = SeatPublic {
            kem: kem.public(),
            verifying: signing.verifying_key(),
            cosigning,
        };
        Ok(Self {
            kem,
            signing_seed,
            signing,
            cosigning_seed,
            public,
        })
    }

    /// The public part.
    pub const fn public(&self) -> &SeatPublic {
        &self.public
    }

    /// The key that cosigns checkpoints (C2SP tlog-cosignature), under a name of its own in the policy.
    pub fn cosigner(&self, name: &str) -> Result<Cosigner, VkeyError> {
        Cosigner::new(name, &self.cosigning_seed)
    }

    pub(crate) const fn kem(&self) -> &Private {
        &self.kem
    }

    /// What the key file holds, in its order.
    pub(crate) fn seeds(&self) -> [&Secret; 3] {
        [self.kem.seed(), &self.signing_seed, &self.cosigning_seed]
    }

    /// What is signed begins with `zegel/1/` and what it is.
    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }

    /// The text of a key file under a passphrase.
    pub fn wrap(
        &self,
        passphrase: &Passphrase,
        random: &dyn Random,
    ) -> Result<String, KeyFileError> {
        let mut secret = Zeroizing::new(Vec::with_capacity(96));
        for seed in self.seeds() {
            secret.extend_from_slice(seed.as_slice());
        }
        key_file::wrap(
            Role::Seat,
            &secret,
            &self.public.digest(),
            Some(passphrase),
            random,
        )
    }

    /// The keys in a key file.
    pub fn unwrap_from(text: &str, passphrase: &Passphrase) -> Result<Self, KeyFileError> {
        let opened = key_file::unwrap_from(text, Role::Seat, Some(passphrase))?;
        let (seeds, []) = opened.secret.as_chunks::<32>() else {
            return Err(KeyFileError::Damaged);
        };
        let [kem, signing, cosigning] = seeds else {
            return Err(KeyFileError::Damaged);
        };
        let [kem, signing, cosigning] = [kem, signing, cosigning].map(|seed| Zeroizing::new(*seed));
        let key = Self::from_seeds(kem, signing, cosigning)?;
        if key.public.digest() == opened.public {
            Ok(key)
        } else {
            Err(KeyFileError::Damaged)
        }
    }
}

impl fmt::Debug for SeatKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SeatKey")
    }
}

impl SeatPublic {
    /// The canonical bytes: header, X-Wing key, Ed25519 keys of approvals and of cosignatures.
    pub fn to_bytes(&self) -> Vec<u8> {
        Encoder::new(Kind::SeatPublic)
            .fixed(&self.kem.to_bytes())
            .fixed(self.verifying.as_bytes())
            .fixed(self.cosigning.as_bytes())
            .done()
    }

    /// Reads canonical bytes; refuses keys that are none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut decoder = Decoder::new(bytes, Kind::SeatPublic)?;
        let kem = Public::from_bytes(&decoder.fixed::<PUBLIC>()?)?;
        let (verifying, cosigning) = (verifying(decoder.fixed()?)?, verifying(decoder.fixed()?)?);
        decoder.end()?;
        Ok(Self {
            kem,
            verifying,
            cosigning,
        })
    }

    /// The canonical bytes in base 64, as registered.
    pub fn to_base64(&self) -> String {
        BASE64.encode(&self.to_bytes())
    }

    /// Reads what [`Self::to_base64`] writes.
    pub fn from_base64(text: &str) -> Result<Self, FormatError> {
        Self::from_bytes(&from_base64(text)?)
    }

    /// SHA-256 of the canonical bytes: how descriptors name the key.
    pub fn digest(&self) -> Digest {
        sha256(&[&self.to_bytes()])
    }

    /// The key that verifies this seat's cosignatures, under its name in the policy (C2SP signed-note, type 0x04).
    pub fn cosigner(&self, name: &str) -> Result<CosignerKey, VkeyError> {
        let key = [&[0x04], self.cosigning.as_bytes().as_slice()].concat();
        let hash = sha256(&[name.as_bytes(), b"\n", &key]);
        let id = hash
            .first_chunk::<4>()
            .map(|id| HEXLOWER.encode(id))
            .unwrap_or_default();
        CosignerKey::parse(&format!("{name}+{id}+{}", BASE64.encode(&key)))
    }

    pub(crate) fn verify(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.verifying
            .verify_strict(message, &Signature::from_bytes(signature))
            .is_ok()
    }

    pub(crate) const fn kem(&self) -> &Public {
        &self.kem
    }
}

impl fmt::Debug for SeatPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SeatPublic")
    }
}

/// A key of small order would accept signatures that nobody made.
fn verifying(bytes: [u8; 32]) -> Result<VerifyingKey, FormatError> {
    VerifyingKey::from_bytes(&bytes)
        .ok()
        .filter(|key| !key.is_weak())
        .ok_or(FormatError::Value("public key"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Dice;

    #[test]
    fn a_public_key_is_read_as_written() {
        let key = SeatKey::generate(&Dice::new(1)).unwrap();
        let text = key.public().to_base64();
        assert_eq!(SeatPublic::from_base64(&text).as_ref(), Ok(key.public()));
        assert!(SeatPublic::from_base64(&text[4..]).is_err());
        let mut bytes = key.public().to_bytes();
        let signing = bytes.len() - 32;
        // The identity of the curve: of order one.
        bytes[signing..].copy_from_slice(&[&[1][..], &[0; 31]].concat());
        assert_eq!(
            SeatPublic::from_bytes(&bytes).err(),
            Some(FormatError::Value("public key"))
        );
    }

    #[test]
    fn the_cosigning_key_is_the_ledgers() {
        let key = SeatKey::generate(&Dice::new(1)).unwrap();
        let private = key.cosigner("archief.example/stoel").unwrap();
        assert_eq!(
            key.public().cosigner("archief.example/stoel").as_ref(),
            Ok(private.key())
        );
    }

    #[test]
    fn debug_says_nothing() {
        let key = SeatKey::generate(&Dice::new(1)).unwrap();
        assert_eq!(format!("{key:?} {:?}", key.public()), "SeatKey SeatPublic");
    }
}
