//! The files of a log: tiles of hashes, bundles of entries, and the paths under which they are served.
//!
//! Spec: c2sp.org/tlog-tiles. A tile holds 256 neighbouring hashes of one level (8, 16, 24 ... steps above the leaves), a
//! bundle the 256 entries below a tile of leaves; at the right edge of the tree both may be partial.

use std::fmt;

use crate::decimal;
use crate::tree::Hash;

/// How many hashes a full tile, or entries a full bundle, has.
pub const FULL: u16 = 256;

/// An entry has at most this many bytes: its length is written in two.
pub const MAX_ENTRY: usize = 65_535;

/// A bundle has at most this many bytes, and no other file of a log has more.
pub const MAX_BUNDLE: usize = 256 * (2 + MAX_ENTRY);

/// The highest level that a path can name (c2sp.org/tlog-tiles); trees of fewer than 2^64 entries have levels 0 to 7.
const MAX_LEVEL: u8 = 63;

/// What the files of a log hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Entries, as bundles.
    Entries,
    /// Hashes of this level: each covers 256 to the power of the level entries.
    Hashes(u8),
}

impl Layer {
    /// How many entries or hashes this layer has in a tree of `size` entries.
    pub fn len(self, size: u64) -> u64 {
        match self {
            Self::Entries => size,
            Self::Hashes(level) => size.checked_shr(8 * u32::from(level)).unwrap_or(0),
        }
    }

    /// The layers of a tree of `size` entries: entries first, then hashes from the leaves up.
    pub fn of_tree(size: u64) -> impl Iterator<Item = Self> {
        let hashes = (0..8).map(Self::Hashes);
        [Self::Entries]
            .into_iter()
            .chain(hashes)
            .take_while(move |layer| layer.len(size) > 0)
    }
}

/// One file of a log: a tile of hashes, or a bundle of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    layer: Layer,
    index: u64,
    width: u16,
}

impl Tile {
    /// The file with this place in its layer and this many hashes or entries, from 1 to 256.
    pub const fn new(layer: Layer, index: u64, width: u16) -> Option<Self> {
        let named = match layer {
            Layer::Entries => true,
            Layer::Hashes(level) => level <= MAX_LEVEL,
        };
        if named && width >= 1 && width <= FULL {
            Some(Self {
                layer,
                index,
                width,
            })
        } else {
            None
        }
    }

    /// The file with this place as a tree of `size` entries has it, if it has any of it.
    pub fn of_tree(layer: Layer, index: u64, size: u64) -> Option<Self> {
        let start = index.checked_mul(u64::from(FULL))?;
        let width = layer.len(size).checked_sub(start)?.min(u64::from(FULL));
        Self::new(layer, index, u16::try_from(width).ok()?)
    }

    /// The partial file at the right edge of a tree of `size` entries, if the layer has one.
    pub fn edge(layer: Layer, size: u64) -> Option<Self> {
        Self::of_tree(layer, layer.len(size) / u64::from(FULL), size)
    }

    /// What the file holds.
    pub const fn layer(&self) -> Layer {
        self.layer
    }

    /// The place of the file in its layer.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries the file holds.
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// Whether the file holds all 256 and will never change.
    pub const fn is_full(&self) -> bool {
        self.width == FULL
    }

    /// The full file that takes the place of this one in time.
    #[must_use]
    pub const fn full(&self) -> Self {
        Self {
            width: FULL,
            ..*self
        }
    }

    /// The path of the file below the log's own, such as `tile/0/x001/234.p/7` or `tile/entries/000`.
    pub fn path(&self) -> String {
        self.to_string()
    }

    /// The folder of all partial files with this place, such as `tile/0/x001/234.p`. Once the full file is there, the
    /// folder may go.
    pub fn partial_folder(&self) -> String {
        format!("{}.p", self.full())
    }

    /// Reads a path back; only the one spelling of each is known.
    pub fn parse(path: &str) -> Result<Self, TilePathError> {
        parse_path(path)
            .filter(|tile| tile.path() == path)
            .ok_or(TilePathError)
    }
}

/// As a path.
impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.layer {
            Layer::Entries => f.write_str("tile/entries/")?,
            Layer::Hashes(level) => write!(f, "tile/{level}/")?,
        }
        let mut groups = Vec::new();
        let mut rest = self.index;
        while rest >= 1000 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        if !groups.is_empty() {
            write!(f, "x{rest:03}/")?;
        }
        for (left, group) in groups.iter().enumerate().rev() {
            if left > 0 {
                write!(f, "x{group:03}/")?;
            }
        }
        let last = groups.first().unwrap_or(&rest);
        write!(f, "{last:03}")?;
        if self.is_full() {
            Ok(())
        } else {
            write!(f, ".p/{}", self.width)
        }
    }
}

