//! Offers of rooms.

use dealing::negotiation::OfferId;
use goods::catalog::{ListingId, VariantId};
use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Group, GroupKey};
use crate::live::RoomId;

const INSERT: &str = "INSERT INTO live_offer (shop_id, of_shop_id, offer_id, room_id, listing_id, variant_id, pieces, minor, \
    currency, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub(super) async fn insert(
    tx: &mut Tx,
    now: Timestamp,
    room: RoomId,
    listing: ListingId,
    offer: OfferId,
    key: GroupKey,
) -> Result<(), DbError> {
    let GroupKey { variant, pieces, amount } = key;
    let (shop, of, number) = (room.shop(), offer.shop(), room.number());
    let (listing, variant) = (listing.number(), variant.number());
    let (minor, currency) = (amount.minor(), amount.currency());
    let values = params![shop, of, offer.number(), number, listing, variant, pieces, minor, currency, now];
    tx.execute_one(INSERT, values).await
}

const GROUPS: &str = "SELECT l.of_shop_id, l.listing_id, l.variant_id, l.pieces, l.minor, l.currency, COUNT(*) FROM live_offer l \
    JOIN offer o ON o.shop_id = l.of_shop_id AND o.id = l.offer_id AND o.state = 'open' \
    WHERE l.shop_id = $1 AND l.room_id = $2 \
    GROUP BY l.of_shop_id, l.listing_id, l.variant_id, l.pieces, l.minor, l.currency \
    ORDER BY l.of_shop_id, l.listing_id, COUNT(*) DESC, l.minor DESC, l.variant_id, l.pieces LIMIT $3";
/// Open offers of a room, alike ones together: of each thing those that most people make first. Cost: the offers of the room.
pub async fn groups(tx: &mut Tx, room: RoomId, limit: i64) -> Result<Vec<Group>, DbError> {
    let decode = |mut row: Row| {
        let of = row.shop()?;
        let listing = ListingId::new(of, row.int()?);
        let (variant, pieces) = (VariantId::new(of, row.int()?), row.int()?);
        let key = GroupKey { variant, pieces, amount: row.money()? };
        Ok(Group { key, listing, count: row.int()? })
    };
    tx.list(GROUPS, params![room.shop(), room.number(), limit], decode).await
}

const OF_GROUP: &str = "SELECT l.offer_id FROM live_offer l \
    JOIN offer o ON o.shop_id = l.of_shop_id AND o.id = l.offer_id AND o.state = 'open' \
    WHERE l.shop_id = $1 AND l.room_id = $2 AND l.of_shop_id = $3 AND l.variant_id = $4 AND l.pieces = $5 \
    AND l.minor = $6 AND l.currency = $7 ORDER BY l.offer_id LIMIT $8";
/// The open offers of a group, the earliest first.
pub(super) async fn of_group(
    tx: &mut Tx,
    room: RoomId,
    key: GroupKey,
    limit: i64,
) -> Result<Vec<OfferId>, DbError> {
    let GroupKey { variant, pieces, amount } = key;
    let (of, number) = (variant.shop(), variant.number());
    let (minor, currency) = (amount.minor(), amount.currency());
    let values = params![room.shop(), room.number(), of, number, pieces, minor, currency, limit];
    tx.list(OF_GROUP, values, |mut row| Ok(OfferId::new(of, row.int()?))).await
}
