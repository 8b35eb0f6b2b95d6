use platform::web::Problem;

use crate::catalog::SaveError;

impl From<SaveError> for Problem {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::NoSuchShop | SaveError::NoSuchListing => Self::not_found(),
            SaveError::HandleTaken => Self::conflict("problem-listing-handle-taken"),
            SaveError::Barred => Self::conflict("problem-listing-barred"),
            SaveError::NoPrice => Self::conflict("problem-listing-no-price"),
            SaveError::NoVariants
            | SaveError::TooMany
            | SaveError::Choices
            | SaveError::OtherCurrency
            | SaveError::Negative => Self::conflict("problem-listing-refused"),
            SaveError::Store(error) => error.into(),
        }
    }
}
