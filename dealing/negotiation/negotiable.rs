//! Of what the price may be talked about, for whoever looks around.

use std::{collections::HashSet, sync::Arc};

use kernel::{ShopId, Timestamp};
use people::capability::Admits;
use platform::{
    Later,
    db::{DbError, Tx},
};

use super::negotiable_store::list_negotiable;

/// Listings that are read at once.
const BATCH: i64 = 5_000;

/// Cost: a pass over what is on sale.
pub fn admits(tx: &mut Tx, _: Timestamp) -> Later<'_, Result<Admits, DbError>> {
    Box::pin(async move {
        let mut negotiable: HashSet<(ShopId, i64)> = HashSet::new();
        let mut after = (ShopId::new(0), 0);
        loop {
            let page = list_negotiable(tx, after, BATCH).await?;
            let Some(last) = page.last() else { break };
            after = *last;
            negotiable.extend(page);
        }
        let admits: Admits = Arc::new(move |shop, listing, _| negotiable.contains(&(shop, listing)));
        Ok(admits)
    })
}
