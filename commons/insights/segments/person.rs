use kernel::AccountId;
use platform::db::{DbError, Tx};
use serde_json::{Value, json};

use super::store;

/// What is kept of a person: since when they allow notes.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    Ok(json!({ "notes_allowed_since": store::allowed_since(tx, account).await? }))
}

pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    store::forget(tx, account).await
}
