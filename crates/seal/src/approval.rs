//! A seat's signed yes: to these terms, with this release, perhaps until an earlier moment.

use zegel_ledger::Witnessed;
use zegel_model::Timestamp;

use crate::Digest;
use crate::case_key::{CaseTerms, Release};
use crate::seat::{SeatKey, SeatPublic};
use crate::wire::{Decoder, Encoder, FormatError, Kind};

/// A seat's signed yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    terms: Digest,
    release: Digest,
    seat: Digest,
    deadline: Option<Timestamp>,
    signature: [u8; 64],
}

/// Why an approval was not made or does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalError {
    /// The release was made for other terms or by another seat.
    #[error("this release was made for other terms or by another seat")]
    OtherRelease,
    /// Later than the terms'.
    #[error("an approval can only bring the deadline forward")]
    Deadline,
    /// Not this seat's signature over these terms and this release.
    #[error("this approval was not signed by this seat for this case")]
    Signature,
}

impl Approval {
    /// Signs for terms that are witnessed and a release that was made for them.
    pub fn sign<T: CaseTerms>(
        seat: &SeatKey,
        terms: &Witnessed<T>,
        release: &Release,
        deadline: Option<Timestamp>,
    ) -> Result<Self, ApprovalError> {
        let (terms, latest) = (terms.get().digest(), terms.get().deadline());
        let public = seat.public().digest();
        if *release.terms() != terms || *release.seat() != public {
            return Err(ApprovalError::OtherRelease);
        }
        if deadline.is_some_and(|deadline| deadline > latest) {
            return Err(ApprovalError::Deadline);
        }
        let mut approval = Self {
            terms,
            release: release.digest(),
            seat: public,
            deadline,
            signature: [0; 64],
        };
        approval.signature = seat.sign(&approval.statement());
        Ok(approval)
    }

    /// It is this seat's yes to these terms, and this is what it released with it.
    pub fn verify(
        &self,
        seat: &SeatPublic,
        terms: &Digest,
        release: &Release,
    ) -> Result<(), ApprovalError> {
        let public = seat.digest();
        if release.terms() != terms || *release.seat() != public || release.digest() != self.release
        {
            return Err(ApprovalError::OtherRelease);
        }
        let ours = self.terms == *terms && self.seat == public;
        if ours && seat.verify(&self.statement(), &self.signature) {
            Ok(())
        } else {
            Err(ApprovalError::Signature)
        }
    }

    /// The earlier deadline, if the seat set one.
    pub const fn deadline(&self) -> Option<Timestamp> {
        self.deadline
    }

    /// SHA-256 of the terms that it approves.
    pub const fn terms(&self) -> &Digest {
        &self.terms
    }

    /// What is signed: a word of its own, so that it can be nothing else, and the canonical bytes without signature.
    fn statement(&self) -> Vec<u8> {
        let body = Encoder::new(Kind::Approval)
            .fixed(&self.terms)
            .fixed(&self.release)
            .fixed(&self.seat);
        let body = match self.deadline {
            None => body.u8(0),
            Some(deadline) => body.u8(1).i64(deadline.micros()),
        };
        [b"zegel/1/approval".as_slice(), &body.done()].concat()
    }

    /// The canonical bytes, signature last.
    pub fn to_bytes(&self) -> Vec<u8> {
        let statement = self.statement();
        let body = statement
            .strip_prefix(b"zegel/1/approval")
            .unwrap_or_default();
        [body, &self.signature].concat()
    }

    /// Reads canonical bytes; says nothing of the signature.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut decoder = Decoder::new(bytes, Kind::Approval)?;
        let (terms, release, seat) = (decoder.fixed()?, decoder.fixed()?, decoder.fixed()?);
        let deadline = match decoder.u8()? {
            0 => None,
            1 => Some(Timestamp::from_micros(decoder.i64()?)),
            _ => return Err(FormatError::Value("deadline")),
        };
        let signature = decoder.fixed()?;
        decoder.end()?;
        Ok(Self {
            terms,
            release,
            seat,
            deadline,
            signature,
        })
    }
}
