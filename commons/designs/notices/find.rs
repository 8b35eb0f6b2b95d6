use kernel::Actor;
use platform::db::{DbError, Tx};

use super::{Notice, NoticeId, store};

/// The notice, if whoever asks is of one of its two shops, or of the market. For others it is not there.
pub async fn find_for(tx: &mut Tx, by: &Actor, id: NoticeId) -> Result<Option<Notice>, DbError> {
    let found = store::find(tx, id).await?;
    Ok(match by {
        Actor::Seller { shop, .. } => found.filter(|notice| notice.party(*shop).is_some()),
        Actor::Moderator { .. } | Actor::Operator { .. } | Actor::System => found,
        Actor::Guest | Actor::Buyer { .. } => None,
    })
}
