//! A shop's money, for programs.

use axum::{
    Json,
    extract::{Path, RawQuery, State},
};
use kernel::{Cursor, Limit, Page, ShopId};
use people::{
    market::Market,
    visit::Visit,
    wire::{Amount, List, time},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Account, Balance, StatementLine};
use crate::{Selling, ledger};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new().routes(routes!(balances)).routes(routes!(statement))
}

/// What one account of a shop holds.
#[derive(Serialize, ToSchema)]
pub struct ShopBalanceOut {
    /// `escrow` waits for the buyers, `shop` is earned, `commission` is the market's, `coupons` is what the
    /// market paid for buyers by its coupons (negative), `payouts` is on its way to the
    /// shop's bank, `bank` was paid to it.
    #[schema(example = "shop")]
    pub account: String,
    pub balance: Amount,
}

impl From<Balance> for ShopBalanceOut {
    fn from(balance: Balance) -> Self {
        Self { account: balance.account, balance: balance.amount.into() }
    }
}

/// What a shop holds, account by account.
#[utoipa::path(get, path = "/shops/{handle}/balances", tag = "ledger", params(("handle" = String, Path)),
    responses((status = 200, body = List<ShopBalanceOut>), (status = 404)))]
async fn balances(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Json<List<ShopBalanceOut>>, Problem> {
    visit.allow(ledger::scopes::READ)?;
    let (by, _) = visit.seller(&handle)?;
    let shop = by.shop()?;
    let list = market.db.read(async move |tx: &mut Tx| ledger::balances_of_shop(tx, shop).await).await?;
    Ok(Json(List::all(list)))
}

/// One line of a statement.
#[derive(Serialize, ToSchema)]
pub struct StatementLineOut {
    pub at: String,
    /// Why it moved.
    #[schema(example = "release")]
    pub cause: String,
    /// What caused it: an order, a refund request, a payout.
    pub subject: String,
    /// The order it is about; none for a payout.
    pub order: Option<String>,
    pub amount: Amount,
}

impl From<(ShopId, StatementLine)> for StatementLineOut {
    fn from((shop, line): (ShopId, StatementLine)) -> Self {
        let order = line.about(shop).map(|order| order.to_string());
        let StatementLine { at, cause, subject, amount, .. } = line;
        Self { at: time(at), cause, subject, order, amount: amount.into() }
    }
}

/// A shop's statement, the newest line first: what it earned, unless another account is named.
#[utoipa::path(get, path = "/shops/{handle}/statement", tag = "ledger",
    params(("handle" = String, Path),
        ("account" = Option<String>, Query, description = "`shop`, `escrow` or `payouts`"),
        ("cursor" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<u32>, Query)),
    responses((status = 200, body = List<StatementLineOut>), (status = 404), (status = 422)))]
async fn statement(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<List<StatementLineOut>>, Problem> {
    visit.allow(ledger::scopes::READ)?;
    let (by, _) = visit.seller(&handle)?;
    let shop = by.shop()?;
    let mut asked = Fields::from_query(&query.unwrap_or_default());
    let account = match asked.value("account") {
        "" => Some(Account::Shop),
        _ => asked.parsed("account", Account::parse),
    };
    let before = match asked.value("cursor") {
        "" => Some(i64::MAX),
        _ => asked.parsed("cursor", |text| match text.parse() {
            Ok(Cursor::One(id)) => Some(id),
            Ok(Cursor::Two(..)) | Err(_) => None,
        }),
    };
    let (Some(account), Some(before)) = (account, before) else { return Err(Problem::invalid(&asked)) };
    let limit = Limit::parse(asked.value("limit"));
    let look =
        async move |tx: &mut Tx| ledger::statement(tx, shop, &account, before, limit.and_one_more()).await;
    let lines = market.db.read(look).await?;
    let page = Page::cut(lines, limit, |line| Cursor::One(line.transfer));
    Ok(Json(List::page(page.map(|line| (shop, line)))))
}
