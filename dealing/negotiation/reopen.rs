use kernel::{Actor, Side, Timestamp};
use platform::db::Tx;
use selling::orders::{self, OrderId};

use super::{Cause, Conversation, Offer, OfferState, Step, StepError, offers::find_deal, step, store};

/// Take in what has happened to an order: one that closed without being paid gives its deal back.
pub async fn order_moved(
    tx: &mut Tx,
    now: Timestamp,
    id: OrderId,
    act: orders::OrderAct,
) -> Result<(), StepError> {
    if act != orders::OrderAct::Close {
        return Ok(());
    }
    let Some(order) = orders::find(tx, id).await? else { return Ok(()) };
    let Some(offer) = find_deal(tx, id.shop(), order.purchase).await? else { return Ok(()) };
    let conversation = store::find_for(tx, &Actor::System, offer.conversation).await?;
    let conversation = conversation.ok_or(StepError::NoSuchOffer)?;
    match offer.state {
        OfferState::Ordered { purchase, .. } if purchase == order.purchase => {
            reopen(tx, now, &conversation, &offer).await
        }
        // It was ordered anew since.
        _ => Ok(()),
    }
}

/// The price is good again for what is left of its time, and the pieces are held again; they have been on the shelf
/// since the purchase closed, so somebody may have been faster.
async fn reopen(
    tx: &mut Tx,
    now: Timestamp,
    conversation: &Conversation,
    offer: &Offer,
) -> Result<(), StepError> {
    let OfferState::Ordered { held_until, .. } = offer.state else { return Ok(()) };
    let step = if held_until <= now {
        Step::Lapse { at: now }
    } else if step::hold(tx, offer).await? {
        Step::Reopen { at: now }
    } else {
        Step::End { at: now, cause: Cause::SoldOut }
    };
    step::take(tx, &Actor::System, Side::Market, now, conversation, offer, step).await.map(drop)
}
