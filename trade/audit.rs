//! What must always be true of a market, looked at from outside: `jishi check`.

use std::fmt;

use platform::db::{DbError, Row, Tx};

use crate::{
    ledger,
    market::Market,
    orders::{OrderState, State},
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
        "SELECT 0, p.id FROM purchase p WHERE p.minor <> (SELECT CAST(COALESCE(SUM(o.total_minor), 0) AS BIGINT) \
         FROM orders o WHERE o.purchase_id = p.id) LIMIT 10",
    ),
    (
        "an order is its goods and its shipping",
        "SELECT shop_id, id FROM orders WHERE total_minor <> items_minor + shipping_minor LIMIT 10",
    ),
    (
        "the goods of an order are its lines",
        "SELECT o.shop_id, o.id FROM orders o WHERE o.items_minor <> \
         (SELECT CAST(COALESCE(SUM(l.quantity * l.unit_minor), 0) AS BIGINT) FROM order_line l \
         WHERE l.shop_id = o.shop_id AND l.order_id = o.id) LIMIT 10",
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
         <> CASE WHEN o.state IN ('paid', 'shipped') THEN o.total_minor ELSE 0 END LIMIT 10",
    ),
    (
        "an unpaid purchase has only unpaid orders",
        "SELECT 0, p.id FROM purchase p JOIN orders o ON o.purchase_id = p.id \
         WHERE (p.state = 'unpaid') <> (o.state = 'unpaid') LIMIT 10",
    ),
    (
        "no more is refunded than was paid",
        "SELECT 0, id FROM payment WHERE refunded_minor > minor OR refunded_minor < 0 LIMIT 10",
    ),
    (
        "a variant belongs to a listing",
        "SELECT v.shop_id, v.id FROM variant v LEFT JOIN listing l ON l.shop_id = v.shop_id AND l.id = v.listing_id \
         WHERE l.id IS NULL LIMIT 10",
    ),
];

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
    for &(invariant, sql) in RULES {
        for mut row in tx.rows(sql, &[]).await? {
            let example = format!("{} {}", row.int()?, row.int()?);
            faults.push(Fault { invariant, example });
        }
    }
    for (shop, transfer) in ledger::list_unbalanced(tx).await? {
        let example = format!("{shop} {transfer}");
        faults.push(Fault { invariant: "a transfer sums to zero", example });
    }
    faults.extend(states(tx).await?);
    Ok(faults)
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
            if told.map(|told| told.name()) != State::parse(&state) {
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