/// The path names no file of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this path names no tile and no bundle (c2sp.org/tlog-tiles)")]
pub struct TilePathError;

/// The file that `path` seems to name; the caller compares spellings.
fn parse_path(path: &str) -> Option<Tile> {
    let (layer, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let layer = if layer == "entries" {
        Layer::Entries
    } else {
        Layer::Hashes(u8::try_from(decimal::parse(layer)?).ok()?)
    };
    let (number, width) = match rest.split_once(".p/") {
        Some((number, width)) => (number, u16::try_from(decimal::parse(width)?).ok()?),
        None => (rest, FULL),
    };
    let mut index: u64 = 0;
    for group in number.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        if digits.len() != 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    Tile::new(layer, index, width)
}

/// The files that a tree of `new` entries has and one of `old` had not, bundles first, each layer from the left.
pub fn new_tiles(old: u64, new: u64) -> impl Iterator<Item = Tile> {
    Layer::of_tree(new).flat_map(move |layer| {
        let (from, to) = (layer.len(old), layer.len(new));
        let range = if from < to {
            from / u64::from(FULL)..to.div_ceil(u64::from(FULL))
        } else {
            0..0
        };
        range.filter_map(move |index| Tile::of_tree(layer, index, new))
    })
}

/// The bytes of a tile: its hashes, one after the other.
pub fn tile_bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

/// The hashes of a tile of `width`, if its bytes are exactly that many.
pub fn parse_tile(bytes: &[u8], width: u16) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<{ Hash::LEN }>();
    let complete = rest.is_empty() && hashes.len() == usize::from(width);
    complete.then(|| hashes.iter().copied().map(Hash::from_bytes).collect())
}

/// Why bytes are no bundle, or an entry fits in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The bytes end inside of an entry or before the last.
    #[error("it ends before entry {0}, counted from 0, is complete")]
    Short(u16),
    /// There are bytes after the last entry.
    #[error("it goes on after its last entry")]
    Long,
}

/// Adds an entry to the bytes of a bundle; false, and nothing added, when it has more than [`MAX_ENTRY`] bytes.
#[must_use]
pub fn push_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> bool {
    let Ok(length) = u16::try_from(entry.len()) else {
        return false;
    };
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    true
}

