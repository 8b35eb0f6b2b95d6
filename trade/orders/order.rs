//! The lifecycle of an order: what is true in each state, and which step leads where.

use std::time::Duration;

use kernel::{Money, Timestamp, id, shop_id, words};
use serde::{Deserialize, Serialize};

use super::Parts;
use crate::{accounts::Address, promotions::Shares};

shop_id!(
    /// One shop's part of a purchase.
    OrderId
);
id!(
    /// One payment by a buyer, over one or several shops.
    PurchaseId
);

words! {
    /// The name of a state, for tables, filters and texts.
    State {
        Unpaid = "unpaid", Unaddressed = "unaddressed", Paid = "paid", Shipped = "shipped", Objected = "objected", Completed = "completed",
        Closed = "closed", Refunded = "refunded",
    }
}

words! {
    /// The name of a step.
    Act {
        Pay = "pay", PayGift = "pay-gift", Address = "address", Close = "close", Ship = "ship", Extend = "extend", Object = "object", Resume = "resume",
        Repay = "repay", Receive = "receive", Refund = "refund",
    }
}

/// Every step there is. The drawing in `mod.rs`, the buttons on the pages and the API come from it.
pub const STEPS: &[(State, Act, State)] = &[
    (State::Unpaid, Act::Pay, State::Paid),
    (State::Unpaid, Act::PayGift, State::Unaddressed),
    (State::Unpaid, Act::Close, State::Closed),
    (State::Unaddressed, Act::Address, State::Paid),
    (State::Unaddressed, Act::Refund, State::Refunded),
    (State::Paid, Act::Ship, State::Shipped),
    (State::Paid, Act::Refund, State::Refunded),
    (State::Shipped, Act::Extend, State::Shipped),
    (State::Shipped, Act::Receive, State::Completed),
    (State::Shipped, Act::Object, State::Objected),
    (State::Objected, Act::Resume, State::Shipped),
    (State::Objected, Act::Repay, State::Refunded),
];

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
    /// The buyer asked for it after shipment, and got everything back.
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
    Paid {
        paid_at: Timestamp,
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
    },
    Closed {
        at: Timestamp,
        reason: Reason,
    },
    Refunded {
        at: Timestamp,
        reason: Reason,
    },
}

/// A step with what it brings along.
#[derive(Clone, Debug)]
pub enum Step {
    Pay { at: Timestamp, ship_by: Timestamp },
    PayGift { at: Timestamp, address_by: Timestamp },
    Address { ship_by: Timestamp },
    Close { at: Timestamp, reason: Reason },
    Ship { at: Timestamp, parcel: Parcel, objection_until: Timestamp },
    Extend { until: Timestamp },
    Object { at: Timestamp },
    Resume { at: Timestamp },
    Repay { at: Timestamp },
    Receive { at: Timestamp, receipt: Receipt },
    Refund { at: Timestamp, reason: Reason },
}

impl Step {
    pub fn act(&self) -> Act {
        match self {
            Self::Pay { .. } => Act::Pay,
            Self::PayGift { .. } => Act::PayGift,
            Self::Address { .. } => Act::Address,
            Self::Close { .. } => Act::Close,
            Self::Ship { .. } => Act::Ship,
            Self::Extend { .. } => Act::Extend,
            Self::Object { .. } => Act::Object,
            Self::Resume { .. } => Act::Resume,
            Self::Repay { .. } => Act::Repay,
            Self::Receive { .. } => Act::Receive,
            Self::Refund { .. } => Act::Refund,
        }
    }
}

/// The step does not lead anywhere from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order that is {} cannot {}", from.name(), act.name())]
pub struct Refused {
    pub from: State,
    pub act: Act,
}

impl OrderState {
    pub fn name(&self) -> State {
        match self {
            Self::Unpaid { .. } => State::Unpaid,
            Self::Unaddressed { .. } => State::Unaddressed,
            Self::Paid { .. } => State::Paid,
            Self::Shipped { .. } => State::Shipped,
            Self::Objected { .. } => State::Objected,
            Self::Completed { .. } => State::Completed,
            Self::Closed { .. } => State::Closed,
            Self::Refunded { .. } => State::Refunded,
        }
    }

