use platform::web::{Fields, Problem, Refusal};

use super::common::blame;
use crate::orders::refunds::{
    AskError, EvidenceError, GiveError, OfferError, PlanError, RuleError, StepError,
};

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

/// Put what is wrong with what a shop gives beside its field. False when no field is to blame.
pub fn blame_amount(form: &mut Fields, error: &GiveError) -> bool {
    match error {
        GiveError::Nothing => form.refuse("amount", Refusal::new("refused-give-nothing")),
        GiveError::TooMuch { most } => {
            form.refuse("amount", Refusal::new("refused-too-much").with("max", most.decimal()));
        }
        GiveError::NoSuchOrder
        | GiveError::NotNow
        | GiveError::AlreadyOpen
        | GiveError::TooMany
        | GiveError::Forbidden(_)
        | GiveError::Step(_) => return false,
    }
    true
}

impl From<GiveError> for Problem {
    fn from(error: GiveError) -> Self {
        let mut fields = Fields::default();
        if blame_amount(&mut fields, &error) {
            return Self::invalid(&fields);
        }
        match error {
            GiveError::NoSuchOrder => Self::not_found(),
            GiveError::AlreadyOpen => Self::conflict("problem-give-open"),
            GiveError::TooMany => Self::conflict("problem-refund-too-many"),
            GiveError::NotNow | GiveError::Nothing | GiveError::TooMuch { .. } => {
                Self::conflict("problem-give-not-now")
            }
            GiveError::Forbidden(error) => error.into(),
            GiveError::Step(error) => error.into(),
        }
    }
}

impl From<OfferError> for Problem {
    fn from(error: OfferError) -> Self {
        match error {
            OfferError::NotAPart => Self::conflict("problem-not-a-part"),
            OfferError::Step(error) => error.into(),
        }
    }
}

impl From<RuleError> for Problem {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::OwnCase => Self::conflict("problem-own-case"),
            RuleError::NotAPart => Self::conflict("problem-not-a-part"),
            RuleError::NothingToReturn => Self::conflict("problem-nothing-to-return"),
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
