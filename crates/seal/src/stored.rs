//! What is inside a sealed message: the source bytes as they came, and what was understood of them.
//!
//! The plaintext is header, salt (32 bytes), source bytes and JSON record (each behind its length), then zeros up to
//! the size bucket. The JSON has the names of `zegel parse`'s lines; an attachment that was kept adds where it is and
//! which key opens it.

use std::fmt;

use data_encoding::{BASE64, HEXLOWER};
use jiff::civil::DateTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zegel_model::message::{Details, Kind as MessageKind, Record, SystemEvent};
use zegel_model::{BlobId, Day};
use zeroize::Zeroizing;

use crate::Digest;
use crate::kem::sha256;
use crate::media::{MediaKey, SealedMedia};
use crate::wire::{Decoder, Encoder, FormatError, Kind};

/// The smallest bucket, in bytes of plaintext.
pub const SMALLEST_BUCKET: u32 = 512;
/// The largest bucket: 16 MiB. A message of more is refused.
pub const LARGEST_BUCKET: u32 = 1 << 24;

/// A message as it lies sealed, in the words of `zegel parse`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Byte offset in the source.
    pub offset: u64,
    /// Bytes of source.
    pub length: u64,
    /// Wall-clock time.
    pub at: DateTime,
    /// The zone of that clock: of a source without moments what its importer stated, else what they chose to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The time as written.
    pub raw_time: String,
    /// Who wrote it; nobody wrote a system line.
    pub sender: Option<String>,
    /// What it is.
    pub kind: MessageKind,
    /// The text as written.
    pub text: String,
    /// The source marks it as edited.
    pub edited: bool,
    /// A file that belongs to it.
    pub attachment: Option<StoredAttachment>,
    /// What happened, of a system line that was understood.
    pub event: Option<SystemEvent>,
    /// What a database or a structured export says beyond that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Box<Details>>,
}

/// A file named by a message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredAttachment {
    /// Its name in the source.
    pub name: String,
    /// The source held the file.
    pub present: bool,
    /// Where it is kept and what opens it, if it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<StoredMedia>,
}

/// A sealed attachment, as its message knows it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredMedia {
    /// Which blob.
    pub blob: BlobId,
    /// Bytes of the file itself, without padding.
    pub size: u64,
    /// What opens it, in base 64.
    #[serde(serialize_with = "write_key", deserialize_with = "read_key")]
    pub key: MediaKey,
    /// SHA-256 of the file itself, in base 16: the same file in two copies is known by it. Archives sealed before this
    /// was kept have none.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "write_digest",
        deserialize_with = "read_digest"
    )]
    pub sha256: Option<Digest>,
}

#[expect(clippy::ref_option, reason = "what serde hands over")]
fn write_digest<S: Serializer>(digest: &Option<Digest>, serializer: S) -> Result<S::Ok, S::Error> {
    match digest {
        Some(digest) => serializer.serialize_str(&HEXLOWER.encode(digest)),
        None => serializer.serialize_none(),
    }
}

fn read_digest<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Digest>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let bytes = HEXLOWER.decode(text.as_bytes()).ok();
    let digest = bytes.and_then(|bytes| bytes.as_slice().try_into().ok());
    digest
        .map(Some)
        .ok_or_else(|| de::Error::custom("no digest"))
}

// The key type itself cannot be serialised: only here, on its way into or out of a ciphertext.
fn write_key<S: Serializer>(key: &MediaKey, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&Zeroizing::new(BASE64.encode(key.secret().as_slice())))
}

fn read_key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<MediaKey, D::Error> {
    let text = Zeroizing::new(String::deserialize(deserializer)?);
    let bytes = BASE64.decode(text.as_bytes()).map(Zeroizing::new).ok();
    bytes
        .and_then(|bytes| bytes.as_slice().try_into().ok())
        .map(|bytes| MediaKey::new(Zeroizing::new(bytes)))
        .ok_or_else(|| de::Error::custom("no media key"))
}

