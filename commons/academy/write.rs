//! Writing a course: by the lecturer whose it is.

use goods::catalog;
use kernel::{AccountId, Actor, Forbidden, Refused, Timestamp};
use people::shops;
use platform::db::{DbError, Tx};

use super::{
    Content, Course, CourseAct, CourseId, CourseStage, Lesson, LessonId, Shown, Syllabus, course_store,
    lecturer_store, lesson::MOST_LESSONS, lesson_store,
};
use crate::live::{self, films};

#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("there is no such course or lesson of this lecturer")]
    NoSuch,
    #[error("there is no such film or replay to be shown")]
    NoSuchFilm,
    #[error("the listing for a seat is not one of this lecturer's shops")]
    NoSuchSeat,
    #[error("a course has as many lessons as it may")]
    Full,
    #[error("a course without lessons cannot be opened")]
    Empty,
    #[error("somebody has learnt from the lesson")]
    Used,
    #[error(transparent)]
    Refused(#[from] Refused<CourseStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the course could not be written")]
    Store(#[from] DbError),
}

/// The course, for its author alone; to others there is none.
async fn own(tx: &mut Tx, by: &Actor, id: CourseId) -> Result<Course, WriteError> {
    course_store::find_own(tx, by.account()?, id).await?.ok_or(WriteError::NoSuch)
}

/// A seat is a listing of a shop in which the lecturer works: nobody sells what others list.
async fn check_seat(tx: &mut Tx, author: AccountId, said: &Syllabus) -> Result<(), WriteError> {
    let Some(seat) = said.seat else { return Ok(()) };
    let works_there = shops::role_of(tx, seat.shop(), author).await?.is_some();
    let is_there = works_there && catalog::find(tx, seat).await?.is_some();
    if is_there { Ok(()) } else { Err(WriteError::NoSuchSeat) }
}

/// What a lesson shows is there, for everybody.
async fn check_film(tx: &mut Tx, content: &Content) -> Result<(), WriteError> {
    let Some(film) = &content.film else { return Ok(()) };
    let is_there = match film.shown {
        Shown::Film(film) => films::find(tx, film).await?.is_some_and(|film| film.is_ready()),
        Shown::Replay(room) => {
            live::find_for(tx, &Actor::Guest, room).await?.is_some_and(|room| room.has_replay)
        }
    };
    if is_there { Ok(()) } else { Err(WriteError::NoSuchFilm) }
}

/// Begin a course. Refused to who is no lecturer: to them there is no such desk.
pub async fn make(tx: &mut Tx, by: &Actor, now: Timestamp, said: Syllabus) -> Result<Course, WriteError> {
    let author: AccountId = by.account()?;
    if !lecturer_store::is_lecturer(tx, author).await? {
        return Err(WriteError::NoSuch);
    }
    check_seat(tx, author, &said).await?;
    let id = CourseId::new(tx.next_id(now));
    let course =
        Course { id, author, stage: CourseStage::Draft, said, cover: String::new(), created_at: now };
    course_store::insert(tx, by, &course).await?;
    Ok(course)
}

/// Say something else of a course. What those who learn in it have done stays.
pub async fn edit(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: CourseId,
    said: Syllabus,
) -> Result<Course, WriteError> {
    let before = own(tx, by, id).await?;
    check_seat(tx, before.author, &said).await?;
    let after = Course { said, ..before };
    course_store::update(tx, now, &after).await?;
    Ok(after)
}

/// Put a picture at the head of a course.
pub async fn set_cover(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: CourseId,
    cover: &str,
) -> Result<(), WriteError> {
    let before = own(tx, by, id).await?;
    course_store::update(tx, now, &Course { cover: cover.to_owned(), ..before }).await?;
    Ok(())
}

/// Open a course to everybody, or close it to newcomers.
pub async fn step(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: CourseId,
    act: CourseAct,
) -> Result<Course, WriteError> {
    let before = own(tx, by, id).await?;
    let after = before.next(act)?;
    if act == CourseAct::Open && lesson_store::list(tx, id).await?.is_empty() {
        return Err(WriteError::Empty);
    }
    course_store::advance(tx, now, by, act, (&before, &after)).await?;
    Ok(after)
}

/// Add a lesson behind the others.
pub async fn add_lesson(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    course: CourseId,
    content: Content,
) -> Result<Lesson, WriteError> {
    let course = own(tx, by, course).await?;
    let before = lesson_store::list(tx, course.id).await?;
    if before.len() >= MOST_LESSONS {
        return Err(WriteError::Full);
    }
    check_film(tx, &content).await?;
    let id = LessonId::new(tx.next_id(now));
    lesson_store::insert(tx, now, course.id, id, &content).await?;
    let position = before.last().map_or(1, |last| last.position + 1);
    Ok(Lesson { course: course.id, id, position, language: course.said.language, content })
}

/// Write a lesson anew. Who has done it has done it.
pub async fn edit_lesson(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    (course, id): (CourseId, LessonId),
    content: Content,
) -> Result<Lesson, WriteError> {
    own(tx, by, course).await?;
    let before = lesson_store::find(tx, course, id).await?.ok_or(WriteError::NoSuch)?;
    check_film(tx, &content).await?;
    lesson_store::update(tx, now, course, id, &content).await?;
    Ok(Lesson { content, ..before })
}

/// Put a lesson one place to the front.
pub async fn move_up(tx: &mut Tx, by: &Actor, course: CourseId, id: LessonId) -> Result<(), WriteError> {
    own(tx, by, course).await?;
    let lessons = lesson_store::list(tx, course).await?;
    let at = lessons.iter().position(|lesson| lesson.id == id).ok_or(WriteError::NoSuch)?;
    let Some((before, it)) = at.checked_sub(1).and_then(|before| lessons.get(before)).zip(lessons.get(at))
    else {
        return Ok(());
    };
    lesson_store::place(tx, course, it.id, before.position).await?;
    lesson_store::place(tx, course, before.id, it.position).await?;
    Ok(())
}

/// Take a lesson out. Refused once somebody has learnt from it: their progress would be of nothing.
pub async fn remove_lesson(
    tx: &mut Tx,
    by: &Actor,
    course: CourseId,
    id: LessonId,
) -> Result<(), WriteError> {
    let course = own(tx, by, course).await?;
    lesson_store::find(tx, course.id, id).await?.ok_or(WriteError::NoSuch)?;
    if lesson_store::is_used(tx, course.id, id).await? {
        return Err(WriteError::Used);
    }
    if course.is_open() && lesson_store::list(tx, course.id).await?.len() == 1 {
        return Err(WriteError::Empty);
    }
    lesson_store::delete(tx, course.id, id).await?;
    Ok(())
}
