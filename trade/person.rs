//! What concerns a whole person and so several capabilities: everything kept about them, and their leaving.

use kernel::{Actor, Timestamp};
use platform::db::{DbError, Tx};

use crate::{
    accounts::{self, CloseError, Export},
    shops,
};

/// Everything the market keeps about the person who asks.
pub async fn export(tx: &mut Tx, by: &Actor) -> Result<Export, CloseError> {
    let account = by.account()?;
    let mut export = Export::default();
    export.add("account", accounts::export(tx, account).await?);
    export.add("shops", shops::export(tx, account).await?);
    Ok(export)
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
pub async fn leave(tx: &mut Tx, by: &Actor, now: Timestamp) -> Result<(), LeaveError> {
    let account = by.account().map_err(CloseError::from)?;
    if shops::owns_open(tx, account).await? {
        return Err(LeaveError::OwnsShop);
    }
    shops::forget(tx, account).await?;
    accounts::close(tx, by, now).await?;
    Ok(())
}
