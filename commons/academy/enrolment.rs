//! A learner in a course, and the lifecycle of that.

use kernel::{AccountId, Lifecycle, OrderId, Refused, Timestamp, lifecycle};

use super::CourseId;

lifecycle! {
    "an enrolment", "problem-enrolment-state";
    /// How a learner stands in a course, by name.
    EnrolmentStage { Enrolled = "enrolled", Completed = "completed", Left = "left" }
    /// What becomes of an enrolment, by name.
    EnrolmentAct { Complete = "complete", Reopen = "reopen", Leave = "leave", Return = "return" }
    Enrolled --Complete--> Completed
    Completed --Reopen--> Enrolled
    Enrolled --Leave--> Left
    Left --Return--> Enrolled
}

#[derive(Clone, Debug)]
pub struct Enrolment {
    pub course: CourseId,
    pub account: AccountId,
    pub stage: EnrolmentStage,
    /// What they paid their seat with.
    pub order: Option<OrderId>,
    pub enrolled_at: Timestamp,
    pub completed_at: Option<Timestamp>,
}

impl Enrolment {
    pub fn next(&self, act: EnrolmentAct, now: Timestamp) -> Result<Self, Refused<EnrolmentStage>> {
        let mut after = Self { stage: self.stage.after(act)?, ..self.clone() };
        match act {
            EnrolmentAct::Complete => after.completed_at = Some(now),
            EnrolmentAct::Reopen => after.completed_at = None,
            EnrolmentAct::Leave => {}
            EnrolmentAct::Return => after.enrolled_at = now,
        }
        Ok(after)
    }

    /// Whether they may learn in it.
    pub fn is_in(&self) -> bool {
        self.stage != EnrolmentStage::Left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWING: &str = "//! enrolled --complete--> completed\n//! completed --reopen--> enrolled\n\
        //! enrolled --leave--> left\n//! left --return--> enrolled\n";

    fn one(stage: EnrolmentStage) -> Enrolment {
        let (account, at) = (AccountId::new(1), Timestamp::from_micros(0));
        Enrolment {
            course: CourseId::new(1),
            account,
            stage,
            order: None,
            enrolled_at: at,
            completed_at: None,
        }
    }

    kernel::lifecycle_tests! {
        EnrolmentStage ends at [], drawn in DRAWING,
        next by |from: EnrolmentStage, act| one(from).next(act, Timestamp::from_micros(1)).map(|after| after.stage)
    }
}
