use kernel::{ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx, Value},
    params,
};

use super::{CohortId, CohortSession, CohortSessionId, NewSession};
use crate::{academy::CourseId, live::RoomId};

macro_rules! session_columns {
    () => {
        "SELECT s.cohort_id, s.id, s.begins_at, s.minutes, s.title, s.place, s.room_shop_id, s.room_id, s.updated_at \
         FROM cohort_session s "
    };
}

fn decode(mut row: Row) -> Result<CohortSession, DbError> {
    Ok(CohortSession {
        cohort: CohortId::new(row.int()?),
        id: CohortSessionId::new(row.int()?),
        said: NewSession {
            begins_at: row.time()?,
            minutes: row.int()?,
            title: row.text()?,
            place: row.text()?,
            room: {
                let (shop, room) = (row.maybe_int()?, row.maybe_int()?);
                shop.zip(room).map(|(shop, room)| RoomId::new(ShopId::new(shop), room))
            },
        },
        updated_at: row.time()?,
    })
}

fn values(it: &CohortSession) -> Vec<Value> {
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
    updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub(super) async fn insert(tx: &mut Tx, it: &CohortSession) -> Result<(), DbError> {
    tx.execute_one(INSERT, &values(it)).await
}

const UPDATE: &str = "UPDATE cohort_session SET begins_at = $3, minutes = $4, title = $5, place = $6, room_shop_id = $7, \
    room_id = $8, updated_at = $9 WHERE cohort_id = $1 AND id = $2";
pub(super) async fn update(tx: &mut Tx, it: &CohortSession) -> Result<(), DbError> {
    tx.execute_one(UPDATE, &values(it)).await
}

const DELETE: &str = "DELETE FROM cohort_session WHERE cohort_id = $1 AND id = $2";
pub(super) async fn delete(tx: &mut Tx, cohort: CohortId, id: CohortSessionId) -> Result<(), DbError> {
    tx.execute_one(DELETE, params![cohort.get(), id.get()]).await
}

const FIND: &str = concat!(session_columns!(), "WHERE s.cohort_id = $1 AND s.id = $2");
pub async fn find(
    tx: &mut Tx,
    cohort: CohortId,
    id: CohortSessionId,
) -> Result<Option<CohortSession>, DbError> {
    tx.find(FIND, params![cohort.get(), id.get()], decode).await
}

const LIST: &str = concat!(session_columns!(), "WHERE s.cohort_id = $1 ORDER BY s.begins_at, s.id LIMIT 100");
/// The sessions of a cohort, in their order.
pub async fn list(tx: &mut Tx, cohort: CohortId) -> Result<Vec<CohortSession>, DbError> {
    tx.list(LIST, params![cohort.get()], decode).await
}

const OF_COURSE: &str = concat!(
    session_columns!(),
    "JOIN cohort h ON h.id = s.cohort_id WHERE h.course_id = $1 AND h.state = 'open' ORDER BY s.begins_at, s.id LIMIT 3000"
);
/// The sessions of all cohorts of a course that are open, in their order.
pub async fn of_course(tx: &mut Tx, course: CourseId) -> Result<Vec<CohortSession>, DbError> {
    tx.list(OF_COURSE, params![course.get()], decode).await
}

const NEXT_OF_LEARNER: &str = concat!(
    session_columns!(),
    "JOIN cohort h ON h.id = s.cohort_id JOIN cohort_learner m ON m.cohort_id = h.id WHERE m.account_id = $1 \
     AND m.state = 'in' AND h.state = 'open' AND s.begins_at > $2 ORDER BY s.begins_at, s.id LIMIT 1000"
);
/// What is to come for somebody, in its order.
pub async fn to_come(
    tx: &mut Tx,
    account: kernel::AccountId,
    now: Timestamp,
) -> Result<Vec<CohortSession>, DbError> {
    tx.list(NEXT_OF_LEARNER, params![account, now], decode).await
}
