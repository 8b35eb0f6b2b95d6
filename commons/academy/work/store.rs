//! What was handed in, and its history.

use goods::catalog::ListingId;
use kernel::{AccountId, Actor, ShopId, Timestamp};
use platform::{
    any_pair,
    db::{DbError, Row, Tx, Value},
    i18n::Lang,
    params,
};
use serde_json::json;

use super::{Given, HandIn, HandInAct, HandInId, HandInStage, Step, StepId, Thing, Work};
use crate::{
    academy::{CourseId, LessonId, Task},
    live::RoomId,
};

macro_rules! columns {
    () => {
        "SELECT h.id, h.course_id, h.lesson_id, h.account_id, h.state, h.words, h.kind, h.thing_shop_id, h.thing_id, \
         h.handed_at, h.marked_by, h.marked_at, h.mark_words, h.last_step, h.created_at"
    };
}

fn take_thing(row: &mut Row) -> Result<Option<Thing>, DbError> {
    let task = row.word(Task::parse)?;
    let (shop, number) = (row.maybe_int()?, row.maybe_int()?);
    let pair = shop.zip(number).map(|(shop, number)| (ShopId::new(shop), number));
    Ok(pair.map(|(shop, number)| match task {
        Task::Practice => Thing::Show(RoomId::new(shop, number)),
        Task::None | Task::Words | Task::Listing => Thing::Listing(ListingId::new(shop, number)),
    }))
}

fn take(row: &mut Row) -> Result<HandIn, DbError> {
    Ok(HandIn {
        id: HandInId::new(row.int()?),
        course: CourseId::new(row.int()?),
        lesson: LessonId::new(row.int()?),
        learner: row.account()?,
        stage: row.word(HandInStage::parse)?,
        work: Work { words: row.text()?, thing: take_thing(row)? },
        handed_at: row.time()?,
        given: {
            let (by, at, words) = (row.maybe_int()?, row.maybe_time()?, row.text()?);
            at.map(|at| Given { by: by.map(AccountId::new), at, words })
        },
        last_step: StepId::new(row.int()?),
        created_at: row.time()?,
    })
}

fn decode(mut row: Row) -> Result<HandIn, DbError> {
    take(&mut row)
}

fn thing(work: &Work) -> (Option<ShopId>, Option<i64>) {
    match work.thing {
        None => (None, None),
        Some(Thing::Listing(listing)) => (Some(listing.shop()), Some(listing.number())),
        Some(Thing::Show(room)) => (Some(room.shop()), Some(room.number())),
    }
}

/// What changes with a step.
fn changing(it: &HandIn) -> Vec<Value> {
    let (shop, number) = thing(&it.work);
    let (by, at) = it.given.as_ref().map_or((None, None), |given| (given.by, Some(given.at)));
    let mark_words = it.given.as_ref().map(|given| given.words.as_str()).unwrap_or_default();
    params![
        it.id.get(),
        it.stage.name(),
        it.work.task().name(),
        &it.work.words,
        shop,
        number,
        it.handed_at,
        by,
        at,
        mark_words,
        it.last_step.get()
    ]
    .to_vec()
}

const INSERT: &str = "INSERT INTO academy_hand_in (id, state, kind, words, thing_shop_id, thing_id, handed_at, marked_by, \
    marked_at, mark_words, last_step, course_id, lesson_id, account_id, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
pub(super) async fn insert(tx: &mut Tx, by: &Actor, it: &HandIn) -> Result<(), DbError> {
    let mut values = changing(it);
    values.extend_from_slice(params![it.course.get(), it.lesson.get(), it.learner, it.created_at]);
    tx.execute_one(INSERT, &values).await?;
    step(tx, it.created_at, by, HandInAct::HandIn, (None, it)).await
}

const ADVANCE: &str = "UPDATE academy_hand_in SET state = $2, kind = $3, words = $4, thing_shop_id = $5, thing_id = $6, \
    handed_at = $7, marked_by = $8, marked_at = $9, mark_words = $10, last_step = $11 WHERE id = $1 AND last_step = $12";
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: HandInAct,
    (old, new): (&HandIn, &HandIn),
) -> Result<(), DbError> {
    let mut values = changing(new);
    values.push(old.last_step.get().into());
    tx.execute_one(ADVANCE, &values).await?;
    step(tx, now, by, act, (Some(old), new)).await
}

const STEP: &str = "INSERT INTO academy_hand_in_step (hand_in_id, id, act, was, state, words, thing_shop_id, thing_id, \
    by_account, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
