//! The one encoding of everything that is stored or signed.
//!
//! A structure is a header of three bytes (version, suite, kind) and its fields: integers big-endian in their width,
//! arrays of fixed size as they are, byte strings and lists behind a `u32` count. There is one encoding for each
//! value. Reading is total, borrows, refuses what is left over, and never allocates by a length that came from
//! outside before the bytes are there.

use data_encoding::BASE64;

/// Version of every structure in this file's sense.
const VERSION: u8 = 1;
/// X-Wing, HKDF-SHA256 and AES-256-GCM as HPKE composes them; SHA-256; Ed25519.
const SUITE: u8 = 1;

/// What a structure is; the third byte of each, so that none can be read as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Descriptor,
    Creation,
    Contexts,
    Boxes,
    Clear,
    Sealed,
    Plaintext,
    SeatPublic,
    EmployeePublic,
    CasePublic,
    KeyFile,
    Release,
    Approval,
    Blob,
    Letter,
    Challenge,
    Answer,
    Offer,
    Messages,
    StatementPublic,
    Statement,
}

impl Kind {
    const fn code(self) -> u8 {
        match self {
            Self::Descriptor => 1,
            Self::Creation => 2,
            Self::Contexts => 3,
            Self::Boxes => 4,
            Self::Clear => 5,
            Self::Sealed => 6,
            Self::Plaintext => 7,
            Self::SeatPublic => 8,
            Self::EmployeePublic => 9,
            Self::CasePublic => 10,
            Self::KeyFile => 11,
            Self::Release => 12,
            Self::Approval => 13,
            Self::Blob => 14,
            Self::Letter => 15,
            Self::Challenge => 16,
            Self::Answer => 17,
            Self::Offer => 18,
            Self::Messages => 19,
            Self::StatementPublic => 20,
            Self::Statement => 21,
        }
    }

    /// The three bytes that open a structure of this kind.
    pub(crate) const fn header(self) -> [u8; 3] {
        [VERSION, SUITE, self.code()]
    }
}

/// Bytes that are no structure of the kind that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// They end too early.
    #[error("these bytes end before they are complete")]
    Short,
    /// Something follows.
    #[error("something follows after the end of these bytes")]
    Trailing,
    /// A later Zegel wrote them.
    #[error("these bytes have version {0}; this Zegel reads version 1, use a later one")]
    Version(u8),
    /// Other cryptography.
    #[error("these bytes have suite {0}; this Zegel knows suite 1, use a later one")]
    Suite(u8),
    /// Something else of ours.
    #[error("these bytes are something else than what was asked for")]
    Kind,
    /// A field holds what it may not hold.
    #[error("these bytes hold an impossible {0}")]
    Value(&'static str),
}

/// Writes one structure.
pub(crate) struct Encoder(Vec<u8>);

impl Encoder {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(kind.header().to_vec())
    }

    /// The same, with room for `capacity` bytes, so that secrets are not left behind by a growing vector.
    pub(crate) fn with_capacity(kind: Kind, capacity: usize) -> Self {
        let mut bytes = Vec::with_capacity(capacity);
        bytes.extend_from_slice(&kind.header());
        Self(bytes)
    }

    pub(crate) fn u8(mut self, value: u8) -> Self {
        self.0.push(value);
        self
    }

    pub(crate) fn u32(mut self, value: u32) -> Self {
        self.0.extend_from_slice(&value.to_be_bytes());
        self
    }

    pub(crate) fn u64(mut self, value: u64) -> Self {
        self.0.extend_from_slice(&value.to_be_bytes());
        self
    }

    pub(crate) fn i32(mut self, value: i32) -> Self {
        self.0.extend_from_slice(&value.to_be_bytes());
        self
    }

    pub(crate) fn i64(mut self, value: i64) -> Self {
        self.0.extend_from_slice(&value.to_be_bytes());
        self
    }

    /// Bytes whose number the format fixes.
    pub(crate) fn fixed(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    /// Bytes behind their number.
    pub(crate) fn bytes(self, bytes: &[u8]) -> Self {
        self.count(bytes.len()).fixed(bytes)
    }

    /// The number of items that follow.
    pub(crate) fn count(self, count: usize) -> Self {
        let count = u32::try_from(count);
        assert!(
            count.is_ok(),
            "whatever we write is bounded far below 4 GiB where it is accepted"
        );
        self.u32(count.unwrap_or(u32::MAX))
    }

    pub(crate) fn done(self) -> Vec<u8> {
        self.0
    }
}

/// The bytes that a text spells in base 64, if this is their one spelling.
///
/// [`BASE64`] alone also takes padded pieces one behind the other, and with them many spellings of the same.
pub(crate) fn from_base64(text: &str) -> Result<Vec<u8>, FormatError> {
    let padding = text.find('=').map_or(0, |at| text.len().saturating_sub(at));
    if padding > 2 {
        return Err(FormatError::Value("base 64"));
    }
    BASE64
        .decode(text.as_bytes())
        .map_err(|_| FormatError::Value("base 64"))
}

