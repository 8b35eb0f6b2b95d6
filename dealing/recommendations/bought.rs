use std::collections::BTreeSet;

use goods::catalog::ListingId;
use kernel::Timestamp;
use platform::db::{DbError, Tx};
use selling::orders::{self, PurchaseId, PurchaseState};

use super::{companion_store, see::day_of, store, weight::BOUGHT};

/// Things of a purchase that are counted with each other.
const MOST: usize = 12;

/// What a purchase is of.
pub async fn things(tx: &mut Tx, id: PurchaseId) -> Result<BTreeSet<ListingId>, DbError> {
    let mut all = BTreeSet::new();
    for order in orders::list_of_purchase(tx, id).await? {
        all.extend(orders::lines(tx, order.id).await?.iter().map(|line| line.listing));
    }
    Ok(all)
}

/// Let the things of a purchase that is paid go with each other. Counted once.
pub async fn bought(tx: &mut Tx, now: Timestamp, id: PurchaseId) -> Result<(), DbError> {
    let day = day_of(now);
    let Some(purchase) = orders::find_purchase(tx, id).await? else { return Ok(()) };
    if purchase.state != PurchaseState::Paid
        || store::is_off(tx, purchase.buyer.get()).await?
        || !companion_store::claim(tx, day, id).await?
    {
        return Ok(());
    }
    let all = things(tx, id).await?;
    for of in all.iter().take(MOST) {
        for with in all.iter().take(MOST).filter(|with| *with != of) {
            companion_store::add(tx, day, *of, *with, BOUGHT).await?;
        }
    }
    Ok(())
}
