use kernel::{Actor, Forbidden, Timestamp};
use people::shops;
use platform::{
    audit,
    db::{DbError, Tx},
    jobs,
};
use serde_json::json;

use super::{PayoutAccount, promises::TellAccount, store};

#[derive(Clone, Debug, thiserror::Error)]
pub enum AccountError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the account could not be kept")]
    Store(#[from] DbError),
}

/// Say to which bank account the shop is paid. Only its owner may, and is told by mail.
///
/// Payouts that were asked for before go to the account they were asked for.
pub async fn change_account(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    account: &PayoutAccount,
) -> Result<(), AccountError> {
    let (shop, person) = (shops::owner(by)?, by.account()?);
    let before = store::find_account(tx, shop).await?;
    let is_same = before.as_ref().is_some_and(|before| {
        (&before.bank, &before.holder, &before.number) == (&account.bank, &account.holder, &account.number)
    });
    if is_same {
        return Ok(());
    }
    store::keep_account(tx, now, shop, person, account).await?;
    let shown = |account: &PayoutAccount| format!("{} {}", account.bank, account.masked());
    let detail = json!({ "before": before.as_ref().map(shown), "after": shown(account) });
    audit::record(tx, now, Some(person), "payout-account.change", &shop.to_string(), &detail).await?;
    jobs::enqueue(tx, now, now, &TellAccount { shop, changed_at: now }).await?;
    Ok(())
}
