//! What tax a shop took and gave back, by month and rate: a year on a page, and for a spreadsheet.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::Money;
use people::{
    market::Market,
    shops::{Desk, Shop, pages::seller},
    visit::Visit,
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Problem, csv_file},
};

use super::common::tax::rate_name;
use crate::{
    orders::tax::{MonthTax, YEARS, months},
    prices::Treatment,
    promotions::percent_text,
    taxes::calendar_day,
};

#[derive(Template)]
#[template(path = "orders/views/tax_months.html")]
struct TaxMonthsPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    year: i16,
    list: Vec<MonthTax>,
}

impl TaxMonthsPage {
    fn typed(&self) -> String {
        if self.form.is_good() { self.year.to_string() } else { self.form.value("year").to_owned() }
    }

    fn rate(&self, one: &MonthTax) -> String {
        rate_name(&self.shell, &one.name, &one.part)
    }

    fn net(&self, one: &MonthTax) -> String {
        one.part.net().map(|net| self.shell.money(&net)).unwrap_or_default()
    }

    /// What is exempt has none.
    fn tax(&self, one: &MonthTax) -> String {
        match one.part.taxed.treatment {
            Treatment::Exempt => "–".to_owned(),
            _ => self.shell.money(&one.part.tax),
        }
    }

    /// The tax of the year.
    fn whole(&self) -> Option<Money> {
        let first = self.list.first()?;
        Money::sum(self.list.iter().map(|one| one.part.tax), first.part.tax.currency()).ok()
    }
}

/// The shop and the year that are asked for, by the shop's calendar.
async fn asked(
    market: &Market,
    visit: &Visit,
    handle: &str,
    query: Option<String>,
) -> Result<(Shop, Fields, i16), Problem> {
    let (_, shop) = seller(market, visit, handle).await?;
    let mut form = Fields::from_query(&query.unwrap_or_default());
    let today = calendar_day(visit.now, &shop.zone).to_string();
    let this = today.get(..4).and_then(|year| year.parse().ok()).unwrap_or(1970);
    let year = form.maybe_whole("year", YEARS);
    let year = year.and_then(|year| i16::try_from(year).ok()).unwrap_or(this);
    Ok((shop, form, year))
}

async fn read(market: &Market, shop: &Shop, year: i16) -> Result<Vec<MonthTax>, Problem> {
    let (id, zone) = (shop.id, shop.zone.clone());
    Ok(market.db.report(async move |tx: &mut Tx| months(tx, id, year, &zone).await).await?)
}

/// `GET /desk/{handle}/taxes/months?year=2026`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (shop, form, year) = asked(&market, &visit, &handle, query).await?;
    let list = read(&market, &shop, year).await?;
    let shell = visit.shell("desk").in_zone(&shop.zone);
    let page = TaxMonthsPage { shell, desk: Desk::new(&shop, "taxes"), form, year, list };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/taxes.csv?year=2026`
pub async fn show_csv(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (shop, form, year) = asked(&market, &visit, &handle, query).await?;
    form.check()?;
    let mut csv = csv::Writer::from_writer(Vec::new());
    let mut write = |record: [&str; 8]| csv.write_record(record).map_err(Problem::broken);
    write(["month", "name", "treatment", "percent", "net", "tax", "gross", "currency"])?;
    for one in read(&market, &shop, year).await? {
        let part = &one.part;
        let (rate, net) =
            (percent_text(part.taxed.rate.get()), part.net().map_err(Problem::broken)?.decimal());
        // What is exempt has no rate and no tax, which is another thing than nothing.
        let is_exempt = part.taxed.treatment == Treatment::Exempt;
        let (rate, tax) = if is_exempt { (String::new(), String::new()) } else { (rate, part.tax.decimal()) };
        let (treatment, code) = (part.taxed.treatment.name(), part.gross.currency().code());
        write([&one.month, &one.name, treatment, &rate, &net, &tax, &part.gross.decimal(), code])?;
    }
    let body = csv.into_inner().map_err(Problem::broken)?;
    Ok(csv_file(&format!("{handle}-taxes-{year}.csv"), body))
}
