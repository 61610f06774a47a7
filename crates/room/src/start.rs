//! How a room begins: what its parent writes to its stdin, one line of JSON, and what it answers on stdout, another.

use std::fmt;

use serde::{Deserialize, Serialize};
use zegel_model::case::{Purpose, ScopeItem, Terms};
use zegel_model::{CaseId, PersonId, Timestamp};
use zeroize::Zeroizing;

/// A secret that the parent made for this room. No `Debug`, no `Display`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

/// What the parent tells its child.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// Base address of the archive, such as `http://127.0.0.1:8080`.
    pub server: String,
    /// The authority whose certificates the archive shows, in PEM, where it is not one of the machine's own list.
    #[serde(default)]
    pub authority: Option<String>,
    /// The reviewer's bearer token.
    pub token: Secret,
    /// What every request through the parent's proxy carries in [`crate::SECRET_HEADER`].
    pub secret: Secret,
    /// What the reviewer asks for.
    pub draft: TermsDraft,
    /// One machine holds everything; pages say so.
    pub demo: bool,
    /// Path under which the proxy serves rooms, such as `/room`.
    pub base: String,
    /// Language of pages before their reader chose one: `nl` or `en`.
    pub language: String,
}

/// Terms as far as the reviewer decides them: what the room adds is the case's identifier and its keys.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsDraft {
    /// What for.
    pub purpose: Purpose,
    /// What exactly happened.
    pub reason: String,
    /// Why nothing less intrusive does.
    pub necessity: String,
    /// Which copies and days.
    pub scope: Vec<ScopeItem>,
    /// Who will read.
    pub reviewer: PersonId,
    /// When it was asked.
    pub requested: Timestamp,
    /// Nothing opens from this moment on.
    pub deadline: Timestamp,
    /// What is in scope may leave as a bundle.
    pub export: bool,
}

/// What a room says once it listens: one line of JSON on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listening {
    /// The case that the archive took.
    pub case: CaseId,
    /// Its port on 127.0.0.1.
    pub port: u16,
}

/// What a room says instead when the archive did not take the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotAsked {
    /// The archive's sentence: why, and what to do.
    pub refused: String,
}

impl Secret {
    /// Takes what somebody else must not learn.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// For the one place that needs it.
    pub const fn expose(&self) -> &str {
        self.0.as_str()
    }

    /// The same bytes, found out in a time that does not depend on which of them differ.
    pub fn is(&self, other: &[u8]) -> bool {
        let ours = self.0.as_bytes();
        let differing = ours.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b));
        std::hint::black_box(differing) == 0 && ours.len() == other.len() && !ours.is_empty()
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        drop(Zeroizing::new(std::mem::take(&mut self.0)));
    }
}

impl TermsDraft {
    /// The whole terms, with what the room made.
    pub(crate) fn complete(self, case: CaseId, case_public: String, room_public: String) -> Terms {
        Terms {
            case,
            purpose: self.purpose,
            reason: self.reason,
            necessity: self.necessity,
            scope: self.scope,
            reviewer: self.reviewer,
            requested: self.requested,
            deadline: self.deadline,
            export: self.export,
            case_public,
            room_public,
        }
    }
}

// Tokens and reasons never reach a log, not even through `{:?}`.
impl fmt::Debug for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Start")
            .field("base", &self.base)
            .field("demo", &self.demo)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_secret_itself_is_the_secret() {
        let secret = Secret::new("s3cret".to_owned());
        assert!(secret.is(b"s3cret"));
        for other in [&b""[..], b"s3cre", b"s3crets", b"S3cret", b"\0"] {
            assert!(!secret.is(other));
        }
        assert!(!Secret::new(String::new()).is(b""), "no secret, no entry");
    }
}
