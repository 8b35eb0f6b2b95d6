//! What the capabilities before this one have promised, as events.

use dealing::{
    negotiation::{self, OfferMoved},
    reviews::{self, ReviewNews, TellOfReview},
};
use kernel::{Actor, Lifecycle, OfShop, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};
use selling::{
    Selling,
    orders::{
        self, Call, Order, OrderId, OrderStage, TellSeller,
        order_moved::OrderMoved,
        refunds::{self, RefundMoved},
    },
    payouts::{self, PayoutMoved},
};
use serde_json::{Value, json};

use super::{Event, EventKind, publish};

pub fn bodies(bodies: &mut Bodies<Selling>) {
    bodies.on(of_order);
    bodies.on(of_payment);
    bodies.on(of_refund);
    bodies.on(of_payout);
    bodies.on(of_offer);
    bodies.on(of_review);
}

/// Tell of something of a shop that has come to a state, if that is told and the thing is there.
async fn tell<T: OfShop + Send + 'static>(
    market: &Selling,
    now: Timestamp,
    topic: &str,
    (id, state): (T, &str),
    look: impl AsyncFn(&mut Tx) -> Result<Option<Value>, DbError> + Send + 'static,
) -> Result<(), Failure> {
    let Some(kind) = EventKind::of(topic, state) else { return Ok(()) };
    let act = async move |tx: &mut Tx| match look(tx).await? {
        Some(data) => publish(tx, now, &Event { kind, shop: id.shop(), at: now, data }).await,
        None => Ok(()),
    };
    Ok(market.db.write(act).await?)
}

fn of(order: &Order, state: &str) -> Value {
    json!({
        "order": order.id.to_string(),
        "purchase": order.purchase.to_string(),
        "shop": order.id.shop().to_string(),
        "state": state,
    })
}

async fn tell_of_order(
    market: &Selling,
    now: Timestamp,
    id: OrderId,
    stage: OrderStage,
) -> Result<(), Failure> {
    let look = async move |tx: &mut Tx| Ok(orders::find(tx, id).await?.map(|order| of(&order, stage.name())));
    tell(market, now, "order", (id, stage.name()), look).await
}

async fn of_order(market: Selling, now: Timestamp, moved: OrderMoved) -> Result<(), Failure> {
    let act = moved.act()?;
    let step = OrderStage::STEPS.iter().find(|(_, by, _)| *by == act);
    let Some((_, _, stage)) = step else { return Ok(()) };
    tell_of_order(&market, now, moved.order, *stage).await
}

/// What a seller is to make or to ship has been paid, or its deposit has.
async fn of_payment(market: Selling, now: Timestamp, told: TellSeller) -> Result<(), Failure> {
    if Call::parse(&told.call) != Some(Call::ToShip) {
        return Ok(());
    }
    let read = async move |tx: &mut Tx| orders::find(tx, told.order).await;
    let Some(order) = market.db.read(read).await? else { return Ok(()) };
    let is_deposit = order.state.stage() == OrderStage::Deposited;
    let stage = if is_deposit { OrderStage::Deposited } else { OrderStage::Paid };
    tell_of_order(&market, now, told.order, stage).await
}

async fn of_refund(market: Selling, now: Timestamp, moved: RefundMoved) -> Result<(), Failure> {
    let (id, state) = (moved.request, moved.state.clone());
    let look = async move |tx: &mut Tx| {
        let request = refunds::find_for(tx, &Actor::System, id).await?;
        Ok(request.map(|request| {
            json!({
                "refund_request": id.to_string(),
                "order": request.order.to_string(),
                "shop": id.shop().to_string(),
                "state": state,
            })
        }))
    };
    tell(&market, now, "refund", (id, &moved.state), look).await
}

async fn of_payout(market: Selling, now: Timestamp, moved: PayoutMoved) -> Result<(), Failure> {
    let (id, state) = (moved.payout, moved.state.clone());
    let look = async move |tx: &mut Tx| {
        let payout = payouts::find_for(tx, &Actor::System, id).await?;
        Ok(payout.map(
            |payout| json!({ "payout": payout.id.to_string(), "shop": id.shop().to_string(), "state": state }),
        ))
    };
    tell(&market, now, "payout", (id, &moved.state), look).await
}

async fn of_offer(market: Selling, now: Timestamp, moved: OfferMoved) -> Result<(), Failure> {
    let (id, state) = (moved.offer, moved.state.clone());
    let look = async move |tx: &mut Tx| {
        let offer = negotiation::find_offer(tx, &Actor::System, id).await?;
        Ok(offer.map(|offer| {
            json!({
                "offer": id.to_string(),
                "conversation": offer.conversation.to_string(),
                "by": offer.by.name(),
                "shop": id.shop().to_string(),
                "state": state,
            })
        }))
    };
    tell(&market, now, "offer", (id, &moved.state), look).await
}

async fn of_review(market: Selling, now: Timestamp, told: TellOfReview) -> Result<(), Failure> {
    let Some(news) = ReviewNews::parse(&told.news) else { return Ok(()) };
    let id = told.review;
    let look = async move |tx: &mut Tx| {
        let review = reviews::find(tx, id).await?;
        Ok(review.map(|review| {
            json!({
                "review": id.to_string(),
                "order": review.order.to_string(),
                "author": review.author.name(),
                "shop": id.shop().to_string(),
                "state": news.name(),
            })
        }))
    };
    tell(&market, now, "review", (id, news.name()), look).await
}
