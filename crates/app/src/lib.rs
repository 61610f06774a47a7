//! What people do with Zegel: one use case, one file, by chapter.
//!
//! Promises: every use case asks the regulation for a [`zegel_model::right::Right`] where one is needed, and commits
//! state, event and job together. Refuses: HTTP, HTML, SQL. `publish` is the one sequencer of the logs, `jobs` the one
//! runner; both are started by `serve` and nothing else.

pub mod advice;
pub mod archive;
pub mod audit;
pub mod backup;
pub mod case;
mod clock;
pub mod conduct;
pub mod failure;
pub mod glimpse;
pub mod hold;
pub mod jobs;
pub mod nodes;
pub mod origin;
pub mod publish;
pub mod pulse;
pub mod recover;
pub mod regulation;
pub mod staff;

use std::sync::Arc;

use zegel_model::{Clock, Random, Timestamp};
use zegel_store::Store;

pub use failure::{Failure, Why};
pub use origin::Origin;

/// What every use case works with.
#[derive(Clone)]
pub struct App {
    /// Where everything is kept.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where identifiers, salts and tokens come from.
    pub random: Arc<dyn Random>,
    /// Challenges that seats still have to answer.
    pub drills: Arc<staff::seat::Drills>,
    /// Names and signing key of the logs.
    pub origin: Arc<Origin>,
}

impl App {
    /// The moment of asking.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
