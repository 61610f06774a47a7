//! Chance that can be had again: a seed, printed by whoever takes one, decides everything.

/// A generator after Steele, Lea and Flood's splitmix64: small, even, and the same everywhere.
#[derive(Clone)]
pub struct Chance(u64);

impl Chance {
    /// From `ZEGEL_SEED`, or from the test's own name; says which, so that a failure can be had again.
    pub fn of(test: &str) -> Self {
        let own = test.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let seed = std::env::var("ZEGEL_SEED").map_or(own, |text| {
            text.parse().expect("ZEGEL_SEED is a whole number")
        });
        println!("{test}: ZEGEL_SEED={seed}");
        Self(seed)
    }

    /// Any number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.number() % end
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

/// How often a fault is tried: the short form in `./test`, the long one under `just soak`.
pub fn rounds(short: u64, long: u64) -> u64 {
    if std::env::var_os("ZEGEL_SOAK").is_some() {
        long
    } else {
        short
    }
}
