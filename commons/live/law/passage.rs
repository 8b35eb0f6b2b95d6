//! The lifecycle of a passage:
//!
//! ```text
//! asked --take-out--> taken-out
//! asked --keep--> kept
//! kept --call--> called
//! called --take-out--> taken-out
//! called --dismiss--> dismissed
//! ```

use kernel::{AccountId, Lifecycle, Refused, Timestamp, lifecycle, shop_id};
use serde::{Deserialize, Serialize};

use crate::live::RoomId;

shop_id!(
    /// A part of a replay that somebody wants to have taken out.
    PassageId
);

lifecycle! {
    "a passage", "problem-passage-state";
    /// Where a passage stands, by name: for tables and texts.
    PassageStage of PassageState {
        Asked = "asked", Kept = "kept", Called = "called", TakenOut = "taken-out", Dismissed = "dismissed",
    }
    /// What is done with a passage, by name.
    PassageAct of PassageStep { TakeOut = "take-out", Keep = "keep", Call = "call", Dismiss = "dismiss" }
    Asked --TakeOut--> TakenOut
    Asked --Keep--> Kept
    Kept --Call--> Called
    Called --TakeOut--> TakenOut
    Called --Dismiss--> Dismissed
}

/// Where a passage stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassageState {
    /// Its shop answers by then, or it is taken out.
    Asked {
        answer_by: Timestamp,
    },
    /// The shop wants to keep it, and says why.
    Kept {
        answer: String,
        call_by: Timestamp,
    },
    /// The market decides by then, or it is taken out.
    Called {
        answer: String,
        rule_by: Timestamp,
    },
    TakenOut {
        at: Timestamp,
    },
    Dismissed {
        answer: String,
    },
}

/// A step with what it brings along.
#[derive(Clone, Debug)]
pub enum PassageStep {
    TakeOut { at: Timestamp },
    Keep { answer: String, call_by: Timestamp },
    Call { rule_by: Timestamp },
    Dismiss { answer: String },
}

impl PassageState {
    pub fn next(self, step: PassageStep) -> Result<Self, Refused<PassageStage>> {
        match (self, step) {
            (Self::Asked { .. } | Self::Called { .. }, PassageStep::TakeOut { at }) => {
                Ok(Self::TakenOut { at })
            }
            (Self::Asked { .. }, PassageStep::Keep { answer, call_by }) => Ok(Self::Kept { answer, call_by }),
            (Self::Kept { answer, .. }, PassageStep::Call { rule_by }) => {
                Ok(Self::Called { answer, rule_by })
            }
            (Self::Called { .. }, PassageStep::Dismiss { answer }) => Ok(Self::Dismissed { answer }),
            (
                from @ (Self::Kept { .. } | Self::TakenOut { .. } | Self::Dismissed { .. }),
                step @ PassageStep::TakeOut { .. },
            )
            | (
                from @ (Self::Kept { .. }
                | Self::Called { .. }
                | Self::TakenOut { .. }
                | Self::Dismissed { .. }),
                step @ PassageStep::Keep { .. },
            )
            | (
                from @ (Self::Asked { .. }
                | Self::Called { .. }
                | Self::TakenOut { .. }
                | Self::Dismissed { .. }),
                step @ PassageStep::Call { .. },
            )
            | (
                from @ (Self::Asked { .. }
                | Self::Kept { .. }
                | Self::TakenOut { .. }
                | Self::Dismissed { .. }),
                step @ PassageStep::Dismiss { .. },
            ) => Err(Refused { from: from.stage(), act: step.act() }),
        }
    }
}

/// A part of a replay that somebody wants to have taken out.
#[derive(Clone, Debug)]
pub struct Passage {
    pub id: PassageId,
    pub room: RoomId,
    /// Who asks; nobody when they have left.
    pub account: Option<AccountId>,
    /// The time of the programme.
    pub from: Timestamp,
    pub to: Timestamp,
    pub words: String,
    pub state: PassageState,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Passage {
    pub fn can(&self, act: PassageAct) -> bool {
        self.state.stage().can(act)
    }

    /// Whether its shop is to answer, or has answered.
    pub fn is_for_shop(&self) -> bool {
        self.can(PassageAct::Keep) || !self.can(PassageAct::TakeOut)
    }

    /// By when somebody must do something.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self.state {
            PassageState::Asked { answer_by } => Some(answer_by),
            PassageState::Kept { call_by, .. } => Some(call_by),
            PassageState::Called { rule_by, .. } => Some(rule_by),
            PassageState::TakenOut { .. } | PassageState::Dismissed { .. } => None,
        }
    }

    /// Why it stays; empty where nobody has said so.
    pub fn answer(&self) -> &str {
        match &self.state {
            PassageState::Kept { answer, .. }
            | PassageState::Called { answer, .. }
            | PassageState::Dismissed { answer } => answer,
            PassageState::Asked { .. } | PassageState::TakenOut { .. } => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of(stage: PassageStage) -> PassageState {
        let (at, answer) = (Timestamp::from_micros(0), String::new());
        match stage {
            PassageStage::Asked => PassageState::Asked { answer_by: at },
            PassageStage::Kept => PassageState::Kept { answer, call_by: at },
            PassageStage::Called => PassageState::Called { answer, rule_by: at },
            PassageStage::TakenOut => PassageState::TakenOut { at },
            PassageStage::Dismissed => PassageState::Dismissed { answer },
        }
    }

    fn step_of(act: PassageAct) -> PassageStep {
        let (at, answer) = (Timestamp::from_micros(1), String::new());
        match act {
            PassageAct::TakeOut => PassageStep::TakeOut { at },
            PassageAct::Keep => PassageStep::Keep { answer, call_by: at },
            PassageAct::Call => PassageStep::Call { rule_by: at },
            PassageAct::Dismiss => PassageStep::Dismiss { answer },
        }
    }

    // Whoever asked may leave it at what the shop has answered, so a passage may rest there.
    kernel::lifecycle_tests! {
        PassageStage ends at [TakenOut, Dismissed], drawn in include_str!("passage.rs"),
        next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
    }
}
