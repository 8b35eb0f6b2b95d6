use kernel::{AccountId, Actor, Forbidden, Timestamp};
use people::accounts;
use platform::{
    audit,
    db::{DbError, Tx},
    sessions,
};
use serde_json::json;

#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error("there is no such account")]
    NoSuchAccount,
    #[error("the account is that already")]
    NothingToChange,
    #[error("the person has left and took their login along")]
    Gone,
    #[error("nobody would be left to run the market")]
    LastOperator,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the account could not be changed")]
    Store(#[from] DbError),
}

/// Shut a person out: their sessions end and they cannot sign in. Their orders, money and words stay.
pub async fn close_account(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: AccountId,
    reason: &str,
) -> Result<(), AccountError> {
    by.operator()?;
    let operators = accounts::lock_operators(tx).await?;
    let account = accounts::find(tx, id).await?.ok_or(AccountError::NoSuchAccount)?;
    if account.closed_at.is_some() {
        return Err(AccountError::NothingToChange);
    }
    if account.is_operator && operators <= 1 {
        return Err(AccountError::LastOperator);
    }
    accounts::shut(tx, id, now).await?;
    sessions::revoke_all(tx, id, 0).await?;
    let detail = json!({ "before": "open", "after": "closed", "reason": reason });
    Ok(audit::record(tx, now, by.account().ok(), "account.close", &id.to_string(), &detail).await?)
}
