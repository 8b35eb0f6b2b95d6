//! Who is told what about a refund request: each job looks at the request as it is by then, and says nothing when it
//! has moved on.

use kernel::{Actor, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Failure, Job},
};
use serde::{Deserialize, Serialize};

use super::{
    Evidence, RefundRequest, RefundStage, RequestId, RequestState, Side,
    mail::{RefundEvent, RefundMail},
    side, store,
};
use crate::{
    accounts,
    market::Market,
    orders::{self, tell::mentioned},
    post::post,
    shops,
};

/// Tell one side what a request has come to.
#[derive(Serialize, Deserialize)]
pub struct TellOfRefund {
    pub request: RequestId,
    /// The state that it is told of; `evidence` for what was said and shown.
    pub news: String,
    /// `buyer` or `seller`.
    pub to: String,
}

/// What was said and shown, among the news.
const EVIDENCE: &str = "evidence";

/// Whom a step concerns that they have not taken themselves.
fn audience(request: &RefundRequest, by: Option<Side>) -> Vec<Side> {
    let both = [Side::Buyer, Side::Seller];
    let told: &[Side] = match &request.state {
        RequestState::Requested { .. }
        | RequestState::ReturnGranted { .. }
        | RequestState::ReturnPosted { .. } => &[Side::Seller],
        RequestState::Refused { .. } | RequestState::ReturnAwaited { .. } => &[Side::Buyer],
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

/// Have those told whom the last step of a request concerns.
pub(super) async fn tell_of_step(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    request: &RefundRequest,
) -> Result<(), DbError> {
    for to in audience(request, side(by).ok()) {
        enqueue(tx, now, request.id, request.state.name(), to).await?;
    }
    Ok(())
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

/// What a mail tells of a request as it stands.
fn told(request: &RefundRequest) -> RefundEvent {
    let amount = request.refunded.total().unwrap_or(request.refunded.goods);
    match request.state.clone() {
        RequestState::Requested { answer_by } => RefundEvent::Asked { answer_by },
        RequestState::Refused { words, call_by } => RefundEvent::Refused { words, call_by },
        RequestState::ReturnGranted { address_by } => RefundEvent::AddressNeeded { address_by },
        RequestState::ReturnAwaited { send_to, post_by } => RefundEvent::ReturnAwaited { send_to, post_by },
        RequestState::ReturnPosted { parcel, confirm_by, .. } => RefundEvent::Posted { parcel, confirm_by },
        RequestState::Disputed { rule_by, .. } => RefundEvent::Disputed { rule_by },
        RequestState::Refunded { cause, .. } => RefundEvent::Repaid { cause, amount },
        RequestState::Ruled { ruling, words, .. } => RefundEvent::Ruled { ruling, words, amount },
        RequestState::Closed { cause, .. } => RefundEvent::Closed { cause: cause.name() },
    }
}

/// The last thing that another side has said.
fn said(all: Vec<Evidence>, to: Side) -> Option<RefundEvent> {
    let last = all.into_iter().rev().find(|one| one.by != to)?;
    Some(RefundEvent::Evidence { by: last.by, words: last.said.words })
}

impl Job for TellOfRefund {
    const KIND: &'static str = "orders.tell_of_refund";
    type World = Market;

    async fn run(self, market: &Market, now: Timestamp) -> Result<(), Failure> {
        let to = Side::parse(&self.to).ok_or_else(|| Failure(format!("{} is no side", self.to)))?;
        let state = RefundStage::parse(&self.news);
        let read = async move |tx: &mut Tx| {
            let Some(request) = store::find_for(tx, &Actor::System, self.request).await? else {
                return Ok(None);
            };
            let told = match state {
                Some(state) => (request.state.stage() == state).then(|| told(&request)),
                None if request.is_open() => said(store::evidence(tx, self.request).await?, to),
                None => None,
            };
            let reader = match to {
                Side::Buyer => Some(request.buyer),
                Side::Seller => shops::owned_by(tx, self.request.shop()).await?,
                Side::Market => None,
            };
            let (Some(told), Some(reader)) = (told, reader) else { return Ok(None) };
            let Some(order) = orders::find(tx, request.order).await? else { return Ok(None) };
            let Some(reader) = accounts::find(tx, reader).await? else { return Ok(None) };
            let order = mentioned(tx, &order, reader.language).await?;
            Ok::<_, DbError>(order.map(|order| (request, told, reader, order)))
        };
        let Some((request, told, reader, order)) = market.db.read(read).await? else { return Ok(()) };
        let mail = RefundMail {
            request: request.id,
            order,
            kind: request.kind,
            reason: request.reason,
            asked: request.amount(),
            asked_with: request.words,
            told,
            to,
        };
        post(market, &reader, now, &mail).await
    }
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
