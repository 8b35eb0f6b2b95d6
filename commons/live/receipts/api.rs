//! Receipts and moments of orders for programs.

use axum::{Json, extract::Path, http::StatusCode};
use kernel::OrderId;
use people::{
    caller::{Buyer, Seller},
    calls,
    one_of::maybe_word_of,
    wire::{Answer, Done, Made, time},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use selling::orders;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    OrderMoment, Receipt, find, find_order, list_moments, mark, order_moment::OrderMomentId,
    pages::read_mark, receipt::ReceiptStage, unmark,
};
use crate::{Commons, live::scopes::Write};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new().routes(calls!(of_order)).routes(calls!(of_own_order, create)).routes(calls!(destroy))
}

/// A moment of a show to which the shop points.
#[derive(Serialize, ToSchema)]
pub struct OrderMomentOut {
    pub id: String,
    pub room_id: String,
    /// The time of the programme.
    pub at: String,
    pub words: String,
    /// Path of the replay from that moment on.
    pub url: String,
}

impl From<OrderMoment> for OrderMomentOut {
    fn from(moment: OrderMoment) -> Self {
        let url = moment.path();
        Self {
            id: moment.id.to_string(),
            room_id: moment.room.to_string(),
            at: time(moment.at),
            words: moment.words,
            url,
        }
    }
}

/// What of shows belongs to an order.
#[derive(Serialize, ToSchema)]
pub struct SeenOut {
    /// Where the film of the sale stands; none of an order that was not placed in a show.
    #[schema(schema_with = maybe_word_of::<ReceiptStage>)]
    pub receipt: Option<&'static str>,
    /// Path of the film while it is kept.
    pub film: Option<String>,
    pub moments: Vec<OrderMomentOut>,
}

async fn seen(tx: &mut Tx, order: OrderId) -> Result<SeenOut, DbError> {
    let receipt = find(tx, order).await?;
    let moments = list_moments(tx, order).await?;
    Ok(SeenOut {
        film: receipt.as_ref().filter(|receipt| receipt.is_kept()).map(Receipt::path),
        receipt: receipt.map(|receipt| receipt.state.name()),
        moments: moments.into_iter().map(OrderMomentOut::from).collect(),
    })
}

/// The film of a sale in a show, and moments to which its shop points.
#[utoipa::path(get, path = "/orders/{id}/shows", tag = "live", params(("id" = String, Path)),
    responses((status = 200, body = SeenOut), (status = 404, description = "the caller has no such order")))]
async fn of_order(
    Buyer { by, market, .. }: Buyer<orders::scopes::Read>,
    Path(id): Path<OrderId>,
) -> Answer<SeenOut> {
    let look = async move |tx: &mut Tx| match find_order(tx, &by, id).await? {
        Some(_) => seen(tx, id).await.map(Some),
        None => Ok::<_, DbError>(None),
    };
    Ok(Json(market.find(look).await?))
}

/// The same for the shop.
#[utoipa::path(get, path = "/shops/{handle}/orders/{id}/moments", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = SeenOut), (status = 404, description = "the shop has no such order")))]
async fn of_own_order(
    Seller { by, market, .. }: Seller<Write>,
    Path(at): Path<(String, OrderId)>,
) -> Answer<SeenOut> {
    let (_, id) = at;
    let look = async move |tx: &mut Tx| match find_order(tx, &by, id).await? {
        Some(_) => seen(tx, id).await.map(Some),
        None => Ok::<_, DbError>(None),
    };
    Ok(Json(market.find(look).await?))
}

/// A moment of a show of the shop.
#[derive(ToSchema)]
pub struct OrderMomentIn {
    /// The show.
    pub room: String,
    /// Since it began: `41:00`, `1:02:03` or seconds.
    #[schema(max_length = 10)]
    pub at: String,
    #[schema(max_length = 200)]
    pub words: String,
}

/// Point in an order to a moment of a show: its buyer is told.
#[utoipa::path(post, path = "/shops/{handle}/orders/{id}/moments", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = OrderMomentIn,
    responses((status = 201, body = OrderMomentOut), (status = 404, description = "the shop has no such order, or no such show"),
    (status = 409, description = "the show was not on air then, or the order has as many moments as it may have")))]
async fn create(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, OrderId)>,
    mut body: Fields,
) -> Made<OrderMomentOut> {
    let (_, id) = at;
    market.find(async move |tx| find_order(tx, &by, id).await).await?;
    let new = read_mark(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| mark(tx, &by, now, id, new.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// Point to it no more.
#[utoipa::path(delete, path = "/shops/{handle}/orders/{id}/moments/{moment}", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path), ("moment" = String, Path)),
    responses((status = 204), (status = 404, description = "there is no such moment")))]
async fn destroy(
    Seller { by, market, .. }: Seller<Write>,
    Path(at): Path<(String, OrderId, OrderMomentId)>,
) -> Done {
    let (_, id, moment) = at;
    market.write(async move |tx: &mut Tx| unmark(tx, &by, id, moment).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
