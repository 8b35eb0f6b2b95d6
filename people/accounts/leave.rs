//! A person's leaving concerns every capability.

use kernel::{AccountId, Actor, Timestamp};
use platform::db::{DbError, Tx};

use super::{CloseError, close};
use crate::capability::{Brought, Unfinished};

#[derive(Clone, Debug, thiserror::Error)]
pub enum LeaveError {
    #[error("the person owns a shop that is open")]
    OwnsShop,
    #[error(transparent)]
    Close(#[from] CloseError),
    #[error("the person could not leave")]
    Store(#[from] DbError),
}

/// What of a person's is still open, of every capability.
pub async fn unfinished(
    tx: &mut Tx,
    account: AccountId,
    capabilities: &[Brought],
) -> Result<Vec<Unfinished>, DbError> {
    let mut all = Vec::new();
    for list in capabilities.iter().filter_map(|brought| brought.people.unfinished) {
        all.extend(list(tx, account).await?.into_iter().filter(|open| open.count > 0));
    }
    Ok(all)
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
        forget(tx, account, now).await?;
    }
    Ok(close(tx, by, now).await?)
}
