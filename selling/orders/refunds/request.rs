//! The lifecycle of a refund request: what is true in each state, whose turn it is, and which step leads where.

use kernel::{AccountId, Lifecycle, Money, Refused, Side, Timestamp, lifecycle, shop_id, words};
use serde::{Deserialize, Serialize};

use super::{Ended, Given, Ruling};
use crate::orders::{OrderAmount, OrderId, Parcel};

shop_id!(
    /// What a buyer asks back of an order.
    RequestId
);

words! {
    /// What is asked for.
    Kind {
        /// Money, and the goods stay or never came.
        Refund = "refund",
        /// The goods go back, then the money.
        Return = "return",
    }
}

words! {
    /// Why it is asked for.
    Reason {
        ChangedMind = "changed-mind", NotArrived = "not-arrived", Missing = "missing", Damaged = "damaged",
        NotAsDescribed = "not-as-described", WrongGoods = "wrong-goods", Other = "other",
        /// The shop gives it by itself; no buyer's reason.
        Goodwill = "goodwill",
    }
}

lifecycle! {
    "a refund request", "problem-refund-state";
    /// Where a refund request stands, by name: for tables, filters and texts.
    RefundStage of RequestState {
        Requested = "requested", Offered = "offered", Refused = "refused", ReturnGranted = "return-granted",
        ReturnAwaited = "return-awaited", ReturnPosted = "return-posted", Disputed = "disputed",
        Refunded = "refunded", Ruled = "ruled", Closed = "closed",
    }
    /// What is done with a refund request, by name.
    RefundAct of Step {
        Accept = "accept", Grant = "grant", Refuse = "refuse", Offer = "offer", Agree = "agree", Post = "post",
        Refund = "refund", Dispute = "dispute", Rule = "rule", OrderReturn = "order-return",
        OrderAddress = "order-address", Withdraw = "withdraw", Close = "close",
    }
    Requested --Accept--> ReturnAwaited
    Requested --Grant--> ReturnGranted
    Requested --Refuse--> Refused
    Requested --Offer--> Offered
    Requested --Refund--> Refunded
    Requested --Withdraw--> Closed
    Offered --Agree--> Refunded
    Offered --Refund--> Refunded
    Offered --Dispute--> Disputed
    Offered --Withdraw--> Closed
    Refused --Dispute--> Disputed
    Refused --Refund--> Refunded
    Refused --Withdraw--> Closed
    Refused --Close--> Closed
    ReturnGranted --Accept--> ReturnAwaited
    ReturnGranted --Refund--> Refunded
    ReturnGranted --Withdraw--> Closed
    ReturnAwaited --Post--> ReturnPosted
    ReturnAwaited --Refund--> Refunded
    ReturnAwaited --Withdraw--> Closed
    ReturnAwaited --Close--> Closed
    ReturnPosted --Refund--> Refunded
    ReturnPosted --Dispute--> Disputed
    Disputed --Refund--> Refunded
    Disputed --Rule--> Ruled
    Disputed --OrderReturn--> ReturnAwaited
    Disputed --OrderAddress--> ReturnGranted
    Disputed --Withdraw--> Closed
}

/// Where a request stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestState {
    Requested {
        answer_by: Timestamp,
    },
    /// The shop gives less than was asked for, if the buyer agrees.
    Offered {
        amount: Money,
        words: String,
        call_by: Timestamp,
    },
    Refused {
        words: String,
        call_by: Timestamp,
    },
    /// The goods may go back, and the shop has not said where to.
    ReturnGranted {
        address_by: Timestamp,
        /// The market's words, when it has ordered the return; none when the shop did not answer.
        #[serde(default)]
        ordered: Option<String>,
    },
    ReturnAwaited {
        send_to: String,
        post_by: Timestamp,
        /// The market's words, when it has ordered the return.
        #[serde(default)]
        ordered: Option<String>,
    },
    ReturnPosted {
        parcel: Parcel,
        posted_at: Timestamp,
        confirm_by: Timestamp,
    },
    Disputed {
        called_at: Timestamp,
        rule_by: Timestamp,
    },
    Refunded {
        at: Timestamp,
        cause: Given,
    },
    Ruled {
        at: Timestamp,
        ruling: Ruling,
        words: String,
    },
    Closed {
        at: Timestamp,
        cause: Ended,
    },
}