/// Reads one structure.
pub(crate) struct Decoder<'a> {
    rest: &'a [u8],
}

impl<'a> Decoder<'a> {
    /// A reader behind the header, which must be of this kind.
    pub(crate) fn new(bytes: &'a [u8], kind: Kind) -> Result<Self, FormatError> {
        let mut decoder = Self { rest: bytes };
        match decoder.fixed::<3>()? {
            [VERSION, SUITE, code] if code == kind.code() => Ok(decoder),
            [VERSION, SUITE, _] => Err(FormatError::Kind),
            [VERSION, suite, _] => Err(FormatError::Suite(suite)),
            [version, _, _] => Err(FormatError::Version(version)),
        }
    }

    pub(crate) fn fixed<const N: usize>(&mut self) -> Result<[u8; N], FormatError> {
        let (head, rest) = self
            .rest
            .split_first_chunk::<N>()
            .ok_or(FormatError::Short)?;
        self.rest = rest;
        Ok(*head)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, FormatError> {
        self.fixed::<1>().map(u8::from_be_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, FormatError> {
        self.fixed().map(u32::from_be_bytes)
    }

    pub(crate) fn u64(&mut self) -> Result<u64, FormatError> {
        self.fixed().map(u64::from_be_bytes)
    }

    pub(crate) fn i32(&mut self) -> Result<i32, FormatError> {
        self.fixed().map(i32::from_be_bytes)
    }

    pub(crate) fn i64(&mut self) -> Result<i64, FormatError> {
        self.fixed().map(i64::from_be_bytes)
    }

    /// Bytes behind their number, borrowed.
    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], FormatError> {
        let length = usize::try_from(self.u32()?).map_err(|_| FormatError::Short)?;
        let (head, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(FormatError::Short)?;
        self.rest = rest;
        Ok(head)
    }

    /// The number of items that follow, each of at least `least` bytes: never more than the bytes can hold.
    pub(crate) fn count(&mut self, least: usize) -> Result<usize, FormatError> {
        let count = usize::try_from(self.u32()?).map_err(|_| FormatError::Short)?;
        if count.saturating_mul(least.max(1)) > self.rest.len() {
            return Err(FormatError::Short);
        }
        Ok(count)
    }

    /// Everything that is left.
    pub(crate) fn rest(self) -> &'a [u8] {
        self.rest
    }

    /// Nothing may be left.
    pub(crate) fn end(self) -> Result<(), FormatError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(FormatError::Trailing)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn base_64_has_one_spelling_each() {
        for text in ["", "AAAA", "AAA=", "AA==", "AAAAAA=="] {
            let bytes = from_base64(text).unwrap();
            assert_eq!(BASE64.encode(&bytes), text);
        }
        for text in [
            "AA==AA==", "AAA=AAAA", "AA==AAAA", "AB==", "AA", "AA=", "====",
        ] {
            assert!(from_base64(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_header_names_what_it_is() {
        let bytes = Encoder::new(Kind::Clear).u8(7).done();
        assert_eq!(bytes, [1, 1, 5, 7]);
        let refused = |bytes: &[u8]| Decoder::new(bytes, Kind::Clear).err();
        assert_eq!(refused(&[1, 1, 6]), Some(FormatError::Kind));
        assert_eq!(refused(&[1, 2, 5]), Some(FormatError::Suite(2)));
        assert_eq!(refused(&[2, 1, 5]), Some(FormatError::Version(2)));
        assert_eq!(refused(&[1, 1]), Some(FormatError::Short));
        let mut decoder = Decoder::new(&bytes, Kind::Clear).unwrap();
        assert_eq!(decoder.u8(), Ok(7));
        assert_eq!(decoder.u8(), Err(FormatError::Short));
        assert_eq!(
            Decoder::new(&bytes, Kind::Clear).unwrap().end(),
            Err(FormatError::Trailing)
        );
    }

    #[test]
    fn a_foreign_length_is_never_believed() {
        let bytes = Encoder::new(Kind::Clear).u32(u32::MAX).u8(0).done();
        assert_eq!(
            Decoder::new(&bytes, Kind::Clear).unwrap().bytes(),
            Err(FormatError::Short)
        );
        assert_eq!(
            Decoder::new(&bytes, Kind::Clear).unwrap().count(0),
            Err(FormatError::Short)
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(a: u8, b: u32, c: u64, d: i32, e: i64, f: [u8; 16], g: Vec<u8>) {
            let bytes = Encoder::new(Kind::Letter).u8(a).u32(b).u64(c).i32(d).i64(e).fixed(&f).bytes(&g).done();
            let mut r = Decoder::new(&bytes, Kind::Letter).unwrap();
            prop_assert_eq!((r.u8(), r.u32(), r.u64(), r.i32(), r.i64()), (Ok(a), Ok(b), Ok(c), Ok(d), Ok(e)));
            prop_assert_eq!(r.fixed(), Ok(f));
            prop_assert_eq!(r.bytes(), Ok(g.as_slice()));
            prop_assert_eq!(r.end(), Ok(()));
        }
    }
}
