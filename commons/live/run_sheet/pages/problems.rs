use platform::web::Problem;

use crate::live::run_sheet::ArrangeError;

impl From<ArrangeError> for Problem {
    fn from(error: ArrangeError) -> Self {
        match error {
            ArrangeError::NoSuchRoom | ArrangeError::NoSuchListing => Self::not_found(),
            ArrangeError::Over => Self::conflict("problem-room-over"),
            ArrangeError::Limits => Self::conflict("problem-run-sheet"),
            ArrangeError::Forbidden(error) => error.into(),
            ArrangeError::Store(error) => error.into(),
        }
    }
}
