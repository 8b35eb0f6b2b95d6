//! The lifecycle of a quote: what is true in each state, whose turn it is, and which step leads where.

use kernel::{AccountId, Side, Timestamp, shop_id, words};
use serde::{Deserialize, Serialize};

use super::{Brief, QuoteTerms};
use crate::{negotiation::ConversationId, orders::PurchaseId};

shop_id!(
    /// What a shop would make for a buyer.
    QuoteId
);

words! {
    /// The name of a state, for tables and texts.
    State {
        Asked = "asked", Quoted = "quoted", Declined = "declined", Withdrawn = "withdrawn", Expired = "expired",
        Ordered = "ordered",
    }
}

words! {
    /// The name of a step.
    Act {
        Quote = "quote", Decline = "decline", Withdraw = "withdraw", Expire = "expire", Order = "order",
        Reopen = "reopen",
    }
}

/// Every step there is. The drawing in `mod.rs`, the buttons on the cards and the API come from it.
pub const STEPS: &[(State, Act, State)] = &[
    (State::Asked, Act::Quote, State::Quoted),
    (State::Asked, Act::Decline, State::Declined),
    (State::Asked, Act::Withdraw, State::Withdrawn),
    (State::Asked, Act::Expire, State::Expired),
    (State::Quoted, Act::Quote, State::Quoted),
    (State::Quoted, Act::Decline, State::Declined),
    (State::Quoted, Act::Withdraw, State::Withdrawn),
    (State::Quoted, Act::Expire, State::Expired),
    (State::Quoted, Act::Order, State::Ordered),
    (State::Ordered, Act::Reopen, State::Quoted),
];

/// Where a quote stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteState {
    /// The shop answers until then.
    Asked {
        until: Timestamp,
    },
    /// The terms stand until then.
    Quoted {
        until: Timestamp,
    },
    Declined {
        at: Timestamp,
    },
    Withdrawn {
        at: Timestamp,
    },
    Expired {
        at: Timestamp,
    },
    /// An order was placed on it; were that not paid, the terms would stand until then.
    Ordered {
        at: Timestamp,
        purchase: PurchaseId,
        until: Timestamp,
    },
}

/// A step with what it brings along.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Quote { until: Timestamp },
    Decline { at: Timestamp },
    Withdraw { at: Timestamp },
    Expire { at: Timestamp },
    Order { at: Timestamp, purchase: PurchaseId },
    Reopen,
}

impl Step {
    pub fn act(&self) -> Act {
        match self {
            Self::Quote { .. } => Act::Quote,
            Self::Decline { .. } => Act::Decline,
            Self::Withdraw { .. } => Act::Withdraw,
            Self::Expire { .. } => Act::Expire,
            Self::Order { .. } => Act::Order,
            Self::Reopen => Act::Reopen,
        }
    }
}

/// The step does not lead anywhere from here, or is not this side's to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a quote that is {} cannot {}", from.name(), act.name())]
pub struct Refused {
    pub from: State,
    pub act: Act,
}

impl QuoteState {
    pub fn name(&self) -> State {
        match self {
            Self::Asked { .. } => State::Asked,
            Self::Quoted { .. } => State::Quoted,
            Self::Declined { .. } => State::Declined,
            Self::Withdrawn { .. } => State::Withdrawn,
            Self::Expired { .. } => State::Expired,
            Self::Ordered { .. } => State::Ordered,
        }
    }

