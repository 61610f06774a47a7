//! One writer, many transactions a disk write.
//!
//! The writer's connection stays in one outer transaction in which every [`crate::Tx`] is a savepoint. Whoever commits
//! releases the savepoint, lets go of the writer and waits; the flusher queues for the writer like everybody else, so
//! that all who queued before it are in the group that it commits. A savepoint that was not released is rolled back by
//! whoever has the writer next.
//!
//! A file of which a commit was not confirmed is not written again before a restart: what the disk holds is not known,
//! and asking it again may get a yes for what was dropped. A server's connection that is lost is made again; whoever
//! waited for its commit learns that the outcome is not known.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, OwnedMutexGuard, mpsc, oneshot, watch};
use zegel_model::Timestamp;

use crate::driver::{Committed, Handle, Link};
use crate::error::StoreError;

/// How long a transaction that nobody waits for lets others come before it has the disk write for it alone.
const COMPANY: Duration = Duration::from_millis(10);

/// How soon a transaction must be on disk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// Somebody waits for it.
    AtOnce,
    /// Nobody does. With the next that comes, or after [`COMPANY`]: a disk writes once for both, and whoever is in a
    /// hurry does not stand behind a write that nobody waits for. On a server at once all the same: there other nodes
    /// stand behind the open transaction.
    InCompany,
}

/// The queue for the writer.
#[derive(Clone)]
pub(crate) struct Queue {
    writer: Arc<Mutex<Writer>>,
    wake: mpsc::Sender<()>,
    failed: Failed,
    company: Duration,
}

/// Says once that the disk did not confirm a write: the process must end then, because what the machine shows of its
/// files from now on need not be what is on the disk.
#[derive(Clone, Debug)]
pub(crate) struct Failed(watch::Sender<bool>);

impl Failed {
    /// From now on nothing is written any more.
    pub(crate) fn tell(&self) {
        self.0.send_replace(true);
    }

    /// Resolves when it was told.
    pub(crate) async fn told(&self) {
        let mut failed = self.0.subscribe();
        // The sender is ours, so the channel does not close while somebody waits.
        let _told = failed.wait_for(|failed| *failed).await;
    }

    fn was_told(&self) -> bool {
        *self.0.borrow()
    }
}

/// The writer, held by one transaction. Dropped before [`Hold::release`], its savepoint is rolled back.
pub(crate) struct Hold {
    writer: OwnedMutexGuard<Writer>,
    wake: mpsc::Sender<()>,
    /// How long the flusher is not called for, once it was released.
    company: Option<Duration>,
    most_company: Duration,
}

/// The one connection that writes.
struct Writer {
    link: Link,
    /// The outer transaction is open.
    outer: bool,
    /// A savepoint is open.
    savepoint: bool,
    /// A commit failed: what is on disk is known only after a restart.
    failed: Failed,
    waiting: Vec<Waiter>,
    /// How far the clock has come.
    seen: Timestamp,
}

/// Somebody who released a savepoint and waits for the disk.
struct Waiter {
    tell: oneshot::Sender<Outcome>,
    recorded: bool,
}

/// What became of a group.
#[derive(Clone, Copy)]
enum Outcome {
    OnDisk,
    /// Given up before the commit by the file's database.
    Lost,
    /// The same, by a server.
    Gone,
    /// The file's database did not confirm.
    Unconfirmed,
    /// A server did not.
    NotKnown,
    /// The disk is full, and the database said so.
    Full,
}

impl Queue {
    /// Takes over the connection; `ticks` counts the groups on disk in which something was recorded. No transaction
    /// happens before `seen`.
    pub(crate) fn start(link: Link, ticks: watch::Sender<u64>, seen: Timestamp) -> Self {
        let failed = Failed(watch::Sender::new(false));
        let writer = Writer {
            link,
            outer: false,
            savepoint: false,
            failed: failed.clone(),
            waiting: Vec::new(),
            seen,
        };
        let writer = Arc::new(Mutex::new(writer));
        let (wake, woken) = mpsc::channel(1);
        tokio::spawn(flush_when_woken(writer.clone(), woken, ticks));
        Self {
            writer,
            wake,
            failed,
            company: COMPANY,
        }
    }

