//! How a refund request looks to programs.

use people::{
    one_of::{maybe_word_of, word_of, words_of},
    wire::{Amount, List, time},
};
use platform::db::{DbError, Tx};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Evidence, Kind, Reason, RefundAct, RefundRequest, RefundStage, RequestLine, StepRow, evidence, lines,
    steps,
};
use crate::orders::{self, OrderAmount, tax, wire::TaxOut};
use kernel::Side;

#[derive(Serialize, ToSchema)]
pub struct PartsOut {
    goods: Amount,
    shipping: Amount,
}

impl From<OrderAmount> for PartsOut {
    fn from(parts: OrderAmount) -> Self {
        Self { goods: parts.goods.into(), shipping: parts.shipping.into() }
    }
}

#[derive(Serialize, ToSchema)]
pub struct RefundLineOut {
    /// Of the line in the order, from 1.
    position: i64,
    pieces: i64,
    asked: Amount,
    refunded: Amount,
}

#[derive(Serialize, ToSchema)]
pub struct RefundStepOut {
    act: String,
    #[schema(schema_with = word_of::<RefundStage>)]
    state: &'static str,
    /// What the shop or the market said with it: a refusal, an offer, a ruling.
    words: String,
    by: String,
    at: String,
}

#[derive(Serialize, ToSchema)]
pub struct EvidenceOut {
    /// `buyer`, `seller` or `market`.
    #[schema(schema_with = word_of::<Side>)]
    by: &'static str,
    words: String,
    /// Addresses of the photos, for those whom the request concerns.
    photos: Vec<String>,
    at: String,
}

#[derive(Serialize, ToSchema)]
pub struct RefundOut {
    id: String,
    order: String,
    #[schema(schema_with = word_of::<Kind>)]
    kind: &'static str,
    /// As a buyer gives them, or `goodwill` when the shop gives something by itself.
    #[schema(schema_with = word_of::<Reason>)]
    reason: &'static str,
    words: String,
    #[schema(schema_with = word_of::<RefundStage>)]
    state: &'static str,
    /// `buyer`, `seller` or `market`; none when it has ended.
    #[schema(schema_with = maybe_word_of::<Side>)]
    turn: Option<&'static str>,
    /// When the time of whoever's turn it is runs out, RFC 3339.
    due_at: Option<String>,
    /// What the caller can do now.
    #[schema(schema_with = words_of::<RefundAct>)]
    acts: Vec<&'static str>,
    asked: PartsOut,
    /// What the shop has offered in its place, with the goods where they are.
    offered: Option<Amount>,
    refunded: PartsOut,
    /// What of `refunded`, and of what the market had paid of it, is tax.
    taxes: Vec<TaxOut>,
    lines: Vec<RefundLineOut>,
    history: Vec<RefundStepOut>,
    evidence: Vec<EvidenceOut>,
    created_at: String,
}

/// A request as one side sees it.
pub async fn out(tx: &mut Tx, request: RefundRequest, side: Side) -> Result<RefundOut, DbError> {
    let id = request.id;
    let line = |line: RequestLine| RefundLineOut {
        position: line.position,
        pieces: line.pieces,
        asked: line.asked.into(),
        refunded: line.refunded.into(),
    };
    let history = steps(tx, id).await?;
    let offered = history.iter().find_map(|step| step.facts.offer()).map(Amount::from);
    let step = |step: StepRow| RefundStepOut {
        words: step.facts.words().to_owned(),
        act: step.act,
        state: step.state.name(),
        by: step.by,
        at: time(step.at),
    };
    let photo = |name: String| format!("/refunds/{id}/photos/{name}-proof-1280.webp");
    let said = |one: Evidence| EvidenceOut {
        by: one.by.name(),
        words: one.said.words,
        photos: one.said.photos.into_iter().map(photo).collect(),
        at: time(one.at),
    };
    let taxes = match orders::find(tx, request.order).await? {
        Some(order) => {
            let name = order.tax.as_ref().map_or("", |stated| stated.name.as_str());
            TaxOut::all(name, &tax::given_back(tx, &order, id.number()).await?)
        }
        None => Vec::new(),
    };
    Ok(RefundOut {
        taxes,
        id: id.to_string(),
        order: request.order.to_string(),
        kind: request.kind.name(),
        reason: request.reason.name(),
        state: request.state.name(),
        turn: request.state.turn().map(Side::name),
        due_at: request.state.due_at().map(time),
        acts: request.acts(side).into_iter().map(RefundAct::name).collect(),
        asked: request.asked.into(),
        offered,
        refunded: request.refunded.into(),
        lines: lines(tx, id).await?.into_iter().map(line).collect(),
        history: history.into_iter().map(step).collect(),
        evidence: evidence(tx, id).await?.into_iter().map(said).collect(),
        created_at: time(request.created_at),
        words: request.words,
    })
}

/// A page of requests as one side sees them.
pub async fn outs(tx: &mut Tx, page: List<RefundRequest>, side: Side) -> Result<List<RefundOut>, DbError> {
    let mut items = Vec::with_capacity(page.items.len());
    for request in page.items {
        items.push(out(tx, request, side).await?);
    }
    Ok(List { items, next: page.next })
}
