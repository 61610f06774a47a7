//! Why a use case did not do what was asked. Each is a sentence that says what to do; the server maps them to problems,
//! once.

use zegel_model::case::CaseError;
use zegel_model::hold::HoldError;
use zegel_model::regulation::RegulationError;
use zegel_model::right::{Refusal, WrongRight};
pub use zegel_store::StoreError;

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
    /// The hold cannot take this step.
    #[error(transparent)]
    Hold(#[from] HoldError),
    /// There is no such thing, or not for you.
    #[error("there is no such {0} here; check the address")]
    NotFound(&'static str),
    /// Signed in as somebody else, or not at all.
    #[error("sign in first: ask the owner for a link")]
    SignIn,
    /// The link was used, or is too old.
    #[error("this link was used or has expired; ask the owner for a new one")]
    Link,
    /// Something in what was sent, or in how things stand.
    #[error(transparent)]
    Because(Why),
    /// The database failed.
    #[error("the archive could not do this just now; nothing was changed; try again")]
    Store(#[source] StoreError),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        if let StoreError::Restored = error {
            Self::Because(Why::Restored)
        } else {
            Self::Store(error)
        }
    }
}

/// What is in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A field is empty, or too long.
    #[error("an answer is missing or too long; fill in every field")]
    AnswerMissing,
    /// Two roles that are each other's check.
    #[error("these roles cannot be one person's: they are each other's check")]
    RolesClash,
    /// Not the form that was asked for.
    #[error("this does not have the form that was asked for; use a client of the server's version")]
    Malformed,
    /// More bytes than a form may have.
    #[error("this is too large; send less at a time")]
    TooLarge,
    /// Somebody else was faster.
    #[error("this was done or changed in the meantime; look again")]
    Changed,
    /// Keys are never replaced.
    #[error("a key is never replaced; make a new one")]
    KeyFixed,
    /// The importer's key is not registered.
    #[error("register your import key first; the import client does so")]
    KeyUnknown,
    /// One person, one seat.
    #[error("you hold a seat already; one person holds one seat")]
    SeatHeld,
    /// The side is full.
    #[error("all seats of this side are taken")]
    SeatsTaken,
    /// The seat did not open what was sealed to it.
    #[error("the seat did not prove that its key opens; try the drill again")]
    DrillFailed,
    /// Not sealed to this archive's seats, or incomplete.
    #[error("this is not sealed as this archive needs it; import again")]
    NotSealed,
    /// Not signed by whoever states it, for this archive.
    #[error("this statement was not signed by its importer for this archive; nothing was recorded")]
    StatementInvalid,
    /// Room and server disagree about the time.
    #[error("the clocks of the reading room and the server differ; set them right")]
    ClockSkew,
    /// Not what the case covers.
    #[error("this lies outside of the case")]
    OutOfScope,
    /// The log is a few seconds behind.
    #[error("the entry is being published; try again in a few seconds")]
    NotPublished,
    /// A seat was registered just now.
    #[error("the seats are being published; try again in a few seconds")]
    SeatsNotPublished,
    /// No staff seat has cosigned yet.
    #[error(
        "no staff seat has cosigned the log with this request yet; a staff seat approves first"
    )]
    NotWitnessed,
    /// A signature does not fit.
    #[error("a signature does not fit this case; nothing was recorded")]
    ApprovalInvalid,
    /// Not a checkpoint of ours.
    #[error("this is not a checkpoint of this log with your seat's cosignature")]
    ForeignCheckpoint,
    /// Nobody else may step into a reviewer's place while something is open to them.
    #[error("a case of this person is open; end it before making a new link")]
    CaseOpen,
    /// The room is gone.
    #[error("the reading room does not run; nothing was asked or shown; go back to the cases")]
    RoomGone,
    /// Another server has the room.
    #[error(
        "the reading room of this case is on another server of this archive; open the case's page once more"
    )]
    RoomElsewhere,
    /// What is stored is not what was written.
    #[error("what is stored is damaged; run the audit")]
    Damaged,
    /// Restored from a backup, and not let go on yet.
    #[error(
        "this archive was restored from a backup; the administrator runs `zegel recover` first"
    )]
    Restored,
}
