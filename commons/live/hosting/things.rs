use goods::catalog::{self, Card, ListingId};
use kernel::ShopId;
use platform::db::{DbError, Tx};

use super::store;

/// Shops whose things stand at a host's hand, and things of each.
const SHOPS: i64 = 12;
const THINGS: i64 = 12;

/// What a shop may show of others now: of each what was agreed on, the newest first.
pub async fn things(tx: &mut Tx, host: ShopId) -> Result<Vec<Card>, DbError> {
    let mut things = Vec::new();
    for agreement in store::list_agreed(tx, host, SHOPS).await? {
        if agreement.listings.is_empty() {
            things.extend(catalog::list_of_shop(tx, agreement.of, i64::MAX, THINGS).await?);
            continue;
        }
        for number in agreement.listings {
            things.extend(catalog::card(tx, ListingId::new(agreement.of, number)).await?);
        }
    }
    Ok(things)
}
