use kernel::AccountId;
use platform::db::{DbError, Tx};
use serde_json::{Value, json};

use super::store;

/// The coupons that a person has used, for their export. They stay when the person leaves, as their orders do.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let uses = store::list_of_buyer(tx, account).await?;
    let one = |used: store::Use| {
        json!({
            "code": used.code,
            "amount": used.amount.to_string(),
            "claimed_at": used.at,
            "given_back_at": used.given_back_at,
        })
    };
    Ok(uses.into_iter().map(one).collect())
}
