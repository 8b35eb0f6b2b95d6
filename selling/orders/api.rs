//! The acts of orders for programs.

use axum::{
    Json,
    extract::{Path, Query},
};
use kernel::{AccountId, Actor};
use people::{
    caller::{Buyer, Keeper, Party, Seller},
    calls,
    market::Market,
    one_of::maybe_word_of,
    seek::Seek,
    wire::{Answer, List},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use super::{
    BuyerStanding, OrderId, OrderStage, Wanted,
    pages::read_parcel,
    scopes::{Read, Write},
    wire::{OrderLineOut, OrderOut, out, outs},
};
use crate::{Selling, orders};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(super::pages::papers::show_paper))
        .routes(calls!(super::pages::statement::show_statement))
        .routes(calls!(list))
        .routes(calls!(show))
        .routes(calls!(repeat))
        .routes(calls!(receive))
        .routes(calls!(extend))
        .routes(calls!(cancel))
        .routes(calls!(list_for_shop))
        .routes(calls!(ship))
}

#[derive(Deserialize, IntoParams)]
pub struct WantedIn {
    /// How they stand; all unless given.
    #[param(schema_with = maybe_word_of::<BuyerStanding>)]
    state: Option<String>,
    /// Part of a thing's or a shop's name, or an order's number such as `1129-4821`; then `state` is not asked.
    q: Option<String>,
}

/// The caller's orders, newest first.
#[utoipa::path(get, path = "/orders", tag = "orders", params(WantedIn, Seek),
    responses((status = 200, body = List<OrderOut>)))]
async fn list(
    Buyer { account, market, .. }: Buyer<Read>,
    Query(asked): Query<WantedIn>,
    seek: Seek,
) -> Answer<List<OrderOut>> {
    let standing = asked.state.as_deref().and_then(BuyerStanding::parse);
    let wanted = Wanted::of(standing, asked.q.as_deref().unwrap_or_default().trim());
    let look = async move |tx: &mut Tx| {
        let found = orders::list_for_buyer(tx, account, &wanted, seek.before(), seek.rows()).await?;
        outs(tx, seek.page(found, |order| order.id.number())).await
    };
    Ok(Json(market.read(look).await?))
}

/// One order of the caller.
#[utoipa::path(get, path = "/orders/{id}", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn show(Party { by, id, market, .. }: Party<Read, OrderId>) -> Answer<OrderOut> {
    shown(&market, by, id).await
}

/// An order as its buyer or its shop sees it: the answer of every act.
pub(super) async fn shown(market: &Market, by: Actor, id: OrderId) -> Answer<OrderOut> {
    let look = async move |tx: &mut Tx| match orders::find_for(tx, &by, id).await? {
        Some(order) => out(tx, order).await.map(Some),
        None => Ok(None),
    };
    Ok(Json(market.find(look).await?))
}

/// The goods are here: release the money to the shop.
#[utoipa::path(post, path = "/orders/{id}/receipt", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn receive(Buyer { by, now, market, .. }: Buyer<Write>, Path(id): Path<OrderId>) -> Answer<OrderOut> {
    market.write(async move |tx| orders::receive(tx, &by, now, id).await).await?;
    shown(&market, by, id).await
}

/// What of an order cannot be bought again.
#[derive(Serialize, ToSchema)]
pub struct RepeatOut {
    missing: Vec<OrderLineOut>,
}

/// Put what an order was of into the cart once more, as far as it can be bought.
#[utoipa::path(post, path = "/orders/{id}/repeat", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = RepeatOut), (status = 404)))]
async fn repeat(Buyer { by, now, market, .. }: Buyer<Write>, Path(id): Path<OrderId>) -> Answer<RepeatOut> {
    let missing = market.write(async move |tx| orders::buy_again(tx, &by, now, id).await).await?;
    Ok(Json(RepeatOut { missing: missing.into_iter().map(OrderLineOut::from).collect() }))
}

/// More days to object, once.
#[utoipa::path(post, path = "/orders/{id}/extension", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn extend(
    Buyer { by, now, rules, market, .. }: Buyer<Write>,
    Path(id): Path<OrderId>,
) -> Answer<OrderOut> {
    market.write(async move |tx| orders::extend(tx, &by, now, &rules, id).await).await?;
    shown(&market, by, id).await
}

/// Cancel before shipment, as buyer or as the shop; the money goes back.
#[utoipa::path(post, path = "/orders/{id}/cancellation", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn cancel(Party { by, id, now, rules, market, .. }: Party<Write, OrderId>) -> Answer<OrderOut> {
    market.write(async move |tx| orders::cancel(tx, &by, now, &rules, id).await).await?;
    market.work.notify_one();
    shown(&market, by, id).await
}

#[derive(Deserialize, IntoParams)]
pub struct InState {
    /// `paid` unless given.
    #[param(schema_with = maybe_word_of::<OrderStage>)]
    state: Option<String>,
}

/// A shop's orders in one state, newest first.
#[utoipa::path(get, path = "/shops/{handle}/orders", tag = "orders", params(("handle" = String, Path), InState, Seek),
    responses((status = 200, body = List<OrderOut>)))]
async fn list_for_shop(
    Seller { shop, market, .. }: Seller<Read>,
    Query(wanted): Query<InState>,
    seek: Seek,
) -> Answer<List<OrderOut>> {
    let state = wanted.state.as_deref().map_or(Some(OrderStage::Paid), OrderStage::parse);
    let state = state.ok_or_else(Problem::not_found)?;
    let look = async move |tx: &mut Tx| {
        let found = orders::list_for_seller(tx, shop, state, seek.before(), seek.rows()).await?;
        outs(tx, seek.page(found, |order| order.id.number())).await
    };
    Ok(Json(market.read(look).await?))
}

/// What carries it; both may be empty.
#[derive(ToSchema)]
pub struct ShipmentIn {
    pub carrier: Option<String>,
    pub tracking: Option<String>,
}

/// The shop has sent the parcel.
#[utoipa::path(post, path = "/orders/{id}/shipment", tag = "orders", params(("id" = String, Path)),
    request_body = ShipmentIn, responses((status = 200, body = OrderOut)))]
async fn ship(
    Keeper { by, id, now, rules, market, .. }: Keeper<Write, OrderId>,
    mut body: Fields,
) -> Answer<OrderOut> {
    let parcel = read_parcel(&mut body);
    body.check()?;
    market.write(async move |tx| orders::ship(tx, &by, now, &rules, id, parcel.clone()).await).await?;
    shown(&market, by, id).await
}

/// Every order of a person, as programs see them, the newest first.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<serde_json::Value, DbError> {
    const AT_ONCE: i64 = 100;
    let (mut all, mut before) = (Vec::new(), i64::MAX);
    loop {
        let found = orders::list_for_buyer(tx, account, &Wanted::All, before, AT_ONCE).await?;
        let Some(last) = found.last() else { return Ok(serde_json::json!(all)) };
        before = last.id.number();
        for order in found {
            all.push(out(tx, order).await?);
        }
    }
}
