use axum::{
    Json,
    extract::{Path, Query, State},
};
use kernel::{AccountId, Cursor};
use people::{
    accounts,
    market::Market,
    shops::{self, ShopState},
    visit::Visit,
    wire::List,
};
use platform::{
    db::{DbError, Tx},
    jobs::{self},
    settings,
    web::Problem,
};
use selling::{
    ledger,
    orders::{
        self, OrderId, OrderStage,
        wire::{OrderOut, out},
    },
};

use super::{
    caller::operator,
    wire::{
        AccountOut, AuditOut, CurrencyOut, InState, JobOut, JobSeek, LedgerOut, NumberOut, Search, Seek,
        ShopOut, TransferOut,
    },
};
use crate::operator::{
    TrialBalance,
    pages::{PAGE, cut, read_after, told},
};

/// A state that was named must be one; none was named means all.
fn state<S>(text: Option<&str>, parse: impl FnOnce(&str) -> Option<S>) -> Result<Option<S>, Problem> {
    text.map(|text| parse(text).ok_or_else(|| Problem::malformed("no such state"))).transpose()
}

/// The trial balance: every account of the ledger, summed over the shops.
#[utoipa::path(get, path = "/operator/ledger", tag = "operator", responses((status = 200, body = LedgerOut)))]
pub async fn show_ledger(State(market): State<Market>, visit: Visit) -> Result<Json<LedgerOut>, Problem> {
    operator(&visit)?;
    let read = async move |tx: &mut Tx| {
        Ok::<_, DbError>((TrialBalance::take(tx).await?, ledger::list_unbalanced(tx).await?))
    };
    let (trial, unbalanced) = market.db.report(read).await?;
    let of = |(shop, transfer): (kernel::ShopId, i64)| TransferOut { shop: shop.to_string(), transfer };
    Ok(Json(LedgerOut {
        balanced: trial.is_balanced() && unbalanced.is_empty(),
        currencies: trial.0.into_iter().map(CurrencyOut::from).collect(),
        unbalanced: unbalanced.into_iter().map(of).collect(),
    }))
}

/// Jobs in one state, the next to run first.
#[utoipa::path(get, path = "/operator/jobs", tag = "operator", params(JobSeek),
    responses((status = 200, body = List<JobOut>)))]
pub async fn list_jobs(
    State(market): State<Market>,
    visit: Visit,
    Query(seek): Query<JobSeek>,
) -> Result<Json<List<JobOut>>, Problem> {
    operator(&visit)?;
    let state = state(seek.state.as_deref(), jobs::State::parse)?.unwrap_or(jobs::State::Waiting);
    let after = read_after(seek.cursor.as_deref().unwrap_or_default());
    let read = async move |tx: &mut Tx| jobs::list(tx, state, after, PAGE + 1).await;
    let mut found = market.db.report(read).await?;
    let next = cut(&mut found, |job| Cursor::Two(job.run_at.micros(), job.id).to_string());
    Ok(Json(List { items: found.into_iter().map(JobOut::from).collect(), next }))
}

/// What operators did, newest first.
#[utoipa::path(get, path = "/operator/audit", tag = "operator", params(Seek),
    responses((status = 200, body = List<AuditOut>)))]
pub async fn list_audit(
    State(market): State<Market>,
    visit: Visit,
    Query(seek): Query<Seek>,
) -> Result<Json<List<AuditOut>>, Problem> {
    operator(&visit)?;
    let before = seek.cursor.unwrap_or(i64::MAX);
    let mut found = market.db.read(async move |tx: &mut Tx| told(tx, before, PAGE + 1).await).await?;
    let next = cut(&mut found, |told| told.entry.id.to_string());
    Ok(Json(List { items: found.into_iter().map(AuditOut::from).collect(), next }))
}

/// The market's numbers: fees and clocks, each with its unit in its name.
#[utoipa::path(get, path = "/operator/settings", tag = "operator",
    responses((status = 200, body = Vec<NumberOut>)))]