    /// When the time of whoever's turn it is has run out.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self {
            Self::Asked { until } | Self::Quoted { until } => Some(*until),
            Self::Declined { .. } | Self::Withdrawn { .. } | Self::Expired { .. } | Self::Ordered { .. } => {
                None
            }
        }
    }

    /// The purchase that was placed on it and may still be paid, or is.
    pub fn purchase(&self) -> Option<PurchaseId> {
        match self {
            Self::Ordered { purchase, .. } => Some(*purchase),
            Self::Asked { .. }
            | Self::Quoted { .. }
            | Self::Declined { .. }
            | Self::Withdrawn { .. }
            | Self::Expired { .. } => None,
        }
    }

    /// Take a step, or be refused and stay.
    pub fn next(self, step: Step) -> Result<Self, Refused> {
        let refused = Refused { from: self.name(), act: step.act() };
        match (self, step) {
            (Self::Asked { .. } | Self::Quoted { .. }, Step::Quote { until }) => Ok(Self::Quoted { until }),
            (Self::Asked { .. } | Self::Quoted { .. }, Step::Decline { at }) => Ok(Self::Declined { at }),
            (Self::Asked { .. } | Self::Quoted { .. }, Step::Withdraw { at }) => Ok(Self::Withdrawn { at }),
            (Self::Asked { .. } | Self::Quoted { .. }, Step::Expire { at }) => Ok(Self::Expired { at }),
            (Self::Quoted { until }, Step::Order { at, purchase }) => {
                Ok(Self::Ordered { at, purchase, until })
            }
            (Self::Ordered { until, .. }, Step::Reopen) => Ok(Self::Quoted { until }),
            (
                Self::Asked { .. }
                | Self::Quoted { .. }
                | Self::Declined { .. }
                | Self::Withdrawn { .. }
                | Self::Expired { .. }
                | Self::Ordered { .. },
                Step::Quote { .. }
                | Step::Decline { .. }
                | Step::Withdraw { .. }
                | Step::Expire { .. }
                | Step::Order { .. }
                | Step::Reopen,
            ) => Err(refused),
        }
    }
}

/// Whether one side may take a step with a quote in this state.
///
/// The shop quotes, and may quote anew until the buyer has ordered; whoever's turn it is may decline, and whoever
/// waits may take back what they said.
pub(super) fn may(state: State, side: Side, act: Act) -> bool {
    let is_step = STEPS.iter().any(|(from, step, _)| *from == state && *step == act);
    let turn = if state == State::Asked { Side::Seller } else { Side::Buyer };
    let is_theirs = match act {
        Act::Quote => side == Side::Seller,
        Act::Order => side == Side::Buyer,
        Act::Decline => side == turn,
        Act::Withdraw => side != turn && side != Side::Market,
        Act::Expire | Act::Reopen => side == Side::Market,
    };
    is_step && is_theirs
}

/// What a shop would make for a buyer.
#[derive(Clone, Debug)]
pub struct Quote {
    pub id: QuoteId,
    pub conversation: ConversationId,
    pub buyer: AccountId,
    pub state: QuoteState,
    pub brief: Brief,
    /// None while it was only asked.
    pub terms: Option<QuoteTerms>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Quote {
    /// The same quote one step further.
    pub fn step(&self, step: Step) -> Result<Self, Refused> {
        Ok(Self { state: self.state.clone().next(step)?, ..self.clone() })
    }

    /// Whether a side may take a step now; for buttons and the API.
    pub fn can(&self, side: Side, act: Act) -> bool {
        may(self.state.name(), side, act)
    }

    pub fn acts(&self, side: Side) -> Vec<Act> {
        Act::ALL.iter().copied().filter(|act| self.can(side, *act)).collect()
    }

    pub fn is_open(&self) -> bool {
        self.state.due_at().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp::from_micros(1);

    fn one_of(state: State) -> QuoteState {
        match state {
            State::Asked => QuoteState::Asked { until: AT },
            State::Quoted => QuoteState::Quoted { until: AT },
            State::Declined => QuoteState::Declined { at: AT },
            State::Withdrawn => QuoteState::Withdrawn { at: AT },
            State::Expired => QuoteState::Expired { at: AT },
            State::Ordered => QuoteState::Ordered { at: AT, purchase: PurchaseId::new(1), until: AT },
        }
    }

    fn step_of(act: Act) -> Step {
        match act {
            Act::Quote => Step::Quote { until: AT },
            Act::Decline => Step::Decline { at: AT },
            Act::Withdraw => Step::Withdraw { at: AT },
            Act::Expire => Step::Expire { at: AT },
            Act::Order => Step::Order { at: AT, purchase: PurchaseId::new(1) },
            Act::Reopen => Step::Reopen,
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
    fn every_step_belongs_to_one_side_and_nobody_answers_their_own_words() {
        for (from, act, _) in STEPS {
            let sides = [Side::Buyer, Side::Seller, Side::Market];
            let count = sides.into_iter().filter(|side| may(*from, *side, *act)).count();
            assert_eq!(count, 1, "{from:?} {act:?}");
        }
        assert!(!may(State::Asked, Side::Buyer, Act::Decline));
        assert!(!may(State::Quoted, Side::Seller, Act::Order));
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
