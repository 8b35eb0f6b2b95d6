use kernel::Actor;
use people::shops::{self, ShopState};
use platform::db::{DbError, Tx};

use super::{Record, RecordId, store};

/// The record, if whoever asks is of its shop or of the market.
pub async fn find_own(tx: &mut Tx, by: &Actor, id: RecordId) -> Result<Option<Record>, DbError> {
    let is_own = match by {
        Actor::Seller { shop, .. } => *shop == id.shop(),
        Actor::Operator { .. } | Actor::Moderator { .. } | Actor::System => true,
        Actor::Guest | Actor::Buyer { .. } => false,
    };
    if is_own { store::find(tx, id).await } else { Ok(None) }
}

/// The record, if everybody may know that it is there: it stays when its shop closes, since others rely on its date, but
/// for what the operator has closed.
pub async fn find_public(tx: &mut Tx, id: RecordId) -> Result<Option<Record>, DbError> {
    let Some(record) = store::find(tx, id).await? else { return Ok(None) };
    let shop = shops::find(tx, id.shop()).await?;
    Ok(shop.filter(|shop| shop.state != ShopState::Suspended).map(|_| record))
}
