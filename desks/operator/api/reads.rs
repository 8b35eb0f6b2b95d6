use axum::{
    Json,
    extract::{Path, Query},
};
use kernel::{AccountId, Timestamp};
use people::{
    accounts::{self, scopes::Operate},
    caller::Operator,
    market::Market,
    seek::Seek,
    shops::{self, ShopState},
    wire::{Answer, List},
};
use platform::{db::Tx, jobs, settings, web::Problem};
use selling::{
    ledger,
    orders::{
        self, OrderId, OrderStage,
        wire::{OrderOut, out, outs},
    },
};

use super::wire::{
    AuditOut, CurrencyOut, JobOut, JobState, LedgerOut, NumberOut, OperatorAccountOut, OperatorShopOut,
    OrderFilter, Search, ShopFilter, TransferOut,
};
use crate::operator::{TrialBalance, pages::told};

/// A state that was named must be one; none was named means all.
fn state<S>(text: Option<&str>, parse: impl FnOnce(&str) -> Option<S>) -> Result<Option<S>, Problem> {
    text.map(|text| parse(text).ok_or_else(|| Problem::malformed("no such state"))).transpose()
}

/// The trial balance: every account of the ledger, summed over the shops.
#[utoipa::path(get, path = "/operator/ledger", tag = "operator", responses((status = 200, body = LedgerOut)))]
pub async fn show_ledger(Operator { market, .. }: Operator<Operate>) -> Answer<LedgerOut> {
    let look =
        async move |tx: &mut Tx| Ok((TrialBalance::take(tx).await?, ledger::list_unbalanced(tx).await?));
    let (trial, unbalanced) = market.report(look).await?;
    let of = |(shop, transfer): (kernel::ShopId, i64)| TransferOut { shop: shop.to_string(), transfer };
    Ok(Json(LedgerOut {
        balanced: trial.is_balanced() && unbalanced.is_empty(),
        currencies: trial.0.into_iter().map(CurrencyOut::from).collect(),
        unbalanced: unbalanced.into_iter().map(of).collect(),
    }))
}

/// Jobs in one state, the next to run first.
#[utoipa::path(get, path = "/operator/jobs", tag = "operator", params(JobState, Seek),
    responses((status = 200, body = List<JobOut>)))]
pub async fn list_jobs(
    Operator { market, .. }: Operator<Operate>,
    Query(wanted): Query<JobState>,
    seek: Seek<(i64, i64)>,
) -> Answer<List<JobOut>> {
    let state = state(wanted.state.as_deref(), jobs::State::parse)?.unwrap_or(jobs::State::Waiting);
    let after = seek.from.map_or((Timestamp::MIN, 0), |(at, id)| (Timestamp::from_micros(at), id));
    let found = market.report(async move |tx| jobs::list(tx, state, after, seek.rows()).await).await?;
    Ok(Json(seek.page(found, |job| (job.run_at.micros(), job.id)).map(JobOut::from)))
}

/// What operators did, newest first.
#[utoipa::path(get, path = "/operator/audit", tag = "operator", params(Seek),
    responses((status = 200, body = List<AuditOut>)))]
pub async fn list_audit(Operator { market, .. }: Operator<Operate>, seek: Seek) -> Answer<List<AuditOut>> {
    let found = market.read(async move |tx| told(tx, seek.before(), seek.rows()).await).await?;
    Ok(Json(seek.page(found, |told| told.entry.id).map(AuditOut::from)))
}

/// The market's numbers: fees and clocks, each with its unit in its name.
#[utoipa::path(get, path = "/operator/settings", tag = "operator",
    responses((status = 200, body = List<NumberOut>)))]
pub async fn show_settings(Operator { market, .. }: Operator<Operate>) -> Answer<List<NumberOut>> {
    numbers(&market).await
}

pub async fn numbers(market: &Market) -> Answer<List<NumberOut>> {
    let set = market.read(async |tx| settings::list(tx).await).await?;
    let all: Vec<_> = market.numbers().map(|number| NumberOut::new(&number, &set)).collect();
    Ok(Json(List::all(all)))
}

/// Orders of the whole market, newest first.
#[utoipa::path(get, path = "/operator/orders", tag = "operator", params(OrderFilter, Seek),
    responses((status = 200, body = List<OrderOut>)))]
pub async fn list_orders(
    Operator { market, .. }: Operator<Operate>,
    Query(wanted): Query<OrderFilter>,
    seek: Seek,
) -> Answer<List<OrderOut>> {
    let state = state(wanted.state.as_deref(), OrderStage::parse)?;
    let look = async move |tx: &mut Tx| {
        let found = orders::list_all(tx, state, seek.before(), seek.rows()).await?;
        outs(tx, seek.page(found, |order| order.id.number())).await
    };
    Ok(Json(market.report(look).await?))
}

/// Any order of the market.
#[utoipa::path(get, path = "/operator/orders/{id}", tag = "operator", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
pub async fn show_order(
    Operator { market, .. }: Operator<Operate>,
    Path(id): Path<OrderId>,
) -> Answer<OrderOut> {
    order(&market, id).await
}

pub async fn order(market: &Market, id: OrderId) -> Answer<OrderOut> {
    let look = async move |tx: &mut Tx| match orders::find(tx, id).await? {
        Some(order) => out(tx, order).await.map(Some),
        None => Ok(None),
    };
    Ok(Json(market.find(look).await?))
}

/// Accounts by the beginning of a login or a name, newest first.
#[utoipa::path(get, path = "/operator/accounts", tag = "operator", params(Search, Seek),
    responses((status = 200, body = List<OperatorAccountOut>)))]
pub async fn list_accounts(
    Operator { market, .. }: Operator<Operate>,
    Query(search): Query<Search>,
    seek: Seek,
) -> Answer<List<OperatorAccountOut>> {
    let begins: String = search.q.unwrap_or_default().chars().take(100).collect();
    let before = AccountId::new(seek.before());
    let found =
        market.report(async move |tx| accounts::search(tx, &begins, before, seek.rows()).await).await?;
    Ok(Json(seek.page(found, |account| account.id.get()).map(OperatorAccountOut::from)))
}

/// An account with its shops and what it may do.
#[utoipa::path(get, path = "/operator/accounts/{id}", tag = "operator", params(("id" = String, Path)),
    responses((status = 200, body = OperatorAccountOut)))]
pub async fn show_account(
    Operator { market, .. }: Operator<Operate>,
    Path(id): Path<AccountId>,
) -> Answer<OperatorAccountOut> {
    Ok(Json(market.find(async move |tx| accounts::find(tx, id).await).await?.into()))
}

/// Shops of the market, newest first.
#[utoipa::path(get, path = "/operator/shops", tag = "operator", params(ShopFilter, Seek),
    responses((status = 200, body = List<OperatorShopOut>)))]
pub async fn list_shops(
    Operator { market, .. }: Operator<Operate>,
    Query(wanted): Query<ShopFilter>,
    seek: Seek,
) -> Answer<List<OperatorShopOut>> {
    let state = state(wanted.state.as_deref(), ShopState::parse)?;
    let look = async move |tx: &mut Tx| shops::list_newest(tx, state, seek.before(), seek.rows()).await;
    Ok(Json(seek.page(market.report(look).await?, |shop| shop.id.get()).map(OperatorShopOut::from)))
}
