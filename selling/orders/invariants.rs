//! What must always be true of purchases and orders.

use people::capability::{Fault, Invariant};
use platform::{
    Later,
    db::{DbError, Row, Tx},
    files::Files,
};

use super::{OrderStage, OrderState};

pub const INVARIANTS: &[Invariant] = &[
    (
        "a cart holds no more than a cart may",
        "SELECT 0, holder FROM cart_line WHERE is_waiting = 0 GROUP BY holder HAVING COUNT(*) > 100 LIMIT 10",
    ),
    (
        "the invoices of a shop are numbered without gaps",
        "SELECT i.shop_id, i.year FROM invoice i LEFT JOIN invoice_year y ON y.shop_id = i.shop_id AND y.year = i.year \
         GROUP BY i.shop_id, i.year, y.last HAVING COUNT(*) <> MAX(i.number) OR MAX(i.number) <> COALESCE(y.last, 0) \
         LIMIT 10",
    ),
    (
        "a purchase is the sum of its orders",
        "SELECT 0, p.id FROM purchase p WHERE p.minor <> (SELECT CAST(COALESCE(SUM(CASE WHEN o.deposit_minor > 0 \
         THEN o.deposit_minor ELSE o.total_minor END), 0) AS BIGINT) FROM orders o WHERE o.purchase_id = p.id) \
         + (SELECT CAST(COALESCE(SUM(o.total_minor - o.deposit_minor), 0) AS BIGINT) \
         FROM orders o WHERE o.rest_purchase_id = p.id) LIMIT 10",
    ),
    (
        "an order is its goods, less what was taken off, and its shipping",
        "SELECT shop_id, id FROM orders WHERE total_minor <> \
         items_minor - shop_discount_minor - market_discount_minor + shipping_minor LIMIT 10",
    ),
    (
        "the rest of an order is due until its purchase is paid",
        "SELECT o.shop_id, o.id FROM orders o LEFT JOIN purchase p ON p.id = o.rest_purchase_id \
         WHERE o.due_minor <> CASE WHEN o.deposit_minor = 0 OR p.state = 'paid' THEN 0 \
         ELSE o.total_minor - o.deposit_minor END \
         OR (COALESCE(p.state, '') = 'unpaid') <> (o.state = 'due') LIMIT 10",
    ),
    (
        "pieces are sold that have reached a buyer",
        "SELECT s.shop_id, s.listing_id FROM listing_sold s LEFT JOIN (SELECT l.shop_id, l.listing_id, \
         CAST(SUM(l.quantity) AS BIGINT) AS pieces FROM order_line l JOIN order_step p ON p.shop_id = l.shop_id \
         AND p.order_id = l.order_id AND p.act = 'receive' GROUP BY l.shop_id, l.listing_id) AS t \
         ON t.shop_id = s.shop_id AND t.listing_id = s.listing_id WHERE s.pieces <> COALESCE(t.pieces, 0) LIMIT 10",
    ),
    (
        "the goods of an order are its lines",
        "SELECT o.shop_id, o.id FROM orders o WHERE o.items_minor <> \
         (SELECT CAST(COALESCE(SUM(l.quantity * l.unit_minor), 0) AS BIGINT) FROM order_line l \
         WHERE l.shop_id = o.shop_id AND l.order_id = o.id) LIMIT 10",
    ),
    (
        "the discounts of an order are those of its lines",
        "SELECT o.shop_id, o.id FROM orders o WHERE o.shop_discount_minor <> \
         (SELECT CAST(COALESCE(SUM(l.shop_discount_minor), 0) AS BIGINT) FROM order_line l \
         WHERE l.shop_id = o.shop_id AND l.order_id = o.id) OR o.market_discount_minor <> \
         (SELECT CAST(COALESCE(SUM(l.market_discount_minor), 0) AS BIGINT) FROM order_line l \
         WHERE l.shop_id = o.shop_id AND l.order_id = o.id) LIMIT 10",
    ),
    (
        "what was taken off a line is what its reductions say",
        "SELECT l.shop_id, l.order_id FROM order_line l WHERE l.shop_discount_minor <> \
         (SELECT CAST(COALESCE(SUM(d.minor), 0) AS BIGINT) FROM order_deduction d WHERE d.shop_id = l.shop_id \
         AND d.order_id = l.order_id AND d.line = l.position AND d.funded_by = 'shop') OR l.market_discount_minor <> \
         (SELECT CAST(COALESCE(SUM(d.minor), 0) AS BIGINT) FROM order_deduction d WHERE d.shop_id = l.shop_id \
         AND d.order_id = l.order_id AND d.line = l.position AND d.funded_by = 'market') LIMIT 10",
    ),
    (
        "no line costs less than nothing, and something is left to pay of what is made cheaper",
        "SELECT o.shop_id, o.id FROM orders o JOIN order_line l ON l.shop_id = o.shop_id AND l.order_id = o.id \
         WHERE l.shop_discount_minor < 0 OR l.market_discount_minor < 0 \
         OR l.shop_discount_minor + l.market_discount_minor > l.quantity * l.unit_minor \
         OR (o.shop_discount_minor + o.market_discount_minor > 0 \
         AND o.shop_discount_minor + o.market_discount_minor >= o.items_minor) LIMIT 10",
    ),
    (
        "the tax of an order is that of its lines and its shipping, and of all that its shop gets",
        "SELECT o.shop_id, o.id FROM orders o LEFT JOIN (SELECT shop_id, order_id, CAST(SUM(gross_minor) AS BIGINT) AS gross, \
         CAST(SUM(tax_minor) AS BIGINT) AS tax FROM order_tax GROUP BY shop_id, order_id) AS t \
         ON t.shop_id = o.shop_id AND t.order_id = o.id WHERE o.tax_minor <> COALESCE(t.tax, 0) \
         OR COALESCE(t.gross, 0) <> CASE WHEN o.tax_name = '' THEN 0 \
         ELSE o.items_minor - o.shop_discount_minor + o.shipping_minor END LIMIT 10",
    ),
    (
        "nothing contains less tax than none, or more than it costs",
        "SELECT shop_id, order_id FROM order_tax WHERE tax_minor < 0 OR tax_minor > gross_minor OR market_minor > gross_minor \
         OR (rate = 0 AND tax_minor <> 0) LIMIT 10",
    ),
    (
        "what is taxed of an order is what the shop has of it",
        "SELECT o.shop_id, o.id FROM orders o WHERE \
         (SELECT CAST(COALESCE(SUM(e.gross_minor), 0) AS BIGINT) FROM tax_entry e WHERE e.shop_id = o.shop_id \
          AND e.order_id = o.id) <> CASE WHEN o.tax_name <> '' AND o.state IN ('unaddressed', 'deposited', 'due', 'paid', \
         'shipped', 'objected', 'completed') THEN o.total_minor - o.due_minor - o.refunded_items_minor \
         - o.refunded_shipping_minor + o.market_discount_minor - o.market_back_minor ELSE 0 END LIMIT 10",
    ),
    (
        "the tax that a shop has of an order is the tax in what it has of it, rate by rate",
        "SELECT shop_id, order_id FROM tax_entry GROUP BY shop_id, order_id, treatment, rate \
         HAVING ABS(2 * SUM(tax_minor) * (10000 + rate) - 2 * SUM(gross_minor) * rate) > 10000 + rate \
         OR SUM(gross_minor) < 0 LIMIT 10",
    ),
    (
        "what the uses of a purchase took off is what its orders say",
        "SELECT 0, p.id FROM purchase p WHERE (SELECT CAST(COALESCE(SUM(u.minor), 0) AS BIGINT) FROM coupon_use u \
         WHERE u.purchase_id = p.id) <> (SELECT CAST(COALESCE(SUM(d.minor), 0) AS BIGINT) FROM orders o \
         JOIN order_deduction d ON d.shop_id = o.shop_id AND d.order_id = o.id AND d.kind = 'coupon' \
         WHERE o.purchase_id = p.id) LIMIT 10",
    ),
    (
        "only what waits or was paid holds the use of a coupon",
        "SELECT 0, p.id FROM purchase p JOIN coupon_use u ON u.purchase_id = p.id \
         WHERE (p.state = 'closed') <> (u.given_back_at IS NOT NULL) LIMIT 10",
    ),
    (
        "the market pays its share of an order once, and has back what was given back",
        "SELECT o.shop_id, o.id FROM orders o WHERE \
         (SELECT CAST(COALESCE(SUM(e.minor), 0) AS BIGINT) FROM entry e WHERE e.shop_id = o.shop_id \
          AND e.account = 'coupons' AND e.order_id = o.id) \
         <> CASE WHEN o.state IN ('unaddressed', 'paid', 'shipped', 'objected', 'completed') \
         THEN o.market_back_minor - o.market_discount_minor ELSE 0 END LIMIT 10",
    ),
    (
        "the last step of an order is its state",
        "SELECT o.shop_id, o.id FROM orders o WHERE o.state <> (SELECT s.state FROM order_step s \
         WHERE s.shop_id = o.shop_id AND s.order_id = o.id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "escrow holds what is paid and not released",
        "SELECT o.shop_id, o.id FROM orders o WHERE \
         (SELECT CAST(COALESCE(SUM(e.minor), 0) AS BIGINT) FROM entry e WHERE e.shop_id = o.shop_id \
          AND e.account = 'escrow' AND e.order_id = o.id) \
         <> CASE WHEN o.state IN ('unaddressed', 'deposited', 'due', 'paid', 'shipped', 'objected') \
         THEN o.total_minor - o.due_minor - o.refunded_items_minor - o.refunded_shipping_minor \
         + o.market_discount_minor - o.market_back_minor ELSE 0 END LIMIT 10",
    ),
    (
        "an unpaid purchase has only unpaid orders",
        "SELECT 0, p.id FROM purchase p JOIN orders o ON o.purchase_id = p.id \
         WHERE (p.state = 'unpaid') <> (o.state = 'unpaid') LIMIT 10",
    ),
    (
        "an order gives back no more than was paid for it",
        "SELECT shop_id, id FROM orders WHERE refunded_items_minor NOT BETWEEN 0 AND \
         items_minor - shop_discount_minor - market_discount_minor \
         OR market_back_minor NOT BETWEEN 0 AND market_discount_minor OR refunded_shipping_minor NOT BETWEEN 0 AND shipping_minor LIMIT 10",
    ),
    (
        "a host has nothing of an order that is not completed",
        "SELECT o.shop_id, o.id FROM orders o JOIN entry e ON e.shop_id = o.shop_id AND e.order_id = o.id \
         WHERE e.account = 'hosts' AND (o.state <> 'completed' OR o.host_shop_id IS NULL) LIMIT 10",
    ),
    (
        "what shops gave to hosts is what hosts got",
        "SELECT 0, 0 FROM entry WHERE account = 'hosts' GROUP BY currency HAVING SUM(minor) <> 0 LIMIT 10",
    ),
    (
        "nothing is shipped that has no address",
        "SELECT o.shop_id, o.id FROM orders o JOIN gift g ON g.purchase_id = o.purchase_id \
         WHERE o.state IN ('paid', 'shipped', 'objected', 'completed') AND g.addressed_at IS NULL LIMIT 10",
    ),
];

