//! What quotes wait for.

use kernel::Timestamp;
use platform::{
    db::Tx,
    jobs::{Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::{QuoteId, end_turn};
use crate::market::Market;

/// End a quote whose time has run out. One that has moved on is left alone.
#[derive(Serialize, Deserialize)]
pub struct EndQuoteTurn {
    pub quote: QuoteId,
}

impl Job for EndQuoteTurn {
    const KIND: &'static str = "negotiation.end_quote_turn";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let act = async move |tx: &mut Tx| end_turn(tx, now, self.quote).await;
        market.db.write(act).await.map_err(|error| Failure(error.to_string()))
    }
}
