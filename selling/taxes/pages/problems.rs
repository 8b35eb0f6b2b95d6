use platform::web::{Fields, Problem};

use crate::taxes::{StateError, WithdrawError, read::blame};

impl From<StateError> for Problem {
    fn from(error: StateError) -> Self {
        let mut fields = Fields::default();
        if blame(&mut fields, &error) {
            return Self::invalid(&fields);
        }
        match error {
            StateError::NoSuchShop => Self::not_found(),
            StateError::Forbidden(error) => error.into(),
            StateError::Store(error) => error.into(),
            StateError::Past { .. } | StateError::TooMany => Self::conflict("problem-taxes-full"),
        }
    }
}

impl From<WithdrawError> for Problem {
    fn from(error: WithdrawError) -> Self {
        match error {
            WithdrawError::NoSuchTerms => Self::not_found(),
            WithdrawError::InForce => Self::conflict("problem-tax-in-force"),
            WithdrawError::Forbidden(error) => error.into(),
            WithdrawError::Store(error) => error.into(),
        }
    }
}
