//! What is known of the tickets of a person.

use kernel::AccountId;
use platform::{
    db::{DbError, Row, Tx},
    params,
};
use serde_json::{Value, json};

use super::{TicketNumber, store};

const EXPORT: &str = "SELECT t.number, t.state, t.issued_at, f.name, (SELECT COUNT(*) FROM gate_entry e \
    WHERE e.shop_id = t.shop_id AND e.ticket_id = t.id) FROM ticket t JOIN festival f ON f.shop_id = t.shop_id \
    AND f.id = t.festival_id WHERE t.holder_id = $1 ORDER BY t.id LIMIT 10000";
/// The tickets that somebody holds, for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let decode = |mut row: Row| {
        Ok(json!({
            "number": TicketNumber::new(row.int()?).to_string(), "state": row.text()?, "issued_at": row.time()?,
            "festival": row.text()?, "entries": row.int()?,
        }))
    };
    Ok(tx.list(EXPORT, params![account], decode).await?.into_iter().collect())
}

/// Whoever leaves holds no ticket any more.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    store::forget(tx, account).await
}
