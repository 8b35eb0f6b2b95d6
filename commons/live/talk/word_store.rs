//! Words that shops do not want to read.

use kernel::{ShopId, Timestamp};
use platform::{
    db::{DbError, Tx},
    params,
};

const LIST: &str = "SELECT word FROM live_unwanted WHERE shop_id = $1 ORDER BY word LIMIT 200";
/// The words that a shop does not want to read in its rooms.
pub async fn unwanted(tx: &mut Tx, shop: ShopId) -> Result<Vec<String>, DbError> {
    tx.list(LIST, params![shop], |mut row| row.text()).await
}

const KEEP: &str = "INSERT INTO live_unwanted (shop_id, word, created_at) VALUES ($1, $2, $3) \
    ON CONFLICT (shop_id, word) DO NOTHING";
pub(super) async fn keep(tx: &mut Tx, now: Timestamp, shop: ShopId, word: &str) -> Result<(), DbError> {
    tx.execute(KEEP, params![shop, word, now]).await.map(drop)
}

const FORGET: &str = "DELETE FROM live_unwanted WHERE shop_id = $1 AND word = $2";
pub(super) async fn forget(tx: &mut Tx, shop: ShopId, word: &str) -> Result<(), DbError> {
    tx.execute(FORGET, params![shop, word]).await.map(drop)
}