    /// Whether the disk still confirms what is written.
    pub(crate) const fn failed(&self) -> &Failed {
        &self.failed
    }

    /// Waits for the writer and opens a savepoint.
    pub(crate) async fn take(&self) -> Result<Hold, StoreError> {
        let writer = self.writer.clone().lock_owned().await;
        let mut hold = Hold {
            writer,
            wake: self.wake.clone(),
            company: None,
            most_company: self.company,
        };
        // In a task of its own: whoever waits may give up half way, and then nobody would know what is open.
        let ready = tokio::spawn(async move { hold.writer.open().await.map(|()| hold) });
        ready.await.map_err(|_| StoreError::Closing)?
    }
}

impl Hold {
    /// The connection, inside of the savepoint.
    pub(crate) fn connection(&mut self) -> Result<Handle<'_>, StoreError> {
        self.writer.link.handle()
    }

    /// When the transaction happens: at `now`, and never before one that began before it, on whichever server.
    pub(crate) fn moment(&mut self, now: Timestamp) -> Timestamp {
        self.writer.seen = self.writer.seen.max(now);
        self.writer.seen
    }

    /// Gives the savepoint to the group and waits until it is on disk. `recorded` says that a log grew.
    pub(crate) async fn release(mut self, recorded: bool, pace: Pace) -> Result<(), StoreError> {
        let (tell, told) = oneshot::channel();
        let alone = pace == Pace::AtOnce || self.writer.link.reconnects();
        self.company = (!alone).then_some(self.most_company);
        let released = tokio::spawn(async move {
            self.writer
                .link
                .run("RELEASE SAVEPOINT transaction_of_one")
                .await?;
            self.writer.savepoint = false;
            self.writer.waiting.push(Waiter { tell, recorded });
            Ok::<(), StoreError>(())
        });
        released.await.map_err(|_| StoreError::Closing)??;
        match told.await.map_err(|_| StoreError::Closing)? {
            Outcome::OnDisk => Ok(()),
            Outcome::Lost => Err(StoreError::Lost),
            Outcome::Gone => Err(StoreError::Gone),
            Outcome::Unconfirmed => Err(StoreError::Durability),
            Outcome::NotKnown => Err(StoreError::NotKnown),
            Outcome::Full => Err(StoreError::Full),
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        // A full channel means that the flusher is about to come anyway; a closed one, that the process is ending.
        let wake = self.wake.clone();
        match self.company {
            None => wake.try_send(()).unwrap_or_default(),
            Some(company) => {
                tokio::spawn(async move {
                    tokio::time::sleep(company).await;
                    wake.try_send(()).unwrap_or_default();
                });
            }
        }
    }
}

impl Writer {
    async fn open(&mut self) -> Result<(), StoreError> {
        if self.failed.was_told() {
            return Err(StoreError::Durability);
        }
        self.clean().await;
        if self.outer && self.link.handle().is_err() {
            // The connection was lost outside of a savepoint, and what waited in it went too.
            self.give_up(self.not_kept()).await;
        }
        if !self.outer {
            let seen = self.link.begin().await?;
            self.outer = true;
            if let Some(seen) = seen {
                self.seen = self.seen.max(Timestamp::from_micros(seen));
            }
        }
        self.link.run("SAVEPOINT transaction_of_one").await?;
        self.savepoint = true;
        Ok(())
    }

