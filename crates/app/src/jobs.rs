//! The one runner of jobs: claims what is due, runs it, marks it done.

use std::time::Duration;

use zegel_model::job::Job;
use zegel_store::job;

use crate::case::end;
use crate::clock::Agreement;
use crate::staff::sign_in;
use crate::{App, Failure};

/// A job that does not finish within this many seconds may be claimed again.
const LEASE_SECONDS: i64 = 60;

/// Expired links and sessions are removed this often, in seconds.
const PRUNE_SECONDS: i64 = 3_600;

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

/// Looks every second for due jobs and whether the machine's clock was changed, and once an hour for links and sessions that have expired, until it is dropped.
pub async fn run(app: App) {
    if app.store.is_restored() {
        // Whatever a job records waits for `zegel recover` and the next start.
        return std::future::pending().await;
    }
    let (mut prune, mut agreement) = (app.now(), Agreement::default());
    loop {
        if let Err(error) = run_due(&app).await {
            tracing::warn!(%error, "jobs wait");
        }
        agreement.look(&app).await;
        let now = app.now();
        if now >= prune {
            prune = now.plus_seconds(PRUNE_SECONDS);
            if let Err(error) = sign_in::prune(&app).await {
                tracing::warn!(%error, "expired sessions wait");
            }
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}
