//! What the hall knows of a person.

use kernel::AccountId;
use platform::db::{DbError, Tx};
use serde_json::{Value, json};

use super::hall_store as store;

/// What stands in their hall, and why: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let hall = store::find(tx, account.get()).await?;
    Ok(json!({ "picks": hall.map(|hall| hall.picks).unwrap_or_default() }))
}

/// Keep no hall for a holder any more: they leave, or go on as somebody else.
pub async fn forget(tx: &mut Tx, holder: i64) -> Result<(), DbError> {
    store::delete(tx, holder).await
}
