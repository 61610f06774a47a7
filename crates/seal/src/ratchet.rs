//! One key a message, each derived from a chain that forgets: HKDF-SHA256 (RFC 5869).
//!
//! `chain[0]` is extracted from the root with the descriptor's digest as salt, so that a root opens nothing under
//! another label. `key[i]` and `chain[i + 1]` are expanded from `chain[i]`, which is then wiped: who takes the
//! memory of a segment's writer after message i cannot go back, once the contexts that boxed its root are dropped.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::Digest;
use crate::descriptor::Descriptor;
use crate::once::Secret;

/// The chain before the next message.
#[derive(Clone)]
pub(crate) struct Ratchet {
    chain: Secret,
}

impl Ratchet {
    pub(crate) fn new(descriptor: &Descriptor, root: &Secret) -> Self {
        Self {
            chain: expand(&extract(descriptor, root), b"zegel/1/chain"),
        }
    }

    /// The key of the next message; the chain moves on and what it was is wiped.
    pub(crate) fn next(&mut self) -> Secret {
        let key = expand(&self.chain, b"zegel/1/message");
        // Assigning drops the old chain, and dropping wipes it.
        self.chain = expand(&self.chain, b"zegel/1/chain");
        key
    }
}

/// What a creation says of the root, so that a wrong one is recognised. Independent of every message key.
pub(crate) fn check(descriptor: &Descriptor, root: &Secret) -> Digest {
    *expand(&extract(descriptor, root), b"zegel/1/check")
}

fn extract(descriptor: &Descriptor, root: &Secret) -> Secret {
    let (prk, _) = Hkdf::<Sha256>::extract(Some(&descriptor.digest()), root.as_slice());
    Zeroizing::new(prk.into())
}

fn expand(prk: &Secret, label: &[u8]) -> Secret {
    let mut out = Zeroizing::new([0; 32]);
    let expanded = Hkdf::<Sha256>::from_prk(prk.as_slice())
        .is_ok_and(|prk| prk.expand(label, out.as_mut_slice()).is_ok());
    assert!(
        expanded,
        "HKDF-SHA256 takes a key of 32 bytes and gives 32 bytes"
    );
    out
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use zegel_model::seat::Quorum;

    use super::*;
    use crate::testing;

    /// RFC 5869, appendix A.1.
    #[test]
    fn hkdf_as_published() {
        let (prk, hkdf) = Hkdf::<Sha256>::extract(
            Some(&HEXLOWER.decode(b"000102030405060708090a0b0c").unwrap()),
            &[0x0b; 22],
        );
        assert_eq!(
            HEXLOWER.encode(&prk),
            "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"
        );
        let mut okm = [0; 42];
        hkdf.expand(&HEXLOWER.decode(b"f0f1f2f3f4f5f6f7f8f9").unwrap(), &mut okm)
            .unwrap();
        assert_eq!(
            HEXLOWER.encode(&okm),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        );
        // Our `expand` is the first 32 bytes of the same.
        let ours = expand(
            &Zeroizing::new(prk.into()),
            &HEXLOWER.decode(b"f0f1f2f3f4f5f6f7f8f9").unwrap(),
        );
        assert_eq!(ours.as_slice(), &okm[..32]);
    }

    #[test]
    fn no_two_keys_are_the_same() {
        let descriptor = testing::descriptor(Quorum::SMALL, Quorum::SMALL);
        let mut other = descriptor.clone();
        other.day = "2022-05-03".parse().unwrap();
        let root = Zeroizing::new([3; 32]);
        let mut keys =
            std::collections::BTreeSet::from([check(&descriptor, &root), check(&other, &root)]);
        for descriptor in [descriptor, other] {
            let mut ratchet = Ratchet::new(&descriptor, &root);
            for _ in 0..100 {
                keys.insert(*ratchet.next());
                keys.insert(*ratchet.chain);
            }
        }
        assert_eq!(keys.len(), 402);
    }
}
