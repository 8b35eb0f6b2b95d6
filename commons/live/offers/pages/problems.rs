use platform::web::Problem;

use crate::live::offers::{AnswerError, BargainError};

impl From<BargainError> for Problem {
    fn from(error: BargainError) -> Self {
        match error {
            BargainError::NoSuchRoom => Self::not_found(),
            BargainError::NotOnAir => Self::conflict("problem-room-not-on-air"),
            BargainError::NotShown => Self::conflict("problem-room-not-shown"),
            BargainError::Open(error) => error.into(),
            BargainError::Offer(error) => error.into(),
            BargainError::Forbidden(error) => error.into(),
            BargainError::Store(error) => error.into(),
        }
    }
}

impl From<AnswerError> for Problem {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::NoSuchRoom => Self::not_found(),
            AnswerError::BelowAgreed { .. } => Self::conflict("problem-room-offer-agreed"),
            AnswerError::NotAgreed => Self::conflict("problem-room-not-shown"),
            AnswerError::Step(error) => error.into(),
            AnswerError::Forbidden(error) => error.into(),
            AnswerError::Store(error) => error.into(),
        }
    }
}
