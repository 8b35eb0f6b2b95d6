use kernel::{Actor, Forbidden, Refused, Timestamp};
use people::{accounts, rules::Rules};
use platform::db::{DbError, Tx};

use super::{
    RefundClaim, RefundRequest, RequestId, RequestState, Window, plan,
    plan::{PlanError, plan},
    promises, step, store,
};
use crate::{
    orders::numbers,
    orders::{self, OrderAct, OrderAmount, OrderId, OrderStage, Step},
};

/// Requests of one order, so that its clock cannot be stopped for ever.
const MOST: usize = 5;

#[derive(Clone, Debug, thiserror::Error)]
pub enum AskError {
    #[error("there is no such order")]
    NoSuchOrder,
    #[error("the order is not at a point where money is asked back")]
    NotNow,
    #[error("the days for this have gone by")]
    TooLate,
    #[error("a request for this order is open")]
    AlreadyOpen,
    #[error("an order has no more than {MOST} requests")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error(transparent)]
    Order(#[from] Refused<OrderStage>),
    #[error("the request could not be kept")]
    Store(#[from] DbError),
}

/// Ask for money back, with or without sending the goods back. The order's days to object stand still until it ends.
///
/// Refused before shipment, where an order is cancelled instead, and when the days after receipt have gone by.
pub async fn ask(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: OrderId,
    wanted: RefundClaim,
) -> Result<RefundRequest, AskError> {
    let buyer = by.account()?;
    orders::find_for_buyer(tx, buyer, id).await?.ok_or(AskError::NoSuchOrder)?;
    // What the shop gives by itself meanwhile waits, or is seen here.
    orders::store::hold(tx, now, id).await?;
    let order = orders::find_for_buyer(tx, buyer, id).await?.ok_or(AskError::NoSuchOrder)?;
    let zone = accounts::find(tx, buyer).await?.map(|account| account.zone).unwrap_or_default();
    let window = Window::of(&order, rules, &zone);
    if window == Window::Shut {
        return Err(AskError::NotNow);
    }
    if !window.takes(wanted.reason, now) {
        return Err(AskError::TooLate);
    }
    let before = store::list_of_order(tx, id).await?;
    if before.iter().any(RefundRequest::is_open) {
        return Err(AskError::AlreadyOpen);
    }
    if before.iter().filter(|request| !request.is_goodwill()).count() >= MOST {
        return Err(AskError::TooMany);
    }
    let lines = orders::lines(tx, id).await?;
    let taken = store::taken(tx, id, order.total.currency()).await?;
    let offered = plan::offered(&lines, &taken).map_err(PlanError::from)?;
    let (lines, asked) = plan(&order, &offered, &wanted)?;
    let none = kernel::Money::zero(order.total.currency());
    let request = RefundRequest {
        id: RequestId::new(id.shop(), tx.next_id(now)),
        order: id,
        buyer,
        kind: wanted.kind,
        reason: wanted.reason,
        words: wanted.words,
        state: RequestState::Requested { answer_by: now + rules.time(numbers::REFUND_ANSWER) },
        asked,
        refunded: OrderAmount { goods: none, shipping: none },
        created_at: now,
        updated_at: now,
    };
    if order.state.stage() == OrderStage::Shipped {
        let objected = order.step(Step::Object { at: now })?;
        orders::store::advance(tx, now, by, OrderAct::Object, &order, &objected).await?;
    }
    store::insert(tx, by, &request, &lines, None).await.map_err(|error| match error {
        DbError::Unique => AskError::AlreadyOpen,
        error => error.into(),
    })?;
    step::promise(tx, now, &request).await?;
    promises::tell_of_step(tx, by, now, &request).await?;
    Ok(request)
}
