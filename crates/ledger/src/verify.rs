//! Verification of a whole log, offline: every entry, every tile and the root, against a signed checkpoint.
//!
//! Reads each file once, from the left, with one tile a level in memory. What is found wrong is named as exactly as the
//! rest of the log allows: a tile that its parent contradicts is at fault, an entry that a proven tile contradicts is.

use std::cmp::Ordering;

use crate::checkpoint::{self, CheckpointError, SignedCheckpoint};
use crate::cosignature::Cosigned;
use crate::grow::{edge_head, edge_tiles};
use crate::note::NoteError;
use crate::policy::{PolicyError, Trust};
use crate::source::{ReadError, TileHashes, TileSource, read_bundle, read_tile};
use crate::tile::{FULL, Layer, Tile};
use crate::tree::{self, Hash, TreeHead, empty_root, leaf_hash, node_hash, row_root};

/// After this many findings verification stops: the log is not sound, and a made-up size shall not fill the memory.
pub const MAX_FINDINGS: usize = 100;

/// What was verified and what was found wrong.
#[derive(Debug)]
pub struct Report {
    /// The checkpoint, under the pinned key.
    pub signed: SignedCheckpoint,
    /// Who of the policy has cosigned it, and when; empty where too few have.
    pub cosigned: Vec<Cosigned>,
    /// How many entries were read and hashed.
    pub entries: u64,
    /// How many bundles were read.
    pub bundles: u64,
    /// How many tiles were read.
    pub tiles: u64,
    /// What is wrong, in the order of the log. At most [`MAX_FINDINGS`].
    pub findings: Vec<Finding>,
    /// Whether there was more to read when the findings became too many.
    pub stopped: bool,
}

impl Report {
    /// Whether every entry is what the checkpoint commits to.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty() && !self.stopped
    }
}

/// One thing that is wrong with a log. Names files and places, never what is in them.
#[derive(Debug, thiserror::Error)]
pub enum Finding {
    /// A file is missing, or malformed.
    #[error(transparent)]
    File(ReadError),
    /// A tile does not hash to what the tile above it, which is proven, has for it; or it contradicts all its entries.
    #[error("{0} is not the tile that the log committed to")]
    Tile(Tile),
    /// An entry does not hash to what its tile has for it.
    #[error("entry {index}, in {bundle}, is not the entry that the log committed to")]
    Entry {
        /// The place of the entry in the log, counted from 0.
        index: u64,
        /// The bundle that holds it.
        bundle: Tile,
    },
    /// The entries agree with their tile, and both with nothing above.
    #[error("{0} holds other entries than the log committed to")]
    Bundle(Tile),
    /// The tiles at the right edge do not give the root of the checkpoint.
    #[error("the last tiles of the log do not give the root of its checkpoint of {0} entries")]
    Edge(u64),
    /// The entries do not give the root of the checkpoint.
    #[error("the {0} entries of the log do not give the root of its checkpoint")]
    Root(u64),
    /// The log does not continue the older tree.
    #[error("the log does not continue the one of {size} entries that was known before")]
    Rewritten {
        /// How many entries the older tree has.
        size: u64,
    },
    /// Too few have cosigned the checkpoint.
    #[error("the checkpoint is not witnessed as the policy asks")]
    Policy(#[source] PolicyError),
}

/// Why a log could not be verified at all.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// There is no checkpoint.
    #[error("there is no checkpoint")]
    NoCheckpoint,
    /// The checkpoint is not one of the pinned log.
    #[error("the checkpoint is not one of the pinned log")]
    Checkpoint(#[from] CheckpointError),
    /// The source failed. What it holds may be sound or not.
    #[error("the log could not be read")]
    Io(#[source] std::io::Error),
}

impl VerifyError {
    /// The checkpoint is whole, but the pinned key did not sign it, or not these words.
    pub const fn is_forgery(&self) -> bool {
        matches!(
            self,
            Self::Checkpoint(
                CheckpointError::Note(NoteError::OtherKey | NoteError::Forged)
                    | CheckpointError::OtherOrigin
            )
        )
    }
}

/// Verifies the log that `source` has against its own newest checkpoint, and, where the caller knows an `older` tree of
/// it (from its [`crate::witness::Memory`], say), that the log continues that.
pub fn verify<S>(source: &S, trust: &Trust, older: Option<&TreeHead>) -> Result<Report, VerifyError>
where
    S: TileSource + ?Sized,
{
    let bytes = source
        .read(checkpoint::PATH)
        .map_err(VerifyError::Io)?
        .ok_or(VerifyError::NoCheckpoint)?;
    let signed = trust.open(&bytes)?;
    let head = *signed.head();
    let mut findings = Findings::default();
    let cosigned = trust.policy().check(&signed).unwrap_or_else(|e| {
        findings.add(Finding::Policy(e));
        Vec::new()
    });
    let (mut edge, mut complete) = ([const { Vec::new() }; 8], true);
    for (tile, row) in edge_tiles(head.size).zip(&mut edge) {
        let Some(tile) = tile else { continue };
        match findings.read(read_tile(source, tile))? {
            Some(hashes) => *row = hashes,
            None => complete = false,
        }
    }
    let edge_proven = complete && edge_head(head.size, &edge) == head;
    if complete && !edge_proven {
        findings.add(Finding::Edge(head.size));
    }
    let mut log = Log {
        source,
        head,
        edge,
        edge_proven,
        levels: [const { None }; 8],
        whole: Some(Whole::default()),
        report: Report {
            signed,
            cosigned,
            entries: 0,
            bundles: 0,
            tiles: 0,
            findings: Vec::new(),
            stopped: false,
        },
        findings,
    };
    log.walk()?;
    if let Some(older) = older {
        log.check_older(older)?;
    }
    Ok(Report {
        findings: log.findings.0,
        ..log.report
    })
}

#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, finding: Finding) {
        if !self.are_full() {
            self.0.push(finding);
        }
    }

