//! Our trees, tiles and proofs against those of the published crate `tlog_tiles`, both ways.

#![cfg(test)]

use std::collections::BTreeMap;

use tlog_tiles::{HashReader as _, TileHashReader, TileReader};
use zegel_ledger::tree::{self, check_consistency, check_inclusion, leaf_hash};
use zegel_ledger::{Hash, Layer, Tile, TileHashes, TreeHead, grow};

type Files = BTreeMap<String, Vec<u8>>;

const SIZES: [u64; 10] = [1, 2, 3, 255, 256, 257, 511, 512, 600, 1000];

fn entry(index: u64) -> Vec<u8> {
    format!("entry {index}").into_bytes()
}

fn ours(hash: tlog_tiles::Hash) -> Hash {
    Hash::from_bytes(hash.0)
}

fn theirs(hash: Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(*hash.as_bytes())
}

/// Our log of so many entries.
fn our_log(size: u64) -> (Files, TreeHead) {
    let entries: Vec<Vec<u8>> = (0..size).map(entry).collect();
    let growth = grow(&Files::new(), &TreeHead::empty(), &entries).unwrap();
    (
        growth
            .files
            .into_iter()
            .map(|(tile, bytes)| (tile.path(), bytes))
            .collect(),
        growth.head,
    )
}

/// Their log of so many entries: all hashes of the tree, in their order.
struct TheirLog(Vec<tlog_tiles::Hash>);

impl TheirLog {
    fn new(size: u64) -> Self {
        let mut log = Self(Vec::new());
        for index in 0..size {
            let new = tlog_tiles::stored_hashes(index, &entry(index), &log).unwrap();
            log.0.extend(new);
        }
        log
    }
}

impl tlog_tiles::HashReader for TheirLog {
    fn read_hashes(&self, places: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(places
            .iter()
            .map(|place| self.0[usize::try_from(*place).unwrap()])
            .collect())
    }
}

/// Our files for their reader. Their paths name the height of tiles, and ours do not.
struct OurFiles(Files);

impl TileReader for OurFiles {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[tlog_tiles::Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        let path = |tile: &tlog_tiles::Tile| tile.path().replacen("tile/8/", "tile/", 1);
        Ok(tiles
            .iter()
            .map(|tile| self.0[&path(tile)].clone())
            .collect())
    }

    fn save_tiles(&self, _: &[tlog_tiles::Tile], _: &[Vec<u8>]) {}
}

#[test]
fn both_make_the_same_tiles() {
    for size in SIZES {
        let (files, head) = our_log(size);
        let log = TheirLog::new(size);
        assert_eq!(
            ours(tlog_tiles::tree_hash(size, &log).unwrap()),
            head.root,
            "{size}"
        );
        let tiles = tlog_tiles::Tile::new_tiles(8, 0, size);
        for tile in &tiles {
            let path = tile.path().replacen("tile/8/", "tile/", 1);
            let same = Tile::new(
                Layer::Hashes(tile.level()),
                tile.level_index(),
                u16::try_from(tile.width()).unwrap(),
            );
            assert_eq!(Tile::parse(&path).ok(), same);
            assert_eq!(
                files.get(&path),
                Some(&tile.read_data(&log).unwrap()),
                "{size} {path}"
            );
        }
        let bundles = files
            .keys()
            .filter(|path| path.starts_with("tile/entries/"))
            .count();
        assert_eq!(files.len(), tiles.len() + bundles);
    }
}

#[test]
fn they_read_and_prove_from_our_tiles() {
    for size in SIZES {
        let (files, head) = our_log(size);
        let files = OurFiles(files);
        let reader = TileHashReader::new(size, theirs(head.root), &files);
        for index in [0, size / 2, size - 1] {
            let place = tlog_tiles::stored_hash_index(0, index);
            assert_eq!(
                ours(reader.read_hashes(&[place]).unwrap()[0]),
                leaf_hash(&entry(index))
            );
            let proof: Vec<Hash> = tlog_tiles::prove_record(size, index, &reader)
                .unwrap()
                .into_iter()
                .map(ours)
                .collect();
            check_inclusion(leaf_hash(&entry(index)), index, &head, &proof).unwrap();
            assert_eq!(
                tree::inclusion_proof(&TileHashes::new(&files.0, size), index, size).unwrap(),
                proof
            );

            let (_, old) = our_log(index + 1);
            let proof: Vec<Hash> = tlog_tiles::prove_tree(size, old.size, &reader)
                .unwrap()
                .into_iter()
                .map(ours)
                .collect();
            check_consistency(&old, &head, &proof).unwrap();
            assert_eq!(
                tree::consistency_proof(&TileHashes::new(&files.0, size), old.size, size).unwrap(),
                proof
            );
        }
    }
}

#[test]
fn they_check_our_proofs() {
    for size in SIZES {
        let (files, head) = our_log(size);
        let hashes = TileHashes::new(&files, size);
        for index in [0, size / 3, size - 1] {
            let proof = tree::inclusion_proof(&hashes, index, size)
                .unwrap()
                .into_iter()
                .map(theirs)
                .collect();
            let leaf = tlog_tiles::record_hash(&entry(index));
            tlog_tiles::check_record(&proof, size, theirs(head.root), index, leaf).unwrap();

            let (_, old) = our_log(index + 1);
            let proof = tree::consistency_proof(&hashes, old.size, size)
                .unwrap()
                .into_iter()
                .map(theirs)
                .collect();
            tlog_tiles::check_tree(&proof, size, theirs(head.root), old.size, theirs(old.root))
                .unwrap();
        }
    }
}