impl Stored {
    /// What is stored of a record, with its attachment as sealed.
    pub(crate) fn new(record: &Record, media: Option<&SealedMedia>) -> Self {
        let attachment = record
            .attachment
            .as_ref()
            .map(|attachment| StoredAttachment {
                name: attachment.name.clone(),
                present: attachment.present,
                media: media.map(|media| StoredMedia {
                    blob: media.blob.id,
                    size: media.size,
                    key: media.key.clone(),
                    sha256: Some(media.content),
                }),
            });
        Self {
            offset: record.offset,
            length: u64::try_from(record.source.len()).unwrap_or(u64::MAX),
            at: record.at,
            zone: None,
            raw_time: record.raw_time.clone(),
            sender: record.sender.clone(),
            kind: record.kind,
            text: record.text.clone(),
            edited: record.edited,
            attachment,
            event: record.event.clone(),
            details: record.details.clone(),
        }
    }

    /// The same, its clock having stood in this zone.
    pub(crate) fn in_zone(mut self, zone: Option<&str>) -> Self {
        self.zone = zone.map(str::to_owned);
        self
    }

    /// The day it belongs to.
    pub fn day(&self) -> Day {
        Day::new(self.at.date())
    }

    /// The sealed attachment, if there is one.
    pub fn media(&self) -> Option<&StoredMedia> {
        self.attachment
            .as_ref()
            .and_then(|attachment| attachment.media.as_ref())
    }
}

// Content never reaches a log, not even through `{:?}`.
impl fmt::Debug for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stored")
            .field("offset", &self.offset)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for StoredAttachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredAttachment")
            .field("present", &self.present)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for StoredMedia {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredMedia")
            .field("blob", &self.blob)
            .finish_non_exhaustive()
    }
}

/// A message of more than [`LARGEST_BUCKET`] bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLong;

/// The bucket of so many bytes: the next power of two, from 512.
///
/// A chat message is short and its words decide its length, so its size says more than that of a file; doubling
/// leaves eight sizes up to 64 KiB. Padmé's finer steps, which files have, would leave sixty. What doubling costs is
/// small: all text of an archive is little beside its photos.
pub(crate) fn bucket(length: usize) -> Result<u32, TooLong> {
    u32::try_from(length)
        .ok()
        .and_then(u32::checked_next_power_of_two)
        .map(|size| size.max(SMALLEST_BUCKET))
        .filter(|size| *size <= LARGEST_BUCKET)
        .ok_or(TooLong)
}

/// SHA-256(message salt || source bytes): what the log commits to, and whoever opens the message can check.
pub(crate) fn commitment(salt: &Digest, source: &[u8]) -> Digest {
    sha256(&[salt, source])
}

/// The padded plaintext.
pub(crate) fn write(
    salt: &Digest,
    source: &[u8],
    stored: &Stored,
) -> Result<Zeroizing<Vec<u8>>, TooLong> {
    let json = Zeroizing::new(serde_json::to_vec(stored).map_err(|_| TooLong)?);
    let length = 3 + 32 + 4 + source.len() + 4 + json.len();
    let size = usize::try_from(bucket(length)?).map_err(|_| TooLong)?;
    let encoder = Encoder::with_capacity(Kind::Plaintext, size)
        .fixed(salt)
        .bytes(source)
        .bytes(&json);
    let mut bytes = Zeroizing::new(encoder.done());
    bytes.resize(size, 0);
    Ok(bytes)
}

/// What a plaintext holds.
pub(crate) struct Plain {
    pub(crate) salt: Digest,
    pub(crate) source: Vec<u8>,
    pub(crate) stored: Stored,
}

