use kernel::Actor;
use people::shops::{self, ShopState};
use platform::db::{DbError, Tx};

use super::{Room, RoomId, RoomStage, store};

/// The room, if whoever asks may act in it as its host does: its shop and the market. For others it is not there, though
/// they may watch it.
pub async fn find_own(tx: &mut Tx, by: &Actor, id: RoomId) -> Result<Option<Room>, DbError> {
    let is_own = match by {
        Actor::Seller { shop, .. } => *shop == id.shop(),
        Actor::Operator { .. } | Actor::Moderator { .. } | Actor::System => true,
        Actor::Guest | Actor::Buyer { .. } => false,
    };
    if is_own { store::find(tx, id).await } else { Ok(None) }
}

/// The room, if it exists for whoever asks: for its shop and the market always, for others while it may be seen.
pub async fn find_for(tx: &mut Tx, by: &Actor, id: RoomId) -> Result<Option<Room>, DbError> {
    if let Some(own) = find_own(tx, by, id).await? {
        return Ok(Some(own));
    }
    let Some(room) = store::find(tx, id).await? else { return Ok(None) };
    let is_open = shops::find(tx, id.shop()).await?.is_some_and(|shop| shop.state == ShopState::Open);
    Ok(Some(room).filter(|room| is_open && room.state.stage() != RoomStage::Cancelled))
}
