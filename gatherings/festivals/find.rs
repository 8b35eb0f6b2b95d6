use kernel::Actor;
use platform::db::{DbError, Tx};

use super::{Festival, FestivalId, store};

/// A festival of the shop for which somebody acts; to others there is none.
pub async fn find_own(tx: &mut Tx, by: &Actor, id: FestivalId) -> Result<Option<Festival>, DbError> {
    if by.shop().is_ok_and(|shop| shop == id.shop()) { store::find(tx, id).await } else { Ok(None) }
}