    /// Rolls back a savepoint that nobody released.
    async fn clean(&mut self) {
        if !self.savepoint {
            return;
        }
        self.savepoint = false;
        let undone = match self
            .link
            .run("ROLLBACK TO SAVEPOINT transaction_of_one")
            .await
        {
            Ok(()) => self.link.run("RELEASE SAVEPOINT transaction_of_one").await,
            Err(error) => Err(error),
        };
        if undone.is_err() {
            // On a full disk SQLite itself rolls back everything, the savepoints before this one included; so does a
            // server that is gone.
            tracing::error!(
                waiting = self.waiting.len(),
                "the database gave up a group of transactions"
            );
            self.give_up(self.not_kept()).await;
        }
    }

    /// Ends the outer transaction: on disk, or not at all.
    async fn flush(&mut self, ticks: &watch::Sender<u64>) {
        self.clean().await;
        if !self.outer {
            return;
        }
        if self.waiting.is_empty() {
            self.give_up(self.not_kept()).await;
            return;
        }
        let outcome = match self.link.see(self.seen.micros()).await {
            Err(StoreError::Full) => Outcome::Full,
            Err(_) => self.not_kept(),
            Ok(()) => self.commit().await,
        };
        if !matches!(outcome, Outcome::OnDisk) {
            tracing::error!(waiting = self.waiting.len(), "a commit was not confirmed");
            self.give_up(outcome).await;
            return;
        }
        self.outer = false;
        if self.waiting.iter().any(|waiter| waiter.recorded) {
            ticks.send_modify(|count| *count = count.wrapping_add(1));
        }
        self.tell(Outcome::OnDisk);
    }

    async fn commit(&mut self) -> Outcome {
        match self.link.commit().await {
            Committed::OnDisk => Outcome::OnDisk,
            Committed::Refused => self.not_kept(),
            Committed::Full => Outcome::Full,
            Committed::Unknown if self.link.reconnects() => Outcome::NotKnown,
            Committed::Unknown => {
                self.failed.tell();
                Outcome::Unconfirmed
            }
        }
    }

    async fn give_up(&mut self, outcome: Outcome) {
        self.outer = false;
        if let Err(error) = self.link.run("ROLLBACK").await {
            tracing::debug!(%error, "there was nothing left to roll back");
        }
        self.tell(outcome);
    }

    const fn not_kept(&self) -> Outcome {
        if self.link.reconnects() {
            Outcome::Gone
        } else {
            Outcome::Lost
        }
    }

    fn tell(&mut self, outcome: Outcome) {
        for waiter in self.waiting.drain(..) {
            // Whoever stopped waiting does not need to know.
            waiter.tell.send(outcome).unwrap_or_default();
        }
    }
}

/// Runs until the store and all its transactions are gone.
async fn flush_when_woken(
    writer: Arc<Mutex<Writer>>,
    mut woken: mpsc::Receiver<()>,
    ticks: watch::Sender<u64>,
) {
    while woken.recv().await.is_some() {
        writer.lock().await.flush(&ticks).await;
    }
}

#[cfg(test)]
mod tests {
    use sqlx::ConnectOptions as _;

    use super::*;

    /// A database in which a commit can fail: the outermost one checks what was deferred.
    async fn queue() -> (Queue, watch::Sender<u64>) {
        let mut connection = sqlx::sqlite::SqliteConnectOptions::new()
            .in_memory(true)
            .connect()
            .await
            .unwrap();
        sqlx::raw_sql(
            "CREATE TABLE parent (id INTEGER PRIMARY KEY);
             CREATE TABLE child (parent INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);
             CREATE TABLE writer (id INTEGER PRIMARY KEY, seen INTEGER NOT NULL);
             INSERT INTO writer VALUES (1, 0);",
        )
        .execute(&mut connection)
        .await
        .unwrap();
        let ticks = watch::Sender::new(0);
        let start = Timestamp::from_micros(0);
        (
            Queue::start(Link::Sqlite(connection), ticks.clone(), start),
            ticks,
        )
    }

