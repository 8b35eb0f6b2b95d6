use platform::web::Problem;

use crate::live::talk::{QuestionError, WordError};

impl From<WordError> for Problem {
    fn from(error: WordError) -> Self {
        match error {
            WordError::TooMany => Self::conflict("problem-unwanted-full"),
            WordError::Forbidden(error) => error.into(),
            WordError::Store(error) => error.into(),
        }
    }
}

impl From<QuestionError> for Problem {
    fn from(error: QuestionError) -> Self {
        match error {
            QuestionError::NoSuchRoom | QuestionError::NoSuchLine => Self::not_found(),
            QuestionError::NotOnAir => Self::conflict("problem-room-not-on-air"),
            QuestionError::Forbidden(error) => error.into(),
            QuestionError::Store(error) => error.into(),
        }
    }
}
