use platform::web::Problem;

use crate::academy::{AppointError, LearnError, WithdrawError, WriteError};

impl From<WriteError> for Problem {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::NoSuch => Self::not_found(),
            WriteError::NoSuchFilm => Self::conflict("problem-academy-film"),
            WriteError::NoSuchSeat => Self::conflict("problem-academy-seat"),
            WriteError::Full => Self::conflict("problem-academy-full"),
            WriteError::Empty => Self::conflict("problem-academy-empty"),
            WriteError::Used => Self::conflict("problem-academy-used"),
            WriteError::Refused(error) => error.into(),
            WriteError::Forbidden(error) => error.into(),
            WriteError::Store(error) => error.into(),
        }
    }
}

impl From<LearnError> for Problem {
    fn from(error: LearnError) -> Self {
        match error {
            LearnError::NoSuch => Self::not_found(),
            LearnError::NotOpen => Self::conflict("problem-academy-not-open"),
            LearnError::NotFree => Self::conflict("problem-academy-not-free"),
            LearnError::NotEnrolled => Self::conflict("problem-academy-not-enrolled"),
            LearnError::Refused(error) => error.into(),
            LearnError::Forbidden(error) => error.into(),
            LearnError::Store(error) => error.into(),
        }
    }
}

impl From<AppointError> for Problem {
    fn from(error: AppointError) -> Self {
        match error {
            AppointError::NoSuchAccount => Self::not_found(),
            AppointError::Forbidden(error) => error.into(),
            AppointError::Store(error) => error.into(),
        }
    }
}

impl From<WithdrawError> for Problem {
    fn from(error: WithdrawError) -> Self {
        match error {
            WithdrawError::NoSuch => Self::not_found(),
            WithdrawError::Refused(error) => error.into(),
            WithdrawError::Forbidden(error) => error.into(),
            WithdrawError::Store(error) => error.into(),
        }
    }
}
