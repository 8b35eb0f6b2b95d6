//! The lifecycle of a payout: what is true in each state, whose turn it is, and which step leads where.

use kernel::{Lifecycle, Money, Refused, Timestamp, id, lifecycle, shop_id, words};
use serde::{Deserialize, Serialize};

use super::{Doubt, PayoutAccount};

shop_id!(
    /// One amount that a shop asked for.
    PayoutId
);

id!(
    /// What was handed to the bank in one file.
    BatchId
);

lifecycle! {
    "a payout", "problem-payout-state";
    /// Where a payout stands, by name: for tables, filters and texts.
    PayoutStage of PayoutState {
        Requested = "requested", Approved = "approved", Exported = "exported", Paid = "paid",
        Returned = "returned", Refused = "refused", Withdrawn = "withdrawn",
    }
    /// What is done with a payout, by name.
    PayoutAct of Step {
        Approve = "approve", Withhold = "withhold", Refuse = "refuse", Withdraw = "withdraw", Export = "export", Pay = "pay",
        Return = "return",
    }
    Requested --Approve--> Approved
    Requested --Refuse--> Refused
    Requested --Withdraw--> Withdrawn
    Approved --Withhold--> Requested
    Approved --Refuse--> Refused
    Approved --Withdraw--> Withdrawn
    Approved --Export--> Exported
    Exported --Pay--> Paid
    Exported --Return--> Returned
    Paid --Return--> Returned
}

words! {
    /// Whose turn it is.
    Turn { Market = "market", Bank = "bank" }
}

/// Who found a payout good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Approval {
    Rule,
    Operator,
}

/// Where a payout stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PayoutState {
    Requested { doubts: Vec<Doubt> },
    Approved { at: Timestamp, by: Approval },
    Exported { at: Timestamp, batch: BatchId },
    Paid { at: Timestamp, batch: BatchId },
    Returned { at: Timestamp, words: String },
    Refused { at: Timestamp, words: String },
    Withdrawn { at: Timestamp },
}

/// A step with what it brings along.
#[derive(Clone, Debug)]
pub enum Step {
    Approve { at: Timestamp, by: Approval },
    Withhold { doubts: Vec<Doubt> },
    Refuse { at: Timestamp, words: String },
    Withdraw { at: Timestamp },
    Export { at: Timestamp, batch: BatchId },
    Pay { at: Timestamp },
    Return { at: Timestamp, words: String },
}

impl PayoutStage {
    /// Whether the money waits between the shop and the bank.
    pub fn is_pending(self) -> bool {
        match self {
            Self::Requested | Self::Approved | Self::Exported => true,
            Self::Paid | Self::Returned | Self::Refused | Self::Withdrawn => false,
        }
    }
}

impl PayoutState {
    /// Whose turn it is.
    pub fn turn(&self) -> Option<Turn> {
        match self {
            Self::Requested { .. } | Self::Approved { .. } => Some(Turn::Market),
            Self::Exported { .. } => Some(Turn::Bank),
            Self::Paid { .. } | Self::Returned { .. } | Self::Refused { .. } | Self::Withdrawn { .. } => None,
        }
    }

    /// Take a step, or be refused and stay.
    pub fn next(self, step: Step) -> Result<Self, Refused<PayoutStage>> {
        let refused = Refused { from: self.stage(), act: step.act() };
        match (self, step) {
            (Self::Requested { .. }, Step::Approve { at, by }) => Ok(Self::Approved { at, by }),
            (Self::Approved { .. }, Step::Withhold { doubts }) => Ok(Self::Requested { doubts }),
            (Self::Requested { .. } | Self::Approved { .. }, Step::Refuse { at, words }) => {
                Ok(Self::Refused { at, words })
            }
            (Self::Requested { .. } | Self::Approved { .. }, Step::Withdraw { at }) => {
                Ok(Self::Withdrawn { at })
            }
            (Self::Approved { .. }, Step::Export { at, batch }) => Ok(Self::Exported { at, batch }),
            (Self::Exported { batch, .. }, Step::Pay { at }) => Ok(Self::Paid { at, batch }),
            (Self::Exported { .. } | Self::Paid { .. }, Step::Return { at, words }) => {
                Ok(Self::Returned { at, words })
            }
            (
                Self::Requested { .. }
                | Self::Approved { .. }
                | Self::Exported { .. }
                | Self::Paid { .. }
                | Self::Returned { .. }
                | Self::Refused { .. }
                | Self::Withdrawn { .. },
                Step::Approve { .. }
                | Step::Withhold { .. }
                | Step::Refuse { .. }
                | Step::Withdraw { .. }
                | Step::Export { .. }
                | Step::Pay { .. }
                | Step::Return { .. },
            ) => Err(refused),
        }
    }
}

