//! Why nothing is learnt.

use kernel::{Forbidden, Refused};
use platform::db::DbError;

use super::{EnrolmentStage, certify::CertifyError};

#[derive(Debug, thiserror::Error)]
pub enum LearnError {
    #[error("there is no such course or lesson to learn from")]
    NoSuch,
    #[error("nobody comes into this course now")]
    NotOpen,
    #[error("a seat in this course is bought")]
    NotFree,
    #[error("the learner is not in the course")]
    NotEnrolled,
    #[error(transparent)]
    Refused(#[from] Refused<EnrolmentStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("what was learnt could not be kept")]
    Store(#[from] DbError),
}

impl From<CertifyError> for LearnError {
    fn from(error: CertifyError) -> Self {
        match error {
            CertifyError::Refused(error) => Self::Refused(error),
            CertifyError::Store(error) => Self::Store(error),
        }
    }
}
