use kernel::{AccountId, Actor, Forbidden, Timestamp};
use platform::db::{DbError, Tx};

use super::store;

#[derive(Clone, Debug, thiserror::Error)]
pub enum AllowError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("it could not be kept")]
    Store(#[from] DbError),
}

/// What somebody says of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notes {
    Wanted,
    Unwanted,
}

/// Say whether shops may write such notes to oneself. Nobody gets one who has not said so.
pub async fn allow(tx: &mut Tx, by: &Actor, now: Timestamp, notes: Notes) -> Result<(), AllowError> {
    let account = by.account()?;
    match notes {
        Notes::Wanted => store::allow(tx, now, account).await?,
        Notes::Unwanted => store::forbid(tx, account).await?,
    }
    Ok(())
}

pub async fn is_allowed(tx: &mut Tx, account: AccountId) -> Result<bool, DbError> {
    Ok(store::allowed_since(tx, account).await?.is_some())
}
