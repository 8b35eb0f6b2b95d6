use std::collections::{BTreeMap, BTreeSet};

use kernel::{AccountId, Actor, OrderId, ShopId, Timestamp};
use platform::{
    any_pair,
    db::{DbError, Row, Tx},
    params,
};
use serde_json::Value;

use super::{
    Course, CourseId, Done, Enrolment, EnrolmentStage, LessonId, Progress, course_store,
    step_store::{Thing, step},
    work::HandInStage,
};

macro_rules! enrolment_columns {
    () => {
        "SELECT e.course_id, e.account_id, e.state, e.order_shop_id, e.order_id, e.enrolled_at, e.completed_at \
         FROM enrolment e "
    };
}

fn decode(mut row: Row) -> Result<Enrolment, DbError> {
    Ok(Enrolment {
        course: CourseId::new(row.int()?),
        account: row.account()?,
        stage: row.word(EnrolmentStage::parse)?,
        order: {
            let (shop, order) = (row.maybe_int()?, row.maybe_int()?);
            shop.zip(order).map(|(shop, order)| OrderId::new(ShopId::new(shop), order))
        },
        enrolled_at: row.time()?,
        completed_at: row.maybe_time()?,
    })
}

const FIND: &str = concat!(enrolment_columns!(), "WHERE e.course_id = $1 AND e.account_id = $2");
pub async fn find(tx: &mut Tx, course: CourseId, account: AccountId) -> Result<Option<Enrolment>, DbError> {
    tx.find(FIND, params![course.get(), account], decode).await
}

const INSERT: &str = "INSERT INTO enrolment (course_id, account_id, state, order_shop_id, order_id, enrolled_at, completed_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (course_id, account_id) DO NOTHING";
/// False when they are in it already.
pub(super) async fn insert(tx: &mut Tx, by: &Actor, it: &Enrolment) -> Result<bool, DbError> {
    let (shop, order) = (it.order.map(OrderId::shop), it.order.map(OrderId::number));
    let values =
        params![it.course.get(), it.account, it.stage.name(), shop, order, it.enrolled_at, it.completed_at];
    if tx.execute(INSERT, values).await? == 0 {
        return Ok(false);
    }
    let thing = Thing::new("enrolment", it.course.get()).of(it.account);
    step(tx, it.enrolled_at, by, thing, ("enrol", it.stage.name())).await?;
    Ok(true)
}

const ADVANCE: &str = "UPDATE enrolment SET state = $4, order_shop_id = $5, order_id = $6, enrolled_at = $7, completed_at = $8 \
    WHERE course_id = $1 AND account_id = $2 AND state = $3";
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: super::EnrolmentAct,
    (old, new): (&Enrolment, &Enrolment),
) -> Result<(), DbError> {
    let (shop, order) = (new.order.map(OrderId::shop), new.order.map(OrderId::number));
    let (from, to) = (old.stage.name(), new.stage.name());
    let values =
        params![old.course.get(), old.account, from, to, shop, order, new.enrolled_at, new.completed_at];
    tx.execute_one(ADVANCE, values).await?;
    let thing = Thing::new("enrolment", old.course.get()).of(old.account);
    step(tx, now, by, thing, (act.name(), to)).await
}

const OF_ORDER: &str =
    concat!(enrolment_columns!(), "WHERE e.order_shop_id = $1 AND e.order_id = $2 LIMIT 20");
/// The seats that were paid with an order.
pub(super) async fn of_order(tx: &mut Tx, order: OrderId) -> Result<Vec<Enrolment>, DbError> {
    tx.list(OF_ORDER, params![order.shop(), order.number()], decode).await
}

const COUNT: &str = "SELECT e.course_id, e.state, COUNT(*) FROM enrolment e JOIN course c ON c.id = e.course_id \
    WHERE c.author_id = $1 GROUP BY e.course_id, e.state ORDER BY e.course_id, e.state LIMIT 3000";
