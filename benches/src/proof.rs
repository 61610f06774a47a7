//! A long log: growing it, proving one entry of it, and computing all of it again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use journey::archive::path;
use journey::binary::run;
use sha2::{Digest, Sha256};
use zegel_ledger::{Folder, Proof, SignedCheckpoint, Signer, TileHashes, TreeHead, grow};

use crate::Sizes;
use crate::chats::Dice;
use crate::machine::{Watch, children_seconds};
use crate::table::{Row, Target};

/// Entries that are added at once.
const BATCH: u64 = 1 << 18;
/// Proofs that are made.
const PROOFS: usize = 1_000;

/// The rows of this chapter.
pub fn rows(sizes: &Sizes) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let signer = Signer::new("bench.example/evidence", &[7; 32]).unwrap();
    let watch = Watch::start();
    let head = long(folder.path(), sizes.log);
    let grown = sizes.log as f64 / watch.seconds();
    let signed = SignedCheckpoint::sign(head, &signer).unwrap();
    fs::write(folder.path().join("checkpoint"), signed.note().to_string()).unwrap();

    let source = Folder(folder.path().to_owned());
    let mut dice = Dice::new(5);
    let proofs: Vec<f64> = (0..PROOFS)
        .map(|_| {
            let index = dice.below(sizes.log as usize) as u64;
            let watch = Watch::start();
            let proof = Proof::make(&TileHashes::new(&source, head.size), index, &signed).unwrap();
            let took = watch.millis();
            assert!(!proof.path().is_empty());
            took
        })
        .collect();

    let key = signer.verifier().to_string();
    let verified: Vec<f64> = (0..2)
        .map(|_| {
            let before = children_seconds();
            let out = run(&["verify", path(folder.path()), "--key", &key], "");
            assert!(
                out.status.success(),
                "{}",
                String::from_utf8_lossy(&out.stderr)
            );
            sizes.log as f64 / (children_seconds() - before).max(0.01)
        })
        .collect();
    vec![
        Row::new(
            format!(
                "an inclusion proof from a log of {} entries, tiles on disk: p99",
                sizes.log
            ),
            "ms",
            Target::AtMost(1.0),
            proofs.clone(),
        )
        .percentile(0.99),
        Row::new("the same: p50", "ms", Target::None, proofs),
        Row::new(
            "`zegel verify`: a log computed again from its entries, for one core",
            "entries/s",
            Target::AtLeast(1_000_000.0),
            verified,
        )
        .beside("the same hashes by sha2 alone", hashing()),
        Row::new(
            "growing that log, its files written",
            "entries/s",
            Target::None,
            vec![grown],
        ),
    ]
}

/// A log of so many entries in a folder; its tree.
fn long(folder: &Path, size: u64) -> TreeHead {
    let source = Folder(folder.to_owned());
    let mut head = TreeHead::empty();
    let entry = |index: u64| {
        let mut entry = [0; 32];
        entry[..8].copy_from_slice(&index.to_be_bytes());
        entry
    };
    let mut made: BTreeMap<std::path::PathBuf, ()> = BTreeMap::new();
    while head.size < size {
        let end = size.min(head.size + BATCH);
        let entries: Vec<[u8; 32]> = (head.size..end).map(entry).collect();
        let growth = grow(&source, &head, &entries).unwrap();
        for (tile, bytes) in &growth.files {
            let file = folder.join(tile.path());
            let parent = file.parent().unwrap().to_owned();
            made.entry(parent)
                .or_insert_with_key(|parent| fs::create_dir_all(parent).unwrap());
            fs::write(file, bytes).unwrap();
        }
        head = growth.head;
    }
    head
}

/// Entries a second whose leaf and node are hashed with nothing around it: the least that any verifier does.
fn hashing() -> f64 {
    const COUNT: u32 = 1_000_000;
    let mut node = [1_u8; 65];
    let watch = Watch::start();
    for _ in 0..COUNT {
        let leaf = Sha256::digest(&node[..33]);
        node[1..33].copy_from_slice(&leaf);
        let parent = Sha256::digest(node);
        node[33..].copy_from_slice(&parent);
    }
    std::hint::black_box(node);
    f64::from(COUNT) / watch.seconds()
}
