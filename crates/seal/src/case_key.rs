//! From seats to a case: each approving seat opens its shares of the listed segments and re-seals them to the key
//! that the reading room made for this case.
//!
//! [`release`] takes the terms only as witnessed, that is under a checkpoint that both the log and the staff's side
//! signed; so nothing opens in silence:
//!
//! ```compile_fail,E0308
//! use zegel_model::{Random, Timestamp};
//! use zegel_seal::case_key::{CaseTerms, Held, release};
//! use zegel_seal::seat::SeatKey;
//! fn open(seat: &SeatKey, terms: &impl CaseTerms, held: &Held, now: Timestamp, random: &dyn Random) {
//!     let _ = release(seat, terms, held, now, random);
//! }
//! ```
//!
//! ```
//! use zegel_ledger::Witnessed;
//! use zegel_model::{Random, Timestamp};
//! use zegel_seal::case_key::{CaseTerms, Held, release};
//! use zegel_seal::seat::SeatKey;
//! fn open(seat: &SeatKey, terms: &Witnessed<impl CaseTerms>, held: &Held, now: Timestamp, random: &dyn Random) {
//!     let _ = release(seat, terms, held, now, random);
//! }
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use data_encoding::BASE64;
use zegel_ledger::Witnessed;
use zegel_model::seat::Side;
use zegel_model::{CopyId, Day, Random, SeatId, SegmentId, Timestamp};

use crate::Digest;
use crate::creation::Creation;
use crate::kem::{self, ENCAPSULATED, Private, Public, Receiver, sha256};
use crate::once::{self, BOX, Secret};
use crate::reader::SegmentReader;
use crate::seat::SeatKey;
use crate::segment::{self, Boxes, Contexts};
use crate::share::{self, Share, ShareError};
use crate::wire::{Decoder, Encoder, FormatError, Kind, from_base64};

/// What a release must know of a case's terms. They never change once they are logged.
pub trait CaseTerms {
    /// A day of a copy is in scope.
    fn covers(&self, copy: CopyId, day: Day) -> bool;
    /// SHA-256 of the terms as logged.
    fn digest(&self) -> Digest;
    /// The case's public key, [`CasePublic::to_bytes`].
    fn case_public(&self) -> Vec<u8>;
    /// From this moment on nothing is released.
    fn deadline(&self) -> Timestamp;
}

/// The key of a case: made by the reading room, in its memory only, wiped with it. There is no way to write it down.
pub struct CaseKey(Private);

/// The public part, as it stands in the terms.
#[derive(Clone, PartialEq, Eq)]
pub struct CasePublic(Public);

impl CaseKey {
    /// A new key for one case.
    pub fn generate(random: &dyn Random) -> Result<Self, FormatError> {
        Private::generate(random).map(Self)
    }

    #[cfg(test)]
    pub(crate) fn from_seed(seed: Secret) -> Result<Self, FormatError> {
        Private::from_seed(seed).map(Self)
    }

    #[cfg(test)]
    pub(crate) fn seed(&self) -> &Secret {
        self.0.seed()
    }

    /// The public part.
    pub fn public(&self) -> CasePublic {
        CasePublic(self.0.public())
    }
}

impl fmt::Debug for CaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseKey")
    }
}

impl CasePublic {
    /// The canonical bytes: header, X-Wing key.
    pub fn to_bytes(&self) -> Vec<u8> {
        kem::encode_public(&self.0, Kind::CasePublic)
    }

    /// Reads canonical bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        kem::decode_public(bytes, Kind::CasePublic).map(Self)
    }

    /// The canonical bytes in base 64, as in the terms.
    pub fn to_base64(&self) -> String {
        BASE64.encode(&self.to_bytes())
    }

    /// Reads what [`Self::to_base64`] writes.
    pub fn from_base64(text: &str) -> Result<Self, FormatError> {
        Self::from_bytes(&from_base64(text)?)
    }
}

impl fmt::Debug for CasePublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CasePublic")
    }
}

/// What the archive holds of the segments that a case asks for.
#[derive(Debug, Clone, Default)]
pub struct Held {
    /// The contexts of every writer whose segments are among them.
    pub contexts: Vec<Contexts>,
    /// The segments.
    pub segments: Vec<SegmentBox>,
}

/// A segment with its boxes, as the archive holds it.
#[derive(Debug, Clone)]
pub struct SegmentBox {
    /// Its record.
    pub creation: Creation,
    /// Its boxes.
    pub boxes: Boxes,
}

