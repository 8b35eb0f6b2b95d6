//! What of a buyer's is still open.

use kernel::AccountId;
use people::capability::Unfinished;
use platform::{
    db::{DbError, Tx},
    params,
};

use super::refunds::open_refunds;

const ORDERS: &str = "SELECT COUNT(*) FROM orders WHERE buyer_id = $1 \
    AND state IN ('unpaid', 'deposited', 'due', 'paid', 'shipped', 'objected')";
const GIFTS: &str = "SELECT COUNT(*) FROM orders WHERE buyer_id = $1 AND state = 'unaddressed'";
const REFUNDS: &str = concat!(
    "SELECT COUNT(*) FROM refund_request r JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id \
     WHERE o.buyer_id = $1 AND r.state IN ",
    open_refunds!()
);

pub async fn unfinished(tx: &mut Tx, account: AccountId) -> Result<Vec<Unfinished>, DbError> {
    let mut all = Vec::new();
    for (key, path, sql) in [
        ("unfinished-orders", "/orders", ORDERS),
        ("unfinished-gifts", "/orders", GIFTS),
        ("unfinished-refunds", "/orders", REFUNDS),
    ] {
        all.push(Unfinished { key, count: tx.number(sql, params![account]).await?, path });
    }
    Ok(all)
}
