//! What is counted of rooms.

use goods::catalog::ListingId;
use kernel::{Currency, Money, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{
    Figures, Minute, Selling,
    counted::{filled, sum},
};
use crate::live::{Room, RoomId};

/// Minutes of one show: two days.
const MOST: i64 = 2_880;
/// Things of which is told how they sold.
const THINGS: i64 = 20;

const WRITE: &str = "INSERT INTO live_minute (shop_id, room_id, minute, viewers, likes) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (shop_id, room_id, minute) DO UPDATE SET viewers = $4, likes = live_minute.likes + $5";
pub(super) async fn write(
    tx: &mut Tx,
    room: RoomId,
    minute: i64,
    viewers: i64,
    likes: i64,
) -> Result<(), DbError> {
    tx.execute_one(WRITE, params![room.shop(), room.number(), minute, viewers, likes]).await
}

const MINUTES: &str = "SELECT minute, viewers, likes FROM live_minute WHERE shop_id = $1 AND room_id = $2 \
    ORDER BY minute LIMIT $3";
const SOLD: &str = "SELECT (created_at - $3) / 60000000, CAST(SUM(pieces) AS BIGINT), CAST(SUM(minor) AS BIGINT) \
    FROM live_bought WHERE shop_id = $1 AND room_id = $2 GROUP BY (created_at - $3) / 60000000 ORDER BY 1 LIMIT $4";
const PURCHASES: &str = "SELECT COUNT(*) FROM live_bought WHERE shop_id = $1 AND room_id = $2";
const LINES: &str = "SELECT COUNT(*) FROM live_moment WHERE shop_id = $1 AND room_id = $2 AND kind = 'chat'";
const SELLING: &str = "SELECT of_shop_id, listing_id, CAST(SUM(pieces) AS BIGINT), CAST(SUM(minor) AS BIGINT) FROM live_bought \
    WHERE shop_id = $1 AND room_id = $2 GROUP BY of_shop_id, listing_id ORDER BY 4 DESC, of_shop_id, listing_id LIMIT $3";
const OFFERS: &str = "SELECT COUNT(*) FROM live_offer WHERE shop_id = $1 AND room_id = $2";
/// All figures of a show. Cost: what was said and bought in it.
pub async fn of_room(
    tx: &mut Tx,
    room: &Room,
    now: Timestamp,
    currency: Currency,
) -> Result<Figures, DbError> {
    let (shop, number) = (room.id.shop(), room.id.number());
    let watched = |mut row: Row| {
        let (minute, viewers, likes) = (row.int()?, row.int()?, row.int()?);
        Ok(Minute { minute, viewers, likes, ..Minute::default() })
    };
    let mut counted = tx.list(MINUTES, params![shop, number, MOST], watched).await?;
    let sold = |mut row: Row| {
        let (minute, pieces, minor) = (row.int()?, row.int()?, row.int()?);
        Ok(Minute { minute, pieces, minor, ..Minute::default() })
    };
    let since = room.since().unwrap_or(now);
    counted.extend(tx.list(SOLD, params![shop, number, since, MOST], sold).await?);
    let minutes = filled(room, now, counted, MOST);
    let money = sum(&minutes, Money::zero(currency)).map_err(|_| DbError::Raced)?;
    Ok(Figures {
        minutes,
        money,
        purchases: tx.number(PURCHASES, params![shop, number]).await?,
        lines: tx.number(LINES, params![shop, number]).await?,
        offers: tx.number(OFFERS, params![shop, number]).await?,
        selling: tx.list(SELLING, params![shop, number, THINGS], selling).await?,
    })
}

fn selling(mut row: Row) -> Result<Selling, DbError> {
    let (shop, listing) = (row.shop()?, row.int()?);
    Ok(Selling { listing: ListingId::new(shop, listing), pieces: row.int()?, minor: row.int()? })
}

const NOW: &str = "SELECT COUNT(*), CAST(COALESCE(SUM(minor), 0) AS BIGINT) FROM live_bought \
    WHERE shop_id = $1 AND room_id = $2";
/// How many purchases were made in a room until now, and what their goods cost.
pub async fn sold_now(tx: &mut Tx, room: RoomId, currency: Currency) -> Result<(i64, Money), DbError> {
    let decode = |mut row: Row| Ok((row.int()?, Money::new(row.int()?, currency)));
    let found = tx.find(NOW, params![room.shop(), room.number()], decode).await?;
    Ok(found.unwrap_or((0, Money::zero(currency))))
}
