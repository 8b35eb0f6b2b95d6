//! What stands with orders, of many in as many statements as of one.

use std::collections::HashMap;

use kernel::{Conversion, Currency};
use platform::{
    any_pair,
    db::{DbError, Row, Tx},
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
    let keys = || orders.iter().map(|order| params![order.id.shop(), order.id.number()].to_vec()).collect();
    let lines = tx.list_several(LINES, keys(), |mut row| {
        let number = row.int()?;
        let line = order_line::decode(row)?;
        Ok((OrderId::new(line.listing.shop(), number), line))
    });
    for (id, line) in lines.await? {
        found.entry(id).or_default().lines.push(line);
    }
    let ways = tx.list_several(ABOUT, keys(), |mut row| Ok((id(&mut row)?, about::decode(row)?)));
    for (id, way) in ways.await? {
        found.entry(id).or_default().about = Some(way);
    }
    let reduced: HashMap<OrderId, Currency> = orders
        .iter()
        .filter(|order| !order.discount.is_none())
        .map(|order| (order.id, order.items.currency()))
        .collect();
    let keys = reduced.keys().map(|id| params![id.shop(), id.number()].to_vec()).collect();
    let deductions = tx.list_several(DEDUCTIONS, keys, |mut row| {
        let id = id(&mut row)?;
        let currency = reduced.get(&id).copied().ok_or(DbError::Raced)?;
        Ok((id, deduction_store::decode(row, currency)?))
    });
    for (id, deduction) in deductions.await? {
        found.entry(id).or_default().deductions.push(deduction);
    }
    for (id, tax) in tax::of_several(tx, orders).await? {
        found.entry(id).or_default().tax = tax;
    }
    Ok(found)
}

impl Around {
    /// What stands with one order.
    pub async fn of(tx: &mut Tx, order: &Order) -> Result<Self, DbError> {
        Ok(Self {
            lines: order_line::lines(tx, order.id).await?,
            deductions: deduction_store::deductions(tx, order).await?,
            about: about::find(tx, order.id).await?,
            tax: tax::of_one(tx, order).await?,
        })
    }
}

fn id(row: &mut Row) -> Result<OrderId, DbError> {
    Ok(OrderId::new(row.shop()?, row.int()?))
}