/// A step with what it brings along.
#[derive(Clone, Debug)]
pub enum Step {
    Accept { send_to: String, post_by: Timestamp },
    Grant { address_by: Timestamp },
    Refuse { words: String, call_by: Timestamp },
    Offer { amount: Money, words: String, call_by: Timestamp },
    Agree { at: Timestamp, cause: Given },
    Post { at: Timestamp, parcel: Parcel, confirm_by: Timestamp },
    Refund { at: Timestamp, cause: Given },
    Dispute { at: Timestamp, rule_by: Timestamp },
    Rule { at: Timestamp, ruling: Ruling, words: String },
    OrderReturn { send_to: String, post_by: Timestamp, words: String },
    OrderAddress { address_by: Timestamp, words: String },
    Withdraw { at: Timestamp },
    Close { at: Timestamp, cause: Ended },
}

impl RequestState {
    /// When the time of whoever's turn it is has run out.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self {
            Self::Requested { answer_by } => Some(*answer_by),
            Self::Offered { call_by, .. } | Self::Refused { call_by, .. } => Some(*call_by),
            Self::ReturnGranted { address_by, .. } => Some(*address_by),
            Self::ReturnAwaited { post_by, .. } => Some(*post_by),
            Self::ReturnPosted { confirm_by, .. } => Some(*confirm_by),
            Self::Disputed { rule_by, .. } => Some(*rule_by),
            Self::Refunded { .. } | Self::Ruled { .. } | Self::Closed { .. } => None,
        }
    }

    /// Whose turn it is.
    pub fn turn(&self) -> Option<Side> {
        match self {
            Self::Requested { .. } | Self::ReturnGranted { .. } | Self::ReturnPosted { .. } => {
                Some(Side::Seller)
            }
            Self::Offered { .. } | Self::Refused { .. } | Self::ReturnAwaited { .. } => Some(Side::Buyer),
            Self::Disputed { .. } => Some(Side::Market),
            Self::Refunded { .. } | Self::Ruled { .. } | Self::Closed { .. } => None,
        }
    }

    /// What the shop gives if the buyer agrees.
    pub fn offer(&self) -> Option<Money> {
        match self {
            Self::Offered { amount, .. } => Some(*amount),
            Self::Requested { .. }
            | Self::Refused { .. }
            | Self::ReturnGranted { .. }
            | Self::ReturnAwaited { .. }
            | Self::ReturnPosted { .. }
            | Self::Disputed { .. }
            | Self::Refunded { .. }
            | Self::Ruled { .. }
            | Self::Closed { .. } => None,
        }
    }

    /// What was said with the step that led here.
    pub fn words(&self) -> &str {
        match self {
            Self::Offered { words, .. } | Self::Refused { words, .. } | Self::Ruled { words, .. } => words,
            Self::ReturnGranted { ordered, .. } | Self::ReturnAwaited { ordered, .. } => {
                ordered.as_deref().unwrap_or_default()
            }
            Self::Requested { .. }
            | Self::ReturnPosted { .. }
            | Self::Disputed { .. }
            | Self::Refunded { .. }
            | Self::Closed { .. } => "",
        }
    }

    /// What the market said when it ordered the return that goes on.
    pub fn ordered(&self) -> Option<&str> {
        match self {
            Self::ReturnGranted { ordered, .. } | Self::ReturnAwaited { ordered, .. } => ordered.as_deref(),
            Self::Requested { .. }
            | Self::Offered { .. }
            | Self::Refused { .. }
            | Self::ReturnPosted { .. }
            | Self::Disputed { .. }
            | Self::Refunded { .. }
            | Self::Ruled { .. }
            | Self::Closed { .. } => None,
        }
    }

    /// What happens by itself when the time has run out: nobody loses by another's silence.
    pub fn at_the_end(
        &self,
        kind: Kind,
        at: Timestamp,
        return_to: Option<&str>,
        post_by: Timestamp,
    ) -> Option<Step> {
        let given = |cause| Some(Step::Refund { at, cause });
        match self {
            Self::Requested { .. } if kind == Kind::Return => Some(match return_to {
                Some(send_to) => Step::Accept { send_to: send_to.to_owned(), post_by },
                None => Step::Grant { address_by: post_by },
            }),
            Self::Requested { .. } => given(Given::Unanswered),
            Self::Offered { .. } => Some(Step::Agree { at, cause: Given::OfferUnanswered }),
            Self::Refused { .. } => Some(Step::Close { at, cause: Ended::NotCalled }),
            Self::ReturnGranted { .. } => given(Given::NoAddress),
            Self::ReturnAwaited { .. } => Some(Step::Close { at, cause: Ended::NotPosted }),
            Self::ReturnPosted { .. } => given(Given::Unconfirmed),
            Self::Disputed { .. } => given(Given::Unruled),
            Self::Refunded { .. } | Self::Ruled { .. } | Self::Closed { .. } => None,
        }
    }

    /// Take a step, or be refused and stay.
    pub fn next(self, step: Step) -> Result<Self, Refused<RefundStage>> {
        let refused = Refused { from: self.stage(), act: step.act() };
        match (self, step) {
            (Self::Requested { .. }, Step::Accept { send_to, post_by }) => {
                Ok(Self::ReturnAwaited { send_to, post_by, ordered: None })
            }
            (Self::ReturnGranted { ordered, .. }, Step::Accept { send_to, post_by }) => {
                Ok(Self::ReturnAwaited { send_to, post_by, ordered })
            }
            (Self::Requested { .. }, Step::Grant { address_by }) => {
                Ok(Self::ReturnGranted { address_by, ordered: None })
            }
            (Self::Requested { .. }, Step::Offer { amount, words, call_by }) => {
                Ok(Self::Offered { amount, words, call_by })
            }
            (Self::Offered { .. }, Step::Agree { at, cause }) => Ok(Self::Refunded { at, cause }),
            (Self::Requested { .. }, Step::Refuse { words, call_by }) => Ok(Self::Refused { words, call_by }),
            (Self::ReturnAwaited { .. }, Step::Post { at, parcel, confirm_by }) => {
                Ok(Self::ReturnPosted { parcel, posted_at: at, confirm_by })
            }
            (
                Self::Offered { .. } | Self::Refused { .. } | Self::ReturnPosted { .. },
                Step::Dispute { at, rule_by },
            ) => Ok(Self::Disputed { called_at: at, rule_by }),
            (
                Self::Requested { .. }
                | Self::Offered { .. }
                | Self::Refused { .. }
                | Self::ReturnGranted { .. }
                | Self::ReturnAwaited { .. }
                | Self::ReturnPosted { .. }
                | Self::Disputed { .. },
                Step::Refund { at, cause },
            ) => Ok(Self::Refunded { at, cause }),
            (Self::Disputed { .. }, Step::Rule { at, ruling, words }) => {
                Ok(Self::Ruled { at, ruling, words })
            }
            (Self::Disputed { .. }, Step::OrderReturn { send_to, post_by, words }) => {
                Ok(Self::ReturnAwaited { send_to, post_by, ordered: Some(words) })
            }
            (Self::Disputed { .. }, Step::OrderAddress { address_by, words }) => {
                Ok(Self::ReturnGranted { address_by, ordered: Some(words) })
            }
            (
                Self::Requested { .. }
                | Self::Offered { .. }
                | Self::Refused { .. }
                | Self::ReturnGranted { .. }
                | Self::ReturnAwaited { .. }
                | Self::Disputed { .. },
                Step::Withdraw { at },
            ) => Ok(Self::Closed { at, cause: Ended::Withdrawn }),
            (Self::Refused { .. } | Self::ReturnAwaited { .. }, Step::Close { at, cause }) => {
                Ok(Self::Closed { at, cause })
            }
            (
                Self::Requested { .. }
                | Self::Offered { .. }
                | Self::Refused { .. }
                | Self::ReturnGranted { .. }
                | Self::ReturnAwaited { .. }
                | Self::ReturnPosted { .. }
                | Self::Disputed { .. }
                | Self::Refunded { .. }
                | Self::Ruled { .. }
                | Self::Closed { .. },
                Step::Accept { .. }
                | Step::Grant { .. }
                | Step::Refuse { .. }
                | Step::Offer { .. }
                | Step::Agree { .. }
                | Step::Post { .. }
                | Step::Refund { .. }
                | Step::Dispute { .. }
                | Step::Rule { .. }
                | Step::OrderReturn { .. }
                | Step::OrderAddress { .. }
                | Step::Withdraw { .. }
                | Step::Close { .. },
            ) => Err(refused),
        }
    }
}

