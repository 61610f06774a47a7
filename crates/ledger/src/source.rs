//! Reading a log: where its files come from, and the hashes in them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read};
use std::path::PathBuf;

use crate::decimal::count;
use crate::tile::{BundleError, FULL, Layer, MAX_BUNDLE, Tile, parse_bundle, parse_tile};
use crate::tree::{Hash, HashReader, row_root};

/// A place that has the files of a log, by their paths below the log's own (c2sp.org/tlog-tiles).
///
/// No file has more than [`MAX_BUNDLE`] bytes: a source that reads from strangers stops there.
pub trait TileSource {
    /// The bytes of a file, or that there is none.
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>>;
}

impl<S: TileSource + ?Sized> TileSource for &S {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        (**self).read(path)
    }
}

/// A log in memory.
impl TileSource for BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(self.get(path).cloned())
    }
}

/// A log in a folder, with its files at their paths.
#[derive(Debug, Clone)]
pub struct Folder(pub PathBuf);

impl TileSource for Folder {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let file = match std::fs::File::open(self.0.join(path)) {
            Ok(file) => file,
            // A path below something that is no folder is missing too.
            Err(e)
                if matches!(
                    e.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(None);
            }
            Err(e) => return Err(e),
        };
        let mut bytes = Vec::new();
        // One byte more than is allowed, so that too long a file shows as such.
        file.take(count(MAX_BUNDLE) + 1).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }
}

/// Why the hashes or entries of a log cannot be had. Names files, never what is in them.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The log lacks a file that a tree of its size has.
    #[error("{0} is missing")]
    Missing(Tile),
    /// The bytes are not as many hashes as the tile has.
    #[error("{0} does not have the length of its tile")]
    Length(Tile),
    /// The bytes are not as many entries as the bundle has.
    #[error("{0} is no bundle of entries")]
    Bundle(Tile, #[source] BundleError),
    /// The source failed.
    #[error("{0} could not be read")]
    Io(Tile, #[source] io::Error),
    /// The question was about an entry or a tree beyond the log's size.
    #[error("the log has no such entry or tree")]
    OutsideTree,
}

/// Reads the hashes of a tile. Where the partial tile is gone, the full one that took its place will do.
pub fn read_tile<S: TileSource + ?Sized>(source: &S, tile: Tile) -> Result<Vec<Hash>, ReadError> {
    let (bytes, found) = read_or_full(source, tile)?;
    let mut hashes = parse_tile(&bytes, found.width()).ok_or(ReadError::Length(found))?;
    hashes.truncate(usize::from(tile.width()));
    Ok(hashes)
}

/// Reads the entries of a bundle. Where the partial bundle is gone, the full one that took its place will do.
pub fn read_bundle<S: TileSource + ?Sized>(
    source: &S,
    tile: Tile,
) -> Result<Vec<Vec<u8>>, ReadError> {
    let (bytes, found) = read_or_full(source, tile)?;
    let entries = parse_bundle(&bytes, found.width()).map_err(|e| ReadError::Bundle(found, e))?;
    Ok(entries
        .into_iter()
        .take(usize::from(tile.width()))
        .map(<[u8]>::to_vec)
        .collect())
}

fn read_or_full<S: TileSource + ?Sized>(
    source: &S,
    tile: Tile,
) -> Result<(Vec<u8>, Tile), ReadError> {
    for tried in [tile, tile.full()] {
        let bytes = source
            .read(&tried.path())
            .map_err(|e| ReadError::Io(tried, e))?;
        if let Some(bytes) = bytes {
            return Ok((bytes, tried));
        }
    }
    Err(ReadError::Missing(tile))
}

/// The hashes of a tree of a known size, from the tiles of its log. Remembers the tiles it has read.
///
/// It does not know whether the tiles are true: check what comes of them against a root.
pub struct TileHashes<S> {
    source: S,
    size: u64,
    seen: RefCell<BTreeMap<Tile, Vec<Hash>>>,
}

impl<S: TileSource> TileHashes<S> {
    /// The hashes of the first `size` entries of a log.
    pub const fn new(source: S, size: u64) -> Self {
        Self {
            source,
            size,
            seen: RefCell::new(BTreeMap::new()),
        }
    }

    fn root_in(&self, tile: Tile, start: usize, len: usize) -> Result<Hash, ReadError> {
        let mut seen = self.seen.borrow_mut();
        let hashes = match seen.entry(tile) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(read_tile(&self.source, tile)?)
            }
        };
        let end = start.saturating_add(len);
        hashes
            .get(start..end)
            .and_then(row_root)
            .ok_or(ReadError::OutsideTree)
    }
}

