//! The Merkle tree: hashes, and proofs that an entry is in a tree or that one tree continues another.
//!
//! RFC 6962 section 2.1 makes the hashes and proofs, RFC 9162 section 2.1.3 and 2.1.4 check them. Proofs are made from a
//! [`HashReader`], so that whoever keeps a log chooses how.

use std::fmt;

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use crate::base64;
use crate::source::ReadError;

/// A proof has at most this many hashes: one for each level of a tree of fewer than 2^64 entries.
pub const MAX_PROOF: usize = 64;

/// A SHA-256 hash of a leaf or a node.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// How many bytes a hash has.
    pub const LEN: usize = 32;

    /// A hash from its bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes of the hash.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The hash that `text` spells in base64 (RFC 4648 section 4, padded, the one spelling only).
    pub fn from_base64(text: &str) -> Option<Self> {
        let bytes = base64::decode(text)?;
        bytes.try_into().ok().map(Self)
    }
}

/// In base64, as in checkpoints and proofs.
impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        BASE64.encode_display(&self.0).fmt(f)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A tree: how many entries it has and what they hash to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreeHead {
    /// How many entries the tree has.
    pub size: u64,
    /// The Merkle Tree Hash of these entries (RFC 6962 section 2.1).
    pub root: Hash,
}

impl TreeHead {
    /// The tree without entries, where every log begins.
    pub fn empty() -> Self {
        Self {
            size: 0,
            root: empty_root(),
        }
    }
}

/// The hash of no entries (RFC 6962 section 2.1).
pub fn empty_root() -> Hash {
    Hash(Sha256::digest([]).into())
}

/// The hash of an entry (RFC 6962 section 2.1).
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Hash(
        Sha256::new()
            .chain_update([0])
            .chain_update(entry)
            .finalize()
            .into(),
    )
}

/// The hash of a node over its two children (RFC 6962 section 2.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash(
        Sha256::new()
            .chain_update([1])
            .chain_update(left.0)
            .chain_update(right.0)
            .finalize()
            .into(),
    )
}

/// The root over a row of nodes of one level, of which the last may stand for an incomplete subtree.
///
/// Pairing neighbours and letting the odd one out rise is the same tree as splitting at the largest power of two.
pub fn row_root(row: &[Hash]) -> Option<Hash> {
    let mut row = row.to_vec();
    while row.len() > 1 {
        let (pairs, odd) = row.as_chunks::<2>();
        row = pairs
            .iter()
            .map(|[left, right]| node_hash(left, right))
            .chain(odd.iter().copied())
            .collect();
    }
    row.first().copied()
}

/// Where the hashes of a tree come from.
pub trait HashReader {
    /// The hash of the complete subtree over the entries from `index << level` up to `(index + 1) << level`.
    fn hash(&self, level: u32, index: u64) -> Result<Hash, ReadError>;
}

/// The root of the first `size` entries.
pub fn root<R: HashReader + ?Sized>(reader: &R, size: u64) -> Result<Hash, ReadError> {
    range_root(reader, 0, size)
}

