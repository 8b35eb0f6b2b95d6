//! Coupons for programs: the same acts, for a shop's owner and for the operator.

use axum::{
    Json,
    extract::{Path, RawQuery, State},
    http::StatusCode,
};
use kernel::{Actor, Currency, Cursor, Limit, Page, ShopId};
use people::{accounts, market::Market, shops, visit::Visit, wire::List};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    CouponId, MARKET, MOST_AT_ONCE, create, find, list, list_public, list_uses, make_codes, owner_of,
    pages::{read_currency, step_of},
    read::read_coupon,
    take_step,
    wire::{CodeOut, CouponOut, PublicCouponOut, UseOut},
};
use crate::Selling;

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(routes!(public))
        .routes(routes!(list_of_shop, create_of_shop))
        .routes(routes!(list_of_market, create_of_market))
        .routes(routes!(show))
        .routes(routes!(uses))
        .routes(routes!(codes, make))
        .routes(routes!(take))
}

/// Who asks about a coupon: a seller of its shop, or the operator for the market's.
fn asker(visit: &Visit, id: CouponId) -> Result<Actor, Problem> {
    if id.shop() == MARKET {
        let by = visit.operator()?;
        visit.allow(accounts::scopes::OPERATOR)?;
        return Ok(by);
    }
    let by = visit.for_shop(id.shop())?;
    by.shop().map_err(|_| Problem::not_found())?;
    visit.allow(shops::scopes::WRITE)?;
    Ok(by)
}

/// Where a list goes on and how long it is.
fn seek(query: Option<String>) -> Result<(i64, Limit), Problem> {
    let mut asked = Fields::from_query(&query.unwrap_or_default());
    let before = match asked.value("cursor") {
        "" => Some(i64::MAX),
        _ => asked.parsed("cursor", |text| match text.parse() {
            Ok(Cursor::One(id)) => Some(id),
            Ok(Cursor::Two(..)) | Err(_) => None,
        }),
    };
    let before = before.ok_or_else(|| Problem::invalid(&asked))?;
    Ok((before, Limit::parse(asked.value("limit"))))
}

/// What everybody may use now: of one shop when `shop` is its handle, else of the market.
#[utoipa::path(get, path = "/coupons", tag = "promotions",
    params(("shop" = Option<String>, Query, description = "the handle of a shop")),
    responses((status = 200, body = List<PublicCouponOut>), (status = 404)))]
