use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{Act, Brief, Quote, QuoteError, QuoteId, QuoteState, Step, step, store};
use crate::{
    negotiation::{self, ConversationId, reports::check_pause},
    orders::refunds::{Side, side},
    rules::Rules,
    shops,
};

/// Quotes between a buyer and a shop that wait for somebody.
const MOST_OPEN: usize = 5;

/// Ask the shop what it would make this for.
pub async fn ask(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: ConversationId,
    brief: Brief,
) -> Result<Quote, QuoteError> {
    by.account()?;
    let state = QuoteState::Asked { until: now + rules.quote_answer };
    begin(tx, by, Side::Buyer, now, id, Quote::new(tx, now, id, state, brief)).await
}

/// Write a new quote down and say it, unless the two do not talk or have too many already.
pub(super) async fn begin(
    tx: &mut Tx,
    by: &Actor,
    said_by: Side,
    now: Timestamp,
    id: ConversationId,
    quote: Quote,
) -> Result<Quote, QuoteError> {
    let conversation = negotiation::find_for(tx, by, id).await?.ok_or(QuoteError::NoSuchQuote)?;
    if conversation.is_blocked() {
        return Err(QuoteError::Blocked);
    }
    if check_pause(tx, now, by.account()?, &conversation, said_by).await?.is_some() {
        return Err(QuoteError::Paused);
    }
    let shop = shops::find(tx, id.shop()).await?.ok_or(QuoteError::NoSuchQuote)?;
    if !shop.is_selling(now) {
        return Err(QuoteError::Resting);
    }
    let open = store::list_of(tx, id).await?.into_iter().filter(Quote::is_open).count();
    if open >= MOST_OPEN {
        return Err(QuoteError::TooMany);
    }
    let quote = Quote { buyer: conversation.buyer, ..quote };
    let act = if quote.terms.is_some() { "quote" } else { "ask" };
    store::insert(tx, by, &quote, act).await?;
    step::show(tx, by, said_by, now, &conversation, &quote, Act::Quote).await?;
    Ok(quote)
}

impl Quote {
    pub(super) fn new(
        tx: &Tx,
        now: Timestamp,
        conversation: ConversationId,
        state: QuoteState,
        brief: Brief,
    ) -> Self {
        Self {
            id: QuoteId::new(conversation.shop(), tx.next_id(now)),
            conversation,
            buyer: kernel::AccountId::new(0),
            state,
            brief,
            terms: None,
            created_at: now,
            updated_at: now,
        }
    }
}

/// Take back what one has asked or quoted, while the other side has not answered it.
pub async fn withdraw(tx: &mut Tx, by: &Actor, now: Timestamp, id: QuoteId) -> Result<Quote, QuoteError> {
    let (quote, conversation) = step::find(tx, by, id, Act::Withdraw).await?;
    step::take(tx, by, side(by)?, now, &conversation, &quote, Step::Withdraw { at: now }).await
}
