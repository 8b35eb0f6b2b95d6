use kernel::{Forbidden, Refused};
use platform::db::DbError;

use super::{CohortStage, QuestionStage};
use crate::academy::LearnError;

#[derive(Debug, thiserror::Error)]
pub enum CohortError {
    #[error("there is no such cohort, session or question for the asker")]
    NoSuch,
    #[error("they are no lecturer")]
    NoLecturer,
    #[error("there is no such show of a shop in which the lecturer works")]
    NoSuchRoom,
    #[error("a session begins in time to come")]
    Past,
    #[error("a cohort has as many sessions as it may")]
    TooMany,
    #[error("a cohort that is open has a session")]
    Empty,
    #[error("it was ticked who was at the session")]
    Used,
    #[error("there are more learners than seats")]
    Seats,
    #[error("every seat is taken")]
    Full,
    #[error("nobody joins it now")]
    NotOpen,
    #[error("it has begun")]
    Begun,
    #[error("a session of it is to come")]
    ToCome,
    #[error("the session has not begun")]
    Early,
    #[error("they are not in the cohort")]
    NotIn,
    #[error(transparent)]
    Learn(#[from] LearnError),
    #[error(transparent)]
    Refused(#[from] Refused<CohortStage>),
    #[error(transparent)]
    Asked(#[from] Refused<QuestionStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the cohort could not be kept")]
    Store(#[from] DbError),
}
