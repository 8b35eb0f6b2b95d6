use platform::web::Problem;

use crate::reviews::{DecisionError, EditError, ReplyError, ReportError, WriteError};

impl From<WriteError> for Problem {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::NoSuchOrder => Self::not_found(),
            WriteError::NotCompleted => Self::conflict("problem-review-not-completed"),
            WriteError::TooLate => Self::conflict("problem-review-too-late"),
            WriteError::Already => Self::conflict("problem-review-already"),
            WriteError::OwnShop => Self::conflict("problem-review-own-shop"),
            WriteError::Forbidden(error) => error.into(),
            WriteError::Refused(error) => error.into(),
            WriteError::Store(error) => error.into(),
        }
    }
}

impl From<EditError> for Problem {
    fn from(error: EditError) -> Self {
        match error {
            EditError::NoSuchReview => Self::not_found(),
            EditError::Already => Self::conflict("problem-review-edited"),
            EditError::TooLate => Self::conflict("problem-review-too-late"),
            EditError::OnlyBetter => Self::conflict("problem-review-only-better"),
            EditError::Forbidden(error) => error.into(),
            EditError::Store(error) => error.into(),
        }
    }
}

impl From<ReplyError> for Problem {
    fn from(error: ReplyError) -> Self {
        match error {
            ReplyError::NoSuchReview => Self::not_found(),
            ReplyError::Already => Self::conflict("problem-reply-already"),
            ReplyError::Forbidden(error) => error.into(),
            ReplyError::Store(error) => error.into(),
        }
    }
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::NoSuchReview => Self::not_found(),
            ReportError::Own => Self::conflict("problem-report-own"),
            ReportError::Already => Self::conflict("problem-report-already"),
            ReportError::Forbidden(error) => error.into(),
            ReportError::Store(error) => error.into(),
        }
    }
}

impl From<DecisionError> for Problem {
    fn from(error: DecisionError) -> Self {
        match error {
            DecisionError::NoSuchReview => Self::not_found(),
            DecisionError::OwnCase => Self::conflict("problem-own-case"),
            DecisionError::Refused(error) => error.into(),
            DecisionError::Forbidden(error) => error.into(),
            DecisionError::Store(error) => error.into(),
        }
    }
}
