//! What the log says of a new segment: its label, its shares by their hashes, who else can open it.

use zegel_model::KeyId;

use crate::Digest;
use crate::descriptor::Descriptor;
use crate::kem::sha256;
use crate::wire::{Decoder, Encoder, FormatError, Kind};

/// An employee who took part and may read back, by their own key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipient {
    /// Which registered key.
    pub key: KeyId,
    /// SHA-256 of it, [`crate::employee::EmployeePublic::digest`].
    pub public: Digest,
}

/// The record of a segment's creation. Made by [`crate::segment::Writer::begin`] alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creation {
    pub(crate) salt: Digest,
    pub(crate) descriptor: Descriptor,
    pub(crate) check: Digest,
    pub(crate) shares: Vec<Digest>,
    pub(crate) recipients: Vec<Recipient>,
    pub(crate) contexts: Digest,
    pub(crate) boxes: Digest,
}

impl Creation {
    /// The label of the segment.
    pub const fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    /// Hashes of the shares, in the order of the descriptor's places.
    pub fn shares(&self) -> &[Digest] {
        &self.shares
    }

    /// Who else can open it, by key identifier.
    pub fn recipients(&self) -> &[Recipient] {
        &self.recipients
    }

    /// SHA-256 of the [`crate::segment::Contexts`] that its boxes hang on.
    pub const fn contexts(&self) -> &Digest {
        &self.contexts
    }

    /// SHA-256 of its [`crate::segment::Boxes`].
    pub const fn boxes(&self) -> &Digest {
        &self.boxes
    }

    /// Its entry in the evidence log: SHA-256(salt || canonical bytes behind the salt).
    pub fn leaf(&self) -> Digest {
        sha256(&[&self.salt, &self.body()])
    }

    fn body(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Kind::Creation)
            .bytes(&self.descriptor.to_bytes())
            .fixed(&self.check);
        encoder = encoder.count(self.shares.len());
        for share in &self.shares {
            encoder = encoder.fixed(share);
        }
        encoder = encoder.count(self.recipients.len());
        for recipient in &self.recipients {
            encoder = encoder
                .fixed(recipient.key.as_bytes())
                .fixed(&recipient.public);
        }
        encoder.fixed(&self.contexts).fixed(&self.boxes).done()
    }

    /// The canonical bytes: all of it, its salt last.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.body();
        bytes.extend_from_slice(&self.salt);
        bytes
    }

    /// Reads canonical bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut decoder = Decoder::new(bytes, Kind::Creation)?;
        let descriptor = Descriptor::from_bytes(decoder.bytes()?)?;
        let check = decoder.fixed()?;
        let mut shares = Vec::new();
        for _ in 0..decoder.count(32)? {
            shares.push(decoder.fixed()?);
        }
        let mut recipients = Vec::new();
        for _ in 0..decoder.count(16 + 32)? {
            recipients.push(Recipient {
                key: KeyId::from_bytes(decoder.fixed()?),
                public: decoder.fixed()?,
            });
        }
        let (contexts, boxes) = (decoder.fixed()?, decoder.fixed()?);
        let salt = decoder.fixed()?;
        decoder.end()?;
        if shares.len() != descriptor.places.iter().len() {
            return Err(FormatError::Value("number of shares"));
        }
        if !recipients.is_sorted_by(|a, b| a.key < b.key) {
            return Err(FormatError::Value("order of recipients"));
        }
        Ok(Self {
            salt,
            descriptor,
            check,
            shares,
            recipients,
            contexts,
            boxes,
        })
    }
}
