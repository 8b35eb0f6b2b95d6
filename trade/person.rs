//! What concerns a whole person and so several capabilities: everything kept about them, and their leaving.

use kernel::{AccountId, Actor, Timestamp};
use platform::db::{DbError, Tx};

use crate::{
    accounts::{self, CloseError, Export},
    negotiation, notifications, orders, payouts, promotions, reviews, shops,
};

/// Everything the market keeps about the person who asks.
pub async fn export(tx: &mut Tx, by: &Actor) -> Result<Export, CloseError> {
    let account = by.account()?;
    let mut export = Export::default();
    export.add("account", accounts::export(tx, account).await?);
    export.add("shops", shops::export(tx, account).await?);
    export.add("orders", bought(tx, account).await?);
    export.add("coupons", promotions::export(tx, account).await?);
    export.add("payouts", payouts::export_person(tx, account).await?);
    export.add("notifications", notifications::export(tx, account).await?);
    export.add("reviews", reviews::export(tx, account).await?);
    export.add("reports", negotiation::reports::export(tx, account).await?);
    export.add("conversations", negotiation::export(tx, account).await?);
    Ok(export)
}

/// Every order of a person, as programs see them, the newest first.
async fn bought(tx: &mut Tx, account: AccountId) -> Result<serde_json::Value, DbError> {
    const AT_ONCE: i64 = 100;
    let (mut all, mut before) = (Vec::new(), i64::MAX);
    loop {
        let found = orders::list_for_buyer(tx, account, before, AT_ONCE).await?;
        let Some(last) = found.last() else { return Ok(serde_json::json!(all)) };
        before = last.id.number();
        for order in found {
            all.push(orders::api::out(tx, order).await?);
        }
    }
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
    notifications::forget_person(tx, account).await?;
    accounts::close(tx, by, now).await?;
    Ok(())
}
