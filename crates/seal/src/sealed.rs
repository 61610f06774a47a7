//! A sealed message: what the archive keeps of it and the evidence log commits to.

use zegel_model::{BlobId, SegmentId};

use crate::Digest;
use crate::kem::sha256;
use crate::once::TAG;
use crate::stored::{LARGEST_BUCKET, SMALLEST_BUCKET};
use crate::wire::{Decoder, Encoder, FormatError, Kind};

/// What of a message stands in the clear. Bound to its ciphertext: changed, it does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clear {
    /// Which segment.
    pub segment: SegmentId,
    /// Its place in the segment, from 0.
    pub position: u32,
    /// Size bucket: bytes of padded plaintext, a power of two.
    pub size: u32,
    /// The sealed attachment.
    pub blob: Option<Blob>,
}

/// A sealed attachment as the archive knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blob {
    /// Which blob.
    pub id: BlobId,
    /// SHA-256 of its ciphertext.
    pub sha256: Digest,
    /// Bytes of ciphertext.
    pub length: u64,
}

impl Clear {
    /// The canonical bytes: additional data of the ciphertext, and part of the leaf.
    pub fn to_bytes(&self) -> Vec<u8> {
        let encoder = Encoder::new(Kind::Clear)
            .fixed(self.segment.as_bytes())
            .u32(self.position)
            .u32(self.size);
        match self.blob {
            None => encoder.u8(0).done(),
            Some(blob) => encoder
                .u8(1)
                .fixed(blob.id.as_bytes())
                .fixed(&blob.sha256)
                .u64(blob.length)
                .done(),
        }
    }

    /// Reads canonical bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut decoder = Decoder::new(bytes, Kind::Clear)?;
        let segment = SegmentId::from_bytes(decoder.fixed()?);
        let (position, size) = (decoder.u32()?, decoder.u32()?);
        let blob = match decoder.u8()? {
            0 => None,
            1 => Some(Blob {
                id: BlobId::from_bytes(decoder.fixed()?),
                sha256: decoder.fixed()?,
                length: decoder.u64()?,
            }),
            _ => return Err(FormatError::Value("attachment")),
        };
        decoder.end()?;
        if !size.is_power_of_two() || !(SMALLEST_BUCKET..=LARGEST_BUCKET).contains(&size) {
            return Err(FormatError::Value("size"));
        }
        Ok(Self {
            segment,
            position,
            size,
            blob,
        })
    }
}

impl Clear {
    /// So long a ciphertext belongs to these fields.
    pub(crate) fn fits(&self, ciphertext: usize) -> Result<(), FormatError> {
        let size = usize::try_from(self.size).ok();
        if size.and_then(|size| size.checked_add(TAG)) == Some(ciphertext) {
            Ok(())
        } else {
            Err(FormatError::Value("size"))
        }
    }
}

/// A sealed message. Only [`crate::segment::SegmentWriter::seal`] makes one; whoever keeps it reads it back as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub(crate) clear: Clear,
    pub(crate) ciphertext: Vec<u8>,
    pub(crate) commitment: Digest,
    pub(crate) row_salt: Digest,
}

impl Sealed {
    /// Which segment it belongs to.
    pub const fn segment(&self) -> SegmentId {
        self.clear.segment
    }

    /// Its place in the segment, from 0.
    pub const fn position(&self) -> u32 {
        self.clear.position
    }

    /// What stands in the clear.
    pub const fn clear(&self) -> &Clear {
        &self.clear
    }

    /// The ciphertext with its tag.
    pub fn ciphertext(&self) -> &[u8] {
        &self.ciphertext
    }

    /// SHA-256(message salt || source bytes), the salt being inside the ciphertext.
    pub const fn commitment(&self) -> &Digest {
        &self.commitment
    }

    /// The salt of its leaf: erased with the row, it leaves the leaf meaningless.
    pub const fn row_salt(&self) -> &Digest {
        &self.row_salt
    }

    /// Its entry in the evidence log: SHA-256(row salt || clear fields || SHA-256(ciphertext) || commitment).
    pub fn leaf(&self) -> Digest {
        sha256(&[
            &self.row_salt,
            &self.clear.to_bytes(),
            &sha256(&[&self.ciphertext]),
            &self.commitment,
        ])
    }

    /// The canonical bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        Encoder::new(Kind::Sealed)
            .fixed(&self.row_salt)
            .bytes(&self.clear.to_bytes())
            .fixed(&self.commitment)
            .bytes(&self.ciphertext)
            .done()
    }

    /// Reads canonical bytes. That they open is not said: only its readers can tell.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut decoder = Decoder::new(bytes, Kind::Sealed)?;
        let row_salt = decoder.fixed()?;
        let clear = Clear::from_bytes(decoder.bytes()?)?;
        let commitment = decoder.fixed()?;
        let ciphertext = decoder.bytes()?;
        decoder.end()?;
        clear.fits(ciphertext.len())?;
        Ok(Self {
            clear,
            ciphertext: ciphertext.to_vec(),
            commitment,
            row_salt,
        })
    }
}
