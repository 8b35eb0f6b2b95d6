use platform::web::Problem;

use crate::live::law::{AnswerError, AskError, BanError, ConsentError};

impl From<ConsentError> for Problem {
    fn from(error: ConsentError) -> Self {
        match error {
            ConsentError::NoSuchRoom => Self::not_found(),
            ConsentError::TooYoung => Self::conflict("problem-host-too-young"),
            ConsentError::Forbidden(error) => error.into(),
            ConsentError::Store(error) => error.into(),
        }
    }
}

impl From<BanError> for Problem {
    fn from(error: BanError) -> Self {
        match error {
            BanError::NoSuchShop | BanError::NoSuchBan => Self::not_found(),
            BanError::Past => Self::conflict("problem-room-past"),
            BanError::Refused(error) => error.into(),
            BanError::Forbidden(error) => error.into(),
            BanError::Store(error) => error.into(),
        }
    }
}

impl From<AskError> for Problem {
    fn from(error: AskError) -> Self {
        match error {
            AskError::NoSuchReplay => Self::not_found(),
            AskError::Length => Self::conflict("problem-passage-length"),
            AskError::TooMany => Self::conflict("problem-passages-full"),
            AskError::Forbidden(error) => error.into(),
            AskError::Store(error) => error.into(),
        }
    }
}

impl From<AnswerError> for Problem {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::NoSuchPassage => Self::not_found(),
            AnswerError::Refused(error) => error.into(),
            AnswerError::Forbidden(error) => error.into(),
            AnswerError::Store(error) => error.into(),
        }
    }
}
