//! What must always be true of a market, looked at from outside: `jishi check`.

use std::{fmt, sync::LazyLock};

use platform::db::{DbError, Row, Tx};

use crate::{
    ledger,
    market::Market,
    orders::{OrderStage, OrderState},
};

/// An invariant that does not hold, with an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub invariant: &'static str,
    pub example: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.example)
    }
}

/// Statements that answer rows only where something is wrong: the shop (or 0) and the number of a culprit.
const RULES: &[(&str, &str)] = &[
    ("stock is never below zero", "SELECT shop_id, variant_id FROM stock WHERE available < 0 LIMIT 10"),
    (
        "a purchase is the sum of its orders",
        "SELECT 0, p.id FROM purchase p WHERE p.minor <> (SELECT CAST(COALESCE(SUM(CASE WHEN o.deposit_minor > 0 \
         THEN o.deposit_minor ELSE o.total_minor END), 0) AS BIGINT) FROM orders o WHERE o.purchase_id = p.id) \
         + (SELECT CAST(COALESCE(SUM(o.total_minor - o.deposit_minor), 0) AS BIGINT) \
         FROM orders o WHERE o.rest_purchase_id = p.id) LIMIT 10",
    ),
    (
        "an order is its goods, less what coupons took off, and its shipping",
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
        "no line costs less than nothing, and a coupon leaves something to pay",
        "SELECT o.shop_id, o.id FROM orders o JOIN order_line l ON l.shop_id = o.shop_id AND l.order_id = o.id \
         WHERE l.shop_discount_minor < 0 OR l.market_discount_minor < 0 \
         OR l.shop_discount_minor + l.market_discount_minor > l.quantity * l.unit_minor \
         OR (o.shop_discount_minor + o.market_discount_minor > 0 \
         AND o.shop_discount_minor + o.market_discount_minor >= o.items_minor) LIMIT 10",
    ),
    (
        "what the uses of a purchase took off is what its orders say",
        "SELECT 0, p.id FROM purchase p WHERE (SELECT CAST(COALESCE(SUM(u.minor), 0) AS BIGINT) FROM coupon_use u \
         WHERE u.purchase_id = p.id) <> (SELECT CAST(COALESCE(SUM(o.shop_discount_minor + o.market_discount_minor), 0) \
         AS BIGINT) FROM orders o WHERE o.purchase_id = p.id) LIMIT 10",
    ),
    (
        "a coupon is used as often as it was claimed and not given back, and never more than it may be",
        "SELECT c.shop_id, c.id FROM coupon c WHERE c.used <> (SELECT COUNT(*) FROM coupon_use u \
         WHERE u.shop_id = c.shop_id AND u.coupon_id = c.id AND u.given_back_at IS NULL) \
         OR c.used > c.uses_most LIMIT 10",
    ),
    (
        "no buyer uses a coupon more often than each may",
        "SELECT u.shop_id, u.coupon_id FROM coupon_use u JOIN coupon c ON c.shop_id = u.shop_id AND c.id = u.coupon_id \
         WHERE u.given_back_at IS NULL GROUP BY u.shop_id, u.coupon_id, u.buyer_id, c.uses_per_buyer \
         HAVING COUNT(*) > c.uses_per_buyer LIMIT 10",
    ),
    (
        "a code is used as often as it was claimed, a single-use code once",
        "SELECT k.shop_id, k.coupon_id FROM coupon_code k WHERE k.used <> (SELECT COUNT(*) FROM coupon_use u \
         WHERE u.shop_id = k.shop_id AND u.coupon_id = k.coupon_id AND u.code = k.code AND u.given_back_at IS NULL) \
         OR (k.is_single = 1 AND k.used > 1) LIMIT 10",
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
         OR o.market_back_minor > 0 THEN o.market_back_minor - o.market_discount_minor ELSE 0 END LIMIT 10",
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
        "an order gives back what its refund requests gave",
        "SELECT o.shop_id, o.id FROM orders o WHERE o.refunded_items_minor + o.refunded_shipping_minor <> \
         (SELECT CAST(COALESCE(SUM(r.refunded_items_minor + r.refunded_shipping_minor), 0) AS BIGINT) \
         FROM refund_request r WHERE r.shop_id = o.shop_id AND r.order_id = o.id) LIMIT 10",
    ),
    (
        "the goods of a refund request are its lines",
        "SELECT r.shop_id, r.id FROM refund_request r \
         WHERE r.items_minor <> (SELECT CAST(COALESCE(SUM(l.minor), 0) AS BIGINT) FROM refund_line l \
         WHERE l.shop_id = r.shop_id AND l.request_id = r.id) \
         OR r.refunded_items_minor <> (SELECT CAST(COALESCE(SUM(l.refunded_minor), 0) AS BIGINT) \
         FROM refund_line l WHERE l.shop_id = r.shop_id AND l.request_id = r.id) LIMIT 10",
    ),
    (
        "no line gives back more than was paid for it",
        "SELECT o.shop_id, o.order_id FROM order_line o WHERE \
         o.quantity * o.unit_minor - o.shop_discount_minor - o.market_discount_minor < \
         (SELECT CAST(COALESCE(SUM(l.refunded_minor), 0) AS BIGINT) FROM refund_line l \
         JOIN refund_request r ON r.shop_id = l.shop_id AND r.id = l.request_id \
         WHERE r.shop_id = o.shop_id AND r.order_id = o.order_id AND l.position = o.position) LIMIT 10",
    ),
    (
        "the days to object stand still while a request is open, and only then",
        "SELECT o.shop_id, o.id FROM orders o WHERE (o.state = 'objected' AND NOT EXISTS \
         (SELECT 1 FROM refund_request r WHERE r.shop_id = o.shop_id AND r.order_id = o.id \
         AND r.state IN ('requested', 'refused', 'return-granted', 'return-awaited', 'return-posted', 'disputed'))) \
         OR (o.state NOT IN ('objected', 'completed') AND EXISTS \
         (SELECT 1 FROM refund_request r WHERE r.shop_id = o.shop_id AND r.order_id = o.id \
         AND r.state IN ('requested', 'refused', 'return-granted', 'return-awaited', 'return-posted', 'disputed'))) LIMIT 10",
    ),
    (
        "the last step of a refund request is its state",
        "SELECT r.shop_id, r.id FROM refund_request r WHERE r.state <> (SELECT s.state FROM refund_step s \
         WHERE s.shop_id = r.shop_id AND s.request_id = r.id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "nothing is shipped that has no address",
        "SELECT o.shop_id, o.id FROM orders o JOIN gift g ON g.purchase_id = o.purchase_id \
         WHERE o.state IN ('paid', 'shipped', 'objected', 'completed') AND g.addressed_at IS NULL LIMIT 10",
    ),
    (
        "payouts on their way are what the ledger holds for them",
        "SELECT e.shop_id, 0 FROM entry e WHERE e.account = 'payouts' GROUP BY e.shop_id, e.currency \
         HAVING SUM(e.minor) <> (SELECT CAST(COALESCE(SUM(p.minor), 0) AS BIGINT) FROM payout p \
         WHERE p.shop_id = e.shop_id AND p.currency = e.currency \
         AND p.state IN ('requested', 'approved', 'exported')) LIMIT 10",
    ),
    (
        "what the bank paid is what the ledger says of it",
        "SELECT e.shop_id, 0 FROM entry e WHERE e.account = 'bank' GROUP BY e.shop_id, e.currency \
         HAVING SUM(e.minor) <> (SELECT CAST(COALESCE(SUM(p.minor), 0) AS BIGINT) FROM payout p \
         WHERE p.shop_id = e.shop_id AND p.currency = e.currency AND p.state = 'paid') LIMIT 10",
    ),
    (
        "a payout on its way has its entry",
        "SELECT p.shop_id, p.id FROM payout p WHERE NOT EXISTS (SELECT 1 FROM entry e \
         WHERE e.shop_id = p.shop_id AND e.account = 'payouts') LIMIT 10",
    ),
    (
        "a batch is the sum of its payouts",
        "SELECT 0, b.id FROM payout_batch b WHERE b.minor <> (SELECT CAST(COALESCE(SUM(p.minor), 0) AS BIGINT) \
         FROM payout p WHERE p.batch_id = b.id AND p.currency = b.currency) LIMIT 10",
    ),
    (
        "the last step of a payout is its state",
        "SELECT p.shop_id, p.id FROM payout p WHERE p.state <> (SELECT s.state FROM payout_step s \
         WHERE s.shop_id = p.shop_id AND s.payout_id = p.id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "no more is refunded than was paid",
        "SELECT 0, id FROM payment WHERE refunded_minor > minor OR refunded_minor < 0 LIMIT 10",
    ),
    (
        "the messages of a conversation are counted without a gap",
        "SELECT c.shop_id, c.id FROM conversation c WHERE c.last_position <> \
         (SELECT COUNT(*) FROM message m WHERE m.shop_id = c.shop_id AND m.conversation_id = c.id) LIMIT 10",
    ),
    (
        "the last step of an offer is its state",
        "SELECT f.shop_id, f.id FROM offer f WHERE f.state <> (SELECT s.state FROM offer_step s \
         WHERE s.shop_id = f.shop_id AND s.offer_id = f.id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "no offer is above the list price",
        "SELECT shop_id, id FROM offer WHERE amount_minor NOT BETWEEN 1 AND list_minor LIMIT 10",
    ),
    (
        "a shop's credit is what its published reviews say",
        "SELECT s.id, 0 FROM shop s LEFT JOIN reputation t ON t.shop_id = s.id LEFT JOIN \
         (SELECT shop_id, COUNT(CASE WHEN verdict = 'good' THEN 1 END) AS good, \
          COUNT(CASE WHEN verdict = 'fair' THEN 1 END) AS fair, COUNT(CASE WHEN verdict = 'poor' THEN 1 END) AS poor \
          FROM review WHERE author = 'buyer' AND state = 'published' GROUP BY shop_id) r ON r.shop_id = s.id \
         WHERE COALESCE(t.good, 0) <> COALESCE(r.good, 0) OR COALESCE(t.fair, 0) <> COALESCE(r.fair, 0) \
         OR COALESCE(t.poor, 0) <> COALESCE(r.poor, 0) LIMIT 10",
    ),
    (
        "a buyer's credit is what the published reviews of shops say",
        "SELECT 0, a.id FROM account a LEFT JOIN buyer_credit t ON t.account_id = a.id LEFT JOIN \
         (SELECT buyer_id, COUNT(CASE WHEN verdict = 'good' THEN 1 END) AS good, \
          COUNT(CASE WHEN verdict = 'fair' THEN 1 END) AS fair, COUNT(CASE WHEN verdict = 'poor' THEN 1 END) AS poor \
          FROM review WHERE author = 'seller' AND state = 'published' GROUP BY buyer_id) r ON r.buyer_id = a.id \
         WHERE COALESCE(t.good, 0) <> COALESCE(r.good, 0) OR COALESCE(t.fair, 0) <> COALESCE(r.fair, 0) \
         OR COALESCE(t.poor, 0) <> COALESCE(r.poor, 0) LIMIT 10",
    ),
    (
        "the scores of a day are those of the reviews published on it",
        "SELECT d.shop_id, d.day FROM (SELECT shop_id, day, reviews, described, service, delivery FROM reputation_day \
         UNION ALL SELECT shop_id, day, -1, -described, -service, -delivery FROM review \
         WHERE author = 'buyer' AND state = 'published') d GROUP BY d.shop_id, d.day \
         HAVING SUM(d.reviews) <> 0 OR SUM(d.described) <> 0 OR SUM(d.service) <> 0 OR SUM(d.delivery) <> 0 LIMIT 10",
    ),
    (
        "the parcels of a day are those that left on it",
        "SELECT d.shop_id, d.day FROM (SELECT shop_id, day, sent, on_time FROM reputation_day \
         UNION ALL SELECT shop_id, day, -1, -on_time FROM dispatch) d GROUP BY d.shop_id, d.day \
         HAVING SUM(d.sent) <> 0 OR SUM(d.on_time) <> 0 LIMIT 10",
    ),
    (
        "the rating of a listing is that of the published reviews of its orders",
        "SELECT d.shop_id, d.listing_id FROM (SELECT shop_id, listing_id, reviews, described FROM listing_rating \
         UNION ALL SELECT l.shop_id, l.listing_id, -1, -v.described FROM review_listing l JOIN review v \
         ON v.shop_id = l.shop_id AND v.id = l.review_id WHERE v.state = 'published') d \
         GROUP BY d.shop_id, d.listing_id HAVING SUM(d.reviews) <> 0 OR SUM(d.described) <> 0 LIMIT 10",
    ),
    (
        "only completed orders are reviewed",
        "SELECT v.shop_id, v.id FROM review v JOIN orders o ON o.shop_id = v.shop_id AND o.id = v.order_id \
         WHERE o.state <> 'completed' LIMIT 10",
    ),
    (
        "two sides that have both written are both published",
        "SELECT a.shop_id, a.id FROM review a JOIN review b ON b.shop_id = a.shop_id AND b.order_id = a.order_id \
         AND b.author <> a.author WHERE a.state = 'sealed' LIMIT 10",
    ),
    (
        "a variant belongs to a listing",
        "SELECT v.shop_id, v.id FROM variant v LEFT JOIN listing l ON l.shop_id = v.shop_id AND l.id = v.listing_id \
         WHERE l.id IS NULL LIMIT 10",
    ),
];

