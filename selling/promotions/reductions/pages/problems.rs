use platform::web::Problem;

use crate::promotions::reductions::{MakeError, ReductionStepError};

impl From<MakeError> for Problem {
    fn from(error: MakeError) -> Self {
        match error {
            MakeError::Forbidden(error) => error.into(),
            MakeError::Store(error) => error.into(),
            MakeError::NoSuchThing
            | MakeError::NoTime
            | MakeError::Nothing
            | MakeError::Tiers
            | MakeError::Parts
            | MakeError::Floor
            | MakeError::OfShops
            | MakeError::TooMany => Self::conflict("problem-reductions-full"),
        }
    }
}

impl From<ReductionStepError> for Problem {
    fn from(error: ReductionStepError) -> Self {
        match error {
            ReductionStepError::NoSuchReduction => Self::not_found(),
            ReductionStepError::Refused(error) => error.into(),
            ReductionStepError::Forbidden(error) => error.into(),
            ReductionStepError::Store(error) => error.into(),
        }
    }
}
