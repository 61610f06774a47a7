//! The key of an employee: made on their own side, for their list of what they imported and, where the regulation
//! says so, for reading back conversations that they took part in.

use std::fmt;

use data_encoding::BASE64;
use zegel_model::{KeyId, Random};
use zeroize::Zeroizing;

use crate::kem::{self, Private, Public, sha256};
use crate::key_file::{self, KeyFileError, Passphrase, Role};
use crate::once::Secret;
use crate::wire::{FormatError, Kind, from_base64};
use crate::{Digest, chance};

/// An employee's private key. Wiped when dropped.
pub struct EmployeeKey {
    kem: Private,
}

/// An employee's public key.
#[derive(Clone, PartialEq, Eq)]
pub struct EmployeePublic(Public);

impl EmployeeKey {
    /// A new key, made on its owner's side.
    pub fn generate(random: &dyn Random) -> Result<Self, FormatError> {
        Self::from_seed(Zeroizing::new(chance::bytes(random)))
    }

    pub(crate) fn from_seed(seed: Secret) -> Result<Self, FormatError> {
        Private::from_seed(seed).map(|kem| Self { kem })
    }

    /// The public part.
    pub fn public(&self) -> EmployeePublic {
        EmployeePublic(self.kem.public())
    }

    pub(crate) const fn kem(&self) -> &Private {
        &self.kem
    }

    /// The text of a key file; without a passphrase the file itself is the key.
    pub fn wrap(
        &self,
        passphrase: Option<&Passphrase>,
        random: &dyn Random,
    ) -> Result<String, KeyFileError> {
        let secret = Zeroizing::new(self.kem.seed().to_vec());
        key_file::wrap(
            Role::Employee,
            &secret,
            &self.public().digest(),
            passphrase,
            random,
        )
    }

    /// The key in a key file.
    pub fn unwrap_from(text: &str, passphrase: Option<&Passphrase>) -> Result<Self, KeyFileError> {
        let opened = key_file::unwrap_from(text, Role::Employee, passphrase)?;
        let seed = opened
            .secret
            .as_slice()
            .try_into()
            .map_err(|_| KeyFileError::Damaged)?;
        let key = Self::from_seed(Zeroizing::new(seed))?;
        if key.public().digest() == opened.public {
            Ok(key)
        } else {
            Err(KeyFileError::Damaged)
        }
    }
}

impl fmt::Debug for EmployeeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmployeeKey")
    }
}

/// How the archive names an employee's key: the first half of its digest.
pub(crate) fn key_id(digest: &Digest) -> KeyId {
    let mut id = [0; 16];
    id.iter_mut().zip(digest).for_each(|(to, from)| *to = *from);
    KeyId::from_bytes(id)
}

impl EmployeePublic {
    /// The canonical bytes: header, X-Wing key.
    pub fn to_bytes(&self) -> Vec<u8> {
        kem::encode_public(&self.0, Kind::EmployeePublic)
    }

    /// Reads canonical bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        kem::decode_public(bytes, Kind::EmployeePublic).map(Self)
    }

    /// The canonical bytes in base 64, as registered.
    pub fn to_base64(&self) -> String {
        BASE64.encode(&self.to_bytes())
    }

    /// Reads what [`Self::to_base64`] writes.
    pub fn from_base64(text: &str) -> Result<Self, FormatError> {
        Self::from_bytes(&from_base64(text)?)
    }

    /// SHA-256 of the canonical bytes: how creations name the key.
    pub fn digest(&self) -> Digest {
        sha256(&[&self.to_bytes()])
    }

    /// How the archive names it.
    pub fn id(&self) -> KeyId {
        key_id(&self.digest())
    }

    pub(crate) const fn kem(&self) -> &Public {
        &self.0
    }
}

impl fmt::Debug for EmployeePublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmployeePublic")
    }
}
