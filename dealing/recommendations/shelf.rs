use std::collections::BTreeMap;

use goods::{
    catalog::{self, Card, ListingId},
    search,
};
use kernel::Timestamp;
use platform::db::{DbError, Tx};

use super::{companion_store, see::day_of, store};

/// Listings viewed last, from which is picked.
const SOURCES: usize = 3;

/// A listing that is picked for somebody, and the one that they viewed because of which it is.
#[derive(Clone, Debug)]
pub struct Pick {
    pub card: Card,
    pub because: Card,
}

/// What is picked for a holder: what goes with what they viewed last, and where that is not enough, what is like it.
/// Nothing that they viewed already.
pub async fn shelf(tx: &mut Tx, now: Timestamp, holder: i64, most: usize) -> Result<Vec<Pick>, DbError> {
    let viewed = store::list(tx, holder, i64::MAX, super::MOST_VIEWED).await?;
    let known = |listing: &ListingId| viewed.iter().any(|one| one.listing == *listing);
    let mut picked: BTreeMap<ListingId, (i64, ListingId)> = BTreeMap::new();
    let sources: Vec<ListingId> = viewed.iter().take(SOURCES).map(|one| one.listing).collect();
    for source in &sources {
        for companion in companion_store::companions(tx, day_of(now), *source).await? {
            if companion.weight > 0 && !known(&companion.listing) {
                let entry = picked.entry(companion.listing).or_insert((0, *source));
                entry.0 += companion.weight;
            }
        }
    }
    let mut order: Vec<(ListingId, ListingId, i64)> =
        picked.into_iter().map(|(listing, (weight, source))| (listing, source, weight)).collect();
    order.sort_by_key(|(listing, _, weight)| (std::cmp::Reverse(*weight), *listing));
    if let Some(last) = sources.first().filter(|_| order.len() < most) {
        for listing in search::near(tx, *last, 2 * most).await? {
            if !known(&listing) && order.iter().all(|(picked, _, _)| *picked != listing) {
                order.push((listing, *last, 0));
            }
        }
    }
    order.truncate(most);
    let wanted: Vec<ListingId> = sources.iter().copied().chain(order.iter().map(|one| one.0)).collect();
    let cards = catalog::cards(tx, &wanted).await?;
    let card = |id: ListingId| cards.iter().find(|card| card.id == id).cloned();
    let picks = order
        .into_iter()
        .filter_map(|(listing, source, _)| Some(Pick { card: card(listing)?, because: card(source)? }));
    Ok(picks.collect())
}
