use std::collections::HashSet;

use kernel::{Currency, Day, Money, Ratio, ShopId};
use platform::{
    db::{DbError, Row, Tx, Value},
    params,
};

use super::{Days, Rated, Sale, Sums};

const LOCK: &str = "INSERT INTO sale_counter (shop_id, counted) VALUES ($1, 1) \
    ON CONFLICT (shop_id) DO UPDATE SET counted = sale_counter.counted + 1";
/// Wait until nobody else counts for a shop.
pub async fn lock(tx: &mut Tx, shop: ShopId) -> Result<(), DbError> {
    tx.execute(LOCK, params![shop]).await.map(drop)
}

fn rated(row: &mut Row) -> Result<Option<Rated>, DbError> {
    let (rate, day) = (row.text()?, row.maybe_int()?);
    Ok(Ratio::parse(&rate).zip(day).map(|(rate, day)| Rated { rate, day: Day::from_number(day) }))
}

fn decode(mut row: Row) -> Result<Sale, DbError> {
    let shop = row.shop()?;
    let (transfer, order, day) = (row.int()?, row.int()?, Day::from_number(row.int()?));
    let amount = row.money()?;
    let back = Money::new(row.int()?, amount.currency());
    Ok(Sale { shop, transfer, order, day, amount, back, rate: rated(&mut row)? })
}

macro_rules! columns {
    () => {
        "shop_id, transfer_id, order_id, day, minor, currency, back_minor, rate, rate_day"
    };
}

const SALES_OF_ORDER: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM sale WHERE shop_id = $1 AND order_id = $2 ORDER BY transfer_id LIMIT 100"
);
/// What an order brought, in the order of its transfers.
pub async fn sales_of_order(tx: &mut Tx, shop: ShopId, order: i64) -> Result<Vec<Sale>, DbError> {
    tx.list(SALES_OF_ORDER, params![shop, order], decode).await
}

const LIST: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM sale WHERE shop_id = $1 AND transfer_id > $2 ORDER BY transfer_id LIMIT $3"
);
/// What was counted for a shop, after a transfer.
pub async fn list(tx: &mut Tx, shop: ShopId, after: i64, limit: i64) -> Result<Vec<Sale>, DbError> {
    tx.list(LIST, params![shop, after, limit], decode).await
}

const LIST_FOREIGN: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM sale WHERE currency <> 'CNY' AND (rate = '' OR (rate_day < day AND day >= $1)) \
     ORDER BY day, shop_id, transfer_id LIMIT $2"
);
/// What is counted by no rate, or since a day by that of an earlier day.
pub async fn list_foreign(tx: &mut Tx, since: Day, limit: i64) -> Result<Vec<Sale>, DbError> {
    tx.list(LIST_FOREIGN, params![since.number(), limit], decode).await
}

const RATE_OF_DAY: &str = "SELECT rate, rate_day FROM sale WHERE day = $1 AND currency = $2 AND currency <> 'CNY' \
    AND rate <> '' ORDER BY rate_day DESC LIMIT 1";
/// The rate by which something of that day is counted already.
pub async fn rate_of_day(tx: &mut Tx, day: Day, currency: Currency) -> Result<Option<Rated>, DbError> {
    let found = tx.find(RATE_OF_DAY, params![day.number(), currency], |mut row| rated(&mut row)).await?;
    Ok(found.flatten())
}

fn values(sale: &Sale) -> Result<Vec<Value>, DbError> {
    let counted = |minor: Result<i64, kernel::MoneyError>| minor.map_err(|_| DbError::Sum);
    let rate = sale.rate.map(|rated| rated.rate.to_string()).unwrap_or_default();
    Ok(params![
        sale.shop,
        sale.transfer,
        sale.back.minor(),
        rate,
        sale.rate.map(|rated| rated.day.number()),
        counted(sale.counted())?,
        counted(sale.counted_back())?
    ]
    .to_vec())
}

const INSERT: &str = "INSERT INTO sale (shop_id, transfer_id, back_minor, rate, rate_day, cny_minor, cny_back_minor, \
    order_id, day, minor, currency) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
pub async fn insert(tx: &mut Tx, sale: &Sale) -> Result<(), DbError> {
    let mut values = values(sale)?;
    values.extend_from_slice(params![
        sale.order,
        sale.day.number(),
        sale.amount.minor(),
        sale.amount.currency()
    ]);
    tx.execute_one(INSERT, &values).await
}

const UPDATE: &str = "UPDATE sale SET back_minor = $3, rate = $4, rate_day = $5, cny_minor = $6, cny_back_minor = $7 \
    WHERE shop_id = $1 AND transfer_id = $2";
pub async fn update(tx: &mut Tx, sale: &Sale) -> Result<(), DbError> {
    tx.execute_one(UPDATE, &values(sale)?).await
}

const INSERT_REFUND: &str = "INSERT INTO sale_refund (shop_id, transfer_id, order_id, day, minor, currency) \
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (shop_id, transfer_id) DO NOTHING";
/// Note what was given back; a second time changes nothing.
pub async fn insert_refund(
    tx: &mut Tx,
    shop: ShopId,
    transfer: i64,
    order: i64,
    day: Day,
    amount: Money,
) -> Result<(), DbError> {
    let values = params![shop, transfer, order, day.number(), amount.minor(), amount.currency()];
    tx.execute(INSERT_REFUND, values).await.map(drop)
}

const REFUNDS_OF_ORDER: &str = "SELECT minor, currency FROM sale_refund WHERE shop_id = $1 AND order_id = $2 \
    ORDER BY transfer_id LIMIT 1000";
