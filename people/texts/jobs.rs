use kernel::{Timestamp, days};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure},
};

use super::{code, promises::ForgetTexts, send, store};
use crate::market::Market;

/// How long it is known what became of a text.
const KEPT_DAYS: u64 = 30;

pub fn bodies(bodies: &mut Bodies<Market>) {
    bodies.on(send::send);
    bodies.on(code::text_code);
    bodies.on(forget_texts);
}

async fn forget_texts(market: Market, now: Timestamp, _: ForgetTexts) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| {
        store::forget(tx, now - days(KEPT_DAYS)).await?;
        jobs::again(tx, now, now + days(1), &ForgetTexts {}).await
    };
    Ok(market.db.write(act).await?)
}

/// Begin to forget every night, unless that was begun before.
pub async fn begin(market: &Market) -> Result<(), DbError> {
    let now = market.now();
    let night = now.day_after(1, &market.config.zone).unwrap_or(now + days(1));
    market.db.write(async move |tx: &mut Tx| jobs::begin(tx, now, night, &ForgetTexts {}).await).await
}
