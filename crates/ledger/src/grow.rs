//! Adding entries to a log: which files come to be, and what the tree then hashes to.
//!
//! Pure: reads the right edge of the old tree, returns bytes to store. The old root is recomputed from what was read, so
//! that a log whose files were damaged or rolled back cannot grow, and no checkpoint is signed over them.

use std::collections::BTreeMap;
use std::fmt;

use crate::decimal::count;
use crate::source::{ReadError, TileSource, read_bundle, read_tile};
use crate::tile::{FULL, Layer, Tile, push_entry, tile_bytes};
use crate::tree::{Hash, TreeHead, leaf_hash, row_root};

/// What a batch of entries adds to a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Growth {
    /// The tree with the new entries.
    pub head: TreeHead,
    /// The new files: every tile and bundle that became full, and the partial ones at the new edge.
    pub files: BTreeMap<Tile, Vec<u8>>,
    /// Folders of partial files (as [`Tile::partial_folder`]) whose full file is among the new ones. They may go once the
    /// new checkpoint is stored; partial files of a tile that is not full yet must stay (c2sp.org/tlog-tiles).
    pub obsolete: Vec<String>,
}

/// The tree, and counts: what is in the files is not for logs.
impl fmt::Debug for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Growth")
            .field("head", &self.head)
            .field("files", &self.files.len())
            .field("obsolete", &self.obsolete)
            .finish()
    }
}

/// Why a log cannot grow.
#[derive(Debug, thiserror::Error)]
pub enum GrowError {
    /// The right edge of the old tree cannot be read.
    #[error("the right edge of the log cannot be read")]
    Read(#[from] ReadError),
    /// The old tiles do not hash to the old root: damaged, rolled back, or of another log.
    #[error("the tiles of the log do not give the root that it had at {0} entries")]
    Root(u64),
    /// The last, partial bundle does not hash to the last tile.
    #[error("{0} does not hold the entries that the tiles were made of")]
    Bundle(Tile),
    /// An entry has more than 65,535 bytes.
    #[error("new entry {0}, counted from 0, is longer than 65,535 bytes")]
    TooLong(usize),
    /// The log would have 2^64 entries or more.
    #[error("the log cannot hold that many entries")]
    Full,
}

/// Adds `entries` to the log that had `old` as its tree and whose files `source` has.
///
/// Reads at most one partial bundle and one partial tile a level, whatever the size of the log.
pub fn grow<S, E>(source: &S, old: &TreeHead, entries: &[E]) -> Result<Growth, GrowError>
where
    S: TileSource + ?Sized,
    E: AsRef<[u8]>,
{
    old.size
        .checked_add(count(entries.len()))
        .ok_or(GrowError::Full)?;
    let mut edge = Edge::read(source, old)?;
    let mut files = BTreeMap::new();
    for (position, entry) in entries.iter().enumerate() {
        edge.push(entry.as_ref(), &mut files)
            .ok_or(GrowError::TooLong(position))?;
    }
    edge.add_partial(old.size, &mut files);
    let obsolete = Layer::of_tree(old.size)
        .filter_map(|layer| Tile::edge(layer, old.size))
        .filter(|tile| files.contains_key(&tile.full()))
        .map(|tile| tile.partial_folder())
        .collect();
    let head = edge.head();
    Ok(Growth {
        head,
        files,
        obsolete,
    })
}

/// The partial files of a tree.
struct Edge {
    size: u64,
    bundle: Vec<u8>,
    /// The hashes of the partial tile of each level, from the leaves up; empty where the level has none.
    rows: [Vec<Hash>; 8],
}

impl Edge {
    fn read<S: TileSource + ?Sized>(source: &S, old: &TreeHead) -> Result<Self, GrowError> {
        let mut rows = [const { Vec::new() }; 8];
        for (tile, row) in edge_tiles(old.size).zip(&mut rows) {
            if let Some(tile) = tile {
                *row = read_tile(source, tile)?;
            }
        }
        if edge_head(old.size, &rows) != *old {
            return Err(GrowError::Root(old.size));
        }
        let mut bundle = Vec::new();
        if let Some(tile) = Tile::edge(Layer::Entries, old.size) {
            let entries = read_bundle(source, tile)?;
            let hashes = entries.iter().map(|entry| leaf_hash(entry));
            let [leaves, ..] = &rows;
            let sound = hashes.eq(leaves.iter().copied())
                && entries.iter().all(|entry| push_entry(&mut bundle, entry));
            if !sound {
                return Err(GrowError::Bundle(tile));
            }
        }
        Ok(Self {
            size: old.size,
            bundle,
            rows,
        })
    }