/// What a buyer asks back of an order, and what became of it.
#[derive(Clone, Debug)]
pub struct RefundRequest {
    pub id: RequestId,
    pub order: OrderId,
    pub buyer: AccountId,
    pub kind: Kind,
    pub reason: Reason,
    pub words: String,
    pub state: RequestState,
    pub asked: OrderAmount,
    pub refunded: OrderAmount,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A line of the order that a request is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestLine {
    /// Of the order line.
    pub position: i64,
    pub pieces: i64,
    pub asked: Money,
    pub refunded: Money,
}

impl RefundRequest {
    /// The same request one step further. Where only money is asked for, nothing goes back to the shop.
    pub fn step(&self, step: Step) -> Result<Self, Refused<RefundStage>> {
        let (from, act) = (self.state.stage(), step.act());
        if self.kind == Kind::Refund && matches!(act, RefundAct::Accept | RefundAct::Grant) {
            return Err(Refused { from, act });
        }
        let kind = match act {
            // What the buyer keeps did not go back to the shop.
            RefundAct::Agree => Kind::Refund,
            RefundAct::OrderReturn | RefundAct::OrderAddress => Kind::Return,
            RefundAct::Accept
            | RefundAct::Grant
            | RefundAct::Refuse
            | RefundAct::Offer
            | RefundAct::Post
            | RefundAct::Refund
            | RefundAct::Dispute
            | RefundAct::Rule
            | RefundAct::Withdraw
            | RefundAct::Close => self.kind,
        };
        Ok(Self { kind, state: self.state.clone().next(step)?, ..self.clone() })
    }

