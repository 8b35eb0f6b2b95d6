use goods::catalog::ListingId;
use kernel::{AccountId, Actor, ShopId, Timestamp};
use platform::{
    db::{DbError, Row, Tx, Value},
    i18n::Lang,
    params,
};

use super::{
    Course, CourseAct, CourseId, CourseStage, Goal, Syllabus,
    step_store::{Thing, step},
};

macro_rules! course_columns {
    () => {
        "SELECT c.id, c.author_id, c.state, c.language, c.title, c.title_en, c.words, c.words_en, c.goal, c.seat_shop_id, \
         c.seat_listing_id, c.cover, c.created_at FROM course c "
    };
}
pub(super) use course_columns;

pub(super) fn decode(row: &mut Row) -> Result<Course, DbError> {
    Ok(Course {
        id: CourseId::new(row.int()?),
        author: row.account()?,
        stage: row.word(CourseStage::parse)?,
        said: Syllabus {
            language: row.word(Lang::parse)?,
            title: row.text()?,
            title_en: row.text()?,
            words: row.text()?,
            words_en: row.text()?,
            goal: row.word(Goal::parse)?,
            seat: {
                let (shop, listing) = (row.maybe_int()?, row.maybe_int()?);
                shop.zip(listing).map(|(shop, listing)| ListingId::new(ShopId::new(shop), listing))
            },
        },
        cover: row.text()?,
        created_at: row.time()?,
    })
}

fn one(mut row: Row) -> Result<Course, DbError> {
    decode(&mut row)
}

fn said(course: &Course) -> Vec<Value> {
    let said = &course.said;
    let (shop, listing) = (said.seat.map(ListingId::shop), said.seat.map(ListingId::number));
    params![
        course.id.get(),
        said.language.code(),
        &said.title,
        &said.title_en,
        &said.words,
        &said.words_en,
        said.goal.name(),
        shop,
        listing,
        &course.cover
    ]
    .to_vec()
}

const INSERT: &str = "INSERT INTO course (id, language, title, title_en, words, words_en, goal, seat_shop_id, seat_listing_id, \
    cover, author_id, state, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)";
pub(super) async fn insert(tx: &mut Tx, by: &Actor, course: &Course) -> Result<(), DbError> {
    let mut row = said(course);
    row.extend_from_slice(params![course.author, course.stage.name(), course.created_at]);
    tx.execute_one(INSERT, &row).await?;
    let thing = Thing::new("course", course.id.get());
    step(tx, course.created_at, by, thing, ("make", course.stage.name())).await
}

const UPDATE: &str = "UPDATE course SET language = $2, title = $3, title_en = $4, words = $5, words_en = $6, goal = $7, \
    seat_shop_id = $8, seat_listing_id = $9, cover = $10, updated_at = $11 WHERE id = $1";
pub(super) async fn update(tx: &mut Tx, now: Timestamp, course: &Course) -> Result<(), DbError> {
    let mut row = said(course);
    row.push(now.into());
    tx.execute_one(UPDATE, &row).await
}

const ADVANCE: &str = "UPDATE course SET state = $3, updated_at = $4 WHERE id = $1 AND state = $2";
pub(super) async fn advance(
    tx: &mut Tx,
    now: Timestamp,
    by: &Actor,
    act: CourseAct,
    (old, new): (&Course, &Course),
) -> Result<(), DbError> {
    tx.execute_one(ADVANCE, params![old.id.get(), old.stage.name(), new.stage.name(), now]).await?;
    step(tx, now, by, Thing::new("course", old.id.get()), (act.name(), new.stage.name())).await
}

const FIND: &str = concat!(course_columns!(), "WHERE c.id = $1");
/// A course, whatever its stage: who shows it asks whether it may be shown.
pub async fn find(tx: &mut Tx, id: CourseId) -> Result<Option<Course>, DbError> {
    tx.find(FIND, params![id.get()], one).await
}

const FIND_OWN: &str = concat!(
    course_columns!(),
    "JOIN academy_lecturer l ON l.account_id = c.author_id WHERE c.id = $1 AND c.author_id = $2"
);
/// A course of a lecturer's own; nothing for who teaches no more.
pub async fn find_own(tx: &mut Tx, author: AccountId, id: CourseId) -> Result<Option<Course>, DbError> {
    tx.find(FIND_OWN, params![id.get(), author], one).await
}

const LIST_OPEN: &str =
    concat!(course_columns!(), "WHERE c.state = 'open' AND c.id < $1 ORDER BY c.id DESC LIMIT $2");
/// Courses that people may come into, the newest first.
pub async fn list_open(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Course>, DbError> {
    tx.list(LIST_OPEN, params![before, limit], one).await
}

const LIST_OF_AUTHOR: &str =
    concat!(course_columns!(), "WHERE c.author_id = $1 AND c.id < $2 ORDER BY c.id DESC LIMIT $3");
/// The courses that a lecturer writes, the newest first.
pub async fn list_of_author(
    tx: &mut Tx,
    author: AccountId,
    before: i64,
    limit: i64,
) -> Result<Vec<Course>, DbError> {
    tx.list(LIST_OF_AUTHOR, params![author, before, limit], one).await
}

const OF_SEAT: &str = concat!(
    course_columns!(),
    "WHERE c.seat_shop_id = $1 AND c.seat_listing_id = $2 AND c.state <> 'draft' ORDER BY c.id LIMIT 20"
);
/// The courses for which a listing is a seat.
pub async fn of_seat(tx: &mut Tx, seat: ListingId) -> Result<Vec<Course>, DbError> {
    tx.list(OF_SEAT, params![seat.shop(), seat.number()], one).await
}

const COUNT_OPEN: &str = "SELECT COUNT(*) FROM course WHERE state = 'open'";
pub async fn count_open(tx: &mut Tx) -> Result<i64, DbError> {
    tx.number(COUNT_OPEN, &[]).await
}
