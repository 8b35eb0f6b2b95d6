//! The halls of people.

use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx, json},
    params,
};

use super::{Hall, Pick};

fn decode(mut row: Row) -> Result<Hall, DbError> {
    Ok(Hall { day: row.int()?, seed: row.int()?, picks: row.json::<Vec<Pick>>()? })
}

const FIND: &str = "SELECT day, seed, picks FROM hall WHERE holder = $1";
pub(super) async fn find(tx: &mut Tx, holder: i64) -> Result<Option<Hall>, DbError> {
    tx.find(FIND, params![holder], decode).await
}

const PUT: &str = "INSERT INTO hall (holder, day, seed, picks, made_at) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (holder) DO UPDATE SET day = $2, seed = $3, picks = $4, made_at = $5";
/// Keep somebody's hall in the place of the one before.
pub(super) async fn put(tx: &mut Tx, now: Timestamp, holder: i64, hall: &Hall) -> Result<(), DbError> {
    let picks = json(&hall.picks)?;
    tx.execute(PUT, params![holder, hall.day, hall.seed, picks, now]).await.map(drop)
}

const DELETE: &str = "DELETE FROM hall WHERE holder = $1";
pub(super) async fn delete(tx: &mut Tx, holder: i64) -> Result<(), DbError> {
    tx.execute(DELETE, params![holder]).await.map(drop)
}

const SWEEP: &str = "DELETE FROM hall WHERE day < $1";
/// Forget the halls of days that are over, of guests who never came back among them.
pub(super) async fn sweep(tx: &mut Tx, before: i64) -> Result<(), DbError> {
    tx.execute(SWEEP, params![before]).await.map(drop)
}
