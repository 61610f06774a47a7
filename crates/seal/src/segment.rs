//! Sealing: one writer, one import or ten seconds of a live feed, as many segments as it has days of copies.
//!
//! A [`Writer`] opens one HPKE context for each seat and each recipient. Each new segment then costs one box a seat,
//! under a key that the context exports for the segment's descriptor.

use std::collections::BTreeMap;
use std::fmt;

use zegel_model::message::{InScope, Message};
use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::seat::{Quorum, Side};
use zegel_model::{CopyId, Day, KeyId, Random, SeatId, SegmentId, WriterId};
use zeroize::Zeroizing;

use crate::creation::{Creation, Recipient};
use crate::descriptor::{Archive, Descriptor, Place, Places, PlacesError};
use crate::employee::EmployeePublic;
use crate::kem::{ENCAPSULATED, Private, Public, Receiver, Sender, sha256};
use crate::media::SealedMedia;
use crate::once::{self, BOX, Secret};
use crate::ratchet::{self, Ratchet};
use crate::sealed::{Clear, Sealed};
use crate::seat::SeatPublic;
use crate::share;
use crate::stored::{self, Stored};
use crate::wire::{Decoder, Encoder, FormatError, Kind};
use crate::{Digest, chance};

/// A segment takes at most this many messages; then the writer begins another.
pub const MOST_MESSAGES: u32 = 1 << 16;

/// A seat that segments are sealed to.
#[derive(Debug, Clone)]
pub struct Seated {
    /// Which seat.
    pub seat: SeatId,
    /// Whose side.
    pub side: Side,
    /// Its public keys, authenticated through the conduct log.
    pub public: SeatPublic,
}

/// Everybody that a writer can seal to.
#[derive(Debug, Clone)]
pub struct Bench {
    /// The archive.
    pub archive: Archive,
    /// How many of the employer's seats it takes.
    pub employer: Quorum,
    /// How many of the staff's.
    pub staff: Quorum,
    /// All seats of both sides. Their coordinates follow from the order of their identifiers.
    pub seats: Vec<Seated>,
    /// Registered keys of employees who may read back; each segment names which of them it is sealed to.
    pub employees: BTreeMap<KeyId, EmployeePublic>,
}

/// What a new segment is about.
#[derive(Debug, Clone)]
pub struct Begin {
    /// Whose conversation.
    pub copy: CopyId,
    /// Which day of it.
    pub day: Day,
    /// Whose account and whose phone it came from.
    pub class: SourceClass,
    /// How far its source can be trusted.
    pub provenance: Provenance,
    /// Keys of those who took part and may read back.
    pub recipients: Vec<KeyId>,
    /// The zone of its wall-clock times, by its IANA name, as far as somebody said so; sealed in each message.
    pub zone: Option<String>,
}

/// Why something was not sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The seats cannot hold a root.
    #[error(transparent)]
    Places(#[from] PlacesError),
    /// A segment names a recipient whose key its writer was not given.
    #[error("this writer was not given the key {0}")]
    UnknownRecipient(KeyId),
    /// A message of another day.
    #[error(
        "this message belongs to {message}, the segment to {segment}; begin a segment for its day"
    )]
    OtherDay {
        /// The message's.
        message: Day,
        /// The segment's.
        segment: Day,
    },
    /// The segment is full.
    #[error("the segment is full; begin another for the same day")]
    Full,
    /// An attachment was sealed for a message that has none.
    #[error("an attachment was given for a message that names none")]
    NoAttachment,
    /// More than fits in the largest bucket.
    #[error("this message is longer than 16 MiB")]
    TooLong,
    /// A primitive refused; nothing was sealed.
    #[error("sealing failed; nothing of it was kept")]
    Primitive,
}

impl From<once::Closed> for SealError {
    fn from(_: once::Closed) -> Self {
        Self::Primitive
    }
}

/// Seals for one import, or for ten seconds of a live feed.
///
/// While it lives, its contexts yield the key of every box that it made. So begin the segments, drop it, and only
/// then seal their messages where that is possible; a live feed opens a new one every ten seconds.
pub struct Writer {
    id: WriterId,
    archive: Archive,
    places: Places,
    employees: BTreeMap<KeyId, Digest>,
    senders: BTreeMap<Digest, Sender>,
    contexts: Contexts,
}

/// A new segment: what to store and log, and the writer of its messages.
#[derive(Debug)]
pub struct Begun {
    /// For the evidence log and the archive.
    pub creation: Creation,
    /// For the archive, beside the writer's [`Contexts`].
    pub boxes: Boxes,
    /// Seals its messages.
    pub segment: SegmentWriter,
}

