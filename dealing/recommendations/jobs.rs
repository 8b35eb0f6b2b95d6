//! Forgetting, every night; and hearing of what is bought.

use kernel::{Timestamp, days};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure},
};
use selling::{Selling, orders::TellOfPurchase};

use super::{bought, companion_store, numbers, promises::ForgetViewed, see::day_of, store};

/// After this many days nothing weighs anything any more: the heaviest has halved six times.
const COMPANION_DAYS: i64 = 180;

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(forget_viewed);
    bodies.on(listen);
}

/// Begin to forget every night, unless that was begun before.
pub async fn begin(market: &Selling) -> Result<(), DbError> {
    let now = market.now();
    let night = now.day_after(1, &market.config.zone).unwrap_or(now + days(1));
    let act = async move |tx: &mut Tx| jobs::begin(tx, now, night, &ForgetViewed {}).await;
    market.db.write(act).await
}

async fn forget_viewed(market: Selling, now: Timestamp, _: ForgetViewed) -> Result<(), Failure> {
    let before = now - market.rules().time(numbers::VIEWED);
    let act = async move |tx: &mut Tx| {
        store::sweep(tx, before).await?;
        companion_store::sweep(tx, day_of(now) - COMPANION_DAYS).await?;
        jobs::again(tx, now, now + days(1), &ForgetViewed {}).await
    };
    Ok(market.db.write(act).await?)
}

async fn listen(market: Selling, now: Timestamp, told: TellOfPurchase) -> Result<(), Failure> {
    // One thing alone goes with nothing, and costs no commit.
    if market.db.read(async move |tx: &mut Tx| bought::things(tx, told.purchase).await).await?.len() < 2 {
        return Ok(());
    }
    let act = async move |tx: &mut Tx| bought(tx, now, told.purchase).await;
    Ok(market.db.write(act).await?)
}
