use std::sync::Arc;

/// What can go wrong between an act and its rows.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DbError {
    /// The engine said no for a reason of its own (disk full, connection lost, bad SQL).
    #[error("the database failed: {0}")]
    Engine(Arc<str>),
    /// There is no room left on the disk: nothing was kept, and nothing is wrong with what was asked.
    #[error("the disk is full")]
    Full,
    /// A sum does not fit into 64 bits.
    #[error("a sum is larger than can be counted")]
    Sum,
    /// A row with that key exists; expected collisions use `ON CONFLICT DO NOTHING` and a count.
    #[error("a row with that key exists already")]
    Unique,
    /// Another transaction was in the way; the whole act runs again.
    #[error("the transaction must be run again")]
    Retry,
    /// A statement that must touch exactly one row touched another number.
    #[error("the row changed in the meantime")]
    Raced,
    /// A stored value does not fit the type that reads it.
    #[error("column {column} of a row is not what was expected: {sql}")]
    Corrupt { sql: &'static str, column: usize },
    /// More writers wait than the queue holds; try again in a moment.
    #[error("too many writers are waiting")]
    Overloaded,
    /// A transaction waited for something that is not the database.
    #[error("a transaction awaited something that is not the database")]
    Waited,
    /// More statements were asked than the part of a page is allowed.
    #[error("more statements were asked than allowed")]
    OverBudget,
    /// An act panicked; its transaction was rolled back.
    #[error("an act panicked inside its transaction")]
    Panicked,
    /// The database was closed while the act waited.
    #[error("the database is closed")]
    Closed,
}

impl DbError {
    /// What was read could not be drawn.
    pub fn draw(error: impl std::fmt::Display) -> Self {
        Self::Engine(error.to_string().into())
    }

    pub(crate) fn engine(error: impl std::fmt::Display) -> Self {
        Self::Engine(error.to_string().into())
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE, SQLITE_IOERR_SHMSIZE};
        match &error {
            rusqlite::Error::SqliteFailure(cause, _)
                if matches!(cause.extended_code, SQLITE_CONSTRAINT_PRIMARYKEY | SQLITE_CONSTRAINT_UNIQUE) =>
            {
                Self::Unique
            }
            rusqlite::Error::SqliteFailure(cause, _)
                if cause.code == rusqlite::ErrorCode::DiskFull
                    || cause.extended_code == SQLITE_IOERR_SHMSIZE =>
            {
                Self::Full
            }
            // The engine has no code of its own for it.
            rusqlite::Error::SqliteFailure(_, Some(told)) if told == "integer overflow" => Self::Sum,
            _ if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => Self::Retry,
            _ => Self::engine(error),
        }
    }
}

impl From<tokio_postgres::Error> for DbError {
    fn from(error: tokio_postgres::Error) -> Self {
        match error.code().map(tokio_postgres::error::SqlState::code) {
            Some("23505") => Self::Unique,
            Some("40001" | "40P01") => Self::Retry,
            Some("53100") => Self::Full,
            Some("22003") => Self::Sum,
            _ => Self::Engine(format!("{error:?}").into()),
        }
    }
}

impl From<deadpool_postgres::PoolError> for DbError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Timeout(_) => Self::Overloaded,
            error => Self::engine(error),
        }
    }
}
