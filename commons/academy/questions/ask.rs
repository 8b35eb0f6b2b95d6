//! Questions of learners, and their answers.

use kernel::{Actor, Forbidden, Refused, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{About, Question, QuestionId, QuestionStage, promises::TellOfAnswer, store};
use crate::academy::{
    CourseId, Enrolment, cohorts, course_store, enrolment_store, lecturer_store, lesson_store,
};

#[derive(Debug, thiserror::Error)]
pub enum AskError {
    #[error("there is no such course or question")]
    NoSuch,
    #[error("who asks is not in the course")]
    NotIn,
    #[error("there is no such lesson, or cohort that they are in")]
    NoSuchAbout,
    #[error(transparent)]
    Refused(#[from] Refused<QuestionStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the question could not be kept")]
    Store(#[from] DbError),
}

/// Ask about a lesson, whose author answers, or in a cohort, whose lecturer does. Only who is in it asks.
pub async fn ask(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    (id, about): (CourseId, About),
    words: String,
) -> Result<Question, AskError> {
    let asker = by.account()?;
    let course = course_store::find(tx, id).await?.ok_or(AskError::NoSuch)?;
    let enrolment = enrolment_store::find(tx, id, asker).await?;
    enrolment.filter(Enrolment::is_in).ok_or(AskError::NotIn)?;
    let lecturer = match about {
        About::Lesson(lesson) => {
            lesson_store::find(tx, id, lesson).await?.ok_or(AskError::NoSuchAbout)?;
            course.author
        }
        About::Cohort(cohort) => {
            let found = cohorts::find(tx, cohort).await?.filter(|it| it.course == id);
            let is_in = cohorts::is_in(tx, cohort, asker).await?;
            found.filter(|_| is_in).ok_or(AskError::NoSuchAbout)?.lecturer
        }
    };
    let question = Question {
        id: QuestionId::new(tx.next_id(now)),
        course: id,
        about,
        asker,
        lecturer,
        stage: QuestionStage::Open,
        words,
        answer: String::new(),
        asked_at: now,
        answered_at: None,
    };
    store::insert(tx, &question).await?;
    Ok(question)
}

/// Answer a question, once. Its asker is told.
pub async fn answer(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    id: QuestionId,
    words: String,
) -> Result<Question, AskError> {
    let lecturer = by.account()?;
    let before = store::find(tx, id).await?.filter(|it| it.lecturer == lecturer).ok_or(AskError::NoSuch)?;
    if !lecturer_store::is_lecturer(tx, lecturer).await? {
        return Err(AskError::NoSuch);
    }
    let after = before.answered(now, words)?;
    store::advance(tx, &before, &after).await?;
    jobs::enqueue(tx, now, now, &TellOfAnswer { question: id }).await?;
    Ok(after)
}
