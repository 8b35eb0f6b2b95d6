use platform::web::Problem;

use crate::accounts::{
    AddressError, CloseError, EditError, HashingFailed, RegisterError, SetPasswordError, TokenError,
};

impl From<HashingFailed> for Problem {
    fn from(error: HashingFailed) -> Self {
        Self::broken(error)
    }
}

impl From<RegisterError> for Problem {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::Taken => Self::conflict("problem-login-taken"),
            RegisterError::Store(error) => error.into(),
        }
    }
}

impl From<AddressError> for Problem {
    fn from(error: AddressError) -> Self {
        match error {
            AddressError::NoSuchAddress => Self::not_found(),
            AddressError::Full => Self::conflict("problem-addresses-full"),
            AddressError::Forbidden(error) => error.into(),
            AddressError::Store(error) => error.into(),
        }
    }
}

impl From<TokenError> for Problem {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::NoSuchToken => Self::not_found(),
            TokenError::Full => Self::conflict("problem-tokens-full"),
            TokenError::Forbidden(error) => error.into(),
            TokenError::Store(error) => error.into(),
        }
    }
}

impl From<EditError> for Problem {
    fn from(error: EditError) -> Self {
        match error {
            EditError::Forbidden(error) => error.into(),
            EditError::Store(error) => error.into(),
        }
    }
}

impl From<SetPasswordError> for Problem {
    fn from(error: SetPasswordError) -> Self {
        match error {
            SetPasswordError::Forbidden(error) => error.into(),
            SetPasswordError::Store(error) => error.into(),
        }
    }
}

impl From<CloseError> for Problem {
    fn from(error: CloseError) -> Self {
        match error {
            CloseError::LastOperator => Self::conflict("problem-last-operator"),
            CloseError::Forbidden(error) => error.into(),
            CloseError::Store(error) => error.into(),
        }
    }
}