/// The size, and nothing of what was read.
impl<S> fmt::Debug for TileHashes<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "hashes of {} entries", self.size)
    }
}

impl<S: TileSource> HashReader for TileHashes<S> {
    fn hash(&self, level: u32, index: u64) -> Result<Hash, ReadError> {
        let end = u128::from(index).saturating_add(1).checked_shl(level);
        if level >= u64::BITS || end.is_none_or(|end| end > u128::from(self.size)) {
            return Err(ReadError::OutsideTree);
        }
        // The subtree is in the tree, so the shifts below lose no bits.
        let (layer, within) = (level / 8, level % 8);
        let layer = u8::try_from(layer)
            .map(Layer::Hashes)
            .map_err(|_| ReadError::OutsideTree)?;
        let first = index << within;
        let tile = Tile::of_tree(layer, first / u64::from(FULL), self.size)
            .ok_or(ReadError::OutsideTree)?;
        let start = usize::try_from(first % u64::from(FULL)).map_err(|_| ReadError::OutsideTree)?;
        self.root_in(tile, start, 1 << within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::Entries;
    use crate::tree::{self, check_consistency, check_inclusion};

    #[test]
    fn tiles_give_the_proofs_of_the_tree() {
        for size in [1, 2, 255, 256, 257, 600, 66_000] {
            let tree = Entries::new(size);
            let files = tree.files();
            let hashes = TileHashes::new(&files, size);
            assert_eq!(tree::root(&hashes, size).unwrap(), tree.head().root);
            for index in [0, size / 3, size / 2, size - 1] {
                let proof = tree::inclusion_proof(&hashes, index, size).unwrap();
                let leaf = hashes.hash(0, index).unwrap();
                check_inclusion(leaf, index, &tree.head(), &proof).unwrap();
                let proof = tree::consistency_proof(&hashes, index, size).unwrap();
                check_consistency(&tree.head_at(index), &tree.head(), &proof).unwrap();
            }
        }
    }

    #[test]
    fn a_full_file_stands_in_for_the_partial_ones_that_it_replaced() {
        let later = Entries::new(300).files();
        let hashes = TileHashes::new(&later, 100);
        assert_eq!(
            tree::root(&hashes, 100).unwrap(),
            Entries::new(100).head().root
        );
        let partial = Tile::of_tree(Layer::Entries, 0, 100).unwrap();
        assert_eq!(read_bundle(&later, partial).unwrap().len(), 100);
    }

    #[test]
    fn a_source_that_misbehaves_is_an_error() {
        struct Broken;
        impl TileSource for Broken {
            fn read(&self, _: &str) -> io::Result<Option<Vec<u8>>> {
                Err(io::Error::other("gone"))
            }
        }
        let tile = Tile::of_tree(Layer::Hashes(0), 0, 3).unwrap();
        assert!(matches!(read_tile(&Broken, tile), Err(ReadError::Io(..))));

        let mut files = Entries::new(3).files();
        assert!(matches!(
            TileHashes::new(&files, 3).hash(2, 0),
            Err(ReadError::OutsideTree)
        ));
        assert!(matches!(
            TileHashes::new(&files, 3).hash(64, 0),
            Err(ReadError::OutsideTree)
        ));
        assert!(matches!(
            TileHashes::new(&files, 3).hash(63, u64::MAX),
            Err(ReadError::OutsideTree)
        ));
        assert!(matches!(
            TileHashes::new(&files, u64::MAX).hash(0, 9),
            Err(ReadError::Missing(_))
        ));
        files.insert(tile.path(), vec![0; 95]);
        assert!(matches!(read_tile(&files, tile), Err(ReadError::Length(_))));
        files.insert("tile/entries/000.p/3".to_owned(), vec![0, 1]);
        let bundle = Tile::of_tree(Layer::Entries, 0, 3).unwrap();
        assert!(matches!(
            read_bundle(&files, bundle),
            Err(ReadError::Bundle(..))
        ));
    }

    #[test]
    fn a_folder_is_a_source() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("tile/0")).unwrap();
        std::fs::write(folder.path().join("tile/0/000"), b"x").unwrap();
        let source = Folder(folder.path().to_owned());
        assert_eq!(source.read("tile/0/000").unwrap(), Some(b"x".to_vec()));
        assert_eq!(source.read("tile/0/001").unwrap(), None);
        assert_eq!(source.read("tile/0/000/001").unwrap(), None);
    }
}
