use kernel::{Actor, Side, Timestamp};
use people::rules::Rules;
use platform::db::Tx;

use super::{Brief, Quote, QuoteAct, QuoteError, QuoteId, QuoteTerms, Step, ask::begin, step};
use crate::{negotiation::ConversationId, negotiation::numbers};

/// Quote for what was talked about, without a brief.
pub async fn propose(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: ConversationId,
    terms: QuoteTerms,
) -> Result<Quote, QuoteError> {
    by.shop()?;
    terms.check(rules)?;
    begin(tx, by, now, rules, id, Brief::default(), Some(terms)).await
}

/// Answer a brief with terms, or replace the terms while the buyer has not ordered.
pub async fn revise(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: QuoteId,
    terms: QuoteTerms,
) -> Result<Quote, QuoteError> {
    let (quote, conversation) = step::find(tx, by, id, QuoteAct::Quote).await?;
    terms.check(rules)?;
    if conversation.is_blocked() {
        return Err(QuoteError::Blocked);
    }
    let quote = Quote { terms: Some(terms), ..quote };
    let until = now + rules.time(numbers::QUOTE_VALID);
    step::take(tx, by, Side::Seller, now, &conversation, &quote, Step::Quote { until }).await
}
