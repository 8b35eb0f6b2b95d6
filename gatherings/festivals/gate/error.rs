use kernel::Refused;
use platform::db::DbError;

use super::GateStage;

/// Why a gate is not registered or revoked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum GateError {
    #[error("there is no such festival or gate")]
    NoSuch,
    #[error("it has no such zone")]
    NotThere,
    #[error("a festival has no more gates")]
    Full,
    #[error("the festival is over or called off")]
    Over,
    #[error(transparent)]
    Refused(#[from] Refused<GateStage>),
    #[error("the gate could not be kept")]
    Store(#[from] DbError),
}

/// Why a gate is not heard.
#[derive(Clone, Debug, thiserror::Error)]
pub enum TellError {
    #[error("no such gate is open")]
    NoSuch,
    #[error("the entries could not be kept")]
    Store(#[from] DbError),
}
