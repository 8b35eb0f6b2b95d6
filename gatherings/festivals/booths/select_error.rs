use kernel::Refused;
use platform::db::DbError;

use super::ApplicationStage;

/// Why an organiser's choice was not made.
#[derive(Debug, thiserror::Error)]
pub enum SelectError {
    #[error("there is no such application for a festival of this shop")]
    NoSuch,
    #[error("the festival is not announced, or over")]
    Over,
    #[error("every booth of the zone is given")]
    Full,
    #[error(transparent)]
    Refused(#[from] Refused<ApplicationStage>),
    #[error("the application could not be kept")]
    Store(#[from] DbError),
}
