use people::{one_of::word_of, wire::time};
use serde::Serialize;
use utoipa::ToSchema;

use super::{About, Question, QuestionStage};

/// What a learner asks a lecturer.
#[derive(Serialize, ToSchema)]
pub struct CourseQuestionOut {
    pub id: String,
    course: String,
    /// The lesson that is asked about; none of one in a cohort.
    lesson: Option<String>,
    /// The cohort in which it is asked; none of one about a lesson.
    cohort: Option<String>,
    #[schema(schema_with = word_of::<QuestionStage>)]
    state: &'static str,
    words: String,
    /// Empty while it is open.
    answer: String,
    asked_at: String,
    answered_at: Option<String>,
}

impl From<Question> for CourseQuestionOut {
    fn from(it: Question) -> Self {
        let (lesson, cohort) = match it.about {
            About::Lesson(lesson) => (Some(lesson.to_string()), None),
            About::Cohort(cohort) => (None, Some(cohort.to_string())),
        };
        Self {
            id: it.id.to_string(),
            course: it.course.to_string(),
            lesson,
            cohort,
            state: it.stage.name(),
            words: it.words,
            answer: it.answer,
            asked_at: time(it.asked_at),
            answered_at: it.answered_at.map(time),
        }
    }
}
