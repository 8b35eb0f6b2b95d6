//! What endpoints hear of: kinds of events, named for the states that things come to.

use dealing::{negotiation::OfferStage, reviews::ReviewNews};
use kernel::{ShopId, Timestamp, Word};
use selling::{
    orders::{OrderStage, refunds::RefundStage},
    payouts::PayoutStage,
};
use serde_json::Value;

/// What a kind is about: the first part of its name, and the last of the key of its words.
pub const TOPICS: [&str; 5] = ["order", "refund", "payout", "offer", "review"];

/// The states of an order that are told: what comes before a payment is nobody's program's business, and what is disputed
/// is told of the request.
const OF_ORDERS: [OrderStage; 6] = [
    OrderStage::Deposited,
    OrderStage::Paid,
    OrderStage::Shipped,
    OrderStage::Completed,
    OrderStage::Refunded,
    OrderStage::Closed,
];

/// A sort of event: `order.paid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventKind {
    pub topic: &'static str,
    /// The state that something has come to.
    pub state: &'static str,
}

/// What is sent when an owner tries an endpoint; every endpoint hears it.
pub const TEST: EventKind = EventKind { topic: "webhook", state: "test" };

impl EventKind {
    /// Every kind that one can choose, in the order of the topics.
    pub fn all() -> Vec<Self> {
        let states: [Vec<&'static str>; 5] = [
            OF_ORDERS.iter().map(|stage| stage.name()).collect(),
            names::<RefundStage>(),
            names::<PayoutStage>(),
            names::<OfferStage>(),
            names::<ReviewNews>(),
        ];
        let of = |(topic, states): (&'static str, Vec<&'static str>)| {
            states.into_iter().map(move |state| Self { topic, state })
        };
        TOPICS.into_iter().zip(states).flat_map(of).collect()
    }

    /// The kind of a topic and a state, if it is told at all.
    pub fn of(topic: &str, state: &str) -> Option<Self> {
        Self::all().into_iter().find(|kind| kind.topic == topic && kind.state == state)
    }

    pub fn parse(name: &str) -> Option<Self> {
        let (topic, state) = name.split_once('.')?;
        if (topic, state) == (TEST.topic, TEST.state) { Some(TEST) } else { Self::of(topic, state) }
    }

    pub fn name(self) -> String {
        format!("{}.{}", self.topic, self.state)
    }
}

fn names<W: Word>() -> Vec<&'static str> {
    W::ALL.iter().map(|word| word.name()).collect()
}

/// Something has happened in a shop.
#[derive(Clone, Debug)]
pub struct Event {
    pub kind: EventKind,
    pub shop: ShopId,
    pub at: Timestamp,
    /// Ids and a state.
    pub data: Value,
}

impl Event {
    /// As it is sent.
    pub fn body(&self) -> String {
        let at = self.at.rfc3339();
        serde_json::json!({ "type": self.kind.name(), "timestamp": at, "data": self.data }).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_by_its_name() {
        let all = EventKind::all();
        assert!(all.iter().all(|kind| EventKind::parse(&kind.name()) == Some(*kind)));
        for name in
            ["order.paid", "refund.return-posted", "payout.paid", "offer.accepted", "review.published"]
        {
            assert!(all.iter().any(|kind| kind.name() == name), "{name}");
        }
        assert_eq!(EventKind::parse("order.unpaid"), None);
        assert_eq!(EventKind::parse("webhook.test"), Some(TEST));
    }
}
