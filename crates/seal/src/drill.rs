//! A seat proves that both its keys work: it opens a challenge that was sealed to it, and signs what it found.

use zegel_model::Random;
use zeroize::Zeroizing;

use crate::kem::{ENCAPSULATED, sha256};
use crate::once::Closed;
use crate::seat::{SeatKey, SeatPublic};
use crate::wire::{Decoder, Encoder, FormatError, Kind};
use crate::{Digest, chance};

// Drills have an info of their own, so that no share's box can be passed off as a challenge.
const INFO: &[u8] = b"zegel/1/drill";

/// What the server remembers of a challenge until it is answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Expected(Digest);

impl std::fmt::Debug for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Expected")
    }
}

/// Why a drill failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DrillError {
    /// Not a challenge or an answer.
    #[error("this is no drill")]
    Format(#[from] FormatError),
    /// Sealed to another key, or changed.
    #[error("this drill was made for another seat's key; register the key that you hold")]
    OtherKey,
    /// The answer is not the challenge's.
    #[error("the seat did not prove that its keys work; try the drill again")]
    WrongAnswer,
}

impl From<Closed> for DrillError {
    fn from(_: Closed) -> Self {
        Self::OtherKey
    }
}

/// A fresh challenge for one seat, and what to expect in answer.
pub fn challenge(
    seat: &SeatPublic,
    random: &dyn Random,
) -> Result<(Vec<u8>, Expected), DrillError> {
    let nonce: Zeroizing<[u8; 32]> = Zeroizing::new(chance::bytes(random));
    let (encapsulated, sender) = seat.kem().open(INFO, random)?;
    let ciphertext = sender.seal(b"", nonce.as_slice())?;
    let bytes = Encoder::new(Kind::Challenge)
        .fixed(&encapsulated)
        .bytes(&ciphertext)
        .done();
    Ok((bytes, Expected(sha256(&[INFO, nonce.as_slice()]))))
}

/// The seat's answer: what the challenge held, hashed, and its signature.
pub fn answer(seat: &SeatKey, challenge: &[u8]) -> Result<Vec<u8>, DrillError> {
    let mut decoder = Decoder::new(challenge, Kind::Challenge)?;
    let encapsulated = decoder.fixed::<ENCAPSULATED>()?;
    let ciphertext = decoder.bytes()?;
    decoder.end()?;
    let nonce = seat
        .kem()
        .open(&encapsulated, INFO)?
        .open(b"", ciphertext)?;
    let found = sha256(&[INFO, &nonce]);
    let signature = seat.sign(&statement(&found));
    Ok(Encoder::new(Kind::Answer)
        .fixed(&found)
        .fixed(&signature)
        .done())
}

/// Both keys of the seat work.
pub fn check(seat: &SeatPublic, expected: &Expected, answer: &[u8]) -> Result<(), DrillError> {
    let mut decoder = Decoder::new(answer, Kind::Answer)?;
    let (found, signature) = (decoder.fixed()?, decoder.fixed()?);
    decoder.end()?;
    if found == expected.0 && seat.verify(&statement(&found), &signature) {
        Ok(())
    } else {
        Err(DrillError::WrongAnswer)
    }
}

fn statement(found: &Digest) -> Vec<u8> {
    [INFO, found].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Dice;

    #[test]
    fn only_the_holder_of_both_keys_passes() {
        let dice = Dice::new(1);
        let seat = SeatKey::generate(&dice).unwrap();
        let other = SeatKey::generate(&dice).unwrap();
        let (asked, expected) = challenge(seat.public(), &dice).unwrap();
        let answered = answer(&seat, &asked).unwrap();
        assert_eq!(check(seat.public(), &expected, &answered), Ok(()));
        assert_eq!(answer(&other, &asked), Err(DrillError::OtherKey));
        assert_eq!(
            check(other.public(), &expected, &answered),
            Err(DrillError::WrongAnswer)
        );
        let (_, later) = challenge(seat.public(), &dice).unwrap();
        assert_eq!(
            check(seat.public(), &later, &answered),
            Err(DrillError::WrongAnswer),
            "no answer serves twice"
        );
        for at in 0..answered.len() {
            let mut changed = answered.clone();
            changed[at] ^= 1;
            assert!(check(seat.public(), &expected, &changed).is_err(), "{at}");
        }
    }
}
