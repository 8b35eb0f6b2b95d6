//! What villages know of a person.

use kernel::AccountId;
use platform::db::{DbError, Tx};
use serde_json::{Value, json};

use super::{DivisionCode, place_store, steward_store};

/// What somebody looks after: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let divisions = steward_store::divisions_of(tx, account).await?;
    let codes = divisions.iter().map(DivisionCode::as_str);
    let looks = place_store::looks_by(tx, account).await?;
    let look = |it: &place_store::Look| json!({ "place": it.division, "what": it.what, "at": it.at });
    let looks: Vec<Value> = looks.iter().map(look).collect();
    Ok(json!({ "steward_of": codes.collect::<Vec<_>>(), "looked_at": looks }))
}

/// Whoever leaves looks after nothing any more.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    steward_store::delete_all(tx, account).await
}
