//! Payouts for programs: the same acts.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use kernel::Actor;
use people::{accounts, market::Market, shops, visit::Visit, wire::List};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    BatchId, PayoutId, PayoutStage, change_account, export, find_account, find_batch, find_for, funds,
    list_batches, list_for_seller, list_in_market,
    pages::{OperatorAct, bank_csv, read_account, read_amount, read_currency},
    pay_batch, request,
    wire::{BatchOut, FundsOut, PayoutAccountOut, PayoutOut, out},
    withdraw,
};
use crate::{Selling, ledger, payouts};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(routes!(show_funds))
        .routes(routes!(show_account, put_account))
        .routes(routes!(list, create))
        .routes(routes!(show))
        .routes(routes!(take_back))
        .routes(routes!(list_all))
        .routes(routes!(decide))
        .routes(routes!(batches, make_batch))
        .routes(routes!(show_batch))
        .routes(routes!(show_file))
        .routes(routes!(settle_batch))
}

const PAGE: usize = 24;

/// Who asks about a payout: a seller of its shop, or the operator.
fn asker(visit: &Visit, id: PayoutId) -> Result<Actor, Problem> {
    match visit.for_shop(id.shop())? {
        by @ Actor::Seller { .. } => Ok(by),
        _ => visit.operator(),
    }
}

async fn answer(market: &Market, by: Actor, id: PayoutId) -> Result<Json<PayoutOut>, Problem> {
    let read = async move |tx: &mut Tx| match find_for(tx, &by, id).await? {
        Some(payout) => Ok::<_, DbError>(Some(out(tx, payout).await?)),
        None => Ok(None),
    };
    Ok(Json(market.db.read(read).await?.ok_or_else(Problem::not_found)?))
}

fn operator(visit: &Visit) -> Result<Actor, Problem> {
    let by = visit.operator()?;
    visit.allow(accounts::scopes::OPERATOR)?;
    Ok(by)
}

/// What a shop has: in escrow, in its balance, on its way to the bank.
#[utoipa::path(get, path = "/shops/{handle}/funds", tag = "payouts", params(("handle" = String, Path)),
    responses((status = 200, body = FundsOut), (status = 404)))]
async fn show_funds(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Json<FundsOut>, Problem> {
    visit.allow(ledger::scopes::READ)?;
    let id = visit.seller(&handle)?.0.shop()?;
    let read = async move |tx: &mut Tx| {
        let Some(shop) = shops::find(tx, id).await? else { return Ok(None) };
        Ok::<_, DbError>(Some(funds(tx, id, shop.currency).await?))
    };
    Ok(Json(market.db.read(read).await?.ok_or_else(Problem::not_found)?.into()))
}

/// Where a shop is paid to; 404 until it has said so.
#[utoipa::path(get, path = "/shops/{handle}/payout-account", tag = "payouts", params(("handle" = String, Path)),
    responses((status = 200, body = PayoutAccountOut), (status = 404)))]
async fn show_account(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Json<PayoutAccountOut>, Problem> {
    visit.allow(ledger::scopes::READ)?;
    let shop = visit.seller(&handle)?.0.shop()?;
    let account = market.db.read(async move |tx: &mut Tx| find_account(tx, shop).await).await?;
    Ok(Json(account.ok_or_else(Problem::not_found)?.into()))
}

/// A bank account.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct PayoutAccountIn {
    bank: String,
    holder: String,
    /// 4 to 34 letters and digits; blanks and hyphens mean nothing.
    number: String,
}

/// Say where the shop is paid to, as its owner. The owner is told by mail.
#[utoipa::path(put, path = "/shops/{handle}/payout-account", tag = "payouts", params(("handle" = String, Path)),
    request_body = PayoutAccountIn, responses((status = 200, body = PayoutAccountOut)))]
async fn put_account(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut body: Fields,
) -> Result<Json<PayoutAccountOut>, Problem> {
    visit.allow(payouts::scopes::WRITE)?;
    let (by, now) = (visit.seller(&handle)?.0, visit.now);
    shops::owner(&by)?;
    let account = read_account(&mut body, now).ok_or_else(|| Problem::invalid(&body))?;
    market.db.write(async move |tx: &mut Tx| change_account(tx, &by, now, &account).await).await?;
    market.work.notify_one();
    show_account(State(market), visit, Path(handle)).await
}

