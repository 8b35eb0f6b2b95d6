use platform::web::Problem;

use crate::webhooks::{AddError, ChangeError, RepeatError, SwitchError};

impl From<AddError> for Problem {
    fn from(error: AddError) -> Self {
        match error {
            AddError::TooMany => Self::conflict("problem-webhooks-full"),
            AddError::Forbidden(error) => error.into(),
            AddError::Store(error) => error.into(),
        }
    }
}

impl From<ChangeError> for Problem {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::NoSuchEndpoint => Self::not_found(),
            ChangeError::Forbidden(error) => error.into(),
            ChangeError::Store(error) => error.into(),
        }
    }
}

impl From<SwitchError> for Problem {
    fn from(error: SwitchError) -> Self {
        match error {
            SwitchError::Refused(error) => error.into(),
            SwitchError::Change(error) => error.into(),
            SwitchError::Store(error) => error.into(),
        }
    }
}

impl From<RepeatError> for Problem {
    fn from(error: RepeatError) -> Self {
        match error {
            RepeatError::NoSuchDelivery => Self::not_found(),
            RepeatError::Refused(error) => error.into(),
            RepeatError::Forbidden(error) => error.into(),
            RepeatError::Store(error) => error.into(),
        }
    }
}
