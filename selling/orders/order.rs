//! The lifecycle of an order: what is true in each state, and which step leads where.

use std::time::Duration;

use goods::catalog::LeadTime;
use kernel::{Lifecycle, Money, MoneyError, OrderId, PurchaseId, Refused, Timestamp, lifecycle};
use people::{accounts::Address, rules::Rules};
use serde::{Deserialize, Serialize};

use super::{Channel, HostShare, OrderAmount, numbers};
use crate::prices::Shares;

lifecycle! {
    "an order", "problem-order-state";
    /// Where an order stands, by name: for tables, filters and texts.
    OrderStage of OrderState {
        Unpaid = "unpaid", Unaddressed = "unaddressed", Deposited = "deposited", Due = "due", Paid = "paid",
        Shipped = "shipped", Objected = "objected", Completed = "completed", Closed = "closed",
        Refunded = "refunded",
    }
    /// What is done with an order, by name.
    OrderAct of Step {
        Pay = "pay", PayGift = "pay-gift", PayDeposit = "pay-deposit", Ready = "ready", PayRest = "pay-rest",
        Forfeit = "forfeit", Address = "address", Close = "close", Ship = "ship", Extend = "extend",
        Object = "object", Resume = "resume", Repay = "repay", Receive = "receive", Refund = "refund",
    }
    Unpaid --Pay--> Paid
    Unpaid --PayGift--> Unaddressed
    Unpaid --PayDeposit--> Deposited
    Unpaid --Close--> Closed
    Deposited --Ready--> Due
    Deposited --Refund--> Refunded
    Due --PayRest--> Paid
    Due --Refund--> Refunded
    Due --Forfeit--> Completed
    Unaddressed --Address--> Paid
    Unaddressed --Refund--> Refunded
    Paid --Ship--> Shipped
    Paid --Refund--> Refunded
    Shipped --Extend--> Shipped
    Shipped --Receive--> Completed
    Shipped --Object--> Objected
    Shipped --Repay--> Refunded
    Objected --Resume--> Shipped
    Objected --Repay--> Refunded
}

/// A parcel on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Parcel {
    /// Who carries it; empty when the seller brings it.
    pub carrier: String,
    /// The carrier's number; empty when there is none.
    pub tracking: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extension {
    /// The buyer may still ask for more days, once.
    Possible,
    Used,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    /// The buyer said so.
    Confirmed,
    /// The days to object went by.
    Silence,
    /// The piece was made and its rest never paid: nothing was sent, and the deposit is the shop's.
    Forfeit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Nobody paid in time.
    Unpaid,
    /// The buyer changed their mind before shipment.
    Buyer,
    /// The seller cannot deliver.
    Seller,
    /// The seller let the days to ship go by.
    NotShipped,
    /// Whoever receives the gift has not said where it goes.
    NoAddress,
    /// The operator of the market took it back.
    Operator,
    /// After shipment everything was given back, because the buyer asked for it or by the shop itself.
    Objection,
}

/// Where an order stands, with what is true there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    Unpaid {
        close_at: Timestamp,
    },
    /// A gift: paid, and its receiver is to say where it goes.
    Unaddressed {
        paid_at: Timestamp,
        address_by: Timestamp,
    },
    /// The deposit is held, and the shop makes the piece.
    Deposited {
        paid_at: Timestamp,
        /// When the shop has promised it; `ready_by` is some days of grace later.
        #[serde(default)]
        ready_at: Option<Timestamp>,
        ready_by: Timestamp,
    },
    /// The piece is made, and waits for the rest of its price.
    Due {
        paid_at: Timestamp,
        rest_by: Timestamp,
    },
    Paid {
        paid_at: Timestamp,
        /// When it can leave at the earliest, if that is later than its payment; the days to ship begin then.
        #[serde(default)]
        ready_at: Option<Timestamp>,
        ship_by: Timestamp,
    },
    Shipped {
        parcel: Parcel,
        shipped_at: Timestamp,
        objection_until: Timestamp,
        extension: Extension,
    },
    /// The buyer asks for money back, so the days to object stand still; `left` of them come after it.
    Objected {
        parcel: Parcel,
        shipped_at: Timestamp,
        left: Duration,
        extension: Extension,
    },
    Completed {
        at: Timestamp,
        receipt: Receipt,
        /// What came, if anything was sent.
        #[serde(default)]
        parcel: Option<Parcel>,
    },
    Closed {
        at: Timestamp,
        reason: Reason,
    },
    Refunded {
        at: Timestamp,
        reason: Reason,
        /// What was sent, if anything was.
        #[serde(default)]
        parcel: Option<Parcel>,
    },
}

