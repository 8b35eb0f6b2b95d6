use kernel::{Actor, Forbidden, Money, Timestamp};
use people::rules::Rules;
use platform::db::{DbError, Tx};

use super::{RefundAct, RefundRequest, RequestId, Step, StepError, step};
use crate::orders::numbers;

#[derive(Clone, Debug, thiserror::Error)]
pub enum OfferError {
    #[error("an offer is more than nothing and less than all")]
    NotAPart,
    #[error(transparent)]
    Step(#[from] StepError),
}

impl From<DbError> for OfferError {
    fn from(error: DbError) -> Self {
        Self::Step(error.into())
    }
}

impl From<Forbidden> for OfferError {
    fn from(error: Forbidden) -> Self {
        Self::Step(error.into())
    }
}

/// Answer with a smaller sum, in the shop's words; what is asked to be sent back may then be kept.
///
/// The buyer agrees, takes the request back or calls the market in. Who says nothing until then gets that sum.
pub async fn offer(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: RequestId,
    amount: Money,
    words: String,
) -> Result<RefundRequest, OfferError> {
    let request = step::find(tx, by, id, RefundAct::Offer).await?;
    if !request.is_part(amount) {
        return Err(OfferError::NotAPart);
    }
    let call_by = now + rules.time(numbers::MARKET_CALL);
    Ok(step::take(tx, by, now, &request, Step::Offer { amount, words, call_by }).await?)
}
