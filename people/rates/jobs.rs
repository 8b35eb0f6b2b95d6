//! Knowing the rates that another process has taken.

use std::time::Duration;

use super::reload;
use crate::market::Market;

const REREAD: Duration = Duration::from_secs(60);

/// A command, or another process of the market, may have taken rates: read them again now and then.
pub async fn keep_fresh(market: Market) {
    loop {
        tokio::time::sleep(REREAD).await;
        if let Err(error) = reload(&market).await {
            tracing::warn!(%error, "the rates could not be read again");
        }
    }
}
