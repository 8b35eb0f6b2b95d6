//! What somebody has shown that they like, read from those who know it.

use std::collections::BTreeMap;

use dealing::{recommendations, wishes};
use goods::{
    catalog::{self, ListingId, ShownListing},
    search::saved,
};
use kernel::AccountId;
use platform::db::{DbError, Tx};
use selling::orders::{self, Wanted};

use super::{Reason, choose::Liked};

/// Of each kind, the latest.
const VIEWED: i64 = 12;
const WISHED: i64 = 12;
const SEARCHED: i64 = 8;
const ORDERS: i64 = 10;
/// How much each says, in hundredths: what is sought says most, what was looked at once least.
const OF_SEARCH: i64 = 90;
const OF_WISH: i64 = 80;
const OF_PURCHASE: i64 = 70;
const OF_VIEW: i64 = 60;
/// What the one before says more than the next.
const STEP: i64 = 3;

/// What a holder likes; nothing of who wants nothing noted.
pub async fn liked(tx: &mut Tx, holder: i64) -> Result<Vec<Liked>, DbError> {
    if recommendations::is_off(tx, holder).await? {
        return Ok(Vec::new());
    }
    let mut found: Vec<(i64, ListingId, Reason)> = Vec::new();
    for (at, viewed) in (0..).zip(recommendations::list(tx, holder, i64::MAX, VIEWED).await?) {
        found.push((OF_VIEW - STEP * at, viewed.listing, Reason::Viewed { of: viewed.listing }));
    }
    for (at, wish) in (0..).zip(wishes::list(tx, holder, i64::MAX, WISHED).await?) {
        found.push((OF_WISH - STEP * at, wish.listing, Reason::Wished { of: wish.listing }));
    }
    let orders = orders::list_for_buyer(tx, AccountId::new(holder), &Wanted::All, i64::MAX, ORDERS).await?;
    for (at, order) in (0..).zip(orders) {
        for line in orders::lines(tx, order.id).await? {
            found.push((OF_PURCHASE - STEP * at, line.listing, Reason::Bought { of: line.listing }));
        }
    }
    let ids: Vec<ListingId> = found.iter().map(|(_, id, _)| *id).collect();
    let shown = catalog::find_several(tx, &ids).await?;
    let known: BTreeMap<ListingId, &ShownListing> = shown.iter().map(|one| (one.id, one)).collect();
    let mut liked: Vec<Liked> = found
        .into_iter()
        .filter_map(|(weight, id, reason)| {
            let craft = known.get(&id)?.craft.clone();
            Some(Liked { reason, weight, listing: Some(id), craft, words: String::new() })
        })
        .collect();
    for (at, search) in (0..).zip(saved::list(tx, holder, i64::MAX, SEARCHED).await?) {
        let words = search.asked().words;
        if !words.is_empty() {
            let reason = Reason::Searched { words: words.clone() };
            let weight = OF_SEARCH - STEP * at;
            liked.push(Liked { reason, weight, listing: None, craft: String::new(), words });
        }
    }
    Ok(liked)
}
