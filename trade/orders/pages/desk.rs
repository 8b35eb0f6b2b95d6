use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{Money, ShopId, Side};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell, Tab, tabs},
    web::{Fields, Problem},
};

use super::{
    common::read_parcel,
    common::{ShownOrder, load},
};
use crate::{
    ledger::{self, Account},
    market::Market,
    negotiation::{self, OfferId},
    orders::{
        self, OrderAct, OrderId, OrderStage, StepRow,
        milestones::{self, Milestone},
        refunds::{self, RefundRequest, pages::RequestRow},
    },
    payouts::{self, Funds, Payout},
    reviews::{Author, pages::OfOrder},
    shops::{self, Desk, Shop},
    visit::{Visit, see},
};

const PAGE: i64 = 25;

#[derive(Template)]
#[template(path = "orders/views/desk.html")]
pub struct OverviewPage {
    pub shell: Shell,
    pub desk: Desk,
    pub counts: Vec<(OrderStage, i64)>,
    pub to_ship: Vec<ShownOrder>,
    pub to_answer: Vec<RequestRow>,
    pub in_escrow: Money,
    pub earned: Money,
}

impl OverviewPage {
    fn count(&self, state: &str) -> i64 {
        self.counts.iter().find(|(have, _)| have.name() == state).map_or(0, |(_, count)| *count)
    }
}

/// `GET /desk/{handle}`: what is to be done today.
pub async fn overview(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let id = by.shop()?;
    let (shop, counts, mut to_ship, to_answer, in_escrow, earned) = market
        .db
        .read(async move |tx: &mut Tx| {
            let shop = shops::find(tx, id).await?;
            let counts = orders::count_by_state(tx, id).await?;
            let mut to_ship = Vec::new();
            for order in orders::list_for_seller(tx, id, OrderStage::Paid, i64::MAX, 50).await? {
                to_ship.extend(load(tx, order).await?);
            }
            let currency = shop.as_ref().map_or(kernel::Currency::CNY, |shop| shop.currency);
            let escrow = ledger::balance(tx, id, &Account::Escrow, currency).await?;
            let earned = ledger::balance(tx, id, &Account::Shop, currency).await?;
            let to_answer = refunds::pages::to_answer(tx, id).await?;
            Ok::<_, DbError>((shop, counts, to_ship, to_answer, escrow, earned))
        })
        .await?;
    to_ship.sort_by_key(ShownOrder::due_at);
    let desk = Desk::new(&shop.ok_or_else(Problem::not_found)?, "overview");
    let shell = visit.shell("desk");
    views::page(&OverviewPage { shell, desk, counts, to_ship, to_answer, in_escrow, earned })
}

#[derive(Template)]
#[template(path = "orders/views/desk_orders.html")]
pub struct DeskOrdersPage {
    pub shell: Shell,
    pub desk: Desk,
    pub tabs: Vec<Tab>,
    pub orders: Vec<ShownOrder>,
    pub older: String,
}

/// `GET /desk/{handle}/orders?state=paid`
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let id = by.shop()?;
    let mut query = Fields::from_query(query.as_deref().unwrap_or_default());
    let state = OrderStage::parse(query.value("state")).unwrap_or(OrderStage::Paid);
    let before = query.maybe_whole("before", 1..=i64::MAX).unwrap_or(i64::MAX);
    let (shop, counts, mut orders) = market
        .db
        .read(async move |tx: &mut Tx| {
            let mut shown = Vec::new();
            for order in orders::list_for_seller(tx, id, state, before, PAGE + 1).await? {
                shown.extend(load(tx, order).await?);
            }
            Ok::<_, DbError>((shops::find(tx, id).await?, orders::count_by_state(tx, id).await?, shown))
        })
        .await?;
    let page = usize::try_from(PAGE).unwrap_or_default();
    let has_older = orders.len() > page;
    orders.truncate(page);
    let older = match orders.last().filter(|_| has_older) {
        Some(last) => {
            format!("/desk/{handle}/orders?state={}&before={}", state.name(), last.order.id.number())
        }
        None => String::new(),
    };
    let desk = Desk::new(&shop.ok_or_else(Problem::not_found)?, "orders");
    views::page(&DeskOrdersPage {
        shell: visit.shell("desk"),
        desk,
        tabs: tabs(OrderStage::ALL, OrderStage::name, state, &counts),
        orders,
        older,
    })
}

