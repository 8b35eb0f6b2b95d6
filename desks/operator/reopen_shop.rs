use kernel::{Actor, ShopId, Timestamp};
use people::shops::{self, ShopState};
use platform::{audit, db::Tx};
use serde_json::json;

use super::ShopError;

/// Let a shop sell again that an operator had closed. What its owner closed only the owner opens.
pub async fn reopen_shop(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: ShopId,
    reason: &str,
) -> Result<(), ShopError> {
    by.operator()?;
    let shop = shops::find(tx, id).await?.ok_or(ShopError::NoSuchShop)?;
    if !shops::turn(tx, id, ShopState::Suspended, ShopState::Open).await? {
        return Err(ShopError::NothingToChange);
    }
    let detail = json!({ "before": shop.state.name(), "after": ShopState::Open.name(), "reason": reason });
    Ok(audit::record(tx, now, by.account().ok(), "shop.reopen", &shop.handle, &detail).await?)
}