impl Writer {
    /// Opens a context for every seat and employee of the bench; costs about a third of a millisecond each.
    pub fn open(bench: &Bench, id: WriterId, random: &dyn Random) -> Result<Self, SealError> {
        let places = places(bench)?;
        let employees: BTreeMap<KeyId, Digest> = bench
            .employees
            .iter()
            .map(|(id, key)| (*id, key.digest()))
            .collect();
        let keys: BTreeMap<Digest, &Public> = bench
            .seats
            .iter()
            .map(|seat| (seat.public.digest(), seat.public.kem()))
            .chain(
                bench
                    .employees
                    .values()
                    .map(|key| (key.digest(), key.kem())),
            )
            .collect();
        let mut contexts = Contexts {
            archive: bench.archive,
            writer: id,
            keys: BTreeMap::new(),
        };
        let mut senders = BTreeMap::new();
        for (digest, key) in keys {
            let (encapsulated, sender) = key.open(&contexts.info(&digest), random)?;
            contexts.keys.insert(digest, encapsulated);
            senders.insert(digest, sender);
        }
        Ok(Self {
            id,
            archive: bench.archive,
            places,
            employees,
            senders,
            contexts,
        })
    }

    /// What the archive keeps once for all segments of this writer.
    pub const fn contexts(&self) -> &Contexts {
        &self.contexts
    }

    /// Begins a segment: draws its root, boxes its shares, and wipes it.
    pub fn begin(&self, begin: Begin, random: &dyn Random) -> Result<Begun, SealError> {
        let descriptor = Descriptor {
            archive: self.archive,
            copy: begin.copy,
            day: begin.day,
            segment: SegmentId::random(random),
            writer: self.id,
            class: begin.class,
            provenance: begin.provenance,
            places: self.places.clone(),
        };
        let mut recipients = Vec::new();
        for key in begin.recipients {
            let public = *self
                .employees
                .get(&key)
                .ok_or(SealError::UnknownRecipient(key))?;
            recipients.push(Recipient { key, public });
        }
        recipients.sort_unstable();
        recipients.dedup();

        let root: Secret = Zeroizing::new(chance::bytes(random));
        let (boxes, shares) = self.fill(&descriptor, &recipients, &root, random)?;
        let creation = Creation {
            salt: chance::bytes(random),
            check: ratchet::check(&descriptor, &root),
            shares,
            recipients,
            contexts: self.contexts.digest(),
            boxes: boxes.digest(),
            descriptor,
        };
        let ratchet = Ratchet::new(&creation.descriptor, &root);
        let segment = SegmentWriter {
            id: creation.descriptor.segment,
            day: begin.day,
            position: 0,
            ratchet,
            zone: begin.zone,
        };
        Ok(Begun {
            creation,
            boxes,
            segment,
        })
    }

    fn fill(
        &self,
        descriptor: &Descriptor,
        recipients: &[Recipient],
        root: &Secret,
        random: &dyn Random,
    ) -> Result<(Boxes, Vec<Digest>), SealError> {
        let digest = descriptor.digest();
        let mut hashes = Vec::new();
        let mut boxes = Boxes {
            seats: Vec::new(),
            recipients: Vec::new(),
        };
        let shares = share::split(root, &self.places, random).map_err(|_| SealError::Primitive)?;
        for (place, share) in self.places.iter().zip(&shares) {
            hashes.push(share::hash(&digest, place, &share.secret));
            boxes
                .seats
                .push(self.seal_box(&place.key, &share_label(descriptor), &share.secret)?);
        }
        for recipient in recipients {
            boxes.recipients.push(self.seal_box(
                &recipient.public,
                &root_label(descriptor),
                root,
            )?);
        }
        Ok((boxes, hashes))
    }

    fn seal_box(&self, to: &Digest, label: &[u8], secret: &Secret) -> Result<[u8; BOX], SealError> {
        let sender = self.senders.get(to).ok_or(SealError::Primitive)?;
        Ok(once::seal_box(&sender.export(label)?, to, secret)?)
    }
}

fn places(bench: &Bench) -> Result<Places, PlacesError> {
    let mut seats: Vec<&Seated> = bench.seats.iter().collect();
    seats.sort_by_key(|seat| (seat.side, seat.seat));
    let mut places: Vec<Place> = Vec::new();
    for seat in seats {
        let before = places
            .last()
            .filter(|place| place.side == seat.side)
            .map_or(0, |place| place.x);
        let x = before.checked_add(1).ok_or(PlacesError::Count)?;
        places.push(Place {
            seat: seat.seat,
            side: seat.side,
            x,
            key: seat.public.digest(),
        });
    }
    Places::new(bench.employer, bench.staff, places)
}

/// What the key of a share's box is exported for.
pub(crate) fn share_label(descriptor: &Descriptor) -> Vec<u8> {
    [b"zegel/1/share-box".as_slice(), &descriptor.to_bytes()].concat()
}

/// What the key of a recipient's box, which holds the root itself, is exported for.
pub(crate) fn root_label(descriptor: &Descriptor) -> Vec<u8> {
    [b"zegel/1/root-box".as_slice(), &descriptor.to_bytes()].concat()
}

/// Seals the messages of one segment, in order. Its past keys are gone.
pub struct SegmentWriter {
    id: SegmentId,
    day: Day,
    position: u32,
    ratchet: Ratchet,
    zone: Option<String>,
}

impl SegmentWriter {
    /// Which segment.
    pub const fn id(&self) -> SegmentId {
        self.id
    }

