//! Hearing of money that moved, and counting again every night.

use kernel::{Day, Timestamp, days};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure},
};
use selling::orders::money_moved::MoneyMoved;

use super::{numbers, promises::CountAgain, recognition, sales};
use crate::Commons;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(money_moved);
    bodies.on(count_again);
}

/// Begin to count every night; the first time at once, since orders may be older than villages.
pub async fn begin(market: &Commons) -> Result<(), DbError> {
    let now = market.now();
    market.db.write(async move |tx: &mut Tx| jobs::begin(tx, now, now, &CountAgain {}).await).await
}

async fn money_moved(market: Commons, _: Timestamp, told: MoneyMoved) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        for moved in &told.moves {
            sales::count(tx, moved.shop, moved.transfer).await?;
        }
        Ok::<_, DbError>(())
    };
    Ok(market.db.write(act).await?)
}

async fn count_again(market: Commons, now: Timestamp, _: CountAgain) -> Result<(), Failure> {
    sales::recount(&market.db).await?;
    sales::rate_again(&market.db, now).await?;
    let wait = i64::from(market.rules().count(numbers::FINAL_DAYS));
    let today = Day::there(now, &market.config.zone);
    let look = async move |tx: &mut Tx| recognition::look_again(tx, now, today, wait).await;
    market.db.write(look).await?;
    let night = now.day_after(1, &market.config.zone).unwrap_or(now + days(1));
    Ok(market.db.write(async move |tx: &mut Tx| jobs::again(tx, now, night, &CountAgain {}).await).await?)
}
