use kernel::{AccountId, Actor, Timestamp};
use people::accounts;
use platform::{audit, db::Tx};
use serde_json::json;

use super::AccountError;

/// Let a person in again.
pub async fn reopen_account(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: AccountId,
    reason: &str,
) -> Result<(), AccountError> {
    by.operator()?;
    let account = accounts::find(tx, id).await?.ok_or(AccountError::NoSuchAccount)?;
    if account.closed_at.is_none() {
        return Err(AccountError::NothingToChange);
    }
    if account.email.is_none() && account.phone.is_none() {
        return Err(AccountError::Gone);
    }
    accounts::open_again(tx, id).await?;
    let detail = json!({ "before": "closed", "after": "open", "reason": reason });
    Ok(audit::record(tx, now, by.account().ok(), "account.reopen", &id.to_string(), &detail).await?)
}
