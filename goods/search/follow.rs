//! Keeping the index in step with what shops change.

use std::{collections::BTreeMap, time::Duration};

use kernel::{Clock, ShopId, Timestamp};
use people::shops::{self, Shop, ShopState};
use platform::db::{Db, DbError, Tx};

use super::{Document, Index, index};
use crate::catalog::{self, ListingId, ListingState};

/// Changes taken in one transaction.
const BATCH: i64 = 200;
/// Shops taken in anew in one transaction, each with everything it sells.
const SHOPS: i64 = 5;
/// Listings written in one transaction of a rebuild.
const CHUNK: usize = 2_000;
/// After this long no transaction with an older number can still be open.
const SETTLED: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(300);

/// Keep the index in step until the task is dropped. What changed is found within a second.
pub async fn follow(db: &Db, clock: &Clock, index: &Index) {
    loop {
        let now = clock.now();
        let behind = db.read(async |tx: &mut Tx| is_behind(tx, now).await).await;
        let done = match behind {
            Ok(true) => {
                let index = index.clone();
                db.write(async move |tx: &mut Tx| catch_up(&index, tx, now, BATCH).await).await
            }
            Ok(false) => Ok(0),
            Err(error) => Err(error),
        };
        match done {
            Ok(0) => tokio::time::sleep(PAUSE).await,
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "the search index could not be brought up to date");
                tokio::time::sleep(SETTLED).await;
            }
        }
    }
}

/// Whether there is anything for [`catch_up`] to do.
pub async fn is_behind(tx: &mut Tx, now: Timestamp) -> Result<bool, DbError> {
    let reader = index::reader(tx).await?;
    Ok(shops::count_changed(tx).await? > 0
        || index::read_head(tx).await? > reader.head
        || (reader.tail < reader.head && now.since(reader.mark_at) >= SETTLED))
}

/// Take in what changed since the last time, `limit` changes at most; the answer is how many there were.
pub async fn catch_up(index: &Index, tx: &mut Tx, now: Timestamp, limit: i64) -> Result<usize, DbError> {
    let changed = shops::take_changed(tx, SHOPS).await?;
    for shop in &changed {
        refresh_shop(index, tx, *shop).await?;
    }
    Ok(changed.len() + catch_up_listings(index, tx, now, limit).await?)
}

async fn catch_up_listings(index: &Index, tx: &mut Tx, now: Timestamp, limit: i64) -> Result<usize, DbError> {
    let from = index::reader(tx).await?;
    let mut to = from;
    let mut changes = index::changes(tx, from.head, i64::MAX, limit).await?;
    if let Some((last, _)) = changes.last() {
        to.head = *last;
    }
    if now.since(from.mark_at) >= SETTLED {
        let again = index::changes(tx, from.tail, from.mark, limit).await?;
        let is_whole = i64::try_from(again.len()).unwrap_or(i64::MAX) < limit;
        to.tail = if is_whole { from.mark } else { again.last().map_or(from.mark, |(last, _)| *last) };
        if is_whole {
            (to.mark, to.mark_at) = (to.head, now);
        }
        changes.extend(again);
    }
    if to == from || !index::move_reader(tx, from, to).await? {
        return Ok(0);
    }
    let count = changes.len();
    let latest: BTreeMap<ListingId, i64> =
        changes.into_iter().fold(BTreeMap::new(), |mut latest, (change, id)| {
            let newest = latest.entry(id).or_default();
            *newest = change.max(*newest);
            latest
        });
    for (id, change) in latest {
        if index::applied(tx, id).await?.is_none_or(|applied| applied < change) {
            take_in(index, tx, id, change).await?;
        }
    }
    if to.tail > from.tail {
        // Looked at twice: nobody asks for these again.
        catalog::forget_changes(tx, to.tail).await?;
    }
    Ok(count)
}

async fn take_in(index: &Index, tx: &mut Tx, id: ListingId, change: i64) -> Result<(), DbError> {
    let listing = catalog::find(tx, id).await?.filter(|listing| listing.state == ListingState::Active);
    let shop = shops::find(tx, id.shop()).await?.filter(|shop| shop.state == ShopState::Open);
    match (listing, shop) {
        (Some(listing), Some(shop)) => {
            let document = Document::of(&listing, &shop, &index.texts);
            index.put(tx, &document, change).await
        }
        _ => index.remove(tx, id).await,
    }
}

/// Take in a shop's new name or place, or that it opened or closed.
async fn refresh_shop(index: &Index, tx: &mut Tx, shop: ShopId) -> Result<(), DbError> {
    let found = shops::find(tx, shop).await?.filter(|shop| shop.state == ShopState::Open);
    let Some(found) = found else {
        for id in index::list_of_shop(tx, shop).await? {
            index.remove(tx, id).await?;
        }
        return Ok(());
    };
    let change = index::read_head(tx).await?;
    let mut after = 0;
    loop {
        let listings = catalog::list_after(tx, shop, after, BATCH).await?;
        let Some(last) = listings.last() else { return Ok(()) };
        after = last.id.number();
        for listing in listings.iter().filter(|listing| listing.state == ListingState::Active) {
            index.put(tx, &Document::of(listing, &found, &index.texts), change).await?;
        }
    }
}

/// Throw the index away and make it anew from what is on sale; the answer is how many listings are in it.
///
/// Runs in transactions of its own, so that a large market stays open meanwhile. What changes while it runs is
/// taken in afterwards.
pub async fn rebuild(index: &Index, db: &Db) -> Result<usize, DbError> {
    let change = db
        .write(async |tx: &mut Tx| {
            let change = index::read_head(tx).await?;
            index::clear(tx).await?;
            index::set_head(tx, change).await?;
            Ok::<_, DbError>(change)
        })
        .await?;
    let (mut count, mut chunk) = (0, Vec::with_capacity(CHUNK));
    let mut after = 0;
    loop {
        let shops = db.read(async |tx: &mut Tx| shops::list(tx, after, 100).await).await?;
        let Some(last) = shops.last() else { break };
        after = last.id.get();
        for shop in shops.into_iter().filter(|shop| shop.state == ShopState::Open) {
            count += of_shop(index, db, &shop, &mut chunk, change).await?;
        }
    }
    put_chunk(index, db, chunk, change).await?;
    Ok(count)
}

async fn of_shop(
    index: &Index,
    db: &Db,
    shop: &Shop,
    chunk: &mut Vec<Document>,
    change: i64,
) -> Result<usize, DbError> {
    let (mut count, mut after) = (0, 0);
    loop {
        let id = shop.id;
        let listings = db.read(async |tx: &mut Tx| catalog::list_after(tx, id, after, BATCH).await).await?;
        let Some(last) = listings.last() else { return Ok(count) };
        after = last.id.number();
        let active = listings.iter().filter(|listing| listing.state == ListingState::Active);
        let before = chunk.len();
        chunk.extend(active.map(|listing| Document::of(listing, shop, &index.texts)));
        count += chunk.len() - before;
        if chunk.len() >= CHUNK {
            put_chunk(index, db, std::mem::take(chunk), change).await?;
        }
    }
}

async fn put_chunk(index: &Index, db: &Db, chunk: Vec<Document>, change: i64) -> Result<(), DbError> {
    if chunk.is_empty() {
        return Ok(());
    }
    let index = index.clone();
    db.write(async move |tx: &mut Tx| index.put_new(tx, &chunk, change).await).await
}
