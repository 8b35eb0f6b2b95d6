//! Forgetting old notifications, every night.

use kernel::{Timestamp, days};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::forget;
use crate::market::Market;

/// Forget what is older than the days that notifications are kept.
#[derive(Serialize, Deserialize)]
pub struct ForgetNotifications {}

impl Job for ForgetNotifications {
    const KIND: &'static str = "notifications.forget";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let before = now - market.rules().notifications;
        let act = async move |tx: &mut Tx| {
            forget(tx, before).await?;
            // A second one of them, left by a crash or by two processes that began together, ends here.
            if jobs::count_of_kind(tx, Self::KIND).await? > 1 {
                return Ok(());
            }
            jobs::enqueue(tx, now, now + days(1), &Self {}).await
        };
        Ok(market.db.write(act).await?)
    }
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
