use platform::web::Problem;

use crate::operator::{AccountError, JobError, NumbersError, ShopError};

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::NoSuchAccount => Self::not_found(),
            AccountError::NothingToChange => Self::conflict("problem-nothing-to-change"),
            AccountError::Gone => Self::conflict("problem-account-gone"),
            AccountError::LastOperator => Self::conflict("problem-last-operator"),
            AccountError::Forbidden(error) => error.into(),
            AccountError::Store(error) => error.into(),
        }
    }
}

impl From<ShopError> for Problem {
    fn from(error: ShopError) -> Self {
        match error {
            ShopError::NoSuchShop => Self::not_found(),
            ShopError::NothingToChange => Self::conflict("problem-nothing-to-change"),
            ShopError::Forbidden(error) => error.into(),
            ShopError::Store(error) => error.into(),
        }
    }
}

impl From<JobError> for Problem {
    fn from(error: JobError) -> Self {
        match error {
            JobError::NoSuchJob => Self::not_found(),
            JobError::TooEarly => Self::conflict("problem-job-too-early"),
            JobError::Forbidden(error) => error.into(),
            JobError::Store(error) => error.into(),
        }
    }
}

impl From<NumbersError> for Problem {
    fn from(error: NumbersError) -> Self {
        match error {
            NumbersError::NoSuchNumber => Self::not_found(),
            NumbersError::OutOfRange => Self::conflict("problem-number-range"),
            NumbersError::Forbidden(error) => error.into(),
            NumbersError::Store(error) => error.into(),
        }
    }
}
