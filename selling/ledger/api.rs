//! A shop's money, for programs.

use axum::{Json, extract::RawQuery};
use kernel::{ShopId, words};
use people::{
    caller::Seller,
    calls,
    one_of::OneOf,
    seek::Seek,
    wire::{Amount, Answer, List, time},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Account, Balance, StatementLine, scopes::Read};
use crate::{Selling, ledger};

type OneAccount = OneOf<AccountName>;

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new().routes(calls!(balances)).routes(calls!(statement))
}

/// What one account of a shop holds.
#[derive(Serialize, ToSchema)]
pub struct ShopBalanceOut {
    /// `escrow` waits for the buyers, `shop` is earned, `commission` is the market's, `coupons` is what the
    /// market paid for buyers by its coupons (negative), `payouts` is on its way to the
    /// shop's bank, `bank` was paid to it, `hosts` went to those who sold for it (positive) or came from those for whom it
    /// sold (negative).
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
async fn balances(Seller { shop, market, .. }: Seller<Read>) -> Answer<List<ShopBalanceOut>> {
    Ok(Json(List::all(market.read(async move |tx| ledger::balances_of_shop(tx, shop).await).await?)))
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

words! {
    /// The accounts of a shop that a statement can be of.
    AccountName {
        Shop = "shop", Escrow = "escrow", Commission = "commission", Coupons = "coupons", Payouts = "payouts", Bank = "bank",
        Hosts = "hosts",
    }
}

/// A shop's statement, the newest line first: what it earned, unless another account is named.
#[utoipa::path(get, path = "/shops/{handle}/statement", tag = "ledger",
    params(("handle" = String, Path),
        ("account" = inline(Option<OneAccount>), Query), Seek),
    responses((status = 200, body = List<StatementLineOut>), (status = 404), (status = 422)))]
async fn statement(
    Seller { shop, market, .. }: Seller<Read>,
    seek: Seek,
    RawQuery(query): RawQuery,
) -> Answer<List<StatementLineOut>> {
    let mut asked = Fields::from_query(&query.unwrap_or_default());
    let account = match asked.value("account") {
        "" => Some(Account::Shop),
        _ => {
            asked.parsed("account", |name| AccountName::parse(name).and_then(|it| Account::parse(it.name())))
        }
    };
    let account = account.ok_or_else(|| Problem::invalid(&asked))?;
    let look =
        async move |tx: &mut Tx| ledger::statement(tx, shop, &account, seek.before(), seek.rows()).await;
    let page = seek.page(market.read(look).await?, |line| line.transfer);
    Ok(Json(page.map(|line| StatementLineOut::from((shop, line)))))
}
