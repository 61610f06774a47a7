//! What an importer sends: segments and messages, sealed, with the list of them that only the importer can read.
//!
//! One offer is stored whole or not at all, so that the importer's list never says more or less than the archive has.

use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::{CopyId, KeyId, PersonId};

use crate::Digest;
use crate::creation::Creation;
use crate::descriptor::{provenance_code, provenance_of};
use crate::sealed::{Clear, Sealed};
use crate::segment::{Boxes, Contexts};
use crate::wire::{Decoder, Encoder, FormatError, Kind};

/// A batch of one copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Whose conversation.
    pub copy: CopyId,
    /// Set in the first offer of a new copy.
    pub begin: Option<(SourceClass, Provenance)>,
    /// Set in the first offer of a writer.
    pub contexts: Option<Contexts>,
    /// New segments.
    pub segments: Vec<OfferedSegment>,
    /// Messages of these or of earlier segments of the same writer.
    pub messages: Vec<Sealed>,
    /// The importer's own note of what this offer holds, sealed to this key of theirs.
    pub list: (KeyId, Vec<u8>),
}

/// A new segment and who of the staff took part in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedSegment {
    /// What it is.
    pub creation: Creation,
    /// Its shares, boxed for each seat.
    pub boxes: Boxes,
    /// Employees who wrote in it, in the clear: they will see who reads it.
    pub participants: Vec<PersonId>,
}

impl Offer {
    /// The canonical bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Kind::Offer).fixed(self.copy.as_bytes());
        encoder = match self.begin {
            None => encoder.u8(0),
            Some((class, provenance)) => encoder
                .u8(1)
                .u8(class.code())
                .u8(provenance_code(provenance)),
        };
        encoder = match &self.contexts {
            None => encoder.u8(0),
            Some(contexts) => encoder.u8(1).bytes(&contexts.to_bytes()),
        };
        encoder = encoder.count(self.segments.len());
        for segment in &self.segments {
            encoder = encoder
                .bytes(&segment.creation.to_bytes())
                .bytes(&segment.boxes.to_bytes());
            encoder = encoder.count(segment.participants.len());
            for person in &segment.participants {
                encoder = encoder.fixed(person.as_bytes());
            }
        }
        encoder = encoder.bytes(&many_to_bytes(&self.messages));
        encoder
            .fixed(self.list.0.as_bytes())
            .bytes(&self.list.1)
            .done()
    }

    /// Reads canonical bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut decoder = Decoder::new(bytes, Kind::Offer)?;
        let copy = CopyId::from_bytes(decoder.fixed()?);
        let begin = match decoder.u8()? {
            0 => None,
            1 => {
                let class =
                    SourceClass::from_code(decoder.u8()?).ok_or(FormatError::Value("class"))?;
                Some((
                    class,
                    provenance_of(decoder.u8()?).ok_or(FormatError::Value("provenance"))?,
                ))
            }
            _ => return Err(FormatError::Value("beginning")),
        };
        let contexts = match decoder.u8()? {
            0 => None,
            1 => Some(Contexts::from_bytes(decoder.bytes()?)?),
            _ => return Err(FormatError::Value("contexts")),
        };
        let mut segments = Vec::new();
        for _ in 0..decoder.count(12)? {
            let creation = Creation::from_bytes(decoder.bytes()?)?;
            let boxes = Boxes::from_bytes(decoder.bytes()?)?;
            let mut participants = Vec::new();
            for _ in 0..decoder.count(16)? {
                participants.push(PersonId::from_bytes(decoder.fixed()?));
            }
            segments.push(OfferedSegment {
                creation,
                boxes,
                participants,
            });
        }
        let messages = many_from_bytes(decoder.bytes()?)?;
        let key = KeyId::from_bytes(decoder.fixed()?);
        let list = decoder.bytes()?.to_vec();
        decoder.end()?;
        Ok(Self {
            copy,
            begin,
            contexts,
            segments,
            messages,
            list: (key, list),
        })
    }
}

/// A list of sealed messages, as a room fetches a segment.
pub fn many_to_bytes(messages: &[Sealed]) -> Vec<u8> {
    let mut encoder = Encoder::new(Kind::Messages).count(messages.len());
    for message in messages {
        encoder = encoder.bytes(&message.to_bytes());
    }
    encoder.done()
}

/// Reads a list of sealed messages.
pub fn many_from_bytes(bytes: &[u8]) -> Result<Vec<Sealed>, FormatError> {
    let mut decoder = Decoder::new(bytes, Kind::Messages)?;
    let mut messages = Vec::new();
    for _ in 0..decoder.count(4)? {
        messages.push(Sealed::from_bytes(decoder.bytes()?)?);
    }
    decoder.end()?;
    Ok(messages)
}

/// A sealed message as an archive keeps it: in columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// [`Clear`], canonical bytes.
    pub clear: Vec<u8>,
    /// The ciphertext with its tag.
    pub ciphertext: Vec<u8>,
    /// The commitment to its content.
    pub commitment: Digest,
    /// The salt of its leaf.
    pub row_salt: Digest,
}

impl From<Sealed> for Columns {
    fn from(sealed: Sealed) -> Self {
        Self {
            clear: sealed.clear.to_bytes(),
            ciphertext: sealed.ciphertext,
            commitment: sealed.commitment,
            row_salt: sealed.row_salt,
        }
    }
}

impl TryFrom<Columns> for Sealed {
    type Error = FormatError;

    fn try_from(columns: Columns) -> Result<Self, FormatError> {
        let clear = Clear::from_bytes(&columns.clear)?;
        clear.fits(columns.ciphertext.len())?;
        Ok(Self {
            clear,
            ciphertext: columns.ciphertext,
            commitment: columns.commitment,
            row_salt: columns.row_salt,
        })
    }
}
