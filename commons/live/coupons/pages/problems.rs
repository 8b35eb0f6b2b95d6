use platform::web::{Fields, Problem};

use super::read::blame;
use crate::live::coupons::{GiveError, TakeError};

impl From<GiveError> for Problem {
    fn from(error: GiveError) -> Self {
        let mut form = Fields::default();
        if blame(&mut form, &error) {
            return Self::invalid(&form);
        }
        match error {
            GiveError::NoSuchRoom => Self::not_found(),
            GiveError::NotOnAir => Self::conflict("problem-room-not-on-air"),
            GiveError::Limits | GiveError::NotLess => Self::conflict("problem-room-coupon-limits"),
            GiveError::Coupon(error) => error.into(),
            GiveError::Forbidden(error) => error.into(),
            GiveError::Store(error) => error.into(),
        }
    }
}

impl From<TakeError> for Problem {
    fn from(error: TakeError) -> Self {
        match error {
            TakeError::NoSuchCoupon => Self::not_found(),
            TakeError::Over => Self::conflict("problem-room-coupon-over"),
            TakeError::Gone => Self::conflict("problem-room-coupon-gone"),
            TakeError::Forbidden(error) => error.into(),
            TakeError::Store(error) => error.into(),
        }
    }
}