/// Why a seat releases nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseError {
    /// The case is over.
    #[error("the deadline of this case has passed; nothing is released")]
    Deadline,
    /// The terms name no key to seal to.
    #[error("the terms of this case hold no usable key")]
    CaseKey(#[source] FormatError),
    /// Asked for more than the terms say.
    #[error("{0} lies outside the scope of this case; nothing is released")]
    OutOfScope(SegmentId),
    /// The same segment twice.
    #[error("{0} is listed twice; nothing is released")]
    Twice(SegmentId),
    /// Sealed to other seats.
    #[error("{0} was not sealed to this seat's key; nothing is released")]
    NotThisSeat(SegmentId),
    /// The records of a segment do not belong together, or its box does not open under its label.
    #[error("the records of {0} do not belong together or were changed; nothing is released")]
    Changed(SegmentId),
    /// It opens, but not to the share that the log was told of.
    #[error(
        "the share of {0} is not the one that was logged when it was sealed; nothing is released"
    )]
    WrongShare(SegmentId),
    /// A primitive refused.
    #[error("sealing to the case failed; nothing is released")]
    Primitive,
}

/// A seat's shares of the listed segments, sealed to the case's key. Bound to the terms and the seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    terms: Digest,
    seat: Digest,
    encapsulated: [u8; ENCAPSULATED],
    segments: BTreeMap<SegmentId, [u8; BOX]>,
}

impl Release {
    /// SHA-256 of the terms that it was made for.
    pub const fn terms(&self) -> &Digest {
        &self.terms
    }

    /// SHA-256 of the public keys of the seat that made it.
    pub const fn seat(&self) -> &Digest {
        &self.seat
    }

    /// The segments whose shares it holds.
    pub fn segments(&self) -> impl Iterator<Item = SegmentId> + '_ {
        self.segments.keys().copied()
    }

    /// The canonical bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let encoder = Encoder::new(Kind::Release)
            .fixed(&self.terms)
            .fixed(&self.seat)
            .fixed(&self.encapsulated);
        let encoder = encoder.count(self.segments.len());
        self.segments
            .iter()
            .fold(encoder, |e, (id, sealed)| {
                e.fixed(id.as_bytes()).fixed(sealed)
            })
            .done()
    }

    /// Reads canonical bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut decoder = Decoder::new(bytes, Kind::Release)?;
        let (terms, seat, encapsulated) = (decoder.fixed()?, decoder.fixed()?, decoder.fixed()?);
        let mut segments = BTreeMap::new();
        let mut last: Option<SegmentId> = None;
        for _ in 0..decoder.count(16 + BOX)? {
            let id = SegmentId::from_bytes(decoder.fixed()?);
            if last.is_some_and(|last| last >= id) {
                return Err(FormatError::Value("order of segments"));
            }
            last = Some(id);
            segments.insert(id, decoder.fixed()?);
        }
        decoder.end()?;
        Ok(Self {
            terms,
            seat,
            encapsulated,
            segments,
        })
    }

    /// SHA-256 of the canonical bytes: what an approval signs.
    pub fn digest(&self) -> Digest {
        sha256(&[&self.to_bytes()])
    }

    /// The HPKE info of a release's context: for which terms and by which seat.
    fn info(terms: &Digest, seat: &Digest) -> Vec<u8> {
        [b"zegel/1/release".as_slice(), terms, seat].concat()
    }
}

/// A seat releases its shares of exactly these segments to the case, or nothing at all.
///
/// Scope is judged by each segment's descriptor, and a box opens under its own descriptor only: whoever relabels a
/// segment to bring it into scope has a box that stays shut.
pub fn release<T: CaseTerms>(
    seat: &SeatKey,
    terms: &Witnessed<T>,
    held: &Held,
    now: Timestamp,
    random: &dyn Random,
) -> Result<Release, ReleaseError> {
    let terms = terms.get();
    if now >= terms.deadline() {
        return Err(ReleaseError::Deadline);
    }
    let to = CasePublic::from_bytes(&terms.case_public()).map_err(ReleaseError::CaseKey)?;
    check_scope(terms, held)?;
    let shares = open_shares(seat, held)?;

    let (terms, seat) = (terms.digest(), seat.public().digest());
    let (encapsulated, sender) =
        to.0.open(&Release::info(&terms, &seat), random)
            .map_err(|_| ReleaseError::Primitive)?;
    let mut segments = BTreeMap::new();
    for (segment, share) in held.segments.iter().zip(shares) {
        let descriptor = &segment.creation.descriptor;
        let sealed = sender
            .export(&segment::share_label(descriptor))
            .and_then(|key| once::seal_box(&key, &seat, &share))
            .map_err(|_| ReleaseError::Primitive)?;
        segments.insert(descriptor.segment, sealed);
    }
    Ok(Release {
        terms,
        seat,
        encapsulated,
        segments,
    })
}

/// Before a single box is touched: every segment in scope, none twice.
fn check_scope(terms: &impl CaseTerms, held: &Held) -> Result<(), ReleaseError> {
    let mut seen = BTreeSet::new();
    for segment in &held.segments {
        let descriptor = segment.creation.descriptor();
        if !terms.covers(descriptor.copy, descriptor.day) {
            return Err(ReleaseError::OutOfScope(descriptor.segment));
        }
        if !seen.insert(descriptor.segment) {
            return Err(ReleaseError::Twice(descriptor.segment));
        }
    }
    Ok(())
}