async fn public(
    State(market): State<Market>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Json<List<PublicCouponOut>>, Problem> {
    let query = Fields::from_query(&query.unwrap_or_default());
    let (handle, now) = (query.value("shop").to_owned(), visit.now);
    let read = async move |tx: &mut Tx| {
        if handle.is_empty() {
            return Ok(Some((None, list_public(tx, MARKET, now, 50).await?)));
        }
        let Some(shop) = shops::find_by_handle(tx, &handle).await? else { return Ok(None) };
        Ok::<_, DbError>(Some((Some(shop.handle), list_public(tx, shop.id, now, 50).await?)))
    };
    let (shop, found) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let one = |coupon| PublicCouponOut::new(coupon, shop.clone(), now);
    Ok(Json(List { items: found.into_iter().map(one).collect(), next: None }))
}

async fn page(
    market: &Market,
    visit: &Visit,
    owner: ShopId,
    query: Option<String>,
) -> Result<Json<List<CouponOut>>, Problem> {
    let (before, limit) = seek(query)?;
    let read = async move |tx: &mut Tx| list(tx, owner, before, limit.and_one_more()).await;
    let found = market.db.read(read).await?;
    let found = Page::cut(found, limit, |last| Cursor::One(last.id.number()));
    Ok(Json(List::page(found.map(|coupon| CouponOut::new(coupon, visit.now)))))
}

/// A shop's coupons, newest first.
#[utoipa::path(get, path = "/shops/{handle}/coupons", tag = "promotions",
    params(("handle" = String, Path), ("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, body = List<CouponOut>), (status = 404)))]
async fn list_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<List<CouponOut>>, Problem> {
    visit.allow(shops::scopes::WRITE)?;
    let owner = visit.seller(&handle)?.0.shop()?;
    page(&market, &visit, owner, query).await
}

/// The market's coupons, newest first, for the operator.
#[utoipa::path(get, path = "/operator/coupons", tag = "promotions",
    params(("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, body = List<CouponOut>), (status = 404)))]
async fn list_of_market(
    State(market): State<Market>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Json<List<CouponOut>>, Problem> {
    visit.operator()?;
    visit.allow(accounts::scopes::OPERATOR)?;
    page(&market, &visit, MARKET, query).await
}

/// A new coupon. What it gives never changes afterwards.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct CouponIn {
    name: String,
    /// The code for everybody; without one, single-use codes are made for it.
    #[schema(example = "SPRING25")]
    code: Option<String>,
    /// `amount` or `percent`.
    #[schema(example = "amount")]
    kind: String,
    /// Taken off, for `amount`.
    #[schema(example = "20.00")]
    amount: Option<String>,
    /// Share taken off, for `percent`, with up to two places.
    #[schema(example = "12.5")]
    percent: Option<String>,
    /// A share takes no more off than this.
    cap: Option<String>,
    /// The goods come to this much or more.
    least: Option<String>,
    /// RFC 3339.
    from: String,
    until: String,
    /// Uses of all buyers together.
    uses_most: Option<i64>,
    /// 1 unless given.
    uses_per_buyer: Option<i64>,
    /// Show it to everybody.
    public: Option<bool>,
    /// Of the market's coupons; a shop's are in its own currency.
    currency: Option<String>,
}

async fn make_coupon(
    market: &Market,
    visit: &Visit,
    by: Actor,
    currency: Option<Currency>,
    mut body: Fields,
) -> Result<(StatusCode, Json<CouponOut>), Problem> {
    let currency = read_currency(&mut body, currency);
    let new = read_coupon(&mut body, currency.unwrap_or(market.config.currency), &market.config.zone);
    let Some(new) = new.filter(|_| currency.is_some()) else { return Err(Problem::invalid(&body)) };
    let now = visit.now;
    let act = async move |tx: &mut Tx| create(tx, &by, now, new.clone()).await;
    let coupon = market.db.write(act).await?;
    Ok((StatusCode::CREATED, Json(CouponOut::new(coupon, now))))
}

/// Make a coupon of a shop, as its owner.
#[utoipa::path(post, path = "/shops/{handle}/coupons", tag = "promotions", params(("handle" = String, Path)),
    request_body = CouponIn, responses((status = 201, body = CouponOut), (status = 403), (status = 404), (status = 422)))]
async fn create_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    body: Fields,
) -> Result<(StatusCode, Json<CouponOut>), Problem> {
    visit.allow(shops::scopes::WRITE)?;
    let by = visit.seller(&handle)?.0;
    let id = shops::owner(&by)?;
    let shop = market.db.read(async move |tx: &mut Tx| shops::find(tx, id).await).await?;
    let shop = shop.ok_or_else(Problem::not_found)?;
    make_coupon(&market, &visit, by, Some(shop.currency), body).await
}

/// Make a coupon of the market, as its operator.
#[utoipa::path(post, path = "/operator/coupons", tag = "promotions", request_body = CouponIn,
    responses((status = 201, body = CouponOut), (status = 404), (status = 422)))]
async fn create_of_market(
    State(market): State<Market>,
    visit: Visit,
    body: Fields,
) -> Result<(StatusCode, Json<CouponOut>), Problem> {
    let by = visit.operator()?;
    visit.allow(accounts::scopes::OPERATOR)?;
    make_coupon(&market, &visit, by, None, body).await
}

/// One coupon, to its shop or to the operator.
#[utoipa::path(get, path = "/coupons/{id}", tag = "promotions", params(("id" = String, Path)),
    responses((status = 200, body = CouponOut), (status = 404)))]
