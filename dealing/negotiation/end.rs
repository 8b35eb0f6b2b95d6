//! How offers end without an answer: by the clock, or because they can no longer be kept.

use goods::catalog;
use kernel::{Actor, Side, Timestamp};
use people::{market::Market, shops};
use platform::db::{DbError, Tx};

use super::{
    Cause, Conversation, Offer, OfferAct, OfferId, OfferStage, Step, StepError, offers, step, store,
};

/// Somebody let their time run out: what was promised for that happens. None when it is nobody's time yet.
pub async fn end_turn(tx: &mut Tx, now: Timestamp, id: OfferId) -> Result<Option<Offer>, StepError> {
    let by = Actor::System;
    let offer = offers::find_for(tx, &by, id).await?.ok_or(StepError::NoSuchOffer)?;
    if offer.state.due_at().is_none_or(|due| due > now) {
        return Ok(None);
    }
    let Some(next) = offer.state.at_the_end(now) else { return Ok(None) };
    let conversation = store::find_for(tx, &by, offer.conversation).await?.ok_or(StepError::NoSuchOffer)?;
    if next.act() == OfferAct::Lapse {
        let pieces = step::counted(tx, &offer).await?;
        catalog::put_back(tx, &pieces).await?;
    }
    step::take(tx, &by, Side::Market, now, &conversation, &offer, next).await.map(Some)
}

/// Why an open offer can no longer be kept, if it cannot.
pub(super) async fn obstacle(
    tx: &mut Tx,
    now: Timestamp,
    conversation: &Conversation,
    offer: &Offer,
) -> Result<Option<Cause>, DbError> {
    if conversation.is_blocked() {
        return Ok(Some(Cause::Blocked));
    }
    if shops::find(tx, offer.id.shop()).await?.is_none_or(|shop| !shop.is_selling(now)) {
        return Ok(Some(Cause::Resting));
    }
    for thing in &offer.things {
        if let Err(cause) = thing.find(tx).await? {
            return Ok(Some(cause));
        }
    }
    Ok(None)
}

/// End an open offer with its reason.
pub(super) async fn end(
    tx: &mut Tx,
    now: Timestamp,
    conversation: &Conversation,
    offer: &Offer,
    cause: Cause,
) -> Result<Offer, StepError> {
    let step = Step::End { at: now, cause };
    step::take(tx, &Actor::System, Side::Market, now, conversation, offer, step).await
}

/// End every open offer of a conversation.
pub(super) async fn end_all(
    tx: &mut Tx,
    now: Timestamp,
    conversation: &Conversation,
    cause: Cause,
) -> Result<(), StepError> {
    for offer in offers::list_of(tx, conversation.id).await? {
        if offer.state.stage() == OfferStage::Open {
            end(tx, now, conversation, &offer, cause).await?;
        }
    }
    Ok(())
}

/// Offers that are looked at in one go.
const AT_ONCE: i64 = 100;

/// End the open offers whose things are gone or changed, and those of resting shops. Cost: a few keyed reads for each
/// open offer of the market.
pub async fn end_stale(market: &Market) -> Result<u64, StepError> {
    let (mut after, mut ended) = (0, 0);
    loop {
        let now = market.now();
        let act = async move |tx: &mut Tx| {
            let open = offers::list_open(tx, after, AT_ONCE).await?;
            let last = open.last().map(|offer| offer.id.number());
            let mut count = 0;
            for offer in open {
                let conversation = store::find_for(tx, &Actor::System, offer.conversation).await?;
                let conversation = conversation.ok_or(StepError::NoSuchOffer)?;
                if let Some(cause) = obstacle(tx, now, &conversation, &offer).await? {
                    end(tx, now, &conversation, &offer, cause).await?;
                    count += 1;
                }
            }
            Ok::<_, StepError>((last, count))
        };
        let (last, count) = market.db.write(act).await?;
        ended += count;
        match last {
            Some(last) => after = last,
            None => return Ok(ended),
        }
    }
}
