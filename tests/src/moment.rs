//! The machine's time, for tests that compare what was heard with what was written.

use std::time::{Duration, SystemTime};

/// Now, by the machine's own clock: the one that strace reads too.
#[expect(
    clippy::disallowed_methods,
    reason = "the harness lives in the world and not in the program"
)]
pub fn now() -> SystemTime {
    SystemTime::now()
}

/// How long ago that was; nothing where the clock was set back.
pub fn since(moment: SystemTime) -> Duration {
    now().duration_since(moment).unwrap_or_default()
}
