//! What festivals know of a person.

use kernel::{AccountId, Timestamp};
use platform::db::{DbError, Tx};
use serde_json::{Value, json};

use super::{programme, tickets};

/// The seats that somebody has reserved and the tickets that they hold: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let seats = programme::reserved(tx, account, Timestamp::from_micros(0)).await?;
    let told = |it: &programme::Item| json!({ "festival": it.festival, "title": it.said.title, "at": it.said.begins_at.rfc3339(), "stage": it.said.stage });
    let tickets = tickets::export(tx, account).await?;
    Ok(json!({ "seats": seats.iter().map(told).collect::<Vec<_>>(), "tickets": tickets }))
}

/// Whoever leaves the market gives their seats back and holds no ticket any more. What a shop organises or applies for stays the shop's.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    programme::forget(tx, account).await?;
    tickets::forget(tx, account).await
}
