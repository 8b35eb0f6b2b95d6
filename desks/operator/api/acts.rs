use axum::{Json, extract::Path, http::StatusCode};
use kernel::AccountId;
use people::{
    accounts::{self, scopes::Operate},
    caller::Operator,
    one_of::OneOf,
    rules::Number,
    shops,
    wire::{Answer, Done, List},
};
use platform::web::{Fields, Problem};
use selling::orders::{OrderId, wire::OrderOut};

use super::{
    reads::{numbers, order},
    wire::{NumberOut, OperatorAccountOut, OperatorShopOut, ReasonIn},
};
use crate::operator::{
    cancel_order, change_numbers, drop_job,
    pages::{AccountAct, Because, ShopAct, read_numbers},
    run_job,
};

type OneAccountAct = OneOf<AccountAct>;
type OneShopAct = OneOf<ShopAct>;

/// The reason in a body, or what is wrong with it.
fn reason(because: Because, body: &mut Fields) -> Result<String, Problem> {
    let reason = because.read(body);
    body.check()?;
    Ok(reason)
}

/// Close or reopen an account, or give or take a role. The last operator can neither leave nor be closed.
#[utoipa::path(post, path = "/operator/accounts/{id}/{act}", tag = "operator", request_body = ReasonIn,
    params(("id" = String, Path),
        ("act" = inline(OneAccountAct), Path, description = "only a closure needs a reason")),
    responses((status = 200, body = OperatorAccountOut)))]
pub async fn change_account(
    Operator { by, now, market, .. }: Operator<Operate>,
    Path((id, act)): Path<(AccountId, String)>,
    mut body: Fields,
) -> Answer<OperatorAccountOut> {
    let act = AccountAct::parse(&act).ok_or_else(Problem::not_found)?;
    let reason = reason(act.because(), &mut body)?;
    market.write(async move |tx| act.run(tx, &by, now, id, &reason).await).await?;
    Ok(Json(market.find(async move |tx| accounts::find(tx, id).await).await?.into()))
}

/// Close or reopen a shop.
#[utoipa::path(post, path = "/operator/shops/{handle}/{act}", tag = "operator", request_body = ReasonIn,
    params(("handle" = String, Path), ("act" = inline(OneShopAct), Path)),
    responses((status = 200, body = OperatorShopOut)))]
pub async fn change_shop(
    Operator { by, now, market, .. }: Operator<Operate>,
    Path((handle, act)): Path<(String, String)>,
    mut body: Fields,
) -> Answer<OperatorShopOut> {
    let act = ShopAct::parse(&act).ok_or_else(Problem::not_found)?;
    let reason = reason(Because::Needed, &mut body)?;
    let id = market.find(async move |tx| shops::find_by_handle(tx, &handle).await).await?.id;
    market.write(async move |tx| act.run(tx, &by, now, id, &reason).await).await?;
    Ok(Json(market.find(async move |tx| shops::find(tx, id).await).await?.into()))
}

/// Cancel any order before its shipment; the buyer gets the money back.
#[utoipa::path(post, path = "/operator/orders/{id}/cancellation", tag = "operator", request_body = ReasonIn,
    params(("id" = String, Path)), responses((status = 200, body = OrderOut)))]
pub async fn cancel(
    Operator { by, now, rules, market, .. }: Operator<Operate>,
    Path(id): Path<OrderId>,
    mut body: Fields,
) -> Answer<OrderOut> {
    let reason = reason(Because::Needed, &mut body)?;
    market.write(async move |tx| cancel_order(tx, &by, now, &rules, id, &reason).await).await?;
    order(&market, id).await
}

/// Let a job run at once that is due or was tried before.
#[utoipa::path(post, path = "/operator/jobs/{id}/attempt", tag = "operator", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn run(Operator { by, now, market, .. }: Operator<Operate>, Path(id): Path<i64>) -> Done {
    market.write(async move |tx| run_job(tx, &by, now, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Strike a job off for good; what it would have done is left undone.
#[utoipa::path(post, path = "/operator/jobs/{id}/removal", tag = "operator", request_body = ReasonIn,
    params(("id" = String, Path)), responses((status = 204)))]
pub async fn remove(
    Operator { by, now, market, .. }: Operator<Operate>,
    Path(id): Path<i64>,
    mut body: Fields,
) -> Done {
    let reason = reason(Because::Needed, &mut body)?;
    market.write(async move |tx| drop_job(tx, &by, now, id, &reason).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Change the market's numbers, by their names; those left out stay. What was placed before keeps the numbers it was placed with.
#[utoipa::path(put, path = "/operator/settings", tag = "operator", request_body = BTreeMap<String, u64>,
    responses((status = 200, body = List<NumberOut>)))]
pub async fn change_settings(
    Operator { by, now, market, .. }: Operator<Operate>,
    mut body: Fields,
) -> Answer<List<NumberOut>> {
    let all: Vec<Number> = market.numbers().collect();
    body.only(&all.iter().map(|number| number.name).collect::<Vec<_>>());
    let wanted = read_numbers(&mut body, &all);
    body.check()?;
    market.write(async move |tx| change_numbers(tx, &by, now, &all, &wanted).await).await?;
    market.reload_rules().await?;
    numbers(&market).await
}
