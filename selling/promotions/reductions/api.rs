//! Reductions for programs: the same acts, for a shop's owner and for the operator.

use axum::{Json, extract::Path, http::StatusCode};
use kernel::{Actor, Currency, ShopId, Timestamp};
use people::{
    accounts::scopes::Operate,
    caller::{Minder, Operator, Seller},
    calls,
    market::Market,
    one_of::{CurrencyCode, word_of},
    seek::Seek,
    shops::{self, scopes::Write},
    wire::{Answer, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    MakeError, ReductionId, Sort, find, list, make,
    pages::act_of,
    read::{blame, read_reduction},
    take_reduction_step,
    wire::ReductionOut,
};
use crate::{
    Selling,
    promotions::{MARKET, pages::read_currency},
};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(list_of_shop, create_of_shop))
        .routes(calls!(list_of_market, create_of_market))
        .routes(calls!(show))
        .routes(calls!(take))
}

async fn page(market: &Market, now: Timestamp, owner: ShopId, seek: Seek) -> Answer<List<ReductionOut>> {
    let found = market.read(async move |tx| list(tx, owner, seek.before(), seek.rows()).await).await?;
    let page = seek.page(found, |last| last.id.number());
    Ok(Json(page.map(|kept| ReductionOut::new(kept, now))))
}

/// What a shop takes off without a code, newest first.
#[utoipa::path(get, path = "/shops/{handle}/reductions", tag = "promotions",
    params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<ReductionOut>), (status = 404)))]
async fn list_of_shop(
    Seller { shop, now, market, .. }: Seller<Write>,
    seek: Seek,
) -> Answer<List<ReductionOut>> {
    page(&market, now, shop, seek).await
}

/// What the market takes off without a code, newest first, for the operator.
#[utoipa::path(get, path = "/operator/reductions", tag = "promotions", params(Seek),
    responses((status = 200, body = List<ReductionOut>), (status = 404)))]
async fn list_of_market(
    Operator { now, market, .. }: Operator<Operate>,
    seek: Seek,
) -> Answer<List<ReductionOut>> {
    page(&market, now, MARKET, seek).await
}

/// From so many pieces, or kilograms, each piece costs this, or so much less.
#[derive(ToSchema)]
pub struct TierIn {
    pub from: i64,
    /// `pieces` unless it is `kilos`.
    #[schema(example = "pieces")]
    pub unit: Option<String>,
    #[schema(example = "9.00")]
    pub price: Option<String>,
    /// With up to two places.
    #[schema(example = "12.5")]
    pub percent: Option<String>,
}

/// So many pieces of a variant in a bundle.
#[derive(ToSchema)]
pub struct PartIn {
    pub variant: String,
    /// 1 unless given.
    pub pieces: Option<i64>,
}

/// A new reduction. What it gives never changes afterwards.
#[derive(ToSchema)]
pub struct ReductionIn {
    /// `tiers`: `variant` costs what `tiers` say. `campaign`: `listing` is cheaper. `bundle`: `parts` are cheaper together.
    /// `threshold`: from `least` on something is taken off; the market has nothing else.
    #[schema(schema_with = word_of::<Sort>)]
    pub sort: String,
    /// What buyers see it called.
    pub name: Option<String>,
    pub name_en: Option<String>,
    pub variant: Option<String>,
    pub listing: Option<String>,
    pub tiers: Option<Vec<TierIn>>,
    pub parts: Option<Vec<PartIn>>,
    #[schema(example = "200.00")]
    pub least: Option<String>,
    /// Of a campaign, a bundle or a threshold: `amount`, `percent` or, for the first two, `price`.
    #[schema(example = "amount")]
    pub kind: Option<String>,
    #[schema(example = "20.00")]
    pub amount: Option<String>,
    /// With up to two places.
    #[schema(example = "12.5")]
    pub percent: Option<String>,
    /// What a piece, or the bundle, costs instead.
    pub price: Option<String>,
    /// Of a campaign: what the shop keeps of each piece at least, whatever else is taken off by it.
    pub floor: Option<String>,
    /// RFC 3339.
    pub from: String,
    /// None for no end.
    pub until: Option<String>,
    /// Of the market's; a shop's are in its own currency.
    #[schema(value_type = Option<CurrencyCode>)]
    pub currency: Option<String>,
}

async fn make_reduction(
    market: &Market,
    (by, now): (Actor, Timestamp),
    currency: Option<Currency>,
    mut body: Fields,
) -> Made<ReductionOut> {
    let currency = read_currency(&mut body, currency);
    let new = read_reduction(&mut body, currency.unwrap_or(market.config.currency), &market.config.zone);
    let new = new.filter(|_| currency.is_some()).ok_or_else(|| Problem::invalid(&body))?;
    let sort = new.sort;
    let act = async move |tx: &mut Tx| make(tx, &by, now, new.clone()).await;
    match market.db.write(act).await {
        Ok(kept) => Ok((StatusCode::CREATED, Json(ReductionOut::new(kept, now)))),
        Err(error @ (MakeError::Forbidden(_) | MakeError::Store(_) | MakeError::TooMany)) => {
            Err(error.into())
        }
        Err(error) => {
            blame(&mut body, Some(sort), &error);
            Err(Problem::invalid(&body))
        }
    }
}

/// Take something off for everybody who buys in a shop, as its owner.
#[utoipa::path(post, path = "/shops/{handle}/reductions", tag = "promotions", params(("handle" = String, Path)),
    request_body = ReductionIn,
    responses((status = 201, body = ReductionOut), (status = 403), (status = 404), (status = 422)))]
async fn create_of_shop(Seller { by, now, market, .. }: Seller<Write>, body: Fields) -> Made<ReductionOut> {
    let shop = shops::owner(&by)?;
    let currency = market.find(async move |tx| shops::find(tx, shop).await).await?.currency;
    make_reduction(&market, (by, now), Some(currency), body).await
}

/// Take something off for everybody who buys in the market, as its operator: the market pays it to the shops.
#[utoipa::path(post, path = "/operator/reductions", tag = "promotions", request_body = ReductionIn,
    responses((status = 201, body = ReductionOut), (status = 404), (status = 422)))]
async fn create_of_market(
    Operator { by, now, market, .. }: Operator<Operate>,
    body: Fields,
) -> Made<ReductionOut> {
    make_reduction(&market, (by, now), None, body).await
}

/// One reduction, to its shop or to the operator.
#[utoipa::path(get, path = "/reductions/{id}", tag = "promotions", params(("id" = String, Path)),
    responses((status = 200, body = ReductionOut), (status = 404)))]
async fn show(Minder { id, now, market, .. }: Minder<Write, ReductionId>) -> Answer<ReductionOut> {
    let kept = market.find(async move |tx| find(tx, id.shop(), id).await).await?;
    Ok(Json(ReductionOut::new(kept, now)))
}

/// Pause a reduction (`pause`), let it go on (`resumption`), or end it for good (`end`).
#[utoipa::path(post, path = "/reductions/{id}/{act}", tag = "promotions",
    params(("id" = String, Path), ("act" = String, Path)),
    responses((status = 200, body = ReductionOut), (status = 404), (status = 409)))]
async fn take(
    Minder { by, id, now, market, .. }: Minder<Write, ReductionId>,
    Path((_id, noun)): Path<(String, String)>,
) -> Answer<ReductionOut> {
    let (act, _) = act_of(&noun).ok_or_else(Problem::not_found)?;
    let kept = market.write(async move |tx| take_reduction_step(tx, &by, now, id, act).await).await?;
    Ok(Json(ReductionOut::new(kept, now)))
}
