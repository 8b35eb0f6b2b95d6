//! What stands with orders, of many in as many statements as of one.

use std::collections::HashMap;

use kernel::Conversion;
use platform::{
    any_pair,
    db::{DbError, Row, Tx, several},
    params,
};

use super::{
    KeptDeduction, Order, OrderId, OrderLine, about, deduction_store, order_line,
    tax::{self, PartsAndBack},
};

/// What an order is shown with.
#[derive(Default)]
pub struct Around {
    pub lines: Vec<OrderLine>,
    pub deductions: Vec<KeptDeduction>,
    pub about: Option<Conversion>,
    pub tax: PartsAndBack,
}

const LINES: &str = concat!(
    "SELECT l.order_id, ",
    order_line::columns!(),
    " FROM order_line l JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id WHERE ",
    any_pair!("l.shop_id", "l.order_id"),
    " ORDER BY l.shop_id, l.order_id, l.position"
);
const DEDUCTIONS: &str = concat!(
    "SELECT shop_id, order_id, ",
    deduction_store::columns!(),
    " FROM order_deduction WHERE ",
    any_pair!("shop_id", "order_id"),
    " ORDER BY shop_id, order_id, line, place"
);
const ABOUT: &str = concat!(
    "SELECT shop_id, order_id, currency, rate, day FROM order_about WHERE ",
    any_pair!("shop_id", "order_id"),
    " LIMIT 100"
);
/// What stands with each of these orders.
pub async fn around(tx: &mut Tx, orders: &[Order]) -> Result<HashMap<OrderId, Around>, DbError> {
    let mut found: HashMap<OrderId, Around> =
        orders.iter().map(|order| (order.id, Around::default())).collect();
    let keys = orders.iter().map(|order| params![order.id.shop(), order.id.number()].to_vec()).collect();
    let is_reduced = orders.iter().any(|order| !order.discount.is_none());
    for values in several(keys) {
        let lines = tx.list(LINES, &values, |mut row| {
            let number = row.int()?;
            let line = order_line::decode(row)?;
            Ok((OrderId::new(line.listing.shop(), number), line))
        });
        for (id, line) in lines.await? {
            found.entry(id).or_default().lines.push(line);
        }
        let ways = tx.list(ABOUT, &values, |mut row| Ok((id(&mut row)?, about::decode(row)?)));
        for (id, way) in ways.await? {
            found.entry(id).or_default().about = Some(way);
        }
        if !is_reduced {
            continue;
        }
        let currency = |id| orders.iter().find(|order| order.id == id).map(|order| order.items.currency());
        let deductions = tx.list(DEDUCTIONS, &values, |mut row| {
            let id = id(&mut row)?;
            Ok((id, deduction_store::decode(row, currency(id).ok_or(DbError::Raced)?)?))
        });
        for (id, deduction) in deductions.await? {
            found.entry(id).or_default().deductions.push(deduction);
        }
    }
    for (id, tax) in tax::of_several(tx, orders).await? {
        found.entry(id).or_default().tax = tax;
    }
    Ok(found)
}

fn id(row: &mut Row) -> Result<OrderId, DbError> {
    Ok(OrderId::new(row.shop()?, row.int()?))
}