/// How many are in the courses of a lecturer, and how many of them have completed theirs.
pub async fn count_of_author(
    tx: &mut Tx,
    author: AccountId,
) -> Result<BTreeMap<CourseId, (i64, i64)>, DbError> {
    let decode = |mut row: Row| Ok((CourseId::new(row.int()?), row.word(EnrolmentStage::parse)?, row.int()?));
    let mut counts: BTreeMap<CourseId, (i64, i64)> = BTreeMap::new();
    for (course, stage, count) in tx.list(COUNT, params![author], decode).await? {
        let (learners, completed) = counts.entry(course).or_default();
        match stage {
            EnrolmentStage::Enrolled => *learners += count,
            EnrolmentStage::Completed => (*learners, *completed) = (*learners + count, count),
            EnrolmentStage::Left => {}
        }
    }
    Ok(counts)
}

const READ: &str = "INSERT INTO lesson_read (course_id, account_id, lesson_id, read_at, kept_at) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (course_id, account_id, lesson_id) DO NOTHING";
/// Keep that somebody has read a lesson; what is told twice is kept once.
pub(super) async fn insert_read(
    tx: &mut Tx,
    now: Timestamp,
    course: CourseId,
    account: AccountId,
    (lesson, read_at): (LessonId, Timestamp),
) -> Result<(), DbError> {
    tx.execute(READ, params![course.get(), account, lesson.get(), read_at, now]).await.map(drop)
}

const TRY: &str = "INSERT INTO quiz_try (course_id, account_id, lesson_id, id, good, questions, answers, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
pub(super) async fn insert_try(
    tx: &mut Tx,
    now: Timestamp,
    (course, account, lesson): (CourseId, AccountId, LessonId),
    (good, questions): (i64, i64),
    answers: String,
) -> Result<(), DbError> {
    let id = tx.next_id(now);
    let values = params![course.get(), account, lesson.get(), id, good, questions, answers, now];
    tx.execute_one(TRY, values).await
}

const READS: &str = "SELECT lesson_id FROM lesson_read WHERE course_id = $1 AND account_id = $2 LIMIT 1000";
const BEST: &str = "SELECT lesson_id, good, questions FROM quiz_try WHERE course_id = $1 AND account_id = $2 \
    ORDER BY lesson_id, good * 100 / questions DESC, id LIMIT 5000";
const WORK: &str =
    "SELECT lesson_id, state FROM academy_hand_in WHERE course_id = $1 AND account_id = $2 LIMIT 1000";
/// How far somebody has come in a course by reading, answering and handing in.
pub async fn progress(tx: &mut Tx, course: CourseId, account: AccountId) -> Result<Progress, DbError> {
    let values = params![course.get(), account];
    gather(tx, (READS, BEST, WORK), values).await
}

const READS_EVERYWHERE: &str = "SELECT lesson_id FROM lesson_read WHERE account_id = $1 LIMIT 10000";
const BEST_EVERYWHERE: &str = "SELECT lesson_id, good, questions FROM quiz_try WHERE account_id = $1 \
    ORDER BY lesson_id, good * 100 / questions DESC, id LIMIT 20000";
const WORK_EVERYWHERE: &str =
    "SELECT lesson_id, state FROM academy_hand_in WHERE account_id = $1 LIMIT 10000";
/// The same in all their courses together.
pub async fn progress_everywhere(tx: &mut Tx, account: AccountId) -> Result<Progress, DbError> {
    gather(tx, (READS_EVERYWHERE, BEST_EVERYWHERE, WORK_EVERYWHERE), params![account]).await
}

