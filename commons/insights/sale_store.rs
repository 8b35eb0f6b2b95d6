//! The sums of what shops sold.

use std::collections::BTreeMap;

use goods::catalog::VariantId;
use kernel::ShopId;
use platform::{
    db::{DbError, Row, Statement, Tx},
    params,
};
use selling::orders::{Channel, Order, OrderId};

use super::{
    counted::Counted,
    sold::{BuyersOf, DaySum, Selling, Sum},
};

const LOCK: &str = "UPDATE insight_order SET day = day WHERE shop_id = $1 AND order_id = $2";
const FIND: &str = "SELECT day, channel, again, undone, minor, back_minor FROM insight_order \
    WHERE shop_id = $1 AND order_id = $2";
/// What stands in the sums of an order; nobody else changes it meanwhile.
pub async fn find_locked(tx: &mut Tx, id: OrderId) -> Result<Option<Counted>, DbError> {
    let key = params![id.shop(), id.number()];
    if tx.execute(LOCK, key).await? == 0 {
        return Ok(None);
    }
    let decode = |mut row: Row| {
        Ok(Counted {
            day: row.int()?,
            channel: row.word(Channel::parse)?,
            is_again: row.flag()?,
            is_undone: row.flag()?,
            minor: row.int()?,
            back_minor: row.int()?,
        })
    };
    tx.find(FIND, key, decode).await
}

const BOUGHT_BEFORE: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE buyer_id = $1 AND shop_id = $2 AND id < $3 \
    AND state NOT IN ('unpaid', 'closed') LIMIT 1) AS o";
/// Whether the buyer of an order had paid for one of the shop before.
pub async fn has_bought_before(tx: &mut Tx, order: &Order) -> Result<bool, DbError> {
    let values = params![order.buyer, order.id.shop(), order.id.number()];
    Ok(tx.number(BOUGHT_BEFORE, values).await? > 0)
}

const INSERT: &str = "INSERT INTO insight_order (shop_id, order_id, day, channel, again, undone, minor, back_minor) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (shop_id, order_id) DO NOTHING";
const UPDATE: &str =
    "UPDATE insight_order SET undone = $3, minor = $4, back_minor = $5 WHERE shop_id = $1 AND order_id = $2";
const ADD: &str = "INSERT INTO insight_day (shop_id, day, channel, orders, again, undone, minor, back_minor) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (shop_id, day, channel) DO UPDATE SET \
    orders = insight_day.orders + excluded.orders, again = insight_day.again + excluded.again, \
    undone = insight_day.undone + excluded.undone, minor = insight_day.minor + excluded.minor, \
    back_minor = insight_day.back_minor + excluded.back_minor";
/// Have an order stand in the sums for the first time. False when somebody else has had it stand there meanwhile, whom this has
/// waited for.
pub async fn insert(tx: &mut Tx, id: OrderId, first: &Counted) -> Result<bool, DbError> {
    let Counted { day, channel, is_again, is_undone, minor, back_minor } = *first;
    let (shop, channel) = (id.shop(), channel.name());
    let row = params![shop, id.number(), day, channel, is_again, is_undone, minor, back_minor];
    if tx.execute(INSERT, row).await? == 0 {
        return Ok(false);
    }
    let sum =
        params![shop, day, channel, 1_i64, i64::from(is_again), i64::from(is_undone), minor, back_minor];
    tx.execute(ADD, sum).await?;
    Ok(true)
}

/// What stands of an order from now on, and its difference in the sums.
pub async fn update(tx: &mut Tx, id: OrderId, before: &Counted, after: &Counted) -> Result<(), DbError> {
    let Counted { is_undone, minor, back_minor, .. } = *after;
    let row = params![id.shop(), id.number(), is_undone, minor, back_minor];
    let sum = params![
        id.shop(),
        after.day,
        after.channel.name(),
        0_i64,
        i64::from(after.is_again) - i64::from(before.is_again),
        i64::from(is_undone) - i64::from(before.is_undone),
        minor - before.minor,
        back_minor - before.back_minor
    ];
    tx.execute_all(&[(UPDATE, row.to_vec()), (ADD, sum.to_vec())]).await.map(drop)
}

