use kernel::Day;
use platform::db::{DbError, Tx};

use super::load;
use crate::market::Market;

/// Have the market show prices by what is kept now.
pub async fn reload(market: &Market) -> Result<(), DbError> {
    let today = Day::of(market.now());
    let rates = market.db.read(async move |tx: &mut Tx| load(tx, today).await).await?;
    market.set_rates(rates);
    Ok(())
}
