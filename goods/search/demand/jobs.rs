//! Rolling up, every night: what is of a whole day, and nothing that fewer than five people typed.

use kernel::{Timestamp, days, hours};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure},
};

use super::{note::day_of, numbers, promises::RollUpDemand, raw_store, roll_up, store};
use crate::Goods;

pub fn bodies(bodies: &mut Bodies<Goods>) {
    bodies.on(roll_up_demand);
}

/// Begin to roll up every night, unless that was begun before.
pub async fn begin(market: &Goods) -> Result<(), DbError> {
    let now = market.now();
    let night = now.day_after(1, "UTC").unwrap_or(now + days(1)) + hours(1);
    let act = async move |tx: &mut Tx| jobs::begin(tx, now, night, &RollUpDemand {}).await;
    market.db.write(act).await
}

async fn roll_up_demand(market: Goods, now: Timestamp, _: RollUpDemand) -> Result<(), Failure> {
    let (today, rules) = (day_of(now), market.rules());
    let kept = |number| i64::from(rules.count(number));
    let (raw, demand) = (today - kept(numbers::RAW), today - kept(numbers::KEPT));
    let act = async move |tx: &mut Tx| {
        roll_up(tx, now).await?;
        raw_store::sweep(tx, raw).await?;
        store::sweep(tx, demand).await?;
        jobs::again(tx, now, now + days(1), &RollUpDemand {}).await
    };
    Ok(market.db.write(act).await?)
}
