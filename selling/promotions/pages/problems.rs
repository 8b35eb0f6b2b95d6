use platform::web::{Fields, Problem};

use super::common::problem;
use crate::promotions::{CheckError, CodesError, CreateError, StepError, read};

impl From<CheckError> for Problem {
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::Refused(refusal) => problem(&[("code".to_owned(), refusal)]),
            CheckError::Money(_) => Self::conflict("problem-amount"),
            CheckError::Store(error) => error.into(),
        }
    }
}

impl From<CreateError> for Problem {
    fn from(error: CreateError) -> Self {
        let mut fields = Fields::default();
        if read::blame(&mut fields, &error) {
            return Self::invalid(&fields);
        }
        match error {
            CreateError::Forbidden(error) => error.into(),
            CreateError::Store(error) => error.into(),
            CreateError::NotACode
            | CreateError::CodeTaken
            | CreateError::NoTime
            | CreateError::Nothing
            | CreateError::PublicWithoutCode
            | CreateError::TooMany => Self::conflict("problem-coupons-full"),
        }
    }
}

impl From<StepError> for Problem {
    fn from(error: StepError) -> Self {
        match error {
            StepError::NoSuchCoupon => Self::not_found(),
            StepError::Refused(error) => error.into(),
            StepError::Forbidden(error) => error.into(),
            StepError::Store(error) => error.into(),
        }
    }
}

impl From<CodesError> for Problem {
    fn from(error: CodesError) -> Self {
        match error {
            CodesError::NoSuchCoupon => Self::not_found(),
            CodesError::NotForCodes => Self::conflict("problem-coupon-codes"),
            CodesError::TooMany => Self::conflict("problem-coupon-codes-full"),
            CodesError::Forbidden(error) => error.into(),
            CodesError::Store(error) => error.into(),
        }
    }
}
