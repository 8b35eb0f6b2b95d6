use kernel::{AccountId, Timestamp};
use platform::{
    db::{DbError, Row, Tx, Value, json},
    i18n::Lang,
    params,
};

use super::{Content, CourseId, Lesson, LessonId, Task};

macro_rules! lesson_columns {
    () => {
        "SELECT l.course_id, l.id, l.position, c.language, l.minutes, l.title, l.title_en, l.body, l.body_en, l.pictures, l.film, l.quiz, \
         l.task, l.task_words, l.task_words_en FROM lesson l JOIN course c ON c.id = l.course_id "
    };
}

fn decode(mut row: Row) -> Result<Lesson, DbError> {
    Ok(Lesson {
        course: CourseId::new(row.int()?),
        id: LessonId::new(row.int()?),
        position: row.int()?,
        language: row.word(Lang::parse)?,
        content: Content {
            minutes: row.int()?,
            title: row.text()?,
            title_en: row.text()?,
            body: row.text()?,
            body_en: row.text()?,
            pictures: row.json()?,
            film: row.json()?,
            quiz: row.json()?,
            task: row.word(Task::parse)?,
            task_words: row.text()?,
            task_words_en: row.text()?,
        },
    })
}

fn content(course: CourseId, id: LessonId, it: &Content, now: Timestamp) -> Result<Vec<Value>, DbError> {
    Ok(params![
        course.get(),
        id.get(),
        it.minutes,
        &it.title,
        &it.title_en,
        &it.body,
        &it.body_en,
        json(&it.pictures)?,
        json(&it.film)?,
        json(&it.quiz)?,
        it.task.name(),
        &it.task_words,
        &it.task_words_en,
        now
    ]
    .to_vec())
}

const INSERT: &str = "INSERT INTO lesson (course_id, id, minutes, title, title_en, body, body_en, pictures, film, quiz, task, \
    task_words, task_words_en, updated_at, position) \
    SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, COALESCE(MAX(position), 0) + 1 \
    FROM lesson WHERE course_id = $1";
/// Keep a new lesson behind all others of its course.
pub(super) async fn insert(
    tx: &mut Tx,
    now: Timestamp,
    course: CourseId,
    id: LessonId,
    it: &Content,
) -> Result<(), DbError> {
    let row = content(course, id, it, now)?;
    tx.execute_one(INSERT, &row).await
}

const UPDATE: &str = "UPDATE lesson SET minutes = $3, title = $4, title_en = $5, body = $6, body_en = $7, pictures = $8, \
    film = $9, quiz = $10, task = $11, task_words = $12, task_words_en = $13, updated_at = $14 WHERE course_id = $1 AND id = $2";
pub(super) async fn update(
    tx: &mut Tx,
    now: Timestamp,
    course: CourseId,
    id: LessonId,
    it: &Content,
) -> Result<(), DbError> {
    let row = content(course, id, it, now)?;
    tx.execute_one(UPDATE, &row).await
}

const PLACE: &str = "UPDATE lesson SET position = $3 WHERE course_id = $1 AND id = $2";
/// Put a lesson at a place.
pub(super) async fn place(tx: &mut Tx, course: CourseId, id: LessonId, position: i64) -> Result<(), DbError> {
    tx.execute_one(PLACE, params![course.get(), id.get(), position]).await
}

const DELETE: &str = "DELETE FROM lesson WHERE course_id = $1 AND id = $2";
pub(super) async fn delete(tx: &mut Tx, course: CourseId, id: LessonId) -> Result<(), DbError> {
    tx.execute_one(DELETE, params![course.get(), id.get()]).await
}

const LIST: &str = concat!(lesson_columns!(), "WHERE l.course_id = $1 ORDER BY l.position, l.id LIMIT 60");
/// The lessons of a course, in their order.
pub async fn list(tx: &mut Tx, course: CourseId) -> Result<Vec<Lesson>, DbError> {
    tx.list(LIST, params![course.get()], decode).await
}

const OF_LEARNER: &str = concat!(
    lesson_columns!(),
    "JOIN enrolment e ON e.course_id = l.course_id WHERE e.account_id = $1 AND e.state <> 'left' \
     ORDER BY l.course_id, l.position LIMIT 3000"
);
/// The lessons of all courses that somebody is in.
pub async fn list_of_learner(tx: &mut Tx, account: AccountId) -> Result<Vec<Lesson>, DbError> {
    tx.list(OF_LEARNER, params![account], decode).await
}

const LENGTHS: &str = "SELECT l.course_id, COUNT(*), CAST(SUM(l.minutes) AS BIGINT) FROM lesson l \
    JOIN course c ON c.id = l.course_id WHERE c.state = 'open' AND c.id < $1 \
    GROUP BY l.course_id ORDER BY l.course_id DESC LIMIT $2";
/// How many lessons and minutes open courses have, the newest first.
pub async fn lengths(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<(CourseId, i64, i64)>, DbError> {
    let decode = |mut row: Row| Ok((CourseId::new(row.int()?), row.int()?, row.int()?));
    tx.list(LENGTHS, params![before, limit], decode).await
}

const FIND: &str = concat!(lesson_columns!(), "WHERE l.course_id = $1 AND l.id = $2");
pub async fn find(tx: &mut Tx, course: CourseId, id: LessonId) -> Result<Option<Lesson>, DbError> {
    tx.find(FIND, params![course.get(), id.get()], decode).await
}

const USED: &str = "SELECT (SELECT COUNT(*) FROM lesson_read WHERE course_id = $1 AND lesson_id = $2) \
    + (SELECT COUNT(*) FROM quiz_try WHERE course_id = $1 AND lesson_id = $2) \
    + (SELECT COUNT(*) FROM academy_hand_in WHERE course_id = $1 AND lesson_id = $2)";
/// Whether anybody has learnt from a lesson.
pub(super) async fn is_used(tx: &mut Tx, course: CourseId, id: LessonId) -> Result<bool, DbError> {
    Ok(tx.number(USED, params![course.get(), id.get()]).await? > 0)
}
