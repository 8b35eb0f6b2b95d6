//! What is printed about an order: for its buyer an invoice, for its shop a packing slip and a label too.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::Actor;
use people::{
    accounts::Address,
    caller::Party,
    choices,
    market::Market,
    shops::{self, Sender},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    paper::{Column, Format, Paper, Part, Side},
    views::{self, Shell},
    web::{Problem, pdf_file},
};

use super::{
    common::{
        ShownOrder, load,
        tax::{of_market, rate_name},
    },
    sheet::Sheet,
};
use crate::{
    orders::{self, InvoiceNumber, OrderId, OrderStage, scopes::Read},
    prices::{TaxPart, Treatment, by_rate},
};

/// The order of whoever asks: its buyer's, or its shop's.
pub async fn find(market: &Market, by: Actor, id: OrderId) -> Result<ShownOrder, Problem> {
    let look = async move |tx: &mut Tx| match orders::find_for(tx, &by, id).await? {
        Some(order) => load(tx, order).await,
        None => Ok(None),
    };
    market.find(look).await
}

/// Print a paper and hand it over. What was not paid has none.
pub async fn hand_over(
    market: &Market,
    visit: &Visit,
    shown: &ShownOrder,
    sheet: Sheet,
) -> Result<Response, Problem> {
    if matches!(shown.order.state.stage(), OrderStage::Unpaid | OrderStage::Closed) {
        return Err(Problem::conflict("problem-nothing-to-print"));
    }
    let printed = printed(market, visit, shown, sheet).await?;
    let paper = self::sheet(visit, shown, sheet, &printed).map_err(Problem::broken)?;
    pdf(market, paper, &format!("{}-{}", shown.order.id, sheet.name())).await
}

/// What stands on a paper beside the order itself.
pub struct Printed {
    sender: Sender,
    /// None on what is no invoice.
    invoice: Option<InvoiceNumber>,
}

impl Printed {
    pub fn new(sender: Sender, invoice: Option<InvoiceNumber>) -> Self {
        Self { sender, invoice }
    }
}

/// Find what is printed beside the order. An invoice gets its number when it is asked for first.
pub async fn printed(
    market: &Market,
    visit: &Visit,
    shown: &ShownOrder,
    sheet: Sheet,
) -> Result<Printed, Problem> {
    let (now, order, zone) = (visit.now, shown.order.clone(), shown.shop.zone.clone());
    let (shop, asked) = (shown.shop.id, order.clone());
    let look = async move |tx: &mut Tx| {
        let invoice = orders::find_invoice(tx, &asked).await?;
        Ok::<_, DbError>((shops::find_sender(tx, shop).await?, invoice))
    };
    let (sender, found) = market.db.read(look).await?;
    let invoice = match found {
        _ if sheet != Sheet::Invoice => None,
        Some(found) => Some(found),
        None => {
            let act = async move |tx: &mut Tx| orders::number_invoice(tx, now, &order, &zone).await;
            Some(market.db.write(act).await?)
        }
    };
    Ok(Printed { sender, invoice })
}

/// One paper of an order.
pub fn sheet(
    visit: &Visit,
    shown: &ShownOrder,
    sheet: Sheet,
    printed: &Printed,
) -> Result<Paper, kernel::MoneyError> {
    let shell = visit.shell("orders").in_zone(&shown.shop.zone);
    match sheet {
        Sheet::Invoice => invoice(&shell, visit.lang, shown, printed),
        Sheet::PackingSlip => packing_slip(&shell, visit.lang, shown, printed),
        Sheet::Label => label(&shell, visit.lang, shown, printed),
    }
}

/// A paper as an answer, shown in the browser and named for when it is kept.
pub async fn pdf(market: &Market, paper: Paper, name: &str) -> Result<Response, Problem> {
    Ok(pdf_file(name, "private, no-store", market.printer.print(paper).await?))
}

fn paper(shell: &Shell, lang: Lang, format: Format, title: &str, parts: Vec<Part>) -> Paper {
    Paper {
        format,
        title: title.to_owned(),
        lang: lang.code(),
        foot: format!("{} · {title}", shell.market),
        without_font: shell.t("paper-without-font").to_owned(),
        parts,
    }
}

