use kernel::{Actor, Side, Timestamp};
use people::{rules::Rules, shops};
use platform::db::Tx;

use super::{Brief, Quote, QuoteAct, QuoteError, QuoteId, QuoteState, QuoteTerms, Step, step, store};
use crate::{
    negotiation::numbers,
    negotiation::{self, ConversationId, reports::check_pause},
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
    begin(tx, by, now, rules, id, brief, None).await
}

/// Write a new quote down and say it, unless the two do not talk or have too many already. With terms it is the shop's
/// word, without them the buyer's.
pub(super) async fn begin(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: ConversationId,
    brief: Brief,
    terms: Option<QuoteTerms>,
) -> Result<Quote, QuoteError> {
    let (said_by, act, state) = match terms {
        Some(_) => {
            (Side::Seller, "quote", QuoteState::Quoted { until: now + rules.time(numbers::QUOTE_VALID) })
        }
        None => (Side::Buyer, "ask", QuoteState::Asked { until: now + rules.time(numbers::QUOTE_ANSWER) }),
    };
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
    let quote = Quote {
        id: QuoteId::new(id.shop(), tx.next_id(now)),
        conversation: id,
        buyer: conversation.buyer,
        state,
        brief,
        terms,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, by, &quote, act).await?;
    step::show(tx, by, said_by, now, &conversation, &quote, QuoteAct::Quote).await?;
    Ok(quote)
}

/// Take back what one has asked or quoted, while the other side has not answered it.
pub async fn withdraw(tx: &mut Tx, by: &Actor, now: Timestamp, id: QuoteId) -> Result<Quote, QuoteError> {
    let (quote, conversation) = step::find(tx, by, id, QuoteAct::Withdraw).await?;
    step::take(tx, by, by.side()?, now, &conversation, &quote, Step::Withdraw { at: now }).await
}
