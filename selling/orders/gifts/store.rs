use kernel::Timestamp;
use people::accounts::Address;
use platform::{
    db::{DbError, Row, Statement, Tx},
    params, sessions,
};

use super::{Gift, Wrapping};
use crate::orders::{OrderId, PurchaseId, sought};

const INSERT: &str = "INSERT INTO gift \
    (purchase_id, receiver, words, token_hash, token, addressed_at, thanks, thanked_at, created_at) \
    VALUES ($1, $2, $3, $4, $5, NULL, '', NULL, $6)";
/// The statement that keeps a gift beside its purchase, with the secret of its link.
pub fn insert(purchase: PurchaseId, wrapping: &Wrapping, token: &str, now: Timestamp) -> Statement {
    let Wrapping { receiver, words } = wrapping;
    (INSERT, params![purchase.get(), receiver, words, sessions::hash(token), token, now].to_vec())
}

macro_rules! gift_columns {
    () => {
        "SELECT purchase_id, receiver, words, token, addressed_at, thanks, thanked_at, created_at FROM gift "
    };
}

fn decode(mut row: Row) -> Result<Gift, DbError> {
    Ok(Gift {
        purchase: PurchaseId::new(row.int()?),
        wrapping: Wrapping { receiver: row.text()?, words: row.text()? },
        token: row.text()?,
        addressed_at: row.maybe_time()?,
        thanks: row.text()?,
        thanked_at: row.maybe_time()?,
        created_at: row.time()?,
    })
}

const FIND: &str = concat!(gift_columns!(), "WHERE purchase_id = $1");
pub async fn find(tx: &mut Tx, purchase: PurchaseId) -> Result<Option<Gift>, DbError> {
    tx.find(FIND, params![purchase.get()], decode).await
}

const FIND_BY_TOKEN: &str = concat!(gift_columns!(), "WHERE token_hash = $1");
/// The gift of a link, by the hash of its secret.
pub async fn find_by_token(tx: &mut Tx, hash: &str) -> Result<Option<Gift>, DbError> {
    tx.find(FIND_BY_TOKEN, params![hash], decode).await
}

const KEEP_LINK: &str = "UPDATE gift SET token_hash = $2, token = $3 WHERE purchase_id = $1";
pub(super) async fn keep_link(tx: &mut Tx, purchase: PurchaseId, token: &str) -> Result<(), DbError> {
    tx.execute_one(KEEP_LINK, params![purchase.get(), sessions::hash(token), token]).await
}

const ADDRESSED: &str = "UPDATE gift SET addressed_at = $2 WHERE purchase_id = $1 AND addressed_at IS NULL";
pub(super) async fn addressed(tx: &mut Tx, now: Timestamp, purchase: PurchaseId) -> Result<(), DbError> {
    tx.execute_one(ADDRESSED, params![purchase.get(), now]).await
}

const SEND_TO: &str = "UPDATE orders SET ship_to = $3, buyer_words = $4 WHERE shop_id = $1 AND id = $2 AND state = 'unaddressed'";
/// Write the address into an order that waits for it.
pub(super) async fn send_to(tx: &mut Tx, order: OrderId, to: &Address) -> Result<(), DbError> {
    let words = sought::buyer_words(to);
    let to = serde_json::to_string(to).map_err(|_| DbError::Corrupt { sql: "ship_to", column: 0 })?;
    tx.execute_one(SEND_TO, params![order.shop(), order.number(), to, words]).await
}

const THANK: &str =
    "UPDATE gift SET thanks = $2, thanked_at = $3 WHERE purchase_id = $1 AND thanked_at IS NULL";
pub(super) async fn thank(
    tx: &mut Tx,
    now: Timestamp,
    purchase: PurchaseId,
    words: &str,
) -> Result<(), DbError> {
    tx.execute_one(THANK, params![purchase.get(), words, now]).await
}