/// A step with what it brings along.
#[derive(Clone, Debug)]
pub enum Step {
    Pay { at: Timestamp, ready_at: Option<Timestamp>, ship_by: Timestamp },
    PayGift { at: Timestamp, address_by: Timestamp },
    PayDeposit { at: Timestamp, ready_at: Option<Timestamp>, ready_by: Timestamp },
    Ready { rest_by: Timestamp },
    PayRest { ship_by: Timestamp },
    Forfeit { at: Timestamp },
    Address { ready_at: Option<Timestamp>, ship_by: Timestamp },
    Close { at: Timestamp, reason: Reason },
    Ship { at: Timestamp, parcel: Parcel, objection_until: Timestamp },
    Extend { until: Timestamp },
    Object { at: Timestamp },
    Resume { at: Timestamp },
    Repay { at: Timestamp },
    Receive { at: Timestamp, receipt: Receipt },
    Refund { at: Timestamp, reason: Reason },
}

impl OrderState {
    /// When something happens by itself, if nobody acts before. While the buyer asks for money back it is the
    /// request that has a deadline.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self {
            Self::Unpaid { close_at } => Some(*close_at),
            Self::Unaddressed { address_by, .. } => Some(*address_by),
            Self::Deposited { ready_by, .. } => Some(*ready_by),
            Self::Due { rest_by, .. } => Some(*rest_by),
            Self::Paid { ship_by, .. } => Some(*ship_by),
            Self::Shipped { objection_until, .. } => Some(*objection_until),
            Self::Objected { .. } | Self::Completed { .. } | Self::Closed { .. } | Self::Refunded { .. } => {
                None
            }
        }
    }

    /// When it can leave at the earliest, or when it was promised to be made, if that is later than its payment.
    pub fn ready_at(&self) -> Option<Timestamp> {
        match self {
            Self::Deposited { ready_at, .. } | Self::Paid { ready_at, .. } => *ready_at,
            Self::Unpaid { .. }
            | Self::Unaddressed { .. }
            | Self::Due { .. }
            | Self::Shipped { .. }
            | Self::Objected { .. }
            | Self::Completed { .. }
            | Self::Closed { .. }
            | Self::Refunded { .. } => None,
        }
    }

    /// What was sent, from then on for good.
    pub fn parcel(&self) -> Option<&Parcel> {
        match self {
            Self::Shipped { parcel, .. } | Self::Objected { parcel, .. } => Some(parcel),
            Self::Completed { parcel, .. } | Self::Refunded { parcel, .. } => parcel.as_ref(),
            Self::Unpaid { .. }
            | Self::Unaddressed { .. }
            | Self::Deposited { .. }
            | Self::Due { .. }
            | Self::Paid { .. }
            | Self::Closed { .. } => None,
        }
    }

    /// Take a step, or be refused and stay.
    pub fn next(self, step: Step) -> Result<Self, Refused<OrderStage>> {
        let refused = Refused { from: self.stage(), act: step.act() };
        match (self, step) {
            (Self::Unpaid { .. }, Step::Pay { at, ready_at, ship_by }) => {
                Ok(Self::Paid { paid_at: at, ready_at, ship_by })
            }
            (Self::Unpaid { .. }, Step::PayGift { at, address_by }) => {
                Ok(Self::Unaddressed { paid_at: at, address_by })
            }
            (Self::Unpaid { .. }, Step::PayDeposit { at, ready_at, ready_by }) => {
                Ok(Self::Deposited { paid_at: at, ready_at, ready_by })
            }
            (Self::Deposited { paid_at, .. }, Step::Ready { rest_by }) => Ok(Self::Due { paid_at, rest_by }),
            (Self::Due { paid_at, .. }, Step::PayRest { ship_by }) => {
                Ok(Self::Paid { paid_at, ready_at: None, ship_by })
            }
            (Self::Due { .. }, Step::Forfeit { at }) => {
                Ok(Self::Completed { at, receipt: Receipt::Forfeit, parcel: None })
            }
            (Self::Unpaid { .. }, Step::Close { at, reason }) => Ok(Self::Closed { at, reason }),
            (Self::Unaddressed { paid_at, .. }, Step::Address { ready_at, ship_by }) => {
                Ok(Self::Paid { paid_at, ready_at, ship_by })
            }
            (Self::Paid { .. }, Step::Ship { at, parcel, objection_until }) => {
                Ok(Self::Shipped { parcel, shipped_at: at, objection_until, extension: Extension::Possible })
            }
            (
                Self::Unaddressed { .. } | Self::Deposited { .. } | Self::Due { .. } | Self::Paid { .. },
                Step::Refund { at, reason },
            ) => Ok(Self::Refunded { at, reason, parcel: None }),
            (
                Self::Shipped { parcel, shipped_at, extension: Extension::Possible, .. },
                Step::Extend { until },
            ) => Ok(Self::Shipped { parcel, shipped_at, objection_until: until, extension: Extension::Used }),
            (Self::Shipped { parcel, .. }, Step::Receive { at, receipt }) => {
                Ok(Self::Completed { at, receipt, parcel: Some(parcel) })
            }
            (Self::Shipped { parcel, shipped_at, objection_until, extension }, Step::Object { at }) => {
                Ok(Self::Objected { parcel, shipped_at, left: objection_until.since(at), extension })
            }
            (Self::Objected { parcel, shipped_at, left, extension }, Step::Resume { at }) => {
                Ok(Self::Shipped { parcel, shipped_at, objection_until: at + left, extension })
            }
            (Self::Shipped { parcel, .. } | Self::Objected { parcel, .. }, Step::Repay { at }) => {
                Ok(Self::Refunded { at, reason: Reason::Objection, parcel: Some(parcel) })
            }
            (
                Self::Unpaid { .. }
                | Self::Unaddressed { .. }
                | Self::Deposited { .. }
                | Self::Due { .. }
                | Self::Paid { .. }
                | Self::Shipped { .. }
                | Self::Objected { .. }
                | Self::Completed { .. }
                | Self::Closed { .. }
                | Self::Refunded { .. },
                Step::Pay { .. }
                | Step::PayGift { .. }
                | Step::PayDeposit { .. }
                | Step::Ready { .. }
                | Step::PayRest { .. }
                | Step::Forfeit { .. }
                | Step::Address { .. }
                | Step::Close { .. }
                | Step::Ship { .. }
                | Step::Extend { .. }
                | Step::Object { .. }
                | Step::Resume { .. }
                | Step::Repay { .. }
                | Step::Receive { .. }
                | Step::Refund { .. },
            ) => Err(refused),
        }
    }
}