pub async fn refunds_of_order(tx: &mut Tx, shop: ShopId, order: i64) -> Result<Vec<Money>, DbError> {
    tx.list(REFUNDS_OF_ORDER, params![shop, order], |mut row| row.money()).await
}

const KNOWN: &str = "SELECT transfer_id FROM sale WHERE shop_id = $1 AND transfer_id > $2 AND transfer_id <= $3 \
    UNION ALL SELECT transfer_id FROM sale_refund WHERE shop_id = $1 AND transfer_id > $2 AND transfer_id <= $3";
/// The transfers of a shop that are counted, after one and up to another.
pub async fn known(tx: &mut Tx, shop: ShopId, after: i64, last: i64) -> Result<HashSet<i64>, DbError> {
    let found = tx.list(KNOWN, params![shop, after, last], |mut row| row.int()).await?;
    Ok(found.into_iter().collect())
}

macro_rules! add {
    ($table:literal, $key:literal) => {
        concat!(
            "INSERT INTO ",
            $table,
            " (",
            $key,
            ", day, orders, undone, revenue_minor, refunded_minor, unrated) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (",
            $key,
            ", day) DO UPDATE SET orders = ",
            $table,
            ".orders + excluded.orders, undone = ",
            $table,
            ".undone + excluded.undone, revenue_minor = ",
            $table,
            ".revenue_minor + excluded.revenue_minor, refunded_minor = ",
            $table,
            ".refunded_minor + excluded.refunded_minor, unrated = ",
            $table,
            ".unrated + excluded.unrated"
        )
    };
}

fn sums_after(first: Value, day: Day, sums: Sums) -> Vec<Value> {
    let Sums { orders, undone, revenue, refunded, unrated } = sums;
    let mut values = vec![first];
    values.extend_from_slice(params![day.number(), orders, undone, revenue, refunded, unrated]);
    values
}

const ADD_TO_SHOP: &str = add!("sale_day", "shop_id");
const ADD_TO_VILLAGE: &str = add!("village_day", "village");
/// Add to the days of a shop, and to those of the villages that it belonged to on them.
pub async fn add(tx: &mut Tx, shop: ShopId, days: &Days) -> Result<(), DbError> {
    for (day, sums) in days {
        tx.execute(ADD_TO_SHOP, &sums_after(shop.into(), *day, *sums)).await?;
        if let Some(village) = village_on(tx, shop, *day).await? {
            add_to_village(tx, &village, *day, *sums).await?;
        }
    }
    Ok(())
}

/// Add to one day of a village.
pub async fn add_to_village(tx: &mut Tx, village: &str, day: Day, sums: Sums) -> Result<(), DbError> {
    tx.execute(ADD_TO_VILLAGE, &sums_after(village.into(), day, sums)).await.map(drop)
}

const VILLAGE_ON: &str = "SELECT village FROM village_membership WHERE shop_id = $1 AND joined_on <= $2 \
    AND (left_on IS NULL OR left_on > $2) ORDER BY id DESC LIMIT 1";
/// The village that a shop belonged to on a day.
pub async fn village_on(tx: &mut Tx, shop: ShopId, day: Day) -> Result<Option<String>, DbError> {
    tx.find(VILLAGE_ON, params![shop, day.number()], |mut row| row.text()).await
}

const DAYS: &str = "SELECT day, orders, undone, revenue_minor, refunded_minor, unrated FROM sale_day \
    WHERE shop_id = $1 AND day >= $2 AND day <= $3 ORDER BY day LIMIT 4000";
/// The days of a shop on which it sold something, the first and the last asked for with them.
pub async fn days(tx: &mut Tx, shop: ShopId, first: Day, last: Day) -> Result<Days, DbError> {
    let key = params![shop, first.number(), last.number()];
    let found = tx.list(DAYS, key, |mut row| Ok((Day::from_number(row.int()?), sums(row)?)));
    Ok(found.await?.into_iter().collect())
}

const VILLAGE_DAYS: &str = "SELECT day, orders, undone, revenue_minor, refunded_minor, unrated FROM village_day \
    WHERE village = $1 AND day >= $2 AND day <= $3 ORDER BY day LIMIT 4000";
/// The same of a village.
pub async fn village_days(tx: &mut Tx, village: &str, first: Day, last: Day) -> Result<Days, DbError> {
    let key = params![village, first.number(), last.number()];
    let found = tx.list(VILLAGE_DAYS, key, |mut row| Ok((Day::from_number(row.int()?), sums(row)?)));
    Ok(found.await?.into_iter().collect())
}

/// The five sums at the end of a row.
pub fn sums(mut row: Row) -> Result<Sums, DbError> {
    Ok(Sums {
        orders: row.int()?,
        undone: row.int()?,
        revenue: row.int()?,
        refunded: row.int()?,
        unrated: row.int()?,
    })
}

const SHOPS: &str = "SELECT id, zone FROM shop WHERE id > $1 ORDER BY id LIMIT $2";
/// Shops and their time zones, after a shop.
pub async fn shops(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<(ShopId, String)>, DbError> {
    tx.list(SHOPS, params![after, limit], |mut row| Ok((row.shop()?, row.text()?))).await
}

const ZONE: &str = "SELECT zone FROM shop WHERE id = $1";
/// The time zone in which a shop's days begin.
pub async fn zone(tx: &mut Tx, shop: ShopId) -> Result<String, DbError> {
    Ok(tx.find(ZONE, params![shop], |mut row| row.text()).await?.unwrap_or_default())
}
