//! What is asked, and what is answered.

use kernel::AccountId;
use platform::{
    db::{DbError, Row, Tx},
    params,
};
use serde_json::{Value, json};

use super::{About, Question, QuestionId, QuestionStage};
use crate::academy::{CourseId, LessonId, cohorts::CohortId};

macro_rules! question_columns {
    () => {
        "SELECT q.id, q.course_id, q.cohort_id, q.lesson_id, q.asker_id, q.lecturer_id, q.state, q.words, q.answer, \
         q.created_at, q.answered_at FROM course_question q "
    };
}

fn decode(mut row: Row) -> Result<Question, DbError> {
    Ok(Question {
        id: QuestionId::new(row.int()?),
        course: CourseId::new(row.int()?),
        about: match (row.maybe_int()?, row.maybe_int()?) {
            (Some(cohort), _) => About::Cohort(CohortId::new(cohort)),
            (None, lesson) => About::Lesson(LessonId::new(lesson.unwrap_or(0))),
        },
        asker: row.account()?,
        lecturer: row.account()?,
        stage: row.word(QuestionStage::parse)?,
        words: row.text()?,
        answer: row.text()?,
        asked_at: row.time()?,
        answered_at: row.maybe_time()?,
    })
}

const INSERT: &str = "INSERT INTO course_question (id, course_id, cohort_id, lesson_id, asker_id, lecturer_id, state, words, \
    answer, created_at, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, NULL)";
pub(super) async fn insert(tx: &mut Tx, it: &Question) -> Result<(), DbError> {
    let (cohort, lesson) = match it.about {
        About::Cohort(cohort) => (Some(cohort.get()), None),
        About::Lesson(lesson) => (None, Some(lesson.get())),
    };
    let (id, course, state) = (it.id.get(), it.course.get(), it.stage.name());
    let values = params![id, course, cohort, lesson, it.asker, it.lecturer, state, &it.words, it.asked_at];
    tx.execute_one(INSERT, values).await
}

const ANSWER: &str =
    "UPDATE course_question SET state = $3, answer = $4, answered_at = $5 WHERE id = $1 AND state = $2";
pub(super) async fn advance(tx: &mut Tx, old: &Question, new: &Question) -> Result<(), DbError> {
    let values = params![old.id.get(), old.stage.name(), new.stage.name(), &new.answer, new.answered_at];
    tx.execute_one(ANSWER, values).await
}

const FIND: &str = concat!(question_columns!(), "WHERE q.id = $1");
pub(super) async fn find(tx: &mut Tx, id: QuestionId) -> Result<Option<Question>, DbError> {
    tx.find(FIND, params![id.get()], decode).await
}

const TO_LECTURER: &str = concat!(
    question_columns!(),
    "WHERE q.lecturer_id = $1 AND q.state = $2 AND q.id < $3 ORDER BY q.id DESC LIMIT $4"
);
/// What a lecturer is asked, open or answered, the newest first.
pub async fn to_lecturer(
    tx: &mut Tx,
    lecturer: AccountId,
    stage: QuestionStage,
    (before, limit): (i64, i64),
) -> Result<Vec<Question>, DbError> {
    tx.list(TO_LECTURER, params![lecturer, stage.name(), before, limit], decode).await
}

const COUNT_OPEN: &str = "SELECT COUNT(*) FROM course_question WHERE lecturer_id = $1 AND state = 'open'";
pub async fn count_open(tx: &mut Tx, lecturer: AccountId) -> Result<i64, DbError> {
    tx.number(COUNT_OPEN, params![lecturer]).await
}

const OF_ASKER: &str =
    concat!(question_columns!(), "WHERE q.asker_id = $1 AND q.course_id = $2 ORDER BY q.id DESC LIMIT 100");
/// What somebody has asked in a course, the newest first.
pub async fn of_asker(tx: &mut Tx, asker: AccountId, course: CourseId) -> Result<Vec<Question>, DbError> {
    tx.list(OF_ASKER, params![asker, course.get()], decode).await
}

const ALL_OF: &str = concat!(question_columns!(), "WHERE q.asker_id = $1 ORDER BY q.id DESC LIMIT 5000");
/// All that somebody has asked: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<Value, DbError> {
    let one = |it: Question| json!({ "words": it.words, "answer": it.answer, "asked_at": it.asked_at });
    Ok(tx.list(ALL_OF, params![account], decode).await?.into_iter().map(one).collect())
}

const FORGET: &str = "DELETE FROM course_question WHERE asker_id = $1";
/// What somebody asked goes with them.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET, params![account]).await.map(drop)
}
