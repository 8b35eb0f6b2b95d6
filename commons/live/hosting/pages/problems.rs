use platform::web::{Fields, Problem};

use super::read::blame;
use crate::live::hosting::AskError;

impl From<AskError> for Problem {
    fn from(error: AskError) -> Self {
        let mut form = Fields::default();
        if blame(&mut form, &error) {
            return Self::invalid(&form);
        }
        match error {
            AskError::NoSuchShop
            | AskError::OwnShop
            | AskError::OtherCurrency
            | AskError::Share
            | AskError::Lowest
            | AskError::NoSuchListing
            | AskError::NoSuchAgreement => Self::not_found(),
            AskError::TooMany => Self::conflict("problem-hosting-full"),
            AskError::Refused(error) => error.into(),
            AskError::Forbidden(error) => error.into(),
            AskError::Store(error) => error.into(),
        }
    }
}
