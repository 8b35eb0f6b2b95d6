use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{Cause, ConversationId, OfferError, end, store};

/// Hear no more of the other side. What was on offer between the two ends.
pub async fn block(tx: &mut Tx, by: &Actor, now: Timestamp, id: ConversationId) -> Result<(), OfferError> {
    let side = by.side()?;
    let conversation = store::find_for(tx, by, id).await?.ok_or(OfferError::NoSuchConversation)?;
    if conversation.is_blocked_by(side) {
        return Ok(());
    }
    end::end_all(tx, now, &conversation, Cause::Blocked).await?;
    store::set_blocked(tx, id, side, true).await?;
    Ok(())
}

/// Hear of the other side again.
pub async fn unblock(tx: &mut Tx, by: &Actor, id: ConversationId) -> Result<(), OfferError> {
    let side = by.side()?;
    store::find_for(tx, by, id).await?.ok_or(OfferError::NoSuchConversation)?;
    store::set_blocked(tx, id, side, false).await?;
    Ok(())
}
