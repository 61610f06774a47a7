//! What a segment is: the label that its boxes open under and its messages hang on.

use std::collections::BTreeSet;

use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::seat::{Quorum, Side};
use zegel_model::{CopyId, Day, SeatId, SegmentId, WriterId};

use crate::Digest;
use crate::kem::sha256;
use crate::wire::{Decoder, Encoder, FormatError, Kind};

/// One archive, by the SHA-256 of its name: segments of another archive do not open here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Archive(Digest);

impl Archive {
    /// The archive of this name: the origin line of its conduct log (C2SP tlog-checkpoint) without `/conduct`.
    pub fn of(name: &str) -> Self {
        Self(sha256(&[name.as_bytes()]))
    }

    /// The archive of these stored bytes.
    pub(crate) const fn from_bytes(bytes: Digest) -> Self {
        Self(bytes)
    }

    /// The 32 bytes as stored and signed.
    pub const fn as_bytes(&self) -> &Digest {
        &self.0
    }
}

/// A seat in a segment: where its share lies and which key it is sealed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which seat.
    pub seat: SeatId,
    /// Which half of the root it has a share of.
    pub side: Side,
    /// The share's coordinate on its side, from 1.
    pub x: u8,
    /// SHA-256 of the seat's public keys, [`crate::seat::SeatPublic::digest`].
    pub key: Digest,
}

/// The seats of both sides and how many of each it takes. Employer first, by coordinate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    employer: Quorum,
    staff: Quorum,
    list: Vec<Place>,
}

/// Seats between which nothing can be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlacesError {
    /// More or fewer seats than the quorum of their side says.
    #[error(
        "there must be as many seats on each side as its quorum names, with coordinates 1, 2, 3 in order"
    )]
    Count,
    /// A quorum that cannot be, or that makes one person a veto.
    #[error(transparent)]
    Quorum(#[from] zegel_model::seat::NoQuorum),
    /// One seat or one key twice: its holder would count for two.
    #[error("a seat or a key stands twice among the seats; each needs a key of its own")]
    Twice,
}

impl Places {
    /// Seats in their order: employer's first, coordinates 1, 2, 3 on each side.
    pub fn new(employer: Quorum, staff: Quorum, places: Vec<Place>) -> Result<Self, PlacesError> {
        let expected = (1..=employer.seats)
            .map(|x| (Side::Employer, x))
            .chain((1..=staff.seats).map(|x| (Side::Staff, x)));
        if !places
            .iter()
            .map(|place| (place.side, place.x))
            .eq(expected)
        {
            return Err(PlacesError::Count);
        }
        let seats: BTreeSet<SeatId> = places.iter().map(|place| place.seat).collect();
        let keys: BTreeSet<Digest> = places.iter().map(|place| place.key).collect();
        if seats.len() != places.len() || keys.len() != places.len() {
            return Err(PlacesError::Twice);
        }
        let employer = Quorum::new(employer.threshold, employer.seats)?;
        let staff = Quorum::new(staff.threshold, staff.seats)?;
        Ok(Self {
            employer,
            staff,
            list: places,
        })
    }

    /// How many seats of a side it takes, and how many there are.
    pub const fn quorum(&self, side: Side) -> Quorum {
        match side {
            Side::Employer => self.employer,
            Side::Staff => self.staff,
        }
    }

    /// The seats in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Place> {
        self.list.iter()
    }

    /// The index and place of the seat with this key.
    pub fn of_key(&self, key: &Digest) -> Option<(usize, &Place)> {
        self.list
            .iter()
            .enumerate()
            .find(|(_, place)| place.key == *key)
    }
}

impl<'a> IntoIterator for &'a Places {
    type Item = &'a Place;
    type IntoIter = std::slice::Iter<'a, Place>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

/// One copy, one day, one writer: the unit of access, retention and shredding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Descriptor {
    /// The archive it belongs to.
    pub archive: Archive,
    /// Whose conversation.
    pub copy: CopyId,
    /// Which day of it.
    pub day: Day,
    /// Its own name, random.
    pub segment: SegmentId,
    /// The program that wrote it.
    pub writer: WriterId,
    /// Whose account and whose phone it came from.
    pub class: SourceClass,
    /// How far its source can be trusted.
    pub provenance: Provenance,
    /// Between whom its root is split.
    pub places: Places,
}

/// Bytes of one place in a descriptor.
const PLACE: usize = 16 + 1 + 1 + 32;

