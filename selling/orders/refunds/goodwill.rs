//! What a shop gives back by itself, though nobody asked.

use kernel::{Actor, Forbidden, Money, MoneyError, Timestamp};
use platform::db::{DbError, Tx};

use super::{
    Given, Kind, Reason, RefundRequest, RequestId, RequestLine, RequestState, Step, StepError,
    plan::{self, PlanError},
    settle::settle,
    store,
};
use crate::orders::{self, Order, OrderAmount, OrderId, OrderStage};

/// How often a shop gives something of one order.
const MOST: usize = 5;

#[derive(Clone, Debug, thiserror::Error)]
pub enum GiveError {
    #[error("there is no such order")]
    NoSuchOrder,
    #[error("the order is not at a point where something is given back")]
    NotNow,
    #[error("a request for this order is open, and is answered instead")]
    AlreadyOpen,
    #[error("something was given back {MOST} times already")]
    TooMany,
    #[error("nothing is given")]
    Nothing,
    #[error("no more than this can be given")]
    TooMuch { most: Money },
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Step(#[from] StepError),
}

impl From<DbError> for GiveError {
    fn from(error: DbError) -> Self {
        Self::Step(error.into())
    }
}

impl From<MoneyError> for GiveError {
    fn from(error: MoneyError) -> Self {
        Self::Step(error.into())
    }
}

impl From<PlanError> for GiveError {
    fn from(error: PlanError) -> Self {
        Self::Step(error.into())
    }
}

/// What a shop is about to give, and how the order stands before and after it.
pub struct Goodwill {
    pub before: Order,
    pub after: Order,
    lines: Vec<RequestLine>,
    parts: OrderAmount,
}

/// How much a shop may give back by itself now. Before shipment something stays: to give back all of it is to cancel.
pub fn most(order: &Order, requests: &[RefundRequest]) -> Result<Money, GiveError> {
    if requests.iter().any(RefundRequest::is_open) {
        return Err(GiveError::AlreadyOpen);
    }
    if requests.iter().filter(|request| request.is_goodwill()).count() >= MOST {
        return Err(GiveError::TooMany);
    }
    let left = order.left()?.total()?;
    let most = match order.state.stage() {
        OrderStage::Paid => Money::new(left.minor().saturating_sub(1), left.currency()),
        OrderStage::Shipped | OrderStage::Completed => left,
        OrderStage::Unpaid
        | OrderStage::Unaddressed
        | OrderStage::Deposited
        | OrderStage::Due
        | OrderStage::Objected
        | OrderStage::Closed
        | OrderStage::Refunded => return Err(GiveError::NotNow),
    };
    if most.is_positive() { Ok(most) } else { Err(GiveError::NotNow) }
}

/// What so much would come to, before it is given.
pub async fn weigh(tx: &mut Tx, by: &Actor, id: OrderId, amount: Money) -> Result<Goodwill, GiveError> {
    let before = orders::find_for_seller(tx, by.shop()?, id).await?.ok_or(GiveError::NoSuchOrder)?;
    let most = most(&before, &store::list_of_order(tx, id).await?)?;
    if !amount.is_positive() {
        return Err(GiveError::Nothing);
    }
    if amount.compare(most)?.is_gt() {
        return Err(GiveError::TooMuch { most });
    }
    let taken = store::taken(tx, id, most.currency()).await?;
    let offered = plan::offered(&orders::lines(tx, id).await?, &taken)?;
    let (lines, parts) = plan::give(before.left()?, &offered, amount)?;
    let (after, _) = before.give_back(parts)?;
    Ok(Goodwill { before, after, lines, parts })
}

/// Give a part of an order back, with words to the buyer, though nobody asked. The same key gives once.
///
/// It is a request of the shop's own that ends at once. Refused while the buyer's is open: there the shop answers.
pub async fn give(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    key: &str,
    id: OrderId,
    amount: Money,
    words: String,
) -> Result<RefundRequest, GiveError> {
    orders::find_for_seller(tx, by.shop()?, id).await?.ok_or(GiveError::NoSuchOrder)?;
    // From here on the order stays as it is read.
    orders::store::hold(tx, now, id).await?;
    if let Some(given) = store::find_by_key(tx, id, key).await? {
        return Ok(given);
    }
    let Goodwill { before, lines, parts, .. } = weigh(tx, by, id, amount).await?;
    let none = Money::zero(amount.currency());
    let request = RefundRequest {
        id: RequestId::new(id.shop(), tx.next_id(now)),
        order: id,
        buyer: before.buyer,
        kind: Kind::Refund,
        reason: Reason::Goodwill,
        words,
        state: RequestState::Requested { answer_by: now },
        asked: parts,
        refunded: OrderAmount { goods: none, shipping: none },
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, by, &request, &lines, Some(key)).await?;
    let step = Step::Refund { at: now, cause: Given::Goodwill };
    Ok(settle(tx, by, now, &request, step, amount).await?)
}