/// What cannot be said in a statement.
pub fn check<'a>(tx: &'a mut Tx, _: &'a Files) -> Later<'a, Result<Vec<Fault>, DbError>> {
    Box::pin(async move {
        let mut faults = states(tx).await?;
        faults.extend(shares(tx).await?);
        Ok(faults)
    })
}

/// A completed order has given the shop and the market exactly their shares of what was not given back.
async fn shares(tx: &mut Tx) -> Result<Vec<Fault>, DbError> {
    let mut faults = Vec::new();
    let (mut shop, mut after) = (i64::MIN, i64::MIN);
    loop {
        let page = tx
            .list(
                "SELECT o.shop_id, o.id, o.items_minor - o.shop_discount_minor - o.market_discount_minor, o.total_minor, \
                 o.commission_minor, o.market_discount_minor, o.refunded_items_minor, o.refunded_shipping_minor, \
                 o.deposit_minor, o.due_minor, \
                 CAST(COALESCE(SUM(CASE WHEN e.account IN ('shop', 'hosts') THEN e.minor ELSE 0 END), 0) AS BIGINT), \
                 CAST(COALESCE(SUM(CASE WHEN e.account = 'commission' THEN e.minor ELSE 0 END), 0) AS BIGINT), \
                 o.market_back_minor, o.host_minor, \
                 CAST(COALESCE(SUM(CASE WHEN e.account = 'hosts' THEN e.minor ELSE 0 END), 0) AS BIGINT) \
                 FROM orders o LEFT JOIN entry e ON e.shop_id = o.shop_id AND e.order_id = o.id \
                 WHERE o.state = 'completed' AND (o.shop_id > $1 OR (o.shop_id = $1 AND o.id > $2)) \
                 GROUP BY o.shop_id, o.id, o.items_minor, o.shop_discount_minor, o.market_discount_minor, \
                 o.total_minor, o.commission_minor, o.refunded_items_minor, o.refunded_shipping_minor, \
                 o.market_back_minor, o.host_minor, o.deposit_minor, o.due_minor ORDER BY o.shop_id, o.id LIMIT 1000",
                platform::params![shop, after],
                |mut row| {
                    let mut columns = [0; 15];
                    for column in &mut columns {
                        *column = row.int()?;
                    }
                    Ok(columns)
                },
            )
            .await?;
        let Some([last_shop, last, ..]) = page.last() else { return Ok(faults) };
        (shop, after) = (*last_shop, *last);
        for [
            shop,
            id,
            all,
            total,
            commission,
            market,
            goods,
            shipping,
            deposit,
            due,
            had,
            kept,
            back,
            host,
            hosts,
        ] in page
        {
            let left = if due > 0 { deposit } else { all } - goods;
            let (share, of_market) = (kept_of(commission, all, left), kept_of(market, all, left));
            let owed = i128::from(total - due - goods - shipping) + of_market - share;
            let of_host = kept_of(host, all, left);
            let is_fair = (i128::from(kept), i128::from(had), i128::from(hosts)) == (share, owed, of_host);
            if !is_fair || i128::from(market - back) != of_market {
                faults.push(Fault {
                    invariant: "a completed order is shared by the rate of its day",
                    example: format!("{shop} {id}"),
                });
            }
        }
    }
}