    fn file(hold: &mut Hold) -> &mut sqlx::SqliteConnection {
        match hold.connection().unwrap() {
            Handle::Sqlite(connection) => connection,
            Handle::Postgres(_) => unreachable!("the queue is one of SQLite"),
        }
    }

    async fn insert(queue: &Queue, text: &'static str) -> Result<Hold, StoreError> {
        let mut hold = queue.take().await?;
        sqlx::query(text).execute(file(&mut hold)).await?;
        Ok(hold)
    }

    #[tokio::test]
    async fn a_commit_that_is_not_confirmed_stops_everything() {
        let (queue, ticks) = queue().await;
        insert(&queue, "INSERT INTO parent VALUES (1)")
            .await
            .unwrap()
            .release(true, Pace::AtOnce)
            .await
            .unwrap();
        let fine = insert(&queue, "INSERT INTO parent VALUES (2)")
            .await
            .unwrap();
        let other = queue.clone();
        // Queued behind it, and before the flusher: the same group.
        let broken = tokio::spawn(async move {
            insert(&other, "INSERT INTO child VALUES (9)")
                .await?
                .release(true, Pace::AtOnce)
                .await
        });
        tokio::task::yield_now().await;
        let (fine, broken) = tokio::join!(fine.release(true, Pace::AtOnce), broken);
        assert!(matches!(fine, Err(StoreError::Durability)));
        assert!(matches!(broken.unwrap(), Err(StoreError::Durability)));
        assert!(
            matches!(queue.take().await.err(), Some(StoreError::Durability)),
            "until a restart"
        );
        assert_eq!(*ticks.borrow(), 1);
    }

    #[tokio::test]
    async fn whoever_nobody_waits_for_goes_to_disk_with_the_next() {
        let (mut queue, ticks) = queue().await;
        // So long that nothing but company brings it to disk.
        queue.company = Duration::from_hours(1);
        let patient = insert(&queue, "INSERT INTO parent VALUES (1)")
            .await
            .unwrap();
        let patient = tokio::spawn(patient.release(true, Pace::InCompany));
        tokio::task::yield_now().await;
        insert(&queue, "INSERT INTO parent VALUES (2)")
            .await
            .unwrap()
            .release(true, Pace::AtOnce)
            .await
            .unwrap();
        patient.await.unwrap().unwrap();
        assert_eq!(*ticks.borrow(), 1, "one write of the disk for both");
    }

    #[tokio::test]
    async fn without_company_it_goes_alone() {
        let (queue, ticks) = queue().await;
        let alone = insert(&queue, "INSERT INTO parent VALUES (1)")
            .await
            .unwrap();
        alone.release(true, Pace::InCompany).await.unwrap();
        assert_eq!(*ticks.borrow(), 1);
    }

    #[tokio::test]
    async fn when_the_database_gives_up_the_group_nobody_is_told_otherwise() {
        let (queue, ticks) = queue().await;
        let fine = insert(&queue, "INSERT INTO parent VALUES (1)")
            .await
            .unwrap();
        let other = queue.clone();
        let lost = tokio::spawn(async move {
            // What a full disk does: the whole transaction is rolled back under everybody's feet.
            drop(insert(&other, "ROLLBACK").await?);
            insert(&other, "INSERT INTO parent VALUES (2)")
                .await?
                .release(true, Pace::AtOnce)
                .await
        });
        tokio::task::yield_now().await;
        let (fine, second) = tokio::join!(fine.release(true, Pace::AtOnce), lost);
        assert!(matches!(fine, Err(StoreError::Lost)));
        second.unwrap().unwrap();
        assert_eq!(*ticks.borrow(), 1);
        let mut hold = queue.take().await.unwrap();
        let kept: Vec<(i64,)> = sqlx::query_as("SELECT id FROM parent")
            .fetch_all(file(&mut hold))
            .await
            .unwrap();
        assert_eq!(kept, vec![(2,)]);
    }
}
