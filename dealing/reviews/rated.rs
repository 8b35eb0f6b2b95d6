//! What was well rated, for whoever looks around.

use std::{collections::HashSet, sync::Arc};

use kernel::{ShopId, Timestamp};
use people::capability::Admits;
use platform::{
    Later,
    db::{DbError, Tx},
};

use super::store;

/// Ratings that are read at once.
const BATCH: i64 = 5_000;

/// Cost: a pass over the ratings of four stars and more.
pub fn admits(tx: &mut Tx, _: Timestamp) -> Later<'_, Result<Admits, DbError>> {
    Box::pin(async move {
        let mut rated: HashSet<(ShopId, i64)> = HashSet::new();
        let mut after = (ShopId::new(0), 0);
        loop {
            let page = store::list_well_rated(tx, after, BATCH).await?;
            let Some(last) = page.last() else { break };
            after = *last;
            rated.extend(page);
        }
        let admits: Admits = Arc::new(move |shop, listing, _| rated.contains(&(shop, listing)));
        Ok(admits)
    })
}
