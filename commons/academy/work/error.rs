//! Why nothing is handed in or marked.

use kernel::{Forbidden, Refused};
use platform::db::DbError;

use super::{HandIn, HandInStage};
use crate::academy::{LearnError, certify::CertifyError};

#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    #[error("there is no such work, or the lesson asks for none")]
    NoSuch,
    #[error("the lesson asks for something else")]
    WrongKind,
    #[error("there is no such listing of a shop in which the learner works")]
    NoSuchListing,
    #[error("there is no such show of a shop in which the learner works")]
    NoSuchShow,
    #[error("somebody marked it, or it was handed in anew, meanwhile")]
    Stale(Box<HandIn>),
    #[error(transparent)]
    Learn(LearnError),
    #[error(transparent)]
    Refused(#[from] Refused<HandInStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the work could not be kept")]
    Store(#[from] DbError),
}

impl From<LearnError> for WorkError {
    fn from(error: LearnError) -> Self {
        match error {
            LearnError::NoSuch => Self::NoSuch,
            LearnError::Store(error) => Self::Store(error),
            LearnError::Forbidden(error) => Self::Forbidden(error),
            error @ (LearnError::NotOpen
            | LearnError::NotFree
            | LearnError::NotEnrolled
            | LearnError::Refused(_)) => Self::Learn(error),
        }
    }
}

impl From<CertifyError> for WorkError {
    fn from(error: CertifyError) -> Self {
        LearnError::from(error).into()
    }
}
