//! What a refund request waits for: the end of somebody's turn.

use kernel::Timestamp;
use platform::{
    db::Tx,
    jobs::{Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::{RequestId, end_turn};
use crate::market::Market;

/// Do what was promised for the case that nobody acts. A request that has moved on is left alone.
#[derive(Serialize, Deserialize)]
pub struct EndTurn {
    pub request: RequestId,
}

impl Job for EndTurn {
    const KIND: &'static str = "orders.end_refund_turn";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let rules = market.rules();
        let act = async move |tx: &mut Tx| end_turn(tx, now, &rules, self.request).await;
        market.db.write(act).await.map(drop).map_err(|error| Failure(error.to_string()))
    }
}
