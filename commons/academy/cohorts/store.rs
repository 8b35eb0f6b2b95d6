//! Cohorts and who is in them.

use kernel::{AccountId, Actor, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    i18n::Lang,
    params,
};

use super::{Cohort, CohortAct, CohortId, CohortPlan, CohortStage, Member};
use crate::academy::{
    CourseId,
    step_store::{Thing, step as keep_step},
};

macro_rules! cohort_columns {
    () => {
        "SELECT k.id, k.course_id, k.lecturer_id, k.state, k.name, k.place, k.language, k.seats, k.taken, \
         (SELECT MIN(s.begins_at) FROM cohort_session s WHERE s.cohort_id = k.id AND s.removed_at IS NULL), \
         (SELECT MAX(s.begins_at) FROM cohort_session s WHERE s.cohort_id = k.id AND s.removed_at IS NULL), \
         k.created_at, k.updated_at FROM cohort k "
    };
}

fn decode(mut row: Row) -> Result<Cohort, DbError> {
    Ok(Cohort {
        id: CohortId::new(row.int()?),
        course: CourseId::new(row.int()?),
        lecturer: row.account()?,
        stage: row.word(CohortStage::parse)?,
        said: CohortPlan {
            name: row.text()?,
            place: row.text()?,
            language: row.word(Lang::parse)?,
            seats: row.int()?,
        },
        taken: row.int()?,
        begins_at: row.maybe_time()?,
        last_at: row.maybe_time()?,
        created_at: row.time()?,
        updated_at: row.time()?,
    })
}

const INSERT: &str = "INSERT INTO cohort (id, course_id, lecturer_id, state, name, place, language, seats, taken, created_at, \
    updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $9)";
pub(super) async fn insert(tx: &mut Tx, by: &Actor, it: &Cohort) -> Result<(), DbError> {
    let said = &it.said;
    let (language, state) = (said.language.code(), it.stage.name());
    let values = params![
        it.id.get(),
        it.course.get(),
        it.lecturer,
        state,
        &said.name,
        &said.place,
        language,
        said.seats,
        it.created_at
    ];
    tx.execute_one(INSERT, values).await?;
    keep_step(tx, it.created_at, by, Thing::new("cohort", it.id.get()), ("make", state)).await
}

const UPDATE: &str = "UPDATE cohort SET name = $2, place = $3, language = $4, seats = $5, updated_at = $6 \
    WHERE id = $1 AND taken <= $5";
/// False when more seats than that are taken.
pub(super) async fn update(
    tx: &mut Tx,
    now: Timestamp,
    id: CohortId,
    said: &CohortPlan,
) -> Result<bool, DbError> {
    let values = params![id.get(), &said.name, &said.place, said.language.code(), said.seats, now];
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
    keep_step(tx, now, by, Thing::new("cohort", old.id.get()), (act.name(), new.stage.name())).await
}

const FIND: &str = concat!(cohort_columns!(), "WHERE k.id = $1");
/// A cohort, whatever its stage: who shows it asks whether it may be shown.
pub async fn find(tx: &mut Tx, id: CohortId) -> Result<Option<Cohort>, DbError> {
    tx.find(FIND, params![id.get()], decode).await
}

const FIND_LED: &str = concat!(
    cohort_columns!(),
    "JOIN course c ON c.id = k.course_id JOIN academy_lecturer l ON l.account_id = $2 \
     WHERE k.id = $1 AND (k.lecturer_id = $2 OR c.author_id = $2)"
);
/// A cohort of a lecturer's: whoever leads it, or writes its course. For others it is not there.
pub async fn find_led(tx: &mut Tx, lecturer: AccountId, id: CohortId) -> Result<Option<Cohort>, DbError> {
    tx.find(FIND_LED, params![id.get(), lecturer], decode).await
}

const LIST_LED: &str = concat!(
    cohort_columns!(),
    "JOIN course c ON c.id = k.course_id JOIN academy_lecturer l ON l.account_id = $1 \
     WHERE (k.lecturer_id = $1 OR c.author_id = $1) AND k.id < $2 ORDER BY k.id DESC LIMIT $3"
);
/// The cohorts of a lecturer's, the newest first.
pub async fn list_led(
    tx: &mut Tx,
    lecturer: AccountId,
    before: i64,
    limit: i64,
) -> Result<Vec<Cohort>, DbError> {
    tx.list(LIST_LED, params![lecturer, before, limit], decode).await
}

const LIST_STANDING: &str = concat!(
    cohort_columns!(),
    "WHERE k.lecturer_id = $1 AND k.state IN ('planned', 'open') ORDER BY k.id LIMIT 500"
);
/// The cohorts that somebody leads and that are not over, whether they teach still or not.
pub(super) async fn list_standing(tx: &mut Tx, lecturer: AccountId) -> Result<Vec<Cohort>, DbError> {
    tx.list(LIST_STANDING, params![lecturer], decode).await
}

