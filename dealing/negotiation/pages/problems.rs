use platform::web::{Fields, Problem};

use super::common::blame;
use crate::negotiation::{BuyError, OfferError, OpenError, SayError, StepError, WantError};

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NoSuchShop => Self::not_found(),
            OpenError::OwnShop => Self::conflict("problem-own-shop"),
            OpenError::Paused => Self::conflict("problem-talk-paused"),
            OpenError::Forbidden(error) => error.into(),
            OpenError::Store(error) => error.into(),
        }
    }
}

impl From<SayError> for Problem {
    fn from(error: SayError) -> Self {
        match error {
            SayError::NoSuchConversation | SayError::NoSuchListing | SayError::NoSuchOrder => {
                Self::not_found()
            }
            SayError::Blocked => Self::conflict("problem-conversation-blocked"),
            SayError::Paused => Self::conflict("problem-talk-paused"),
            SayError::Forbidden(error) => error.into(),
            SayError::Store(error) => error.into(),
        }
    }
}

impl From<StepError> for Problem {
    fn from(error: StepError) -> Self {
        match error {
            StepError::NoSuchOffer => Self::not_found(),
            StepError::Amount => Self::conflict("problem-offer-amount"),
            StepError::TooMany => Self::conflict("problem-offer-too-many"),
            StepError::Blocked => Self::conflict("problem-conversation-blocked"),
            StepError::Refused(error) => error.into(),
            StepError::Forbidden(error) => error.into(),
            StepError::Money(_) => Self::conflict("problem-amount"),
            StepError::Store(error) => error.into(),
        }
    }
}

impl From<WantError> for Problem {
    fn from(error: WantError) -> Self {
        match error {
            WantError::Money(_) => Self::conflict("problem-amount"),
            WantError::Store(error) => error.into(),
            WantError::Nothing | WantError::NotOnSale | WantError::NotNegotiable | WantError::SoldOut => {
                let mut form = Fields::default();
                blame(&mut form, &OfferError::Want(error));
                Self::invalid(&form)
            }
        }
    }
}

impl From<OfferError> for Problem {
    fn from(error: OfferError) -> Self {
        let mut form = Fields::default();
        if blame(&mut form, &error) {
            return Self::invalid(&form);
        }
        match error {
            OfferError::NoSuchConversation => Self::not_found(),
            OfferError::Blocked => Self::conflict("problem-conversation-blocked"),
            OfferError::Paused => Self::conflict("problem-talk-paused"),
            OfferError::AlreadyOpen(_) => Self::conflict("problem-offer-open"),
            OfferError::Amount { .. } => Self::conflict("problem-offer-amount"),
            OfferError::TooMany => Self::conflict("problem-offer-too-many"),
            OfferError::Want(error) => error.into(),
            OfferError::Step(error) => error.into(),
            OfferError::Forbidden(error) => error.into(),
            OfferError::Store(error) => error.into(),
        }
    }
}

impl From<BuyError> for Problem {
    fn from(error: BuyError) -> Self {
        match error {
            BuyError::Gone => Self::conflict("problem-deal-gone"),
            BuyError::NoZone => Self::conflict("problem-no-zone"),
            BuyError::TotalChanged => Self::conflict("problem-total-changed"),
            BuyError::Step(error) => error.into(),
            BuyError::Place(error) => error.into(),
            BuyError::Forbidden(error) => error.into(),
            BuyError::Money(_) => Self::conflict("problem-amount"),
            BuyError::Store(error) => error.into(),
        }
    }
}
