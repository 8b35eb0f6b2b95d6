use platform::web::{Fields, Problem, Refusal};

use super::read::blame;
use crate::live::giveaways::{EnterError, OpenError, PrizeError};

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        let mut form = Fields::default();
        if blame(&mut form, &error) {
            return Self::invalid(&form);
        }
        match error {
            OpenError::NoSuchRoom | OpenError::NoSuchThing => Self::not_found(),
            OpenError::NotOnAir => Self::conflict("problem-room-not-on-air"),
            OpenError::TooDear { .. } | OpenError::SoldOut | OpenError::Limits => {
                Self::conflict("problem-giveaway-limits")
            }
            OpenError::Forbidden(error) => error.into(),
            OpenError::Store(error) => error.into(),
        }
    }
}

impl From<EnterError> for Problem {
    fn from(error: EnterError) -> Self {
        match error {
            EnterError::NoSuchGiveaway => Self::not_found(),
            EnterError::Closed => Self::conflict("problem-giveaway-closed"),
            EnterError::OwnShop => Self::conflict("problem-giveaway-own"),
            EnterError::NotAdult => {
                let mut form = Fields::default();
                form.refuse("adult", Refusal::new("refused-not-adult"));
                Self::invalid(&form)
            }
            EnterError::Forbidden(error) => error.into(),
            EnterError::Store(error) => error.into(),
        }
    }
}

impl From<PrizeError> for Problem {
    fn from(error: PrizeError) -> Self {
        match error {
            PrizeError::NoSuchPrize => Self::not_found(),
            PrizeError::Late => Self::conflict("problem-prize-late"),
            PrizeError::Place(error) => error.into(),
            PrizeError::Forbidden(error) => error.into(),
            PrizeError::Store(error) => error.into(),
        }
    }
}
