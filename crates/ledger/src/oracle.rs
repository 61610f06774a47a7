//! What tests compare with: trees and files made the slow way, straight from the definitions of RFC 6962 section 2.1 and
//! c2sp.org/tlog-tiles.

use std::collections::BTreeMap;

use crate::source::ReadError;
use crate::tile::{Layer, Tile, push_entry, tile_bytes};
use crate::tree::{Hash, HashReader, TreeHead, empty_root, leaf_hash, node_hash};

/// The entry that tests put at `index`.
pub(crate) fn entries(index: u64) -> Vec<u8> {
    let length = 8 + usize::try_from(index % 7).unwrap();
    index
        .to_be_bytes()
        .into_iter()
        .cycle()
        .take(length)
        .collect()
}

/// The hash with one bit changed.
pub(crate) fn flip(hash: Hash, bit: usize) -> Hash {
    let mut bytes = *hash.as_bytes();
    bytes[(bit / 8) % 32] ^= 1 << (bit % 8);
    Hash::from_bytes(bytes)
}

/// The tree of the first so many entries.
pub(crate) struct Entries {
    leaves: Vec<Hash>,
}

impl Entries {
    pub(crate) fn new(size: u64) -> Self {
        Self {
            leaves: (0..size).map(|index| leaf_hash(&entries(index))).collect(),
        }
    }

    pub(crate) fn leaves(&self) -> Vec<Hash> {
        self.leaves.clone()
    }

    pub(crate) fn head(&self) -> TreeHead {
        self.head_at(u64::try_from(self.leaves.len()).unwrap())
    }

    pub(crate) fn head_at(&self, size: u64) -> TreeHead {
        TreeHead {
            size,
            root: self.range(0, size),
        }
    }

    fn range(&self, start: u64, end: u64) -> Hash {
        let [start, end] = [start, end].map(|n| usize::try_from(n).unwrap());
        merkle_tree_hash(&self.leaves[start..end])
    }

    /// The bytes of one file.
    pub(crate) fn file(&self, tile: Tile) -> Vec<u8> {
        let places = tile.index() * 256..tile.index() * 256 + u64::from(tile.width());
        match tile.layer() {
            Layer::Entries => {
                let mut bytes = Vec::new();
                places.for_each(|index| assert!(push_entry(&mut bytes, &entries(index))));
                bytes
            }
            Layer::Hashes(level) => {
                let each = 256_u64.pow(u32::from(level));
                let hashes: Vec<Hash> = places
                    .map(|i| self.range(i * each, (i + 1) * each))
                    .collect();
                tile_bytes(&hashes)
            }
        }
    }

    /// All files of the log, with no partial ones but those at the edge.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let size = self.head().size;
        let mut files = BTreeMap::new();
        for layer in Layer::of_tree(size) {
            for index in 0.. {
                let Some(tile) = Tile::of_tree(layer, index, size) else {
                    break;
                };
                files.insert(tile.path(), self.file(tile));
            }
        }
        files
    }
}

impl HashReader for Entries {
    fn hash(&self, level: u32, index: u64) -> Result<Hash, ReadError> {
        Ok(self.range(index << level, (index + 1) << level))
    }
}

fn merkle_tree_hash(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let mut split = 1;
            while split * 2 < leaves.len() {
                split *= 2;
            }
            let (left, right) = leaves.split_at(split);
            node_hash(&merkle_tree_hash(left), &merkle_tree_hash(right))
        }
    }
}
