//! The lifecycle of a quote: what is true in each state, whose turn it is, and which step leads where.

use kernel::{AccountId, Lifecycle, Refused, Side, Timestamp, lifecycle, shop_id};
use selling::orders::PurchaseId;
use serde::{Deserialize, Serialize};

use super::{Brief, QuoteTerms};
use crate::negotiation::ConversationId;

shop_id!(
    /// What a shop would make for a buyer.
    QuoteId
);

lifecycle! {
    "a quote", "problem-quote-state";
    /// Where a quote stands, by name: for tables and texts.
    QuoteStage of QuoteState {
        Asked = "asked", Quoted = "quoted", Declined = "declined", Withdrawn = "withdrawn",
        Expired = "expired", Ordered = "ordered",
    }
    /// What is done with a quote, by name.
    QuoteAct of Step {
        Quote = "quote", Decline = "decline", Withdraw = "withdraw", Expire = "expire", Order = "order",
        Reopen = "reopen",
    }
    Asked --Quote--> Quoted
    Asked --Decline--> Declined
    Asked --Withdraw--> Withdrawn
    Asked --Expire--> Expired
    Quoted --Quote--> Quoted
    Quoted --Decline--> Declined
    Quoted --Withdraw--> Withdrawn
    Quoted --Expire--> Expired
    Quoted --Order--> Ordered
    Ordered --Reopen--> Quoted
}

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

impl QuoteState {
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
    pub fn next(self, step: Step) -> Result<Self, Refused<QuoteStage>> {
        let refused = Refused { from: self.stage(), act: step.act() };
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
pub(super) fn may(state: QuoteStage, side: Side, act: QuoteAct) -> bool {
    let turn = if state == QuoteStage::Asked { Side::Seller } else { Side::Buyer };
    let is_theirs = match act {
        QuoteAct::Quote => side == Side::Seller,
        QuoteAct::Order => side == Side::Buyer,
        QuoteAct::Decline => side == turn,
        QuoteAct::Withdraw => side != turn && side != Side::Market,
        QuoteAct::Expire | QuoteAct::Reopen => side == Side::Market,
    };
    state.can(act) && is_theirs
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
    pub fn step(&self, step: Step) -> Result<Self, Refused<QuoteStage>> {
        Ok(Self { state: self.state.clone().next(step)?, ..self.clone() })
    }

    /// Whether a side may take a step now; for buttons and the API.
    pub fn can(&self, side: Side, act: QuoteAct) -> bool {
        may(self.state.stage(), side, act)
    }

    pub fn acts(&self, side: Side) -> Vec<QuoteAct> {
        QuoteAct::ALL.iter().copied().filter(|act| self.can(side, *act)).collect()
    }

    pub fn is_open(&self) -> bool {
        self.state.due_at().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp::from_micros(1);

    fn one_of(state: QuoteStage) -> QuoteState {
        match state {
            QuoteStage::Asked => QuoteState::Asked { until: AT },
            QuoteStage::Quoted => QuoteState::Quoted { until: AT },
            QuoteStage::Declined => QuoteState::Declined { at: AT },
            QuoteStage::Withdrawn => QuoteState::Withdrawn { at: AT },
            QuoteStage::Expired => QuoteState::Expired { at: AT },
            QuoteStage::Ordered => QuoteState::Ordered { at: AT, purchase: PurchaseId::new(1), until: AT },
        }
    }

    fn step_of(act: QuoteAct) -> Step {
        match act {
            QuoteAct::Quote => Step::Quote { until: AT },
            QuoteAct::Decline => Step::Decline { at: AT },
            QuoteAct::Withdraw => Step::Withdraw { at: AT },
            QuoteAct::Expire => Step::Expire { at: AT },
            QuoteAct::Order => Step::Order { at: AT, purchase: PurchaseId::new(1) },
            QuoteAct::Reopen => Step::Reopen,
        }
    }

    kernel::lifecycle_tests! {
        QuoteStage ends at [Declined, Withdrawn, Expired], drawn in include_str!("mod.rs"),
        next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
    }

    #[test]
    fn every_step_belongs_to_one_side_and_nobody_answers_their_own_words() {
        for (from, act, _) in QuoteStage::STEPS {
            let sides = [Side::Buyer, Side::Seller, Side::Market];
            let count = sides.into_iter().filter(|side| may(*from, *side, *act)).count();
            assert_eq!(count, 1, "{from:?} {act:?}");
        }
        assert!(!may(QuoteStage::Asked, Side::Buyer, QuoteAct::Decline));
        assert!(!may(QuoteStage::Quoted, Side::Seller, QuoteAct::Order));
    }
}
