use kernel::{Actor, Forbidden, ShopId, Timestamp};
use people::shops::{self, ShopState};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

#[derive(Debug, thiserror::Error)]
pub enum ShopError {
    #[error("there is no such shop")]
    NoSuchShop,
    #[error("the shop is that already")]
    NothingToChange,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the shop could not be changed")]
    Store(#[from] DbError),
}

/// Close a shop against its owner's will: nothing can be bought there until an operator opens it again. Orders under
/// way and their money go on.
pub async fn close_shop(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ShopId,
    reason: &str,
) -> Result<(), ShopError> {
    by.operator()?;
    let shop = shops::find(tx, id).await?.ok_or(ShopError::NoSuchShop)?;
    if shop.state == ShopState::Suspended || !shops::turn(tx, id, shop.state, ShopState::Suspended).await? {
        return Err(ShopError::NothingToChange);
    }
    let detail =
        json!({ "before": shop.state.name(), "after": ShopState::Suspended.name(), "reason": reason });
    Ok(audit::record(tx, now, by.account().ok(), "shop.close", &shop.handle, &detail).await?)
}
