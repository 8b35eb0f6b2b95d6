//! Knowing the rates that another process has taken.

use std::time::Duration;

use kernel::Day;
use platform::db::{DbError, Tx};

use super::load;
use crate::market::Market;

const REREAD: Duration = Duration::from_secs(60);

/// Have the market show prices by what is kept now.
pub async fn reload(market: &Market) -> Result<(), DbError> {
    let today = Day::of(market.now());
    let rates = market.db.read(async move |tx: &mut Tx| load(tx, today).await).await?;
    market.set_rates(rates);
    Ok(())
}

/// A command, or another process of the market, may have taken rates: read them again now and then.
pub async fn keep_fresh(market: Market) {
    loop {
        tokio::time::sleep(REREAD).await;
        if let Err(error) = reload(&market).await {
            tracing::warn!(%error, "the rates could not be read again");
        }
    }
}
