//! The lifecycle of an offer: what is true in each state, whose turn it is, and which step leads where.

use kernel::{AccountId, Lifecycle, Money, Refused, Side, Timestamp, lifecycle, shop_id};
use selling::orders::{Host, PurchaseId};
use serde::{Deserialize, Serialize};

use super::{ConversationId, OfferLine};

shop_id!(
    /// A price that one side proposes to the other.
    OfferId
);

lifecycle! {
    "an offer", "problem-offer-state";
    /// Where an offer stands, by name: for tables and texts.
    OfferStage of OfferState {
        Open = "open", Accepted = "accepted", Declined = "declined", Countered = "countered",
        Withdrawn = "withdrawn", Expired = "expired", Ended = "ended", Ordered = "ordered", Lapsed = "lapsed",
    }
    /// What is done with an offer, by name.
    OfferAct of Step {
        Accept = "accept", Decline = "decline", Counter = "counter", Withdraw = "withdraw", Expire = "expire",
        End = "end", Order = "order", Lapse = "lapse", Reopen = "reopen",
    }
    Open --Accept--> Accepted
    Open --Decline--> Declined
    Open --Counter--> Countered
    Open --Withdraw--> Withdrawn
    Open --Expire--> Expired
    Open --End--> Ended
    Accepted --Withdraw--> Withdrawn
    Accepted --Order--> Ordered
    Accepted --Lapse--> Lapsed
    Ordered --Reopen--> Accepted
    Ordered --Lapse--> Lapsed
    Ordered --End--> Ended
}

/// Why an offer ended though nobody answered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// There are not so many pieces any more.
    SoldOut,
    /// Its listing is no longer on sale, costs something else, or is not bargained about any more.
    Changed,
    /// The shop is on holiday or closed.
    Resting,
    /// One side wants to hear no more of the other.
    Blocked,
}

impl Cause {
    pub fn name(self) -> &'static str {
        match self {
            Self::SoldOut => "sold-out",
            Self::Changed => "changed",
            Self::Resting => "resting",
            Self::Blocked => "blocked",
        }
    }
}

/// Where an offer stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfferState {
    /// The other side answers until then.
    Open {
        until: Timestamp,
    },
    /// The price is locked and the pieces are held until then.
    Accepted {
        at: Timestamp,
        held_until: Timestamp,
    },
    Declined {
        at: Timestamp,
    },
    /// The other side answered with an offer of its own.
    Countered {
        at: Timestamp,
        with: OfferId,
    },
    Withdrawn {
        at: Timestamp,
    },
    Expired {
        at: Timestamp,
    },
    Ended {
        at: Timestamp,
        cause: Cause,
    },
    /// Bought at this price. Should the purchase never be paid, the price is good again until then.
    Ordered {
        at: Timestamp,
        purchase: PurchaseId,
        #[serde(default = "long_ago")]
        held_until: Timestamp,
    },
    /// Accepted, and not bought and paid in time.
    Lapsed {
        at: Timestamp,
    },
}

/// For deals that were written down before it was kept: they are not good again.
fn long_ago() -> Timestamp {
    Timestamp::MIN
}

/// A step with what it brings along.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Accept { at: Timestamp, held_until: Timestamp },
    Decline { at: Timestamp },
    Counter { at: Timestamp, with: OfferId },
    Withdraw { at: Timestamp },
    Expire { at: Timestamp },
    End { at: Timestamp, cause: Cause },
    Order { at: Timestamp, purchase: PurchaseId },
    Lapse { at: Timestamp },
    Reopen { at: Timestamp },
}

