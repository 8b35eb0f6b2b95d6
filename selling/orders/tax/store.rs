use std::collections::{BTreeMap, HashMap};

use kernel::{BasisPoints, Currency, Money, ShopId, Timestamp, words};
use platform::{
    any_pair,
    db::{DbError, Row, Rows, Statement, Tx, Value},
    params,
};

use super::book::{Held, LinePart};
use crate::{
    orders::{Order, OrderId, refunds::RequestId},
    prices::{OrderTax, TaxPart, Taxed, Treatment, by_rate},
};

words! {
    /// Why the tax that is a shop's has changed.
    Cause { Sale = "sale", Refund = "refund" }
}

const INSERT: Rows = Rows {
    head: "INSERT INTO order_tax (shop_id, order_id, line, treatment, rate, gross_minor, market_minor, tax_minor)",
    tuple: "($1, $2, $3, $4, $5, $6, $7, $8)",
    tail: "",
};

/// The rows that keep what an order contains.
pub(in crate::orders) fn rows(order: OrderId, tax: &OrderTax) -> Vec<Vec<Value>> {
    let lines = (1_i64..).zip(&tax.lines);
    let all = lines.chain(tax.shipping.iter().map(|part| (0, part)));
    let row = |(line, part): (i64, &TaxPart)| {
        params![
            order.shop(),
            order.number(),
            line,
            part.taxed.treatment.name(),
            i64::from(part.taxed.rate.get()),
            part.gross.minor(),
            part.market.minor(),
            part.tax.minor()
        ]
        .to_vec()
    };
    all.map(row).collect()
}

pub(in crate::orders) fn insert(rows: Vec<Vec<Value>>) -> Vec<Statement> {
    INSERT.statements(rows)
}

fn taxed(row: &mut Row) -> Result<Taxed, DbError> {
    let treatment = row.word(Treatment::parse)?;
    Ok(Taxed { treatment, rate: BasisPoints::new(u32::try_from(row.int()?).unwrap_or_default()) })
}

fn part(row: &mut Row, currency: Currency) -> Result<TaxPart, DbError> {
    let taxed = taxed(row)?;
    let mut money = || Ok::<_, DbError>(Money::new(row.int()?, currency));
    Ok(TaxPart { taxed, gross: money()?, market: money()?, tax: money()? })
}

const LIST: &str = "SELECT line, treatment, rate, gross_minor, market_minor, tax_minor FROM order_tax \
    WHERE shop_id = $1 AND order_id = $2 ORDER BY line, treatment LIMIT 1000";
/// What an order contains, line by line; nothing is asked where its shop stated no tax.
pub async fn parts(tx: &mut Tx, order: &Order) -> Result<Vec<LinePart>, DbError> {
    let Some(stated) = &order.tax else { return Ok(Vec::new()) };
    let currency = stated.amount.currency();
    let decode = |mut row: Row| Ok(LinePart { line: row.int()?, part: part(&mut row, currency)? });
    tx.list(LIST, params![order.id.shop(), order.id.number()], decode).await
}

const SEVERAL_PARTS: &str = concat!(
    "SELECT shop_id, order_id, line, treatment, rate, gross_minor, market_minor, tax_minor FROM order_tax WHERE ",
    any_pair!("shop_id", "order_id"),
    " ORDER BY shop_id, order_id, line, treatment"
);
const SEVERAL_BACK: &str = concat!(
    "SELECT shop_id, order_id, treatment, rate, -gross_minor, -market_minor, -tax_minor FROM tax_entry \
     WHERE cause = 'refund' AND ",
    any_pair!("shop_id", "order_id"),
    " ORDER BY shop_id, order_id, id"
);

/// What an order contains, and what was given back of it.
#[derive(Default)]
pub struct PartsAndBack {
    pub parts: Vec<LinePart>,
    pub back: Vec<TaxPart>,
}

/// The same of several orders at once; those whose shop stated no tax are left out.
pub async fn of_several(tx: &mut Tx, orders: &[Order]) -> Result<HashMap<OrderId, PartsAndBack>, DbError> {
    let stated: HashMap<OrderId, Currency> =
        orders.iter().filter_map(|order| Some((order.id, order.tax.as_ref()?.amount.currency()))).collect();
    let mut found: HashMap<OrderId, PartsAndBack> = HashMap::new();
    let keys = || stated.keys().map(|id| params![id.shop(), id.number()].to_vec()).collect();
    let of = |row: &mut Row| {
        let id = OrderId::new(row.shop()?, row.int()?);
        Ok::<_, DbError>((id, stated.get(&id).copied().ok_or(DbError::Raced)?))
    };
    let parts = tx.list_several(SEVERAL_PARTS, keys(), |mut row| {
        let (id, currency) = of(&mut row)?;
        Ok((id, LinePart { line: row.int()?, part: part(&mut row, currency)? }))
    });
    for (id, part) in parts.await? {
        found.entry(id).or_default().parts.push(part);
    }
    let back = tx.list_several(SEVERAL_BACK, keys(), |mut row| {
        let (id, currency) = of(&mut row)?;
        Ok((id, part(&mut row, currency)?))
    });
    for (id, part) in back.await? {
        found.entry(id).or_default().back.push(part);
    }
    for one in found.values_mut() {
        one.back = by_rate(&one.back).map_err(|_| DbError::Raced)?;
    }
    Ok(found)
}

