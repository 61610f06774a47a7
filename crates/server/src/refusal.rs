//! Failures of use cases as problems: the one place that maps them.

use axum::response::{IntoResponse, Response};
use zegel_app::failure::StoreError;
use zegel_app::{Failure, Why};
use zegel_web::problem::{Code, Problem};

/// A refusal on its way out. A layer makes it JSON or a page, in the reader's language and with their navigation.
#[derive(Clone)]
pub struct Refused(Problem);

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self(problem(failure))
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

fn problem(failure: Failure) -> Problem {
    match failure {
        Failure::Refused(refusal) => refusal.into(),
        Failure::Regulation(error) => error.into(),
        Failure::Case(error) => error.into(),
        Failure::Hold(error) => error.into(),
        Failure::Right(_) => Problem::new(Code::Changed),
        Failure::NotFound(_) => Problem::new(Code::NotFound),
        Failure::SignIn => Problem::new(Code::NotSignedIn),
        Failure::Link => Problem::new(Code::LinkSpent),
        Failure::Because(why) => Problem::new(code(why)),
        Failure::Store(StoreError::Gone) => Problem::new(Code::Away),
        Failure::Store(StoreError::NotKnown) => Problem::new(Code::NotKnown),
        Failure::Store(StoreError::Full) => {
            tracing::error!("the disk is full");
            Problem::new(Code::Full)
        }
        // Nothing of it was kept, and the next try may well be.
        Failure::Store(StoreError::Lost) => Problem::new(Code::Busy),
        Failure::Store(error) => {
            // The reader learns nothing of the database; its keeper must.
            tracing::error!(%error, "the store failed");
            Problem::new(Code::Broken)
        }
    }
}

const fn code(why: Why) -> Code {
    match why {
        Why::AnswerMissing => Code::AnswerMissing,
        Why::RolesClash => Code::RolesClash,
        Why::Malformed => Code::Malformed,
        Why::TooLarge => Code::TooLarge,
        Why::Changed => Code::Changed,
        Why::KeyFixed => Code::KeyFixed,
        Why::KeyUnknown => Code::KeyUnknown,
        Why::SeatHeld => Code::SeatHeld,
        Why::SeatsTaken => Code::SeatsTaken,
        Why::DrillFailed => Code::DrillFailed,
        Why::NotSealed => Code::NotSealed,
        Why::StatementInvalid => Code::StatementInvalid,
        Why::ClockSkew => Code::ClockSkew,
        Why::OutOfScope => Code::OutOfScope,
        Why::NotPublished => Code::NotPublished,
        Why::SeatsNotPublished => Code::SeatsNotPublished,
        Why::NotWitnessed => Code::NotWitnessed,
        Why::ApprovalInvalid | Why::ForeignCheckpoint => Code::ApprovalInvalid,
        Why::CaseOpen => Code::CaseOpen,
        Why::RoomGone => Code::RoomGone,
        Why::RoomElsewhere => Code::RoomElsewhere,
        Why::Damaged => Code::Damaged,
        Why::Restored => Code::Restored,
    }
}

/// What a failure says to whoever filled in a form, in their language: what is wrong and what to do.
pub fn sentence(failure: Failure, language: zegel_web::Language) -> String {
    let problem = problem(failure);
    format!("{} {}", problem.what(language), problem.remedy(language))
}
