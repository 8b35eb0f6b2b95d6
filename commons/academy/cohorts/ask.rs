//! Questions of learners, and their answers.

use kernel::{Actor, Timestamp};
use platform::{db::Tx, jobs};

use super::{
    About, Cohort, CohortError, CohortId, Question, QuestionId, QuestionStage, promises::TellOfAnswer,
    question_store as store, store as cohorts,
};
use crate::academy::{CourseId, LearnError, LessonId, course_store, lecturer_store, learn};

/// Ask the author of a course about one of its lessons. Only learners ask.
pub async fn ask_about_lesson(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    (course, lesson): (CourseId, LessonId),
    words: String,
) -> Result<Question, CohortError> {
    let asker = by.account()?;
    learn::lesson_of(tx, asker, course, lesson).await?;
    let author = course_store::find(tx, course).await?.ok_or(LearnError::NoSuch)?.author;
    let id = QuestionId::new(tx.next_id(now));
    let (about, stage) = (About::Lesson(lesson), QuestionStage::Open);
    let new = Question {
        id,
        course,
        about,
        asker,
        lecturer: author,
        stage,
        words,
        answer: String::new(),
        asked_at: now,
        answered_at: None,
    };
    store::insert(tx, &new).await?;
    Ok(new)
}

/// Ask the lecturer of a cohort. Only who is in it asks.
pub async fn ask_in_cohort(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: CohortId,
    words: String,
) -> Result<Question, CohortError> {
    let asker = by.account()?;
    let cohort = cohorts::find(tx, id).await?.filter(Cohort::is_shown).ok_or(CohortError::NoSuch)?;
    if !cohorts::is_in(tx, id, asker).await? {
        return Err(CohortError::NotIn);
    }
    let new = Question {
        id: QuestionId::new(tx.next_id(now)),
        course: cohort.course,
        about: About::Cohort(id),
        asker,
        lecturer: cohort.lecturer,
        stage: QuestionStage::Open,
        words,
        answer: String::new(),
        asked_at: now,
        answered_at: None,
    };
    store::insert(tx, &new).await?;
    Ok(new)
}

/// Answer a question, once. The asker is told.
pub async fn answer(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: QuestionId,
    words: String,
) -> Result<Question, CohortError> {
    let lecturer = by.account()?;
    let before = store::find(tx, id).await?.filter(|it| it.lecturer == lecturer);
    let before = before.ok_or(CohortError::NoSuch)?;
    if !lecturer_store::is_lecturer(tx, lecturer).await? {
        return Err(CohortError::NoSuch);
    }
    let after = before.answered(now, words)?;
    store::advance(tx, &before, &after).await?;
    jobs::enqueue(tx, now, now, &TellOfAnswer { question: id }).await?;
    Ok(after)
}