    /// Which day it takes.
    pub const fn day(&self) -> Day {
        self.day
    }

    /// Seals one message, with its attachment if that was sealed before.
    pub fn seal(
        &mut self,
        message: Message<InScope>,
        media: Option<SealedMedia>,
        random: &dyn Random,
    ) -> Result<Sealed, SealError> {
        if message.day() != self.day {
            return Err(SealError::OtherDay {
                message: message.day(),
                segment: self.day,
            });
        }
        if self.position >= MOST_MESSAGES {
            return Err(SealError::Full);
        }
        let record = message.into_record();
        if media.is_some() && record.attachment.is_none() {
            return Err(SealError::NoAttachment);
        }
        let salt = chance::bytes(random);
        let stored = Stored::new(&record, media.as_ref()).in_zone(self.zone.as_deref());
        let plaintext =
            stored::write(&salt, &record.source, &stored).map_err(|_| SealError::TooLong)?;
        let size = u32::try_from(plaintext.len()).map_err(|_| SealError::TooLong)?;
        let clear = Clear {
            segment: self.id,
            position: self.position,
            size,
            blob: media.map(|media| media.blob),
        };
        // Position and key move on together, whatever happens next: no key ever seals twice.
        let key = self.ratchet.next();
        self.position += 1;
        let ciphertext = once::seal(&key, &clear.to_bytes(), &plaintext)?;
        let commitment = stored::commitment(&salt, &record.source);
        Ok(Sealed {
            clear,
            ciphertext,
            commitment,
            row_salt: chance::bytes(random),
        })
    }
}

impl fmt::Debug for SegmentWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SegmentWriter")
            .field("id", &self.id)
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The encapsulated keys of one writer's contexts, by the digest of the public key each is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contexts {
    archive: Archive,
    writer: WriterId,
    keys: BTreeMap<Digest, [u8; ENCAPSULATED]>,
}

impl Contexts {
    /// The writer whose they are.
    pub const fn writer(&self) -> WriterId {
        self.writer
    }

    /// The canonical bytes, in the order of the digests.
    pub fn to_bytes(&self) -> Vec<u8> {
        let encoder = Encoder::new(Kind::Contexts)
            .fixed(self.archive.as_bytes())
            .fixed(self.writer.as_bytes());
        let encoder = encoder.count(self.keys.len());
        self.keys
            .iter()
            .fold(encoder, |encoder, (key, enc)| encoder.fixed(key).fixed(enc))
            .done()
    }

    /// Reads canonical bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut decoder = Decoder::new(bytes, Kind::Contexts)?;
        let archive = Archive::from_bytes(decoder.fixed()?);
        let writer = WriterId::from_bytes(decoder.fixed()?);
        let mut keys = BTreeMap::new();
        let mut last: Option<Digest> = None;
        for _ in 0..decoder.count(32 + ENCAPSULATED)? {
            let key: Digest = decoder.fixed()?;
            if last.is_some_and(|last| last >= key) {
                return Err(FormatError::Value("order of keys"));
            }
            last = Some(key);
            keys.insert(key, decoder.fixed()?);
        }
        decoder.end()?;
        Ok(Self {
            archive,
            writer,
            keys,
        })
    }

    /// SHA-256 of the canonical bytes: how creations name them.
    pub fn digest(&self) -> Digest {
        sha256(&[&self.to_bytes()])
    }

    /// The HPKE info of one context: whose it is and for whom.
    fn info(&self, key: &Digest) -> Vec<u8> {
        [
            b"zegel/1/writer".as_slice(),
            self.archive.as_bytes(),
            self.writer.as_bytes(),
            key,
        ]
        .concat()
    }

    /// The context for the owner of this key.
    pub(crate) fn open(&self, private: &Private, public: &Digest) -> Option<Receiver> {
        private
            .open(self.keys.get(public)?, &self.info(public))
            .ok()
    }
}

/// The boxes of one segment: a share for each place, in the descriptor's order, and the root for each recipient, in
/// the creation's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boxes {
    pub(crate) seats: Vec<[u8; BOX]>,
    pub(crate) recipients: Vec<[u8; BOX]>,
}

impl Boxes {
    /// The canonical bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Kind::Boxes);
        for list in [&self.seats, &self.recipients] {
            encoder = list
                .iter()
                .fold(encoder.count(list.len()), |encoder, sealed| {
                    encoder.fixed(sealed)
                });
        }
        encoder.done()
    }

    /// Reads canonical bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut decoder = Decoder::new(bytes, Kind::Boxes)?;
        let mut lists = [Vec::new(), Vec::new()];
        for list in &mut lists {
            for _ in 0..decoder.count(BOX)? {
                list.push(decoder.fixed()?);
            }
        }
        decoder.end()?;
        let [seats, recipients] = lists;
        Ok(Self { seats, recipients })
    }

    /// SHA-256 of the canonical bytes: how creations name them.
    pub fn digest(&self) -> Digest {
        sha256(&[&self.to_bytes()])
    }
}
