//! A shop's statement of one month: what it began and ended with, and what came and went between.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::{Money, Timestamp};
use people::{
    caller::Seller,
    market::Market,
    shops::{self, Desk, Shop},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    paper::{Column, Format, Paper, Part, Side},
    views::{self, Shell},
    web::{Fields, Problem, Refusal, csv_file},
};

use super::papers::pdf;
use crate::{
    ledger::{self, Account, Cause, MonthSums, StatementLine, scopes::Read},
    orders::{self, OrderId},
};

/// Lines that a page shows; the file has them all.
const MOST_SHOWN: usize = 200;
/// Lines on paper: some forty sheets.
const MOST_PRINTED: usize = 1_500;
const MOST_LINES: i64 = 10_000;

/// One month of a shop's account.
pub struct Statement {
    pub shop: Shop,
    /// `2026-11`
    pub month: String,
    pub opening: Money,
    /// What buyers paid for orders that were completed.
    pub sales: Money,
    pub commission: Money,
    /// What buyers got back after completion.
    pub refunds: Money,
    pub commission_back: Money,
    /// What hosts had of it, less what this shop had as a host for others.
    pub hosts: Money,
    /// What was asked for, and what of it came back.
    pub payouts: Money,
    pub closing: Money,
    pub lines: Vec<StatementLine>,
    /// The numbers that people say of the orders in them.
    pub shorts: BTreeMap<i64, String>,
}

impl Statement {
    fn short(&self, line: &StatementLine) -> &str {
        self.shorts.get(&line.order).map_or("", String::as_str)
    }

    fn new(
        shop: Shop,
        month: String,
        opening: Money,
        sums: &MonthSums,
        lines: Vec<StatementLine>,
    ) -> Result<Self, kernel::MoneyError> {
        let of = |cause, account: &Account| sums.of(cause, account);
        let (released, kept) = (of(Cause::Release, &Account::Shop), of(Cause::Release, &Account::Commission));
        let (taken, back) = (of(Cause::Refund, &Account::Shop), of(Cause::Refund, &Account::Commission));
        let (asked, returned) = (of(Cause::Payout, &Account::Shop), of(Cause::PayoutBack, &Account::Shop));
        let payouts = asked.checked_add(returned)?;
        let (to_hosts, back_of_hosts) =
            (of(Cause::HostShare, &Account::Shop), of(Cause::HostShareBack, &Account::Shop));
        let hosts = to_hosts.checked_add(back_of_hosts)?;
        let earned = opening.checked_add(released)?.checked_add(taken)?.checked_add(hosts)?;
        Ok(Self {
            month,
            opening,
            sales: released.checked_add(kept)?,
            commission: kept.negate()?,
            refunds: taken.checked_add(back)?,
            commission_back: back.negate()?,
            hosts,
            payouts,
            closing: earned.checked_add(payouts)?,
            shop,
            lines,
            shorts: BTreeMap::new(),
        })
    }
}

#[derive(Template)]
#[template(path = "orders/views/statement.html")]
pub struct StatementPage {
    pub shell: Shell,
    pub desk: Desk,
    pub statement: Statement,
    pub form: Fields,
    pub is_cut: bool,
}

impl StatementPage {
    /// What stands in the form: the month that is shown, or what was typed instead of one.
    fn typed(&self) -> &str {
        if self.form.is_good() { &self.statement.month } else { self.form.value("month") }
    }

    fn short(&self, line: &StatementLine) -> &str {
        self.statement.short(line)
    }

    /// The order that a line is about.
    fn order(&self, line: &StatementLine) -> Option<OrderId> {
        line.about(self.statement.shop.id)
    }
}

/// The first and the last moment of a month such as `2026-11` in a place; the last one is not part of it.
fn bounds(month: &str, zone: &str) -> Option<(Timestamp, Timestamp)> {
    let (year, number) = month.split_once('-')?;
    Timestamp::month(year.parse().ok()?, number.parse().ok()?, zone)
}

