use platform::web::Problem;

use crate::live::clips::CutError;

impl From<CutError> for Problem {
    fn from(error: CutError) -> Self {
        match error {
            CutError::NoSuchReplay => Self::not_found(),
            CutError::Length => Self::conflict("problem-clip-length"),
            CutError::Late => Self::conflict("problem-clip-late"),
            CutError::TooMany => Self::conflict("problem-clips-full"),
            CutError::Forbidden(error) => error.into(),
            CutError::Store(error) => error.into(),
        }
    }
}
