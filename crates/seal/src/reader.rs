//! Opening what was sealed: needs the root, which only enough seats of both sides or a recipient's own key give.

use std::fmt;

use zeroize::Zeroizing;

use crate::Digest;
use crate::creation::Creation;
use crate::descriptor::Descriptor;
use crate::employee::EmployeeKey;
use crate::once::{self, Secret};
use crate::ratchet::{self, Ratchet};
use crate::sealed::{Clear, Sealed};
use crate::segment::{self, Boxes, Contexts, MOST_MESSAGES};
use crate::stored::{self, Stored};
use crate::wire::FormatError;

/// Reads the messages of one segment, in order or by position. Its keys are wiped when it is dropped.
pub struct SegmentReader {
    descriptor: Descriptor,
    start: Ratchet,
    /// The ratchet as it stands before this position.
    reached: (u32, Ratchet),
}

/// A message that was opened, with the proof's other half: what its leaf is made of.
pub struct Opened {
    /// Its place in the segment, from 0.
    pub position: u32,
    /// The source bytes as they came.
    pub source: Vec<u8>,
    /// The salt of its content commitment.
    pub salt: Digest,
    /// What was understood of them.
    pub stored: Stored,
    /// What stood in the clear.
    pub clear: Clear,
}

/// Why a message does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It belongs elsewhere.
    #[error("this message belongs to another segment")]
    OtherSegment,
    /// A position that no writer reaches.
    #[error("no segment has a message {0}")]
    Position(u32),
    /// Changed since it was sealed.
    #[error("message {0} of this segment was changed after it was sealed")]
    Changed(u32),
    /// It opens, but what it holds is not what its writer promised.
    #[error("message {position} of this segment opens, but it was not sealed by Zegel's rules")]
    Content {
        /// Which message.
        position: u32,
        /// What is wrong with it.
        #[source]
        why: FormatError,
    },
}

/// Why a recipient's own key does not open a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OwnKeyError {
    /// The segment was not sealed to this key.
    #[error("this segment was not sealed to this key")]
    NotRecipient,
    /// The records do not belong together or were changed.
    #[error("the records of this segment do not belong together or were changed")]
    Changed,
}

impl SegmentReader {
    pub(crate) fn new(descriptor: &Descriptor, root: &Secret) -> Self {
        let start = Ratchet::new(descriptor, root);
        Self {
            descriptor: descriptor.clone(),
            reached: (0, start.clone()),
            start,
        }
    }

    /// A participant reads back: opens with their own registered key, if the creation names it as a recipient.
    pub fn with_own_key(
        key: &EmployeeKey,
        creation: &Creation,
        contexts: &Contexts,
        boxes: &Boxes,
    ) -> Result<Self, OwnKeyError> {
        let public = key.public().digest();
        let index = creation
            .recipients
            .iter()
            .position(|r| r.public == public)
            .ok_or(OwnKeyError::NotRecipient)?;
        if contexts.digest() != creation.contexts || boxes.digest() != creation.boxes {
            return Err(OwnKeyError::Changed);
        }
        let sealed = boxes.recipients.get(index).ok_or(OwnKeyError::Changed)?;
        let receiver = contexts
            .open(key.kem(), &public)
            .ok_or(OwnKeyError::Changed)?;
        let root = receiver
            .export(&segment::root_label(&creation.descriptor))
            .and_then(|key| once::open_box(&key, &public, sealed))
            .map_err(|_| OwnKeyError::Changed)?;
        if ratchet::check(&creation.descriptor, &root) != creation.check {
            return Err(OwnKeyError::Changed);
        }
        Ok(Self::new(&creation.descriptor, &root))
    }

    /// The segment that it reads.
    pub const fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    /// Opens one message and checks it against everything that was promised of it.
    pub fn read(&mut self, sealed: &Sealed) -> Result<Opened, ReadError> {
        let position = sealed.position();
        if sealed.segment() != self.descriptor.segment {
            return Err(ReadError::OtherSegment);
        }
        let key = self.key(position)?;
        let plain = once::open(&key, &sealed.clear.to_bytes(), &sealed.ciphertext)
            .map_err(|_| ReadError::Changed(position))?;
        let content = |why| ReadError::Content { position, why };
        let plain = stored::read(&plain).map_err(content)?;
        if stored::commitment(&plain.salt, &plain.source) != sealed.commitment {
            return Err(ReadError::Changed(position));
        }
        if plain.stored.day() != self.descriptor.day {
            return Err(content(FormatError::Value("day")));
        }
        if plain.stored.media().map(|media| media.blob) != sealed.clear.blob.map(|blob| blob.id) {
            return Err(content(FormatError::Value("attachment")));
        }
        Ok(Opened {
            position,
            source: plain.source,
            salt: plain.salt,
            stored: plain.stored,
            clear: sealed.clear,
        })
    }

    /// Derives forward, from where it stands or from the start.
    fn key(&mut self, position: u32) -> Result<Secret, ReadError> {
        if position >= MOST_MESSAGES {
            return Err(ReadError::Position(position));
        }
        if position < self.reached.0 {
            self.reached = (0, self.start.clone());
        }
        let (reached, ratchet) = &mut self.reached;
        let mut key = Zeroizing::new([0; 32]);
        while *reached <= position {
            key = ratchet.next();
            *reached += 1;
        }
        Ok(key)
    }
}

// Neither keys nor content reach a log.
impl fmt::Debug for SegmentReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SegmentReader")
            .field("segment", &self.descriptor.segment)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened")
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}
