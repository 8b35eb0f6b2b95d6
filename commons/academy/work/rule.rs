//! A thing that was handed in: the lifecycle of its mark, and what is true of it.

use goods::catalog::ListingId;
use kernel::{AccountId, Lifecycle, Refused, Timestamp, id, lifecycle, words};

use crate::{
    academy::{CourseId, LessonId, Task},
    live::RoomId,
};

id!(
    /// What a learner has handed in for a lesson.
    HandInId
);

id!(
    /// A step of its history.
    StepId
);

lifecycle! {
    "a hand-in", "problem-academy-work-state";
    /// How what was handed in stands, by name.
    HandInStage { HandedIn = "handed-in", Good = "good", Again = "again" }
    /// What becomes of it, by name.
    HandInAct { HandIn = "hand-in", Praise = "praise", Return = "return" }
    HandedIn --HandIn--> HandedIn
    HandedIn --Praise--> Good
    HandedIn --Return--> Again
    Again --HandIn--> HandedIn
    Again --Praise--> Good
    Again --Return--> Again
    Good --Praise--> Good
    Good --Return--> Again
}

words! {
    /// What a lecturer says of it.
    Mark { Good = "good", Again = "again" }
}

impl Mark {
    pub fn act(self) -> HandInAct {
        match self {
            Self::Good => HandInAct::Praise,
            Self::Again => HandInAct::Return,
        }
    }
}

/// What is handed in beside words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    Listing(ListingId),
    Show(RoomId),
}

/// What a learner hands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// All of it where words are asked for; else a note, perhaps empty.
    pub words: String,
    pub thing: Option<Thing>,
}

impl Work {
    pub fn task(&self) -> Task {
        match self.thing {
            None => Task::Words,
            Some(Thing::Listing(_)) => Task::Listing,
            Some(Thing::Show(_)) => Task::Practice,
        }
    }
}

/// A mark that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub by: Option<AccountId>,
    pub at: Timestamp,
    pub words: String,
}

#[derive(Clone, Debug)]
pub struct HandIn {
    pub id: HandInId,
    pub course: CourseId,
    pub lesson: LessonId,
    pub learner: AccountId,
    pub stage: HandInStage,
    pub work: Work,
    pub handed_at: Timestamp,
    /// None while it waits to be marked.
    pub given: Option<Given>,
    /// The last step of its history.
    pub last_step: StepId,
    pub created_at: Timestamp,
}

impl HandIn {
    /// Hand in something else.
    pub fn hand_in(&self, now: Timestamp, step: StepId, work: Work) -> Result<Self, Refused<HandInStage>> {
        let stage = self.stage.after(HandInAct::HandIn)?;
        Ok(Self { stage, work, handed_at: now, given: None, last_step: step, ..self.clone() })
    }

    pub fn mark(&self, step: StepId, mark: Mark, given: Given) -> Result<Self, Refused<HandInStage>> {
        let stage = self.stage.after(mark.act())?;
        Ok(Self { stage, given: Some(given), last_step: step, ..self.clone() })
    }

    /// Whether the same was said of it already.
    pub fn stands(&self, mark: Mark, words: &str) -> bool {
        let is_same = self.stage.after(mark.act()).is_ok_and(|stage| stage == self.stage);
        is_same && self.given.as_ref().is_some_and(|given| given.words == words)
    }

    pub fn can(&self, act: HandInAct) -> bool {
        self.stage.can(act)
    }

    pub fn desk_path(&self) -> String {
        format!("/teach/work/{}", self.id)
    }

    pub fn lesson_path(&self) -> String {
        format!("/academy/{}/lessons/{}#task", self.course, self.lesson)
    }
}

/// One step of the history.
#[derive(Clone, Debug)]
pub struct Step {
    pub act: HandInAct,
    /// None before the first.
    pub was: Option<HandInStage>,
    pub stage: HandInStage,
    pub words: String,
    pub by: Option<AccountId>,
    /// Empty for who has left the market.
    pub name: String,
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(stage: HandInStage) -> HandIn {
        let at = Timestamp::from_micros(0);
        HandIn {
            id: HandInId::new(1),
            course: CourseId::new(1),
            lesson: LessonId::new(1),
            learner: AccountId::new(1),
            stage,
            work: Work { words: "三句".into(), thing: None },
            handed_at: at,
            given: None,
            last_step: StepId::new(1),
            created_at: at,
        }
    }

    fn taken(from: HandInStage, act: HandInAct) -> Result<HandInStage, Refused<HandInStage>> {
        let (now, given) = (
            Timestamp::from_micros(1),
            Given { by: None, at: Timestamp::from_micros(1), words: String::new() },
        );
        let after = match act {
            HandInAct::HandIn => {
                one(from).hand_in(now, StepId::new(2), Work { words: "四句".into(), thing: None })
            }
            HandInAct::Praise => one(from).mark(StepId::new(2), Mark::Good, given),
            HandInAct::Return => one(from).mark(StepId::new(2), Mark::Again, given),
        };
        after.map(|after| after.stage)
    }

    kernel::lifecycle_tests! {
        HandInStage ends at [], drawn in include_str!("mod.rs"), next by taken
    }

    #[test]
    fn the_same_mark_with_the_same_words_stands_already() {
        let given = Given { by: None, at: Timestamp::from_micros(1), words: "sharper".into() };
        let marked = one(HandInStage::HandedIn).mark(StepId::new(2), Mark::Again, given).unwrap();
        assert!(marked.stands(Mark::Again, "sharper"));
        assert!(!marked.stands(Mark::Again, "softer") && !marked.stands(Mark::Good, "sharper"));
        assert!(!one(HandInStage::HandedIn).stands(Mark::Good, ""));
    }
}
