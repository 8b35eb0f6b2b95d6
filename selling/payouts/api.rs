//! Payouts for programs: the same acts.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use kernel::Actor;
use people::{
    accounts::scopes::Operate,
    caller::{Operator, Party, Seller},
    calls,
    market::Market,
    one_of::{CurrencyCode, OneOf, maybe_word_of},
    scope::Grant,
    seek::Seek,
    shops,
    visit::Visit,
    wire::{Answer, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use super::{
    BatchId, PayoutId, PayoutStage, change_account, export, find_account, find_batch, find_for, funds,
    list_batches, list_for_seller, list_in_market,
    pages::{OperatorAct, bank_csv, read_account, read_amount, read_currency},
    pay_batch, request,
    scopes::Write,
    wire::{BatchOut, FundsOut, PayoutAccountOut, PayoutOut, out, outs},
    withdraw,
};
use crate::{Selling, ledger::scopes::Read};

type OneAct = OneOf<OperatorAct>;

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(show_funds))
        .routes(calls!(show_account, put_account))
        .routes(calls!(list, create))
        .routes(calls!(show))
        .routes(calls!(take_back))
        .routes(calls!(list_all))
        .routes(calls!(decide))
        .routes(calls!(batches, make_batch))
        .routes(calls!(show_batch))
        .routes(calls!(show_file))
        .routes(calls!(settle_batch))
}

async fn answer(market: &Market, by: Actor, id: PayoutId) -> Answer<PayoutOut> {
    let look = async move |tx: &mut Tx| match find_for(tx, &by, id).await? {
        Some(payout) => out(tx, payout).await.map(Some),
        None => Ok(None),
    };
    Ok(Json(market.find(look).await?))
}

/// What a shop has: in escrow, in its balance, on its way to the bank.
#[utoipa::path(get, path = "/shops/{handle}/funds", tag = "payouts", params(("handle" = String, Path)),
    responses((status = 200, body = FundsOut), (status = 404)))]
async fn show_funds(Seller { shop, market, .. }: Seller<Read>) -> Answer<FundsOut> {
    let currency = market.find(async move |tx| shops::find(tx, shop).await).await?.currency;
    Ok(Json(market.read(async move |tx| funds(tx, shop, currency).await).await?.into()))
}

/// Where a shop is paid to; 404 until it has said so.
#[utoipa::path(get, path = "/shops/{handle}/payout-account", tag = "payouts", params(("handle" = String, Path)),
    responses((status = 200, body = PayoutAccountOut), (status = 404)))]
async fn show_account(Seller { shop, market, .. }: Seller<Read>) -> Answer<PayoutAccountOut> {
    Ok(Json(market.find(async move |tx| find_account(tx, shop).await).await?.into()))
}

/// A bank account.
#[derive(ToSchema)]
pub struct PayoutAccountIn {
    pub bank: String,
    pub holder: String,
    /// 4 to 34 letters and digits; blanks and hyphens mean nothing.
    pub number: String,
}

/// Say where the shop is paid to, as its owner. The owner is told by mail.
#[utoipa::path(put, path = "/shops/{handle}/payout-account", tag = "payouts", params(("handle" = String, Path)),
    request_body = PayoutAccountIn, responses((status = 200, body = PayoutAccountOut)))]
async fn put_account(
    Seller { by, shop, now, market, .. }: Seller<Write>,
    mut body: Fields,
) -> Answer<PayoutAccountOut> {
    shops::owner(&by)?;
    let account = read_account(&mut body, now).ok_or_else(|| Problem::invalid(&body))?;
    market.write(async move |tx| change_account(tx, &by, now, &account).await).await?;
    Ok(Json(market.find(async move |tx| find_account(tx, shop).await).await?.into()))
}

/// A shop's payouts, newest first.
#[utoipa::path(get, path = "/shops/{handle}/payouts", tag = "payouts",
    params(("handle" = String, Path), Seek), responses((status = 200, body = List<PayoutOut>)))]
async fn list(Seller { shop, market, .. }: Seller<Read>, seek: Seek) -> Answer<List<PayoutOut>> {
    let look = async move |tx: &mut Tx| {
        let found = list_for_seller(tx, shop, seek.before(), seek.rows()).await?;
        outs(tx, seek.page(found, |payout| payout.id.number())).await
    };
    Ok(Json(market.read(look).await?))
}

/// How much to pay out.
#[derive(ToSchema)]
pub struct PayoutIn {
    /// In the shop's currency.
    #[schema(example = "250.00")]
    pub amount: String,
}

/// Ask for money of the shop's balance, as its owner. It leaves the balance at once.
#[utoipa::path(post, path = "/shops/{handle}/payouts", tag = "payouts", params(("handle" = String, Path)),
    request_body = PayoutIn, responses((status = 201, body = PayoutOut)))]
async fn create(Seller { by, now, rules, market, .. }: Seller<Write>, mut body: Fields) -> Made<PayoutOut> {
    let shop = shops::owner(&by)?;
    let currency = market.find(async move |tx| shops::find(tx, shop).await).await?.currency;
    let amount = read_amount(&mut body, currency);
    body.check()?;
    // A repeat is answered by its Idempotency-Key before it comes here.
    let key = market.chance.token();
    let payout = market.write(async move |tx| request(tx, &by, now, &rules, &key, amount).await).await?;
    Ok((StatusCode::CREATED, answer(&market, by, payout.id).await?))
}

/// One payout, as a seller of its shop, or as the operator with their scope.
#[utoipa::path(get, path = "/payouts/{id}", tag = "payouts", params(("id" = String, Path)),
    responses((status = 200, body = PayoutOut), (status = 404)))]
