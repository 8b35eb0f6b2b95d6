use platform::web::{Fields, Problem};

use super::common::blame;
use crate::orders::refunds::{AskError, EvidenceError, PlanError, RuleError, StepError};

impl From<PlanError> for Problem {
    fn from(error: PlanError) -> Self {
        let mut fields = Fields::default();
        if blame(&mut fields, &error) { Self::invalid(&fields) } else { Self::conflict("problem-amount") }
    }
}

impl From<AskError> for Problem {
    fn from(error: AskError) -> Self {
        match error {
            AskError::NoSuchOrder => Self::not_found(),
            AskError::NotNow => Self::conflict("problem-refund-not-now"),
            AskError::TooLate => Self::conflict("problem-refund-too-late"),
            AskError::AlreadyOpen => Self::conflict("problem-refund-open"),
            AskError::TooMany => Self::conflict("problem-refund-too-many"),
            AskError::Forbidden(error) => error.into(),
            AskError::Plan(error) => error.into(),
            AskError::Order(error) => error.into(),
            AskError::Store(error) => error.into(),
        }
    }
}

impl From<StepError> for Problem {
    fn from(error: StepError) -> Self {
        match error {
            StepError::NoSuchRequest => Self::not_found(),
            StepError::Forbidden(error) => error.into(),
            StepError::Refused(error) => error.into(),
            StepError::Order(error) => error.into(),
            StepError::Plan(error) => error.into(),
            StepError::NoPayment | StepError::Unbalanced(_) => Self::broken(error),
            StepError::Store(error) => error.into(),
        }
    }
}

impl From<RuleError> for Problem {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::OwnCase => Self::conflict("problem-own-case"),
            RuleError::NotAPart => Self::conflict("problem-not-a-part"),
            RuleError::Step(error) => error.into(),
        }
    }
}

impl From<EvidenceError> for Problem {
    fn from(error: EvidenceError) -> Self {
        match error {
            EvidenceError::NoSuchRequest => Self::not_found(),
            EvidenceError::Ended => Self::conflict("problem-refund-state"),
            EvidenceError::Empty => Self::conflict("problem-refund-no-words"),
            EvidenceError::TooMany => Self::conflict("problem-refund-too-many"),
            EvidenceError::Forbidden(error) => error.into(),
            EvidenceError::Store(error) => error.into(),
        }
    }
}
