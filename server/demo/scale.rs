//! More of the same, for benchmarks: every listing again and again under other handles.

use std::sync::Arc;

use goods::catalog;
use kernel::ShopId;
use platform::db::{DbError, Tx};
use selling::Selling;

use super::stalls::Stall;
use crate::error::CommandError;

/// Copies in one transaction.
const BATCH: u64 = 20;

/// Have every listing `times` times.
pub async fn multiply(market: &Selling, stalls: &[Stall], times: u64) -> Result<(), CommandError> {
    let shops: Arc<Vec<ShopId>> = Arc::new(stalls.iter().map(|stall| stall.shop.id).collect());
    let last = market.db.read(async |tx: &mut Tx| catalog::last_id(tx).await).await?;
    let mut copy = 1;
    while copy < times {
        let (from, to, shops) = (copy, (copy + BATCH).min(times), shops.clone());
        let act = async move |tx: &mut Tx| {
            for copy in from..to {
                for shop in shops.iter() {
                    catalog::multiply(tx, *shop, copy, last).await?;
                }
            }
            Ok::<_, DbError>(())
        };
        market.db.write(act).await?;
        copy = to;
    }
    Ok(())
}