/// One amount that a shop asked for, and what became of it.
#[derive(Clone, Debug)]
pub struct Payout {
    pub id: PayoutId,
    /// Idempotency key of the request.
    pub key: String,
    pub state: PayoutState,
    pub amount: Money,
    /// As it was when the money was asked for.
    pub account: PayoutAccount,
    /// None until it is exported.
    pub batch: Option<BatchId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Payout {
    /// The same payout one step further.
    pub fn step(&self, step: Step) -> Result<Self, Refused<PayoutStage>> {
        let state = self.state.clone().next(step)?;
        let batch = match &state {
            PayoutState::Exported { batch, .. } => Some(*batch),
            _ => self.batch,
        };
        Ok(Self { state, batch, ..self.clone() })
    }

    /// Whether a step leads anywhere from here; for buttons, the API and the acts themselves.
    pub fn can(&self, act: PayoutAct) -> bool {
        self.state.stage().can(act)
    }

    /// Why somebody has to look at it.
    pub fn doubts(&self) -> &[Doubt] {
        match &self.state {
            PayoutState::Requested { doubts } => doubts,
            PayoutState::Approved { .. }
            | PayoutState::Exported { .. }
            | PayoutState::Paid { .. }
            | PayoutState::Returned { .. }
            | PayoutState::Refused { .. }
            | PayoutState::Withdrawn { .. } => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp::from_micros(0);
    const BATCH: BatchId = BatchId::new(5);

    fn one_of(state: PayoutStage) -> PayoutState {
        let words = String::new;
        match state {
            PayoutStage::Requested => PayoutState::Requested { doubts: vec![Doubt::NewShop] },
            PayoutStage::Approved => PayoutState::Approved { at: AT, by: Approval::Rule },
            PayoutStage::Exported => PayoutState::Exported { at: AT, batch: BATCH },
            PayoutStage::Paid => PayoutState::Paid { at: AT, batch: BATCH },
            PayoutStage::Returned => PayoutState::Returned { at: AT, words: words() },
            PayoutStage::Refused => PayoutState::Refused { at: AT, words: words() },
            PayoutStage::Withdrawn => PayoutState::Withdrawn { at: AT },
        }
    }

    fn step_of(act: PayoutAct) -> Step {
        let words = String::new;
        match act {
            PayoutAct::Approve => Step::Approve { at: AT, by: Approval::Operator },
            PayoutAct::Withhold => Step::Withhold { doubts: vec![Doubt::Owes] },
            PayoutAct::Refuse => Step::Refuse { at: AT, words: words() },
            PayoutAct::Withdraw => Step::Withdraw { at: AT },
            PayoutAct::Export => Step::Export { at: AT, batch: BATCH },
            PayoutAct::Pay => Step::Pay { at: AT },
            PayoutAct::Return => Step::Return { at: AT, words: words() },
        }
    }

    kernel::lifecycle_tests! {
        PayoutStage ends at [Returned, Refused, Withdrawn], drawn in include_str!("mod.rs"),
        next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
    }

    #[test]
    fn it_is_somebodys_turn_exactly_as_long_as_the_money_is_on_its_way() {
        for &stage in PayoutStage::ALL {
            assert_eq!(one_of(stage).turn().is_some(), stage.is_pending(), "{stage:?}");
        }
    }

    #[test]
    fn facts_survive_their_table() {
        for &state in PayoutStage::ALL {
            let text = serde_json::to_string(&one_of(state)).unwrap();
            assert_eq!(serde_json::from_str::<PayoutState>(&text).unwrap(), one_of(state), "{text}");
        }
    }
}
