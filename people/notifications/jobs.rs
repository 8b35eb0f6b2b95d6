//! Forgetting old notifications, every night.

use kernel::{Timestamp, days};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::{forget, numbers};
use crate::market::Market;

/// Forget what is older than the days that notifications are kept.
#[derive(Serialize, Deserialize)]
pub struct ForgetNotifications {}

impl Promise for ForgetNotifications {
    const KIND: &'static str = "notifications.forget";
    const LANE: Lane = Lane::Long;
}

pub fn bodies(bodies: &mut Bodies<Market>) {
    bodies.on(forget_notifications);
}

async fn forget_notifications(market: Market, now: Timestamp, _: ForgetNotifications) -> Result<(), Failure> {
    let before = now - market.rules().time(numbers::KEPT);
    let act = async move |tx: &mut Tx| {
        forget(tx, before).await?;
        // A second one of them, left by a crash or by two processes that began together, ends here.
        if jobs::count_of_kind(tx, ForgetNotifications::KIND).await? > 1 {
            return Ok(());
        }
        jobs::enqueue(tx, now, now + days(1), &ForgetNotifications {}).await
    };
    Ok(market.db.write(act).await?)
}

/// Begin to forget every night, unless that was begun before.
pub async fn begin(market: &Market) -> Result<(), DbError> {
    let now = market.now();
    let night = now.day_after(1, &market.config.zone).unwrap_or(now + days(1));
    let act = async move |tx: &mut Tx| {
        if jobs::count_of_kind(tx, ForgetNotifications::KIND).await? > 0 {
            return Ok(());
        }
        jobs::enqueue(tx, now, night, &ForgetNotifications {}).await
    };
    market.db.write(act).await
}
