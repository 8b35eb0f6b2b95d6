use std::net::SocketAddr;

use people::{command, market::OpenError};
use platform::db::DbError;

/// Why a command could not do its work; its text is for whoever typed it.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Brought(#[from] command::CommandError),
    #[error("the address {address} cannot be listened on: {cause}")]
    Listen { address: SocketAddr, cause: std::io::Error },
    #[error("{0}")]
    Refused(String),
}

impl From<DbError> for CommandError {
    fn from(error: DbError) -> Self {
        Self::Refused(error.to_string())
    }
}
