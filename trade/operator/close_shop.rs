use kernel::{Actor, Forbidden, ShopId, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use crate::shops::{self, ShopState};

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

/// Close a shop: nothing can be bought there any more. Orders under way and their money go on.
pub async fn close_shop(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ShopId,
    reason: &str,
) -> Result<(), ShopError> {
    by.operator()?;
    let shop = shops::find(tx, id).await?.ok_or(ShopError::NoSuchShop)?;
    if shop.state == ShopState::Closed {
        return Err(ShopError::NothingToChange);
    }
    shops::advance(tx, id, shop.state, ShopState::Closed).await?;
    let detail = json!({ "before": shop.state.name(), "after": ShopState::Closed.name(), "reason": reason });
    Ok(audit::record(tx, now, by.account().ok(), "shop.close", &shop.handle, &detail).await?)
}
