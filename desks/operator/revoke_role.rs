use kernel::{AccountId, Actor, Timestamp};
use people::accounts::{self, Role};
use platform::{audit, db::Tx};
use serde_json::json;

use super::AccountError;

/// Take a role from a person. The last operator keeps theirs.
pub async fn revoke_role(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: AccountId,
    role: Role,
    reason: &str,
) -> Result<(), AccountError> {
    by.operator()?;
    let operators = accounts::lock_operators(tx).await?;
    let account = accounts::find(tx, id).await?.ok_or(AccountError::NoSuchAccount)?;
    if !account.has(role) {
        return Err(AccountError::NothingToChange);
    }
    let is_counted = role == Role::Operator && account.closed_at.is_none();
    if is_counted && operators <= 1 {
        return Err(AccountError::LastOperator);
    }
    accounts::revoke(tx, id, role).await?;
    let detail = json!({ "role": role.name(), "before": true, "after": false, "reason": reason });
    Ok(audit::record(tx, now, by.account().ok(), "account.revoke", &id.to_string(), &detail).await?)
}
