//! What a refund request waits for, and who is to be told of it.

use kernel::{Actor, Side, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::{RefundRequest, RequestId, RequestState};

/// Do what was promised for the case that nobody acts. A request that has moved on is left alone.
#[derive(Serialize, Deserialize)]
pub struct EndTurn {
    pub request: RequestId,
}

impl Promise for EndTurn {
    const KIND: &'static str = "orders.end_refund_turn";
}

/// A request has ended with money that goes back to the buyer. Later capabilities listen.
#[derive(Serialize, Deserialize)]
pub struct RefundPaid {
    pub request: RequestId,
}

impl Promise for RefundPaid {
    const KIND: &'static str = "orders.refund_paid";
}

/// A request has come to a state. Later capabilities listen.
#[derive(Serialize, Deserialize)]
pub struct RefundMoved {
    pub request: RequestId,
    /// The name of the state.
    pub state: String,
}

impl Promise for RefundMoved {
    const KIND: &'static str = "orders.refund_moved";
}

/// Tell one side what a request has come to.
#[derive(Serialize, Deserialize)]
pub struct TellOfRefund {
    pub request: RequestId,
    /// The state that it is told of; `evidence` for what was said and shown.
    pub news: String,
    /// `buyer` or `seller`.
    pub to: String,
}

impl Promise for TellOfRefund {
    const KIND: &'static str = "orders.tell_of_refund";
    const LANE: Lane = Lane::Post;
}

/// What was said and shown, among the news.
const EVIDENCE: &str = "evidence";

/// Whom a step concerns that they have not taken themselves.
fn audience(request: &RefundRequest, by: Option<Side>) -> Vec<Side> {
    let both = [Side::Buyer, Side::Seller];
    let told: &[Side] = match &request.state {
        // What the market has ordered concerns both.
        RequestState::ReturnGranted { ordered: Some(_), .. }
        | RequestState::ReturnAwaited { ordered: Some(_), .. } => &both,
        RequestState::Requested { .. }
        | RequestState::ReturnGranted { .. }
        | RequestState::ReturnPosted { .. } => &[Side::Seller],
        RequestState::Offered { .. } | RequestState::Refused { .. } | RequestState::ReturnAwaited { .. } => {
            &[Side::Buyer]
        }
        RequestState::Disputed { .. }
        | RequestState::Refunded { .. }
        | RequestState::Ruled { .. }
        | RequestState::Closed { .. } => &both,
    };
    told.iter().copied().filter(|side| Some(*side) != by).collect()
}

async fn enqueue(
    tx: &mut Tx,
    now: Timestamp,
    request: RequestId,
    news: &str,
    to: Side,
) -> Result<(), DbError> {
    let job = TellOfRefund { request, news: news.to_owned(), to: to.name().to_owned() };
    jobs::enqueue(tx, now, now, &job).await
}

/// Have those told whom the last step of a request concerns, and let others know of it.
pub(super) async fn tell_of_step(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    request: &RefundRequest,
) -> Result<(), DbError> {
    for to in audience(request, by.side().ok()) {
        enqueue(tx, now, request.id, request.state.name(), to).await?;
    }
    let moved = RefundMoved { request: request.id, state: request.state.name().to_owned() };
    jobs::enqueue(tx, now, now, &moved).await
}

/// Have the other sides told that one has said or shown something.
pub(super) async fn tell_of_evidence(
    tx: &mut Tx,
    by: Side,
    now: Timestamp,
    request: RequestId,
) -> Result<(), DbError> {
    for to in [Side::Buyer, Side::Seller].into_iter().filter(|to| *to != by) {
        enqueue(tx, now, request, EVIDENCE, to).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::{AccountId, Currency, Money, ShopId};

    use super::*;
    use crate::orders::{
        OrderAmount, OrderId,
        refunds::{self, Ended, Given},
    };

    fn request(state: RequestState) -> RefundRequest {
        let (at, none) = (Timestamp::from_micros(0), Money::zero(Currency::CNY));
        RefundRequest {
            id: RequestId::new(ShopId::new(1), 2),
            order: OrderId::new(ShopId::new(1), 3),
            buyer: AccountId::new(4),
            kind: refunds::Kind::Refund,
            reason: refunds::Reason::Damaged,
            words: String::new(),
            state,
            asked: OrderAmount { goods: none, shipping: none },
            refunded: OrderAmount { goods: none, shipping: none },
            created_at: at,
            updated_at: at,
        }
    }

    #[test]
    fn nobody_is_told_what_they_have_done_themselves() {
        let at = Timestamp::from_micros(0);
        let asked = request(RequestState::Requested { answer_by: at });
        assert_eq!(audience(&asked, Some(Side::Buyer)), [Side::Seller]);
        let repaid = request(RequestState::Refunded { at, cause: Given::Seller });
        assert_eq!(audience(&repaid, Some(Side::Seller)), [Side::Buyer]);
        assert_eq!(audience(&repaid, None), [Side::Buyer, Side::Seller]);
        let withdrawn = request(RequestState::Closed { at, cause: Ended::Withdrawn });
        assert_eq!(audience(&withdrawn, Some(Side::Buyer)), [Side::Seller]);
    }
}
