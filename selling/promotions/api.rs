//! Coupons for programs: the same acts, for a shop's owner and for the operator.

use axum::{
    Json,
    extract::{Path, RawQuery},
    http::StatusCode,
};
use kernel::{Actor, Currency, ShopId, Timestamp};
use people::{
    accounts::scopes::Operate,
    caller::{Minder, Operator, Seller},
    calls,
    market::Market,
    one_of::CurrencyCode,
    seek::Seek,
    shops::{self, scopes::Write},
    visit::Visit,
    wire::{Answer, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    Code, CouponId, MARKET, MOST_AT_ONCE, create, find, list, list_public, list_uses, make_codes, owner_of,
    pages::{read_currency, step_of},
    read::read_coupon,
    take_step,
    wire::{CodeOut, CouponOut, PublicCouponOut, UseOut},
};
use crate::Selling;

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(public))
        .routes(calls!(list_of_shop, create_of_shop))
        .routes(calls!(list_of_market, create_of_market))
        .routes(calls!(show))
        .routes(calls!(uses))
        .routes(calls!(codes, make))
        .routes(calls!(take))
}

/// What everybody may use now: of one shop when `shop` is its handle, else of the market.
#[utoipa::path(get, path = "/coupons", tag = "promotions",
    params(("shop" = Option<String>, Query, description = "the handle of a shop")),
    responses((status = 200, body = List<PublicCouponOut>), (status = 404)))]
async fn public(visit: Visit, RawQuery(query): RawQuery) -> Answer<List<PublicCouponOut>> {
    let query = Fields::from_query(&query.unwrap_or_default());
    let (handle, now) = (query.value("shop").to_owned(), visit.now);
    let look = async move |tx: &mut Tx| {
        if handle.is_empty() {
            return Ok(Some((None, list_public(tx, MARKET, now, 50).await?)));
        }
        let Some(shop) = shops::find_by_handle(tx, &handle).await? else { return Ok(None) };
        Ok(Some((Some(shop.handle), list_public(tx, shop.id, now, 50).await?)))
    };
    let (shop, found) = visit.market.find(look).await?;
    Ok(Json(List::all(found).map(|coupon| PublicCouponOut::new(coupon, shop.clone(), now))))
}

async fn page(market: &Market, now: Timestamp, owner: ShopId, seek: Seek) -> Answer<List<CouponOut>> {
    let found = market.read(async move |tx| list(tx, owner, seek.before(), seek.rows()).await).await?;
    let page = seek.page(found, |last| last.id.number());
    Ok(Json(page.map(|coupon| CouponOut::new(coupon, now))))
}

/// A shop's coupons, newest first.
#[utoipa::path(get, path = "/shops/{handle}/coupons", tag = "promotions",
    params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<CouponOut>), (status = 404)))]
async fn list_of_shop(
    Seller { shop, now, market, .. }: Seller<Write>,
    seek: Seek,
) -> Answer<List<CouponOut>> {
    page(&market, now, shop, seek).await
}

/// The market's coupons, newest first, for the operator.
#[utoipa::path(get, path = "/operator/coupons", tag = "promotions", params(Seek),
    responses((status = 200, body = List<CouponOut>), (status = 404)))]
async fn list_of_market(
    Operator { now, market, .. }: Operator<Operate>,
    seek: Seek,
) -> Answer<List<CouponOut>> {
    page(&market, now, MARKET, seek).await
}

/// A new coupon. What it gives never changes afterwards.
#[derive(ToSchema)]
pub struct CouponIn {
    pub name: String,
    /// The same in English.
    pub name_en: Option<String>,
    /// The code for everybody; without one, single-use codes are made for it.
    #[schema(example = "SPRING25")]
    pub code: Option<String>,
    /// `amount` or `percent`.
    #[schema(example = "amount")]
    pub kind: String,
    /// Taken off, for `amount`.
    #[schema(example = "20.00")]
    pub amount: Option<String>,
    /// Share taken off, for `percent`, with up to two places.
    #[schema(example = "12.5")]
    pub percent: Option<String>,
    /// A share takes no more off than this.
    pub cap: Option<String>,
    /// The goods come to this much or more.
    pub least: Option<String>,
    /// RFC 3339.
    pub from: String,
    pub until: String,
    /// Uses of all buyers together.
    pub uses_most: Option<i64>,
    /// 1 unless given.
    pub uses_per_buyer: Option<i64>,
    /// Show it to everybody.
    pub public: Option<bool>,
    /// Of the market's coupons; a shop's are in its own currency.
    #[schema(value_type = Option<CurrencyCode>)]
    pub currency: Option<String>,
}

