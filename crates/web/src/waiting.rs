//! Connections that wait for a request, the longest-waiting first: where there is no place for a newcomer, it goes.
//!
//! A connection costs its client nothing, so thousands that never ask would keep out everybody who does.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

/// The connections that wait.
#[derive(Clone, Default)]
pub(crate) struct Waiting(Arc<Mutex<Queue>>);

#[derive(Default)]
struct Queue {
    next: u64,
    waiting: BTreeMap<u64, Arc<Notify>>,
}

/// One connection's place in the queue. Leaves it when dropped.
pub(crate) struct Turn {
    queue: Waiting,
    at: Mutex<Option<u64>>,
    end: Arc<Notify>,
}

impl Waiting {
    /// A connection that has not asked yet.
    pub(crate) fn enter(&self) -> Turn {
        let turn = Turn {
            queue: self.clone(),
            at: Mutex::default(),
            end: Arc::default(),
        };
        turn.wait();
        turn
    }

    /// Ends the one that has waited longest; false where none waits.
    pub(crate) fn end_oldest(&self) -> bool {
        let oldest = self.lock().waiting.pop_first();
        oldest.is_some_and(|(_, end)| {
            end.notify_one();
            true
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Resolves when the connection must go.
    pub(crate) async fn ended(&self) {
        self.end.notified().await;
    }

    /// It has asked, and is not ended before it is answered.
    pub(crate) fn asks(&self) {
        let mut at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = at.take() {
            self.queue.lock().waiting.remove(&at);
        }
    }

    /// It waits, behind all others.
    pub(crate) fn wait(&self) {
        self.asks();
        let mut at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        let mut queue = self.queue.lock();
        let next = queue.next;
        queue.next += 1;
        queue.waiting.insert(next, Arc::clone(&self.end));
        *at = Some(next);
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.asks();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_waits_longest_goes_and_nobody_who_asks() {
        let queue = Waiting::default();
        let (first, second, third) = (queue.enter(), queue.enter(), queue.enter());
        first.asks();
        assert!(queue.end_oldest());
        second.ended().await;
        first.wait();
        assert!(queue.end_oldest());
        third.ended().await;
        drop(third);
        first.asks();
        assert!(!queue.end_oldest(), "nobody waits");
    }
}
