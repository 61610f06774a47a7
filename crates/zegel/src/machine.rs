//! This machine's clocks and dice.

use std::time::Instant;

use zegel_model::{Clock, Onward, Random, Timestamp};

/// The machine's clock, for clients.
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

/// The machine's clock for whoever must not see what has passed come again: an archive, a reading room.
#[derive(Debug)]
pub(crate) struct OnwardClock {
    begun: Instant,
    onward: Onward,
}

impl OnwardClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "here the machine is read, for all others"
    )]
    pub(crate) fn new() -> Self {
        Self {
            begun: Instant::now(),
            onward: Onward::default(),
        }
    }

    /// Microseconds since it was made, whatever was done to the machine's clock.
    fn counted(&self) -> i64 {
        i64::try_from(self.begun.elapsed().as_micros()).unwrap_or(i64::MAX)
    }
}

impl Clock for OnwardClock {
    fn now(&self) -> Timestamp {
        let shown = SystemClock.now();
        // Counted after it was shown: whatever comes between the two holds the clock back, and never drives it on.
        self.onward.now(shown, self.counted())
    }

    fn not_before(&self, reached: Timestamp) {
        self.onward.not_before(reached, self.counted());
    }

    fn ahead(&self) -> i64 {
        let now = self.now().seconds();
        now.saturating_sub(SystemClock.now().seconds())
    }
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
