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
    /// Records that they no longer agree, or that they do again; when it cannot be recorded now, the next look does it.
    pub(crate) async fn look(&mut self, app: &App) {
        let seconds = app.clock.ahead();
        let behind = seconds >= TOLERANCE;
        if behind == self.behind {
            return;
        }
        let seconds = if behind { seconds } else { 0 };
        match record(app, seconds).await {
            Ok(()) => {
                self.behind = behind;
                tracing::warn!(
                    seconds,
                    "the machine's clock is so far behind what the archive has recorded; the archive's goes on"
                );
            }
            Err(error) => {
                tracing::warn!(%error, "that the machine's clock was changed is not recorded yet");
            }
        }
    }
}

async fn record(app: &App, behind: i64) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    tx.record(&Event::ClockChanged { behind })?;
    tx.commit().await?;
    Ok(())
}
