//! Who is in a conversation and who was, as a source lists them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;

/// Somebody who is in a conversation, or was. What the source leaves out stays empty.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// How the source calls them.
    pub name: Option<String>,
    /// How the platform names them: a number or an account, as the source has it.
    pub id: Option<String>,
    /// They are the holder of the phone or account.
    pub holder: bool,
    /// They are an administrator.
    pub admin: bool,
    /// Since when they are in it.
    pub since: Option<Timestamp>,
    /// Until when they were in it.
    pub until: Option<Timestamp>,
    /// How it ended; `None` of somebody who is in it.
    pub end: Option<MemberEnd>,
}

/// How somebody's time in a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberEnd {
    /// Of their own accord.
    Left,
    /// A member removed them.
    Removed,
    /// The source does not say.
    Unknown,
}

// Members are people.
impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Member")
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}