/// An address as it stands on a parcel: a line for each of its parts, as its country orders them.
fn address_lines(shell: &Shell, address: &Address) -> String {
    let country = choices::country(shell, address.country.code());
    let lines = [address.name.clone(), address.line(), country, address.phone.clone()];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn seller(lang: Lang, shown: &ShownOrder, sender: &Sender) -> String {
    // Both names, so that buyer and shop each read theirs.
    let (own, theirs) = (shown.shop.name.as_str(), shown.shop.name_in(lang));
    let mut lines = vec![theirs.to_owned()];
    if own != theirs {
        lines.push(own.to_owned());
    }
    let Sender { street, postal_code, phone, .. } = sender.clone();
    lines.extend([street, shown.shop.place_in(lang), postal_code, phone]);
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn thing(shell: &Shell, shown: &ShownOrder, line: &orders::OrderLine) -> String {
    match (shown.title(line, shell), shown.choices(line, shell)) {
        (title, "") => title.to_owned(),
        (title, choices) => format!("{title}\n{choices}"),
    }
}

fn facts(shell: &Shell, shown: &ShownOrder) -> Vec<(String, String)> {
    let mut facts = vec![
        (shell.t("order-number").to_owned(), format!("{}\n{}", shown.order.short, shown.order.id)),
        (shell.t("paper-ordered").to_owned(), shell.day(&shown.order.created_at)),
    ];
    if let Some(parcel) = shown.parcel().filter(|parcel| !parcel.tracking.is_empty()) {
        facts.push((shell.t("desk-tracking").to_owned(), format!("{} {}", parcel.carrier, parcel.tracking)));
    }
    facts
}

fn parties(shell: &Shell, lang: Lang, shown: &ShownOrder, printed: &Printed) -> Part {
    Part::Beside(vec![
        (shell.t("paper-from").to_owned(), seller(lang, shown, &printed.sender)),
        (shell.t("paper-to").to_owned(), address_lines(shell, &shown.order.ship_to)),
    ])
}

/// An invoice: what was bought at which price, what was taken off, what was paid, and what of it is tax.
pub fn invoice(
    shell: &Shell,
    lang: Lang,
    shown: &ShownOrder,
    printed: &Printed,
) -> Result<Paper, kernel::MoneyError> {
    let (order, title) = (&shown.order, shell.t("paper-invoice"));
    let mut rows = Vec::with_capacity(shown.lines.len());
    for line in &shown.lines {
        let sum = shell.money(&line.unit.times(line.quantity)?);
        rows.push(vec![
            thing(shell, shown, line),
            line.sku.clone(),
            shell.number(line.quantity),
            shell.money(&line.unit),
            sum,
        ]);
    }
    let is_taxed = order.tax.is_some();
    for (at, row) in (1_usize..).zip(&mut rows).filter(|_| is_taxed) {
        row.push(shown.rate_of(&at, shell));
    }
    let mut columns = vec![
        Column::new(shell.t("orders-things"), 4.6, Side::Start),
        Column::new(shell.t("paper-sku"), 1.7, Side::Start),
        Column::new(shell.t("cart-quantity"), 0.9, Side::End),
        Column::new(shell.t("paper-unit"), 1.5, Side::End),
        Column::new(shell.t("money-amount"), 1.6, Side::End),
    ];
    if is_taxed {
        columns.push(Column::new(shell.t("tax-rates"), 1.6, Side::End));
    }
    let mut sums = vec![(shell.t("checkout-items").to_owned(), shell.money(&order.items))];
    sums.extend(shown.discounts(shell).into_iter().map(|(name, off)| (name, shell.money(&off))));
    sums.push((shell.t("cart-shipping").to_owned(), shell.money(&order.shipping)));
    let total = (shell.t("paper-total").to_owned(), shell.money_and_code(&order.total));
    if let Some(back) = shown.refunded() {
        let left = order.total.checked_sub(back)?;
        sums.push(total);
        sums.push((shell.t("refund-given-back").to_owned(), shell.money(&back.negate()?)));
        sums.push((shell.t("paper-left").to_owned(), shell.money_and_code(&left)));
    } else {
        sums.push(total);
    }
    let mut about = facts(shell, shown);
    if let Some(number) = printed.invoice {
        about.insert(0, (shell.t("paper-invoice-number").to_owned(), number.words()));
        about.insert(1, (shell.t("paper-issued").to_owned(), shell.day(&number.issued_at)));
    }
    if !printed.sender.tax_number.is_empty() {
        about.push((shell.t("paper-tax-number").to_owned(), printed.sender.tax_number.clone()));
    }
    let mut parts = vec![
        Part::Title(title.to_owned()),
        Part::Facts(about),
        parties(shell, lang, shown, printed),
        Part::Table { columns, rows },
        Part::Sums(sums),
    ];
    parts.extend(tax_table(shell, shown)?);
    // Below the total, which nobody pays in another currency.
    let told = shown.about(shell);
    if !told.is_empty() {
        parts.push(Part::Small(format!("{}: {told}", shell.t("order-about"))));
    }
    if order.state.stage() == OrderStage::Refunded {
        parts.push(Part::Words(shell.t("paper-refunded").to_owned()));
    }
    parts.push(Part::Small(shell.say("paper-invoice-words", &[("market", &shell.market)])));
    Ok(paper(shell, lang, Format::A4, title, parts))
}

/// What of it is tax: a row for each rate, and one for what of it was given back.
fn tax_table(shell: &Shell, shown: &ShownOrder) -> Result<Vec<Part>, kernel::MoneyError> {
    let parts: Vec<TaxPart> = shown.tax.iter().map(|one| one.part).collect();
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let row = |name: String, part: &TaxPart| {
        let tax = match part.taxed.treatment {
            Treatment::Exempt => "–".to_owned(),
            _ => shell.money(&part.tax),
        };
        Ok::<_, kernel::MoneyError>(vec![name, shell.money(&part.net()?), tax, shell.money(&part.gross)])
    };
    let named = |part: &TaxPart| rate_name(shell, shown.tax_name(), part);
    let sums = by_rate(&parts)?;
    let mut rows = sums.iter().map(|part| row(named(part), part)).collect::<Result<Vec<_>, _>>()?;
    for part in &shown.tax_back {
        let (gross, tax) = (part.gross.negate()?, part.tax.negate()?);
        let name = shell.say("tax-given-back", &[("rate", &named(part))]);
        rows.push(row(name, &TaxPart { gross, tax, ..*part })?);
    }
    let columns = vec![
        Column::new(shell.t("tax-rates"), 4.0, Side::Start),
        Column::new(shell.t("tax-net"), 1.8, Side::End),
        Column::new(shell.t("tax-tax"), 1.8, Side::End),
        Column::new(shell.t("tax-gross"), 1.8, Side::End),
    ];
    let mut all = vec![Part::Heading(shell.t("tax-table").to_owned()), Part::Table { columns, rows }];
    if let Some(market) = of_market(&sums) {
        all.push(Part::Small(shell.say("tax-of-market", &[("amount", &shell.money(&market))])));
    }
    Ok(all)
}

fn packing_slip(
    shell: &Shell,
    lang: Lang,
    shown: &ShownOrder,
    printed: &Printed,
) -> Result<Paper, kernel::MoneyError> {
    let title = shell.t("paper-slip");
    let row = |line: &orders::OrderLine| {
        vec!["☐".to_owned(), thing(shell, shown, line), line.sku.clone(), shell.number(line.quantity)]
    };
    let columns = vec![
        Column::new("", 0.4, Side::Start),
        Column::new(shell.t("orders-things"), 5.6, Side::Start),
        Column::new(shell.t("paper-sku"), 2.2, Side::Start),
        Column::new(shell.t("cart-quantity"), 1.0, Side::End),
    ];
    let mut parts = vec![
        Part::Title(title.to_owned()),
        Part::Facts(facts(shell, shown)),
        Part::Bars(shown.order.id.to_string()),
        parties(shell, lang, shown, printed),
        Part::Table { columns, rows: shown.lines.iter().map(row).collect() },
    ];
    if !shown.order.note.is_empty() {
        parts.push(Part::Heading(shell.t("paper-note").to_owned()));
        parts.push(Part::Words(shown.order.note.clone()));
    }
    parts.push(Part::Small(shell.t("paper-slip-words").to_owned()));
    Ok(paper(shell, lang, Format::A4, title, parts))
}

fn label(
    shell: &Shell,
    lang: Lang,
    shown: &ShownOrder,
    printed: &Printed,
) -> Result<Paper, kernel::MoneyError> {
    let to = &shown.order.ship_to;
    let mut parts = vec![
        Part::Small(format!(
            "{}: {}",
            shell.t("paper-from"),
            seller(lang, shown, &printed.sender).replace('\n', " · ")
        )),
        Part::Rule,
        Part::Small(shell.t("paper-to").to_owned()),
        Part::Large(to.name.clone()),
        Part::Large(to.phone.clone()),
        Part::Words(to.line()),
        Part::Large(
            format!("{} {}", to.postal_code, choices::country(shell, to.country.code())).trim().to_owned(),
        ),
        Part::Rule,
    ];
    parts.push(Part::Facts(facts(shell, shown)));
    // What a scanner at the post, or at the shop's own shelf, looks the parcel up by.
    let tracking =
        shown.parcel().map(|parcel| parcel.tracking.clone()).filter(|tracking| !tracking.is_empty());
    parts.push(Part::Bars(tracking.unwrap_or_else(|| shown.order.id.to_string())));
    let pieces = shown.lines.iter().map(|line| line.quantity).sum::<i64>();
    parts.push(Part::Small(shell.n("paper-pieces", pieces)));
    Ok(paper(shell, lang, Format::A6, shell.t("paper-label"), parts))
}

/// A paper of an order as PDF: its buyer gets `invoice.pdf`, its shop also `packing-slip.pdf` and `label.pdf`.
#[utoipa::path(get, path = "/orders/{id}/papers/{sheet}", tag = "orders",
    params(("id" = String, Path), ("sheet" = String, Path)),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>), (status = 404), (status = 409)))]
