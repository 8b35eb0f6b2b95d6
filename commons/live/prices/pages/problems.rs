use platform::web::{Fields, Problem};

use super::common::blame;
use crate::live::prices::{ClaimError, PriceError};

impl From<PriceError> for Problem {
    fn from(error: PriceError) -> Self {
        let mut form = Fields::default();
        // What runs is no fault of a field, except on the page that has the list.
        if !matches!(error, PriceError::Running) && blame(&mut form, &error) {
            return Self::invalid(&form);
        }
        match error {
            PriceError::NoSuchRoom | PriceError::NoSuchPrice | PriceError::NoSuchListing => Self::not_found(),
            PriceError::NotOnAir => Self::conflict("problem-room-not-on-air"),
            PriceError::Limits
            | PriceError::NotLess { .. }
            | PriceError::BelowAgreed { .. }
            | PriceError::TooMany { .. } => Self::conflict("problem-room-price-limits"),
            PriceError::Running => Self::conflict("problem-room-price-runs"),
            PriceError::Forbidden(error) => error.into(),
            PriceError::Store(error) => error.into(),
        }
    }
}

impl From<ClaimError> for Problem {
    fn from(error: ClaimError) -> Self {
        match error {
            ClaimError::NoSuchPrice => Self::not_found(),
            ClaimError::Over => Self::conflict("problem-claim-over"),
            ClaimError::Gone => Self::conflict("problem-claim-gone"),
            ClaimError::TooMany => Self::conflict("problem-claim-too-many"),
            ClaimError::NotOnSale => Self::conflict("problem-claim-not-on-sale"),
            ClaimError::NoZone => Self::conflict("problem-no-zone"),
            ClaimError::TotalChanged => Self::conflict("problem-total-changed"),
            ClaimError::Money(_) => Self::conflict("problem-amount"),
            ClaimError::Place(error) => error.into(),
            ClaimError::Forbidden(error) => error.into(),
            ClaimError::Store(error) => error.into(),
        }
    }
}
