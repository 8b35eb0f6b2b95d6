//! What concerns a whole person and so every capability: everything kept about them, and their leaving.

use kernel::{Actor, Timestamp};
use platform::db::{DbError, Tx};

use crate::{
    accounts::{self, CloseError},
    capability::Brought,
};

/// Everything the market keeps about the person who asks, one section for each capability.
pub async fn export(
    tx: &mut Tx,
    by: &Actor,
    capabilities: &[Brought],
) -> Result<serde_json::Value, CloseError> {
    let account = by.account()?;
    let mut all = serde_json::Map::new();
    for (section, export) in capabilities.iter().flat_map(|brought| brought.people.export) {
        all.insert((*section).to_owned(), export(tx, account).await?);
    }
    Ok(all.into())
}

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
    Ok(accounts::close(tx, by, now).await?)
}
