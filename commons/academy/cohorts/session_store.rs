//! The sessions of cohorts.

use kernel::{AccountId, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx, Value},
    params,
};

use super::{CohortId, Session, SessionId, SessionPlan};
use crate::live::RoomId;

macro_rules! session_columns {
    () => {
        "SELECT s.id, s.cohort_id, s.begins_at, s.minutes, s.title, s.place, s.room_shop_id, s.room_id, s.removed_at, \
         s.updated_at FROM cohort_session s "
    };
}

fn decode(mut row: Row) -> Result<Session, DbError> {
    Ok(Session {
        id: SessionId::new(row.int()?),
        cohort: CohortId::new(row.int()?),
        said: SessionPlan {
            begins_at: row.time()?,
            minutes: row.int()?,
            title: row.text()?,
            place: row.text()?,
            room: {
                let (shop, room) = (row.maybe_int()?, row.maybe_int()?);
                shop.zip(room).map(|(shop, room)| RoomId::new(ShopId::new(shop), room))
            },
        },
        removed_at: row.maybe_time()?,
        updated_at: row.time()?,
    })
}

fn row(it: &Session) -> Vec<Value> {
    let (said, room) = (&it.said, it.said.room);
    let (shop, room) = (room.map(RoomId::shop), room.map(RoomId::number));
    params![
        it.cohort.get(),
        it.id.get(),
        said.begins_at,
        said.minutes,
        &said.title,
        &said.place,
        shop,
        room,
        it.updated_at
    ]
    .to_vec()
}

const INSERT: &str = "INSERT INTO cohort_session (cohort_id, id, begins_at, minutes, title, place, room_shop_id, room_id, \
    reminded_for, removed_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, NULL, $9)";
pub(super) async fn insert(tx: &mut Tx, it: &Session) -> Result<(), DbError> {
    tx.execute_one(INSERT, &row(it)).await
}

const UPDATE: &str = "UPDATE cohort_session SET begins_at = $3, minutes = $4, title = $5, place = $6, room_shop_id = $7, \
    room_id = $8, updated_at = $9 WHERE cohort_id = $1 AND id = $2 AND removed_at IS NULL";
pub(super) async fn update(tx: &mut Tx, it: &Session) -> Result<(), DbError> {
    tx.execute_one(UPDATE, &row(it)).await
}

const REMOVE: &str = "UPDATE cohort_session SET removed_at = $3, updated_at = $3 WHERE cohort_id = $1 AND id = $2 \
    AND removed_at IS NULL";
pub(super) async fn remove(tx: &mut Tx, now: Timestamp, it: &Session) -> Result<(), DbError> {
    tx.execute_one(REMOVE, params![it.cohort.get(), it.id.get(), now]).await
}

const REMINDED: &str = "UPDATE cohort_session SET reminded_for = $3 WHERE cohort_id = $1 AND id = $2 AND begins_at = $3 \
    AND removed_at IS NULL AND (reminded_for IS NULL OR reminded_for <> $3)";
/// Keep that learners are reminded of a session at its moment; false when they were, or when it stands no longer.
pub(super) async fn remind(
    tx: &mut Tx,
    (cohort, session): (CohortId, SessionId),
    begins_at: Timestamp,
) -> Result<bool, DbError> {
    Ok(tx.execute(REMINDED, params![cohort.get(), session.get(), begins_at]).await? == 1)
}

const FIND: &str =
    concat!(session_columns!(), "WHERE s.cohort_id = $1 AND s.id = $2 AND s.removed_at IS NULL");
pub async fn find(tx: &mut Tx, cohort: CohortId, id: SessionId) -> Result<Option<Session>, DbError> {
    tx.find(FIND, params![cohort.get(), id.get()], decode).await
}

const LIST: &str = concat!(
    session_columns!(),
    "WHERE s.cohort_id = $1 AND s.removed_at IS NULL ORDER BY s.begins_at, s.id LIMIT 60"
);
/// The sessions of a cohort, the first one first.
pub async fn list(tx: &mut Tx, cohort: CohortId) -> Result<Vec<Session>, DbError> {
    tx.list(LIST, params![cohort.get()], decode).await
}

const LIST_ALL: &str =
    concat!(session_columns!(), "WHERE s.cohort_id = $1 ORDER BY s.begins_at, s.id LIMIT 500");
/// The same with those that were taken out: calendars are told of them.
pub(super) async fn list_all(tx: &mut Tx, cohort: CohortId) -> Result<Vec<Session>, DbError> {
    tx.list(LIST_ALL, params![cohort.get()], decode).await
}

const NEXT: &str = concat!(
    session_columns!(),
    "JOIN cohort k ON k.id = s.cohort_id JOIN cohort_member m ON m.cohort_id = s.cohort_id \
     WHERE m.account_id = $1 AND m.state = 'in' AND k.state = 'open' AND s.removed_at IS NULL AND s.begins_at > $2 \
     ORDER BY s.begins_at, s.id LIMIT 200"
);
/// The sessions to come of all cohorts that somebody is in, the first one first.
pub async fn next_of_learner(
    tx: &mut Tx,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<Session>, DbError> {
    tx.list(NEXT, params![account, now], decode).await
}