async fn show(State(market): State<Market>, visit: Visit, Path(id): Path<PayoutId>) -> Answer<PayoutOut> {
    let own = visit.for_shop(id.shop())?;
    let (by, scope) = match own.shop() {
        Ok(_) => (own, Read::SCOPE),
        Err(_) => (visit.operator()?, Operate::SCOPE),
    };
    visit.allow(scope)?;
    answer(&market, by, id).await
}

/// Take a payout back that is not with the bank yet, as the owner.
#[utoipa::path(post, path = "/payouts/{id}/withdrawal", tag = "payouts", params(("id" = String, Path)),
    responses((status = 200, body = PayoutOut)))]
async fn take_back(Party { by, id, now, market, .. }: Party<Write, PayoutId>) -> Answer<PayoutOut> {
    market.write(async move |tx| withdraw(tx, &by, now, id).await).await?;
    answer(&market, by, id).await
}

#[derive(Deserialize, IntoParams)]
pub struct InState {
    /// `requested` unless given.
    #[param(schema_with = maybe_word_of::<PayoutStage>)]
    state: Option<String>,
}

/// The market's payouts in one state, newest first.
#[utoipa::path(get, path = "/operator/payouts", tag = "operator", params(InState, Seek),
    responses((status = 200, body = List<PayoutOut>)))]
async fn list_all(
    Operator { market, .. }: Operator<Operate>,
    Query(wanted): Query<InState>,
    seek: Seek,
) -> Answer<List<PayoutOut>> {
    let state = wanted.state.as_deref().map_or(Some(PayoutStage::Requested), PayoutStage::parse);
    let state = state.ok_or_else(Problem::not_found)?;
    let look = async move |tx: &mut Tx| {
        let found = list_in_market(tx, state, seek.before(), seek.rows()).await?;
        outs(tx, seek.page(found, |payout| payout.id.number())).await
    };
    Ok(Json(market.report(look).await?))
}

/// Why; for a refusal and for what the bank sent back.
#[derive(ToSchema)]
pub struct WhyIn {
    pub reason: Option<String>,
}

/// Approve or refuse a payout, or note that the bank paid it or sent it back.
#[utoipa::path(post, path = "/operator/payouts/{id}/{act}", tag = "operator", request_body = WhyIn,
    params(("id" = String, Path),
        ("act" = inline(OneAct), Path)),
    responses((status = 200, body = PayoutOut)))]
async fn decide(
    Operator { by, now, market, .. }: Operator<Operate>,
    Path((id, act)): Path<(PayoutId, String)>,
    mut body: Fields,
) -> Answer<PayoutOut> {
    let act = OperatorAct::parse(&act).ok_or_else(Problem::not_found)?;
    let words = act.read(&mut body);
    body.check()?;
    market.write(async move |tx| act.run(tx, &by, now, id, &words).await).await?;
    answer(&market, by, id).await
}

/// What was handed to the bank, newest first.
#[utoipa::path(get, path = "/operator/payout-batches", tag = "operator", params(Seek),
    responses((status = 200, body = List<BatchOut>)))]
async fn batches(Operator { market, .. }: Operator<Operate>, seek: Seek) -> Answer<List<BatchOut>> {
    let found = market.read(async move |tx| list_batches(tx, seek.before(), seek.rows()).await).await?;
    Ok(Json(seek.page(found, |batch| batch.id.get()).map(BatchOut::from)))
}

/// A currency.
#[derive(ToSchema)]
pub struct BatchIn {
    #[schema(value_type = CurrencyCode, example = "CNY")]
    pub currency: String,
}

/// Put the approved payouts of a currency into a batch for the bank.
#[utoipa::path(post, path = "/operator/payout-batches", tag = "operator", request_body = BatchIn,
    responses((status = 201, body = BatchOut)))]
async fn make_batch(Operator { by, now, market, .. }: Operator<Operate>, mut body: Fields) -> Made<BatchOut> {
    let currency = read_currency(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let batch = market.write(async move |tx| export(tx, &by, now, currency).await).await?;
    let batch = batch.ok_or_else(|| Problem::conflict("problem-nothing-to-pay-out"))?;
    Ok((StatusCode::CREATED, Json(batch.into())))
}

/// One batch.
#[utoipa::path(get, path = "/operator/payout-batches/{id}", tag = "operator", params(("id" = String, Path)),
    responses((status = 200, body = BatchOut), (status = 404)))]
async fn show_batch(Operator { market, .. }: Operator<Operate>, Path(id): Path<BatchId>) -> Answer<BatchOut> {
    Ok(Json(market.find(async move |tx| find_batch(tx, id).await).await?.into()))
}

/// The bank's file of a batch: the same whenever it is asked for.
#[utoipa::path(get, path = "/operator/payout-batches/{id}/bank.csv", tag = "operator",
    params(("id" = String, Path)), responses((status = 200, content_type = "text/csv", body = String), (status = 404)))]
async fn show_file(
    Operator { market, .. }: Operator<Operate>,
    Path(id): Path<BatchId>,
) -> Result<Response, Problem> {
    bank_csv(&market, id).await
}

/// The bank has paid all of a batch that it did not send back.
#[utoipa::path(post, path = "/operator/payout-batches/{id}/payment", tag = "operator", params(("id" = String, Path)),
    responses((status = 200, body = BatchOut), (status = 404)))]
async fn settle_batch(
    Operator { by, now, market, .. }: Operator<Operate>,
    Path(id): Path<BatchId>,
) -> Answer<BatchOut> {
    market.write(async move |tx| pay_batch(tx, &by, now, id).await).await?;
    Ok(Json(market.find(async move |tx| find_batch(tx, id).await).await?.into()))
}
