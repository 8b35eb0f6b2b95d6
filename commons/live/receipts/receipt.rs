//! The lifecycle of a receipt.

use kernel::{OrderId, Refused, Timestamp, lifecycle};
use serde::{Deserialize, Serialize};

use crate::live::RoomId;

lifecycle! {
    "a video receipt", "problem-receipt-state";
    /// Where a receipt stands, by name: for tables and texts.
    ReceiptStage of ReceiptState { Waiting = "waiting", Kept = "kept", Missed = "missed", Forgotten = "forgotten" }
    /// What is done with a receipt, by name.
    ReceiptAct of ReceiptStep { Keep = "keep", Miss = "miss", Forget = "forget" }
    Waiting --Keep--> Kept
    Waiting --Miss--> Missed
    Kept --Forget--> Forgotten
}

/// Where a receipt stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReceiptState {
    /// The show goes on for some seconds more before it is cut.
    Waiting,
    Kept {
        size_bytes: i64,
        seconds: i64,
    },
    /// Nothing was recorded then.
    Missed,
    /// Nothing can be asked of its order any more.
    Forgotten,
}

/// A step with what it brings along.
#[derive(Clone, Copy, Debug)]
pub enum ReceiptStep {
    Keep { size_bytes: i64, seconds: i64 },
    Miss,
    Forget,
}

impl ReceiptState {
    pub fn next(self, step: ReceiptStep) -> Result<Self, Refused<ReceiptStage>> {
        match (self, step) {
            (Self::Waiting, ReceiptStep::Keep { size_bytes, seconds }) => {
                Ok(Self::Kept { size_bytes, seconds })
            }
            (Self::Waiting, ReceiptStep::Miss) => Ok(Self::Missed),
            (Self::Kept { .. }, ReceiptStep::Forget) => Ok(Self::Forgotten),
            (
                from @ (Self::Waiting | Self::Kept { .. } | Self::Missed | Self::Forgotten),
                ReceiptStep::Keep { .. } | ReceiptStep::Miss | ReceiptStep::Forget,
            ) => Err(Refused { from: from.stage(), act: step.act() }),
        }
    }
}

/// The film of a sale.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub order: OrderId,
    pub room: RoomId,
    /// The time of the programme when it was bought.
    pub at: Timestamp,
    pub state: ReceiptState,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Receipt {
    pub fn is_kept(&self) -> bool {
        matches!(self.state, ReceiptState::Kept { .. })
    }

    pub fn is_waiting(&self) -> bool {
        matches!(self.state, ReceiptState::Waiting)
    }

    pub fn path(&self) -> String {
        format!("/receipts/{}/film", self.order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of(stage: ReceiptStage) -> ReceiptState {
        match stage {
            ReceiptStage::Waiting => ReceiptState::Waiting,
            ReceiptStage::Kept => ReceiptState::Kept { size_bytes: 1, seconds: 1 },
            ReceiptStage::Missed => ReceiptState::Missed,
            ReceiptStage::Forgotten => ReceiptState::Forgotten,
        }
    }

    fn step_of(act: ReceiptAct) -> ReceiptStep {
        match act {
            ReceiptAct::Keep => ReceiptStep::Keep { size_bytes: 1, seconds: 1 },
            ReceiptAct::Miss => ReceiptStep::Miss,
            ReceiptAct::Forget => ReceiptStep::Forget,
        }
    }

    kernel::lifecycle_tests! {
        ReceiptStage ends at [Missed, Forgotten], drawn in include_str!("mod.rs"),
        next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
    }
}