const ADD_BUYER: &str = "INSERT INTO insight_buyers (shop_id, month, country, region, orders) VALUES ($1, $2, $3, $4, 1) \
    ON CONFLICT (shop_id, month, country, region) DO UPDATE SET orders = insight_buyers.orders + 1";
/// One more order of a month from where its buyer is.
pub async fn add_buyer(tx: &mut Tx, order: &Order, month: i64) -> Result<(), DbError> {
    let region: String = order.ship_to.region.trim().chars().take(60).collect();
    let values = params![order.id.shop(), month, order.ship_to.country.code(), region];
    tx.execute(ADD_BUYER, values).await.map(drop)
}

const ADD_PIECES: &str = "INSERT INTO insight_piece (shop_id, day, listing_id, variant_id, pieces, minor) \
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (shop_id, day, listing_id, variant_id) DO UPDATE SET \
    pieces = insight_piece.pieces + excluded.pieces, minor = insight_piece.minor + excluded.minor";
/// Pieces of a day: the variant, its listing, how many, and what they cost.
pub async fn add_pieces(
    tx: &mut Tx,
    day: i64,
    pieces: Vec<(VariantId, i64, i64, i64)>,
) -> Result<(), DbError> {
    let mut sums: BTreeMap<(VariantId, i64), (i64, i64)> = BTreeMap::new();
    for (variant, listing, count, minor) in pieces {
        let sum = sums.entry((variant, listing)).or_default();
        *sum = (sum.0.saturating_add(count), sum.1.saturating_add(minor));
    }
    // In one order, so that two who count for a shop do not wait for each other.
    let add = |((variant, listing), (count, minor)): ((VariantId, i64), (i64, i64))| -> Statement {
        (ADD_PIECES, params![variant.shop(), day, listing, variant.number(), count, minor].to_vec())
    };
    tx.execute_all(&sums.into_iter().map(add).collect::<Vec<_>>()).await.map(drop)
}

fn sum(row: &mut Row) -> Result<Sum, DbError> {
    Ok(Sum {
        orders: row.int()?,
        again: row.int()?,
        undone: row.int()?,
        minor: row.int()?,
        back_minor: row.int()?,
    })
}

const BY_DAY: &str = "SELECT day, CAST(SUM(orders) AS BIGINT), CAST(SUM(again) AS BIGINT), CAST(SUM(undone) AS BIGINT), \
    CAST(SUM(minor) AS BIGINT), CAST(SUM(back_minor) AS BIGINT) FROM insight_day \
    WHERE shop_id = $1 AND day >= $2 AND day < $3 GROUP BY day ORDER BY day LIMIT 800";
/// What a shop sold from a day to before another, day by day; days without sales are left out.
pub async fn by_day(tx: &mut Tx, shop: ShopId, from: i64, until: i64) -> Result<Vec<DaySum>, DbError> {
    let decode = |mut row: Row| Ok(DaySum { day: row.int()?, sum: sum(&mut row)? });
    tx.list(BY_DAY, params![shop, from, until], decode).await
}

const BY_CHANNEL: &str = "SELECT channel, CAST(SUM(orders) AS BIGINT), CAST(SUM(again) AS BIGINT), \
    CAST(SUM(undone) AS BIGINT), CAST(SUM(minor) AS BIGINT), CAST(SUM(back_minor) AS BIGINT) FROM insight_day \
    WHERE shop_id = $1 AND day >= $2 AND day < $3 GROUP BY channel ORDER BY channel LIMIT 20";
/// The same by the doors.
pub async fn by_channel(
    tx: &mut Tx,
    shop: ShopId,
    from: i64,
    until: i64,
) -> Result<Vec<(Channel, Sum)>, DbError> {
    let decode = |mut row: Row| Ok((row.word(Channel::parse)?, sum(&mut row)?));
    tx.list(BY_CHANNEL, params![shop, from, until], decode).await
}