pub async fn show_paper(
    Party { by, id, market, visit, .. }: Party<Read, OrderId>,
    Path((_id, sheet)): Path<(OrderId, String)>,
) -> Result<Response, Problem> {
    let is_theirs = |sheet: &Sheet| by.shop().is_ok() || *sheet == Sheet::Invoice;
    let sheet = Sheet::parse(&sheet).filter(is_theirs).ok_or_else(Problem::not_found)?;
    let shown = find(&market, by, id).await?;
    hand_over(&market, &visit, &shown, sheet).await
}

/// `GET /orders/{id}/papers/{sheet}`: the buyer's invoice.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path((id, sheet)): Path<(OrderId, String)>,
) -> Result<Response, Problem> {
    let by = visit.buyer()?;
    let sheet =
        Sheet::parse(&sheet).filter(|sheet| *sheet == Sheet::Invoice).ok_or_else(Problem::not_found)?;
    let shown = find(&market, by, id).await?;
    hand_over(&market, &visit, &shown, sheet).await
}

/// `GET /desk/{handle}/orders/{id}/papers/{sheet}`
pub async fn show_for_desk(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id, sheet)): Path<(String, OrderId, String)>,
) -> Result<Response, Problem> {
    let by = visit.seller(&handle)?.0;
    let sheet = Sheet::parse(&sheet).ok_or_else(Problem::not_found)?;
    let shown = find(&market, by, id).await?;
    hand_over(&market, &visit, &shown, sheet).await
}

