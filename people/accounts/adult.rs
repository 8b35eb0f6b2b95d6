//! "I am 18 or older": asked once, where it matters, and kept with its date. The day of birth is asked by nobody.

use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Tx},
    params,
};

const FIND: &str = "SELECT said_at FROM account_adult WHERE account_id = $1";
/// When somebody said that they are 18 or older; none while they did not.
pub async fn adult_since(tx: &mut Tx, account: AccountId) -> Result<Option<Timestamp>, DbError> {
    tx.find(FIND, params![account], |mut row| row.time()).await
}

const SAY: &str =
    "INSERT INTO account_adult (account_id, said_at) VALUES ($1, $2) ON CONFLICT (account_id) DO NOTHING";
/// Somebody says that they are 18 or older. What was said first stands.
pub async fn say_adult(tx: &mut Tx, now: Timestamp, account: AccountId) -> Result<(), DbError> {
    tx.execute(SAY, params![account, now]).await.map(drop)
}
