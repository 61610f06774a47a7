//! Logs of somebody else: whatever they hold, they are read or refused, and what is read is written again as it was.

use std::sync::LazyLock;

use zegel_ledger::tile::{parse_bundle, parse_tile, push_entry, tile_bytes};
use zegel_ledger::witness::AddCheckpoint;
use zegel_ledger::{
    CosignerKey, Memory, Note, Policy, Proof, SignedCheckpoint, Tile, Trust, Verifier,
};

/// The key of the log in `crates/ledger/tests/frozen.rs`.
const LOG: &str = "example.com/log+9be5d3c6+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
/// Its witness.
const WITNESS: &str = "example.com/witness+21457d9f+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU";

static TRUST: LazyLock<Trust> = LazyLock::new(|| {
    let witness = CosignerKey::parse(WITNESS).expect("a key of ours");
    let policy = Policy::quorum(1, vec![witness]).expect("one of one");
    Trust::new(Verifier::parse(LOG).expect("a key of ours"), policy).expect("two keys")
});

/// A signed note.
pub fn note(bytes: &[u8]) -> bool {
    let Ok(note) = Note::parse(bytes) else {
        return false;
    };
    assert_eq!(note.to_string().as_bytes(), bytes);
    note.check(TRUST.log()).is_ok()
}

/// A checkpoint, taken by somebody who remembers none.
pub fn checkpoint(bytes: &[u8]) -> bool {
    let Ok(signed) = SignedCheckpoint::open(bytes, TRUST.log()) else {
        return false;
    };
    assert_eq!(signed.note().to_string().as_bytes(), bytes);
    let mut memory = Memory::new(TRUST.log().clone());
    let taken = memory.advance(bytes, &[]);
    assert!(taken.is_err() || memory.head() == *signed.head());
    TRUST.policy().check(&signed).is_ok()
}

/// A proof of one entry.
pub fn proof(bytes: &[u8]) -> bool {
    let Ok(proof) = Proof::parse(bytes) else {
        return false;
    };
    assert_eq!(proof.to_string().as_bytes(), bytes);
    let entry = proof.extra().unwrap_or_default();
    let Ok(proven) = proof.verify(entry, &TRUST) else {
        return false;
    };
    assert_eq!(
        (proven.index, entry),
        (2, b"entry 2".as_slice()),
        "nobody has the key: only what was signed is proven"
    );
    true
}

/// The path of a tile.
pub fn tile_path(bytes: &[u8]) -> bool {
    let Ok(path) = std::str::from_utf8(bytes) else {
        return false;
    };
    let Ok(tile) = Tile::parse(path) else {
        return false;
    };
    assert_eq!(tile.path(), path);
    true
}

/// A tile of hashes or a bundle of entries; the first byte is how wide it should be, less one.
pub fn bundle(bytes: &[u8]) -> bool {
    let Some((width, bytes)) = bytes.split_first() else {
        return false;
    };
    let width = u16::from(*width) + 1;
    if let Some(hashes) = parse_tile(bytes, width) {
        assert_eq!(hashes.len(), usize::from(width));
        assert_eq!(tile_bytes(&hashes), bytes);
    }
    let Ok(entries) = parse_bundle(bytes, width) else {
        return false;
    };
    assert_eq!(entries.len(), usize::from(width));
    let mut again = Vec::new();
    assert!(entries.iter().all(|entry| push_entry(&mut again, entry)));
    assert_eq!(again, bytes);
    true
}

/// The body of a request to cosign.
pub fn add_checkpoint(bytes: &[u8]) -> bool {
    let Ok(asked) = AddCheckpoint::parse(bytes) else {
        return false;
    };
    assert_eq!(asked.to_string().as_bytes(), bytes);
    let mut memory = Memory::new(TRUST.log().clone());
    let before = memory.head();
    let taken = memory.advance(asked.note.to_string().as_bytes(), &asked.proof);
    assert!(taken.is_ok() || memory.head() == before);
    true
}

/// The line of a verifier's or a cosigner's key.
pub fn key(bytes: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(bytes) else {
        return false;
    };
    let (log, cosigner) = (Verifier::parse(line), CosignerKey::parse(line));
    assert!(log.is_err() || cosigner.is_err(), "a key has one purpose");
    if let Ok(key) = &log {
        assert_eq!(key.to_string(), line);
    }
    if let Ok(key) = &cosigner {
        assert_eq!(key.to_string(), line);
    }
    log.is_ok() || cosigner.is_ok()
}