impl Descriptor {
    /// The canonical bytes (`docs/formats.md`, descriptor).
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Kind::Descriptor)
            .fixed(&self.archive.0)
            .fixed(self.copy.as_bytes())
            .i32(self.day.number())
            .fixed(self.segment.as_bytes())
            .fixed(self.writer.as_bytes())
            .u8(self.class.code())
            .u8(provenance_code(self.provenance))
            .u8(self.places.employer.threshold)
            .u8(self.places.staff.threshold)
            .count(self.places.list.len());
        for place in &self.places {
            encoder = encoder
                .fixed(place.seat.as_bytes())
                .u8(place.side.code())
                .u8(place.x)
                .fixed(&place.key);
        }
        encoder.done()
    }

    /// Reads canonical bytes and refuses all others.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut decoder = Decoder::new(bytes, Kind::Descriptor)?;
        let archive = Archive(decoder.fixed()?);
        let copy = CopyId::from_bytes(decoder.fixed()?);
        let day = Day::from_number(decoder.i32()?).ok_or(FormatError::Value("day"))?;
        let segment = SegmentId::from_bytes(decoder.fixed()?);
        let writer = WriterId::from_bytes(decoder.fixed()?);
        let class =
            SourceClass::from_code(decoder.u8()?).ok_or(FormatError::Value("source class"))?;
        let provenance = provenance_of(decoder.u8()?).ok_or(FormatError::Value("provenance"))?;
        let (employer, staff) = (decoder.u8()?, decoder.u8()?);
        let mut places = Vec::new();
        for _ in 0..decoder.count(PLACE)? {
            places.push(Place {
                seat: SeatId::from_bytes(decoder.fixed()?),
                side: Side::from_code(decoder.u8()?).ok_or(FormatError::Value("side"))?,
                x: decoder.u8()?,
                key: decoder.fixed()?,
            });
        }
        decoder.end()?;
        let seats = |side| {
            u8::try_from(places.iter().filter(|place| place.side == side).count())
                .unwrap_or(u8::MAX)
        };
        let employer = Quorum {
            threshold: employer,
            seats: seats(Side::Employer),
        };
        let staff = Quorum {
            threshold: staff,
            seats: seats(Side::Staff),
        };
        let places =
            Places::new(employer, staff, places).map_err(|_| FormatError::Value("set of seats"))?;
        Ok(Self {
            archive,
            copy,
            day,
            segment,
            writer,
            class,
            provenance,
            places,
        })
    }

    /// SHA-256 of the canonical bytes.
    pub fn digest(&self) -> Digest {
        sha256(&[&self.to_bytes()])
    }
}

/// The letter that the pages show, as a byte.
pub(crate) const fn provenance_code(provenance: Provenance) -> u8 {
    match provenance {
        Provenance::SignedFeed => b'A',
        Provenance::DeviceBackup => b'B',
        Provenance::TextExport => b'C',
    }
}

pub(crate) fn provenance_of(code: u8) -> Option<Provenance> {
    [
        Provenance::SignedFeed,
        Provenance::DeviceBackup,
        Provenance::TextExport,
    ]
    .into_iter()
    .find(|provenance| provenance_code(*provenance) == code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing;

    #[test]
    fn reads_what_it_writes() {
        let descriptor = testing::descriptor(
            Quorum {
                threshold: 2,
                seats: 3,
            },
            Quorum {
                threshold: 1,
                seats: 3,
            },
        );
        assert_eq!(
            Descriptor::from_bytes(&descriptor.to_bytes()),
            Ok(descriptor)
        );
    }

    #[test]
    fn every_field_counts_in_the_digest() {
        let original = testing::descriptor(Quorum::SMALL, Quorum::SMALL);
        let bytes = original.to_bytes();
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            if let Ok(other) = Descriptor::from_bytes(&changed) {
                assert_eq!(other.to_bytes(), changed, "one encoding for each value");
                assert_ne!(other.digest(), original.digest());
            }
        }
    }

    #[test]
    fn seats_that_split_nothing_are_refused() {
        let good: Vec<Place> = testing::descriptor(Quorum::SMALL, Quorum::SMALL)
            .places
            .list;
        let new = |places| Places::new(Quorum::SMALL, Quorum::SMALL, places);
        assert!(new(good.clone()).is_ok());
        assert_eq!(new(good[1..].to_vec()), Err(PlacesError::Count));
        let mut turned = good.clone();
        turned.swap(0, 1);
        assert_eq!(new(turned), Err(PlacesError::Count));
        let mut twice = good.clone();
        twice[3].key = twice[0].key;
        assert_eq!(
            new(twice),
            Err(PlacesError::Twice),
            "one holder on both sides"
        );
        let veto = Quorum {
            threshold: 2,
            seats: 2,
        };
        assert!(matches!(
            Places::new(veto, Quorum::SMALL, good),
            Err(PlacesError::Quorum(_))
        ));
    }

    proptest! {
        #[test]
        fn foreign_bytes_are_read_or_refused(bytes: Vec<u8>, cut in 0_usize..400) {
            prop_assert!(Descriptor::from_bytes(&bytes).is_err());
            let good = testing::descriptor(Quorum::SMALL, Quorum::SMALL).to_bytes();
            prop_assert!(cut >= good.len() || Descriptor::from_bytes(&good[..cut]).is_err());
            let mut long = good;
            long.extend(bytes.iter().take(1));
            prop_assert!(bytes.is_empty() || Descriptor::from_bytes(&long).is_err());
        }
    }
}