async fn make_coupon(
    market: &Market,
    (by, now): (Actor, Timestamp),
    currency: Option<Currency>,
    mut body: Fields,
) -> Made<CouponOut> {
    let currency = read_currency(&mut body, currency);
    let new = read_coupon(&mut body, currency.unwrap_or(market.config.currency), &market.config.zone);
    let new = new.filter(|_| currency.is_some()).ok_or_else(|| Problem::invalid(&body))?;
    let coupon = market.write(async move |tx| create(tx, &by, now, new.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(CouponOut::new(coupon, now))))
}

/// Make a coupon of a shop, as its owner.
#[utoipa::path(post, path = "/shops/{handle}/coupons", tag = "promotions", params(("handle" = String, Path)),
    request_body = CouponIn, responses((status = 201, body = CouponOut), (status = 403), (status = 404), (status = 422)))]
async fn create_of_shop(Seller { by, now, market, .. }: Seller<Write>, body: Fields) -> Made<CouponOut> {
    let shop = shops::owner(&by)?;
    let currency = market.find(async move |tx| shops::find(tx, shop).await).await?.currency;
    make_coupon(&market, (by, now), Some(currency), body).await
}

/// Make a coupon of the market, as its operator.
#[utoipa::path(post, path = "/operator/coupons", tag = "promotions", request_body = CouponIn,
    responses((status = 201, body = CouponOut), (status = 404), (status = 422)))]
async fn create_of_market(
    Operator { by, now, market, .. }: Operator<Operate>,
    body: Fields,
) -> Made<CouponOut> {
    make_coupon(&market, (by, now), None, body).await
}

/// One coupon, to its shop or to the operator.
#[utoipa::path(get, path = "/coupons/{id}", tag = "promotions", params(("id" = String, Path)),
    responses((status = 200, body = CouponOut), (status = 404)))]
async fn show(Minder { id, now, market, .. }: Minder<Write, CouponId>) -> Answer<CouponOut> {
    let coupon = market.find(async move |tx| find(tx, id.shop(), id).await).await?;
    Ok(Json(CouponOut::new(coupon, now)))
}

/// The purchases that used a coupon, newest first.
#[utoipa::path(get, path = "/coupons/{id}/uses", tag = "promotions",
    params(("id" = String, Path), Seek),
    responses((status = 200, body = List<UseOut>), (status = 404)))]
async fn uses(Minder { id, market, .. }: Minder<Write, CouponId>, seek: Seek) -> Answer<List<UseOut>> {
    let found = market.read(async move |tx| list_uses(tx, id, seek.before(), seek.rows()).await).await?;
    Ok(Json(seek.page(found, |last| last.purchase).map(UseOut::from)))
}

/// The single-use codes of a coupon, by letters.
#[utoipa::path(get, path = "/coupons/{id}/codes", tag = "promotions",
    params(("id" = String, Path), Seek),
    responses((status = 200, body = List<CodeOut>), (status = 404)))]
async fn codes(
    Minder { id, market, .. }: Minder<Write, CouponId>,
    seek: Seek<String>,
) -> Answer<List<CodeOut>> {
    let (after, rows) = (seek.from.clone().unwrap_or_default(), seek.rows());
    let found = market.read(async move |tx| super::codes(tx, id, &after, rows).await).await?;
    Ok(Json(seek.page(found, |last| last.code.clone()).map(CodeOut::from)))
}

/// How many codes are wanted.
#[derive(ToSchema)]
pub struct CodesIn {
    /// 1 to 1000.
    pub count: i64,
}

/// Make single-use codes; the answer has the new ones.
#[utoipa::path(post, path = "/coupons/{id}/codes", tag = "promotions", params(("id" = String, Path)),
    request_body = CodesIn, responses((status = 201, body = List<CodeOut>), (status = 404), (status = 409)))]
async fn make(
    Minder { by, id, now, market, .. }: Minder<Write, CouponId>,
    mut body: Fields,
) -> Made<List<CodeOut>> {
    owner_of(&by)?;
    let count = body.whole("count", 1..=MOST_AT_ONCE);
    body.check()?;
    let codes = market.write(async move |tx| make_codes(tx, &by, now, id, count).await).await?;
    Ok((StatusCode::CREATED, Json(List::all(codes).map(|code: Code| CodeOut::unused(code.as_str())))))
}

/// Pause a coupon (`pause`), let it go on (`resumption`), or end it for good (`end`).
#[utoipa::path(post, path = "/coupons/{id}/{act}", tag = "promotions",
    params(("id" = String, Path), ("act" = String, Path)),
    responses((status = 200, body = CouponOut), (status = 404), (status = 409)))]
async fn take(
    Minder { by, id, now, market, .. }: Minder<Write, CouponId>,
    Path((_id, noun)): Path<(String, String)>,
) -> Answer<CouponOut> {
    let act = step_of(&noun).ok_or_else(Problem::not_found)?.act;
    let coupon = market.write(async move |tx| take_step(tx, &by, now, id, act).await).await?;
    Ok(Json(CouponOut::new(coupon, now)))
}