#[derive(Template)]
#[template(path = "orders/views/desk_order.html")]
pub struct DeskOrderPage {
    pub shell: Shell,
    pub desk: Desk,
    pub shown: ShownOrder,
    pub steps: Vec<StepRow>,
    pub milestones: Vec<Milestone>,
    pub form: Fields,
    pub payout: Money,
    pub requests: Vec<RefundRequest>,
    /// What both sides say of it.
    pub said: OfOrder,
    pub review_base: String,
    pub reply_base: String,
    /// The offer that it came of.
    pub deal: Option<OfferId>,
}

impl DeskOrderPage {
    /// What the shop will tell the buyer of next.
    fn next_milestone(&self) -> Option<&Milestone> {
        let is_made = matches!(
            self.shown.order.state.stage(),
            OrderStage::Deposited | OrderStage::Due | OrderStage::Paid
        );
        self.milestones.iter().find(|milestone| is_made && milestone.reached_at.is_none())
    }
}

/// `GET /desk/{handle}/orders/{id}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, OrderId)>,
) -> Result<Response, Problem> {
    show_with(&market, &visit, &handle, id, Fields::default()).await
}

async fn show_with(
    market: &Market,
    visit: &Visit,
    handle: &str,
    id: OrderId,
    form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(handle)?;
    let (shop, now, rules) = (by.shop()?, visit.now, market.rules());
    let found = market
        .db
        .read(async move |tx: &mut Tx| {
            let Some(order) = orders::find_for_seller(tx, shop, id).await? else { return Ok(None) };
            let steps = orders::steps(tx, id).await?;
            let requests = refunds::list_of_order(tx, id).await?;
            let said = OfOrder::find(tx, &order, &rules, Author::Seller, now).await?;
            let milestones = milestones::list(tx, id).await?;
            let deal = negotiation::find_deal(tx, id.shop(), order.purchase).await?.map(|deal| deal.id);
            let shown = load(tx, order).await?;
            Ok::<_, DbError>(shown.map(|shown| (shown, steps, requests, said, milestones, deal)))
        })
        .await?;
    let (shown, steps, requests, said, milestones, deal) = found.ok_or_else(Problem::not_found)?;
    let desk = Desk::new(&shown.shop, "orders");
    let payout = shown.order.payout().map_err(Problem::broken)?;
    let is_refused = !form.is_good();
    let (review_base, reply_base) =
        (format!("/desk/{handle}/orders/{id}"), format!("/desk/{handle}/reviews"));
    let page = DeskOrderPage {
        shell: visit.shell("desk"),
        desk,
        shown,
        steps,
        milestones,
        form,
        payout,
        requests,
        said,
        review_base,
        reply_base,
        deal,
    };
    if is_refused { views::refused(&page) } else { views::page(&page) }
}

/// `POST /desk/{handle}/orders/{id}/shipment`
pub async fn ship(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, OrderId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let parcel = read_parcel(&mut form);
    if !form.is_good() {
        return show_with(&market, &visit, &handle, id, form).await;
    }
    let (now, rules) = (visit.now, market.rules());
    let act = async move |tx: &mut Tx| orders::ship(tx, &by, now, &rules, id, parcel.clone()).await;
    market.db.write(act).await?;
    Ok(see(&format!("/desk/{handle}/orders/{id}"), "done-order-shipped"))
}

/// `POST /desk/{handle}/orders/{id}/cancellation`: the shop cannot deliver; the buyer gets the money back.
pub async fn cancel(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, OrderId)>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let (now, rules) = (visit.now, market.rules());
    market.db.write(async move |tx: &mut Tx| orders::cancel(tx, &by, now, &rules, id).await).await?;
    market.work.notify_one();
    Ok(see(&format!("/desk/{handle}/orders/{id}"), "done-order-cancelled"))
}