/// How an order is paid in two parts: both wait in its one escrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deposit {
    /// Paid before the work begins; a part of the goods.
    pub amount: Money,
    /// What is still to be paid of the order: all but the deposit, and nothing once the rest is paid.
    pub due: Money,
    /// The purchase that pays the rest, from the day on which the piece is ready.
    pub rest: Option<PurchaseId>,
}

/// The tax that is contained in what a shop gets for an order, as it was stated on its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedTax {
    /// What it was called.
    pub name: String,
    pub amount: Money,
}

/// One shop's part of a purchase. Prices, commission and address are as they were on the day.
#[derive(Clone, Debug)]
pub struct Order {
    pub id: OrderId,
    pub purchase: PurchaseId,
    pub buyer: kernel::AccountId,
    pub state: OrderState,
    /// The goods as they were priced.
    pub items: Money,
    /// What coupons took off them.
    pub discount: Shares,
    pub shipping: Money,
    /// What the buyer pays: goods less discounts, and shipping.
    pub total: Money,
    pub commission: Money,
    /// Set when a host sold it for the shop.
    pub host: Option<HostShare>,
    /// None where the shop stated none, which is another thing than nothing.
    pub tax: Option<StatedTax>,
    /// Set when it is paid in two parts.
    pub deposit: Option<Deposit>,
    /// Days that the shop has to make it, before those to ship it; 0 for what a listing sells.
    pub make_days: i64,
    /// How long what its listings promised takes before it can leave.
    pub lead: LeadTime,
    /// What refund requests have given back.
    pub refunded: OrderAmount,
    /// What of the market's share went back to it with that.
    pub market_back: Money,
    pub ship_to: Address,
    pub note: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// The number that people say: `1129-4821`.
    pub short: String,
    /// By which door it was sold.
    pub channel: Channel,
}

