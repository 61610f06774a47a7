//! Identifiers: 16 random bytes each, one type per thing, parsed at the border.
//!
//! Written as a prefix, a dash and 26 characters of lower-case base 32 without padding (RFC 4648 section 6):
//! `copy-mfrggzdfmztwq2lknnwg23tpoa`.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE32_NOPAD, Encoding};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Where chance comes from. An argument everywhere, so that tests can fix it.
pub trait Random: Send + Sync {
    /// Fills `bytes` with unpredictable bytes.
    fn fill(&self, bytes: &mut [u8]);

    /// `N` unpredictable bytes.
    fn bytes<const N: usize>(&self) -> [u8; N]
    where
        Self: Sized,
    {
        let mut out = [0; N];
        self.fill(&mut out);
        out
    }
}

/// The text is no identifier of the kind that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a {0} identifier; copy it whole, from {0}- to its end")]
pub struct NotAnId(&'static str);

fn write(prefix: &str, bytes: &[u8; 16], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let encoding: Encoding = BASE32_NOPAD;
    write!(
        f,
        "{prefix}-{}",
        encoding.encode(bytes).to_ascii_lowercase()
    )
}

fn read(prefix: &'static str, text: &str) -> Result<[u8; 16], NotAnId> {
    let rest = text
        .strip_prefix(prefix)
        .and_then(|r| r.strip_prefix('-'))
        .ok_or(NotAnId(prefix))?;
    // One spelling per identifier: upper case would be a second one.
    if rest.bytes().any(|b| b.is_ascii_uppercase()) {
        return Err(NotAnId(prefix));
    }
    BASE32_NOPAD
        .decode(rest.to_ascii_uppercase().as_bytes())
        .ok()
        .and_then(|v| v.try_into().ok())
        .ok_or(NotAnId(prefix))
}

macro_rules! id {
    ($(#[$doc:meta] $name:ident = $prefix:literal;)*) => {$(
        #[$doc]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The word before the dash.
            pub const PREFIX: &'static str = $prefix;

            /// A fresh identifier.
            pub fn random(random: &dyn Random) -> Self {
                let mut bytes = [0; 16];
                random.fill(&mut bytes);
                Self(bytes)
            }

            /// An identifier from its stored bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The bytes as stored and as signed.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write($prefix, &self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write($prefix, &self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                read($prefix, text).map(Self)
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = NotAnId;

            fn try_from(bytes: &[u8]) -> Result<Self, NotAnId> {
                bytes.try_into().map(Self).map_err(|_| NotAnId($prefix))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

id! {
    /// Somebody who works here, or holds a seat for those who do.
    PersonId = "person";
    /// One conversation as one holder had it.
    CopyId = "copy";
    /// One copy, one day, one writer process.
    SegmentId = "segment";
    /// A program that seals, from its start to its end.
    WriterId = "writer";
    /// A holder of shares, on the employer's or the staff's side.
    SeatId = "seat";
    /// A request for access and what became of it.
    CaseId = "case";
    /// A legal hold.
    HoldId = "hold";
    /// One version of the regulation.
    RegulationId = "regulation";
    /// A sealed attachment.
    BlobId = "blob";
    /// A key that an employee made on their own side.
    KeyId = "key";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_nothing_else() {
        let id = CopyId::from_bytes(*b"abcdefghijklmnop");
        let text = id.to_string();
        assert_eq!(text, "copy-mfrggzdfmztwq2lknnwg23tpoa");
        assert_eq!(text.parse(), Ok(id));
        assert!(text.parse::<SeatId>().is_err(), "a copy is no seat");
        assert!("copy-MFRGGZDFMZTWQ2LKNNWG23TPOA".parse::<CopyId>().is_err());
        assert!("copy-".parse::<CopyId>().is_err());
        assert!("copy-é".parse::<CopyId>().is_err());
    }
}
