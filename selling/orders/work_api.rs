use axum::{
    Json,
    extract::{Path, State},
};
use people::{market::Market, visit::Visit, wire::time};
use platform::{
    db::{DbError, Tx},
    web::Problem,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    OrderId,
    api::shown,
    milestones::{self, Milestone},
    wire::OrderOut,
};
use crate::{Selling, orders};

/// What is made for one buyer.
pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new().routes(routes!(ready)).routes(routes!(list))
}

/// A part of the work that a piece takes.
#[derive(Serialize, ToSchema)]
pub struct MilestoneOut {
    /// 1, 2, 3 … in the order of the work.
    position: i64,
    title: String,
    /// What the shop said when it was reached.
    note: String,
    /// RFC 3339; none while it is ahead.
    reached_at: Option<String>,
}

impl From<Milestone> for MilestoneOut {
    fn from(milestone: Milestone) -> Self {
        let Milestone { position, title, note, reached_at } = milestone;
        Self { position, title, note, reached_at: reached_at.map(time) }
    }
}

/// The shop has made the piece: the buyer is asked for the rest of its price.
#[utoipa::path(post, path = "/orders/{id}/readiness", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn ready(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderOut>, Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    let act = async move |tx: &mut Tx| orders::ready(tx, &by, now, &rules, id).await;
    market.db.write(act).await.map_err(|error| match error {
        // To somebody who is not of the shop its orders do not exist.
        orders::ReadyError::Forbidden(_) => Problem::not_found(),
        error => error.into(),
    })?;
    shown(&market, &visit, id).await
}

/// The milestones of an order, in the order of the work; none for what a listing sells.
#[utoipa::path(get, path = "/orders/{id}/milestones", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = Vec<MilestoneOut>)))]
async fn list(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Json<Vec<MilestoneOut>>, Problem> {
    visit.allow(orders::scopes::READ)?;
    let Json(_) = shown(&market, &visit, id).await?;
    let read = async move |tx: &mut Tx| Ok::<_, DbError>(milestones::list(tx, id).await?);
    Ok(Json(market.db.read(read).await?.into_iter().map(MilestoneOut::from).collect()))
}
