//! What `jishi` does when it is called by a name that a capability brings.

use clap::ArgMatches;
use platform::{Later, db::DbError};

/// A command that is done in an open market, which may be served meanwhile.
pub struct Command<S: 'static> {
    /// Its name, its words of help and what it takes.
    pub describe: fn() -> clap::Command,
    pub run: Run<S>,
}

pub type Run<S> = fn(S, ArgMatches) -> Later<'static, Result<(), CommandError>>;

/// Why a command could not do its work; its text is for whoever typed it.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Asked(#[from] clap::Error),
    #[error(transparent)]
    Store(#[from] DbError),
    #[error("{0}")]
    Refused(String),
}
