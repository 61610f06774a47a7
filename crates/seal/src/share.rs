//! A root in two halves: one shared between the employer's seats, the other between the staff's.
//!
//! root = a XOR b, `a` uniformly random. Each half is Shamir-shared over GF(256) among its side's seats, byte by
//! byte. Fewer than the threshold of a side say nothing of its half, and one half says nothing of the root. With a
//! threshold of one the polynomial is constant: every seat of that side holds the half itself.

use vsss_rs::{Gf256, IdentifierGf256};
use zegel_model::Random;
use zegel_model::seat::Side;
use zeroize::Zeroizing;

use crate::chance::{self, Chance};
use crate::descriptor::{Descriptor, Place, Places};
use crate::kem::sha256;
use crate::once::Secret;
use crate::{Digest, ratchet};

/// Shares that yield no root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ShareError {
    /// Too few of a side.
    #[error(
        "{have} usable shares of the {side:?} side, {need} needed; another seat of that side must approve"
    )]
    TooFew {
        /// Which side.
        side: Side,
        /// So many are usable.
        have: usize,
        /// So many are needed.
        need: u8,
    },
    /// Together they give another root than the segment was sealed with.
    #[error("the shares do not fit together; the segment's record is damaged")]
    Wrong,
    /// The arithmetic refused: a quorum that cannot be.
    #[error("the root cannot be split over these seats")]
    Arithmetic,
}

/// One share of one half, with its coordinate.
pub(crate) struct Share {
    pub(crate) side: Side,
    pub(crate) x: u8,
    pub(crate) secret: Secret,
}

/// Splits a root over the places, in their order.
pub(crate) fn split(
    root: &Secret,
    places: &Places,
    random: &dyn Random,
) -> Result<Vec<Share>, ShareError> {
    let a: Secret = Zeroizing::new(chance::bytes(random));
    let b = xor(root, &a);
    let mut shares = Vec::new();
    for (side, half) in [(Side::Employer, a), (Side::Staff, b)] {
        let of_side: Vec<&Place> = places.iter().filter(|place| place.side == side).collect();
        let threshold = places.quorum(side).threshold;
        if threshold == 1 {
            shares.extend(of_side.iter().map(|place| Share {
                side,
                x: place.x,
                secret: half.clone(),
            }));
            continue;
        }
        let ids = of_side.iter().map(|place| IdentifierGf256(Gf256(place.x)));
        let made = Gf256::split_bytes_with_participant_ids_iter(
            usize::from(threshold),
            of_side.len(),
            half.as_slice(),
            Chance(random),
            ids,
        );
        for share in made.map_err(|_| ShareError::Arithmetic)? {
            let share = Zeroizing::new(share);
            let (x, bytes) = share.split_first().ok_or(ShareError::Arithmetic)?;
            let secret = Zeroizing::new(bytes.try_into().map_err(|_| ShareError::Arithmetic)?);
            shares.push(Share {
                side,
                x: *x,
                secret,
            });
        }
    }
    Ok(shares)
}

/// Puts a root together from enough shares of both sides; more than enough do no harm. Refuses by count before any
/// arithmetic. Whether it is the root, only [`ratchet::check`] says.
pub(crate) fn combine(places: &Places, shares: &[Share]) -> Result<Secret, ShareError> {
    let [a, b] = Side::ALL.map(|side| half(places, side, shares));
    Ok(xor(&a?, &b?))
}