    /// Adds an entry and the files that it fills; nothing if the entry is too long.
    fn push(&mut self, entry: &[u8], files: &mut BTreeMap<Tile, Vec<u8>>) -> Option<()> {
        if !push_entry(&mut self.bundle, entry) {
            return None;
        }
        self.size += 1;
        let mut hash = leaf_hash(entry);
        for (level, row) in (0..).zip(&mut self.rows) {
            row.push(hash);
            if row.len() < usize::from(FULL) {
                break;
            }
            let full = std::mem::take(row);
            if level == 0 {
                files.extend(
                    last_full(self.size, Layer::Entries)
                        .zip(Some(std::mem::take(&mut self.bundle))),
                );
            }
            files.extend(last_full(self.size, Layer::Hashes(level)).zip(Some(tile_bytes(&full))));
            hash = row_root(&full)?;
        }
        Some(())
    }

    /// Adds the partial files that the tree of `old` entries had not.
    fn add_partial(&self, old: u64, files: &mut BTreeMap<Tile, Vec<u8>>) {
        let edge = |layer: Layer| {
            Tile::edge(layer, self.size).filter(|_| layer.len(old) < layer.len(self.size))
        };
        files.extend(edge(Layer::Entries).zip(Some(self.bundle.clone())));
        for (level, row) in (0..).zip(&self.rows) {
            files.extend(edge(Layer::Hashes(level)).zip(Some(tile_bytes(row))));
        }
    }