impl Order {
    /// The same order one step further.
    pub fn step(&self, step: Step) -> Result<Self, Refused<OrderStage>> {
        Ok(Self { state: self.state.clone().next(step)?, ..self.clone() })
    }

    /// When it is ready, as the shop has promised it, if it was begun then.
    pub fn ready_at(&self, begun: Timestamp) -> Timestamp {
        LeadTime { days: self.lead.days.max(self.make_days), ..self.lead }.ready_at(begun)
    }

    /// What has gone back to the buyer: all that was paid, when it was cancelled.
    pub fn sent_back(&self) -> Result<Money, MoneyError> {
        match self.state {
            OrderState::Refunded { reason, .. } if reason != Reason::Objection => {
                self.total.checked_sub(self.deposit.map_or(Money::zero(self.total.currency()), |it| it.due))
            }
            _ => self.refunded.total(),
        }
    }

    /// Whether the shop has begun to make what this buyer alone wants: some hours after it was paid, when the buyer
    /// cannot change their mind any more.
    pub fn is_begun(&self, now: Timestamp, rules: &Rules) -> bool {
        match self.state {
            OrderState::Deposited { paid_at, .. }
            | OrderState::Due { paid_at, .. }
            | OrderState::Paid { paid_at, .. } => {
                self.make_days > 0 && now > paid_at + rules.time(numbers::WORK_REGRET)
            }
            OrderState::Unpaid { .. }
            | OrderState::Unaddressed { .. }
            | OrderState::Shipped { .. }
            | OrderState::Objected { .. }
            | OrderState::Completed { .. }
            | OrderState::Closed { .. }
            | OrderState::Refunded { .. } => false,
        }
    }

    /// Whether the shop, or the receiver of a gift, has let the time go by after which the buyer is refunded.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        match self.state {
            OrderState::Unaddressed { address_by: due, .. }
            | OrderState::Deposited { ready_by: due, .. }
            | OrderState::Paid { ship_by: due, .. } => due <= now,
            OrderState::Unpaid { .. }
            | OrderState::Due { .. }
            | OrderState::Shipped { .. }
            | OrderState::Objected { .. }
            | OrderState::Completed { .. }
            | OrderState::Closed { .. }
            | OrderState::Refunded { .. } => false,
        }
    }

    /// Whether a step is possible now; for buttons and the API.
    pub fn can(&self, act: OrderAct) -> bool {
        let used = matches!(self.state, OrderState::Shipped { extension: Extension::Used, .. });
        self.state.stage().can(act) && !(act == OrderAct::Extend && used)
    }
}

#[cfg(test)]
#[path = "order_tests.rs"]
mod tests;
