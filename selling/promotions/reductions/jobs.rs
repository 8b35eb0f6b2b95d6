use kernel::Timestamp;
use platform::{
    db::Tx,
    jobs::{Bodies, Failure},
};

use super::{change, promises::TellOfPrices};
use crate::Selling;

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(tell_of_prices);
}

async fn tell_of_prices(market: Selling, now: Timestamp, job: TellOfPrices) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| change::tell(tx, now, job.reduction).await;
    market.db.write(act).await.map_err(Failure::from)
}
