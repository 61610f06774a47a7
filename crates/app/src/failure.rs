//! Why a use case did not do what was asked. Each variant is a sentence that says what to do; the server maps them to
//! problems, once.

use zegel_model::case::CaseError;
use zegel_model::regulation::RegulationError;
use zegel_model::right::{Refusal, WrongRight};
use zegel_store::StoreError;

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The regulation refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A right was shown for something else.
    #[error(transparent)]
    Right(#[from] WrongRight),
    /// The regulation cannot take this step.
    #[error(transparent)]
    Regulation(#[from] RegulationError),
    /// The case cannot take this step.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// There is no such thing, or not for you.
    #[error("there is no such {0} here; check the address")]
    NotFound(&'static str),
    /// What was sent does not have the form that was asked for.
    #[error("{0}")]
    Invalid(&'static str),
    /// Signed in as somebody else, or not at all.
    #[error("sign in first: ask the owner for a link")]
    SignIn,
    /// The link was used, or is too old.
    #[error("this link was used or has expired; ask the owner for a new one")]
    Link,
    /// Something is in the way that time or another person removes.
    #[error("{0}")]
    Conflict(&'static str),
    /// A signature, proof or key does not hold.
    #[error("{0}")]
    Forged(&'static str),
    /// The database failed.
    #[error("the archive could not do this just now; nothing was changed; try again")]
    Store(#[from] StoreError),
}
