//! A shop's money: what waits in escrow, what can be paid out and what is, line by line.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Money, ShopId};
use people::{
    market::Market,
    shops::{self, Desk, Shop},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Paging, Problem, csv_file},
};

use crate::{
    ledger::{self, Account, Cause},
    orders::{self, OrderId, tax::TaxMoved},
    payouts::{self, Funds, Payout},
};

#[derive(Template)]
#[template(path = "payouts/views/money.html")]
pub struct MoneyPage {
    pub shell: Shell,
    pub desk: Desk,
    pub funds: Funds,
    /// The newest payouts.
    pub list: Vec<Payout>,
    pub lines: Vec<ledger::StatementLine>,
    pub older: String,
    pub shop: ShopId,
    /// The numbers that people say of the orders in the lines.
    pub shorts: Shorts,
}

type Shorts = BTreeMap<i64, String>;

impl MoneyPage {
    fn tone(&self, payout: &Payout) -> &'static str {
        super::tone(payout)
    }

    fn turn(&self, payout: &Payout) -> String {
        super::turn(&self.shell, payout)
    }

    fn short(&self, line: &ledger::StatementLine) -> &str {
        self.shorts.get(&line.order).map_or("", String::as_str)
    }

    /// The order that a line is about.
    fn order(&self, line: &ledger::StatementLine) -> Option<OrderId> {
        line.about(self.shop)
    }
}

async fn statement(
    market: &Market,
    visit: &Visit,
    handle: &str,
    before: i64,
    limit: i64,
) -> Result<(Shop, Vec<ledger::StatementLine>, Shorts), Problem> {
    let (by, _) = visit.seller(handle)?;
    let id = by.shop()?;
    let found = market
        .db
        .read(async move |tx: &mut Tx| {
            let Some(shop) = shops::find(tx, id).await? else { return Ok(None) };
            let lines = ledger::statement(tx, id, &Account::Shop, before, limit).await?;
            let about = lines.iter().map(|line| line.order).filter(|order| *order != 0);
            let shorts = orders::shorts(tx, id, about).await?;
            Ok::<_, DbError>(Some((shop, lines, shorts)))
        })
        .await?;
    found.ok_or_else(Problem::not_found)
}

/// `GET /desk/{handle}/money`: what waits in escrow, what can be paid out and what is, line by line.
pub async fn money(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let limit = paging.limit.and_one_more();
    let (shop, lines, shorts) = statement(&market, &visit, &handle, paging.before, limit).await?;
    let (id, currency) = (shop.id, shop.currency);
    let read = async move |tx: &mut Tx| {
        let list = payouts::list_for_seller(tx, id, i64::MAX, 5).await?;
        Ok::<_, DbError>((payouts::funds(tx, id, currency).await?, list))
    };
    let (funds, list) = market.db.read(read).await?;
    let (lines, older) = paging.cut(lines, |last| last.transfer);
    let desk = Desk::new(&shop, "money");
    let shell = visit.shell("desk");
    views::page(&MoneyPage { shell, desk, funds, list, lines, older, shop: shop.id, shorts })
}

/// The tax in what a line is about: with the release, all that the order has of it then; with a refund, what went back. None
/// where the shop stated none.
fn tax_of(line: &ledger::StatementLine, moved: Option<&Vec<TaxMoved>>) -> Option<Money> {
    let is_release = line.cause == Cause::Release.name();
    let is_of = |one: &&TaxMoved| match one.request {
        _ if is_release => one.id < line.transfer,
        Some(request) => request.to_string() == line.subject,
        None => false,
    };
    let tax = moved?.iter().filter(is_of).map(|one| one.tax).sum();
    Some(Money::new(tax, line.amount.currency()))
}

/// `GET /desk/{handle}/money.csv`: the newest 10,000 lines for a spreadsheet.
pub async fn money_csv(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (shop, lines, shorts) = statement(&market, &visit, &handle, i64::MAX, 10_000).await?;
    let (id, about) = (shop.id, lines.iter().map(|line| line.order).filter(|order| *order != 0));
    let about: Vec<i64> = about.collect();
    let read = async move |tx: &mut Tx| orders::tax::moved(tx, id, about.iter().copied()).await;
    let taxes = market.db.read(read).await?;
    let mut csv = csv::Writer::from_writer(Vec::new());
    let mut write = |record: [&str; 7]| csv.write_record(record).map_err(Problem::broken);
    write(["time", "cause", "order", "amount", "currency", "number", "tax"])?;
    for line in lines {
        let (time, amount) = (line.at.rfc3339(), line.amount.decimal());
        let order = line.about(shop.id).map(|order| order.to_string()).unwrap_or_default();
        let number = shorts.get(&line.order).map_or("", String::as_str);
        let tax = tax_of(&line, taxes.get(&line.order)).map(Money::decimal).unwrap_or_default();
        write([&time, &line.cause, &order, &amount, line.amount.currency().code(), number, &tax])?;
    }
    let body = csv.into_inner().map_err(Problem::broken)?;
    Ok(csv_file(&format!("{handle}-money.csv"), body))
}
