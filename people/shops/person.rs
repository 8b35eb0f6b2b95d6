//! What a person has to do with shops: for their export, and when they leave.

use kernel::{AccountId, ShopId, ShopRole};
use platform::db::{DbError, Tx};
use serde_json::{Value, json};

use super::{ShopState, store};

/// What `shops` keeps about a person: the shops they work in and the shops they follow.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let works_in = store::list_of_account(tx, account).await?;
    let follows = store::list_followed(tx, account).await?;
    Ok(json!({
        "works_in": works_in.iter().map(|(_, handle, name, _)| json!({ "handle": handle, "name": name }))
            .collect::<Vec<_>>(),
        "follows": follows,
    }))
}

/// Whether somebody owns a shop that is open.
pub async fn owns_open(tx: &mut Tx, account: AccountId) -> Result<bool, DbError> {
    Ok(store::count_owned(tx, account, ShopState::Open).await? > 0)
}

/// Forget what somebody had to do with shops, but who owned a closed one: its ledger must have a name.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    store::leave_staff(tx, account).await?;
    store::count_out_follower(tx, account).await?;
    store::delete_follows(tx, account).await
}

/// Who owns a shop.
pub async fn owned_by(tx: &mut Tx, shop: ShopId) -> Result<Option<AccountId>, DbError> {
    let members = store::list_members(tx, shop).await?;
    Ok(members.into_iter().find(|member| member.role == ShopRole::Owner).map(|member| member.account))
}
