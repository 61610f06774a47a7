//! This machine's clock and dice, for clients.

use zegel_model::{Clock, Random, Timestamp};

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(jiff_now())
    }
}

fn jiff_now() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}

/// The machine's source of randomness.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemRandom;

impl Random for SystemRandom {
    // Without randomness no key may be made: going on would be worse than stopping.
    fn fill(&self, bytes: &mut [u8]) {
        assert!(
            getrandom::fill(bytes).is_ok(),
            "the machine gives no randomness"
        );
    }
}
