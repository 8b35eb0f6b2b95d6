use goods::catalog::{self, Card};
use platform::db::{DbError, Tx};

use super::store;
use crate::live::{RoomId, hosting};

/// The things of a run sheet that can be shown now, in order.
pub async fn things(tx: &mut Tx, room: RoomId) -> Result<Vec<Card>, DbError> {
    let mut things = Vec::new();
    for listing in store::list(tx, room).await? {
        if hosting::may_show(tx, room.shop(), listing).await? {
            things.extend(catalog::card(tx, listing).await?);
        }
    }
    Ok(things)
}