const HAND_OVER: &str = "UPDATE cohort SET lecturer_id = $3 WHERE id = $1 AND lecturer_id = $2";
/// Let another lecturer lead a cohort from now on.
pub(super) async fn hand_over(tx: &mut Tx, it: &Cohort, lecturer: AccountId) -> Result<(), DbError> {
    tx.execute_one(HAND_OVER, params![it.id.get(), it.lecturer, lecturer]).await?;
    let step = ("hand-over", it.stage.name());
    keep_step(tx, it.updated_at, &Actor::System, Thing::new("cohort", it.id.get()), step).await
}

const LIST_TO_COME: &str = concat!(
    cohort_columns!(),
    "WHERE k.course_id = $1 AND k.state = 'open' AND EXISTS (SELECT 1 FROM cohort_session s WHERE s.cohort_id = k.id \
     AND s.removed_at IS NULL AND s.begins_at > $2) ORDER BY k.id LIMIT 50"
);
/// The cohorts of a course of which a session is still to come.
pub async fn list_to_come(tx: &mut Tx, course: CourseId, now: Timestamp) -> Result<Vec<Cohort>, DbError> {
    tx.list(LIST_TO_COME, params![course.get(), now], decode).await
}

const LIST_OF_LEARNER: &str = concat!(
    cohort_columns!(),
    "JOIN cohort_member m ON m.cohort_id = k.id WHERE m.account_id = $1 AND m.state = 'in' \
     ORDER BY m.joined_at DESC, k.id LIMIT 200"
);
/// The cohorts that somebody is in, the newest first.
pub async fn list_of_learner(tx: &mut Tx, account: AccountId) -> Result<Vec<Cohort>, DbError> {
    tx.list(LIST_OF_LEARNER, params![account], decode).await
}

const IS_IN: &str =
    "SELECT COUNT(*) FROM cohort_member WHERE cohort_id = $1 AND account_id = $2 AND state = 'in'";
/// Whether somebody has a seat in a cohort.
pub async fn is_in(tx: &mut Tx, cohort: CohortId, account: AccountId) -> Result<bool, DbError> {
    Ok(tx.number(IS_IN, params![cohort.get(), account]).await? > 0)
}

const MEMBERS: &str = "SELECT m.account_id, CASE WHEN a.closed_at IS NULL THEN a.name ELSE '' END, m.joined_at \
    FROM cohort_member m JOIN account a ON a.id = m.account_id WHERE m.cohort_id = $1 AND m.state = 'in' \
    ORDER BY m.joined_at, m.account_id LIMIT 500";
/// Who is in a cohort, in the order in which they came.
pub async fn members(tx: &mut Tx, cohort: CohortId) -> Result<Vec<Member>, DbError> {
    let decode =
        |mut row: Row| Ok(Member { account: row.account()?, name: row.text()?, joined_at: row.time()? });
    tx.list(MEMBERS, params![cohort.get()], decode).await
}

const TAKE: &str = "UPDATE cohort SET taken = taken + 1 WHERE id = $1 AND state = 'open' AND taken < seats";
/// Take a seat; false when none is free.
pub(super) async fn take_seat(tx: &mut Tx, id: CohortId) -> Result<bool, DbError> {
    Ok(tx.execute(TAKE, params![id.get()]).await? == 1)
}

const GIVE: &str = "UPDATE cohort SET taken = taken - 1 WHERE id = $1";
const JOIN: &str = "INSERT INTO cohort_member (cohort_id, account_id, state, joined_at, left_at) VALUES ($1, $2, 'in', $3, NULL) \
    ON CONFLICT (cohort_id, account_id) DO UPDATE SET state = 'in', joined_at = $3, left_at = NULL \
    WHERE cohort_member.state = 'left'";
/// False when they are in it already.
pub(super) async fn insert_member(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    cohort: CohortId,
    account: AccountId,
) -> Result<bool, DbError> {
    if tx.execute(JOIN, params![cohort.get(), account, now]).await? == 0 {
        return Ok(false);
    }
    let thing = Thing::new("cohort-member", cohort.get()).of(account);
    keep_step(tx, now, by, thing, ("join", "in")).await?;
    Ok(true)
}

const LEAVE: &str = "UPDATE cohort_member SET state = 'left', left_at = $3 \
    WHERE cohort_id = $1 AND account_id = $2 AND state = 'in'";
/// Give a seat back; false when they have none.
pub(super) async fn leave(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    cohort: CohortId,
    account: AccountId,
) -> Result<bool, DbError> {
    if tx.execute(LEAVE, params![cohort.get(), account, now]).await? == 0 {
        return Ok(false);
    }
    tx.execute_one(GIVE, params![cohort.get()]).await?;
    let thing = Thing::new("cohort-member", cohort.get()).of(account);
    keep_step(tx, now, by, thing, ("leave", "left")).await?;
    Ok(true)
}

const SEATS_OF: &str = "SELECT m.cohort_id FROM cohort_member m JOIN cohort k ON k.id = m.cohort_id \
    WHERE m.account_id = $1 AND k.course_id = $2 AND m.state = 'in' AND k.state = 'open' LIMIT 200";
/// The open cohorts of a course in which somebody has a seat.
pub(super) async fn seats_of(
    tx: &mut Tx,
    account: AccountId,
    course: CourseId,
) -> Result<Vec<CohortId>, DbError> {
    tx.list(SEATS_OF, params![account, course.get()], |mut row: Row| Ok(CohortId::new(row.int()?))).await
}