/// This seat's share of every segment, each checked against its creation.
fn open_shares(seat: &SeatKey, held: &Held) -> Result<Vec<Secret>, ReleaseError> {
    let public = seat.public().digest();
    // One decapsulation for each writer, not for each segment.
    let receivers: BTreeMap<Digest, Receiver> = held
        .contexts
        .iter()
        .filter_map(|contexts| Some((contexts.digest(), contexts.open(seat.kem(), &public)?)))
        .collect();
    let mut shares = Vec::with_capacity(held.segments.len());
    for SegmentBox { creation, boxes } in &held.segments {
        let descriptor = creation.descriptor();
        let changed = ReleaseError::Changed(descriptor.segment);
        let (index, place) = descriptor
            .places
            .of_key(&public)
            .ok_or(ReleaseError::NotThisSeat(descriptor.segment))?;
        let receiver = receivers.get(creation.contexts()).ok_or(changed)?;
        let sealed = boxes
            .seats
            .get(index)
            .filter(|_| boxes.digest() == creation.boxes)
            .ok_or(changed)?;
        let share = receiver
            .export(&segment::share_label(descriptor))
            .and_then(|key| once::open_box(&key, &public, sealed))
            .map_err(|_| changed)?;
        if creation.shares.get(index) != Some(&share::hash(&descriptor.digest(), place, &share)) {
            return Err(ReleaseError::WrongShare(descriptor.segment));
        }
        shares.push(share);
    }
    Ok(shares)
}

/// Why a case does not open a segment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// A release for other terms.
    #[error("a release was made for other terms than this case's")]
    OtherTerms,
    /// A release that this case's key does not open.
    #[error("a release was not sealed to this case's key")]
    OtherKey,
    /// Not enough usable shares of a side.
    #[error("{segment} does not open: {have} usable shares of the {side:?} side, {need} needed")]
    TooFew {
        /// Which segment.
        segment: SegmentId,
        /// Which side.
        side: Side,
        /// So many are usable.
        have: usize,
        /// So many are needed.
        need: u8,
        /// Seats that released something else than the share that was logged.
        faulty: Vec<SeatId>,
    },
    /// Every share is as logged, yet together they are not the root that was logged.
    #[error("{0} does not open: its logged shares do not make its logged root")]
    Wrong(SegmentId),
}

/// What several seats released to one case. Opens the segments that enough of both sides released.
pub struct Opening {
    releases: Vec<(Receiver, Release)>,
}

impl Opening {
    /// Takes the releases of a case; each must have been made for exactly these terms.
    pub fn new(key: &CaseKey, terms: &Digest, releases: Vec<Release>) -> Result<Self, OpenError> {
        let mut opened = Vec::new();
        for release in releases {
            if release.terms != *terms {
                return Err(OpenError::OtherTerms);
            }
            let info = Release::info(terms, &release.seat);
            let receiver = key
                .0
                .open(&release.encapsulated, &info)
                .map_err(|_| OpenError::OtherKey)?;
            opened.push((receiver, release));
        }
        Ok(Self { releases: opened })
    }

    /// The reader of one segment. A share that is not the logged one counts for nothing and its seat is named.
    pub fn segment(&self, creation: &Creation) -> Result<SegmentReader, OpenError> {
        let descriptor = creation.descriptor();
        let segment = descriptor.segment;
        let (mut shares, mut faulty) = (Vec::new(), Vec::new());
        for (receiver, release) in &self.releases {
            let Some((index, place)) = descriptor.places.of_key(&release.seat) else {
                continue;
            };
            let Some(sealed) = release.segments.get(&segment) else {
                continue;
            };
            let share = receiver
                .export(&segment::share_label(descriptor))
                .and_then(|key| once::open_box(&key, &release.seat, sealed))
                .ok()
                .filter(|share| {
                    creation.shares.get(index)
                        == Some(&share::hash(&descriptor.digest(), place, share))
                });
            match share {
                Some(secret) => shares.push(Share {
                    side: place.side,
                    x: place.x,
                    secret,
                }),
                None => faulty.push(place.seat),
            }
        }
        match share::root(descriptor, &creation.check, &shares) {
            Ok(root) => Ok(SegmentReader::new(descriptor, &root)),
            Err(ShareError::TooFew { side, have, need }) => Err(OpenError::TooFew {
                segment,
                side,
                have,
                need,
                faulty,
            }),
            Err(ShareError::Wrong | ShareError::Arithmetic) => Err(OpenError::Wrong(segment)),
        }
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opening")
            .field("releases", &self.releases.len())
            .finish()
    }
}