/// `POST /desk/{handle}/orders/{id}/readiness`: the piece is made, the buyer pays the rest.
pub async fn ready(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, OrderId)>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let (now, rules) = (visit.now, market.rules());
    market.db.write(async move |tx: &mut Tx| orders::ready(tx, &by, now, &rules, id).await).await?;
    market.work.notify_one();
    Ok(see(&format!("/desk/{handle}/orders/{id}"), "done-order-ready"))
}

#[derive(Template)]
#[template(path = "orders/views/money.html")]
pub struct MoneyPage {
    pub shell: Shell,
    pub desk: Desk,
    pub funds: Funds,
    /// The newest payouts.
    pub list: Vec<Payout>,
    pub lines: Vec<ledger::StatementLine>,
    pub older: String,
    pub shop: ShopId,
}

impl MoneyPage {
    fn tone(&self, payout: &Payout) -> &'static str {
        payouts::pages::tone(payout)
    }

    fn turn(&self, payout: &Payout) -> String {
        payouts::pages::turn(&self.shell, payout)
    }

    /// The order that a line is about.
    fn order(&self, line: &ledger::StatementLine) -> Option<OrderId> {
        about(self.shop, line)
    }
}

/// The order that a line of a shop's statement is about.
pub fn about(shop: ShopId, line: &ledger::StatementLine) -> Option<OrderId> {
    (line.order != 0).then(|| OrderId::new(shop, line.order))
}

async fn statement(
    market: &Market,
    visit: &Visit,
    handle: &str,
    before: i64,
    limit: i64,
) -> Result<(Shop, Vec<ledger::StatementLine>), Problem> {
    let (by, _) = visit.seller(handle)?;
    let id = by.shop()?;
    let found = market
        .db
        .read(async move |tx: &mut Tx| {
            let Some(shop) = shops::find(tx, id).await? else { return Ok(None) };
            let lines = ledger::statement(tx, id, &Account::Shop, before, limit).await?;
            Ok::<_, DbError>(Some((shop, lines)))
        })
        .await?;
    found.ok_or_else(Problem::not_found)
}

/// `GET /desk/{handle}/money`: what waits in escrow, what can be paid out and what is, line by line.
pub async fn money(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mut query = Fields::from_query(query.as_deref().unwrap_or_default());
    let before = query.maybe_whole("before", 1..=i64::MAX).unwrap_or(i64::MAX);
    let (shop, mut lines) = statement(&market, &visit, &handle, before, PAGE + 1).await?;
    let (id, currency) = (shop.id, shop.currency);
    let read = async move |tx: &mut Tx| {
        let list = payouts::list_for_seller(tx, id, i64::MAX, 5).await?;
        Ok::<_, DbError>((payouts::funds(tx, id, currency).await?, list))
    };
    let (funds, list) = market.db.read(read).await?;
    let page = usize::try_from(PAGE).unwrap_or_default();
    let has_older = lines.len() > page;
    lines.truncate(page);
    let older = match lines.last().filter(|_| has_older) {
        Some(last) => format!("/desk/{handle}/money?before={}", last.transfer),
        None => String::new(),
    };
    let desk = Desk::new(&shop, "money");
    let shell = visit.shell("desk");
    views::page(&MoneyPage { shell, desk, funds, list, lines, older, shop: shop.id })
}

/// `GET /desk/{handle}/money.csv`: the newest 10,000 lines for a spreadsheet.
pub async fn money_csv(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (shop, lines) = statement(&market, &visit, &handle, i64::MAX, 10_000).await?;
    let mut csv = csv::Writer::from_writer(Vec::new());
    let mut write = |record: [&str; 5]| csv.write_record(record).map_err(Problem::broken);
    write(["time", "cause", "order", "amount", "currency"])?;
    for line in lines {
        let (time, amount) = (line.at.rfc3339(), line.amount.decimal());
        let order = about(shop.id, &line).map(|order| order.to_string()).unwrap_or_default();
        write([&time, &line.cause, &order, &amount, line.amount.currency().code()])?;
    }
    let body = csv.into_inner().map_err(Problem::broken)?;
    let name = format!("attachment; filename=\"{handle}-money.csv\"");
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, body).into_response())
}
