//! The acts of orders for programs.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use kernel::{AccountId, ShopId};
use people::{market::Market, visit::Visit, wire::List};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Order, OrderId, OrderStage,
    pages::read_parcel,
    wire::{OrderOut, out},
};
use crate::{Selling, orders};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(routes!(super::pages::papers::show_paper))
        .routes(routes!(super::pages::statement::show_statement))
        .routes(routes!(list))
        .routes(routes!(show))
        .routes(routes!(receive))
        .routes(routes!(extend))
        .routes(routes!(cancel))
        .routes(routes!(list_for_shop))
        .routes(routes!(ship))
}

#[derive(Deserialize, IntoParams)]
pub struct Seek {
    /// `next` of the page before.
    cursor: Option<i64>,
}

const PAGE: usize = 24;

async fn outs(tx: &mut Tx, mut found: Vec<Order>) -> Result<List<OrderOut>, DbError> {
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more).map(|order| order.id.number().to_string());
    let mut items = Vec::with_capacity(found.len());
    for order in found {
        items.push(out(tx, order).await?);
    }
    Ok(List { items, next })
}

/// The caller's orders, newest first.
#[utoipa::path(get, path = "/orders", tag = "orders", params(Seek), responses((status = 200, body = List<OrderOut>)))]
async fn list(
    State(market): State<Market>,
    visit: Visit,
    Query(seek): Query<Seek>,
) -> Result<Json<List<OrderOut>>, Problem> {
    visit.allow(orders::scopes::READ)?;
    let (buyer, before) = (visit.account_id()?, seek.cursor.unwrap_or(i64::MAX));
    let read = async move |tx: &mut Tx| {
        let found = orders::list_for_buyer(tx, buyer, before, 25).await?;
        outs(tx, found).await
    };
    Ok(Json(market.db.read(read).await?))
}

/// One order of the caller.
#[utoipa::path(get, path = "/orders/{id}", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderOut>, Problem> {
    visit.allow(orders::scopes::READ)?;
    shown(&market, &visit, id).await
}

/// An order as its buyer or its shop sees it: the answer of every act, whatever else the caller may do.
pub(super) async fn shown(market: &Market, visit: &Visit, id: OrderId) -> Result<Json<OrderOut>, Problem> {
    let buyer = visit.account_id()?;
    let shop = visit.memberships.iter().find(|member| member.shop == id.shop()).map(|member| member.shop);
    let read = async move |tx: &mut Tx| {
        let order = match shop {
            Some(shop) => orders::find_for_seller(tx, shop, id).await?,
            None => orders::find_for_buyer(tx, buyer, id).await?,
        };
        match order {
            Some(order) => Ok::<_, DbError>(Some(out(tx, order).await?)),
            None => Ok(None),
        }
    };
    Ok(Json(market.db.read(read).await?.ok_or_else(Problem::not_found)?))
}

/// The goods are here: release the money to the shop.
#[utoipa::path(post, path = "/orders/{id}/receipt", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn receive(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now) = (visit.buyer()?, visit.now);
    market.db.write(async move |tx: &mut Tx| orders::receive(tx, &by, now, id).await).await?;
    shown(&market, &visit, id).await
}

/// More days to object, once.
#[utoipa::path(post, path = "/orders/{id}/extension", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn extend(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    market.db.write(async move |tx: &mut Tx| orders::extend(tx, &by, now, &rules, id).await).await?;
    shown(&market, &visit, id).await
}

/// Cancel before shipment, as buyer or as the shop; the money goes back.
#[utoipa::path(post, path = "/orders/{id}/cancellation", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn cancel(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    market.db.write(async move |tx: &mut Tx| orders::cancel(tx, &by, now, &rules, id).await).await?;
    market.work.notify_one();
    shown(&market, &visit, id).await
}

#[derive(Deserialize, IntoParams)]
pub struct InState {
    /// `paid` unless given.
    state: Option<String>,
    /// `next` of the page before.
    cursor: Option<i64>,
}

/// A shop's orders in one state, newest first.
#[utoipa::path(get, path = "/shops/{handle}/orders", tag = "orders", params(("handle" = String, Path), InState),
    responses((status = 200, body = List<OrderOut>)))]
async fn list_for_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    Query(wanted): Query<InState>,
) -> Result<Json<List<OrderOut>>, Problem> {
    visit.allow(orders::scopes::READ)?;
    let (by, _) = visit.seller(&handle)?;
    let shop: ShopId = by.shop()?;
    let state = wanted
        .state
        .as_deref()
        .map_or(Some(OrderStage::Paid), OrderStage::parse)
        .ok_or_else(Problem::not_found)?;
    let before = wanted.cursor.unwrap_or(i64::MAX);
    let read = async move |tx: &mut Tx| {
        let found = orders::list_for_seller(tx, shop, state, before, 25).await?;
        outs(tx, found).await
    };
    Ok(Json(market.db.read(read).await?))
}

/// What carries it; both may be empty.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct ShipmentIn {
    carrier: Option<String>,
    tracking: Option<String>,
}

/// The shop has sent the parcel.
#[utoipa::path(post, path = "/orders/{id}/shipment", tag = "orders", params(("id" = String, Path)),
    request_body = ShipmentIn, responses((status = 200, body = OrderOut)))]
async fn ship(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
    mut body: Fields,
) -> Result<Json<OrderOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let by = visit.for_shop(id.shop())?;
    let parcel = read_parcel(&mut body);
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    let (now, rules) = (visit.now, market.rules());
    let act = async move |tx: &mut Tx| orders::ship(tx, &by, now, &rules, id, parcel.clone()).await;
    market.db.write(act).await.map_err(|error| match error {
        // To somebody who is not of the shop its orders do not exist.
        orders::ShipError::Forbidden(_) => Problem::not_found(),
        error => error.into(),
    })?;
    shown(&market, &visit, id).await
}

/// Every order of a person, as programs see them, the newest first.
pub async fn export(tx: &mut Tx, account: AccountId) -> Result<serde_json::Value, DbError> {
    const AT_ONCE: i64 = 100;
    let (mut all, mut before) = (Vec::new(), i64::MAX);
    loop {
        let found = orders::list_for_buyer(tx, account, before, AT_ONCE).await?;
        let Some(last) = found.last() else { return Ok(serde_json::json!(all)) };
        before = last.id.number();
        for order in found {
            all.push(out(tx, order).await?);
        }
    }
}
