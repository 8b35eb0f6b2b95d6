//! Who is told what about a refund request: each job looks at the request as it is by then, and says nothing when it
//! has moved on.

use kernel::{Actor, Side, Timestamp};
use people::{accounts, notifications::post, shops};
use platform::{
    db::{DbError, Tx},
    jobs::Failure,
};

use super::{
    Evidence, RefundRequest, RefundStage, RequestState,
    mail::{RefundEvent, RefundMail},
    promises::TellOfRefund,
    store,
};
use crate::{
    Selling,
    orders::{self, mentioned},
};

/// What a mail tells of a request as it stands.
fn told(request: &RefundRequest) -> RefundEvent {
    let amount = request.refunded.total().unwrap_or(request.refunded.goods);
    match request.state.clone() {
        RequestState::Requested { answer_by } => RefundEvent::Asked { answer_by },
        RequestState::Refused { words, call_by } => RefundEvent::Refused { words, call_by },
        RequestState::Offered { amount, words, call_by } => RefundEvent::Offered { words, amount, call_by },
        RequestState::ReturnGranted { address_by, ordered: Some(words) } => {
            RefundEvent::ReturnOrdered { words, send_to: None, due: address_by }
        }
        RequestState::ReturnAwaited { send_to, post_by, ordered: Some(words) } => {
            RefundEvent::ReturnOrdered { words, send_to: Some(send_to), due: post_by }
        }
        RequestState::ReturnGranted { address_by, .. } => RefundEvent::AddressNeeded { address_by },
        RequestState::ReturnAwaited { send_to, post_by, .. } => {
            RefundEvent::ReturnAwaited { send_to, post_by }
        }
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

pub(super) async fn tell_of_refund(
    market: Selling,
    now: Timestamp,
    job: TellOfRefund,
) -> Result<(), Failure> {
    let to = Side::parse(&job.to).ok_or_else(|| Failure(format!("{} is no side", job.to)))?;
    let state = RefundStage::parse(&job.news);
    let read = async move |tx: &mut Tx| {
        let Some(request) = store::find_for(tx, &Actor::System, job.request).await? else {
            return Ok(None);
        };
        let told = match state {
            Some(state) => (request.state.stage() == state).then(|| told(&request)),
            None if request.is_open() => said(store::evidence(tx, job.request).await?, to),
            None => None,
        };
        let reader = match to {
            Side::Buyer => Some(request.buyer),
            Side::Seller => shops::owned_by(tx, job.request.shop()).await?,
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
    post(&market, &reader, now, &mail).await
}
