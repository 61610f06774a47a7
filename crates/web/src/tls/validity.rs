//! From when to when a certificate can be used: all that Zegel reads in one by itself.
//!
//! Spec: RFC 5280, 4.1.

use der::asn1::{AnyRef, GeneralizedTime, UtcTime};
use der::{Decode, Header, SliceReader, Tag, Tagged};
use zegel_model::Timestamp;

/// From when to when, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// The first moment.
    pub begins: Timestamp,
    /// The last moment.
    pub ends: Timestamp,
}

impl Validity {
    /// Of a certificate in DER; nothing where it is none, or ends before it begins.
    pub fn read(der: &[u8]) -> Option<Self> {
        let (begins, ends) = times(der).ok()?;
        (begins <= ends).then_some(Self { begins, ends })
    }

    /// When it is time for the next one: at two thirds, so that one third is left for whatever goes wrong.
    pub fn renewal(self) -> Timestamp {
        let third = self.ends.micros().saturating_sub(self.begins.micros()) / 3;
        Timestamp::from_micros(self.ends.micros().saturating_sub(third))
    }

    /// Whether a client would take it at this moment.
    pub fn holds(self, now: Timestamp) -> bool {
        self.begins <= now && now <= self.ends
    }
}

/// What comes before the two times is walked over: version (only where it is given), number, algorithm, issuer.
fn times(der: &[u8]) -> der::Result<(Timestamp, Timestamp)> {
    // Whole, and nothing behind it.
    AnyRef::from_der(der)?;
    let reader = &mut SliceReader::new(der)?;
    sequence(reader)?;
    sequence(reader)?;
    if AnyRef::decode(reader)?.tag().is_context_specific() {
        AnyRef::decode(reader)?;
    }
    AnyRef::decode(reader)?;
    AnyRef::decode(reader)?;
    sequence(reader)?;
    Ok((time(reader)?, time(reader)?))
}

fn sequence(reader: &mut SliceReader<'_>) -> der::Result<()> {
    let tag = Header::decode(reader)?.tag();
    tag.assert_eq(Tag::Sequence)?;
    Ok(())
}

/// Two digits of the year until 2049, four from then on.
fn time(reader: &mut SliceReader<'_>) -> der::Result<Timestamp> {
    let any = AnyRef::decode(reader)?;
    let since = if any.tag() == Tag::UtcTime {
        any.decode_as::<UtcTime>()?.to_unix_duration()
    } else {
        any.decode_as::<GeneralizedTime>()?.to_unix_duration()
    };
    let micros = i64::try_from(since.as_micros()).unwrap_or(i64::MAX);
    Ok(Timestamp::from_micros(micros))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject;

    fn fixture(name: &str) -> Vec<u8> {
        let path = format!("{}/../../fixtures/tls/{name}", env!("CARGO_MANIFEST_DIR"));
        CertificateDer::from_pem_file(path).unwrap().to_vec()
    }

    #[test]
    fn both_times_of_a_certificate_are_read() {
        let validity = Validity::read(&fixture("server.pem")).unwrap();
        // One time with two digits of the year, one with four.
        assert_eq!(validity.begins.to_string(), "2026-11-22T07:57:37Z");
        assert_eq!(validity.ends.to_string(), "2126-10-29T07:57:37Z");
        assert!(validity.holds(validity.begins) && validity.holds(validity.ends));
        assert!(!validity.holds(validity.ends.plus_seconds(1)));
    }

    #[test]
    fn the_next_one_is_due_at_two_thirds() {
        let at = |seconds: i64| Timestamp::from_micros(seconds * 1_000_000);
        let validity = Validity {
            begins: at(0),
            ends: at(90),
        };
        assert_eq!(validity.renewal(), at(60));
    }

    #[test]
    fn what_is_cut_off_is_no_certificate() {
        let whole = fixture("server.pem");
        for length in 0..whole.len().min(120) {
            assert!(Validity::read(&whole[..length]).is_none(), "{length}");
        }
        assert!(Validity::read(b"\x30\x03\x02\x01\x01").is_none());
    }
}
