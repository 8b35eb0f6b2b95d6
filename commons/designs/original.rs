//! Listings of original design, for whoever looks around.

use std::{collections::HashSet, sync::Arc};

use kernel::{ShopId, Timestamp};
use people::capability::Admits;
use platform::{
    Later,
    db::{DbError, Tx},
};

use super::{ClaimState, claim_store};

/// Claims that are read at once.
const BATCH: i64 = 5_000;

/// Cost: a pass over the listings that are of original design.
pub fn admits(tx: &mut Tx, _: Timestamp) -> Later<'_, Result<Admits, DbError>> {
    Box::pin(async move {
        let mut original: HashSet<(ShopId, i64)> = HashSet::new();
        for state in [ClaimState::Own, ClaimState::Granted] {
            let mut after = (ShopId::new(0), 0);
            loop {
                let page = claim_store::list_original(tx, state, after, BATCH).await?;
                let Some(last) = page.last() else { break };
                after = *last;
                original.extend(page);
            }
        }
        let admits: Admits = Arc::new(move |shop, listing, _| original.contains(&(shop, listing)));
        Ok(admits)
    })
}