async fn step(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: HandInAct,
    (old, new): (Option<&HandIn>, &HandIn),
) -> Result<(), DbError> {
    let was = old.map(|old| old.stage.name()).unwrap_or_default();
    let words = new.given.as_ref().map_or(new.work.words.as_str(), |given| given.words.as_str());
    let (shop, number) = thing(&new.work);
    let account = by.account().ok();
    let values = params![
        new.id.get(),
        new.last_step.get(),
        act.name(),
        was,
        new.stage.name(),
        words,
        shop,
        number,
        account,
        now
    ];
    tx.execute_one(STEP, values).await
}

const FIND: &str = concat!(columns!(), " FROM academy_hand_in h WHERE h.id = $1");
pub(super) async fn find(tx: &mut Tx, id: HandInId) -> Result<Option<HandIn>, DbError> {
    tx.find(FIND, params![id.get()], decode).await
}

const FIND_OF: &str = concat!(
    columns!(),
    " FROM academy_hand_in h WHERE h.course_id = $1 AND h.lesson_id = $2 AND h.account_id = $3"
);
/// What a learner has handed in for a lesson.
pub async fn find_of(
    tx: &mut Tx,
    course: CourseId,
    lesson: LessonId,
    learner: AccountId,
) -> Result<Option<HandIn>, DbError> {
    tx.find(FIND_OF, params![course.get(), lesson.get(), learner], decode).await
}

macro_rules! of_lecturer {
    () => {
        " FROM academy_hand_in h JOIN course c ON c.id = h.course_id JOIN academy_lecturer t ON t.account_id = c.author_id "
    };
}

const FIND_FOR_LECTURER: &str = concat!(columns!(), of_lecturer!(), "WHERE h.id = $1 AND c.author_id = $2");
/// Work in a course of a lecturer's own; nothing for others, and for who teaches no more.
pub async fn find_for_lecturer(
    tx: &mut Tx,
    lecturer: AccountId,
    id: HandInId,
) -> Result<Option<HandIn>, DbError> {
    tx.find(FIND_FOR_LECTURER, params![id.get(), lecturer], decode).await
}

const STEPS: &str = "SELECT s.act, s.was, s.state, s.words, s.by_account, \
    CASE WHEN a.closed_at IS NULL THEN a.name ELSE '' END, s.created_at FROM academy_hand_in_step s \
    LEFT JOIN account a ON a.id = s.by_account WHERE s.hand_in_id = $1 ORDER BY s.id DESC LIMIT 200";
/// Its history, the newest first.
pub async fn steps(tx: &mut Tx, id: HandInId) -> Result<Vec<Step>, DbError> {
    let decode = |mut row: Row| {
        Ok(Step {
            act: row.word(HandInAct::parse)?,
            was: HandInStage::parse(&row.text()?),
            stage: row.word(HandInStage::parse)?,
            words: row.text()?,
            by: row.maybe_int()?.map(AccountId::new),
            name: row.maybe_text()?.unwrap_or_default(),
            at: row.time()?,
        })
    };
    tx.list(STEPS, params![id.get()], decode).await
}

/// Work that waits to be marked, with whose it is and what for.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub work: HandIn,
    /// Empty for who has left the market.
    pub learner: String,
    /// Of the lesson, in its own language and in English; the English is empty where there is none.
    pub title: String,
    pub title_en: String,
    pub language: Lang,
}

impl Waiting {
    pub fn title_in(&self, lang: impl Into<Lang>) -> &str {
        people::shops::pick(lang, self.language, &self.title, &self.title_en)
    }
}

const WAITING: &str = concat!(
    columns!(),
    ", CASE WHEN a.closed_at IS NULL THEN a.name ELSE '' END, l.title, l.title_en, c.language",
    of_lecturer!(),
    "JOIN lesson l ON l.course_id = h.course_id AND l.id = h.lesson_id LEFT JOIN account a ON a.id = h.account_id \
     WHERE h.state = 'handed-in' AND c.author_id = $1 AND h.last_step > $2 ORDER BY h.last_step LIMIT $3"
);
/// What waits for a lecturer to mark it, the oldest first, from behind a step.
pub async fn list_waiting(
    tx: &mut Tx,
    lecturer: AccountId,
    after: i64,
    limit: i64,
) -> Result<Vec<Waiting>, DbError> {
    let decode = |mut row: Row| {
        Ok(Waiting {
            work: take(&mut row)?,
            learner: row.maybe_text()?.unwrap_or_default(),
            title: row.text()?,
            title_en: row.text()?,
            language: row.word(Lang::parse)?,
        })
    };
    tx.list(WAITING, params![lecturer, after, limit], decode).await
}

