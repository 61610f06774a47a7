//! The one runner of jobs: claims what is due, runs it, marks it done.

use std::time::Duration;

use zegel_model::job::Job;
use zegel_store::job;

use crate::case::end;
use crate::{App, Failure};

/// A job that does not finish within this many seconds may be claimed again.
const LEASE_SECONDS: i64 = 60;

/// Runs what is due, and says how many jobs that were.
pub async fn run_due(app: &App) -> Result<usize, Failure> {
    let mut ran = 0;
    while let Some((id, task)) = job::claim(&app.store, app.now(), LEASE_SECONDS).await? {
        match task {
            Job::TickCase { case } => {
                end::tick(app, case).await?;
            }
        }
        let mut tx = app.store.begin().await?;
        job::done(&mut tx, id).await?;
        tx.commit().await?;
        ran += 1;
    }
    Ok(ran)
}

/// Looks for due jobs every second until it is dropped.
pub async fn run(app: App) {
    loop {
        if let Err(error) = run_due(&app).await {
            tracing::warn!(%error, "jobs wait");
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}
