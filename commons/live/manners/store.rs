//! How rooms are held.

use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::Manners;
use crate::live::RoomId;

const FIND: &str =
    "SELECT allowance_seconds, slow_seconds FROM live_manners WHERE shop_id = $1 AND room_id = $2";
/// How a room is held: as its host said, or as usual.
pub async fn of_room(tx: &mut Tx, room: RoomId) -> Result<Manners, DbError> {
    let decode = |mut row: Row| Ok(Manners { allowance_seconds: row.int()?, slow_seconds: row.int()? });
    Ok(tx.find(FIND, params![room.shop(), room.number()], decode).await?.unwrap_or_default())
}

const KEEP: &str = "INSERT INTO live_manners (shop_id, room_id, allowance_seconds, slow_seconds, updated_at) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (shop_id, room_id) \
    DO UPDATE SET allowance_seconds = $3, slow_seconds = $4, updated_at = $5";
pub(super) async fn keep(tx: &mut Tx, now: Timestamp, room: RoomId, manners: Manners) -> Result<(), DbError> {
    let Manners { allowance_seconds, slow_seconds } = manners;
    let values = params![room.shop(), room.number(), allowance_seconds, slow_seconds, now];
    tx.execute_one(KEEP, values).await
}
