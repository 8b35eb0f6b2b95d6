//! About how much an order was to its buyer, in the currency that they were shown it in: frozen with the order.

use kernel::{Conversion, Currency, Day, Ratio};
use platform::{
    db::{DbError, Row, Statement, Tx},
    params,
};

use super::OrderId;

const INSERT: &str =
    "INSERT INTO order_about (shop_id, order_id, currency, rate, day) VALUES ($1, $2, $3, $4, $5)";
/// The statement that keeps the rate beside its order.
pub fn insert(order: OrderId, way: &Conversion) -> Statement {
    let Conversion { into, rate, day } = way;
    (INSERT, params![order.shop(), order.number(), into.code(), rate.to_string(), day.number()].to_vec())
}

const FIND: &str = "SELECT currency, rate, day FROM order_about WHERE shop_id = $1 AND order_id = $2";
/// The rate by which the buyer of an order was shown what it comes to; none when its own currency was theirs.
pub async fn find(tx: &mut Tx, order: OrderId) -> Result<Option<Conversion>, DbError> {
    tx.find(FIND, params![order.shop(), order.number()], decode).await
}

pub(super) fn decode(mut row: Row) -> Result<Conversion, DbError> {
    Ok(Conversion {
        into: row.word(|code| Currency::parse(code).ok())?,
        rate: row.word(Ratio::parse)?,
        day: Day::from_number(row.int()?),
    })
}
