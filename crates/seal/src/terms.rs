//! A case's terms as they are signed, logged and released against.
//!
//! Their digest is SHA-256 of a label and their JSON, whose fields stand in the order of [`zegel_model::case::Terms`].
//! Their entry in the conduct log is SHA-256(salt || payload), the payload being JSON that contains them.

use data_encoding::BASE64;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};
use zegel_model::case::Terms;
use zegel_model::event::{Event, Payload};
use zegel_model::{CopyId, Day, Random, Timestamp};
use zeroize::Zeroizing;

use crate::case_key::{CasePublic, CaseTerms};
use crate::wire::from_base64;
use crate::{Digest, chance};

/// What every digest of terms begins with, so that it can be nothing else.
const LABEL: &[u8] = b"zegel/1/terms";

/// The terms are not signed by the room that they name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these terms are not signed by the room that they name; nothing of them counts")]
pub struct TermsForged;

/// The key with which a reading room signs the terms that it asks for. In its memory only.
pub struct RoomKey(SigningKey);

impl RoomKey {
    /// A new key for one case.
    pub fn generate(random: &dyn Random) -> Self {
        let seed: Zeroizing<[u8; 32]> = Zeroizing::new(chance::bytes(random));
        Self(SigningKey::from_bytes(&seed))
    }

    /// The public part in base 64, as in the terms.
    pub fn public_base64(&self) -> String {
        BASE64.encode(self.0.verifying_key().as_bytes())
    }

    /// Signs terms: 64 bytes.
    pub fn sign(&self, terms: &Terms) -> [u8; 64] {
        self.0.sign(&digest(terms)).to_bytes()
    }
}

impl std::fmt::Debug for RoomKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RoomKey")
    }
}

/// SHA-256 of the label and the terms' JSON.
#[expect(clippy::missing_panics_doc, reason = "terms always have a JSON form")]
pub fn digest(terms: &Terms) -> Digest {
    let json = serde_json::to_vec(terms);
    // Maps with odd keys and failing writers are what JSON fails on; terms have neither.
    assert!(json.is_ok(), "terms are strings, numbers and lists of them");
    Sha256::new()
        .chain_update(LABEL)
        .chain_update(json.unwrap_or_default())
        .finalize()
        .into()
}

/// Checks the room's signature and that the case key is a key.
pub fn verify(terms: &Terms, signature: &[u8]) -> Result<(), TermsForged> {
    let public = from_base64(&terms.room_public).map_err(|_| TermsForged)?;
    let public: [u8; 32] = public.try_into().map_err(|_| TermsForged)?;
    let public = VerifyingKey::from_bytes(&public).map_err(|_| TermsForged)?;
    let signature = Signature::from_slice(signature).map_err(|_| TermsForged)?;
    public
        .verify_strict(&digest(terms), &signature)
        .map_err(|_| TermsForged)?;
    CasePublic::from_base64(&terms.case_public)
        .map_err(|_| TermsForged)
        .map(drop)
}

/// Terms with the bytes that stand behind their entry in the conduct log. What a seat approves.
#[derive(Clone)]
pub struct LoggedTerms {
    terms: Terms,
    case_public: Vec<u8>,
    salt: [u8; 32],
    payload: Vec<u8>,
}

impl LoggedTerms {
    /// Reads a request from the payload of its entry; the room's signature is checked, the log's proof is for
    /// [`zegel_ledger::Witnessed::check`] to check.
    pub fn read(salt: [u8; 32], payload: Vec<u8>) -> Result<Self, TermsForged> {
        let parsed: Payload = serde_json::from_slice(&payload).map_err(|_| TermsForged)?;
        let Event::CaseRequested { terms, signature } = parsed.event else {
            return Err(TermsForged);
        };
        verify(&terms, &from_base64(&signature).map_err(|_| TermsForged)?)?;
        let case_public = from_base64(&terms.case_public).map_err(|_| TermsForged)?;
        Ok(Self {
            terms,
            case_public,
            salt,
            payload,
        })
    }

    /// The terms.
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The entry of the conduct log that holds them.
    pub fn entry(&self) -> Vec<u8> {
        Sha256::new()
            .chain_update(self.salt)
            .chain_update(&self.payload)
            .finalize()
            .to_vec()
    }
}

impl CaseTerms for LoggedTerms {
    fn covers(&self, copy: CopyId, day: Day) -> bool {
        self.terms.covers(copy, day)
    }

    fn digest(&self) -> Digest {
        digest(&self.terms)
    }

    fn case_public(&self) -> Vec<u8> {
        self.case_public.clone()
    }

    fn deadline(&self) -> Timestamp {
        self.terms.deadline
    }
}

#[cfg(test)]
mod tests {
    use zegel_model::case::{Purpose, ScopeItem};
    use zegel_model::{CaseId, PersonId};

    use super::*;
    use crate::case_key::CaseKey;
    use crate::testing::Dice;

    fn signed() -> (Terms, [u8; 64]) {
        let dice = Dice::new(1);
        let room = RoomKey::generate(&dice);
        let day: Day = "2026-09-14".parse().unwrap();
        let terms = Terms {
            case: CaseId::from_bytes([1; 16]),
            purpose: Purpose::CustomerComplaint,
            reason: "A customer complains.".to_owned(),
            necessity: "Nobody remembers.".to_owned(),
            scope: vec![ScopeItem {
                copy: CopyId::from_bytes([2; 16]),
                from: day,
                to: day,
            }],
            reviewer: PersonId::from_bytes([3; 16]),
            requested: Timestamp::from_micros(0),
            deadline: Timestamp::from_micros(0).plus_days(3),
            export: false,
            case_public: CaseKey::generate(&dice).unwrap().public().to_base64(),
            room_public: room.public_base64(),
        };
        let signature = room.sign(&terms);
        (terms, signature)
    }

    #[test]
    fn any_change_of_the_terms_breaks_the_signature() {
        let (terms, signature) = signed();
        assert_eq!(verify(&terms, &signature), Ok(()));
        let changes: [fn(&mut Terms); 6] = [
            |t| t.purpose = Purpose::LegalClaim,
            |t| t.reason.push(' '),
            |t| t.scope.clear(),
            |t| t.deadline = t.deadline.plus_seconds(1),
            |t| t.export = true,
            |t| t.reviewer = PersonId::from_bytes([4; 16]),
        ];
        for change in changes {
            let mut other = terms.clone();
            change(&mut other);
            assert_eq!(verify(&other, &signature), Err(TermsForged));
        }
        let mut flipped = signature;
        flipped[0] ^= 1;
        assert_eq!(verify(&terms, &flipped), Err(TermsForged));
    }

    #[test]
    fn terms_are_read_from_the_payload_that_was_logged_and_from_no_other() {
        let (terms, signature) = signed();
        let event = Event::CaseRequested {
            terms: terms.clone(),
            signature: BASE64.encode(&signature),
        };
        let payload = Payload {
            v: 1,
            at: terms.requested,
            event,
            bound: Vec::new(),
        };
        let bytes = serde_json::to_vec(&payload).unwrap();
        let read = LoggedTerms::read([9; 32], bytes.clone()).unwrap();
        assert_eq!(*read.terms(), terms);
        assert_eq!(
            read.entry(),
            Sha256::digest([[9; 32].as_slice(), &bytes].concat()).to_vec()
        );
        let other = Payload {
            event: Event::CaseEnded {
                case: terms.case,
                why: zegel_model::case::End::Closed,
            },
            ..payload
        };
        assert!(LoggedTerms::read([9; 32], serde_json::to_vec(&other).unwrap()).is_err());
    }
}
