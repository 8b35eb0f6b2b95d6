//! What a learner does: to come into a course, to read, to answer, to leave.

use std::collections::BTreeSet;

use kernel::{AccountId, Actor, Timestamp};
use platform::db::{Tx, json};

use super::{
    Course, CourseId, Enrolment, EnrolmentAct, Lesson, LessonId, certify, cohorts, course_store,
    enrolment_store as store, learn_error::LearnError, lesson_store, seat,
};

/// Come into a free course, or again into one whose seat was paid. Who is in it already stays.
pub async fn enrol(tx: &mut Tx, by: &Actor, now: Timestamp, id: CourseId) -> Result<Enrolment, LearnError> {
    let course = course_store::find(tx, id).await?.filter(Course::is_shown).ok_or(LearnError::NoSuch)?;
    let account = by.account()?;
    let before = store::find(tx, id, account).await?;
    if let Some(before) = before.as_ref().filter(|before| before.is_in()) {
        return Ok(before.clone());
    }
    if !course.is_open() {
        return Err(LearnError::NotOpen);
    }
    // Who has paid comes again without paying again.
    if !course.is_free() && !seat::is_kept(tx, before.as_ref()).await? {
        return Err(LearnError::NotFree);
    }
    let order = before.as_ref().and_then(|before| before.order);
    seat::take(tx, by, now, (&course, account), before, order).await
}

/// Leave a course. What was read stays, for who comes again.
pub async fn leave(tx: &mut Tx, by: &Actor, now: Timestamp, id: CourseId) -> Result<(), LearnError> {
    let before = store::find(tx, id, by.account()?).await?.ok_or(LearnError::NotEnrolled)?;
    let after = before.next(EnrolmentAct::Leave, now)?;
    store::advance(tx, now, by, EnrolmentAct::Leave, (&before, &after)).await?;
    cohorts::give_up(tx, by, now, id, before.account).await?;
    Ok(())
}

/// A lesson with what stands before it: the learner is in its course.
pub(super) async fn lesson_of(
    tx: &mut Tx,
    account: AccountId,
    course: CourseId,
    lesson: LessonId,
) -> Result<(Enrolment, Lesson), LearnError> {
    let enrolment = store::find(tx, course, account).await?.filter(Enrolment::is_in);
    let found = lesson_store::find(tx, course, lesson).await?.ok_or(LearnError::NoSuch)?;
    Ok((enrolment.ok_or(LearnError::NotEnrolled)?, found))
}

/// Keep that lessons were read, each with the moment that the learner's device says. What came before counts once, and
/// nothing was read later than it is told. Lessons that are no more are left out.
pub async fn read(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    course: CourseId,
    lessons: &[(LessonId, Timestamp)],
) -> Result<Enrolment, LearnError> {
    let account = by.account()?;
    let enrolment = store::find(tx, course, account).await?.filter(Enrolment::is_in);
    let enrolment = enrolment.ok_or(LearnError::NotEnrolled)?;
    let there = lesson_store::list(tx, course).await?;
    for (lesson, at) in lessons.iter().filter(|(lesson, _)| there.iter().any(|it| it.id == *lesson)) {
        store::insert_read(tx, now, course, account, (*lesson, (*at).min(now))).await?;
    }
    certify::settle(tx, now, enrolment).await.map_err(Into::into)
}

/// How a try at a quiz went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    pub good: i64,
    pub questions: i64,
}

/// Answer the quiz of a lesson: every question at once, as often as one likes.
pub async fn answer(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    (course, lesson): (CourseId, LessonId),
    answers: &[BTreeSet<usize>],
) -> Result<Tried, LearnError> {
    let account = by.account()?;
    let (enrolment, lesson) = lesson_of(tx, account, course, lesson).await?;
    if !lesson.has_quiz() {
        return Err(LearnError::NoSuch);
    }
    let quiz = &lesson.content.quiz;
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let tried = Tried { good: count(quiz.good(answers)), questions: count(quiz.questions.len()) };
    let kept = answers.get(..quiz.questions.len().min(answers.len())).unwrap_or_default();
    let kept = json(&kept.to_vec())?;
    store::insert_try(tx, now, (course, account, lesson.id), (tried.good, tried.questions), kept).await?;
    certify::settle(tx, now, enrolment).await?;
    Ok(tried)
}
