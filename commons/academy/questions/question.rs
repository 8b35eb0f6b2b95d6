//! What a learner asks a lecturer.

use kernel::{AccountId, Lifecycle, Refused, Timestamp, id, lifecycle};

use crate::academy::{CourseId, LessonId, cohorts::CohortId};

id!(
    /// A question of a learner.
    QuestionId
);

lifecycle! {
    "a question", "problem-question-state";
    /// Whether a question is answered, by name.
    QuestionStage { Open = "open", Answered = "answered" }
    /// What is done with a question, by name.
    QuestionAct { Answer = "answer" }
    Open --Answer--> Answered
}

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Lesson(LessonId),
    Cohort(CohortId),
}

#[derive(Clone, Debug)]
pub struct Question {
    pub id: QuestionId,
    pub course: CourseId,
    pub about: About,
    pub asker: AccountId,
    pub lecturer: AccountId,
    pub stage: QuestionStage,
    pub words: String,
    /// Empty while it is open.
    pub answer: String,
    pub asked_at: Timestamp,
    pub answered_at: Option<Timestamp>,
}

impl Question {
    pub fn answered(&self, now: Timestamp, answer: String) -> Result<Self, Refused<QuestionStage>> {
        let stage = self.stage.after(QuestionAct::Answer)?;
        Ok(Self { stage, answer, answered_at: Some(now), ..self.clone() })
    }

    pub fn is_open(&self) -> bool {
        self.stage == QuestionStage::Open
    }

    /// Where it was asked, and where its answer stands.
    pub fn path(&self) -> String {
        format!("/academy/{}/questions", self.course)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    kernel::lifecycle_tests! {
        QuestionStage ends at [Answered], drawn in "//! open --answer--> answered\n", next by QuestionStage::after
    }
}