#[derive(Deserialize, IntoParams)]
pub struct After {
    /// `next` of the page before.
    cursor: Option<i64>,
}

/// A shop's payouts, newest first.
#[utoipa::path(get, path = "/shops/{handle}/payouts", tag = "payouts",
    params(("handle" = String, Path), After), responses((status = 200, body = List<PayoutOut>)))]
async fn list(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    Query(after): Query<After>,
) -> Result<Json<List<PayoutOut>>, Problem> {
    visit.allow(ledger::scopes::READ)?;
    let (shop, before) = (visit.seller(&handle)?.0.shop()?, after.cursor.unwrap_or(i64::MAX));
    let read = async move |tx: &mut Tx| {
        let found = list_for_seller(tx, shop, before, 25).await?;
        outs(tx, found).await
    };
    Ok(Json(market.db.read(read).await?))
}

async fn outs(tx: &mut Tx, mut found: Vec<super::Payout>) -> Result<List<PayoutOut>, DbError> {
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more).map(|payout| payout.id.number().to_string());
    let mut items = Vec::with_capacity(found.len());
    for payout in found {
        items.push(out(tx, payout).await?);
    }
    Ok(List { items, next })
}

/// How much to pay out.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct PayoutIn {
    /// In the shop's currency.
    #[schema(example = "250.00")]
    amount: String,
}

/// Ask for money of the shop's balance, as its owner. It leaves the balance at once.
#[utoipa::path(post, path = "/shops/{handle}/payouts", tag = "payouts", params(("handle" = String, Path)),
    request_body = PayoutIn, responses((status = 201, body = PayoutOut)))]
async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut body: Fields,
) -> Result<(StatusCode, Json<PayoutOut>), Problem> {
    visit.allow(payouts::scopes::WRITE)?;
    let (by, now, rules) = (visit.seller(&handle)?.0, visit.now, market.rules());
    let id = shops::owner(&by)?;
    let shop = market.db.read(async move |tx: &mut Tx| shops::find(tx, id).await).await?;
    let amount = read_amount(&mut body, shop.ok_or_else(Problem::not_found)?.currency);
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    // A repeat is answered by its Idempotency-Key before it comes here.
    let key = market.chance.token();
    let act = async move |tx: &mut Tx| request(tx, &by, now, &rules, &key, amount).await;
    let payout = market.db.write(act).await?;
    Ok((StatusCode::CREATED, answer(&market, by, payout.id).await?))
}

/// One payout, as a seller of its shop or the operator.
#[utoipa::path(get, path = "/payouts/{id}", tag = "payouts", params(("id" = String, Path)),
    responses((status = 200, body = PayoutOut), (status = 404)))]
async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<PayoutId>,
) -> Result<Json<PayoutOut>, Problem> {
    visit.allow(ledger::scopes::READ)?;
    let by = asker(&visit, id)?;
    answer(&market, by, id).await
}

/// Take a payout back that is not with the bank yet, as the owner.
#[utoipa::path(post, path = "/payouts/{id}/withdrawal", tag = "payouts", params(("id" = String, Path)),
    responses((status = 200, body = PayoutOut)))]
async fn take_back(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<PayoutId>,
) -> Result<Json<PayoutOut>, Problem> {
    visit.allow(payouts::scopes::WRITE)?;
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    market.db.write(async move |tx: &mut Tx| withdraw(tx, &by, now, id).await).await?;
    answer(&market, by, id).await
}

#[derive(Deserialize, IntoParams)]
pub struct InState {
    /// `requested` unless given.
    state: Option<String>,
    /// `next` of the page before.
    cursor: Option<i64>,
}

/// The market's payouts in one state, newest first.
#[utoipa::path(get, path = "/operator/payouts", tag = "operator", params(InState),
    responses((status = 200, body = List<PayoutOut>)))]
async fn list_all(
    State(market): State<Market>,
    visit: Visit,
    Query(wanted): Query<InState>,
) -> Result<Json<List<PayoutOut>>, Problem> {
    operator(&visit)?;
    let state = wanted.state.as_deref().map_or(Some(PayoutStage::Requested), PayoutStage::parse);
    let (state, before) = (state.ok_or_else(Problem::not_found)?, wanted.cursor.unwrap_or(i64::MAX));
    let read = async move |tx: &mut Tx| {
        let found = list_in_market(tx, state, before, 25).await?;
        outs(tx, found).await
    };
    Ok(Json(market.db.report(read).await?))
}