    fn head(&self) -> TreeHead {
        edge_head(self.size, &self.rows)
    }
}

/// The full file that ends a layer of a tree of `size` entries, where the layer ends with one.
fn last_full(size: u64, layer: Layer) -> Option<Tile> {
    let last = (layer.len(size) / u64::from(FULL)).checked_sub(1)?;
    Tile::new(layer, last, FULL)
}

/// The partial tiles of a tree of `size` entries, a place for each level from the leaves up.
pub(crate) fn edge_tiles(size: u64) -> impl Iterator<Item = Option<Tile>> {
    (0..8).map(move |level| Tile::edge(Layer::Hashes(level), size))
}

/// The tree of `size` entries whose partial tiles these are.
pub(crate) fn edge_head(size: u64, rows: &[Vec<Hash>]) -> TreeHead {
    let mut right: Option<Hash> = None;
    for row in rows.iter().filter(|row| !row.is_empty()) {
        // Whatever stands right of a row's own hashes is one incomplete subtree of the same level.
        let whole: Vec<Hash> = row.iter().copied().chain(right).collect();
        right = row_root(&whole);
    }
    TreeHead {
        size,
        root: right.unwrap_or_else(crate::tree::empty_root),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::oracle::{self, Entries};

    type Files = BTreeMap<String, Vec<u8>>;

    /// What a keeper of a log does: stores the new files, then lets the obsolete go.
    fn store(files: &mut Files, growth: &Growth) {
        files.extend(
            growth
                .files
                .iter()
                .map(|(tile, bytes)| (tile.path(), bytes.clone())),
        );
        for folder in &growth.obsolete {
            files.retain(|path, _| !path.starts_with(&format!("{folder}/")));
        }
    }

    fn batch(from: u64, to: u64) -> Vec<Vec<u8>> {
        (from..to).map(oracle::entries).collect()
    }

    #[test]
    fn growth_in_one_batch_is_the_tree_of_the_definitions() {
        for size in [
            0, 1, 2, 255, 256, 257, 511, 512, 700, 65_536, 65_537, 66_000,
        ] {
            let growth = grow(&Files::new(), &TreeHead::empty(), &batch(0, size)).unwrap();
            let tree = Entries::new(size);
            let files: Files = growth
                .files
                .iter()
                .map(|(tile, bytes)| (tile.path(), bytes.clone()))
                .collect();
            assert_eq!(growth.head, tree.head());
            assert!(files == tree.files(), "{size}");
            assert!(growth.obsolete.is_empty());
        }
    }

    #[test]
    fn only_the_right_edge_is_read() {
        struct Counting(Files, std::cell::Cell<usize>);
        impl TileSource for Counting {
            fn read(&self, path: &str) -> std::io::Result<Option<Vec<u8>>> {
                self.1.set(self.1.get() + 1);
                self.0.read(path)
            }
        }
        let tree = Entries::new(66_000);
        let source = Counting(tree.files(), std::cell::Cell::new(0));
        let growth = grow(&source, &tree.head(), &batch(66_000, 66_256)).unwrap();
        assert_eq!(growth.head, Entries::new(66_256).head());
        assert_eq!(
            source.1.get(),
            4,
            "one partial bundle, and a partial tile of each of three levels"
        );
    }

    #[test]
    fn a_damaged_edge_does_not_grow() {
        let tree = Entries::new(300);
        let good = tree.files();
        for (path, bytes) in &good {
            if Tile::parse(path).unwrap().is_full() {
                continue;
            }
            for position in [0, bytes.len() / 2, bytes.len() - 1] {
                let mut files = good.clone();
                files.get_mut(path).unwrap()[position] ^= 1;
                assert!(
                    grow(&files, &tree.head(), &batch(300, 301)).is_err(),
                    "{path}"
                );
            }
            let mut files = good.clone();
            files.remove(path);
            assert!(matches!(
                grow(&files, &tree.head(), &batch(300, 301)),
                Err(GrowError::Read(_))
            ));
        }
        let other = TreeHead {
            root: tree.head_at(299).root,
            ..tree.head()
        };
        assert!(matches!(
            grow(&good, &other, &batch(300, 301)),
            Err(GrowError::Root(300))
        ));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let long = vec![vec![0; 3], vec![0; crate::tile::MAX_ENTRY + 1]];
        assert!(matches!(
            grow(&Files::new(), &TreeHead::empty(), &long),
            Err(GrowError::TooLong(1))
        ));
        let full = TreeHead {
            size: u64::MAX,
            root: crate::tree::empty_root(),
        };
        assert!(matches!(
            grow(&Files::new(), &full, &batch(0, 1)),
            Err(GrowError::Full)
        ));
        assert!(matches!(
            grow(&Files::new(), &full, &batch(0, 0)),
            Err(GrowError::Read(_))
        ));
    }

    #[test]
    fn debug_shows_no_entries() {
        let growth = grow(&Files::new(), &TreeHead::empty(), &[b"secret"]).unwrap();
        let shown = format!("{growth:?}");
        assert!(
            shown.contains("files: 2") && !shown.contains("115, 101"),
            "{shown}"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn growth_in_batches_is_growth_one_by_one(batches in prop::collection::vec(0u64..350, 1..4)) {
            let mut files = Files::new();
            let mut head = TreeHead::empty();
            for more in batches {
                let growth = grow(&files, &head, &batch(head.size, head.size + more)).unwrap();
                let new: Vec<Tile> = crate::tile::new_tiles(head.size, growth.head.size).collect();
                prop_assert_eq!(growth.files.keys().copied().collect::<std::collections::BTreeSet<_>>(),
                    new.into_iter().collect());
                store(&mut files, &growth);
                head = growth.head;
            }
            let mut single = Files::new();
            let mut one = TreeHead::empty();
            for index in 0..head.size {
                let growth = grow(&single, &one, &batch(index, index + 1)).unwrap();
                store(&mut single, &growth);
                one = growth.head;
            }
            prop_assert_eq!(one, head);
            let tree = Entries::new(head.size);
            prop_assert_eq!(head, tree.head());
            for (path, bytes) in tree.files() {
                prop_assert_eq!(files.get(&path), Some(&bytes));
                prop_assert_eq!(single.get(&path), Some(&bytes));
            }
            for path in files.keys() {
                let tile = Tile::parse(path).unwrap();
                prop_assert!(tile.is_full() || !files.contains_key(&tile.full().path()), "{} is obsolete", path);
            }
        }
    }
}
