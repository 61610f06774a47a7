//! Public keys and their names as one line of text: `name+key id+base64(algorithm || key)` (c2sp.org/signed-note).

use std::fmt;

use data_encoding::BASE64;
use ed25519_dalek::VerifyingKey;
use sha2::{Digest, Sha256};

use crate::base64;

/// What a key signs; the number is the signature type of c2sp.org/signed-note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The text of a note.
    Note,
    /// A checkpoint with a time (c2sp.org/tlog-cosignature).
    Cosignature,
}

impl Kind {
    const fn byte(self) -> u8 {
        match self {
            Self::Note => 0x01,
            Self::Cosignature => 0x04,
        }
    }
}

/// A named Ed25519 key for one kind of signature.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PublicKey {
    name: String,
    kind: Kind,
    id: u32,
    key: VerifyingKey,
}

/// Why a text is no verifier key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VkeyError {
    /// Not name, key id and key with a plus between them.
    #[error("this is no verifier key; copy it whole, as name+key id+key")]
    Form,
    /// The name is empty or has a space, a plus or a control character.
    #[error("a key's name has at least one character and no space, plus sign or control character")]
    Name,
    /// The key signs something else, or in a way that is not known here.
    #[error("this key is of another kind: {0}")]
    Kind(&'static str),
    /// The key id is not the one that name and key give.
    #[error("the key id does not belong to this name and key; one of them was altered")]
    Id,
    /// The key is no point of the curve, or one under which anything verifies.
    #[error("this is no usable Ed25519 key")]
    Key,
}

impl PublicKey {
    pub(crate) fn new(name: &str, kind: Kind, key: VerifyingKey) -> Result<Self, VkeyError> {
        if !is_key_name(name) {
            return Err(VkeyError::Name);
        }
        if key.is_weak() {
            return Err(VkeyError::Key);
        }
        Ok(Self {
            name: name.to_owned(),
            kind,
            id: key_id(name, kind, key.as_bytes()),
            key,
        })
    }

    pub(crate) fn parse(text: &str, kind: Kind) -> Result<Self, VkeyError> {
        // The base64 may have a plus of its own.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(encoded)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(VkeyError::Form);
        };
        let bytes = base64::decode(encoded).ok_or(VkeyError::Form)?;
        let (byte, key) = bytes.split_first().ok_or(VkeyError::Form)?;
        if *byte != kind.byte() {
            return Err(VkeyError::Kind(match byte {
                0x01 => "it signs notes",
                0x04 => "it cosigns checkpoints",
                0x06 => "it is an ML-DSA-44 key, which is not supported",
                _ => "its algorithm is not supported",
            }));
        }
        let key: [u8; 32] = key.try_into().map_err(|_| VkeyError::Key)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| VkeyError::Key)?;
        let key = Self::new(name, kind, key)?;
        if format!("{:08x}", key.id) == id {
            Ok(key)
        } else {
            Err(VkeyError::Id)
        }
    }

    /// The same key under another name.
    pub(crate) fn under(&self, name: &str) -> Result<Self, VkeyError> {
        Self::new(name, self.kind, self.key)
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) const fn id(&self) -> u32 {
        self.id
    }

    /// Whether both are the same key, under whatever name and for whatever use.
    pub(crate) fn same_key(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// Whether `signature` is this key's over `message` (RFC 8032, with the strict checks against malleable ones).
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.key.verify_strict(message, &signature).is_ok()
    }
}

/// As a verifier key.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![self.kind.byte()];
        bytes.extend_from_slice(self.key.as_bytes());
        write!(f, "{}+{:08x}+{}", self.name, self.id, BASE64.encode(&bytes))
    }
}

/// Names may say who somebody is, so that only the key id shows.
impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} key {:08x}", self.kind, self.id)
    }
}

/// Whether a key may have this name (c2sp.org/signed-note: no Unicode space, no plus; a line of a note has no controls).
pub(crate) fn is_key_name(name: &str) -> bool {
    !name.is_empty()
        && !name
            .chars()
            .any(|c| c.is_whitespace() || c == '+' || c < ' ')
}

/// SHA-256 of name, newline, signature type and public key, cut off after four bytes (c2sp.org/signed-note).
fn key_id(name: &str, kind: Kind, key: &[u8; 32]) -> u32 {
    let hash = Sha256::new()
        .chain_update(name)
        .chain_update([b'\n', kind.byte()])
        .chain_update(key)
        .finalize();
    hash.iter()
        .take(4)
        .fold(0, |id, byte| (id << 8) | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key in the example of c2sp.org/signed-note.
    const EXAMPLE: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    #[test]
    fn the_key_of_the_specification_is_read_and_written() {
        let key = PublicKey::parse(EXAMPLE, Kind::Note).unwrap();
        assert_eq!((key.name(), key.id()), ("example.com/foo", 0x530d_903a));
        assert_eq!(key.to_string(), EXAMPLE);
        assert_eq!(format!("{key:?}"), "Note key 530d903a");
    }

    #[test]
    fn anything_else_is_refused() {
        let cases = [
            ("", VkeyError::Form),
            ("example.com/foo", VkeyError::Form),
            ("example.com/foo+530d903a", VkeyError::Form),
            ("example.com/foo+530d903a+", VkeyError::Form),
            (
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
                VkeyError::Form,
            ),
            (
                "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                VkeyError::Id,
            ),
            (
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                VkeyError::Id,
            ),
            (
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l",
                VkeyError::Id,
            ),
            (
                "example.com foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                VkeyError::Name,
            ),
            (
                "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                VkeyError::Name,
            ),
            ("a+530d903a+AQ==", VkeyError::Key),
            // The neutral point: every signature with a zero scalar would verify.
            (
                "a+530d903a+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                VkeyError::Key,
            ),
            ("a+530d903a+BA==", VkeyError::Kind("it cosigns checkpoints")),
            (
                "a+530d903a+Ag==",
                VkeyError::Kind("its algorithm is not supported"),
            ),
        ];
        for (text, error) in cases {
            assert_eq!(PublicKey::parse(text, Kind::Note), Err(error), "{text}");
        }
    }
}
