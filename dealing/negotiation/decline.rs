use kernel::{Actor, Side, Timestamp};
use platform::db::Tx;

use super::{Offer, OfferAct, OfferId, Step, StepError, offers, step, store};

/// Say no to the other side's offer.
pub async fn decline(tx: &mut Tx, by: &Actor, now: Timestamp, id: OfferId) -> Result<Offer, StepError> {
    let (offer, conversation) = step::find(tx, by, id, OfferAct::Decline).await?;
    step::take(tx, by, by.side()?, now, &conversation, &offer, Step::Decline { at: now }).await
}

/// Say no to an offer below the floor, in the shop's name and as the shop would: having read it.
pub(super) async fn decline_below_floor(
    tx: &mut Tx,
    now: Timestamp,
    id: OfferId,
) -> Result<Option<Offer>, StepError> {
    let by = Actor::System;
    let offer = offers::find_for(tx, &by, id).await?.ok_or(StepError::NoSuchOffer)?;
    if !offer.can(Side::Seller, OfferAct::Decline) || offer.decline_at.is_none_or(|at| at > now) {
        return Ok(None);
    }
    let conversation = store::find_for(tx, &by, offer.conversation).await?.ok_or(StepError::NoSuchOffer)?;
    let step = Step::Decline { at: now };
    let declined = step::take(tx, &by, Side::Seller, now, &conversation, &offer, step).await?;
    store::seem_read(tx, conversation.id).await?;
    Ok(Some(declined))
}
