//! Who listens to whom: news of a capability, delivered to those that come after it.

use kernel::Timestamp;
use platform::{
    db::Tx,
    jobs::{Failure, Job},
};

use crate::{
    market::Market,
    negotiation::{self, quotes},
    orders::{OrderAct, news::OrderMoved},
    reviews,
};

impl Job for OrderMoved {
    const KIND: &'static str = "orders.moved";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let act = OrderAct::parse(&self.act).ok_or_else(|| Failure(format!("{} is no step", self.act)))?;
        let rules = market.rules();
        let listen = async move |tx: &mut Tx| {
            reviews::order_moved(tx, now, &rules, self.order, act).await?;
            negotiation::order_moved(tx, now, self.order, act).await
        };
        market.db.write(listen).await.map_err(|error| Failure(error.to_string()))?;
        let listen = async move |tx: &mut Tx| quotes::order_moved(tx, now, self.order, act).await;
        market.db.write(listen).await.map_err(|error| Failure(error.to_string()))
    }
}