async fn gather(
    tx: &mut Tx,
    (reads, best, work): (&'static str, &'static str, &'static str),
    values: &[platform::db::Value],
) -> Result<Progress, DbError> {
    let mut done: BTreeMap<LessonId, Done> = BTreeMap::new();
    for lesson in tx.list(reads, values, |mut row| row.int()).await? {
        done.entry(LessonId::new(lesson)).or_default().is_read = true;
    }
    let decode = |mut row: Row| Ok((LessonId::new(row.int()?), (row.int()?, row.int()?)));
    for (lesson, best) in tx.list(best, values, decode).await? {
        // The first of a lesson is its best.
        done.entry(lesson).or_default().best.get_or_insert(best);
    }
    let decode = |mut row: Row| Ok((LessonId::new(row.int()?), row.word(HandInStage::parse)?));
    for (lesson, stage) in tx.list(work, values, decode).await? {
        done.entry(lesson).or_default().work = Some(stage);
    }
    Ok(Progress { done })
}

const READS_OF: &str = concat!(
    "SELECT account_id, lesson_id FROM lesson_read WHERE ",
    any_pair!("course_id", "account_id"),
    " LIMIT 24000"
);
const BEST_OF: &str = concat!(
    "SELECT account_id, lesson_id, MAX(good * 100 / questions) FROM quiz_try WHERE ",
    any_pair!("course_id", "account_id"),
    " GROUP BY account_id, lesson_id LIMIT 24000"
);
/// The same of several learners, without their work; the best try at a quiz is so many of a hundred.
pub(super) async fn progress_of(
    tx: &mut Tx,
    course: CourseId,
    learners: &[AccountId],
) -> Result<BTreeMap<AccountId, Progress>, DbError> {
    let mut all: BTreeMap<AccountId, Progress> = BTreeMap::new();
    let decode = |mut row: Row| Ok((row.account()?, LessonId::new(row.int()?)));
    for (learner, lesson) in tx.list_several(READS_OF, keys(course, learners), decode).await? {
        all.entry(learner).or_default().done.entry(lesson).or_default().is_read = true;
    }
    let decode = |mut row: Row| Ok((row.account()?, LessonId::new(row.int()?), row.int()?));
    for (learner, lesson, percent) in tx.list_several(BEST_OF, keys(course, learners), decode).await? {
        all.entry(learner).or_default().done.entry(lesson).or_default().best = Some((percent, 100));
    }
    Ok(all)
}

fn keys(course: CourseId, learners: &[AccountId]) -> Vec<Vec<platform::db::Value>> {
    learners.iter().map(|learner| params![course.get(), *learner].to_vec()).collect()
}

const COMPLETED: &str = concat!(
    "SELECT account_id FROM enrolment WHERE state = 'completed' AND ",
    any_pair!("course_id", "account_id"),
    " LIMIT 24"
);
/// Those of several learners who have completed a course.
pub(super) async fn completed_of(
    tx: &mut Tx,
    course: CourseId,
    learners: &[AccountId],
) -> Result<BTreeSet<AccountId>, DbError> {
    let found = tx.list_several(COMPLETED, keys(course, learners), |mut row: Row| row.account()).await?;
    Ok(found.into_iter().collect())
}

const COURSES: &str = concat!(
    course_store::course_columns!(),
    "JOIN enrolment e ON e.course_id = c.id WHERE e.account_id = $1 AND e.state <> 'left' \
     ORDER BY e.enrolled_at DESC, c.id LIMIT 200"
);
/// The courses that somebody is in, the newest first.
pub async fn courses_of_learner(tx: &mut Tx, account: AccountId) -> Result<Vec<Course>, DbError> {
    tx.list(COURSES, params![account], |mut row| course_store::decode(&mut row)).await
}

const EXPORT: &str = "SELECT e.course_id, c.title, e.state, e.enrolled_at, (SELECT COUNT(*) FROM lesson_read r \
    WHERE r.course_id = e.course_id AND r.account_id = e.account_id) FROM enrolment e JOIN course c ON c.id = e.course_id \
    WHERE e.account_id = $1 ORDER BY e.enrolled_at LIMIT 1000";
/// What somebody learns: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let decode = |mut row: Row| {
        Ok(serde_json::json!({
            "course": CourseId::new(row.int()?), "title": row.text()?, "state": row.text()?,
            "enrolled_at": row.time()?, "lessons_read": row.int()?,
        }))
    };
    Ok(tx.list(EXPORT, params![account], decode).await?.into_iter().collect())
}

const FORGET_TRIES: &str = "DELETE FROM quiz_try WHERE account_id = $1";
const FORGET_READS: &str = "DELETE FROM lesson_read WHERE account_id = $1";
/// What somebody read and answered goes with them; that they were there stays, without a name.
pub(super) async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET_TRIES, params![account]).await?;
    tx.execute(FORGET_READS, params![account]).await.map(drop)
}
