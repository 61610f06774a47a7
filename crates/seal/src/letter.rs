//! One secret for one key owner: HPKE in a single shot. For an importer's own list of what was imported.

use zegel_model::Random;
use zeroize::Zeroizing;

use crate::employee::{EmployeeKey, EmployeePublic};
use crate::kem::ENCAPSULATED;
use crate::once::Closed;
use crate::wire::{Decoder, Encoder, FormatError, Kind};

/// Why a letter was not sealed or not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// Not a letter.
    #[error("this is not a sealed list")]
    Format(#[from] FormatError),
    /// Another key, another subject, or changed.
    #[error("this sealed list was changed, or belongs to another key or another archive")]
    Closed,
}

impl From<Closed> for LetterError {
    fn from(_: Closed) -> Self {
        Self::Closed
    }
}

/// Seals `plaintext` to one key. `info` says what it is for, `aad` what it is bound to; opening needs both.
pub fn seal_to(
    public: &EmployeePublic,
    info: &[u8],
    aad: &[u8],
    plaintext: &[u8],
    random: &dyn Random,
) -> Result<Vec<u8>, LetterError> {
    let (encapsulated, sender) = public.kem().open(&label(info), random)?;
    let ciphertext = sender.seal(aad, plaintext)?;
    Ok(Encoder::new(Kind::Letter)
        .fixed(&encapsulated)
        .bytes(&ciphertext)
        .done())
}

/// Opens what [`seal_to`] sealed.
pub fn open_with(
    key: &EmployeeKey,
    info: &[u8],
    aad: &[u8],
    letter: &[u8],
) -> Result<Zeroizing<Vec<u8>>, LetterError> {
    let mut decoder = Decoder::new(letter, Kind::Letter)?;
    let encapsulated = decoder.fixed::<ENCAPSULATED>()?;
    let ciphertext = decoder.bytes()?;
    decoder.end()?;
    Ok(key
        .kem()
        .open(&encapsulated, &label(info))?
        .open(aad, ciphertext)?)
}

fn label(info: &[u8]) -> Vec<u8> {
    [b"zegel/1/letter".as_slice(), info].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::Dice;

    #[test]
    fn opens_for_its_owner_and_purpose_only() {
        let dice = Dice::new(1);
        let key = EmployeeKey::generate(&dice).unwrap();
        let other = EmployeeKey::generate(&dice).unwrap();
        let letter = seal_to(&key.public(), b"list", b"copy", b"what was imported", &dice).unwrap();
        assert_eq!(
            open_with(&key, b"list", b"copy", &letter)
                .unwrap()
                .as_slice(),
            b"what was imported"
        );
        for (key, info, aad) in [
            (&other, "list", "copy"),
            (&key, "other", "copy"),
            (&key, "list", "other"),
        ] {
            let opened = open_with(key, info.as_bytes(), aad.as_bytes(), &letter);
            assert_eq!(opened.err(), Some(LetterError::Closed));
        }
        for at in (0..letter.len()).step_by(7) {
            let mut changed = letter.clone();
            changed[at] ^= 1;
            assert!(open_with(&key, b"list", b"copy", &changed).is_err(), "{at}");
        }
    }

    proptest! {
        #[test]
        fn foreign_letters_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..1300)) {
            let key = EmployeeKey::generate(&Dice::new(1)).unwrap();
            prop_assert!(open_with(&key, b"", b"", &bytes).is_err());
        }
    }
}
