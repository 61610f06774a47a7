//! How the archive is doing, in counts: for whoever runs it, never about whom.

use zegel_model::Timestamp;

use crate::error::StoreError;
use crate::sql::{Source, sql};

/// Counts of one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulse {
    /// Every log, by name.
    pub logs: Vec<LogPulse>,
    /// Jobs that are due and not done.
    pub jobs_due: u64,
}

/// How far one log is behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPulse {
    /// Its name, such as `conduct`.
    pub log: String,
    /// Entries under its checkpoint.
    pub size: u64,
    /// Batches that are recorded and not published.
    pub waiting: u64,
    /// When its last checkpoint was made.
    pub published: Option<Timestamp>,
}

/// Counts what waits.
pub async fn look(source: &mut impl Source, now: Timestamp) -> Result<Pulse, StoreError> {
    let logs = sql("SELECT log.name AS name, log.size AS size, \
         (SELECT count(*) FROM batch WHERE batch.log = log.name AND batch.first_index IS NULL) AS waiting, \
         (SELECT at FROM checkpoint WHERE checkpoint.log = log.name ORDER BY size DESC LIMIT 1) AS published \
         FROM log ORDER BY log.name")
        .rows(source)
        .await?
        .iter()
        .map(|row| {
            Ok(LogPulse {
                log: row.get("name")?,
                size: row.get("size")?,
                waiting: row.get("waiting")?,
                published: row.get("published")?,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    let due = sql("SELECT count(*) AS due FROM job WHERE due <= $1")
        .bind(now)
        .row(source)
        .await?;
    Ok(Pulse {
        logs,
        jobs_due: due.map_or(Ok(0), |row| row.get("due"))?,
    })
}
