use goods::catalog::ListingId;
use kernel::{Actor, Forbidden, Money, Side, Timestamp, days};
use people::rules::Rules;
use platform::db::{DbError, Tx};
use selling::orders::Host;

use super::{
    ConversationId, Offer, OfferId, OfferLine, OfferState, StepError, Want, WantError, decide::decide,
    numbers, offers, promises, reports::check_pause, step, store, want::price,
};

/// What somebody proposes.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub wants: Vec<Want>,
    /// For all of it together.
    pub amount: Money,
    pub note: String,
    /// Of what a buyer offers where another shop shows the things.
    pub host: Option<Host>,
}

/// An offer that was made.
#[derive(Clone, Debug)]
pub struct Made {
    pub offer: Offer,
    /// Whether the buyer can make no other about one of its listings today.
    pub is_last: bool,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum OfferError {
    #[error("there is no such conversation")]
    NoSuchConversation,
    #[error("one side wants to hear no more of the other")]
    Blocked,
    #[error("a moderator has had them begin no conversations")]
    Paused,
    #[error("the offer must be between nothing and the list price")]
    Amount { list: Money },
    #[error("an offer about one of the listings is open")]
    AlreadyOpen(OfferId),
    #[error("there were too many offers for one day")]
    TooMany,
    #[error(transparent)]
    Want(#[from] WantError),
    #[error(transparent)]
    Step(#[from] StepError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the offer could not be kept")]
    Store(#[from] DbError),
}

/// Offer a price for some things of the shop.
///
/// A buyer's offer is judged by the shop's own limits at once: one that is good enough is accepted, one below the
/// floor will be declined by the clock.
pub async fn offer(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: ConversationId,
    proposal: Proposal,
) -> Result<Made, OfferError> {
    let side = by.side()?;
    let conversation = store::find_for(tx, by, id).await?.ok_or(OfferError::NoSuchConversation)?;
    if conversation.is_blocked() {
        return Err(OfferError::Blocked);
    }
    if check_pause(tx, now, by.account()?, &conversation, side).await?.is_some() {
        return Err(OfferError::Paused);
    }
    let (things, list) = price(tx, now, id, &proposal.wants).await?;
    check(proposal.amount, list).map_err(|_| OfferError::Amount { list })?;
    let open = offers::list_of(tx, id).await?.into_iter().filter(Offer::is_open);
    if let Some(open) = open.into_iter().find(|open| is_about(open, &things)) {
        return Err(OfferError::AlreadyOpen(open.id));
    }
    let is_last = match side {
        Side::Buyer => is_last(tx, now, rules, &conversation.buyer, &things).await?,
        Side::Seller | Side::Market => false,
    };
    let offer = Offer {
        id: OfferId::new(id.shop(), tx.next_id(now)),
        conversation: id,
        buyer: conversation.buyer,
        by: side,
        state: OfferState::Open { until: now + rules.time(numbers::OFFER_ANSWER) },
        things,
        list,
        amount: proposal.amount,
        note: proposal.note,
        answers: None,
        decline_at: None,
        host: proposal.host,
        created_at: now,
        updated_at: now,
    };
    let offer = keep(tx, by, now, rules, &conversation, offer).await?;
    Ok(Made { offer, is_last })
}

/// Write a new offer down, say it, and judge it.
pub(super) async fn keep(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    conversation: &super::Conversation,
    offer: Offer,
) -> Result<Offer, StepError> {
    let (offer, verdict) = decide(tx, now, offer).await?;
    offers::insert(tx, by, &offer).await?;
    step::show(tx, by, offer.by, now, conversation, &offer).await?;
    step::promise(tx, now, &offer).await?;
    promises::announce(tx, now, &offer).await?;
    verdict.apply(tx, now, rules, conversation, offer).await
}

/// Between nothing and the list price.
pub(super) fn check(amount: Money, list: Money) -> Result<(), StepError> {
    let is_within =
        amount.currency() == list.currency() && amount.is_positive() && amount.minor() <= list.minor();
    if is_within { Ok(()) } else { Err(StepError::Amount) }
}

fn is_about(open: &Offer, things: &[OfferLine]) -> bool {
    open.things.iter().any(|old| things.iter().any(|new| new.listing == old.listing))
}

/// Whether this is a buyer's last offer of the day about one of the listings; refused when the last one was made.
pub(super) async fn is_last(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    buyer: &kernel::AccountId,
    things: &[OfferLine],
) -> Result<bool, StepError> {
    let mut listings: Vec<ListingId> = things.iter().map(|thing| thing.listing).collect();
    listings.dedup();
    let mut is_last = false;
    for listing in listings {
        let made = offers::count_since(tx, listing, *buyer, now - days(1)).await?;
        if made >= i64::from(rules.count(numbers::OFFERS_PER_DAY)) {
            return Err(StepError::TooMany);
        }
        is_last |= made + 1 == i64::from(rules.count(numbers::OFFERS_PER_DAY));
    }
    Ok(is_last)
}
