//! Mutates for so many seconds a target, where no coverage-guided fuzzer is installed: `soak SECONDS`.
//!
//! Says as a table how many bytes each decoder saw; a finding ends it, and is kept as a file that can become a seed.

#![expect(
    clippy::disallowed_methods,
    reason = "a soak lasts as long as it is told, and is other in every run"
)]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use zegel_fuzz::mutate::{Dice, mutant, seeds};
use zegel_fuzz::{TARGETS, Target};

/// Mutants that a decoder took are mutated further, so many of them at most.
const KEPT: usize = 4_096;

fn main() {
    let seconds = std::env::args()
        .nth(1)
        .map_or(300, |text| text.parse().expect("seconds"));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let chance = SystemTime::UNIX_EPOCH
        .elapsed()
        .map_or(1, |since| since.subsec_nanos());
    let next = AtomicUsize::new(0);
    println!("| target | mutants | taken | found |\n|---|---|---|---|");
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(target) = TARGETS.get(next.fetch_add(1, Ordering::Relaxed)) {
                    soak(target, Duration::from_secs(seconds), u64::from(chance));
                }
            });
        }
    });
}

fn soak(target: &Target, time: Duration, chance: u64) {
    let begun = Instant::now();
    let mut seeds = seeds(target.name);
    let mut dice = Dice::new(chance ^ 0x5eed);
    let (mut round, mut taken) = (0, 0_u64);
    while begun.elapsed() < time {
        let bytes = mutant(&seeds, dice.below(usize::MAX), &mut dice);
        round += 1;
        match std::panic::catch_unwind(|| (target.body)(&bytes)) {
            Ok(false) => {}
            Ok(true) => {
                taken += 1;
                if seeds.len() < KEPT {
                    seeds.push(bytes);
                }
            }
            Err(_) => {
                let kept = std::env::temp_dir().join(format!("{}-{round}", target.name));
                std::fs::write(&kept, &bytes).expect("the finding can be kept");
                eprintln!("{}: see {}", target.name, kept.display());
                std::process::exit(1);
            }
        }
    }
    println!("| `{}` | {round} | {taken} | nothing |", target.name);
}