impl OfferState {
    /// When the time of whoever's turn it is has run out.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self {
            Self::Open { until } => Some(*until),
            Self::Accepted { held_until, .. } => Some(*held_until),
            Self::Declined { .. }
            | Self::Countered { .. }
            | Self::Withdrawn { .. }
            | Self::Expired { .. }
            | Self::Ended { .. }
            | Self::Ordered { .. }
            | Self::Lapsed { .. } => None,
        }
    }

    /// What happens by itself when the time has run out.
    pub fn at_the_end(&self, at: Timestamp) -> Option<Step> {
        match self {
            Self::Open { .. } => Some(Step::Expire { at }),
            Self::Accepted { .. } => Some(Step::Lapse { at }),
            Self::Declined { .. }
            | Self::Countered { .. }
            | Self::Withdrawn { .. }
            | Self::Expired { .. }
            | Self::Ended { .. }
            | Self::Ordered { .. }
            | Self::Lapsed { .. } => None,
        }
    }

    /// Take a step, or be refused and stay.
    pub fn next(self, step: Step) -> Result<Self, Refused<OfferStage>> {
        let refused = Refused { from: self.stage(), act: step.act() };
        match (self, step) {
            (Self::Open { .. }, Step::Accept { at, held_until }) => Ok(Self::Accepted { at, held_until }),
            (Self::Open { .. }, Step::Decline { at }) => Ok(Self::Declined { at }),
            (Self::Open { .. }, Step::Counter { at, with }) => Ok(Self::Countered { at, with }),
            (Self::Open { .. } | Self::Accepted { .. }, Step::Withdraw { at }) => Ok(Self::Withdrawn { at }),
            (Self::Open { .. }, Step::Expire { at }) => Ok(Self::Expired { at }),
            (Self::Open { .. } | Self::Ordered { .. }, Step::End { at, cause }) => {
                Ok(Self::Ended { at, cause })
            }
            (Self::Accepted { held_until, .. }, Step::Order { at, purchase }) => {
                Ok(Self::Ordered { at, purchase, held_until })
            }
            (Self::Accepted { .. } | Self::Ordered { .. }, Step::Lapse { at }) => Ok(Self::Lapsed { at }),
            (Self::Ordered { held_until, .. }, Step::Reopen { at }) => Ok(Self::Accepted { at, held_until }),
            (
                Self::Open { .. }
                | Self::Accepted { .. }
                | Self::Declined { .. }
                | Self::Countered { .. }
                | Self::Withdrawn { .. }
                | Self::Expired { .. }
                | Self::Ended { .. }
                | Self::Ordered { .. }
                | Self::Lapsed { .. },
                Step::Accept { .. }
                | Step::Decline { .. }
                | Step::Counter { .. }
                | Step::Withdraw { .. }
                | Step::Expire { .. }
                | Step::End { .. }
                | Step::Order { .. }
                | Step::Lapse { .. }
                | Step::Reopen { .. },
            ) => Err(refused),
        }
    }
}

/// Whether one side may take a step with an offer of `by` in this state.
///
/// Nobody answers their own offer, so nobody counters their own counter. Once accepted, it is the buyer's to buy or to
/// leave.
pub(super) fn may(by: Side, state: OfferStage, side: Side, act: OfferAct) -> bool {
    let is_theirs = match act {
        OfferAct::Accept | OfferAct::Decline | OfferAct::Counter => side != by && side != Side::Market,
        OfferAct::Withdraw if state == OfferStage::Accepted => side == Side::Buyer,
        OfferAct::Withdraw => side == by,
        OfferAct::Order => side == Side::Buyer,
        OfferAct::Expire | OfferAct::End | OfferAct::Lapse | OfferAct::Reopen => false,
    };
    is_theirs && state.can(act)
}

/// A price for some things of a shop.
#[derive(Clone, Debug)]
pub struct Offer {
    pub id: OfferId,
    pub conversation: ConversationId,
    pub buyer: AccountId,
    /// Whose offer it is.
    pub by: Side,
    pub state: OfferState,
    pub things: Vec<OfferLine>,
    /// What the things cost without bargaining.
    pub list: Money,
    /// What is offered for all of them together.
    pub amount: Money,
    pub note: String,
    /// The offer that this one counters.
    pub answers: Option<OfferId>,
    /// When it declines itself, being below the floor. Only the clock may know.
    pub decline_at: Option<Timestamp>,
    /// Who has shown the things for the shop, and has a share of what they are sold for.
    pub host: Option<Host>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Offer {
    /// The same offer one step on.
    pub fn step(&self, step: Step) -> Result<Self, Refused<OfferStage>> {
        Ok(Self { state: self.state.clone().next(step)?, ..self.clone() })
    }

    /// Whether one side may take a step now; for buttons, the API and the acts themselves.
    pub fn can(&self, side: Side, act: OfferAct) -> bool {
        may(self.by, self.state.stage(), side, act)
    }

    /// What one side may do now.
    pub fn acts(&self, side: Side) -> Vec<OfferAct> {
        OfferAct::ALL.iter().copied().filter(|act| self.can(side, *act)).collect()
    }

    pub fn is_open(&self) -> bool {
        self.state.due_at().is_some()
    }
}

#[cfg(test)]
#[path = "offer_tests.rs"]
mod tests;
