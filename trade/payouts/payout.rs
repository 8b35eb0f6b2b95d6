//! The lifecycle of a payout: what is true in each state, whose turn it is, and which step leads where.

use kernel::{Money, Timestamp, id, shop_id, words};
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

words! {
    /// The name of a state, for tables, filters and texts.
    State {
        Requested = "requested", Approved = "approved", Exported = "exported", Paid = "paid", Returned = "returned",
        Refused = "refused", Withdrawn = "withdrawn",
    }
}

words! {
    /// The name of a step.
    Act {
        Approve = "approve", Refuse = "refuse", Withdraw = "withdraw", Export = "export", Pay = "pay",
        Return = "return",
    }
}

words! {
    /// Whose turn it is.
    Turn { Market = "market", Bank = "bank" }
}

/// Every step there is. The drawing in `mod.rs`, the buttons on the pages and the API come from it.
pub const STEPS: &[(State, Act, State)] = &[
    (State::Requested, Act::Approve, State::Approved),
    (State::Requested, Act::Refuse, State::Refused),
    (State::Requested, Act::Withdraw, State::Withdrawn),
    (State::Approved, Act::Refuse, State::Refused),
    (State::Approved, Act::Withdraw, State::Withdrawn),
    (State::Approved, Act::Export, State::Exported),
    (State::Exported, Act::Pay, State::Paid),
    (State::Exported, Act::Return, State::Returned),
    (State::Paid, Act::Return, State::Returned),
];

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
    Refuse { at: Timestamp, words: String },
    Withdraw { at: Timestamp },
    Export { at: Timestamp, batch: BatchId },
    Pay { at: Timestamp },
    Return { at: Timestamp, words: String },
}

impl Step {
    pub fn act(&self) -> Act {
        match self {
            Self::Approve { .. } => Act::Approve,
            Self::Refuse { .. } => Act::Refuse,
            Self::Withdraw { .. } => Act::Withdraw,
            Self::Export { .. } => Act::Export,
            Self::Pay { .. } => Act::Pay,
            Self::Return { .. } => Act::Return,
        }
    }
}

/// The step does not lead anywhere from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a payout that is {} cannot {}", from.name(), act.name())]
pub struct Refused {
    pub from: State,
    pub act: Act,
}

impl State {
    /// Whether the money waits between the shop and the bank.
    pub fn is_pending(self) -> bool {
        match self {
            Self::Requested | Self::Approved | Self::Exported => true,
            Self::Paid | Self::Returned | Self::Refused | Self::Withdrawn => false,
        }
    }
}

impl PayoutState {
    pub fn name(&self) -> State {
        match self {
            Self::Requested { .. } => State::Requested,
            Self::Approved { .. } => State::Approved,
            Self::Exported { .. } => State::Exported,
            Self::Paid { .. } => State::Paid,
            Self::Returned { .. } => State::Returned,
            Self::Refused { .. } => State::Refused,
            Self::Withdrawn { .. } => State::Withdrawn,
        }
    }

    /// Whose turn it is.
    pub fn turn(&self) -> Option<Turn> {
        match self {
            Self::Requested { .. } | Self::Approved { .. } => Some(Turn::Market),
            Self::Exported { .. } => Some(Turn::Bank),
            Self::Paid { .. } | Self::Returned { .. } | Self::Refused { .. } | Self::Withdrawn { .. } => None,
        }
    }

    /// Take a step, or be refused and stay.
    pub fn next(self, step: Step) -> Result<Self, Refused> {
        let refused = Refused { from: self.name(), act: step.act() };
        match (self, step) {
            (Self::Requested { .. }, Step::Approve { at, by }) => Ok(Self::Approved { at, by }),
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
    pub fn step(&self, step: Step) -> Result<Self, Refused> {
        let state = self.state.clone().next(step)?;
        let batch = match &state {
            PayoutState::Exported { batch, .. } => Some(*batch),
            _ => self.batch,
        };
        Ok(Self { state, batch, ..self.clone() })
    }

    /// Whether a step leads anywhere from here; for buttons, the API and the acts themselves.
    pub fn can(&self, act: Act) -> bool {
        let state = self.state.name();
        STEPS.iter().any(|(from, step, _)| *from == state && *step == act)
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

    fn one_of(state: State) -> PayoutState {
        let words = String::new;
        match state {
            State::Requested => PayoutState::Requested { doubts: vec![Doubt::NewShop] },
            State::Approved => PayoutState::Approved { at: AT, by: Approval::Rule },
            State::Exported => PayoutState::Exported { at: AT, batch: BATCH },
            State::Paid => PayoutState::Paid { at: AT, batch: BATCH },
            State::Returned => PayoutState::Returned { at: AT, words: words() },
            State::Refused => PayoutState::Refused { at: AT, words: words() },
            State::Withdrawn => PayoutState::Withdrawn { at: AT },
        }
    }

    fn step_of(act: Act) -> Step {
        let words = String::new;
        match act {
            Act::Approve => Step::Approve { at: AT, by: Approval::Operator },
            Act::Refuse => Step::Refuse { at: AT, words: words() },
            Act::Withdraw => Step::Withdraw { at: AT },
            Act::Export => Step::Export { at: AT, batch: BATCH },
            Act::Pay => Step::Pay { at: AT },
            Act::Return => Step::Return { at: AT, words: words() },
        }
    }

    #[test]
    fn next_agrees_with_the_graph_everywhere() {
        for &from in State::ALL {
            for &act in Act::ALL {
                let drawn = STEPS.iter().find(|(state, step, _)| *state == from && *step == act);
                let taken = one_of(from).next(step_of(act)).map(|state| state.name());
                match drawn {
                    Some((_, _, to)) => assert_eq!(taken, Ok(*to), "{from:?} {act:?}"),
                    None => assert_eq!(taken, Err(Refused { from, act })),
                }
            }
        }
    }

    #[test]
    fn every_state_is_reached_and_the_ends_are_closed() {
        let mut reached = vec![State::Requested];
        while let Some((_, _, to)) =
            STEPS.iter().find(|(from, _, to)| reached.contains(from) && !reached.contains(to))
        {
            reached.push(*to);
        }
        assert_eq!(reached.len(), State::ALL.len());
        for &state in State::ALL {
            let is_end = [State::Returned, State::Refused, State::Withdrawn].contains(&state);
            assert_eq!(STEPS.iter().all(|(from, _, _)| *from != state), is_end);
            // It is somebody's turn exactly as long as the money is on its way.
            assert_eq!(one_of(state).turn().is_some(), state.is_pending(), "{state:?}");
        }
    }

    #[test]
    fn facts_survive_their_table() {
        for &state in State::ALL {
            let text = serde_json::to_string(&one_of(state)).unwrap();
            assert_eq!(serde_json::from_str::<PayoutState>(&text).unwrap(), one_of(state), "{text}");
        }
    }

    #[test]
    fn the_drawing_is_the_graph() {
        let drawing = include_str!("mod.rs");
        for (from, act, to) in STEPS {
            let line = format!("{} --{}--> {}", from.name(), act.name(), to.name());
            assert!(drawing.contains(&line), "mod.rs does not draw {line}");
        }
        assert_eq!(drawing.matches("-->").count(), STEPS.len());
    }
}
