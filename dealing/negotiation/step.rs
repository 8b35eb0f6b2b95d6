//! What every step of an offer has in common: who may take it, how it is written down, what is said and promised.

use goods::catalog;
use kernel::{Actor, Forbidden, MoneyError, Refused, Side, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    Body, Conversation, Offer, OfferAct, OfferCard, OfferId, OfferStage, Step, offers,
    post::post,
    promises::{self, EndOfferTurn},
    store,
};

#[derive(Clone, Debug, thiserror::Error)]
pub enum StepError {
    #[error("there is no such offer")]
    NoSuchOffer,
    #[error("the offer must be between nothing and the list price")]
    Amount,
    #[error("there were too many offers for one day")]
    TooMany,
    #[error("one side wants to hear no more of the other")]
    Blocked,
    #[error(transparent)]
    Refused(#[from] Refused<OfferStage>),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the amounts do not add up")]
    Money(#[from] MoneyError),
    #[error("the step could not be recorded")]
    Store(#[from] DbError),
}

/// The offer of whoever asks, if it is theirs and this step is theirs now, with its conversation.
pub(super) async fn find(
    tx: &mut Tx,
    by: &Actor,
    id: OfferId,
    act: OfferAct,
) -> Result<(Offer, Conversation), StepError> {
    let offer = offers::find_for(tx, by, id).await?.ok_or(StepError::NoSuchOffer)?;
    if !offer.can(by.side()?, act) {
        return Err(Refused { from: offer.state.stage(), act }.into());
    }
    let conversation = store::find_for(tx, by, offer.conversation).await?.ok_or(StepError::NoSuchOffer)?;
    Ok((offer, conversation))
}

/// Write a step down, and say it in the conversation in the name of `said_by`.
pub(super) async fn take(
    tx: &mut Tx,
    by: &Actor,
    said_by: Side,
    now: Timestamp,
    conversation: &Conversation,
    offer: &Offer,
    step: Step,
) -> Result<Offer, StepError> {
    let act = step.act();
    let after = Offer { updated_at: now, ..offer.step(step)? };
    offers::advance(tx, now, by, act, offer, &after).await?;
    // A counter-offer is said by the offer that it makes.
    if act != OfferAct::Counter {
        show(tx, by, said_by, now, conversation, &after).await?;
    }
    promise(tx, now, &after).await?;
    promises::announce(tx, now, &after).await?;
    Ok(after)
}

/// Put an offer into the conversation as it stands.
pub(super) async fn show(
    tx: &mut Tx,
    by: &Actor,
    said_by: Side,
    now: Timestamp,
    conversation: &Conversation,
    offer: &Offer,
) -> Result<(), DbError> {
    let account = by.account().ok();
    // A deal may be ordered and good again more than once.
    let key = format!("{}-{}-{}", offer.id, offer.state.name(), offer.updated_at.micros());
    let body = Body::Offer { card: OfferCard::from(offer) };
    post(tx, now, conversation, said_by, account, &key, body).await.map(drop)
}

/// Promise what happens when the time of whoever's turn it is has run out.
pub(super) async fn promise(tx: &mut Tx, now: Timestamp, offer: &Offer) -> Result<(), DbError> {
    match offer.state.due_at() {
        Some(due) => jobs::enqueue(tx, now, due, &EndOfferTurn { offer: offer.id }).await,
        None => Ok(()),
    }
}

/// Hold the pieces of an offer, all of them or none. False when there are not so many any more.
pub(super) async fn hold(tx: &mut Tx, offer: &Offer) -> Result<bool, DbError> {
    let pieces = counted(tx, offer).await?;
    let taken = catalog::take(tx, &pieces).await?;
    let is_whole = !taken.contains(&false);
    if !is_whole {
        // Somebody was faster with one of them: the others go back.
        let got: Vec<_> = pieces.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(it, _)| *it).collect();
        catalog::put_back(tx, &got).await?;
    }
    Ok(is_whole)
}

/// The pieces of an offer that are counted.
pub(super) async fn counted(tx: &mut Tx, offer: &Offer) -> Result<Vec<catalog::Pieces>, DbError> {
    let mut pieces = Vec::new();
    for thing in &offer.things {
        let offered = catalog::find_offered(tx, thing.variant).await?;
        if offered.is_some_and(|offered| offered.is_counted) {
            pieces.push((thing.variant, thing.quantity));
        }
    }
    Ok(pieces)
}
