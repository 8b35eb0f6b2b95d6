//! What keeps listings off sale.

use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    params,
};

use super::ListingId;

const IS_BARRED: &str = "SELECT COUNT(*) FROM listing_bar WHERE shop_id = $1 AND listing_id = $2";
/// Whether the market keeps a listing off sale.
pub(super) async fn is_barred(tx: &mut Tx, id: ListingId) -> Result<bool, DbError> {
    Ok(tx.number(IS_BARRED, params![id.shop(), id.number()]).await? > 0)
}

const INSERT: &str = "INSERT INTO listing_bar (shop_id, listing_id, cause, was_active, since) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (shop_id, listing_id, cause) DO NOTHING";
/// A cause more; the same is kept once.
pub(super) async fn insert(
    tx: &mut Tx,
    now: Timestamp,
    id: ListingId,
    cause: &str,
    was_active: bool,
) -> Result<(), DbError> {
    let values = params![id.shop(), id.number(), cause, i64::from(was_active), now];
    tx.execute(INSERT, values).await.map(drop)
}

const WAS_ACTIVE: &str = "SELECT COUNT(*) FROM listing_bar \
    WHERE shop_id = $1 AND listing_id = $2 AND cause = $3 AND was_active = 1";
/// Whether a listing was on sale until a cause came.
pub(super) async fn was_active(tx: &mut Tx, id: ListingId, cause: &str) -> Result<bool, DbError> {
    Ok(tx.number(WAS_ACTIVE, params![id.shop(), id.number(), cause]).await? > 0)
}

const DELETE: &str = "DELETE FROM listing_bar WHERE shop_id = $1 AND listing_id = $2 AND cause = $3";
pub(super) async fn delete(tx: &mut Tx, id: ListingId, cause: &str) -> Result<(), DbError> {
    tx.execute(DELETE, params![id.shop(), id.number(), cause]).await.map(drop)
}