/// Reads a padded plaintext; the padding must be zeros and no more than the bucket asks for.
pub(crate) fn read(bytes: &[u8]) -> Result<Plain, FormatError> {
    let mut decoder = Decoder::new(bytes, Kind::Plaintext)?;
    let salt = decoder.fixed()?;
    let source = decoder.bytes()?.to_vec();
    let json = decoder.bytes()?;
    let stored: Stored = serde_json::from_slice(json).map_err(|_| FormatError::Value("record"))?;
    let rest = decoder.rest();
    let size = bucket(bytes.len() - rest.len())
        .ok()
        .and_then(|size| usize::try_from(size).ok());
    if size != Some(bytes.len()) || rest.iter().any(|byte| *byte != 0) {
        return Err(FormatError::Value("padding"));
    }
    Ok(Plain {
        salt,
        source,
        stored,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing;

    #[test]
    fn buckets_are_powers_of_two_from_512() {
        for (length, size) in [
            (0, 512),
            (1, 512),
            (512, 512),
            (513, 1024),
            (65_537, 131_072),
            (1 << 24, 1 << 24),
        ] {
            assert_eq!(bucket(length), Ok(size));
        }
        assert_eq!(bucket((1 << 24) + 1), Err(TooLong));
        assert_eq!(bucket(usize::MAX), Err(TooLong));
    }

    #[test]
    fn the_record_has_the_names_of_parse() {
        let stored = Stored::new(&testing::record("2022-05-02T16:12:00", "Tot morgen"), None);
        let json: serde_json::Value = serde_json::to_value(&stored).unwrap();
        let names: Vec<&str> = json
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let mut expected = [
            "offset",
            "length",
            "at",
            "raw_time",
            "sender",
            "kind",
            "text",
            "edited",
            "attachment",
            "event",
        ];
        expected.sort_unstable();
        assert_eq!(names, expected);
        assert_eq!(json["at"], "2022-05-02T16:12:00");
        assert_eq!(json["kind"], "text");
    }

    #[test]
    fn what_a_database_says_beyond_a_text_survives_the_sealing() {
        let mut record = testing::record("2022-05-02T16:12:00", "Tot morgen");
        record.details = Some(Box::new(Details {
            id: Some("3EB0".to_owned()),
            number: Some(7),
            own: true,
            moment: Some(zegel_model::Timestamp::from_micros(1_651_500_720_000_000)),
            reply_to: Some("3EAF".to_owned()),
            ..Details::default()
        }));
        let stored = Stored::new(&record, None).in_zone(Some("Europe/Amsterdam"));
        let bytes = write(&[1; 32], b"source", &stored).unwrap();
        let plain = read(&bytes).unwrap();
        assert_eq!(plain.stored.details, record.details);
        assert_eq!(plain.stored.zone.as_deref(), Some("Europe/Amsterdam"));
    }

    #[test]
    fn padding_is_checked() {
        let stored = Stored::new(&testing::record("2022-05-02T16:12:00", "Tot morgen"), None);
        let bytes = write(&[1; 32], b"source", &stored).unwrap();
        assert_eq!(bytes.len(), 512);
        assert!(
            read(&bytes).is_ok_and(|plain| plain.source == b"source" && plain.stored == stored)
        );
        let mut long = bytes.to_vec();
        long.resize(1024, 0);
        assert!(read(&long).is_err(), "one size for each message");
        let mut marked = bytes.to_vec();
        marked[511] = 1;
        assert!(read(&marked).is_err());
    }

    proptest! {
        #[test]
        fn foreign_plaintexts_are_read_or_refused(bytes: Vec<u8>, at in 0_usize..512, to: u8) {
            prop_assert!(read(&bytes).is_err());
            let stored = Stored::new(&testing::record("2022-05-02T16:12:00", "Tot morgen"), None);
            let mut changed = write(&[1; 32], b"source", &stored).unwrap().to_vec();
            changed[at] = to;
            let same = changed == *write(&[1; 32], b"source", &stored).unwrap();
            prop_assert!(!same || read(&changed).is_ok());
        }
    }
}