/// The entries of a bundle of `width`, if its bytes are exactly that many.
pub fn parse_bundle(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleError> {
    let mut rest = bytes;
    let mut entries = Vec::new();
    for number in 0..width {
        let (length, after) = rest
            .split_first_chunk::<2>()
            .ok_or(BundleError::Short(number))?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, after) = after
            .split_at_checked(length)
            .ok_or(BundleError::Short(number))?;
        entries.push(entry);
        rest = after;
    }
    if rest.is_empty() {
        Ok(entries)
    } else {
        Err(BundleError::Long)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tile(layer: Layer, index: u64, width: u16) -> Tile {
        Tile::new(layer, index, width).unwrap()
    }

    #[test]
    fn paths_are_those_of_the_specification() {
        for (path, expected) in [
            (
                "tile/0/x001/x234/067",
                tile(Layer::Hashes(0), 1_234_067, 256),
            ),
            ("tile/63/000", tile(Layer::Hashes(63), 0, 256)),
            ("tile/1/000.p/17", tile(Layer::Hashes(1), 0, 17)),
            (
                "tile/entries/x001/000.p/255",
                tile(Layer::Entries, 1000, 255),
            ),
            ("tile/entries/999", tile(Layer::Entries, 999, 256)),
            (
                "tile/7/x018/x446/x744/x073/x709/x551/615",
                tile(Layer::Hashes(7), u64::MAX, 256),
            ),
        ] {
            assert_eq!(Tile::parse(path), Ok(expected), "{path}");
            assert_eq!(expected.path(), path);
        }
        assert_eq!(
            tile(Layer::Hashes(0), 1234, 7).partial_folder(),
            "tile/0/x001/234.p"
        );
    }

    #[test]
    fn other_spellings_are_no_paths() {
        for path in [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "tile/0/0",
            "tile/00/000",
            "tile/64/000",
            "tile/-1/000",
            "tile/8/0/000",
            "tile/0/x000/001",
            "tile/0/x001",
            "tile/0/001/002",
            "tile/0/x001/x002",
            "tile/0/x0010/002",
            "tile/0/000.p",
            "tile/0/000.p/",
            "tile/0/000.p/0",
            "tile/0/000.p/01",
            "tile/0/000.p/256",
            "tile/0/000.p/1/",
            "tile/0/000.p/1.p/1",
            "tile/data/000",
            "tile/entries/000/",
            "/tile/entries/000",
            "tile/entries/../000",
            "tile/0/٠٠٠",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
            "checkpoint",
        ] {
            assert_eq!(Tile::parse(path), Err(TilePathError), "{path}");
        }
    }

    #[test]
    fn the_tree_of_seventy_thousand_in_the_specification() {
        let files: Vec<Tile> = new_tiles(0, 70_000).collect();
        let of = |layer| files.iter().filter(move |t| t.layer() == layer);
        assert_eq!(of(Layer::Hashes(0)).filter(|t| t.is_full()).count(), 273);
        assert_eq!(of(Layer::Entries).count(), 274);
        let partial: Vec<String> = files
            .iter()
            .filter(|t| !t.is_full())
            .map(Tile::path)
            .collect();
        assert_eq!(
            partial,
            [
                "tile/entries/273.p/112",
                "tile/0/273.p/112",
                "tile/1/001.p/17",
                "tile/2/000.p/1"
            ]
        );
        assert_eq!(of(Layer::Hashes(1)).count(), 2);

        let small: Vec<String> = new_tiles(0, 256).map(|t| t.path()).collect();
        assert_eq!(small, ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
    }

    #[test]
    fn bundles_are_exact() {
        let mut bytes = Vec::new();
        for entry in [b"ab".to_vec(), Vec::new(), vec![7; MAX_ENTRY]] {
            assert!(push_entry(&mut bytes, &entry));
        }
        assert!(!push_entry(&mut bytes, &vec![0; MAX_ENTRY + 1]));
        let entries = parse_bundle(&bytes, 3).unwrap();
        assert_eq!(
            (entries[0], entries[1].len(), entries[2].len()),
            (&b"ab"[..], 0, MAX_ENTRY)
        );
        assert_eq!(parse_bundle(&bytes, 2), Err(BundleError::Long));
        assert_eq!(parse_bundle(&bytes, 4), Err(BundleError::Short(3)));
        assert_eq!(
            parse_bundle(&bytes[..bytes.len() - 1], 3),
            Err(BundleError::Short(2))
        );
        assert_eq!(parse_bundle(&[0], 1), Err(BundleError::Short(0)));
    }

    proptest! {
        #[test]
        fn every_path_is_read_back(level in 0u8..=64, index in any::<u64>(), shift in 0u32..64, width in 1u16..=256) {
            let layer = if level == 64 { Layer::Entries } else { Layer::Hashes(level) };
            let tile = tile(layer, index >> shift, width);
            prop_assert_eq!(Tile::parse(&tile.path()), Ok(tile));
        }

        #[test]
        fn parsing_is_total(text in "(tile/)?[0-9x/.pentris٠]{0,40}", bytes in any::<Vec<u8>>(), width in any::<u16>()) {
            if let Ok(tile) = Tile::parse(&text) {
                prop_assert_eq!(tile.path(), text);
            }
            if let Ok(entries) = parse_bundle(&bytes, width) {
                let mut again = Vec::new();
                for entry in entries {
                    prop_assert!(push_entry(&mut again, entry));
                }
                prop_assert_eq!(&again, &bytes);
            }
            if let Some(hashes) = parse_tile(&bytes, width) {
                prop_assert_eq!(tile_bytes(&hashes), bytes);
            }
        }

        #[test]
        fn new_files_are_those_of_the_oracle(old in 0u64..200_000, more in 0u64..2000) {
            let new = old + more;
            let expected: Vec<_> = tlog_tiles::Tile::new_tiles(8, old, new).iter().map(|t| {
                (t.level(), t.level_index(), t.width())
            }).collect();
            let hashes: Vec<_> = new_tiles(old, new).filter_map(|t| match t.layer() {
                Layer::Hashes(level) => Some((level, t.index(), u32::from(t.width()))),
                Layer::Entries => None,
            }).collect();
            prop_assert_eq!(hashes, expected);
        }
    }
}
