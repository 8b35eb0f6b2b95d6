use kernel::{Actor, Side, Timestamp};
use people::rules::Rules;
use platform::db::Tx;

use super::{Cause, Conversation, Offer, OfferAct, OfferId, Step, StepError, end, numbers, offers, step};

/// Take the other side's offer: the price is locked and the pieces are held.
///
/// Where that cannot be any more, the offer ends with its reason, and that is the answer.
pub async fn accept(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: OfferId,
) -> Result<Offer, StepError> {
    let (offer, conversation) = step::find(tx, by, id, OfferAct::Accept).await?;
    accept_as(tx, by, by.side()?, now, rules, &conversation, &offer).await
}

pub(super) async fn accept_as(
    tx: &mut Tx,
    by: &Actor,
    said_by: Side,
    now: Timestamp,
    rules: &Rules,
    conversation: &Conversation,
    offer: &Offer,
) -> Result<Offer, StepError> {
    if let Some(cause) = end::obstacle(tx, now, conversation, offer).await? {
        return end::end(tx, now, conversation, offer, cause).await;
    }
    if !step::hold(tx, offer).await? {
        return end::end(tx, now, conversation, offer, Cause::SoldOut).await;
    }
    offers::count_deal(tx, offer).await?;
    let held_until = now + rules.time(numbers::OFFER_HOLD);
    step::take(tx, by, said_by, now, conversation, offer, Step::Accept { at: now, held_until }).await
}
