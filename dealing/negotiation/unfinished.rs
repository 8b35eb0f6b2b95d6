//! What of a buyer's is still being bargained for.

use kernel::AccountId;
use people::capability::Unfinished;
use platform::{
    db::{DbError, Tx},
    params,
};

const OFFERS: &str = "SELECT COUNT(*) FROM offer o JOIN conversation c ON c.shop_id = o.shop_id \
    AND c.id = o.conversation_id WHERE c.buyer_id = $1 AND o.state IN ('open', 'accepted')";
const QUOTES: &str = "SELECT COUNT(*) FROM quote q JOIN conversation c ON c.shop_id = q.shop_id \
    AND c.id = q.conversation_id WHERE c.buyer_id = $1 AND q.state IN ('asked', 'quoted')";

pub async fn unfinished(tx: &mut Tx, account: AccountId) -> Result<Vec<Unfinished>, DbError> {
    let mut all = Vec::new();
    for (key, sql) in [("unfinished-offers", OFFERS), ("unfinished-quotes", QUOTES)] {
        let count = tx.number(sql, params![account]).await?;
        all.push(Unfinished { key, count, path: "/conversations" });
    }
    Ok(all)
}
