use kernel::{AccountId, Actor, Timestamp};
use people::accounts::{self, Role};
use platform::{audit, db::Tx};
use serde_json::json;

use super::AccountError;

/// Make a person operator or moderator.
pub async fn grant_role(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: AccountId,
    role: Role,
    reason: &str,
) -> Result<(), AccountError> {
    by.operator()?;
    let account = accounts::find(tx, id).await?.ok_or(AccountError::NoSuchAccount)?;
    if account.has(role) || account.closed_at.is_some() {
        return Err(AccountError::NothingToChange);
    }
    accounts::grant(tx, id, role).await?;
    let detail = json!({ "role": role.name(), "before": false, "after": true, "reason": reason });
    Ok(audit::record(tx, now, by.account().ok(), "account.grant", &id.to_string(), &detail).await?)
}
