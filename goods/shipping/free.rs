//! What travels free within the country of its shop, for whoever looks around.

use std::{collections::HashMap, sync::Arc};

use kernel::{ShopId, Timestamp};
use people::{capability::Admits, shops};
use platform::{
    Later,
    db::{DbError, Tx},
};

use super::store;

/// Shops that are read at once.
const BATCH: i64 = 500;

/// Cost: a pass over the shops and their zones.
pub fn admits(tx: &mut Tx, _: Timestamp) -> Later<'_, Result<Admits, DbError>> {
    Box::pin(async move {
        // From which amount on a parcel of a shop is free.
        let mut free_from: HashMap<ShopId, i64> = HashMap::new();
        let mut after = 0;
        loop {
            let page = shops::list(tx, after, BATCH).await?;
            let Some(last) = page.last() else { break };
            after = last.id.get();
            let mut seen = None;
            for (shop, country, zone) in store::list_of_several(tx, page.iter().map(|shop| shop.id)).await? {
                // The first zone that fits is the one that counts.
                if seen == Some(shop) || !zone.fits(country, "") {
                    continue;
                }
                seen = Some(shop);
                let costs_nothing = zone.first_minor == 0 && zone.next_minor == 0;
                if let Some(from) = if costs_nothing { Some(0) } else { zone.free_from_minor } {
                    free_from.insert(shop, from);
                }
            }
        }
        let admits: Admits =
            Arc::new(move |shop, _, price| free_from.get(&shop).is_some_and(|from| price >= *from));
        Ok(admits)
    })
}
