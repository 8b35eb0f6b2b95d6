use platform::web::Problem;

use crate::academy::work::WorkError;

impl From<WorkError> for Problem {
    fn from(error: WorkError) -> Self {
        match error {
            WorkError::NoSuch => Self::not_found(),
            WorkError::WrongKind => Self::conflict("problem-academy-work-kind"),
            WorkError::NoSuchListing => Self::conflict("refused-academy-work-listing"),
            WorkError::NoSuchShow => Self::conflict("refused-academy-work-show"),
            WorkError::Stale(_) => Self::conflict("problem-academy-work-stale"),
            WorkError::Learn(error) => error.into(),
            WorkError::Refused(error) => error.into(),
            WorkError::Forbidden(error) => error.into(),
            WorkError::Store(error) => error.into(),
        }
    }
}