    fn has_tile(&self, tile: Tile) -> bool {
        self.0
            .iter()
            .any(|finding| matches!(finding, Finding::Tile(named) if *named == tile))
    }

    const fn are_full(&self) -> bool {
        self.0.len() >= MAX_FINDINGS
    }

    /// What was read; a bad file is a finding, a failing source ends the verification.
    fn read<T>(&mut self, outcome: Result<T, ReadError>) -> Result<Option<T>, VerifyError> {
        match outcome {
            Ok(read) => Ok(Some(read)),
            Err(ReadError::Io(_, e)) => Err(VerifyError::Io(e)),
            Err(e) => {
                self.add(Finding::File(e));
                Ok(None)
            }
        }
    }
}

/// A tile that was read, and whether the tiles above prove it.
struct Known {
    tile: Tile,
    hashes: Vec<Hash>,
    proven: bool,
}

struct Log<'a, S: ?Sized> {
    source: &'a S,
    head: TreeHead,
    /// The hashes of the partial tile of each level; none where the level has no such tile, or no usable one.
    edge: [Vec<Hash>; 8],
    /// Whether these give the checkpoint's root.
    edge_proven: bool,
    /// The tile of each level above the bundle at hand; `Err` where it cannot be used.
    levels: [Option<Result<Known, Tile>>; 8],
    /// The root over the entries alone, while none is missing.
    whole: Option<Whole>,
    report: Report,
    findings: Findings,
}

