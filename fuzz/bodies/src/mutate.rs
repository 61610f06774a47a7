//! Mutants of seeds: the same in every run of the tests, others in every soak.

use std::fs;
use std::path::{Path, PathBuf};

/// Longest mutant, in bytes: seeds are small, and a mutation may double one.
const LONGEST: usize = 64 * 1024;

/// A folder beside the bodies: `seeds`, `fuzz_targets`.
pub fn folder(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(of)
}

/// The seeds of a target, in order of their names.
pub fn seeds(name: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder("seeds").join(name))
        .expect("every target has seeds")
        .map(|entry| entry.expect("a folder can be listed").path())
        .collect();
    paths.sort();
    let read = |path: &PathBuf| fs::read(path).expect("a seed can be read");
    paths.iter().map(read).collect()
}

/// A seed with up to four changes.
pub fn mutant(seeds: &[Vec<u8>], round: usize, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[round % seeds.len()].clone();
    for _ in 0..=dice.below(3) {
        mutate(&mut bytes, seeds, dice);
    }
    bytes.truncate(LONGEST);
    bytes
}

/// One change: of the kinds that decoders get wrong.
fn mutate(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let end = (at + 1 + dice.below(16)).min(bytes.len());
    match dice.below(9) {
        0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
        1 if at < bytes.len() => {
            bytes[at] = dice.pick(&[0, 1, 0x7f, 0x80, 0xff, b'\n', b' ', b'+'])
        }
        2 => drop(bytes.drain(at..end.max(at))),
        3 => bytes.truncate(at),
        4 => {
            let again = bytes[at..end.max(at)].to_vec();
            bytes.splice(at..at, again);
        }
        5 => {
            let some: Vec<u8> = (0..dice.below(8)).map(|_| dice.byte()).collect();
            bytes.splice(at..at, some);
        }
        // A length that lies.
        6 if at + 4 <= bytes.len() => {
            let length = dice.pick(&[0, 1, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, u32::MAX]);
            bytes[at..at + 4].copy_from_slice(&length.to_be_bytes());
        }
        7 => {
            let other = &seeds[dice.below(seeds.len())];
            let from = dice.below(other.len() + 1);
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
        _ => bytes.push(dice.byte()),
    }
}

/// Marsaglia's xorshift: the same in every run.
pub struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same seed.
    pub const fn new(seed: u64) -> Self {
        // All zeros would stay zeros.
        Self(seed | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below a bound; 0 where the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).expect("64 bits");
        usize::try_from(self.next() % bound).expect("below the bound")
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[3]
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
