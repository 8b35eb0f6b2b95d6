use kernel::{Actor, ShopId, Timestamp};
use platform::{audit, db::Tx};
use serde_json::json;

use super::ShopError;
use crate::shops::{self, ShopState};

/// Let a closed shop sell again.
pub async fn reopen_shop(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ShopId,
    reason: &str,
) -> Result<(), ShopError> {
    by.operator()?;
    let shop = shops::find(tx, id).await?.ok_or(ShopError::NoSuchShop)?;
    if shop.state == ShopState::Open {
        return Err(ShopError::NothingToChange);
    }
    shops::advance(tx, id, shop.state, ShopState::Open).await?;
    let detail = json!({ "before": shop.state.name(), "after": ShopState::Open.name(), "reason": reason });
    Ok(audit::record(tx, now, by.account().ok(), "shop.reopen", &shop.handle, &detail).await?)
}
