//! Every seed as it is, and ten thousand mutations of the seeds of each target: no body panics.
//!
//! The mutations are the same in every run. What a soak finds (`just soak`) becomes one more seed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use zegel_fuzz::{TARGETS, Target};

/// For each target.
const MUTATIONS: usize = 10_000;
/// Longest mutant, in bytes: seeds are small, and a mutation may double one.
const LONGEST: usize = 64 * 1024;

macro_rules! replayed {
    ($($test:ident: $prefix:literal,)*) => {$(
        #[test]
        fn $test() {
            for target in TARGETS.iter().filter(|target| target.name.starts_with($prefix)) {
                replay(target);
            }
        }
    )*
        const PREFIXES: &[&str] = &[$($prefix),*];
    };
}

replayed! {
    exports_are_read_or_refused: "capture_",
    requests_are_read_or_refused: "http_",
    logs_are_read_or_refused: "ledger_",
    sealed_bytes_are_read_or_refused: "seal_",
}

/// A target without seeds tests nothing, nor does one that no test here replays or no fuzzer runs.
#[test]
fn every_target_has_seeds_a_test_and_a_fuzzer() {
    let manifest = fs::read_to_string(folder("Cargo.toml")).unwrap();
    let names: BTreeSet<String> = TARGETS.iter().map(|t| t.name.to_owned()).collect();
    assert_eq!(names.len(), TARGETS.len(), "a name stands twice");
    for name in &names {
        assert!(
            PREFIXES.iter().any(|prefix| name.starts_with(prefix)),
            "{name}"
        );
        let source = fs::read_to_string(folder("fuzz_targets").join(format!("{name}.rs")));
        let (chapter, body) = name.split_once('_').unwrap();
        assert!(
            source.unwrap().contains(&format!("{chapter}::{body}(")),
            "{name}"
        );
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
    }
    let seeds: BTreeSet<String> = fs::read_dir(folder("seeds"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, seeds);
}

fn replay(target: &Target) {
    let seeds = seeds(target.name);
    let taken = seeds.iter().filter(|seed| (target.body)(seed)).count();
    assert!(taken > 0, "{}: no seed is what it should be", target.name);
    let mut dice = Dice(0x5eed_0000_2026);
    for round in 0..MUTATIONS {
        let mut bytes = seeds[round % seeds.len()].clone();
        for _ in 0..=dice.below(3) {
            mutate(&mut bytes, &seeds, &mut dice);
        }
        bytes.truncate(LONGEST);
        // A panic inside is the finding; the bytes go where they can become a seed.
        let found = std::panic::catch_unwind(|| (target.body)(&bytes));
        if found.is_err() {
            let kept = std::env::temp_dir().join(format!("{}-{round}", target.name));
            fs::write(&kept, &bytes).unwrap();
            panic!("{} in round {round}; see {}", target.name, kept.display());
        }
    }
}

fn folder(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(of)
}

fn seeds(name: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder("seeds").join(name))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
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
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[3]
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
