//! A person's leaving concerns every capability.

use kernel::{Actor, Timestamp};
use platform::db::{DbError, Tx};

use super::{CloseError, close};
use crate::capability::Brought;

#[derive(Clone, Debug, thiserror::Error)]
pub enum LeaveError {
    #[error("the person owns a shop that is open")]
    OwnsShop,
    #[error(transparent)]
    Close(#[from] CloseError),
    #[error("the person could not leave")]
    Store(#[from] DbError),
}

/// Close the account of the one who asks. Refused while a shop of theirs is open: its buyers count on it.
pub async fn leave(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    capabilities: &[Brought],
) -> Result<(), LeaveError> {
    let account = by.account().map_err(CloseError::from)?;
    let people = || capabilities.iter().map(|brought| brought.people);
    for is_needed in people().filter_map(|people| people.is_needed) {
        if is_needed(tx, account).await? {
            return Err(LeaveError::OwnsShop);
        }
    }
    for forget in people().filter_map(|people| people.forget) {
        forget(tx, account).await?;
    }
    Ok(close(tx, by, now).await?)
}