/// The path from entry `index` to the root of the first `size` entries, from the leaf upwards (RFC 6962 section 2.1.1).
pub fn inclusion_proof<R: HashReader + ?Sized>(
    reader: &R,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, ReadError> {
    if index >= size {
        return Err(ReadError::OutsideTree);
    }
    let (mut low, mut high) = (0, size);
    let mut proof = Vec::new();
    while high - low > 1 {
        let middle = low + split(high - low);
        if index < middle {
            proof.push(range_root(reader, middle, high)?);
            high = middle;
        } else {
            proof.push(range_root(reader, low, middle)?);
            low = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the first `old` entries begin the first `new` ones (RFC 6962 section 2.1.2).
///
/// Empty from the empty tree, and between equal trees.
pub fn consistency_proof<R: HashReader + ?Sized>(
    reader: &R,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, ReadError> {
    if old > new {
        return Err(ReadError::OutsideTree);
    }
    let mut proof = Vec::new();
    if old == 0 || old == new {
        return Ok(proof);
    }
    // Invariant: low < old <= high.
    let (mut low, mut high) = (0, new);
    while old != high {
        let middle = low + split(high - low);
        if old <= middle {
            proof.push(range_root(reader, middle, high)?);
            high = middle;
        } else {
            proof.push(range_root(reader, low, middle)?);
            low = middle;
        }
    }
    // The old tree is itself a complete subtree when nothing stands left of it: then its verifier knows this hash.
    if low != 0 {
        proof.push(range_root(reader, low, high)?);
    }
    proof.reverse();
    Ok(proof)
}

/// The hashes do not lead to the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// The entry is not in that tree.
    #[error("the proof does not show that the entry is in the tree")]
    NotIncluded,
    /// The later tree does not begin with the earlier one.
    #[error("the proof does not show that the later tree continues the earlier one")]
    NotConsistent,
}

/// Checks that `leaf` is entry `index` of `head` (RFC 9162 section 2.1.3.2).
pub fn check_inclusion(
    leaf: Hash,
    index: u64,
    head: &TreeHead,
    proof: &[Hash],
) -> Result<(), TreeError> {
    if index >= head.size {
        return Err(TreeError::NotIncluded);
    }
    let mut walk = Walk {
        index,
        last: head.size - 1,
    };
    let mut root = leaf;
    for sibling in proof {
        if walk.last == 0 {
            return Err(TreeError::NotIncluded);
        }
        root = if walk.sibling_is_left() {
            node_hash(sibling, &root)
        } else {
            node_hash(&root, sibling)
        };
        walk.rise();
    }
    if walk.last == 0 && root == head.root {
        Ok(())
    } else {
        Err(TreeError::NotIncluded)
    }
}

/// Checks that `new` begins with `old` (RFC 9162 section 2.1.4.2); everything begins with the empty tree.
pub fn check_consistency(old: &TreeHead, new: &TreeHead, proof: &[Hash]) -> Result<(), TreeError> {
    if old.size == 0 || old.size >= new.size {
        let known = if old.size == 0 {
            old.root == empty_root()
        } else {
            old == new
        };
        return if known && proof.is_empty() {
            Ok(())
        } else {
            Err(TreeError::NotConsistent)
        };
    }
    let mut walk = Walk {
        index: old.size - 1,
        last: new.size - 1,
    };
    walk.rise_while_right();
    // A complete old tree is its own first hash; else the proof begins with the complete subtree at its right edge.
    let (first, rest) = if old.size.is_power_of_two() {
        (old.root, proof)
    } else {
        let (first, rest) = proof.split_first().ok_or(TreeError::NotConsistent)?;
        (*first, rest)
    };
    let (mut old_root, mut new_root) = (first, first);
    for sibling in rest {
        if walk.last == 0 {
            return Err(TreeError::NotConsistent);
        }
        if walk.sibling_is_left() {
            old_root = node_hash(sibling, &old_root);
            new_root = node_hash(sibling, &new_root);
        } else {
            new_root = node_hash(&new_root, sibling);
        }
        walk.rise();
    }
    let proven = walk.last == 0 && old_root == old.root && new_root == new.root;
    if proven {
        Ok(())
    } else {
        Err(TreeError::NotConsistent)
    }
}

/// A node on its way to the root, and the last node of its level.
struct Walk {
    index: u64,
    last: u64,
}

impl Walk {
    /// Whether the next sibling of a proof stands left. The last node of an odd row has none of its own: it rises until
    /// it is a right child.
    const fn sibling_is_left(&self) -> bool {
        self.index & 1 == 1 || self.index == self.last
    }

    const fn up(&mut self) {
        self.index >>= 1;
        self.last >>= 1;
    }

    const fn rise(&mut self) {
        if self.index == self.last {
            while self.index & 1 == 0 && self.index != 0 {
                self.up();
            }
        }
        self.up();
    }

    const fn rise_while_right(&mut self) {
        while self.index & 1 == 1 {
            self.up();
        }
    }
}

/// The largest power of two below `count`, which is at least 2 (RFC 6962 section 2.1).
const fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// The Merkle Tree Hash of the entries from `start` up to `end`, a range that a tree has as a node.
fn range_root<R: HashReader + ?Sized>(reader: &R, start: u64, end: u64) -> Result<Hash, ReadError> {
    let mut parts = Vec::new();
    let mut at = start;
    while at < end {
        let level = (end - at).ilog2();
        parts.push(reader.hash(level, at >> level)?);
        at += 1 << level;
    }
    let whole = parts
        .iter()
        .rev()
        .copied()
        .reduce(|right, left| node_hash(&left, &right));
    Ok(whole.unwrap_or_else(empty_root))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::oracle::{Entries, entries, flip};

    #[test]
    fn the_hashes_that_rfc_6962_fixes() {
        // SHA-256 of nothing, and of one zero byte: what section 2.1 says of no entries and of an empty entry.
        assert_eq!(
            empty_root().to_string(),
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
        assert_eq!(
            leaf_hash(b"").to_string(),
            "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0="
        );
        assert_eq!(Entries::new(0).head(), TreeHead::empty());
    }

    #[test]
    fn base64_has_one_spelling() {
        let text = empty_root().to_string();
        assert_eq!(Hash::from_base64(&text), Some(empty_root()));
        assert_eq!(Hash::from_base64(text.trim_end_matches('=')), None);
        // The last character carries two bits that no byte uses.
        assert_eq!(Hash::from_base64(&text.replace("uFU=", "uFV=")), None);
        assert_eq!(Hash::from_base64(""), None);
    }

    #[test]
    fn rows_give_the_recursive_root() {
        for size in 1..130 {
            let tree = Entries::new(size);
            assert_eq!(row_root(&tree.leaves()), Some(tree.head().root), "{size}");
        }
        assert_eq!(row_root(&[]), None);
    }

    #[test]
    fn every_proof_of_every_small_tree_verifies() {
        for size in 0..70 {
            let tree = Entries::new(size);
            let head = tree.head();
            for index in 0..size {
                let proof = inclusion_proof(&tree, index, size).unwrap();
                check_inclusion(leaf_hash(&entries(index)), index, &head, &proof).unwrap();
            }
            for old in 0..=size {
                let proof = consistency_proof(&tree, old, size).unwrap();
                check_consistency(&tree.head_at(old), &head, &proof).unwrap();
            }
        }
    }

    #[test]
    fn there_are_no_proofs_outside_of_the_tree() {
        let tree = Entries::new(5);
        assert!(matches!(
            inclusion_proof(&tree, 5, 5),
            Err(ReadError::OutsideTree)
        ));
        assert!(matches!(
            inclusion_proof(&tree, 0, 0),
            Err(ReadError::OutsideTree)
        ));
        assert!(matches!(
            consistency_proof(&tree, 6, 5),
            Err(ReadError::OutsideTree)
        ));
        assert!(check_inclusion(leaf_hash(b""), 5, &tree.head(), &[]).is_err());
        assert!(
            check_consistency(&tree.head(), &tree.head_at(3), &[]).is_err(),
            "a tree never shrinks"
        );
    }

    #[test]
    fn the_largest_sizes_neither_overflow_nor_hang() {
        let head = TreeHead {
            size: u64::MAX,
            root: empty_root(),
        };
        let proof = [empty_root(); MAX_PROOF + 1];
        for index in [0, 1, u64::MAX / 2, u64::MAX - 1] {
            assert!(check_inclusion(empty_root(), index, &head, &proof).is_err());
        }
        for size in [1, 2, 1 << 63, u64::MAX - 1] {
            assert!(
                check_consistency(
                    &TreeHead {
                        size,
                        root: empty_root()
                    },
                    &head,
                    &proof
                )
                .is_err()
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn inclusion_proofs_verify_and_flipped_bits_fail(size in 1u64..600, at in any::<u64>(), bit in any::<usize>()) {
            let tree = Entries::new(size);
            let (head, index) = (tree.head(), at % size);
            let leaf = leaf_hash(&entries(index));
            let proof = inclusion_proof(&tree, index, size).unwrap();
            check_inclusion(leaf, index, &head, &proof).unwrap();

            let root = TreeHead { root: flip(head.root, bit), ..head };
            prop_assert!(check_inclusion(leaf, index, &root, &proof).is_err());
            prop_assert!(check_inclusion(flip(leaf, bit), index, &head, &proof).is_err());
            prop_assert!(check_inclusion(leaf, index ^ (1 << (bit % 64)), &head, &proof).is_err());
            for position in 0..proof.len() {
                let mut bad = proof.clone();
                bad[position] = flip(bad[position], bit);
                prop_assert!(check_inclusion(leaf, index, &head, &bad).is_err());
            }
            let mut long = proof.clone();
            long.push(leaf);
            prop_assert!(check_inclusion(leaf, index, &head, &long).is_err());
            if let Some((_, short)) = proof.split_last() {
                prop_assert!(check_inclusion(leaf, index, &head, short).is_err());
            }
        }

        #[test]
        fn consistency_proofs_verify_and_flipped_bits_fail(new in 1u64..600, at in any::<u64>(), bit in any::<usize>()) {
            let tree = Entries::new(new);
            let old = 1 + at % new;
            let (first, second) = (tree.head_at(old), tree.head());
            let proof = consistency_proof(&tree, old, new).unwrap();
            check_consistency(&first, &second, &proof).unwrap();

            let wrong = TreeHead { root: flip(first.root, bit), ..first };
            prop_assert!(check_consistency(&wrong, &second, &proof).is_err());
            let wrong = TreeHead { root: flip(second.root, bit), ..second };
            prop_assert!(check_consistency(&first, &wrong, &proof).is_err());
            for position in 0..proof.len() {
                let mut bad = proof.clone();
                bad[position] = flip(bad[position], bit);
                prop_assert!(check_consistency(&first, &second, &bad).is_err());
            }
            let mut long = proof.clone();
            long.push(first.root);
            prop_assert!(check_consistency(&first, &second, &long).is_err());
        }
    }
}