fn half(places: &Places, side: Side, shares: &[Share]) -> Result<Secret, ShareError> {
    let need = places.quorum(side).threshold;
    let mut used: Vec<&Share> = Vec::new();
    for share in shares.iter().filter(|share| share.side == side) {
        if used.len() < usize::from(need) && used.iter().all(|known| known.x != share.x) {
            used.push(share);
        }
    }
    if used.len() < usize::from(need) {
        return Err(ShareError::TooFew {
            side,
            have: used.len(),
            need,
        });
    }
    if let [only] = used.as_slice() {
        return Ok(only.secret.clone());
    }
    let points: Zeroizing<Vec<Vec<u8>>> = Zeroizing::new(
        used.iter()
            .map(|share| {
                std::iter::once(share.x)
                    .chain(share.secret.iter().copied())
                    .collect()
            })
            .collect(),
    );
    let half = Zeroizing::new(
        Gf256::combine_bytes(points.as_slice()).map_err(|_| ShareError::Arithmetic)?,
    );
    half.as_slice()
        .try_into()
        .map(Zeroizing::new)
        .map_err(|_| ShareError::Arithmetic)
}

/// The same, and the root must be the one whose check value the segment's creation names.
pub(crate) fn root(
    descriptor: &Descriptor,
    check: &Digest,
    shares: &[Share],
) -> Result<Secret, ShareError> {
    let root = combine(&descriptor.places, shares)?;
    if ratchet::check(descriptor, &root) == *check {
        Ok(root)
    } else {
        Err(ShareError::Wrong)
    }
}

/// What a creation says of a share, so that a bad one is attributable. A share has 256 bits that nobody can guess,
/// so its hash needs no salt.
pub(crate) fn hash(descriptor: &Digest, place: &Place, secret: &Secret) -> Digest {
    sha256(&[
        b"zegel/1/share",
        descriptor,
        place.seat.as_bytes(),
        secret.as_slice(),
    ])
}

fn xor(a: &Secret, b: &Secret) -> Secret {
    let mut out = Zeroizing::new([0; 32]);
    for (out, (a, b)) in out.iter_mut().zip(a.iter().zip(b.iter())) {
        *out = a ^ b;
    }
    out
}

#[cfg(test)]
mod tests {
    use zegel_model::seat::Quorum;

    use super::*;
    use crate::testing::{self, Dice};

    const QUORUMS: [Quorum; 4] = [
        Quorum {
            threshold: 1,
            seats: 2,
        },
        Quorum {
            threshold: 2,
            seats: 3,
        },
        Quorum {
            threshold: 1,
            seats: 3,
        },
        Quorum {
            threshold: 3,
            seats: 5,
        },
    ];

    fn subset(shares: &[Share], mask: u32) -> Vec<Share> {
        shares
            .iter()
            .enumerate()
            .filter(|(i, _)| mask & (1 << i) != 0)
            .map(|(_, s)| Share {
                side: s.side,
                x: s.x,
                secret: s.secret.clone(),
            })
            .collect()
    }

    /// Every subset of the seats of both sides, for every pair of quorums: enough on both opens, anything else is
    /// refused by count and names the side.
    #[test]
    fn every_subset_of_seats() {
        let mut seen = 0_u64;
        for employer in QUORUMS {
            for staff in QUORUMS {
                let places = testing::descriptor(employer, staff).places;
                let secret: Secret = Zeroizing::new([0x5a; 32]);
                let shares = split(&secret, &places, &Dice::new(seen)).unwrap();
                for mask in 0..1_u32 << shares.len() {
                    let chosen = subset(&shares, mask);
                    let of = |side| chosen.iter().filter(|s| s.side == side).count();
                    let (have, also) = (of(Side::Employer), of(Side::Staff));
                    let result = combine(&places, &chosen).map(|root| *root);
                    let expected = if have < usize::from(employer.threshold) {
                        Err(ShareError::TooFew {
                            side: Side::Employer,
                            have,
                            need: employer.threshold,
                        })
                    } else if also < usize::from(staff.threshold) {
                        Err(ShareError::TooFew {
                            side: Side::Staff,
                            have: also,
                            need: staff.threshold,
                        })
                    } else {
                        Ok(*secret)
                    };
                    assert_eq!(result, expected, "{employer:?} {staff:?} {mask:b}");
                    seen += 1;
                }
            }
        }
        assert_eq!(seen, 2704, "(4 + 8 + 8 + 32) squared");
    }