    /// When something happens by itself, if nobody acts before. While the buyer asks for money back it is the
    /// request that has a deadline.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self {
            Self::Unpaid { close_at } => Some(*close_at),
            Self::Unaddressed { address_by, .. } => Some(*address_by),
            Self::Paid { ship_by, .. } => Some(*ship_by),
            Self::Shipped { objection_until, .. } => Some(*objection_until),
            Self::Objected { .. } | Self::Completed { .. } | Self::Closed { .. } | Self::Refunded { .. } => {
                None
            }
        }
    }

    /// Take a step, or be refused and stay.
    pub fn next(self, step: Step) -> Result<Self, Refused> {
        let refused = Refused { from: self.name(), act: step.act() };
        match (self, step) {
            (Self::Unpaid { .. }, Step::Pay { at, ship_by }) => Ok(Self::Paid { paid_at: at, ship_by }),
            (Self::Unpaid { .. }, Step::PayGift { at, address_by }) => {
                Ok(Self::Unaddressed { paid_at: at, address_by })
            }
            (Self::Unpaid { .. }, Step::Close { at, reason }) => Ok(Self::Closed { at, reason }),
            (Self::Unaddressed { paid_at, .. }, Step::Address { ship_by }) => {
                Ok(Self::Paid { paid_at, ship_by })
            }
            (Self::Paid { .. }, Step::Ship { at, parcel, objection_until }) => {
                Ok(Self::Shipped { parcel, shipped_at: at, objection_until, extension: Extension::Possible })
            }
            (Self::Unaddressed { .. } | Self::Paid { .. }, Step::Refund { at, reason }) => {
                Ok(Self::Refunded { at, reason })
            }
            (
                Self::Shipped { parcel, shipped_at, extension: Extension::Possible, .. },
                Step::Extend { until },
            ) => Ok(Self::Shipped { parcel, shipped_at, objection_until: until, extension: Extension::Used }),
            (Self::Shipped { .. }, Step::Receive { at, receipt }) => Ok(Self::Completed { at, receipt }),
            (Self::Shipped { parcel, shipped_at, objection_until, extension }, Step::Object { at }) => {
                Ok(Self::Objected { parcel, shipped_at, left: objection_until.since(at), extension })
            }
            (Self::Objected { parcel, shipped_at, left, extension }, Step::Resume { at }) => {
                Ok(Self::Shipped { parcel, shipped_at, objection_until: at + left, extension })
            }
            (Self::Objected { .. }, Step::Repay { at }) => {
                Ok(Self::Refunded { at, reason: Reason::Objection })
            }
            (
                Self::Unpaid { .. }
                | Self::Unaddressed { .. }
                | Self::Paid { .. }
                | Self::Shipped { .. }
                | Self::Objected { .. }
                | Self::Completed { .. }
                | Self::Closed { .. }
                | Self::Refunded { .. },
                Step::Pay { .. }
                | Step::PayGift { .. }
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
    /// What refund requests have given back.
    pub refunded: Parts,
    /// What of the market's share went back to it with that.
    pub market_back: Money,
    pub ship_to: Address,
    pub note: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Order {
    /// The same order one step further.
    pub fn step(&self, step: Step) -> Result<Self, Refused> {
        Ok(Self { state: self.state.clone().next(step)?, ..self.clone() })
    }

    /// Whether a step is possible now; for buttons and the API.
    pub fn can(&self, act: Act) -> bool {
        let used = matches!(self.state, OrderState::Shipped { extension: Extension::Used, .. });
        let is_step = STEPS.iter().any(|(from, step, _)| *from == self.state.name() && *step == act);
        is_step && !(act == Act::Extend && used)
    }
}

#[cfg(test)]
mod tests {
    use kernel::days;

    use super::*;

    fn one_of(state: State) -> OrderState {
        let at = Timestamp::from_micros(0);
        let parcel = Parcel { carrier: String::new(), tracking: String::new() };
        match state {
            State::Unpaid => OrderState::Unpaid { close_at: at },
            State::Unaddressed => OrderState::Unaddressed { paid_at: at, address_by: at },
            State::Paid => OrderState::Paid { paid_at: at, ship_by: at },
            State::Shipped => OrderState::Shipped {
                parcel,
                shipped_at: at,
                objection_until: at,
                extension: Extension::Possible,
            },
            State::Objected => {
                OrderState::Objected { parcel, shipped_at: at, left: days(3), extension: Extension::Used }
            }
            State::Completed => OrderState::Completed { at, receipt: Receipt::Confirmed },
            State::Closed => OrderState::Closed { at, reason: Reason::Unpaid },
            State::Refunded => OrderState::Refunded { at, reason: Reason::Buyer },
        }
    }

    fn step_of(act: Act) -> Step {
        let at = Timestamp::from_micros(1);
        match act {
            Act::Pay => Step::Pay { at, ship_by: at },
            Act::PayGift => Step::PayGift { at, address_by: at },
            Act::Address => Step::Address { ship_by: at },
            Act::Close => Step::Close { at, reason: Reason::Unpaid },
            Act::Ship => Step::Ship {
                at,
                parcel: Parcel { carrier: String::new(), tracking: String::new() },
                objection_until: at,
            },
            Act::Extend => Step::Extend { until: at },
            Act::Object => Step::Object { at },
            Act::Resume => Step::Resume { at },
            Act::Repay => Step::Repay { at },
            Act::Receive => Step::Receive { at, receipt: Receipt::Silence },
            Act::Refund => Step::Refund { at, reason: Reason::NotShipped },
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
        let mut reached = vec![State::Unpaid];
        while let Some((_, _, to)) =
            STEPS.iter().find(|(from, _, to)| reached.contains(from) && !reached.contains(to))
        {
            reached.push(*to);
        }
        assert_eq!(reached.len(), State::ALL.len());
        for end in [State::Completed, State::Closed, State::Refunded] {
            assert!(STEPS.iter().all(|(from, _, _)| *from != end));
            assert_eq!(one_of(end).due_at(), None);
        }
    }

    #[test]
    fn the_days_are_extended_once() {
        let once = one_of(State::Shipped).next(step_of(Act::Extend)).unwrap();
        assert!(once.next(step_of(Act::Extend)).is_err());
    }

    #[test]
    fn a_request_stops_the_clock_and_its_end_gives_back_the_time_that_was_left() {
        let until = Timestamp::from_micros(0) + days(10);
        let shipped = one_of(State::Paid).next(Step::Ship {
            at: Timestamp::from_micros(0),
            parcel: Parcel { carrier: String::new(), tracking: String::new() },
            objection_until: until,
        });
        let objected = shipped.unwrap().next(Step::Object { at: until - days(4) }).unwrap();
        assert_eq!(objected.due_at(), None);
        let later = until + days(50);
        assert_eq!(objected.next(Step::Resume { at: later }).unwrap().due_at(), Some(later + days(4)));
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
