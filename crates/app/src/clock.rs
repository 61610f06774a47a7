//! The machine's clock was set back: the archive's goes on, and the conduct log says so, once when it begins and once
//! when it is over. Whoever reads the log can tell then why a year is there before its time.

use zegel_model::event::Event;

use crate::{App, Failure};

/// Clocks that are set by each other differ by less than this, in seconds.
const TOLERANCE: i64 = 300;

/// Looks whether the two clocks agree, for one process.
#[derive(Debug, Default)]
pub(crate) struct Agreement {
    behind: bool,
}

impl Agreement {
    /// Records that they no longer agree, or that they do again.
    pub(crate) async fn look(&mut self, app: &App) -> Result<(), Failure> {
        let seconds = app.clock.ahead();
        let behind = seconds >= TOLERANCE;
        if behind == self.behind {
            return Ok(());
        }
        let mut tx = app.store.begin().await?;
        tx.record(&Event::ClockChanged {
            behind: if behind { seconds } else { 0 },
        })?;
        tx.commit().await?;
        self.behind = behind;
        if behind {
            tracing::warn!(
                seconds,
                "the machine's clock is behind what the archive has recorded; the archive's goes on; set the machine's right"
            );
        } else {
            tracing::info!("the machine's clock agrees with the archive's again");
        }
        Ok(())
    }
}
