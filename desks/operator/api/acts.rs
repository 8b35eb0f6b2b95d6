use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::AccountId;
use people::{market::Market, rules::Number, shops, visit::Visit};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use selling::orders::{OrderId, wire::OrderOut};

use super::{
    caller::operator,
    reads::{show_account, show_order, show_settings},
    wire::{AccountOut, NumberOut, ReasonIn, ShopOut},
};
use crate::operator::{
    cancel_order, change_numbers, drop_job,
    pages::{AccountAct, Because, ShopAct, read_numbers},
    run_job,
};

/// The reason in a body, or what is wrong with it.
fn reason(because: Because, body: &mut Fields) -> Result<String, Problem> {
    let reason = because.read(body);
    if body.is_good() { Ok(reason) } else { Err(Problem::invalid(body)) }
}

/// Close or reopen an account, or give or take a role. The last operator can neither leave nor be closed.
#[utoipa::path(post, path = "/operator/accounts/{id}/{act}", tag = "operator", request_body = ReasonIn,
    params(("id" = String, Path),
        ("act" = String, Path, description = "`closure`, `reopening`, `operator`, `operator-removal`, `moderator` \
            or `moderator-removal`; only a closure needs a reason")),
    responses((status = 200, body = AccountOut)))]
pub async fn change_account(
    State(market): State<Market>,
    visit: Visit,
    Path((id, act)): Path<(AccountId, String)>,
    mut body: Fields,
) -> Result<Json<AccountOut>, Problem> {
    let (by, now) = (operator(&visit)?, visit.now);
    let act = AccountAct::parse(&act).ok_or_else(Problem::not_found)?;
    let reason = reason(act.because(), &mut body)?;
    market.db.write(async move |tx: &mut Tx| act.run(tx, &by, now, id, &reason).await).await?;
    show_account(State(market), visit, Path(id)).await
}

/// Close or reopen a shop.
#[utoipa::path(post, path = "/operator/shops/{handle}/{act}", tag = "operator", request_body = ReasonIn,
    params(("handle" = String, Path), ("act" = String, Path, description = "`closure` or `reopening`")),
    responses((status = 200, body = ShopOut)))]
pub async fn change_shop(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, act)): Path<(String, String)>,
    mut body: Fields,
) -> Result<Json<ShopOut>, Problem> {
    let (by, now) = (operator(&visit)?, visit.now);
    let act = ShopAct::parse(&act).ok_or_else(Problem::not_found)?;
    let reason = reason(Because::Needed, &mut body)?;
    let find = async move |tx: &mut Tx| shops::find_by_handle(tx, &handle).await;
    let id = market.db.read(find).await?.ok_or_else(Problem::not_found)?.id;
    market.db.write(async move |tx: &mut Tx| act.run(tx, &by, now, id, &reason).await).await?;
    let shop = market.db.read(async move |tx: &mut Tx| shops::find(tx, id).await).await?;
    Ok(Json(shop.ok_or_else(Problem::not_found)?.into()))
}

/// Cancel any order before its shipment; the buyer gets the money back.
#[utoipa::path(post, path = "/operator/orders/{id}/cancellation", tag = "operator", request_body = ReasonIn,
    params(("id" = String, Path)), responses((status = 200, body = OrderOut)))]
pub async fn cancel(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
    mut body: Fields,
) -> Result<Json<OrderOut>, Problem> {
    let (by, now, rules) = (operator(&visit)?, visit.now, market.rules());
    let reason = reason(Because::Needed, &mut body)?;
    market.db.write(async move |tx: &mut Tx| cancel_order(tx, &by, now, &rules, id, &reason).await).await?;
    market.work.notify_one();
    show_order(State(market), visit, Path(id)).await
}

/// Let a job run at once that is due or was tried before.
#[utoipa::path(post, path = "/operator/jobs/{id}/attempt", tag = "operator", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn run(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<StatusCode, Problem> {
    let (by, now) = (operator(&visit)?, visit.now);
    market.db.write(async move |tx: &mut Tx| run_job(tx, &by, now, id).await).await?;
    market.work.notify_one();
    Ok(StatusCode::NO_CONTENT)
}

/// Strike a job off for good; what it would have done is left undone.
#[utoipa::path(post, path = "/operator/jobs/{id}/removal", tag = "operator", request_body = ReasonIn,
    params(("id" = String, Path)), responses((status = 204)))]
pub async fn remove(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<i64>,
    mut body: Fields,
) -> Result<StatusCode, Problem> {
    let (by, now) = (operator(&visit)?, visit.now);
    let reason = reason(Because::Needed, &mut body)?;
    market.db.write(async move |tx: &mut Tx| drop_job(tx, &by, now, id, &reason).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Change the market's numbers, by their names; those left out stay. What was placed before keeps the numbers it was placed with.
#[utoipa::path(put, path = "/operator/settings", tag = "operator", request_body = BTreeMap<String, u64>,
    responses((status = 200, body = Vec<NumberOut>)))]
pub async fn change_settings(
    State(market): State<Market>,
    visit: Visit,
    mut body: Fields,
) -> Result<Json<Vec<NumberOut>>, Problem> {
    let (by, now) = (operator(&visit)?, visit.now);
    let numbers: Vec<Number> = market.numbers().collect();
    let wanted = read_numbers(&mut body, &numbers);
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    market.db.write(async move |tx: &mut Tx| change_numbers(tx, &by, now, &numbers, &wanted).await).await?;
    market.reload_rules().await?;
    show_settings(State(market), visit).await
}
