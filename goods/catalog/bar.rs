use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    params,
};

use super::{ListingId, ListingState, SaveError, find, save::set_state};

const IS_BARRED: &str = "SELECT COUNT(*) FROM listing_bar WHERE shop_id = $1 AND listing_id = $2";
/// Whether the market keeps a listing off sale.
pub async fn is_barred(tx: &mut Tx, id: ListingId) -> Result<bool, DbError> {
    Ok(tx.number(IS_BARRED, params![id.shop(), id.number()]).await? > 0)
}

const INSERT: &str = "INSERT INTO listing_bar (shop_id, listing_id, cause, was_active, since) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (shop_id, listing_id, cause) DO NOTHING";
/// Take a listing off sale and keep it off, for a cause of which there may be several.
pub async fn bar(tx: &mut Tx, now: Timestamp, id: ListingId, cause: &str) -> Result<(), DbError> {
    let Some(listing) = find(tx, id).await? else { return Ok(()) };
    let was_active = listing.state == ListingState::Active;
    let values = params![id.shop(), id.number(), cause, i64::from(was_active), now];
    tx.execute(INSERT, values).await?;
    if was_active { settle(set_state(tx, now, id, ListingState::Archived).await) } else { Ok(()) }
}

const WAS_ACTIVE: &str = "SELECT COUNT(*) FROM listing_bar \
    WHERE shop_id = $1 AND listing_id = $2 AND cause = $3 AND was_active = 1";
const DELETE: &str = "DELETE FROM listing_bar WHERE shop_id = $1 AND listing_id = $2 AND cause = $3";
/// A cause is gone. A listing that was on sale until then is so again, unless something else keeps it off.
pub async fn unbar(tx: &mut Tx, now: Timestamp, id: ListingId, cause: &str) -> Result<(), DbError> {
    let was_active = tx.number(WAS_ACTIVE, params![id.shop(), id.number(), cause]).await? > 0;
    tx.execute(DELETE, params![id.shop(), id.number(), cause]).await?;
    let is_away = find(tx, id).await?.is_some_and(|listing| listing.state == ListingState::Archived);
    if was_active && is_away { settle(set_state(tx, now, id, ListingState::Active).await) } else { Ok(()) }
}

/// A listing that its shop has changed meanwhile, so that it cannot be on sale, stays as it is.
fn settle(done: Result<(), SaveError>) -> Result<(), DbError> {
    match done {
        Err(SaveError::Store(error)) => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}
