//! What is still to be done. A job is claimed by lease: one that was not finished in time is claimed again.

use zegel_model::Timestamp;
use zegel_model::job::Job;

use crate::error::StoreError;
use crate::open::Store;
use crate::sql::{Column, Raw, Value, sql};
use crate::tx::Tx;

/// Which job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(i64);

/// Claims the job that is due longest, for so many seconds; `None` when nothing is due.
pub async fn claim(
    store: &Store,
    now: Timestamp,
    seconds: i64,
) -> Result<Option<(JobId, Job)>, StoreError> {
    // Looked up in a view first: an idle runner must not keep the writer busy.
    let mut read = store.read().await?;
    let due = sql(
        "SELECT id FROM job WHERE due <= $1 AND (lease_until IS NULL OR lease_until <= $1) LIMIT 1",
    )
    .bind(now)
    .row(&mut read)
    .await?;
    drop(read);
    if due.is_none() {
        return Ok(None);
    }
    let mut tx = store.begin().await?;
    let row = sql("UPDATE job SET lease_until = $2 WHERE id = (SELECT id FROM job \
                   WHERE due <= $1 AND (lease_until IS NULL OR lease_until <= $1) ORDER BY due, id LIMIT 1) \
                   RETURNING id, body")
        .bind(now)
        .bind(now.plus_seconds(seconds))
        .row(&mut tx)
        .await?;
    let claimed = row
        .map(|row| Ok::<_, StoreError>((row.get("id")?, row.json("body")?)))
        .transpose()?;
    tx.commit().await?;
    Ok(claimed)
}

/// Removes a job that was run. One that is not there was finished by somebody else.
pub async fn done(tx: &mut Tx, id: JobId) -> Result<(), StoreError> {
    sql("DELETE FROM job WHERE id = $1")
        .bind(id)
        .run(tx)
        .await?;
    Ok(())
}

impl Column for JobId {
    fn read(raw: Raw) -> Option<Self> {
        i64::read(raw).map(Self)
    }
}

impl From<JobId> for Value {
    fn from(id: JobId) -> Self {
        id.0.into()
    }
}
