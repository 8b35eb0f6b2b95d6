//! A delivery: one event on its way to one endpoint.

use std::time::Duration;

use kernel::{Timestamp, hours, lifecycle, minutes, shop_id};

use super::{EndpointId, EventKind};

shop_id!(
    /// An event on its way to an endpoint.
    DeliveryId
);

lifecycle! {
    "a delivery", "problem-delivery-state";
    /// Where a delivery stands.
    DeliveryStage {
        Waiting = "waiting", Delivered = "delivered", Failed = "failed",
    }
    /// What becomes of an attempt, and what the endpoint's owner does.
    DeliveryAct {
        Take = "take", Fail = "fail", GiveUp = "give-up", Repeat = "repeat",
    }
    Waiting --Take--> Delivered
    Waiting --Fail--> Waiting
    Waiting --GiveUp--> Failed
    Delivered --Repeat--> Waiting
    Failed --Repeat--> Waiting
}

/// How long is waited after an attempt that failed, as Standard Webhooks has it. The first one is made at once.
const WAITS: [Duration; 9] = [
    Duration::from_secs(5),
    minutes(5),
    minutes(30),
    hours(2),
    hours(5),
    hours(10),
    hours(14),
    hours(20),
    hours(24),
];

#[derive(Clone, Debug)]
pub struct Delivery {
    pub id: DeliveryId,
    pub endpoint: EndpointId,
    pub kind: EventKind,
    /// As it is sent, JSON.
    pub body: String,
    pub state: DeliveryStage,
    /// Attempts since it was last begun.
    pub tries: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Delivery {
    /// What the program knows it by, however often it is sent.
    pub fn message_id(&self) -> String {
        format!("msg_{}", self.id)
    }
}

/// How long is waited after so many attempts; none when they were enough.
pub fn wait_after(tries: i64) -> Option<Duration> {
    usize::try_from(tries).ok()?.checked_sub(1).and_then(|at| WAITS.get(at)).copied()
}

/// One attempt at a delivery.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Of the answer; none when there was none.
    pub status: Option<i64>,
    /// How the answer begins, or why there was none.
    pub answer: String,
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    kernel::lifecycle_tests! {
        DeliveryStage ends at [], drawn in include_str!("mod.rs"), next by kernel::Lifecycle::after
    }

    #[test]
    fn it_is_tried_ten_times_within_four_days() {
        let waits: Vec<Duration> = (1..).map_while(wait_after).collect();
        assert_eq!(waits.len(), 9);
        assert!(waits.is_sorted() && waits.iter().sum::<Duration>() < kernel::days(4));
        assert_eq!((wait_after(0), wait_after(10)), (None, None));
    }
}
