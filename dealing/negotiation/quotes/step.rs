//! What every step of a quote has in common: who may take it, how it is written down, what is said and promised.

use kernel::{Actor, Forbidden, MoneyError, Refused, Side, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs,
};
use selling::orders::{PlaceError, coupons::CountError};

use super::{
    Quote, QuoteAct, QuoteCard, QuoteId, QuoteStage, Step, TermsError, promises::EndQuoteTurn, store,
};
use crate::negotiation::{self, Body, Conversation};

#[derive(Clone, Debug, thiserror::Error)]
pub enum QuoteError {
    #[error("there is no such quote")]
    NoSuchQuote,
    #[error("one side wants to hear no more of the other")]
    Blocked,
    #[error("a moderator has had them begin no conversations")]
    Paused,
    #[error("the shop sells nothing now")]
    Resting,
    #[error("too many quotes are open between the two")]
    TooMany,
    #[error("the terms have changed since they were shown")]
    TermsChanged,
    #[error(transparent)]
    Terms(#[from] TermsError),
    #[error(transparent)]
    Refused(#[from] Refused<QuoteStage>),
    #[error(transparent)]
    Place(#[from] PlaceError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the quote could not be kept")]
    Store(#[from] DbError),
}

impl From<CountError> for QuoteError {
    fn from(error: CountError) -> Self {
        match error {
            CountError::Money(error) => error.into(),
            CountError::Store(error) => error.into(),
        }
    }
}

impl From<MoneyError> for QuoteError {
    fn from(error: MoneyError) -> Self {
        TermsError::Money(error).into()
    }
}

/// The quote of whoever asks, if it is theirs and this step is theirs now, with its conversation.
pub(super) async fn find(
    tx: &mut Tx,
    by: &Actor,
    id: QuoteId,
    act: QuoteAct,
) -> Result<(Quote, Conversation), QuoteError> {
    let quote = store::find_for(tx, by, id).await?.ok_or(QuoteError::NoSuchQuote)?;
    if !quote.can(by.side()?, act) {
        return Err(Refused { from: quote.state.stage(), act }.into());
    }
    let conversation =
        negotiation::find_for(tx, by, quote.conversation).await?.ok_or(QuoteError::NoSuchQuote)?;
    Ok((quote, conversation))
}

/// Write a step down, and say it in the conversation in the name of `said_by`.
pub(super) async fn take(
    tx: &mut Tx,
    by: &Actor,
    said_by: Side,
    now: Timestamp,
    conversation: &Conversation,
    quote: &Quote,
    step: Step,
) -> Result<Quote, QuoteError> {
    let act = step.act();
    let after = Quote { updated_at: now, ..quote.step(step)? };
    store::advance(tx, now, by, act, quote, &after).await?;
    show(tx, by, said_by, now, conversation, &after, act).await?;
    Ok(after)
}

/// Put a quote into the conversation as it stands, and promise what happens when nobody acts.
pub(super) async fn show(
    tx: &mut Tx,
    by: &Actor,
    said_by: Side,
    now: Timestamp,
    conversation: &Conversation,
    quote: &Quote,
    act: QuoteAct,
) -> Result<(), DbError> {
    let key = format!("{}-{}-{}", quote.id, act.name(), now.micros());
    let body = Body::Quote { card: Box::new(QuoteCard::from(quote)) };
    negotiation::post::post(tx, now, conversation, said_by, by.account().ok(), &key, body).await?;
    match quote.state.due_at() {
        Some(due) => jobs::enqueue(tx, now, due, &EndQuoteTurn { quote: quote.id }).await,
        None => Ok(()),
    }
}
