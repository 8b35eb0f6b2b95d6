use kernel::{Forbidden, MoneyError};
use platform::db::DbError;
use selling::orders::{PlaceError, coupons::CountError};

#[derive(Clone, Debug, thiserror::Error)]
pub enum ClaimError {
    #[error("there is no such price")]
    NoSuchPrice,
    #[error("the countdown is over")]
    Over,
    #[error("all pieces are claimed")]
    Gone,
    #[error("each buyer may have no more pieces at this price")]
    TooMany,
    #[error("it is not on sale")]
    NotOnSale,
    #[error("the shop does not ship there")]
    NoZone,
    #[error("the total has changed since it was shown")]
    TotalChanged,
    #[error(transparent)]
    Place(#[from] PlaceError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the amounts do not add up")]
    Money(#[from] MoneyError),
    #[error("the claim could not be kept")]
    Store(#[from] DbError),
}

impl From<CountError> for ClaimError {
    fn from(error: CountError) -> Self {
        match error {
            CountError::Money(error) => error.into(),
            CountError::Store(error) => error.into(),
        }
    }
}
