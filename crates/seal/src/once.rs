//! AES-256-GCM under a key that seals one thing and no other, hence with a nonce of zeros.
//!
//! Whoever calls this owes that the key is derived for exactly this plaintext: a message key of the ratchet, a key
//! exported for one box. Under such a key a nonce adds nothing, and a fixed one cannot be got wrong.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use zeroize::Zeroizing;

/// 32 secret bytes that are wiped when dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;
/// Bytes that sealing adds.
pub(crate) const TAG: usize = 16;
/// Bytes of a box that holds 32.
pub(crate) const BOX: usize = 48;

/// It does not open: another key, another label, or changed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Closed;

const NONCE: [u8; 12] = [0; 12];

pub(crate) fn seal(key: &Secret, aad: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, Closed> {
    Aes256Gcm::new(&(**key).into())
        .encrypt(
            &Nonce::from(NONCE),
            Payload {
                msg: plaintext,
                aad,
            },
        )
        .map_err(|_| Closed)
}

pub(crate) fn open(
    key: &Secret,
    aad: &[u8],
    ciphertext: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Closed> {
    Aes256Gcm::new(&(**key).into())
        .decrypt(
            &Nonce::from(NONCE),
            Payload {
                msg: ciphertext,
                aad,
            },
        )
        .map(Zeroizing::new)
        .map_err(|_| Closed)
}

/// A box of 32 secret bytes.
pub(crate) fn seal_box(key: &Secret, aad: &[u8], secret: &Secret) -> Result<[u8; BOX], Closed> {
    seal(key, aad, secret.as_slice())?
        .try_into()
        .map_err(|_| Closed)
}

/// The 32 bytes of a box.
pub(crate) fn open_box(key: &Secret, aad: &[u8], sealed: &[u8; BOX]) -> Result<Secret, Closed> {
    let plain = open(key, aad, sealed)?;
    let bytes: &[u8; 32] = plain.as_slice().try_into().map_err(|_| Closed)?;
    Ok(Zeroizing::new(*bytes))
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::*;

    /// The GCM specification by its authors, test cases 13 and 14: key and nonce of zeros.
    #[test]
    fn aes_256_gcm_as_published() {
        let key = Zeroizing::new([0; 32]);
        assert_eq!(
            HEXLOWER.encode(&seal(&key, b"", b"").unwrap()),
            "530f8afbc74536b9a963b4f1c4cb738b"
        );
        assert_eq!(
            HEXLOWER.encode(&seal(&key, b"", &[0; 16]).unwrap()),
            "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
        );
    }

    #[test]
    fn any_changed_bit_closes_it() {
        let key = Zeroizing::new([7; 32]);
        let sealed = seal_box(&key, b"label", &Zeroizing::new([9; 32])).unwrap();
        assert_eq!(*open_box(&key, b"label", &sealed).unwrap(), [9; 32]);
        assert_eq!(open_box(&key, b"other", &sealed).err(), Some(Closed));
        for bit in 0..BOX * 8 {
            let mut changed = sealed;
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(open_box(&key, b"label", &changed).err(), Some(Closed));
        }
    }
}
