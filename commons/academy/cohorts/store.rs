//! Cohorts, and who is in them.

use kernel::{AccountId, Actor, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    i18n::Lang,
    params,
};
use serde_json::{Value, json};

use super::{Cohort, CohortAct, CohortId, CohortStage, Member, Outline};
use crate::academy::{
    CourseId,
    step_store::{Thing, step},
};

macro_rules! cohort_columns {
    () => {
        "SELECT h.id, h.course_id, h.lecturer_id, h.state, h.language, h.name, h.place, h.seats, h.taken, h.created_at, \
         h.updated_at FROM cohort h "
    };
}

fn decode(mut row: Row) -> Result<Cohort, DbError> {
    Ok(Cohort {
        id: CohortId::new(row.int()?),
        course: CourseId::new(row.int()?),
        lecturer: row.account()?,
        stage: row.word(CohortStage::parse)?,
        said: Outline {
            language: row.word(Lang::parse)?,
            name: row.text()?,
            place: row.text()?,
            seats: row.int()?,
        },
        taken: row.int()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO cohort (id, language, name, place, seats, course_id, lecturer_id, state, taken, created_at, \
    updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
pub(super) async fn insert(tx: &mut Tx, by: &Actor, it: &Cohort) -> Result<(), DbError> {
    let said = &it.said;
    let values = params![
        it.id.get(),
        said.language.code(),
        &said.name,
        &said.place,
        said.seats,
        it.course.get(),
        it.lecturer,
        it.stage.name(),
        it.taken,
        it.created_at,
        it.updated_at
    ];
    tx.execute_one(INSERT, values).await?;
    step(tx, it.created_at, by, Thing::new("cohort", it.id.get()), ("make", it.stage.name())).await
}

const UPDATE: &str = "UPDATE cohort SET language = $2, name = $3, place = $4, seats = $5, updated_at = $6 \
    WHERE id = $1 AND taken <= $5";
/// False when there are more learners than seats.
pub(super) async fn update(tx: &mut Tx, now: Timestamp, it: &Cohort) -> Result<bool, DbError> {
    let said = &it.said;
    let values = params![it.id.get(), said.language.code(), &said.name, &said.place, said.seats, now];
    Ok(tx.execute(UPDATE, values).await? == 1)
}

const ADVANCE: &str = "UPDATE cohort SET state = $3, updated_at = $4 WHERE id = $1 AND state = $2";
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: CohortAct,
    (old, new): (&Cohort, &Cohort),
) -> Result<(), DbError> {
    tx.execute_one(ADVANCE, params![old.id.get(), old.stage.name(), new.stage.name(), now]).await?;
    step(tx, now, by, Thing::new("cohort", old.id.get()), (act.name(), new.stage.name())).await
}

const FIND: &str = concat!(cohort_columns!(), "WHERE h.id = $1");
/// A cohort, whatever its stage: who shows it asks whether it may be shown.
pub async fn find(tx: &mut Tx, id: CohortId) -> Result<Option<Cohort>, DbError> {
    tx.find(FIND, params![id.get()], decode).await
}

const FIND_LED: &str = concat!(
    cohort_columns!(),
    "JOIN academy_lecturer l ON l.account_id = h.lecturer_id WHERE h.id = $1 AND h.lecturer_id = $2"
);
/// A cohort that a lecturer leads; nothing for who teaches no more.
pub async fn find_led(tx: &mut Tx, lecturer: AccountId, id: CohortId) -> Result<Option<Cohort>, DbError> {
    tx.find(FIND_LED, params![id.get(), lecturer], decode).await
}

/// A cohort that others may look at, or that the asker leads.
pub async fn find_shown(
    tx: &mut Tx,
    account: Option<AccountId>,
    id: CohortId,
) -> Result<Option<Cohort>, DbError> {
    Ok(find(tx, id).await?.filter(|it| it.is_shown() || account == Some(it.lecturer)))
}

const OPEN_OF_COURSE: &str =
    concat!(cohort_columns!(), "WHERE h.course_id = $1 AND h.state = 'open' ORDER BY h.id DESC LIMIT 50");
/// The cohorts of a course that are open, the newest first.
pub async fn open_of_course(tx: &mut Tx, course: CourseId) -> Result<Vec<Cohort>, DbError> {
    tx.list(OPEN_OF_COURSE, params![course.get()], decode).await
}

const LIST_OF_LECTURER: &str =
    concat!(cohort_columns!(), "WHERE h.lecturer_id = $1 AND h.id < $2 ORDER BY h.id DESC LIMIT $3");
/// The cohorts that a lecturer leads, the newest first.
pub async fn list_of_lecturer(
    tx: &mut Tx,
    lecturer: AccountId,
    before: i64,
    limit: i64,
) -> Result<Vec<Cohort>, DbError> {
    tx.list(LIST_OF_LECTURER, params![lecturer, before, limit], decode).await
}

const LIST_OF_LEARNER: &str = concat!(
    cohort_columns!(),
    "JOIN cohort_learner m ON m.cohort_id = h.id WHERE m.account_id = $1 AND m.state = 'in' ORDER BY h.id DESC LIMIT 200"
);
/// The cohorts that somebody is in, the newest first.
pub async fn list_of_learner(tx: &mut Tx, account: AccountId) -> Result<Vec<Cohort>, DbError> {
    tx.list(LIST_OF_LEARNER, params![account], decode).await
}

const IS_IN: &str =
    "SELECT COUNT(*) FROM cohort_learner WHERE cohort_id = $1 AND account_id = $2 AND state = 'in'";
pub async fn is_in(tx: &mut Tx, id: CohortId, account: AccountId) -> Result<bool, DbError> {
    Ok(tx.number(IS_IN, params![id.get(), account]).await? > 0)
}

const INSERT_LEARNER: &str = "INSERT INTO cohort_learner (cohort_id, account_id, state, joined_at) VALUES ($1, $2, 'in', $3) \
    ON CONFLICT (cohort_id, account_id) DO NOTHING";
const RETURN: &str = "UPDATE cohort_learner SET state = 'in', joined_at = $3 \
    WHERE cohort_id = $1 AND account_id = $2 AND state = 'left'";
/// False when they are in it already.
pub(super) async fn add_learner(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    id: CohortId,
    account: AccountId,
) -> Result<bool, DbError> {
    let values = params![id.get(), account, now];
    if tx.execute(INSERT_LEARNER, values).await? == 0 && tx.execute(RETURN, values).await? == 0 {
        return Ok(false);
    }
    let thing = Thing::new("cohort_learner", id.get()).of(account);
    step(tx, now, by, thing, ("join", "in")).await?;
    Ok(true)
}

const TAKE: &str =
    "UPDATE cohort SET taken = taken + 1 WHERE id = $1 AND state = 'open' AND taken < seats";
/// Take a seat. False when there is none.
pub(super) async fn take_seat(tx: &mut Tx, id: CohortId) -> Result<bool, DbError> {
    Ok(tx.execute(TAKE, params![id.get()]).await? == 1)
}

const LEAVE: &str =
    "UPDATE cohort_learner SET state = 'left' WHERE cohort_id = $1 AND account_id = $2 AND state = 'in'";
const GIVE_BACK: &str = "UPDATE cohort SET taken = taken - 1 WHERE id = $1";
/// False when they are not in it.
pub(super) async fn remove_learner(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    id: CohortId,
    account: AccountId,
) -> Result<bool, DbError> {
    if tx.execute(LEAVE, params![id.get(), account]).await? == 0 {
        return Ok(false);
    }
    tx.execute_one(GIVE_BACK, params![id.get()]).await?;
    step(tx, now, by, Thing::new("cohort_learner", id.get()).of(account), ("leave", "left")).await?;
    Ok(true)
}

const MEMBERS: &str = "SELECT m.account_id, a.name, m.joined_at, (SELECT COUNT(*) FROM lesson_read r \
    WHERE r.course_id = h.course_id AND r.account_id = m.account_id), (SELECT COUNT(*) FROM enrolment e \
    WHERE e.course_id = h.course_id AND e.account_id = m.account_id AND e.state = 'completed') \
    FROM cohort_learner m JOIN cohort h ON h.id = m.cohort_id JOIN account a ON a.id = m.account_id \
    WHERE m.cohort_id = $1 AND m.state = 'in' ORDER BY a.name, m.account_id LIMIT 500";
/// Who is in a cohort, by name.
pub async fn members(tx: &mut Tx, id: CohortId) -> Result<Vec<Member>, DbError> {
    let decode = |mut row: Row| {
        Ok(Member {
            account: row.account()?,
            name: row.text()?,
            joined_at: row.time()?,
            lessons_read: row.int()?,
            has_completed: row.int()? > 0,
        })
    };
    tx.list(MEMBERS, params![id.get()], decode).await
}

const ACCOUNTS: &str = "SELECT account_id FROM cohort_learner WHERE cohort_id = $1 AND state = 'in' \
    ORDER BY account_id LIMIT 500";
/// Who is in a cohort.
pub(super) async fn accounts(tx: &mut Tx, id: CohortId) -> Result<Vec<AccountId>, DbError> {
    tx.list(ACCOUNTS, params![id.get()], |mut row: Row| row.account()).await
}

const EXPORT: &str = "SELECT h.id, h.name, m.state, m.joined_at, (SELECT COUNT(*) FROM cohort_attendance t \
    WHERE t.cohort_id = h.id AND t.account_id = m.account_id AND t.presence = 'there') FROM cohort_learner m \
    JOIN cohort h ON h.id = m.cohort_id WHERE m.account_id = $1 ORDER BY m.joined_at LIMIT 1000";
/// The cohorts that somebody is or was in, and how often they were there: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let decode = |mut row: Row| {
        Ok(json!({
            "cohort": CohortId::new(row.int()?), "name": row.text()?, "state": row.text()?,
            "joined_at": row.time()?, "sessions_attended": row.int()?,
        }))
    };
    Ok(tx.list(EXPORT, params![account], decode).await?.into_iter().collect())
}

const FREE_SEATS: &str = "UPDATE cohort SET taken = taken - 1 WHERE id IN (SELECT m.cohort_id FROM cohort_learner m \
    WHERE m.account_id = $1 AND m.state = 'in')";
const FORGET_LEARNER: &str = "UPDATE cohort_learner SET state = 'left' WHERE account_id = $1";
const FORGET_ATTENDANCE: &str = "DELETE FROM cohort_attendance WHERE account_id = $1";
const FORGET_STEPS: &str = "DELETE FROM cohort_attendance_step WHERE account_id = $1";
/// Whoever leaves the market has no seat, and where they were is forgotten.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FREE_SEATS, params![account]).await?;
    tx.execute(FORGET_LEARNER, params![account]).await?;
    tx.execute(FORGET_ATTENDANCE, params![account]).await?;
    tx.execute(FORGET_STEPS, params![account]).await.map(drop)
}
