//! The lifecycle of a refund request: what is true in each state, whose turn it is, and which step leads where.

use kernel::{AccountId, Lifecycle, Money, Refused, Side, Timestamp, lifecycle, shop_id, words};
use serde::{Deserialize, Serialize};

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
    }
}

lifecycle! {
    "a refund request", "problem-refund-state";
    /// Where a refund request stands, by name: for tables, filters and texts.
    RefundStage of RequestState {
        Requested = "requested", Refused = "refused", ReturnGranted = "return-granted",
        ReturnAwaited = "return-awaited", ReturnPosted = "return-posted", Disputed = "disputed",
        Refunded = "refunded", Ruled = "ruled", Closed = "closed",
    }
    /// What is done with a refund request, by name.
    RefundAct of Step {
        Accept = "accept", Grant = "grant", Refuse = "refuse", Post = "post", Refund = "refund",
        Dispute = "dispute", Rule = "rule", Withdraw = "withdraw", Close = "close",
    }
    Requested --Accept--> ReturnAwaited
    Requested --Grant--> ReturnGranted
    Requested --Refuse--> Refused
    Requested --Refund--> Refunded
    Requested --Withdraw--> Closed
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
    Disputed --Withdraw--> Closed
}

/// Why the money went back without a ruling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    /// The shop agreed, or has its goods back.
    Seller,
    /// The shop did not answer in time.
    Unanswered,
    /// The shop never said where the goods should go.
    NoAddress,
    /// The goods were posted, and the shop did not say in time whether they came.
    Unconfirmed,
    /// The market did not rule in time.
    Unruled,
}

/// Why a request ended without money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// The buyer took it back.
    Withdrawn,
    /// The goods were not posted in time.
    NotPosted,
    /// The shop refused, and the buyer did not call the market in.
    NotCalled,
}

/// What the market decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    Full,
    Partial,
    Reject,
}

impl Given {
    pub fn name(self) -> &'static str {
        match self {
            Self::Seller => "seller",
            Self::Unanswered => "unanswered",
            Self::NoAddress => "no-address",
            Self::Unconfirmed => "unconfirmed",
            Self::Unruled => "unruled",
        }
    }
}

impl Ended {
    pub fn name(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::NotPosted => "not-posted",
            Self::NotCalled => "not-called",
        }
    }
}

impl Ruling {
    pub const ALL: [Self; 3] = [Self::Full, Self::Partial, Self::Reject];

    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::Reject => "reject",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ruling| ruling.name() == word)
    }
}

/// Where a request stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestState {
    Requested {
        answer_by: Timestamp,
    },
    Refused {
        words: String,
        call_by: Timestamp,
    },
    /// Nobody answered in time, and the shop has not said where the goods should go.
    ReturnGranted {
        address_by: Timestamp,
    },
    ReturnAwaited {
        send_to: String,
        post_by: Timestamp,
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
    Post { at: Timestamp, parcel: Parcel, confirm_by: Timestamp },
    Refund { at: Timestamp, cause: Given },
    Dispute { at: Timestamp, rule_by: Timestamp },
    Rule { at: Timestamp, ruling: Ruling, words: String },
    Withdraw { at: Timestamp },
    Close { at: Timestamp, cause: Ended },
}

impl RequestState {
    /// When the time of whoever's turn it is has run out.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self {
            Self::Requested { answer_by } => Some(*answer_by),
            Self::Refused { call_by, .. } => Some(*call_by),
            Self::ReturnGranted { address_by } => Some(*address_by),
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
            Self::Refused { .. } | Self::ReturnAwaited { .. } => Some(Side::Buyer),
            Self::Disputed { .. } => Some(Side::Market),
            Self::Refunded { .. } | Self::Ruled { .. } | Self::Closed { .. } => None,
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
            (Self::Requested { .. } | Self::ReturnGranted { .. }, Step::Accept { send_to, post_by }) => {
                Ok(Self::ReturnAwaited { send_to, post_by })
            }
            (Self::Requested { .. }, Step::Grant { address_by }) => Ok(Self::ReturnGranted { address_by }),
            (Self::Requested { .. }, Step::Refuse { words, call_by }) => Ok(Self::Refused { words, call_by }),
            (Self::ReturnAwaited { .. }, Step::Post { at, parcel, confirm_by }) => {
                Ok(Self::ReturnPosted { parcel, posted_at: at, confirm_by })
            }
            (Self::Refused { .. } | Self::ReturnPosted { .. }, Step::Dispute { at, rule_by }) => {
                Ok(Self::Disputed { called_at: at, rule_by })
            }
            (
                Self::Requested { .. }
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
            (
                Self::Requested { .. }
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
                | Step::Post { .. }
                | Step::Refund { .. }
                | Step::Dispute { .. }
                | Step::Rule { .. }
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
        Ok(Self { state: self.state.clone().next(step)?, ..self.clone() })
    }

    /// What is asked for in sum.
    pub fn amount(&self) -> Money {
        self.asked.total().unwrap_or(self.asked.goods)
    }

    pub fn is_open(&self) -> bool {
        self.state.due_at().is_some()
    }

    /// Whether one side may take a step now; for buttons, the API and the acts themselves.
    pub fn can(&self, side: Side, act: RefundAct) -> bool {
        let state = self.state.stage();
        let is_theirs = match act {
            RefundAct::Accept | RefundAct::Refuse | RefundAct::Refund => side == Side::Seller,
            RefundAct::Post | RefundAct::Withdraw => side == Side::Buyer,
            RefundAct::Dispute => {
                side == if state == RefundStage::ReturnPosted { Side::Seller } else { Side::Buyer }
            }
            RefundAct::Rule => side == Side::Market,
            RefundAct::Grant | RefundAct::Close => false,
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