const BUYERS: &str = "SELECT country, region, CAST(SUM(orders) AS BIGINT) FROM insight_buyers \
    WHERE shop_id = $1 AND month >= $2 GROUP BY country, region ORDER BY SUM(orders) DESC, country, region LIMIT $3";
/// Where the buyers of a shop are since a month, most orders first.
pub async fn buyers(tx: &mut Tx, shop: ShopId, since: i64, limit: i64) -> Result<Vec<BuyersOf>, DbError> {
    let decode =
        |mut row: Row| Ok(BuyersOf { country: row.text()?, region: row.text()?, orders: row.int()? });
    tx.list(BUYERS, params![shop, since, limit], decode).await
}

const SELLING: &str = "SELECT p.listing_id, p.variant_id, l.title, l.title_en, v.choices, p.pieces, p.minor, v.tracked, \
    v.backorder, l.state, COALESCE(s.available, 0) FROM (SELECT listing_id, variant_id, CAST(SUM(pieces) AS BIGINT) AS pieces, \
    CAST(SUM(minor) AS BIGINT) AS minor FROM insight_piece WHERE shop_id = $1 AND day >= $2 AND day < $3 \
    GROUP BY listing_id, variant_id ORDER BY 3 DESC, listing_id, variant_id LIMIT 2000) AS p \
    JOIN listing l ON l.shop_id = $1 AND l.id = p.listing_id JOIN variant v ON v.shop_id = $1 AND v.id = p.variant_id \
    LEFT JOIN stock s ON s.shop_id = $1 AND s.variant_id = p.variant_id ORDER BY p.pieces DESC, p.listing_id, p.variant_id";
/// What of a shop was sold from a day to before another, most pieces first, with what is left of it.
pub async fn selling(tx: &mut Tx, shop: ShopId, from: i64, until: i64) -> Result<Vec<Selling>, DbError> {
    let decode = |mut row: Row| {
        let listing = row.int()?;
        Ok(Selling {
            listing: goods::catalog::ListingId::new(shop, listing),
            variant: VariantId::new(shop, row.int()?),
            title: row.text()?,
            title_en: row.text()?,
            choices: row.json()?,
            pieces: row.int()?,
            minor: row.int()?,
            is_counted: {
                let (is_tracked, is_backordered) = (row.flag()?, row.flag()?);
                is_tracked && !is_backordered
            },
            is_on_sale: row.text()? == "active",
            available: row.int()?,
        })
    };
    tx.list(SELLING, params![shop, from, until], decode).await
}

const SWEEP: &str = "DELETE FROM insight_piece WHERE day < $1";
/// Forget pieces from before a day.
pub async fn sweep(tx: &mut Tx, before: i64) -> Result<(), DbError> {
    tx.execute(SWEEP, params![before]).await.map(drop)
}

const UNCOUNTED: &str = "SELECT o.shop_id, o.id FROM orders o LEFT JOIN insight_order i ON i.shop_id = o.shop_id \
    AND i.order_id = o.id WHERE (o.shop_id, o.id) > ($1, $2) AND o.state NOT IN ('unpaid', 'closed') \
    AND i.order_id IS NULL ORDER BY o.shop_id, o.id LIMIT $3";
/// Orders that were paid and stand in no sum, after one of a shop.
pub async fn uncounted(tx: &mut Tx, shop: ShopId, after: i64, limit: i64) -> Result<Vec<OrderId>, DbError> {
    let decode = |mut row: Row| Ok(OrderId::new(row.shop()?, row.int()?));
    tx.list(UNCOUNTED, params![shop, after, limit], decode).await
}

const HAS_COUNTED: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM insight_order LIMIT 1) AS one";
/// Whether any order stands in the sums.
pub async fn has_counted(tx: &mut Tx) -> Result<bool, DbError> {
    Ok(tx.number(HAS_COUNTED, params![]).await? > 0)
}