async fn read(market: &Market, visit: &Visit, handle: &str, form: &mut Fields) -> Result<Statement, Problem> {
    let (by, _) = visit.seller(handle)?;
    let id = by.shop()?;
    let shop = market.db.read(async move |tx: &mut Tx| shops::find(tx, id).await).await?;
    let shop = shop.ok_or_else(Problem::not_found)?;
    let this = visit.now.in_zone(&shop.zone).map(|now| format!("{:04}-{:02}", now.year(), now.month()));
    let this = this.unwrap_or_default();
    let mut month = form.value("month").trim().to_owned();
    if month.is_empty() {
        month.clone_from(&this);
    }
    if bounds(&month, &shop.zone).is_none() {
        form.refuse("month", Refusal::new("refused-not-a-month"));
        month = this;
    }
    let (from, to) = bounds(&month, &shop.zone).ok_or_else(|| Problem::broken("the shop has no calendar"))?;
    let currency = shop.currency;
    let read = async move |tx: &mut Tx| {
        let opening = ledger::balance_before(tx, id, &Account::Shop, currency, from).await?;
        let sums = ledger::month_sums(tx, id, currency, from, to).await?;
        let lines = ledger::statement_between(tx, id, &Account::Shop, from, to, MOST_LINES).await?;
        let about = lines.iter().map(|line| line.order).filter(|order| *order != 0);
        let shorts = orders::shorts(tx, id, about).await?;
        Ok::<_, DbError>((opening, sums, lines, shorts))
    };
    let (opening, sums, lines, shorts) = market.db.report(read).await?;
    let statement = Statement::new(shop, month, opening, &sums, lines).map_err(Problem::broken)?;
    Ok(Statement { shorts, ..statement })
}

