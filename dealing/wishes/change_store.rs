//! What became otherwise with the things that people keep, since it was looked at last.

use goods::catalog::ListingId;
use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Statement, Tx},
    params,
};

use super::{MOST_WISHES, there::is_there};

/// A wish whose price or stock is another than when it was looked at last.
#[derive(Clone, Debug)]
pub struct Changed {
    pub listing: ListingId,
    /// The lowest price then and now, in minor units.
    pub seen: Option<i64>,
    pub price: i64,
    pub was_out: bool,
    pub is_there: bool,
}

impl Changed {
    /// Whether its holder is glad to hear of it.
    pub fn is_news(&self) -> bool {
        self.is_there && (self.was_out || self.seen.is_some_and(|seen| self.price < seen))
    }

    pub fn is_back(&self) -> bool {
        self.is_there && self.was_out
    }
}

macro_rules! changed {
    () => {
        concat!(
            "FROM (SELECT w.holder AS holder, w.id AS id, w.shop_id AS shop_id, w.listing_id AS listing_id, \
         w.seen_minor AS seen, l.price_low AS price, w.is_out AS was_out, \
         ",
            is_there!(),
            " AS is_there \
         FROM wish w JOIN listing l ON l.shop_id = w.shop_id AND l.id = w.listing_id AND l.state = 'active' \
         JOIN shop s ON s.id = w.shop_id AND s.state = 'open') AS c \
         WHERE (c.seen IS NULL OR c.seen <> c.price OR c.was_out = c.is_there) "
        )
    };
}

const HOLDERS: &str =
    concat!("SELECT DISTINCT c.holder ", changed!(), "AND c.holder > $1 ORDER BY c.holder LIMIT $2");
/// Whose wishes changed, after a holder, in their order.
pub async fn holders(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<i64>, DbError> {
    tx.list(HOLDERS, params![after, limit], |mut row| row.int()).await
}

const OF_HOLDER: &str = concat!(
    "SELECT c.shop_id, c.listing_id, c.seen, c.price, c.was_out, c.is_there ",
    changed!(),
    "AND c.holder = $1 ORDER BY c.id DESC LIMIT $2"
);
pub async fn of_holder(tx: &mut Tx, holder: i64) -> Result<Vec<Changed>, DbError> {
    let decode = |mut row: Row| {
        Ok(Changed {
            listing: ListingId::new(row.shop()?, row.int()?),
            seen: row.maybe_int()?,
            price: row.int()?,
            was_out: row.flag()?,
            is_there: row.flag()?,
        })
    };
    tx.list(OF_HOLDER, params![holder, MOST_WISHES], decode).await
}

const SEE: &str = "UPDATE wish SET seen_minor = $4, is_out = $5, \
    back_at = CASE WHEN $6 = 1 THEN CAST($7 AS BIGINT) ELSE back_at END \
    WHERE holder = $1 AND shop_id = $2 AND listing_id = $3";
/// Note how a holder's things are now.
pub async fn see(tx: &mut Tx, now: Timestamp, holder: i64, all: &[Changed]) -> Result<(), DbError> {
    let see = |one: &Changed| -> Statement {
        let (shop, number) = (one.listing.shop(), one.listing.number());
        let (is_out, is_back) = (i64::from(!one.is_there), i64::from(one.is_back()));
        (SEE, params![holder, shop, number, one.price, is_out, is_back, now].to_vec())
    };
    tx.execute_all(&all.iter().map(see).collect::<Vec<_>>()).await.map(drop)
}
