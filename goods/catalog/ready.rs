//! What can leave its shop at once, for whoever looks around.

use std::{collections::HashSet, sync::Arc};

use kernel::{ShopId, Timestamp};
use people::capability::Admits;
use platform::{
    Later,
    db::{DbError, Tx},
};

use super::ready_store::list_ready;

/// Listings that are read at once.
const BATCH: i64 = 5_000;

/// Cost: a pass over what is in stock.
pub fn admits(tx: &mut Tx, now: Timestamp) -> Later<'_, Result<Admits, DbError>> {
    Box::pin(async move {
        let mut ready: HashSet<(ShopId, i64)> = HashSet::new();
        let mut after = (ShopId::new(0), 0);
        loop {
            let page = list_ready(tx, now, after, BATCH).await?;
            let Some(last) = page.last() else { break };
            after = *last;
            ready.extend(page);
        }
        let admits: Admits = Arc::new(move |shop, listing, _| ready.contains(&(shop, listing)));
        Ok(admits)
    })
}
