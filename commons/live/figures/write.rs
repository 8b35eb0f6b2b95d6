use kernel::Timestamp;
use platform::db::{DbError, Tx};

use super::store;
use crate::live::{Room, talk::Told};

/// Write down what was counted in the minute that a show is in.
pub async fn write(tx: &mut Tx, now: Timestamp, room: &Room, told: Told) -> Result<(), DbError> {
    let Some(since) = room.since() else { return Ok(()) };
    let minute = i64::try_from(now.since(since).as_secs() / 60).unwrap_or(0);
    store::write(tx, room.id, minute, told.viewers, told.likes).await
}