impl<S: TileSource + ?Sized> Log<'_, S> {
    fn walk(&mut self) -> Result<(), VerifyError> {
        for number in 0.. {
            let Some(bundle) = Tile::of_tree(Layer::Entries, number, self.head.size) else {
                break;
            };
            if self.findings.are_full() {
                self.report.stopped = true;
                return Ok(());
            }
            for level in (0..8).rev() {
                self.load(level, number)?;
            }
            self.check_bundle(bundle)?;
        }
        if self
            .whole
            .as_ref()
            .is_some_and(|whole| whole.root() != self.head.root)
        {
            self.findings.add(Finding::Root(self.head.size));
        }
        Ok(())
    }

    /// Reads the tile of `level` above bundle `number`, unless it is the one at hand, and compares it with its parent.
    fn load(&mut self, level: u8, number: u64) -> Result<(), VerifyError> {
        let index = number.checked_shr(8 * u32::from(level)).unwrap_or(0);
        let tile = Tile::of_tree(Layer::Hashes(level), index, self.head.size);
        let at_hand = self.level(level).map(|known| match known {
            Ok(known) => known.tile,
            Err(tile) => *tile,
        });
        if tile == at_hand {
            return Ok(());
        }
        let known = match tile {
            Some(tile) => Some(self.read_known(tile)?.ok_or(tile)),
            None => None,
        };
        if let Some(place) = self.levels.get_mut(usize::from(level)) {
            *place = known;
        }
        Ok(())
    }

    fn read_known(&mut self, tile: Tile) -> Result<Option<Known>, VerifyError> {
        let hashes = if tile.is_full() {
            self.findings.read(read_tile(self.source, tile))?
        } else {
            Some(self.edge_row(tile)).filter(|row| !row.is_empty())
        };
        let Some(hashes) = hashes else {
            return Ok(None);
        };
        self.report.tiles += 1;
        let proven = if tile.is_full() {
            self.proves(tile, &hashes)
        } else {
            self.edge_proven
        };
        Ok(Some(Known {
            tile,
            hashes,
            proven,
        }))
    }

    fn edge_row(&self, tile: Tile) -> Vec<Hash> {
        let Layer::Hashes(level) = tile.layer() else {
            return Vec::new();
        };
        self.edge
            .get(usize::from(level))
            .cloned()
            .unwrap_or_default()
    }

    /// Whether the tile above proves these hashes of a full tile. If not, whichever of the two is at fault is named.
    fn proves(&mut self, tile: Tile, hashes: &[Hash]) -> bool {
        let Some((parent, expected, proven)) = self.above(tile) else {
            return false;
        };
        let agree = row_root(hashes) == Some(expected);
        if !agree && proven {
            self.findings.add(Finding::Tile(tile));
        } else if !agree && !parent.is_full() && !self.findings.has_tile(parent) {
            // A full parent that is not proven has been named; a partial one only as part of the edge.
            self.findings.add(Finding::Tile(parent));
        }
        agree && proven
    }

    /// The tile above a full one, what it has for it, and whether it is proven itself.
    fn above(&self, tile: Tile) -> Option<(Tile, Hash, bool)> {
        let Layer::Hashes(level) = tile.layer() else {
            return None;
        };
        let parent = self.level(level.checked_add(1)?)?.as_ref().ok()?;
        let place = usize::try_from(tile.index() % u64::from(FULL)).ok()?;
        let expected = parent.hashes.get(place)?;
        Some((parent.tile, *expected, parent.proven))
    }

    fn level(&self, level: u8) -> Option<&Result<Known, Tile>> {
        self.levels.get(usize::from(level))?.as_ref()
    }

    fn check_bundle(&mut self, bundle: Tile) -> Result<(), VerifyError> {
        let read = read_bundle(self.source, bundle);
        let Some(entries) = self.findings.read(read)? else {
            self.whole = None;
            return Ok(());
        };
        let leaves: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
        self.report.bundles += 1;
        self.report.entries += u64::from(bundle.width());
        if let Some(whole) = &mut self.whole {
            for leaf in &leaves {
                whole.push(*leaf);
            }
        }
        for finding in self.judge(bundle, &leaves) {
            self.findings.add(finding);
        }
        Ok(())
    }

    /// What is wrong between a bundle and the tiles above it.
    fn judge(&self, bundle: Tile, leaves: &[Hash]) -> Vec<Finding> {
        let committed = self.committed(bundle, leaves);
        match self.level(0) {
            Some(Ok(tile)) if tile.hashes == leaves => {
                // If the tile is not what the log committed to, it was changed together with the entries.
                if committed == Some(false) {
                    vec![Finding::Bundle(bundle)]
                } else {
                    Vec::new()
                }
            }
            Some(Ok(tile)) if !tile.proven && committed == Some(true) => {
                // The entries are right. A full tile has been named; a partial one only as part of the edge.
                if tile.tile.is_full() {
                    Vec::new()
                } else {
                    vec![Finding::Tile(tile.tile)]
                }
            }
            Some(Ok(tile)) => {
                let start = bundle.index().saturating_mul(u64::from(FULL));
                let pairs = (start..).zip(tile.hashes.iter().zip(leaves));
                let wrong = pairs.filter(|(_, (expected, found))| expected != found);
                wrong
                    .map(|(index, _)| Finding::Entry { index, bundle })
                    .collect()
            }
            // Without a tile of leaves the level above is what is left to hold the entries to.
            Some(Err(_)) | None => {
                if committed == Some(false) {
                    vec![Finding::Bundle(bundle)]
                } else {
                    Vec::new()
                }
            }
        }
    }

    /// Whether the proven tiles above the tile of leaves commit to these leaves, where there are such tiles.
    fn committed(&self, bundle: Tile, leaves: &[Hash]) -> Option<bool> {
        if bundle.is_full() {
            let leaf_tile = Tile::new(Layer::Hashes(0), bundle.index(), FULL)?;
            let (_, expected, proven) = self.above(leaf_tile)?;
            return proven.then_some(row_root(leaves) == Some(expected));
        }
        // The partial bundle: do its entries give the root, together with the partial tiles above?
        let mut rows = self.edge.clone();
        let [lowest, ..] = &mut rows;
        *lowest = leaves.to_vec();
        (edge_head(self.head.size, &rows) == self.head).then_some(true)
    }

    /// Checks that the tree that was known before begins this one.
    fn check_older(&mut self, older: &TreeHead) -> Result<(), VerifyError> {
        let rewritten = match older.size.cmp(&self.head.size) {
            Ordering::Greater => true,
            Ordering::Equal => older.root != self.head.root,
            Ordering::Less => {
                let tiles = TileHashes::new(self.source, self.head.size);
                let root = self.findings.read(tree::root(&tiles, older.size))?;
                root.is_some_and(|root| root != older.root)
            }
        };
        if rewritten {
            self.findings.add(Finding::Rewritten { size: older.size });
        }
        Ok(())
    }
}

