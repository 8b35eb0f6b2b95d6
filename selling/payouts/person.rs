//! What a person has to do with payouts, for their export: the account that each of their shops is paid to, and what
//! went there. Both stay when the person leaves, as the ledger does.

use kernel::{AccountId, ShopRole};
use people::shops;
use platform::db::{DbError, Tx};
use serde_json::{Value, json};

use super::store;

/// Payouts that are read at once.
const AT_ONCE: i64 = 100;

/// What `payouts` keeps about a person: of the shops that are theirs.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let mut all = Vec::new();
    for (shop, handle, _, role) in shops::list_of_account(tx, account).await? {
        if role != ShopRole::Owner {
            continue;
        }
        let bank = store::find_account(tx, shop).await?.map(|bank| {
            json!({ "bank": bank.bank, "holder": bank.holder, "number": bank.number, "changed_at": bank.changed_at })
        });
        let (mut asked, mut before) = (Vec::new(), i64::MAX);
        loop {
            let found = store::list_for_seller(tx, shop, before, AT_ONCE).await?;
            let Some(last) = found.last() else { break };
            before = last.id.number();
            asked.extend(found.into_iter().map(|payout| {
                json!({
                    "id": payout.id.to_string(),
                    "amount": payout.amount.to_string(),
                    "state": payout.state.name(),
                    "number": payout.account.masked(),
                    "created_at": payout.created_at,
                })
            }));
        }
        if bank.is_some() || !asked.is_empty() {
            all.push(json!({ "shop": handle, "account": bank, "payouts": asked }));
        }
    }
    Ok(json!(all))
}