/// The part of a whole that stays when so much is left of the price of the goods: nearest, and the middle to the part
/// that stays. The same share as `Order::commission_kept` and `Order::market_share_kept`.
fn kept_of(whole: i64, price: i64, left: i64) -> i128 {
    let (whole, price, left) = (i128::from(whole), i128::from(price), i128::from(left));
    if price == 0 { whole } else { (2 * whole * left + price) / (2 * price) }
}

/// The name of a state and its facts are written together and must agree.
async fn states(tx: &mut Tx) -> Result<Vec<Fault>, DbError> {
    let mut faults = Vec::new();
    let (mut shop, mut after) = (i64::MIN, i64::MIN);
    loop {
        let decode = |mut row: Row| Ok((row.int()?, row.int()?, row.text()?, row.text()?));
        let page = tx
            .list(
                "SELECT shop_id, id, state, facts FROM orders \
                 WHERE shop_id > $1 OR (shop_id = $1 AND id > $2) ORDER BY shop_id, id LIMIT 1000",
                platform::params![shop, after],
                decode,
            )
            .await?;
        let Some((last_shop, last, _, _)) = page.last() else { return Ok(faults) };
        (shop, after) = (*last_shop, *last);
        for (shop, id, state, facts) in page {
            let told: Option<OrderState> = serde_json::from_str(&facts).ok();
            if told.map(|told| told.stage()) != OrderStage::parse(&state) {
                faults.push(Fault {
                    invariant: "an order's facts are of its state",
                    example: format!("{shop} {id}"),
                });
            }
        }
    }
}