/// The root over leaves as they come: the roots of the complete subtrees, from the left, with their heights.
#[derive(Default)]
struct Whole(Vec<(u32, Hash)>);

impl Whole {
    fn push(&mut self, leaf: Hash) {
        let mut last = (0, leaf);
        while let Some((height, left)) = self.0.pop_if(|(height, _)| *height == last.0) {
            last = (height + 1, node_hash(&left, &last.1));
        }
        self.0.push(last);
    }

    fn root(&self) -> Hash {
        let hashes = self.0.iter().rev().map(|(_, hash)| *hash);
        hashes
            .reduce(|right, left| node_hash(&left, &right))
            .unwrap_or_else(empty_root)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io;

    use super::*;
    use crate::cosignature::Cosigner;
    use crate::note::Signer;
    use crate::oracle::{Entries, flip};
    use crate::policy::Policy;
    use crate::tile::tile_bytes;
    use crate::witness::Memory;

    type Files = BTreeMap<String, Vec<u8>>;

    fn key() -> Signer {
        Signer::new("example.com/log", &[1; 32]).unwrap()
    }

    fn trust() -> Trust {
        Trust::new(key().verifier().clone(), Policy::none()).unwrap()
    }

    fn sign(files: &mut Files, head: TreeHead) {
        let note = SignedCheckpoint::sign(head, &key())
            .unwrap()
            .note()
            .to_string();
        files.insert(checkpoint::PATH.to_owned(), note.into_bytes());
    }

    fn log(size: u64) -> Files {
        let tree = Entries::new(size);
        let mut files = tree.files();
        sign(&mut files, tree.head());
        files
    }

    fn findings(files: &Files) -> Vec<String> {
        let report = verify(files, &trust(), None).unwrap();
        assert_eq!(report.is_sound(), report.findings.is_empty());
        report.findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_sound_log_verifies_with_its_counts() {
        for (size, bundles, tiles) in [
            (0, 0, 0),
            (1, 1, 1),
            (256, 1, 2),
            (257, 2, 3),
            (600, 3, 4),
            (66_000, 258, 261),
        ] {
            let report = verify(&log(size), &trust(), None).unwrap();
            assert!(report.is_sound(), "{size}: {:?}", report.findings);
            assert_eq!(
                (report.entries, report.bundles, report.tiles),
                (size, bundles, tiles),
                "{size}"
            );
            assert_eq!(report.signed.head(), &Entries::new(size).head());
        }
    }

    #[test]
    fn a_tampered_byte_of_any_file_is_named() {
        for size in [1, 255, 256, 257, 600] {
            let good = log(size);
            for (path, bytes) in &good {
                if path == checkpoint::PATH {
                    continue;
                }
                for position in [0, 1, 2, 40, bytes.len() / 2, bytes.len() - 1] {
                    let mut files = good.clone();
                    let Some(byte) = files.get_mut(path).unwrap().get_mut(position) else {
                        continue;
                    };
                    *byte ^= 4;
                    let report = verify(&files, &trust(), None).unwrap();
                    let named = report.findings.iter().any(|finding| match finding {
                        Finding::Tile(tile)
                        | Finding::Bundle(tile)
                        | Finding::Entry { bundle: tile, .. } => tile.path() == *path,
                        Finding::File(error) => error.to_string().contains(path),
                        Finding::Edge(_)
                        | Finding::Root(_)
                        | Finding::Rewritten { .. }
                        | Finding::Policy(_) => false,
                    });
                    assert!(named, "{size} {path} {position}: {:?}", report.findings);
                }
            }
        }
    }

    #[test]
    fn a_tampered_byte_of_the_checkpoint_is_found() {
        let good = log(300);
        for position in 0..good[checkpoint::PATH].len() {
            let mut files = good.clone();
            files.get_mut(checkpoint::PATH).unwrap()[position] ^= 1;
            assert!(
                matches!(
                    verify(&files, &trust(), None),
                    Err(VerifyError::Checkpoint(_))
                ),
                "{position}"
            );
        }
        let mut files = good;
        files.remove(checkpoint::PATH);
        assert!(matches!(
            verify(&files, &trust(), None),
            Err(VerifyError::NoCheckpoint)
        ));
    }

    #[test]
    fn a_missing_file_is_named() {
        let good = log(600);
        for path in good.keys().filter(|path| *path != checkpoint::PATH) {
            let mut files = good.clone();
            files.remove(path);
            let report = verify(&files, &trust(), None).unwrap();
            assert_eq!(report.findings.len(), 1, "{path}: {:?}", report.findings);
            assert!(
                matches!(&report.findings[0], file @ Finding::File(_) if file.to_string() == format!("{path} is missing"))
            );
        }
    }

    #[test]
    fn the_one_at_fault_is_named_alone() {
        let good = log(66_000);
        let mut files = good.clone();
        files.get_mut("tile/entries/100").unwrap()[2] ^= 1;
        assert_eq!(
            findings(&files),
            [
                "entry 25600, in tile/entries/100, is not the entry that the log committed to",
                "the 66000 entries of the log do not give the root of its checkpoint",
            ]
        );

        let mut files = good.clone();
        files.get_mut("tile/0/100").unwrap()[64] ^= 1;
        assert_eq!(
            findings(&files),
            ["tile/0/100 is not the tile that the log committed to"]
        );

        let mut files = good.clone();
        files.get_mut("tile/1/000").unwrap()[64] ^= 1;
        assert_eq!(
            findings(&files),
            ["tile/1/000 is not the tile that the log committed to"]
        );

        for edge in ["tile/0/257.p/208", "tile/1/001.p/1", "tile/2/000.p/1"] {
            let mut files = good.clone();
            files.get_mut(edge).unwrap()[5] ^= 1;
            assert_eq!(findings(&files), [
                "the last tiles of the log do not give the root of its checkpoint of 66000 entries".to_owned(),
                format!("{edge} is not the tile that the log committed to"),
            ]);
        }
    }

    #[test]
    fn entries_and_tile_changed_together_are_found() {
        let mut files = log(600);
        files.get_mut("tile/entries/001").unwrap()[2] ^= 1;
        let bundle = Tile::parse("tile/entries/001").unwrap();
        let leaves: Vec<Hash> = read_bundle(&files, bundle)
            .unwrap()
            .iter()
            .map(|entry| leaf_hash(entry))
            .collect();
        files.insert("tile/0/001".to_owned(), tile_bytes(&leaves));
        assert_eq!(
            findings(&files),
            [
                "tile/0/001 is not the tile that the log committed to",
                "tile/entries/001 holds other entries than the log committed to",
                "the 600 entries of the log do not give the root of its checkpoint",
            ]
        );
    }

    #[test]
    fn a_signed_root_that_the_entries_do_not_give_is_found() {
        let mut files = log(600);
        let head = Entries::new(600).head();
        sign(
            &mut files,
            TreeHead {
                root: flip(head.root, 0),
                ..head
            },
        );
        assert_eq!(
            findings(&files),
            [
                "the last tiles of the log do not give the root of its checkpoint of 600 entries",
                "the 600 entries of the log do not give the root of its checkpoint",
            ]
        );
    }

    #[test]
    fn an_older_tree_must_begin_the_log() {
        let (files, tree) = (log(600), Entries::new(600));
        for size in [0, 1, 256, 300, 599, 600] {
            let older = tree.head_at(size);
            assert!(
                verify(&files, &trust(), Some(&older)).unwrap().is_sound(),
                "{size}"
            );
            let other = TreeHead {
                root: flip(older.root, 9),
                ..older
            };
            let report = verify(&files, &trust(), Some(&other)).unwrap();
            assert!(
                matches!(report.findings[..], [Finding::Rewritten { .. }]),
                "{size}"
            );
        }
        let later = Entries::new(601).head();
        let report = verify(&files, &trust(), Some(&later)).unwrap();
        assert!(matches!(
            report.findings[..],
            [Finding::Rewritten { size: 601 }]
        ));
    }

    #[test]
    fn a_log_that_has_grown_meanwhile_still_verifies_at_its_checkpoint() {
        let mut files = Entries::new(700).files();
        sign(&mut files, Entries::new(400).head());
        assert_eq!(
            findings(&files),
            ["tile/1/000.p/1 is missing"],
            "tile/1/000.p/1 must be served still"
        );
        files.extend(
            Entries::new(400)
                .files()
                .into_iter()
                .filter(|(path, _)| path.starts_with("tile/1/")),
        );
        assert!(findings(&files).is_empty());
    }

    #[test]
    fn a_policy_is_part_of_soundness() {
        let cosigner = Cosigner::new("example.com/w", &[2; 32]).unwrap();
        let policy = Policy::quorum(1, vec![cosigner.key().clone()]).unwrap();
        let trust = Trust::new(key().verifier().clone(), policy).unwrap();
        let mut files = log(5);
        let report = verify(&files, &trust, None).unwrap();
        assert!(matches!(
            report.findings[..],
            [Finding::Policy(PolicyError::Missing {
                found: 0,
                needed: 1
            })]
        ));
        assert_eq!(report.entries, 5, "the rest is verified all the same");

        let mut signed = report.signed;
        let note = signed.note().to_string();
        let checked = Memory::new(key().verifier().clone())
            .advance(note.as_bytes(), &[])
            .unwrap();
        signed.add(checked.cosign(&cosigner, 77).unwrap()).unwrap();
        files.insert(
            checkpoint::PATH.to_owned(),
            signed.note().to_string().into_bytes(),
        );
        let report = verify(&files, &trust, None).unwrap();
        assert!(report.is_sound());
        assert_eq!(report.cosigned[0].time, 77);
    }

    #[test]
    fn a_made_up_size_ends_soon() {
        let mut files = log(300);
        sign(
            &mut files,
            TreeHead {
                size: u64::MAX,
                root: empty_root(),
            },
        );
        let report = verify(&files, &trust(), None).unwrap();
        assert!(report.stopped && !report.is_sound());
        assert_eq!(report.findings.len(), MAX_FINDINGS);
    }

    #[test]
    fn a_source_that_fails_is_no_verdict() {
        struct Failing(Files, &'static str);
        impl TileSource for Failing {
            fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
                if path == self.1 {
                    Err(io::Error::other("gone"))
                } else {
                    self.0.read(path)
                }
            }
        }
        for path in [
            checkpoint::PATH,
            "tile/0/001",
            "tile/0/002.p/88",
            "tile/entries/000",
            "tile/1/000.p/2",
        ] {
            let source = Failing(log(600), path);
            assert!(
                matches!(verify(&source, &trust(), None), Err(VerifyError::Io(_))),
                "{path}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn any_flipped_bit_of_any_file_is_found(file in 0usize..8, position in proptest::num::usize::ANY, bit in 0..8) {
            let mut files = log(600);
            let path = files.keys().nth(file % files.len()).unwrap().clone();
            let bytes = files.get_mut(&path).unwrap();
            let position = position % bytes.len();
            bytes[position] ^= 1u8 << bit;
            let sound = verify(&files, &trust(), None).is_ok_and(|report| report.is_sound());
            proptest::prop_assert!(!sound, "{} {}", path, position);
        }
    }
}