pub async fn show_settings(
    State(market): State<Market>,
    visit: Visit,
) -> Result<Json<Vec<NumberOut>>, Problem> {
    operator(&visit)?;
    let set = market.db.read(async |tx: &mut Tx| settings::list(tx).await).await?;
    Ok(Json(market.numbers().map(|number| NumberOut::new(&number, &set)).collect()))
}

/// Orders of the whole market, newest first.
#[utoipa::path(get, path = "/operator/orders", tag = "operator", params(InState),
    responses((status = 200, body = List<OrderOut>)))]
pub async fn list_orders(
    State(market): State<Market>,
    visit: Visit,
    Query(wanted): Query<InState>,
) -> Result<Json<List<OrderOut>>, Problem> {
    operator(&visit)?;
    let state = state(wanted.state.as_deref(), OrderStage::parse)?;
    let before = wanted.cursor.unwrap_or(i64::MAX);
    let read = async move |tx: &mut Tx| {
        let mut found = orders::list_all(tx, state, before, PAGE + 1).await?;
        let next = cut(&mut found, |order| order.id.number().to_string());
        let mut items = Vec::with_capacity(found.len());
        for order in found {
            items.push(out(tx, order).await?);
        }
        Ok::<_, DbError>(List { items, next })
    };
    Ok(Json(market.db.report(read).await?))
}

/// Any order of the market.
#[utoipa::path(get, path = "/operator/orders/{id}", tag = "operator", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
pub async fn show_order(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderOut>, Problem> {
    operator(&visit)?;
    let read = async move |tx: &mut Tx| match orders::find(tx, id).await? {
        Some(order) => Ok::<_, DbError>(Some(out(tx, order).await?)),
        None => Ok(None),
    };
    Ok(Json(market.db.read(read).await?.ok_or_else(Problem::not_found)?))
}

/// Accounts by the beginning of a login or a name, newest first.
#[utoipa::path(get, path = "/operator/accounts", tag = "operator", params(Search),
    responses((status = 200, body = List<AccountOut>)))]
pub async fn list_accounts(
    State(market): State<Market>,
    visit: Visit,
    Query(search): Query<Search>,
) -> Result<Json<List<AccountOut>>, Problem> {
    operator(&visit)?;
    let begins: String = search.q.unwrap_or_default().chars().take(100).collect();
    let before = AccountId::new(search.cursor.unwrap_or(i64::MAX));
    let read = async move |tx: &mut Tx| accounts::search(tx, &begins, before, PAGE + 1).await;
    let mut found = market.db.report(read).await?;
    let next = cut(&mut found, |account| account.id.get().to_string());
    Ok(Json(List { items: found.into_iter().map(AccountOut::from).collect(), next }))
}

/// An account with its shops and what it may do.
#[utoipa::path(get, path = "/operator/accounts/{id}", tag = "operator", params(("id" = String, Path)),
    responses((status = 200, body = AccountOut)))]
pub async fn show_account(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<AccountId>,
) -> Result<Json<AccountOut>, Problem> {
    operator(&visit)?;
    let found = market.db.read(async move |tx: &mut Tx| accounts::find(tx, id).await).await?;
    Ok(Json(found.ok_or_else(Problem::not_found)?.into()))
}

/// Shops of the market, newest first.
#[utoipa::path(get, path = "/operator/shops", tag = "operator", params(InState),
    responses((status = 200, body = List<ShopOut>)))]
pub async fn list_shops(
    State(market): State<Market>,
    visit: Visit,
    Query(wanted): Query<InState>,
) -> Result<Json<List<ShopOut>>, Problem> {
    operator(&visit)?;
    let state = state(wanted.state.as_deref(), ShopState::parse)?;
    let before = wanted.cursor.unwrap_or(i64::MAX);
    let read = async move |tx: &mut Tx| shops::list_newest(tx, state, before, PAGE + 1).await;
    let mut found = market.db.report(read).await?;
    let next = cut(&mut found, |shop| shop.id.get().to_string());
    Ok(Json(List { items: found.into_iter().map(ShopOut::from).collect(), next }))
}
