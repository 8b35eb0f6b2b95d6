use goods::catalog::ListingId;
use platform::db::{DbError, Tx};

use super::{WishId, store};

/// Take a listing out of somebody's wishes; the answer is the wish that it was, if they kept it.
pub async fn take_out(tx: &mut Tx, holder: i64, listing: ListingId) -> Result<Option<WishId>, DbError> {
    let wish = store::find(tx, holder, listing).await?;
    if wish.is_some() {
        store::delete(tx, holder, listing).await?;
    }
    Ok(wish)
}
