//! Demand for programs: the same words, and no others.

use axum::{Json, extract::RawQuery};
use people::{
    accounts::scopes::Operate,
    caller::{Operator, Seller},
    calls,
    wire::{Answer, List},
};
use platform::{db::Tx, web::Fields};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Demand, Look, OfShop, of_market, of_shop};
use crate::{Goods, catalog::scopes::Write};

/// Words of one answer.
const SHOWN: i64 = 200;

pub fn routes() -> OpenApiRouter<Goods> {
    OpenApiRouter::new().routes(calls!(list_demand)).routes(calls!(list_demand_of_shop))
}

/// Words that five people or more typed within a week, with what came of them in the last thirty days.
#[derive(Serialize, ToSchema)]
pub struct DemandOut {
    words: String,
    /// The language that the pages were read in.
    language: String,
    searches: i64,
    /// How many listings they found at most.
    found: i64,
    clicks: i64,
    carts: i64,
    orders: i64,
}

impl From<Demand> for DemandOut {
    fn from(demand: Demand) -> Self {
        let Demand { lang, text, times, found, clicks, carts, orders } = demand;
        Self { words: text, language: lang, searches: times, found, clicks, carts, orders }
    }
}

/// Words by which five people or more came to a shop's listings within a week.
#[derive(Serialize, ToSchema)]
pub struct ShopDemandOut {
    words: String,
    language: String,
    clicks: i64,
    carts: i64,
    orders: i64,
}

impl From<OfShop> for ShopDemandOut {
    fn from(demand: OfShop) -> Self {
        let OfShop { lang, text, clicks, carts, orders } = demand;
        Self { words: text, language: lang, clicks, carts, orders }
    }
}

/// What people look for, the most typed first; 200 at most. `found=false` asks for what found nothing.
#[utoipa::path(get, path = "/operator/searches", tag = "search",
    params(("found" = Option<bool>, Query, description = "`false`: only what found nothing")),
    responses((status = 200, body = List<DemandOut>)))]
async fn list_demand(
    Operator { now, market, .. }: Operator<Operate>,
    RawQuery(query): RawQuery,
) -> Answer<List<DemandOut>> {
    let asked = Fields::from_query(query.as_deref().unwrap_or_default());
    let is_not_found = asked.has("found") && !asked.flag("found");
    let look = if is_not_found { Look::NotFound } else { Look::All };
    let read = async move |tx: &mut Tx| of_market(tx, now, look, SHOWN).await;
    Ok(Json(List::all(market.db.report(read).await?)))
}

/// By which words people came to the shop's listings, the most first; 200 at most.
#[utoipa::path(get, path = "/shops/{handle}/searches", tag = "search", params(("handle" = String, Path)),
    responses((status = 200, body = List<ShopDemandOut>)))]
async fn list_demand_of_shop(Seller { shop, now, market, .. }: Seller<Write>) -> Answer<List<ShopDemandOut>> {
    let read = async move |tx: &mut Tx| of_shop(tx, now, shop, SHOWN).await;
    Ok(Json(List::all(market.db.report(read).await?)))
}
