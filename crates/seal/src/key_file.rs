//! Key files: private keys as text, under a passphrase.
//!
//! Argon2id (RFC 9106) with 64 MiB, three passes and one lane makes a key of the passphrase; AES-256-GCM seals under
//! it. A checksum tells a damaged file from a wrong passphrase.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::BASE64;
use unicode_normalization::UnicodeNormalization;
use zegel_model::Random;
use zeroize::Zeroizing;

use crate::kem::sha256;
use crate::once::{self, Secret};
use crate::wire::{Decoder, Encoder, FormatError, Kind, from_base64};
use crate::{Digest, chance};

/// KiB of memory that a guess costs.
const MEMORY: u32 = 64 * 1024;
/// Passes over that memory.
const PASSES: u32 = 3;
/// The fewest characters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 12;
/// Characters of a line of base 64.
const LINE: usize = 64;

/// Whose key a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Seat,
    Employee,
}

impl Role {
    const fn code(self) -> u8 {
        match self {
            Self::Seat => 1,
            Self::Employee => 2,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Seat => "seat",
            Self::Employee => "employee",
        }
    }

    const fn first_line(self) -> &'static str {
        match self {
            Self::Seat => "zegel seat key, version 1",
            Self::Employee => "zegel employee key, version 1",
        }
    }
}

/// Why a key file was not written or not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// Too easy to guess.
    #[error(
        "the passphrase has fewer than {SHORTEST_PASSPHRASE} characters; choose a longer one, such as four words"
    )]
    ShortPassphrase,
    /// The file is fine, the passphrase is not its own.
    #[error("this is not the passphrase of this key file; try again")]
    WrongPassphrase,
    /// It asks for a passphrase and got none.
    #[error("this key file is protected by a passphrase; give it")]
    PassphraseNeeded,
    /// Not ours.
    #[error("this is no key file of Zegel; choose the file that begins with \"{}\"", .expected)]
    Foreign {
        /// What its first line should have been.
        expected: &'static str,
    },
    /// Ours, but somebody else's kind of key.
    #[error("this is the key file of a {found}; the key of a {expected} is needed")]
    OtherRole {
        /// Whose key was asked for.
        expected: &'static str,
        /// Whose key it is.
        found: &'static str,
    },
    /// Ours, but changed or cut off.
    #[error("this key file is damaged; take another copy of it")]
    Damaged,
    /// Written by a later Zegel.
    #[error("this key file cannot be read by this Zegel")]
    Format(#[from] FormatError),
}

