//! The statements that look for orders of a shop.

use kernel::{ShopId, Timestamp};
use platform::{
    db::{DbError, Tx, like},
    params,
};

use super::{
    Order, OrderId,
    order_number::read_short,
    sought::{Sort, Sought},
    store::{decode, order_columns},
};

macro_rules! sought_where {
    () => {
        "WHERE shop_id = $1 AND ($2 = '' OR state = $2) AND created_at >= $3 AND created_at < $4 \
         AND ($5 = '' OR id = $6 OR short = $7 OR buyer_words LIKE $5 ESCAPE '!' OR EXISTS (SELECT 1 FROM order_line l \
         WHERE l.shop_id = orders.shop_id AND l.order_id = orders.id \
         AND (LOWER(l.title) LIKE $5 ESCAPE '!' OR LOWER(l.title_en) LIKE $5 ESCAPE '!'))) "
    };
}

const NEWEST: &str = concat!(order_columns!(), sought_where!(), "AND id < $8 ORDER BY id DESC LIMIT $9");
const OLDEST: &str = concat!(order_columns!(), sought_where!(), "AND id > $8 ORDER BY id LIMIT $9");
/// Orders of a shop that are looked for, beyond `last`. Cost: a search for words reads the shop's orders, and no others.
pub async fn seek(
    tx: &mut Tx,
    shop: ShopId,
    sought: &Sought,
    last: Option<i64>,
    limit: i64,
) -> Result<Vec<Order>, DbError> {
    let (sql, start) = match sought.sort {
        Sort::Newest => (NEWEST, i64::MAX),
        Sort::Oldest => (OLDEST, 0),
    };
    let number = sought.number().filter(|id| id.shop() == shop).map_or(0, OrderId::number);
    let values = params![
        shop,
        sought.state.map_or("", |state| state.name()),
        sought.from.unwrap_or(Timestamp::MIN),
        sought.until.unwrap_or(Timestamp::MAX),
        like(&sought.words),
        number,
        read_short(&sought.words).unwrap_or_else(|| "-".into()),
        last.unwrap_or(start),
        limit
    ];
    tx.list(sql, values, decode).await
}
