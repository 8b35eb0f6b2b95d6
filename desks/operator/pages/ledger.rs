use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use kernel::ShopId;
use people::{
    market::Market,
    shops::{self, Shop},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Paging, Problem, Refusal},
};
use selling::{
    ledger::{self, Account, Balance, StatementLine},
    orders::OrderId,
};

use super::common::account_name;
use crate::operator::TrialBalance;

#[derive(Template)]
#[template(path = "operator/views/ledger.html")]
pub struct LedgerPage {
    pub shell: Shell,
    pub current: &'static str,
    pub trial: TrialBalance,
    pub unbalanced: Vec<(ShopId, i64)>,
    pub form: Fields,
}

impl LedgerPage {
    fn account(&self, name: &str) -> String {
        account_name(&self.shell, name)
    }
}

/// `GET /operator/ledger?shop=handle`: the trial balance; a shop that is named leads to its accounts.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    visit.operator()?;
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    let handle = form.value("shop").trim().to_lowercase();
    if !handle.is_empty() {
        let asked = handle.clone();
        let found = market.db.read(async move |tx: &mut Tx| shops::find_by_handle(tx, &asked).await).await?;
        if found.is_some() {
            return Ok(Redirect::to(&format!("/operator/ledger/{handle}")).into_response());
        }
        form.refuse("shop", Refusal::new("refused-no-such-shop"));
    }
    let read = async move |tx: &mut Tx| {
        Ok::<_, DbError>((TrialBalance::take(tx).await?, ledger::list_unbalanced(tx).await?))
    };
    let (trial, unbalanced) = market.db.report(read).await?;
    let page = LedgerPage { shell: visit.shell("operator"), current: "ledger", trial, unbalanced, form };
    views::show(&page, page.form.is_good())
}

#[derive(Template)]
#[template(path = "operator/views/ledger_shop.html")]
pub struct ShopLedgerPage {
    pub shell: Shell,
    pub current: &'static str,
    pub shop: Shop,
    pub balances: Vec<Balance>,
    /// Name of the account whose entries are shown.
    pub account: String,
    pub lines: Vec<StatementLine>,
    pub older: String,
}

impl ShopLedgerPage {
    /// The order that a line is about.
    fn order(&self, line: &StatementLine) -> Option<OrderId> {
        (line.order != 0).then(|| OrderId::new(self.shop.id, line.order))
    }

    fn account(&self, name: &str) -> String {
        account_name(&self.shell, name)
    }
}

/// `GET /operator/ledger/{handle}?account=escrow`: one shop's accounts, and the entries of one of them.
pub async fn show_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    visit.operator()?;
    let account = Account::parse(paging.asked.value("account")).unwrap_or(Account::Shop);
    let (name, limit) = (account.name(), paging.limit.and_one_more());
    let read = async move |tx: &mut Tx| {
        let Some(shop) = shops::find_by_handle(tx, &handle).await? else { return Ok(None) };
        let balances = ledger::balances_of_shop(tx, shop.id).await?;
        let lines = ledger::statement(tx, shop.id, &account, paging.before, limit).await?;
        Ok::<_, DbError>(Some((shop, balances, lines)))
    };
    let (shop, balances, lines) = market.db.report(read).await?.ok_or_else(Problem::not_found)?;
    let (lines, older) = paging.cut(lines, |line| line.transfer);
    let shell = visit.shell("operator");
    views::page(&ShopLedgerPage { shell, current: "ledger", shop, balances, account: name, lines, older })
}
