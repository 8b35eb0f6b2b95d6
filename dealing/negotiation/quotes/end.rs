use kernel::{Actor, Side, Timestamp};
use platform::db::Tx;
use selling::orders::{self, OrderId};

use super::{Quote, QuoteAct, QuoteError, QuoteId, Step, step, store};
use crate::negotiation;

/// Say no: the shop to a brief, the buyer to the terms.
pub async fn decline(tx: &mut Tx, by: &Actor, now: Timestamp, id: QuoteId) -> Result<Quote, QuoteError> {
    let (quote, conversation) = step::find(tx, by, id, QuoteAct::Decline).await?;
    step::take(tx, by, by.side()?, now, &conversation, &quote, Step::Decline { at: now }).await
}

/// The time of whoever's turn it was has run out. A quote that has moved on, or got more time, is left alone.
pub async fn end_turn(tx: &mut Tx, now: Timestamp, id: QuoteId) -> Result<(), QuoteError> {
    let Some(quote) = store::find_for(tx, &Actor::System, id).await? else { return Ok(()) };
    if quote.state.due_at().is_some_and(|due| due <= now) {
        by_itself(tx, now, &quote, Step::Expire { at: now }).await?;
    }
    Ok(())
}

/// An order has taken a step: when one that was placed on a quote was not paid, the quote stands again.
pub async fn order_moved(
    tx: &mut Tx,
    now: Timestamp,
    id: OrderId,
    act: orders::OrderAct,
) -> Result<(), QuoteError> {
    if act != orders::OrderAct::Close {
        return Ok(());
    }
    let Some(order) = orders::find(tx, id).await?.filter(|order| order.make_days > 0) else {
        return Ok(());
    };
    let found = store::find_by_purchase(tx, id.shop(), order.purchase).await?;
    // One that was bought again since has another purchase.
    if let Some(quote) = found.filter(|quote| quote.state.purchase() == Some(order.purchase)) {
        by_itself(tx, now, &quote, Step::Reopen).await?;
    }
    Ok(())
}

async fn by_itself(tx: &mut Tx, now: Timestamp, quote: &Quote, step: Step) -> Result<Quote, QuoteError> {
    let by = Actor::System;
    let conversation = negotiation::find_for(tx, &by, quote.conversation).await?;
    let conversation = conversation.ok_or(QuoteError::NoSuchQuote)?;
    step::take(tx, &by, Side::Market, now, &conversation, quote, step).await
}