#[derive(Template)]
#[template(path = "orders/views/print.html")]
pub struct PrintPage {
    pub shell: Shell,
    pub lang: Lang,
    pub shown: ShownOrder,
    pub steps: Vec<orders::StepRow>,
    /// Where one came from.
    pub back: String,
}

impl PrintPage {
    /// What a line costs.
    fn sum(&self, line: &orders::OrderLine) -> String {
        line.unit.times(line.quantity).map(|sum| self.shell.money(&sum)).unwrap_or_default()
    }

    fn address(&self) -> Vec<String> {
        address_lines(&self.shell, &self.shown.order.ship_to).lines().map(str::to_owned).collect()
    }
}

async fn print_page(
    market: &Market,
    visit: &Visit,
    by: Actor,
    id: OrderId,
    back: String,
) -> Result<Response, Problem> {
    let shown = find(market, by, id).await?;
    let steps = market.db.read(async move |tx: &mut Tx| orders::steps(tx, id).await).await?;
    let shell = visit.shell("orders").in_zone(&shown.shop.zone);
    views::page(&PrintPage { shell, lang: visit.lang, shown, steps, back })
}

/// `GET /orders/{id}/print`: the order on paper, for its buyer.
pub async fn print(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Response, Problem> {
    print_page(&market, &visit, visit.buyer()?, id, format!("/orders/{id}")).await
}

/// `GET /desk/{handle}/orders/{id}/print`: the same for its shop.
pub async fn print_for_desk(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, OrderId)>,
) -> Result<Response, Problem> {
    let by = visit.seller(&handle)?.0;
    print_page(&market, &visit, by, id, format!("/desk/{handle}/orders/{id}")).await
}
