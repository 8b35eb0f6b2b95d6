use axum::Json;
use people::{
    caller::{Keeper, Party},
    calls,
    wire::{Answer, List, time},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    OrderId,
    api::shown,
    milestones::{self, Milestone},
    scopes::{Read, Write},
    wire::OrderOut,
};
use crate::{Selling, orders};

/// What is made for one buyer.
pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new().routes(calls!(ready)).routes(calls!(list))
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
async fn ready(Keeper { by, id, now, rules, market, .. }: Keeper<Write, OrderId>) -> Answer<OrderOut> {
    market.write(async move |tx| orders::ready(tx, &by, now, &rules, id).await).await?;
    shown(&market, by, id).await
}

/// The milestones of an order, in the order of the work; none for what a listing sells.
#[utoipa::path(get, path = "/orders/{id}/milestones", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = List<MilestoneOut>)))]
async fn list(Party { by, id, market, .. }: Party<Read, OrderId>) -> Answer<List<MilestoneOut>> {
    market.find(async move |tx| orders::find_for(tx, &by, id).await).await?;
    let list = market.read(async move |tx| milestones::list(tx, id).await).await?;
    Ok(Json(List::all(list)))
}
