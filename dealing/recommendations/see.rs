use goods::catalog::ListingId;
use kernel::{Timestamp, days};
use platform::db::{DbError, Tx};

use super::{companion_store, store, weight::VIEWED};

/// Listings viewed just before, with which one goes.
const BEFORE: i64 = 3;

/// Note that a holder looked at a listing, and that it goes with what they looked at just before.
///
/// Nothing is noted of who switched it off. Who comes back within a day counts once.
pub async fn see(tx: &mut Tx, now: Timestamp, holder: i64, listing: ListingId) -> Result<(), DbError> {
    if store::is_off(tx, holder).await? {
        return Ok(());
    }
    let is_again = store::seen_at(tx, holder, listing).await?.is_some_and(|at| now < at + days(1));
    if !is_again {
        let day = day_of(now);
        for before in store::list(tx, holder, i64::MAX, BEFORE).await? {
            if before.listing != listing && now < before.at + days(1) {
                companion_store::add(tx, day, listing, before.listing, VIEWED).await?;
                companion_store::add(tx, day, before.listing, listing, VIEWED).await?;
            }
        }
    }
    store::put(tx, now, holder, listing).await
}

/// Days since 1970 in UTC.
pub fn day_of(now: Timestamp) -> i64 {
    now.micros().div_euclid(86_400_000_000)
}
