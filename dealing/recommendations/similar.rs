use goods::{
    catalog::{self, Card, ListingId},
    search,
};
use kernel::Timestamp;
use platform::db::{DbError, Tx};

use super::{companion_store, see::day_of};

/// Companions by which something is known: two people, or a purchase.
const ENOUGH: i64 = 2;

/// What goes with a listing or is like it: the same for everybody who looks.
pub async fn similar(
    tx: &mut Tx,
    now: Timestamp,
    listing: ListingId,
    most: usize,
) -> Result<Vec<Card>, DbError> {
    let companions = companion_store::companions(tx, day_of(now), listing).await?;
    let known = companions.iter().filter(|one| one.weight >= ENOUGH);
    let mut order: Vec<ListingId> = known.take(most / 2).map(|one| one.listing).collect();
    for near in search::near(tx, listing, most).await? {
        if !order.contains(&near) {
            order.push(near);
        }
    }
    order.truncate(most);
    catalog::cards(tx, &order).await
}
