//! Numbers the operator may change while the market runs, each with its unit in its name.

use kernel::Timestamp;

use crate::{
    db::{DbError, Tx},
    params,
};

const ALL: &str = "SELECT name, value FROM setting ORDER BY name LIMIT 1000";
const PUT: &str = "INSERT INTO setting (name, value, changed_at) VALUES ($1, $2, $3) \
    ON CONFLICT (name) DO UPDATE SET value = $2, changed_at = $3";

/// Every setting that differs from its default.
pub async fn list(tx: &mut Tx) -> Result<Vec<(String, String)>, DbError> {
    tx.list(ALL, &[], |mut row| Ok((row.text()?, row.text()?))).await
}

pub async fn put(tx: &mut Tx, now: Timestamp, name: &str, value: &str) -> Result<(), DbError> {
    tx.execute_one(PUT, params![name, value, now]).await
}