/// All rules as one statement, so that a server is asked once: the place of the rule before its two numbers.
static ALL_RULES: LazyLock<&str> = LazyLock::new(|| {
    let each =
        RULES.iter().enumerate().map(|(place, (_, sql))| format!("SELECT {place}, r.* FROM ({sql}) r"));
    each.collect::<Vec<_>>().join(" UNION ALL ").leak()
});

/// Look at everything. Cost: a few passes over the whole database.
pub async fn check(market: &Market) -> Result<Vec<Fault>, DbError> {
    let mut faults = market.db.report(async |tx: &mut Tx| look(tx).await).await?;
    let missing = market.db.report(async |tx: &mut Tx| pictures(tx).await).await?;
    let files = &market.files;
    let gone = |name: &String| {
        !["-640.webp", "-320.webp", "-1280.webp"]
            .iter()
            .any(|size| files.path(name, size).is_some_and(|path| path.exists()))
    };
    faults.extend(
        missing
            .into_iter()
            .filter(gone)
            .take(10)
            .map(|name| Fault { invariant: "a picture has its file", example: name }),
    );
    Ok(faults)
}

async fn look(tx: &mut Tx) -> Result<Vec<Fault>, DbError> {
    let mut faults = Vec::new();
    for mut row in tx.rows(*ALL_RULES, &[]).await? {
        let place = row.int()?;
        let rule = usize::try_from(place).ok().and_then(|place| RULES.get(place));
        let invariant = rule.map_or("every rule has its place", |(invariant, _)| *invariant);
        faults.push(Fault { invariant, example: format!("{} {}", row.int()?, row.int()?) });
    }
    for (shop, transfer) in ledger::list_unbalanced(tx).await? {
        let example = format!("{shop} {transfer}");
        faults.push(Fault { invariant: "a transfer sums to zero", example });
    }
    faults.extend(states(tx).await?);
    faults.extend(shares(tx).await?);
    Ok(faults)
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
                 CAST(COALESCE(SUM(CASE WHEN e.account = 'shop' THEN e.minor ELSE 0 END), 0) AS BIGINT), \
                 CAST(COALESCE(SUM(CASE WHEN e.account = 'commission' THEN e.minor ELSE 0 END), 0) AS BIGINT), \
                 o.market_back_minor \
                 FROM orders o LEFT JOIN entry e ON e.shop_id = o.shop_id AND e.order_id = o.id \
                 WHERE o.state = 'completed' AND (o.shop_id > $1 OR (o.shop_id = $1 AND o.id > $2)) \
                 GROUP BY o.shop_id, o.id, o.items_minor, o.shop_discount_minor, o.market_discount_minor, \
                 o.total_minor, o.commission_minor, o.refunded_items_minor, o.refunded_shipping_minor, \
                 o.market_back_minor, o.deposit_minor, o.due_minor ORDER BY o.shop_id, o.id LIMIT 1000",
                platform::params![shop, after],
                |mut row| {
                    let mut columns = [0; 13];
                    for column in &mut columns {
                        *column = row.int()?;
                    }
                    Ok(columns)
                },
            )
            .await?;
        let Some([last_shop, last, ..]) = page.last() else { return Ok(faults) };
        (shop, after) = (*last_shop, *last);
        for [shop, id, all, total, commission, market, goods, shipping, deposit, due, had, kept, back] in page
        {
            let left = if due > 0 { deposit } else { all } - goods;
            let (share, of_market) = (kept_of(commission, all, left), kept_of(market, all, left));
            let owed = i128::from(total - due - goods - shipping) + of_market - share;
            let is_fair = (i128::from(kept), i128::from(had)) == (share, owed);
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

async fn pictures(tx: &mut Tx) -> Result<Vec<String>, DbError> {
    tx.list("SELECT DISTINCT file FROM picture WHERE file <> ''", &[], |mut row| row.text()).await
}