    /// What is asked for in sum.
    pub fn amount(&self) -> Money {
        self.asked.total().unwrap_or(self.asked.goods)
    }

    /// Whether an amount is a part of what is asked for: more than nothing and less than all.
    pub fn is_part(&self, amount: Money) -> bool {
        amount.is_positive() && amount.minor() < self.amount().minor()
    }

    /// Whether nobody asked: the shop gave it by itself.
    pub fn is_goodwill(&self) -> bool {
        self.reason == Reason::Goodwill
    }

    pub fn is_open(&self) -> bool {
        self.state.due_at().is_some()
    }

    /// Whether one side may take a step now; for buttons, the API and the acts themselves.
    pub fn can(&self, side: Side, act: RefundAct) -> bool {
        let state = self.state.stage();
        let is_theirs = match act {
            RefundAct::Accept | RefundAct::Refuse | RefundAct::Offer | RefundAct::Refund => {
                side == Side::Seller
            }
            RefundAct::Agree | RefundAct::Post | RefundAct::Withdraw => side == Side::Buyer,
            RefundAct::Dispute => {
                side == if state == RefundStage::ReturnPosted { Side::Seller } else { Side::Buyer }
            }
            RefundAct::Rule => side == Side::Market,
            // A ruling orders a return.
            RefundAct::Grant | RefundAct::Close | RefundAct::OrderReturn | RefundAct::OrderAddress => false,
        };
        is_theirs && state.can(act) && !(act == RefundAct::Accept && self.kind == Kind::Refund)
    }

    /// What one side may do now.
    pub fn acts(&self, side: Side) -> Vec<RefundAct> {
        RefundAct::ALL.iter().copied().filter(|act| self.can(side, *act)).collect()
    }
}

#[cfg(test)]
#[path = "request_tests.rs"]
mod tests;
