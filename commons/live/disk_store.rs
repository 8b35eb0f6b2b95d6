use kernel::Timestamp;
use platform::{
    db::{DbError, Row, Tx},
    params,
};

use super::{RoomId, disk::Measured, disk::WhyUnrecorded};

const INSERT: &str = "INSERT INTO live_unrecorded (shop_id, room_id, why, at) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (shop_id, room_id) DO UPDATE SET why = $3, at = $4";
pub(super) async fn insert(
    tx: &mut Tx,
    now: Timestamp,
    id: RoomId,
    why: WhyUnrecorded,
) -> Result<(), DbError> {
    tx.execute_one(INSERT, params![id.shop(), id.number(), why.name(), now]).await
}

const FIND: &str = "SELECT at FROM live_unrecorded WHERE shop_id = $1 AND room_id = $2";
/// Since when a show is not recorded any more.
pub async fn unrecorded_since(tx: &mut Tx, id: RoomId) -> Result<Option<Timestamp>, DbError> {
    tx.find(FIND, params![id.shop(), id.number()], |mut row: Row| row.time()).await
}

const COUNT: &str = "SELECT COUNT(*) FROM live_unrecorded WHERE at >= $1";
/// How many shows could not be recorded to their end since a moment.
pub async fn count_unrecorded(tx: &mut Tx, since: Timestamp) -> Result<i64, DbError> {
    tx.number(COUNT, params![since]).await
}

const MEASURE: &str = "INSERT INTO live_disk (id, recordings, used_bytes, free_bytes, measured_at) \
    VALUES (1, $1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET recordings = $1, used_bytes = $2, free_bytes = $3, \
    measured_at = $4";
pub(super) async fn measure(tx: &mut Tx, found: &Measured) -> Result<(), DbError> {
    tx.execute_one(MEASURE, params![found.recordings, found.used_bytes, found.free_bytes, found.at]).await
}

const MEASURED: &str = "SELECT recordings, used_bytes, free_bytes, measured_at FROM live_disk WHERE id = 1";
/// What recordings took of the disk when it was looked at last.
pub async fn measured(tx: &mut Tx) -> Result<Option<Measured>, DbError> {
    tx.find(MEASURED, &[], |mut row: Row| {
        Ok(Measured {
            recordings: row.int()?,
            used_bytes: row.int()?,
            free_bytes: row.int()?,
            at: row.time()?,
        })
    })
    .await
}