async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<CouponId>,
) -> Result<Json<CouponOut>, Problem> {
    asker(&visit, id)?;
    let coupon = market.db.read(async move |tx: &mut Tx| find(tx, id.shop(), id).await).await?;
    Ok(Json(CouponOut::new(coupon.ok_or_else(Problem::not_found)?, visit.now)))
}

/// The purchases that used a coupon, newest first.
#[utoipa::path(get, path = "/coupons/{id}/uses", tag = "promotions",
    params(("id" = String, Path), ("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, body = List<UseOut>), (status = 404)))]
async fn uses(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<CouponId>,
    RawQuery(query): RawQuery,
) -> Result<Json<List<UseOut>>, Problem> {
    asker(&visit, id)?;
    let (before, limit) = seek(query)?;
    let read = async move |tx: &mut Tx| list_uses(tx, id, before, limit.and_one_more()).await;
    let found = market.db.read(read).await?;
    Ok(Json(List::page(Page::cut(found, limit, |last| Cursor::One(last.purchase)))))
}

/// The single-use codes of a coupon, by letters.
#[utoipa::path(get, path = "/coupons/{id}/codes", tag = "promotions",
    params(("id" = String, Path), ("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, body = List<CodeOut>), (status = 404)))]
async fn codes(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<CouponId>,
    RawQuery(query): RawQuery,
) -> Result<Json<List<CodeOut>>, Problem> {
    asker(&visit, id)?;
    let mut asked = Fields::from_query(&query.unwrap_or_default());
    let after = asked.maybe_line("cursor", 60);
    let limit = Limit::parse(asked.value("limit"));
    let read = async move |tx: &mut Tx| super::codes(tx, id, &after, limit.and_one_more()).await;
    let mut found = market.db.read(read).await?;
    let most = usize::try_from(limit.and_one_more() - 1).unwrap_or_default();
    let has_more = found.len() > most;
    found.truncate(most);
    let next = found.last().filter(|_| has_more).map(|last| last.code.clone());
    Ok(Json(List { items: found.into_iter().map(Into::into).collect(), next }))
}

/// How many codes are wanted.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct CodesIn {
    /// 1 to 1000.
    count: i64,
}

/// Make single-use codes; the answer has the new ones.
#[utoipa::path(post, path = "/coupons/{id}/codes", tag = "promotions", params(("id" = String, Path)),
    request_body = CodesIn, responses((status = 201, body = List<CodeOut>), (status = 404), (status = 409)))]
async fn make(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<CouponId>,
    mut body: Fields,
) -> Result<(StatusCode, Json<List<CodeOut>>), Problem> {
    let by = asker(&visit, id)?;
    owner_of(&by)?;
    let (count, now) = (body.whole("count", 1..=MOST_AT_ONCE), visit.now);
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    let act = async move |tx: &mut Tx| make_codes(tx, &by, now, id, count).await;
    let codes = market.db.write(act).await?;
    let items = codes.iter().map(|code| CodeOut::unused(code.as_str())).collect();
    Ok((StatusCode::CREATED, Json(List { items, next: None })))
}

/// Pause a coupon (`pause`), let it go on (`resumption`), or end it for good (`end`).
#[utoipa::path(post, path = "/coupons/{id}/{act}", tag = "promotions",
    params(("id" = String, Path), ("act" = String, Path)),
    responses((status = 200, body = CouponOut), (status = 404), (status = 409)))]
async fn take(
    State(market): State<Market>,
    visit: Visit,
    Path((id, noun)): Path<(CouponId, String)>,
) -> Result<Json<CouponOut>, Problem> {
    let by = asker(&visit, id)?;
    let (step, now) = (step_of(&noun).ok_or_else(Problem::not_found)?, visit.now);
    let act = async move |tx: &mut Tx| take_step(tx, &by, now, id, step.act).await;
    Ok(Json(CouponOut::new(market.db.write(act).await?, now)))
}
