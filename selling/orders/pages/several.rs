//! Several orders at once: shipped in one form, printed on one paper.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::{Actor, ShopId};
use people::{
    market::Market,
    shops::{Desk, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    paper::Part,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::{
    common::{ShownOrder, load, read_parcel},
    papers,
    sheet::Sheet,
};
use crate::orders::{self, CARRIERS, OrderAct, OrderId, Parcel};

/// Orders that are taken at once.
pub const MOST: usize = 100;

/// One order of the form, with what was typed for it and why it could not be shipped.
pub struct Line {
    pub shown: ShownOrder,
    pub carrier: String,
    pub tracking: String,
    pub why: String,
}

#[derive(Template)]
#[template(path = "orders/views/desk_shipments.html")]
struct ShipmentsPage {
    shell: Shell,
    desk: Desk,
    lines: Vec<Line>,
    /// How many of the chosen were shipped by this form.
    shipped: usize,
}

impl ShipmentsPage {
    fn has_faults(&self) -> bool {
        self.lines.iter().any(|line| !line.why.is_empty())
    }
}

/// The orders that were chosen, each once.
fn chosen(form: &Fields) -> Vec<OrderId> {
    let mut ids: Vec<OrderId> = Vec::new();
    for id in form.all("order").iter().filter_map(|id| id.parse().ok()) {
        if !ids.contains(&id) && ids.len() < MOST {
            ids.push(id);
        }
    }
    ids
}

/// Those of them that are this shop's, in their order.
async fn load_chosen(market: &Market, shop: ShopId, ids: Vec<OrderId>) -> Result<Vec<ShownOrder>, Problem> {
    let look = async move |tx: &mut Tx| {
        let mut all = Vec::with_capacity(ids.len());
        for id in &ids {
            if let Some(order) = orders::find_for_seller(tx, shop, *id).await? {
                all.extend(load(tx, order).await?);
            }
        }
        Ok::<_, DbError>(all)
    };
    Ok(market.db.read(look).await?)
}

/// `GET /desk/{handle}/shipments?order=…&order=…`
pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let form = Fields::from_query(&query.unwrap_or_default());
    let line = |shown: ShownOrder| {
        let (carrier, tracking, why) = (form.value("carrier").to_owned(), String::new(), String::new());
        Line { shown, carrier, tracking, why }
    };
    let found = load_chosen(&market, by.shop()?, chosen(&form)).await?;
    let lines = found.into_iter().filter(|shown| shown.can(OrderAct::Ship)).map(line).collect();
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "orders"));
    views::page(&ShipmentsPage { shell, desk, lines, shipped: 0 })
}

/// Ship one order of several; the others do not wait for it.
pub async fn ship_one(
    market: &Market,
    visit: &Visit,
    by: Actor,
    id: OrderId,
    parcel: Parcel,
) -> Result<(), Problem> {
    let (now, rules) = (visit.now, market.rules());
    let act = async move |tx: &mut Tx| orders::ship(tx, &by, now, &rules, id, parcel.clone()).await;
    market.db.write(act).await?;
    Ok(())
}

/// The parcel of one order among several, by the fields that bear its number.
fn parcel_of(form: &Fields, id: OrderId) -> (Fields, Parcel) {
    let value = |name: &str| form.value(&format!("{name}.{id}")).to_owned();
    let mut own = Fields::filled([("carrier", value("carrier")), ("tracking", value("tracking"))]);
    let parcel = read_parcel(&mut own);
    (own, parcel)
}

/// `POST /desk/{handle}/shipments`: what is good is shipped; what is not keeps what was typed, and says why.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let shell = visit.shell("desk");
    let (mut lines, mut shipped) = (Vec::new(), 0);
    for shown in load_chosen(&market, by.shop()?, chosen(&form)).await? {
        let id = shown.order.id;
        let (own, parcel) = parcel_of(&form, id);
        let why = match own.refusals().values().next() {
            Some(refusal) => refusal.words(&shell.text),
            None => match ship_one(&market, &visit, by, id, parcel).await {
                Ok(()) => {
                    shipped += 1;
                    continue;
                }
                Err(problem) => shell.t(problem.code).to_owned(),
            },
        };
        let (carrier, tracking) = (own.value("carrier").to_owned(), own.value("tracking").to_owned());
        lines.push(Line { shown, carrier, tracking, why });
    }
    if lines.is_empty() {
        return Ok(redirect(&format!("/desk/{handle}/orders?state=shipped"), "done-orders-shipped"));
    }
    let desk = Desk::new(&shop, "orders");
    views::refused(&ShipmentsPage { shell, desk, lines, shipped })
}

/// `GET /desk/{handle}/papers.pdf?order=…&order=…`: a packing slip and a label for each order, on one paper.
pub async fn papers(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    print(&market, &visit, by.shop()?, &Fields::from_query(&query.unwrap_or_default())).await
}

/// The slips and labels of the orders that a query names.
pub async fn print(
    market: &Market,
    visit: &Visit,
    shop: ShopId,
    asked: &Fields,
) -> Result<Response, Problem> {
    let found = load_chosen(market, shop, chosen(asked)).await?;
    let mut whole: Option<platform::paper::Paper> = None;
    for shown in found.iter().filter(|shown| shown.has_papers()) {
        for sheet in [Sheet::PackingSlip, Sheet::Label] {
            let printed = papers::printed(market, visit, shown, sheet).await?;
            let paper = papers::sheet(visit, shown, sheet, &printed).map_err(Problem::broken)?;
            match &mut whole {
                Some(whole) => {
                    whole.parts.push(Part::Sheet(paper.format));
                    whole.parts.extend(paper.parts);
                }
                None => whole = Some(paper),
            }
        }
    }
    let mut paper = whole.ok_or_else(|| Problem::conflict("problem-nothing-to-print"))?;
    // Slips and labels take turns: what each is stands on it, and at its foot only whose market it is.
    paper.foot = visit.shell("orders").market;
    papers::pdf(market, paper, "slips-and-labels.pdf").await
}
