use platform::web::Problem;

use crate::festivals::gate::{GateError, TellError};

impl From<GateError> for Problem {
    fn from(error: GateError) -> Self {
        match error {
            GateError::NoSuch => Self::not_found(),
            GateError::NotThere => Self::conflict("problem-tickets-not-there"),
            GateError::Full => Self::conflict("problem-gate-full"),
            GateError::Over => Self::conflict("problem-tickets-over"),
            GateError::Refused(error) => error.into(),
            GateError::Store(error) => error.into(),
        }
    }
}

impl From<TellError> for Problem {
    fn from(error: TellError) -> Self {
        match error {
            TellError::NoSuch => Self::not_found(),
            TellError::Store(error) => error.into(),
        }
    }
}