/// `GET /desk/{handle}/statements?month=2026-11`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    let mut statement = read(&market, &visit, &handle, &mut form).await?;
    let is_cut = statement.lines.len() > MOST_SHOWN;
    statement.lines.truncate(MOST_SHOWN);
    let shell = visit.shell("desk").in_zone(&statement.shop.zone);
    let desk = Desk::new(&statement.shop, "money");
    let page = StatementPage { shell, desk, statement, form, is_cut };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/statements.csv?month=2026-11`: the same for a spreadsheet, sums first.
pub async fn show_csv(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    let statement = read(&market, &visit, &handle, &mut form).await?;
    if !form.is_good() {
        return Err(Problem::invalid(&form));
    }
    let mut csv = csv::Writer::from_writer(Vec::new());
    let code = statement.opening.currency().code();
    let mut write = |record: [&str; 6]| csv.write_record(record).map_err(Problem::broken);
    write(["time", "cause", "order", "amount", "currency", "number"])?;
    let sums = [
        ("opening", statement.opening),
        ("sales", statement.sales),
        ("commission", statement.commission),
        ("refunds", statement.refunds),
        ("commission-back", statement.commission_back),
        ("hosts", statement.hosts),
        ("payouts", statement.payouts),
        ("closing", statement.closing),
    ];
    for (name, amount) in sums {
        write([&statement.month, name, "", &amount.decimal(), code, ""])?;
    }
    for line in &statement.lines {
        let order = line.about(statement.shop.id).map(|order| order.to_string()).unwrap_or_default();
        let number = statement.short(line);
        write([&line.at.rfc3339(), &line.cause, &order, &line.amount.decimal(), code, number])?;
    }
    let body = csv.into_inner().map_err(Problem::broken)?;
    Ok(csv_file(&format!("{handle}-{}.csv", statement.month), body))
}

/// `GET /desk/{handle}/statements.pdf?month=2026-11`: the same on paper.
pub async fn show_pdf(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    let statement = read(&market, &visit, &handle, &mut form).await?;
    if !form.is_good() {
        return Err(Problem::invalid(&form));
    }
    print(&market, &visit, statement).await
}

/// A month of a shop's account on paper: `2026-11.pdf`.
#[utoipa::path(get, path = "/shops/{handle}/statements/{file}", tag = "ledger",
    params(("handle" = String, Path), ("file" = String, Path, description = "the month and `.pdf`")),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>), (status = 404)))]
pub async fn show_statement(
    Seller { market, visit, .. }: Seller<Read>,
    Path((handle, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let month = file.strip_suffix(".pdf").ok_or_else(Problem::not_found)?;
    let mut form = Fields::filled([("month", month)]);
    let statement = read(&market, &visit, &handle, &mut form).await?;
    if month.is_empty() || !form.is_good() {
        return Err(Problem::not_found());
    }
    print(&market, &visit, statement).await
}

/// Set a statement and hand it over.
async fn print(market: &Market, visit: &Visit, mut statement: Statement) -> Result<Response, Problem> {
    let is_cut = statement.lines.len() > MOST_PRINTED;
    statement.lines.truncate(MOST_PRINTED);
    let shell = visit.shell("desk").in_zone(&statement.shop.zone);
    let paper = on_paper(&shell, visit.lang, &statement, is_cut);
    pdf(market, paper, &format!("{}-{}.pdf", statement.shop.handle, statement.month)).await
}

fn on_paper(shell: &Shell, lang: Lang, statement: &Statement, is_cut: bool) -> Paper {
    let title = shell.say("statement-of", &[("month", &statement.month)]);
    let sum = |key: &str, amount: &Money| (shell.t(key).to_owned(), shell.money(amount));
    let row = |line: &StatementLine| {
        let (cause, order) = (shell.of("ledger-cause", &line.cause), statement.short(line).to_owned());
        vec![shell.moment(&line.at), cause, order, shell.money(&line.amount)]
    };
    let columns = vec![
        Column::new(shell.t("money-when"), 1.9, Side::Start),
        Column::new(shell.t("money-cause"), 2.6, Side::Start),
        Column::new(shell.t("order-number"), 2.4, Side::Start),
        Column::new(shell.t("money-amount"), 1.5, Side::End),
    ];
    let mut parts = vec![
        Part::Title(title.clone()),
        Part::Words(statement.shop.name.clone()),
        Part::Small(shell.say("statement-words", &[("zone", &statement.shop.zone)])),
        Part::Sums(vec![
            sum("statement-opening", &statement.opening),
            sum("statement-sales", &statement.sales),
            sum("statement-commission", &statement.commission),
            sum("statement-refunds", &statement.refunds),
            sum("statement-commission-back", &statement.commission_back),
            sum("statement-hosts", &statement.hosts),
            sum("statement-payouts", &statement.payouts),
            sum("statement-closing", &statement.closing),
        ]),
    ];
    parts.push(Part::Small(shell.t("statement-coupons").to_owned()));
    if !statement.lines.is_empty() {
        parts.push(Part::Heading(shell.t("statement-lines").to_owned()));
        parts.push(Part::Table { columns, rows: statement.lines.iter().map(row).collect() });
    }
    if is_cut {
        parts.push(Part::Small(shell.t("statement-cut-paper").to_owned()));
    }
    let foot = format!("{} · {} · {}", shell.market, statement.shop.handle, statement.month);
    let without_font = shell.t("paper-without-font").to_owned();
    Paper { format: Format::A4, title, lang: lang.code(), foot, without_font, parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_and_ends_by_the_calendar_of_the_shop() {
        let at = |text: &str| Timestamp::parse_rfc3339(text).unwrap();
        let november = (at("2026-11-01T00:00:00+08:00"), at("2026-12-01T00:00:00+08:00"));
        assert_eq!(bounds("2026-11", "Asia/Shanghai"), Some(november));
        for wrong in ["", "2026", "2026-13", "2026-0", "x-y", "99999-01", "2026-11-01"] {
            assert_eq!(bounds(wrong, "Asia/Shanghai"), None, "{wrong}");
        }
    }
}
