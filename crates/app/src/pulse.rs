//! How the archive is doing, in counts: for whoever runs it, never about whom.

pub use zegel_store::pulse::{LogPulse, Pulse};

use crate::{App, Failure};

/// Counts what waits, now.
pub async fn look(app: &App) -> Result<Pulse, Failure> {
    let now = app.now();
    Ok(zegel_store::pulse::look(&mut app.store.read().await?, now).await?)
}
