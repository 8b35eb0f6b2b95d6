use kernel::{ShopId, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    reputation::{Reputation, first_day},
    store,
};

/// A shop's reputation as it stands now. Cost: one row, and one for each day of the last half year at most.
pub async fn reputation(tx: &mut Tx, now: Timestamp, shop: ShopId) -> Result<Reputation, DbError> {
    Ok(Reputation {
        credit: store::credit_of_shop(tx, shop).await?,
        recent: store::recent(tx, shop, first_day(now)).await?,
    })
}
