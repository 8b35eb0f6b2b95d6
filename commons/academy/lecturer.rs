//! Who may teach: named by the operator.

use kernel::{AccountId, Actor, Forbidden, Timestamp};
use people::accounts;
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::lecturer_store as store;

#[derive(Debug, thiserror::Error)]
pub enum AppointError {
    #[error("there is no such account")]
    NoSuchAccount,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the appointment could not be recorded")]
    Store(#[from] DbError),
}

/// Let somebody teach. A second time changes nothing.
pub async fn appoint(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    account: AccountId,
) -> Result<(), AppointError> {
    by.operator()?;
    let open = accounts::find(tx, account).await?.filter(|account| account.closed_at.is_none());
    open.ok_or(AppointError::NoSuchAccount)?;
    let operator = by.account().ok();
    if store::insert(tx, now, account, operator).await? {
        audit::record(tx, now, operator, "academy.appoint", &account.to_string(), &json!({})).await?;
    }
    Ok(())
}

/// Somebody teaches no more. Their courses stay as they are, and their certificates stand.
pub async fn dismiss(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    account: AccountId,
) -> Result<(), AppointError> {
    by.operator()?;
    if !store::delete(tx, account).await? {
        return Err(AppointError::NoSuchAccount);
    }
    audit::record(tx, now, by.account().ok(), "academy.dismiss", &account.to_string(), &json!({})).await?;
    Ok(())
}