const ENTRIES: Rows = Rows {
    head: "INSERT INTO tax_entry (shop_id, id, order_id, request_id, cause, treatment, rate, name, currency, gross_minor, \
        shipping_minor, market_minor, tax_minor, created_at)",
    tuple: "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    tail: "",
};

/// What is common to entries that are written together.
pub(super) struct Entry<'a> {
    pub now: Timestamp,
    pub order: &'a Order,
    pub cause: Cause,
    /// 0 where no request gave it back.
    pub request: i64,
}

pub(super) async fn write(tx: &mut Tx, of: &Entry<'_>, list: &[Held]) -> Result<(), DbError> {
    let order = of.order;
    let Some(stated) = &order.tax else { return Ok(()) };
    let mut rows = Vec::with_capacity(list.len());
    for held in list {
        let id = tx.next_id(of.now);
        let values = params![
            order.id.shop(),
            id,
            order.id.number(),
            of.request,
            of.cause.name(),
            held.taxed.treatment.name(),
            i64::from(held.taxed.rate.get()),
            &stated.name,
            stated.amount.currency(),
            held.gross.minor(),
            held.shipping.minor(),
            held.market.minor(),
            held.tax.minor(),
            of.now
        ];
        rows.push(values.to_vec());
    }
    tx.execute_all(&ENTRIES.statements(rows)).await.map(drop)
}

const HELD: &str = "SELECT treatment, rate, CAST(SUM(gross_minor) AS BIGINT), CAST(SUM(shipping_minor) AS BIGINT), \
    CAST(SUM(market_minor) AS BIGINT), CAST(SUM(tax_minor) AS BIGINT) FROM tax_entry \
    WHERE shop_id = $1 AND order_id = $2 GROUP BY treatment, rate ORDER BY treatment, rate";
/// What the shop has of an order by now, rate by rate.
pub(super) async fn held(tx: &mut Tx, order: &Order) -> Result<Vec<Held>, DbError> {
    let currency = order.total.currency();
    let decode = |mut row: Row| {
        let taxed = taxed(&mut row)?;
        let mut money = || Ok::<_, DbError>(Money::new(row.int()?, currency));
        Ok(Held { taxed, gross: money()?, shipping: money()?, market: money()?, tax: money()? })
    };
    tx.list(HELD, params![order.id.shop(), order.id.number()], decode).await
}

const GIVEN_BACK: &str = "SELECT treatment, rate, -gross_minor, -market_minor, -tax_minor FROM tax_entry \
    WHERE shop_id = $1 AND order_id = $2 AND cause = 'refund' AND (request_id = $3 OR $3 < 0) ORDER BY id LIMIT 1000";
async fn back(tx: &mut Tx, order: &Order, request: i64) -> Result<Vec<TaxPart>, DbError> {
    let Some(stated) = &order.tax else { return Ok(Vec::new()) };
    let currency = stated.amount.currency();
    let all = tx
        .list(GIVEN_BACK, params![order.id.shop(), order.id.number(), request], |mut row| {
            part(&mut row, currency)
        })
        .await?;
    by_rate(&all).map_err(|_| DbError::Raced)
}

/// What a request gave back of the tax of an order, rate by rate.
pub async fn given_back(tx: &mut Tx, order: &Order, request: i64) -> Result<Vec<TaxPart>, DbError> {
    back(tx, order, request).await
}

/// What one order contains, and what was given back of it altogether.
pub async fn of_one(tx: &mut Tx, order: &Order) -> Result<PartsAndBack, DbError> {
    Ok(PartsAndBack { parts: parts(tx, order).await?, back: back(tx, order, -1).await? })
}

/// The tax of an order that came, or went with a request.
#[derive(Clone, Copy, Debug)]
pub struct TaxMoved {
    /// Time-ordered, as transfers are: what was before has a lower one.
    pub id: i64,
    /// None where no request gave it back.
    pub request: Option<RequestId>,
    /// Minor units.
    pub tax: i64,
}

const OF_ORDERS: &str = "SELECT order_id, id, request_id, tax_minor FROM tax_entry \
    WHERE shop_id = $1 AND order_id BETWEEN $2 AND $3 ORDER BY order_id, id";
/// How the tax of orders came and went, by their numbers: read in one stretch from the first to the last of them.
pub async fn moved(
    tx: &mut Tx,
    shop: ShopId,
    orders: impl Iterator<Item = i64> + Clone,
) -> Result<BTreeMap<i64, Vec<TaxMoved>>, DbError> {
    let (Some(first), Some(last)) = (orders.clone().min(), orders.max()) else { return Ok(BTreeMap::new()) };
    let decode = |mut row: Row| {
        let (order, id, request, tax) = (row.int()?, row.int()?, row.int()?, row.int()?);
        let request = (request != 0).then(|| RequestId::new(shop, request));
        Ok((order, TaxMoved { id, request, tax }))
    };
    let mut all: BTreeMap<i64, Vec<TaxMoved>> = BTreeMap::new();
    for (order, moved) in tx.list(OF_ORDERS, params![shop, first, last], decode).await? {
        all.entry(order).or_default().push(moved);
    }
    Ok(all)
}
