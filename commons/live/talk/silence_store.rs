//! Who is silent in the rooms of a shop, and when somebody spoke last.

use kernel::{AccountId, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::Silenced;
use crate::live::RoomId;

const LAST: &str = "SELECT at FROM live_moment WHERE account_id = $1 AND shop_id = $2 AND room_id = $3 \
    AND kind = 'chat' ORDER BY at DESC LIMIT 1";
/// When somebody said something in a room last.
pub(super) async fn last_line(
    tx: &mut Tx,
    room: RoomId,
    account: AccountId,
) -> Result<Option<Timestamp>, DbError> {
    tx.find(LAST, params![account, room.shop(), room.number()], |mut row| row.time()).await
}

const LIST: &str = "SELECT s.account_id, a.name, s.until FROM live_silence s JOIN account a ON a.id = s.account_id \
    WHERE s.shop_id = $1 AND s.until > $2 ORDER BY s.created_at DESC, s.account_id LIMIT 200";
/// Who is silent in the rooms of a shop now, the newest first.
pub async fn list_silenced(tx: &mut Tx, now: Timestamp, shop: ShopId) -> Result<Vec<Silenced>, DbError> {
    let decode =
        |mut row: Row| Ok(Silenced { account: row.account()?, name: row.text()?, until: row.time()? });
    tx.list(LIST, params![shop, now], decode).await
}

const BAN: &str = "UPDATE live_silence SET until = $3 WHERE shop_id = $1 AND account_id = $2";
/// Have somebody who is silent stay so for good. False when they are not.
pub async fn ban(tx: &mut Tx, shop: ShopId, account: AccountId) -> Result<bool, DbError> {
    Ok(tx.execute(BAN, params![shop, account, Timestamp::MAX]).await? == 1)
}

const RELEASE: &str = "DELETE FROM live_silence WHERE shop_id = $1 AND account_id = $2";
pub(super) async fn release(tx: &mut Tx, shop: ShopId, account: AccountId) -> Result<(), DbError> {
    tx.execute(RELEASE, params![shop, account]).await.map(drop)
}
