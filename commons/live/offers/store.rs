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

const INSERT: &str = "INSERT INTO live_offer (shop_id, offer_id, room_id, listing_id, variant_id, pieces, minor, currency, \
    created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(super) async fn insert(
    tx: &mut Tx,
    now: Timestamp,
    room: RoomId,
    listing: ListingId,
    offer: OfferId,
    key: GroupKey,
) -> Result<(), DbError> {
    let GroupKey { variant, pieces, amount } = key;
    let (shop, minor, currency) = (room.shop(), amount.minor(), amount.currency());
    let (listing, variant) = (listing.number(), variant.number());
    let values = params![shop, offer.number(), room.number(), listing, variant, pieces, minor, currency, now];
    tx.execute_one(INSERT, values).await
}

const GROUPS: &str = "SELECT l.listing_id, l.variant_id, l.pieces, l.minor, l.currency, COUNT(*) FROM live_offer l \
    JOIN offer o ON o.shop_id = l.shop_id AND o.id = l.offer_id AND o.state = 'open' \
    WHERE l.shop_id = $1 AND l.room_id = $2 \
    GROUP BY l.listing_id, l.variant_id, l.pieces, l.minor, l.currency \
    ORDER BY l.listing_id, COUNT(*) DESC, l.minor DESC, l.variant_id, l.pieces LIMIT $3";
/// Open offers of a room, alike ones together: of each thing those that most people make first. Cost: the offers of the room.
pub async fn groups(tx: &mut Tx, room: RoomId, limit: i64) -> Result<Vec<Group>, DbError> {
    let shop = room.shop();
    let decode = |mut row: Row| {
        let listing = ListingId::new(shop, row.int()?);
        let (variant, pieces) = (VariantId::new(shop, row.int()?), row.int()?);
        let key = GroupKey { variant, pieces, amount: row.money()? };
        Ok(Group { key, listing, count: row.int()? })
    };
    tx.list(GROUPS, params![shop, room.number(), limit], decode).await
}

const OF_GROUP: &str = "SELECT l.offer_id FROM live_offer l \
    JOIN offer o ON o.shop_id = l.shop_id AND o.id = l.offer_id AND o.state = 'open' \
    WHERE l.shop_id = $1 AND l.room_id = $2 AND l.variant_id = $3 AND l.pieces = $4 AND l.minor = $5 \
    AND l.currency = $6 ORDER BY l.offer_id LIMIT $7";
/// The open offers of a group, the earliest first.
pub(super) async fn of_group(
    tx: &mut Tx,
    room: RoomId,
    key: GroupKey,
    limit: i64,
) -> Result<Vec<OfferId>, DbError> {
    let GroupKey { variant, pieces, amount } = key;
    let (shop, number, variant) = (room.shop(), room.number(), variant.number());
    let values = params![shop, number, variant, pieces, amount.minor(), amount.currency(), limit];
    tx.list(OF_GROUP, values, |mut row| Ok(OfferId::new(shop, row.int()?))).await
}
