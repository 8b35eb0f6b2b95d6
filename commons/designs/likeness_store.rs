//! Pictures of listings that are like those of records.

use goods::catalog::ListingId;
use kernel::ShopId;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{Likeness, LikenessState, RecordId, likeness::Way};

macro_rules! likeness_columns {
    () => {
        "SELECT l.id, l.shop_id, l.listing_id, l.file, l.record_shop, l.record_id, l.number, l.way, l.distance, l.state, \
         l.created_at FROM design_likeness l "
    };
}

fn decode(mut row: Row) -> Result<Likeness, DbError> {
    Ok(Likeness {
        id: row.int()?,
        listing: ListingId::new(row.shop()?, row.int()?),
        file: row.text()?,
        record: RecordId::new(row.shop()?, row.int()?),
        number: row.int()?,
        way: row.word(Way::parse)?,
        distance: row.int()?,
        state: row.word(LikenessState::parse)?,
        at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO design_likeness \
    (shop_id, listing_id, record_shop, record_id, id, number, file, way, distance, state, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10)";
pub(super) async fn insert(tx: &mut Tx, one: &Likeness) -> Result<(), DbError> {
    let values = params![
        one.listing.shop(),
        one.listing.number(),
        one.record.shop(),
        one.record.number(),
        one.id,
        one.number,
        &one.file,
        one.way.name(),
        one.distance,
        one.at
    ];
    tx.execute_one(INSERT, values).await
}

const SET: &str = "UPDATE design_likeness SET state = $6 \
    WHERE shop_id = $1 AND listing_id = $2 AND record_shop = $3 AND record_id = $4 AND state = $5";
pub(super) async fn set_state(tx: &mut Tx, one: &Likeness, state: LikenessState) -> Result<(), DbError> {
    let (listing, record) = (one.listing, one.record);
    let (old, new) = (one.state.name(), state.name());
    let values = params![listing.shop(), listing.number(), record.shop(), record.number(), old, new];
    tx.execute_one(SET, values).await
}

const AGAIN: &str = "UPDATE design_likeness SET state = 'open', file = $5, number = $6, way = $7, distance = $8 \
    WHERE shop_id = $1 AND listing_id = $2 AND record_shop = $3 AND record_id = $4 AND state = 'gone'";
/// What was gone is there again.
pub(super) async fn come_back(tx: &mut Tx, one: &Likeness) -> Result<(), DbError> {
    let (listing, record) = (one.listing, one.record);
    let (way, distance) = (one.way.name(), one.distance);
    let values = params![
        listing.shop(),
        listing.number(),
        record.shop(),
        record.number(),
        &one.file,
        one.number,
        way,
        distance
    ];
    tx.execute_one(AGAIN, values).await
}

const OF_LISTING: &str =
    concat!(likeness_columns!(), "WHERE l.shop_id = $1 AND l.listing_id = $2 ORDER BY l.id LIMIT 100");
/// All that is known of a listing, the oldest first.
pub async fn likenesses_of(tx: &mut Tx, listing: ListingId) -> Result<Vec<Likeness>, DbError> {
    tx.list(OF_LISTING, params![listing.shop(), listing.number()], decode).await
}

const OF_MAKER: &str = concat!(
    likeness_columns!(),
    "WHERE l.record_shop = $1 AND l.state IN ('open', 'seen') ORDER BY l.id DESC LIMIT $2"
);
/// Listings of others that look like a shop's records, the newest first.
pub async fn likenesses_of_maker(tx: &mut Tx, maker: ShopId, limit: i64) -> Result<Vec<Likeness>, DbError> {
    tx.list(OF_MAKER, params![maker, limit], decode).await
}

const WAITING: &str =
    concat!(likeness_columns!(), "WHERE l.state = 'open' AND l.id > $1 ORDER BY l.id LIMIT $2");
/// Those that no moderator has looked at, the longest waiting first.
pub async fn list_likenesses(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<Likeness>, DbError> {
    tx.list(WAITING, params![after, limit], decode).await
}

const DONE: &str =
    concat!(likeness_columns!(), "WHERE l.state = 'seen' AND l.id < $1 ORDER BY l.id DESC LIMIT $2");
/// Those that were looked at, the newest first.
pub async fn list_likenesses_seen(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Likeness>, DbError> {
    tx.list(DONE, params![before, limit], decode).await
}

const COUNT: &str = "SELECT COUNT(*) FROM design_likeness WHERE state = 'open'";
/// How many wait for a moderator.
pub async fn count_likenesses(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(COUNT, &[]).await
}