/// Why; for a refusal and for what the bank sent back.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct WhyIn {
    reason: Option<String>,
}

/// Approve or refuse a payout, or note that the bank paid it or sent it back.
#[utoipa::path(post, path = "/operator/payouts/{id}/{act}", tag = "operator", request_body = WhyIn,
    params(("id" = String, Path),
        ("act" = String, Path, description = "`approval`, `refusal`, `payment` or `return`")),
    responses((status = 200, body = PayoutOut)))]
async fn decide(
    State(market): State<Market>,
    visit: Visit,
    Path((id, act)): Path<(PayoutId, String)>,
    mut body: Fields,
) -> Result<Json<PayoutOut>, Problem> {
    let (by, now) = (operator(&visit)?, visit.now);
    let act = OperatorAct::parse(&act).ok_or_else(Problem::not_found)?;
    let words = act.read(&mut body);
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    market.db.write(async move |tx: &mut Tx| act.run(tx, &by, now, id, &words).await).await?;
    market.work.notify_one();
    answer(&market, by, id).await
}

/// What was handed to the bank, newest first.
#[utoipa::path(get, path = "/operator/payout-batches", tag = "operator", params(After),
    responses((status = 200, body = List<BatchOut>)))]
async fn batches(
    State(market): State<Market>,
    visit: Visit,
    Query(after): Query<After>,
) -> Result<Json<List<BatchOut>>, Problem> {
    operator(&visit)?;
    let before = after.cursor.unwrap_or(i64::MAX);
    let mut found = market.db.read(async move |tx: &mut Tx| list_batches(tx, before, 25).await).await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more).map(|batch| batch.id.get().to_string());
    Ok(Json(List { items: found.into_iter().map(Into::into).collect(), next }))
}

/// A currency.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct BatchIn {
    #[schema(example = "CNY")]
    currency: String,
}

/// Put the approved payouts of a currency into a batch for the bank.
#[utoipa::path(post, path = "/operator/payout-batches", tag = "operator", request_body = BatchIn,
    responses((status = 201, body = BatchOut)))]
async fn make_batch(
    State(market): State<Market>,
    visit: Visit,
    mut body: Fields,
) -> Result<(StatusCode, Json<BatchOut>), Problem> {
    let (by, now) = (operator(&visit)?, visit.now);
    let currency = read_currency(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let batch = market.db.write(async move |tx: &mut Tx| export(tx, &by, now, currency).await).await?;
    Ok((StatusCode::CREATED, Json(batch.into())))
}

/// One batch.
#[utoipa::path(get, path = "/operator/payout-batches/{id}", tag = "operator", params(("id" = String, Path)),
    responses((status = 200, body = BatchOut), (status = 404)))]
async fn show_batch(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<BatchId>,
) -> Result<Json<BatchOut>, Problem> {
    operator(&visit)?;
    let batch = market.db.read(async move |tx: &mut Tx| find_batch(tx, id).await).await?;
    Ok(Json(batch.ok_or_else(Problem::not_found)?.into()))
}

/// The bank's file of a batch: the same whenever it is asked for.
#[utoipa::path(get, path = "/operator/payout-batches/{id}/bank.csv", tag = "operator",
    params(("id" = String, Path)), responses((status = 200, content_type = "text/csv", body = String), (status = 404)))]
async fn show_file(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<BatchId>,
) -> Result<Response, Problem> {
    operator(&visit)?;
    bank_csv(&market, id).await
}

/// The bank has paid all of a batch that it did not send back.
#[utoipa::path(post, path = "/operator/payout-batches/{id}/payment", tag = "operator", params(("id" = String, Path)),
    responses((status = 200, body = BatchOut), (status = 404)))]
async fn settle_batch(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<BatchId>,
) -> Result<Json<BatchOut>, Problem> {
    let (by, now) = (operator(&visit)?, visit.now);
    market.db.write(async move |tx: &mut Tx| pay_batch(tx, &by, now, id).await).await?;
    market.work.notify_one();
    show_batch(State(market), visit, Path(id)).await
}