    /// GF(256) with the polynomial of AES, written out once more: another implementation must open our shares.
    #[test]
    fn shares_are_points_of_a_polynomial_over_the_field_of_aes() {
        fn mul(mut a: u8, mut b: u8) -> u8 {
            let mut r = 0;
            while b != 0 {
                r ^= if b & 1 == 1 { a } else { 0 };
                a = (a << 1) ^ if a & 0x80 == 0 { 0 } else { 0x1b };
                b >>= 1;
            }
            r
        }
        fn inverse(a: u8) -> u8 {
            (1..=255).find(|b| mul(a, *b) == 1).unwrap()
        }
        let places = testing::descriptor(QUORUMS[3], QUORUMS[1]).places;
        let secret: Secret = Zeroizing::new(std::array::from_fn(|i| u8::try_from(i * 7).unwrap()));
        let shares = split(&secret, &places, &Dice::new(9)).unwrap();
        let interpolate = |points: &[&Share], byte: usize| {
            points.iter().fold(0, |sum, p| {
                let weight = points
                    .iter()
                    .filter(|q| q.x != p.x)
                    .fold(1, |w, q| mul(w, mul(q.x, inverse(q.x ^ p.x))));
                sum ^ mul(p.secret[byte], weight)
            })
        };
        for byte in 0..32 {
            let a = interpolate(&[&shares[4], &shares[0], &shares[2]], byte);
            let b = interpolate(&[&shares[7], &shares[5]], byte);
            assert_eq!(a ^ b, secret[byte]);
        }
    }

    /// By mathematics: whatever one side's shares are, every root is still possible, each with the other half that
    /// makes it so. Here: the same employer shares go with two different roots.
    #[test]
    fn one_side_alone_fits_any_root() {
        let places = testing::descriptor(QUORUMS[1], QUORUMS[1]).places;
        let (one, two) = (Zeroizing::new([1; 32]), Zeroizing::new([2; 32]));
        let first = split(&one, &places, &Dice::new(3)).unwrap();
        let second = split(&two, &places, &Dice::new(3)).unwrap();
        for (a, b) in first
            .iter()
            .zip(&second)
            .filter(|(a, _)| a.side == Side::Employer)
        {
            assert_eq!(*a.secret, *b.secret);
        }
        assert_eq!(*combine(&places, &first).unwrap(), [1; 32]);
        assert_eq!(*combine(&places, &second).unwrap(), [2; 32]);
    }

    #[test]
    fn a_wrong_share_is_caught_by_its_hash_and_by_the_root() {
        let descriptor = testing::descriptor(QUORUMS[1], QUORUMS[1]);
        let secret: Secret = Zeroizing::new([4; 32]);
        let check = ratchet::check(&descriptor, &secret);
        let shares = split(&secret, &descriptor.places, &Dice::new(4)).unwrap();
        assert_eq!(*root(&descriptor, &check, &shares).unwrap(), *secret);
        let place = *descriptor.places.iter().next().unwrap();
        let good = hash(&descriptor.digest(), &place, &shares[0].secret);
        for bit in 0..256 {
            let mut bad = subset(&shares, 0b11_1111);
            bad[0].secret[bit / 8] ^= 1 << (bit % 8);
            assert_ne!(hash(&descriptor.digest(), &place, &bad[0].secret), good);
            assert_eq!(
                root(&descriptor, &check, &bad).err(),
                Some(ShareError::Wrong)
            );
        }
    }

    #[test]
    fn one_share_twice_counts_once() {
        let places = testing::descriptor(QUORUMS[1], QUORUMS[0]).places;
        let shares = split(&Zeroizing::new([8; 32]), &places, &Dice::new(5)).unwrap();
        let twice: Vec<Share> = [0, 0, 3]
            .iter()
            .flat_map(|i| subset(&shares, 1 << i))
            .collect();
        let expected = ShareError::TooFew {
            side: Side::Employer,
            have: 1,
            need: 2,
        };
        assert_eq!(combine(&places, &twice).err(), Some(expected));
    }
}
