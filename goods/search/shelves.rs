//! Keeping the shelves in step with what shops change: the rows that browsing walks and the cells that it counts.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use kernel::{ShopId, Timestamp, days, first_id};
use people::shops::{self, Shop, ShopState};
use platform::db::{Db, DbError, Tx};

use super::{
    Document, Index,
    index::{engine::Changes, store},
};
use crate::catalog::{self, ListingId, ListingState, Pricing, ShownListing, prices_now};

/// Shops whose listings are told to have changed in one transaction.
const SHOPS: i64 = 5;
/// After this long no transaction with an older number can still be open.
pub const SETTLED: Duration = Duration::from_secs(10);
/// How long a node may have been off and still go on where it was; then it makes its index of words anew.
const KEPT_DAYS: u64 = 3;

/// Whether there is anything for [`catch_up`] to do.
pub async fn is_behind(tx: &mut Tx, now: Timestamp) -> Result<bool, DbError> {
    let reader = store::reader(tx).await?;
    Ok(shops::count_changed(tx).await? > 0
        || store::read_head(tx).await? > reader.head
        || (reader.tail < reader.head && now.since(reader.mark_at) >= SETTLED))
}

/// Take in what changed since the last time, `limit` changes at most; the answer is how many there were.
pub async fn catch_up(tx: &mut Tx, index: &Index, now: Timestamp, limit: i64) -> Result<usize, DbError> {
    let shops = shops::take_changed(tx, SHOPS).await?;
    for shop in &shops {
        catalog::note_changes(tx, now, *shop).await?;
    }
    let from = store::reader(tx).await?;
    let mut to = from;
    let mut changes = store::changes(tx, from.head, i64::MAX, limit).await?;
    if let Some((last, _)) = changes.last() {
        to.head = *last;
    }
    if now.since(from.mark_at) >= SETTLED {
        let again = store::changes(tx, from.tail, from.mark, limit).await?;
        let is_whole = i64::try_from(again.len()).unwrap_or(i64::MAX) < limit;
        to.tail = if is_whole { from.mark } else { again.last().map_or(from.mark, |(last, _)| *last) };
        if is_whole {
            (to.mark, to.mark_at) = (to.head, now);
        }
        changes.extend(again);
    }
    if to == from || !store::move_reader(tx, from, to).await? {
        return Ok(shops.len());
    }
    let count = changes.len();
    let latest: BTreeMap<ListingId, i64> =
        changes.into_iter().fold(BTreeMap::new(), |mut latest, (change, id)| {
            let newest = latest.entry(id).or_default();
            *newest = change.max(*newest);
            latest
        });
    let mut due = Vec::with_capacity(latest.len());
    for (id, change) in latest {
        if store::applied(tx, id).await?.is_none_or(|applied| applied < change) {
            due.push((id, change));
        }
    }
    let ids = due.iter().map(|(id, _)| *id).collect();
    for ((id, change), found) in due.iter().zip(on_sale(tx, index, now, ids).await?) {
        match found {
            Some((listing, shop)) => {
                store::put(tx, &Document::of(&listing, &shop, &index.texts), *change).await?;
            }
            None => store::remove(tx, *id).await?,
        }
    }
    if to.tail > from.tail {
        // Looked at twice, and long enough ago for every node.
        catalog::forget_changes(tx, to.tail.min(first_id(now - days(KEPT_DAYS)))).await?;
    }
    Ok(shops.len() + count)
}

/// Listings that anybody may buy, each with its shop and at the price that it has now; nothing of the others.
pub async fn on_sale(
    tx: &mut Tx,
    index: &Index,
    now: Timestamp,
    ids: Vec<ListingId>,
) -> Result<Vec<Option<(ShownListing, Shop)>>, DbError> {
    let pricing = Pricing::read(tx, &index.capabilities, now).await?;
    let prices = prices_now(tx, &pricing, ids.iter().copied()).await?;
    let listings: HashMap<ListingId, ShownListing> =
        catalog::find_several(tx, &ids).await?.into_iter().map(|one| (one.id, one)).collect();
    let mut shops: Vec<ShopId> = listings.keys().map(|id| id.shop()).collect();
    shops.sort_unstable();
    shops.dedup();
    let shops = shops::find_several(tx, &shops).await?;
    let one = |id: ListingId| {
        let mut listing = listings.get(&id).filter(|listing| listing.state == ListingState::Active)?.clone();
        let shop = shops.iter().find(|shop| shop.id == id.shop() && shop.state == ShopState::Open)?;
        prices.settle(&mut listing);
        Some((listing, shop.clone()))
    };
    Ok(ids.into_iter().map(one).collect())
}

/// Throw the shelves away; the answer is the change from which on they are told of listings again.
pub async fn clear(db: &Db) -> Result<i64, DbError> {
    db.write(async |tx: &mut Tx| {
        let change = store::read_head(tx).await?;
        store::clear(tx).await?;
        store::set_head(tx, change).await?;
        Ok::<_, DbError>(change)
    })
    .await
}

/// Put listings that are on sale on shelves that were cleared at a change. What changes meanwhile is taken in afterwards.
pub async fn fill(db: &Db, listings: Arc<Changes>, change: i64) -> Result<(), DbError> {
    db.write(async move |tx: &mut Tx| store::put_new(tx, &listings.put, change).await).await
}

/// A walk over everything that is on sale, shop by shop.
pub struct Walk<'a> {
    index: &'a Index,
    now: Timestamp,
    /// The number of the last shop that was asked for.
    shop: i64,
    shops: std::collections::VecDeque<Shop>,
    /// The number of the last listing of the first of `shops`.
    after: i64,
}

impl<'a> Walk<'a> {
    pub fn new(index: &'a Index, now: Timestamp) -> Self {
        Self { index, now, shop: 0, shops: std::collections::VecDeque::new(), after: 0 }
    }

    /// The next documents, about so many; nothing when all were seen.
    pub async fn next(&mut self, db: &Db, about: usize) -> Result<Option<Vec<Document>>, DbError> {
        const SHOPS: i64 = 100;
        const LISTINGS: i64 = 500;
        let mut found = Vec::with_capacity(about);
        while found.len() < about {
            let Some(shop) = self.shops.front() else {
                let after = self.shop;
                let shops = db.read(async |tx: &mut Tx| shops::list(tx, after, SHOPS).await).await?;
                let Some(last) = shops.last() else { break };
                self.shop = last.id.get();
                self.shops.extend(shops.into_iter().filter(|shop| shop.state == ShopState::Open));
                continue;
            };
            let (id, after) = (shop.id, self.after);
            let (capabilities, now) = (&self.index.capabilities, self.now);
            let read = async |tx: &mut Tx| {
                let mut listings = catalog::list_after(tx, id, after, LISTINGS).await?;
                let pricing = Pricing::read(tx, capabilities, now).await?;
                let prices = prices_now(tx, &pricing, listings.iter().map(|one| one.id)).await?;
                listings.iter_mut().for_each(|listing| prices.settle(listing));
                Ok::<_, DbError>(listings)
            };
            let listings = db.read(read).await?;
            let Some(last) = listings.last() else {
                self.shops.pop_front();
                self.after = 0;
                continue;
            };
            self.after = last.id.number();
            let active = listings.iter().filter(|listing| listing.state == ListingState::Active);
            found.extend(active.map(|listing| Document::of(listing, shop, &self.index.texts)));
        }
        Ok((!found.is_empty()).then_some(found))
    }
}
