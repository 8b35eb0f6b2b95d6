//! What webhooks have done later: each attempt at a delivery, telling an owner, forgetting.

use kernel::ShopId;
use platform::jobs::{Lane, Promise};
use serde::{Deserialize, Serialize};

use super::{Delivery, DeliveryId, EndpointId};

/// Attempt a delivery, if it still waits for this attempt.
#[derive(Serialize, Deserialize)]
pub struct DeliverEvent {
    pub delivery: DeliveryId,
    /// How many were made before.
    pub tries: i64,
}

impl Promise for DeliverEvent {
    const KIND: &'static str = "webhooks.deliver";
    const LANE: Lane = Lane::Push;
}

impl DeliverEvent {
    pub fn next(delivery: &Delivery) -> Self {
        Self { delivery: delivery.id, tries: delivery.tries }
    }
}

/// Tell the owner of an endpoint that nothing is sent there any more.
#[derive(Serialize, Deserialize)]
pub struct TellGivenUp {
    pub shop: ShopId,
    pub endpoint: EndpointId,
}

impl Promise for TellGivenUp {
    const KIND: &'static str = "webhooks.tell_given_up";
    const LANE: Lane = Lane::Post;
}

/// Forget deliveries that are older than they are kept.
#[derive(Serialize, Deserialize)]
pub struct ForgetDeliveries {}

impl Promise for ForgetDeliveries {
    const KIND: &'static str = "webhooks.forget";
}
