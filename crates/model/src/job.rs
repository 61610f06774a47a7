//! What is still to be done, enqueued with the state that asks for it.

use serde::{Deserialize, Serialize};

use crate::id::CaseId;

/// One task. Running it twice does no more than running it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Let an unanswered request lapse, or an open case end, if its time has come.
    TickCase {
        /// Which.
        case: CaseId,
    },
}