/// A passphrase in Unicode's composed form (NFC), so that the same keys typed elsewhere give the same bytes.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// One that somebody chooses now: refused when it is too short.
    pub fn chosen(text: &str) -> Result<Self, KeyFileError> {
        let passphrase = Self::typed(text);
        if passphrase.0.chars().count() < SHORTEST_PASSPHRASE {
            Err(KeyFileError::ShortPassphrase)
        } else {
            Ok(passphrase)
        }
    }

    /// One that somebody types to open what it protects.
    pub fn typed(text: &str) -> Self {
        Self(Zeroizing::new(text.nfc().collect()))
    }

    fn key(&self, salt: &[u8; 16]) -> Result<Secret, KeyFileError> {
        let params = Params::new(MEMORY, PASSES, 1, Some(32)).map_err(|_| KeyFileError::Damaged)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(self.0.as_bytes(), salt, key.as_mut_slice())
            .map_err(|_| KeyFileError::Damaged)?;
        Ok(key)
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

/// What was in a key file.
pub(crate) struct Unwrapped {
    pub(crate) secret: Zeroizing<Vec<u8>>,
    /// The digest of the public key that belongs to it.
    pub(crate) public: Digest,
}

pub(crate) fn wrap(
    role: Role,
    secret: &Zeroizing<Vec<u8>>,
    public: &Digest,
    passphrase: Option<&Passphrase>,
    random: &dyn Random,
) -> Result<String, KeyFileError> {
    let salt: [u8; 16] = chance::bytes(random);
    let head = Encoder::new(Kind::KeyFile)
        .u8(role.code())
        .u8(u8::from(passphrase.is_some()))
        .fixed(&salt)
        .fixed(public)
        .done();
    let body = Zeroizing::new(match passphrase {
        Some(passphrase) => {
            once::seal(&passphrase.key(&salt)?, &head, secret).map_err(|_| KeyFileError::Damaged)?
        }
        None => secret.to_vec(),
    });
    let mut bytes = Zeroizing::new(Vec::with_capacity(256));
    bytes.extend_from_slice(&head);
    bytes.extend_from_slice(
        &u32::try_from(body.len())
            .map_err(|_| KeyFileError::Damaged)?
            .to_be_bytes(),
    );
    bytes.extend_from_slice(&body);
    let checksum = sha256(&[&bytes]);
    bytes.extend_from_slice(&checksum);

    let text = Zeroizing::new(BASE64.encode(&bytes));
    let advice = if passphrase.is_some() {
        "Opens with its passphrase only. Keep a copy elsewhere; never send it."
    } else {
        "Whoever has this file has the key. Keep it to yourself; never send it."
    };
    let mut out = format!("{}\n{advice}\n\n", role.first_line());
    for (i, character) in text.chars().enumerate() {
        if i > 0 && i % LINE == 0 {
            out.push('\n');
        }
        out.push(character);
    }
    out.push('\n');
    Ok(out)
}

pub(crate) fn unwrap_from(
    text: &str,
    role: Role,
    passphrase: Option<&Passphrase>,
) -> Result<Unwrapped, KeyFileError> {
    let foreign = KeyFileError::Foreign {
        expected: role.first_line(),
    };
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let first = lines.next().ok_or(foreign)?;
    let found = [Role::Seat, Role::Employee]
        .into_iter()
        .find(|role| role.first_line() == first)
        .ok_or(foreign)?;
    if found != role {
        return Err(KeyFileError::OtherRole {
            expected: role.name(),
            found: found.name(),
        });
    }
    let body: Zeroizing<String> =
        Zeroizing::new(lines.skip_while(|line| !line.is_empty()).collect());
    let bytes = Zeroizing::new(from_base64(&body).map_err(|_| KeyFileError::Damaged)?);
    let (content, checksum) = bytes
        .split_last_chunk::<32>()
        .ok_or(KeyFileError::Damaged)?;
    if sha256(&[content]) != *checksum {
        return Err(KeyFileError::Damaged);
    }
    let mut decoder = Decoder::new(content, Kind::KeyFile)?;
    let (code, protected, salt, public) = (
        decoder.u8()?,
        decoder.u8()?,
        decoder.fixed()?,
        decoder.fixed()?,
    );
    let sealed = decoder.bytes()?;
    decoder.end()?;
    if code != role.code() || protected > 1 {
        return Err(KeyFileError::Damaged);
    }
    if protected == 0 {
        return Ok(Unwrapped {
            secret: Zeroizing::new(sealed.to_vec()),
            public,
        });
    }
    let key = passphrase
        .ok_or(KeyFileError::PassphraseNeeded)?
        .key(&salt)?;
    let head = content
        .get(..content.len().saturating_sub(sealed.len() + 4))
        .ok_or(KeyFileError::Damaged)?;
    let secret = once::open(&key, head, sealed).map_err(|_| KeyFileError::WrongPassphrase)?;
    Ok(Unwrapped { secret, public })
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;

    use super::*;
    use crate::employee::EmployeeKey;
    use crate::seat::SeatKey;
    use crate::testing::Dice;

    /// What OpenSSL's Argon2id gives for these parameters (64 MiB, 3 passes, 1 lane, version 19).
    #[test]
    fn argon2id_as_another_implementation_has_it() {
        let key = Passphrase::typed("password")
            .key(b"somesaltsomesalt")
            .unwrap();
        assert_eq!(
            HEXLOWER.encode(key.as_slice()),
            "7664ad4ba1a3c999fcdd0991ffc2270f78302d2383233db5e7befc85d1bb1819"
        );
    }

    #[test]
    fn a_seat_key_comes_back_with_its_passphrase_only() {
        let dice = Dice::new(1);
        let key = SeatKey::generate(&dice).unwrap();
        let text = key
            .wrap(
                &Passphrase::chosen("vier woorden zijn genoeg").unwrap(),
                &dice,
            )
            .unwrap();
        assert!(text.starts_with("zegel seat key, version 1\n"));
        assert!(text.lines().all(|line| line.len() <= 80));
        let open = |text: &str, word| {
            SeatKey::unwrap_from(text, &Passphrase::typed(word)).map(|k| k.public().digest())
        };
        assert_eq!(
            open(&text, "vier woorden zijn genoeg"),
            Ok(key.public().digest())
        );
        assert_eq!(
            open(&text.replace('\n', "\r\n"), "vier woorden zijn genoeg"),
            Ok(key.public().digest())
        );
        assert_eq!(
            open(&text, "vier woorden zijn genoe"),
            Err(KeyFileError::WrongPassphrase)
        );
        assert_eq!(
            open("ssh-ed25519 AAAA", "x"),
            Err(KeyFileError::Foreign {
                expected: "zegel seat key, version 1"
            })
        );
        let cut = &text[..text.len() - 10];
        assert_eq!(
            open(cut, "vier woorden zijn genoeg"),
            Err(KeyFileError::Damaged)
        );
        let other = EmployeeKey::generate(&dice)
            .unwrap()
            .wrap(None, &dice)
            .unwrap();
        assert_eq!(
            open(&other, "x"),
            Err(KeyFileError::OtherRole {
                expected: "seat",
                found: "employee"
            })
        );
    }

    #[test]
    fn the_same_word_typed_on_another_machine() {
        let dice = Dice::new(2);
        let key = EmployeeKey::generate(&dice).unwrap();
        let text = key
            .wrap(
                Some(&Passphrase::chosen("cafe\u{301} met de ploeg").unwrap()),
                &dice,
            )
            .unwrap();
        let opened =
            EmployeeKey::unwrap_from(&text, Some(&Passphrase::typed("caf\u{e9} met de ploeg")))
                .unwrap();
        assert_eq!(opened.public(), key.public());
        assert_eq!(
            EmployeeKey::unwrap_from(&text, None).err(),
            Some(KeyFileError::PassphraseNeeded)
        );
        assert_eq!(
            Passphrase::chosen("kort").err(),
            Some(KeyFileError::ShortPassphrase)
        );
    }

    #[test]
    fn an_importer_may_do_without() {
        let dice = Dice::new(3);
        let key = EmployeeKey::generate(&dice).unwrap();
        let text = key.wrap(None, &dice).unwrap();
        assert_eq!(
            EmployeeKey::unwrap_from(&text, None).unwrap().public(),
            key.public()
        );
        for at in text.find("\n\n").unwrap() + 2..text.len() - 1 {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(
                EmployeeKey::unwrap_from(&changed, None).err(),
                Some(KeyFileError::Damaged),
                "at {at}"
            );
        }
    }

    proptest! {
        #[test]
        fn foreign_text_is_refused(text: String, bytes: Vec<u8>) {
            prop_assert!(unwrap_from(&text, Role::Seat, None).is_err());
            let dressed = format!("zegel seat key, version 1\n\n{}\n", BASE64.encode(&bytes));
            prop_assert!(unwrap_from(&dressed, Role::Seat, None).is_err());
        }
    }
}
