//! More of the same, for benchmarks: every listing again and again under other handles.

use std::sync::Arc;

use kernel::ShopId;
use people::fair::Fair;
use platform::db::{DbError, Tx};

use super::super::{last_id, multiply as copy_shop};
use crate::Goods;

/// Copies in one transaction.
const BATCH: u64 = 20;

/// Have every listing as often as the fair wants it.
pub async fn multiply(market: &Goods, fair: &Fair) -> Result<(), DbError> {
    let shops: Arc<Vec<ShopId>> = Arc::new(fair.stalls.iter().map(|stall| stall.shop).collect());
    let last = market.db.read(async |tx: &mut Tx| last_id(tx).await).await?;
    let mut copy = 1;
    while copy < fair.copies {
        let (from, to, shops) = (copy, (copy + BATCH).min(fair.copies), shops.clone());
        let act = async move |tx: &mut Tx| {
            for copy in from..to {
                for shop in shops.iter() {
                    copy_shop(tx, *shop, copy, last).await?;
                }
            }
            Ok::<_, DbError>(())
        };
        market.db.write(act).await?;
        copy = to;
    }
    Ok(())
}
