//! Where a listing lies among those of its craft, by price.

use platform::{
    db::{DbError, Row, Tx},
    params,
};

use crate::catalog::ListingId;

/// The place of a listing on the shelves.
pub struct Spot {
    pub craft: String,
    currency: String,
    pub price_minor: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Dearer,
    Cheaper,
}

const SPOT: &str =
    "SELECT craft, currency, price_minor FROM search_listing WHERE shop_id = $1 AND listing_id = $2";
pub(super) async fn spot(tx: &mut Tx, id: ListingId) -> Result<Option<Spot>, DbError> {
    let decode =
        |mut row: Row| Ok(Spot { craft: row.text()?, currency: row.text()?, price_minor: row.int()? });
    tx.find(SPOT, params![id.shop(), id.number()], decode).await
}

const DEARER: &str = "SELECT shop_id, listing_id, price_minor FROM search_listing \
    WHERE craft = $1 AND currency = $2 AND price_minor >= $3 ORDER BY price_minor, listing_id LIMIT $4";
const CHEAPER: &str = "SELECT shop_id, listing_id, price_minor FROM search_listing \
    WHERE craft = $1 AND currency = $2 AND price_minor < $3 ORDER BY price_minor DESC, listing_id DESC LIMIT $4";
/// The nearest in one direction, with their prices.
pub(super) async fn beside(
    tx: &mut Tx,
    spot: &Spot,
    direction: Direction,
    limit: i64,
) -> Result<Vec<(ListingId, i64)>, DbError> {
    let sql = match direction {
        Direction::Dearer => DEARER,
        Direction::Cheaper => CHEAPER,
    };
    let decode = |mut row: Row| Ok((ListingId::new(row.shop()?, row.int()?), row.int()?));
    tx.list(sql, params![&spot.craft, &spot.currency, spot.price_minor, limit], decode).await
}
