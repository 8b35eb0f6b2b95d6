use platform::web::Problem;

use super::common::SOME_HOURS;
use crate::negotiation::reports::{ReportError, RuleError};

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::NoSuchConversation | ReportError::NoSuchMessage => Self::not_found(),
            ReportError::Already => Self::conflict("problem-talk-reported"),
            ReportError::TooMany => Self::too_many(SOME_HOURS),
            ReportError::Forbidden(error) => error.into(),
            ReportError::Store(error) => error.into(),
        }
    }
}

impl From<RuleError> for Problem {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::NoSuchReport => Self::not_found(),
            RuleError::OwnCase => Self::conflict("problem-own-case"),
            RuleError::Decided => Self::conflict("problem-report-decided"),
            RuleError::Forbidden(error) => error.into(),
            RuleError::Store(error) => error.into(),
        }
    }
}
