//! Who bought what of late, and what waits in carts.

use kernel::{AccountId, ShopId, Timestamp, first_id};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::OrderId;

/// Orders that are read at once, and in all for each state: the newest of them.
const BATCH: i64 = 2_000;
const MOST: usize = 50_000;
/// Carts that are counted.
const MOST_IN_CARTS: i64 = 200_000;

/// A line of an order that was paid.
pub(super) struct Bought {
    pub order: OrderId,
    pub buyer: AccountId,
    pub listing: i64,
}

const BOUGHT: &str = "SELECT o.shop_id, o.id, o.buyer_id, l.listing_id FROM (SELECT shop_id, id, buyer_id FROM orders \
    WHERE state = $1 AND id < $2 AND id >= $3 ORDER BY id DESC LIMIT $4) AS o \
    JOIN order_line l ON l.shop_id = o.shop_id AND l.order_id = o.id AND l.listing_id <> 0 ORDER BY o.id DESC";
/// The lines of the newest orders that were paid and not given back, since a time. Cost: a pass over these orders.
pub(super) async fn bought_since(tx: &mut Tx, since: Timestamp) -> Result<Vec<Bought>, DbError> {
    let mut found = Vec::new();
    for state in ["paid", "shipped", "completed"] {
        let (mut before, mut of_state) = (i64::MAX, 0);
        loop {
            let decode = |mut row: Row| {
                let order = OrderId::new(row.shop()?, row.int()?);
                Ok(Bought { order, buyer: row.account()?, listing: row.int()? })
            };
            let page = tx.list(BOUGHT, params![state, before, first_id(since), BATCH], decode).await?;
            let Some(last) = page.last() else { break };
            before = last.order.number();
            of_state += page.len();
            found.extend(page);
            if of_state >= MOST {
                break;
            }
        }
    }
    Ok(found)
}

const IN_CARTS: &str = "SELECT v.shop_id, v.listing_id, COUNT(*) FROM cart_line c \
    JOIN variant v ON v.shop_id = c.shop_id AND v.id = c.variant_id WHERE c.added_at >= $1 \
    GROUP BY v.shop_id, v.listing_id ORDER BY v.shop_id, v.listing_id LIMIT $2";
/// In how many carts each listing was put since a time and still is. Cost: a pass over the carts.
pub(super) async fn in_carts_since(
    tx: &mut Tx,
    since: Timestamp,
) -> Result<Vec<((ShopId, i64), i64)>, DbError> {
    tx.list(IN_CARTS, params![since, MOST_IN_CARTS], |mut row| Ok(((row.shop()?, row.int()?), row.int()?)))
        .await
}
