use platform::web::{Fields, Problem};
use selling::orders::milestones::MilestoneError;

use super::common::blame;
use crate::negotiation::quotes::{ProgressError, QuoteError};

impl From<QuoteError> for Problem {
    fn from(error: QuoteError) -> Self {
        match error {
            QuoteError::NoSuchQuote => Self::not_found(),
            QuoteError::Blocked => Self::conflict("problem-conversation-blocked"),
            QuoteError::Paused => Self::conflict("problem-talk-paused"),
            QuoteError::Resting => Self::conflict("problem-shop-resting"),
            QuoteError::TooMany => Self::conflict("problem-quotes-open"),
            QuoteError::TermsChanged => Self::conflict("problem-quote-changed"),
            QuoteError::Terms(error) => {
                let mut form = Fields::default();
                blame(&mut form, error);
                Self::invalid(&form)
            }
            QuoteError::Refused(error) => error.into(),
            QuoteError::Place(error) => error.into(),
            QuoteError::Forbidden(error) => error.into(),
            QuoteError::Store(error) => error.into(),
        }
    }
}

impl From<ProgressError> for Problem {
    fn from(error: ProgressError) -> Self {
        match error {
            ProgressError::Milestone(error) => match error {
                MilestoneError::NoSuchOrder | MilestoneError::NoSuchMilestone => Self::not_found(),
                MilestoneError::AlreadyReached => Self::conflict("problem-milestone-reached"),
                MilestoneError::NotBeingMade => Self::conflict("problem-order-state"),
                MilestoneError::Forbidden(error) => error.into(),
                MilestoneError::Store(error) => error.into(),
            },
            ProgressError::Forbidden(error) => error.into(),
            ProgressError::Store(error) => error.into(),
        }
    }
}