const COUNT_WAITING: &str = concat!(
    "SELECT COUNT(*)",
    of_lecturer!(),
    "JOIN lesson l ON l.course_id = h.course_id AND l.id = h.lesson_id WHERE h.state = 'handed-in' AND c.author_id = $1"
);
/// How much waits for a lecturer: as much as is listed.
pub async fn count_waiting(tx: &mut Tx, lecturer: AccountId) -> Result<i64, DbError> {
    tx.number(COUNT_WAITING, params![lecturer]).await
}

/// A line of the marks of a course.
#[derive(Clone, Debug)]
pub struct Marked {
    pub work: HandIn,
    /// Empty for who has left the market.
    pub learner: String,
    /// Of the lesson.
    pub position: i64,
    pub title: String,
}

const OF_COURSE: &str = concat!(
    columns!(),
    ", CASE WHEN a.closed_at IS NULL THEN a.name ELSE '' END, l.position, l.title FROM academy_hand_in h \
     JOIN lesson l ON l.course_id = h.course_id AND l.id = h.lesson_id LEFT JOIN account a ON a.id = h.account_id \
     WHERE h.course_id = $1 AND h.id > $2 ORDER BY h.id LIMIT $3"
);
/// All work of a course with its marks, in the order in which it was handed in first.
pub async fn list_of_course(
    tx: &mut Tx,
    course: CourseId,
    after: i64,
    limit: i64,
) -> Result<Vec<Marked>, DbError> {
    let decode = |mut row: Row| {
        Ok(Marked {
            work: take(&mut row)?,
            learner: row.maybe_text()?.unwrap_or_default(),
            position: row.int()?,
            title: row.text()?,
        })
    };
    tx.list(OF_COURSE, params![course.get(), after, limit], decode).await
}

const MARKS_OF: &str = concat!(
    "SELECT id, account_id, lesson_id, state FROM academy_hand_in WHERE ",
    any_pair!("course_id", "account_id"),
    " LIMIT 6000"
);
/// How what a learner has handed in for a lesson stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkOf {
    pub id: HandInId,
    pub learner: AccountId,
    pub lesson: LessonId,
    pub stage: HandInStage,
}

/// How what some learners of a course have handed in stands, lesson by lesson.
pub async fn marks_of(tx: &mut Tx, course: CourseId, learners: &[AccountId]) -> Result<Vec<MarkOf>, DbError> {
    let keys = learners.iter().map(|learner| params![course.get(), *learner].to_vec()).collect();
    let decode = |mut row: Row| {
        Ok(MarkOf {
            id: HandInId::new(row.int()?),
            learner: row.account()?,
            lesson: LessonId::new(row.int()?),
            stage: row.word(HandInStage::parse)?,
        })
    };
    tx.list_several(MARKS_OF, keys, decode).await
}

const EXPORT: &str =
    concat!(columns!(), " FROM academy_hand_in h WHERE h.account_id = $1 ORDER BY h.id LIMIT 2000");
/// What somebody has handed in, and how it was marked: for their export.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<serde_json::Value, DbError> {
    let told = |it: HandIn| {
        json!({
            "course": it.course, "lesson": it.lesson, "state": it.stage.name(), "words": it.work.words,
            "handed_in_at": it.handed_at, "mark": it.given.map(|given| given.words),
        })
    };
    Ok(tx.list(EXPORT, params![account], decode).await?.into_iter().map(told).collect())
}

const EXPORT_GIVEN: &str = "SELECT h.course_id, h.lesson_id, s.state, s.words, s.created_at FROM academy_hand_in_step s \
    JOIN academy_hand_in h ON h.id = s.hand_in_id WHERE s.by_account = $1 AND s.act <> 'hand-in' \
    ORDER BY s.created_at, s.id LIMIT 20000";
/// The marks that somebody has given, each that was corrected too: for their export. Whose work it was is the learners'.
pub async fn export_given(tx: &mut Tx, account: AccountId) -> Result<serde_json::Value, DbError> {
    let told = |mut row: Row| {
        Ok(json!({
            "course": CourseId::new(row.int()?), "lesson": LessonId::new(row.int()?), "mark": row.text()?,
            "words": row.text()?, "at": row.time()?,
        }))
    };
    Ok(tx.list(EXPORT_GIVEN, params![account], told).await?.into_iter().collect())
}

const FORGET_STEPS: &str = "DELETE FROM academy_hand_in_step WHERE hand_in_id IN \
    (SELECT id FROM academy_hand_in WHERE account_id = $1)";
const FORGET: &str = "DELETE FROM academy_hand_in WHERE account_id = $1";
/// What somebody has handed in goes with them, and what was said of it.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    tx.execute(FORGET_STEPS, params![account]).await?;
    tx.execute(FORGET, params![account]).await.map(drop)
}
