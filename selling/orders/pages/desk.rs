use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::{Money, Side};
use people::{
    accounts,
    choices::{self, Choice},
    market::Market,
    panels::{self, Panels},
    shops::{self, Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell, Tab, tabs},
    web::{Fields, Paging, Problem, csv_file},
};

use super::common::{ShownOrder, by_short, load, load_all, read_parcel};
use crate::{
    ledger::{self, Account},
    orders::{
        self, CARRIERS, OrderAct, OrderId, OrderStage, StepRow,
        milestones::{self, Milestone},
        refunds::{self, RefundRequest, pages::RequestRow},
        sought::Sought,
        spreadsheet,
    },
};

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
    /// What other capabilities add: the steps of a new shop's start list.
    pub panels: Panels,
}

impl OverviewPage {
    /// Steps of the start list that are done, and all of them.
    fn progress(&self) -> (usize, usize) {
        let (done, to_do) = (self.panels.each("start-done").count(), self.panels.each("start-todo").count());
        (done, done + to_do)
    }

    /// The start list is there until its last step is done, and folded once the shop has sold.
    fn is_new(&self) -> bool {
        self.counts.iter().all(|(state, _)| matches!(state, OrderStage::Unpaid | OrderStage::Closed))
    }

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
            let to_ship = orders::list_for_seller(tx, id, OrderStage::Paid, i64::MAX, 50).await?;
            let to_ship = load_all(tx, to_ship).await?;
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
    let looking = visit.looking(shell.clone(), Some(id), 0);
    let panels = panels::draw(&visit, "desk", looking).await;
    views::page(&OverviewPage { shell, desk, counts, to_ship, to_answer, in_escrow, earned, panels })
}

#[derive(Template)]
#[template(path = "orders/views/desk_orders.html")]
pub struct DeskOrdersPage {
    pub shell: Shell,
    pub desk: Desk,
    pub tabs: Vec<Tab>,
    pub orders: Vec<ShownOrder>,
    pub older: String,
    pub form: Fields,
    pub states: Vec<Choice>,
    pub sorts: Vec<Choice>,
    /// Whether more is asked for than one state.
    pub is_search: bool,
    /// The same orders for a spreadsheet.
    pub file: String,
}

/// `GET /desk/{handle}/orders?state=paid&q=…&from=…&to=…&sort=oldest`
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    let id = by.shop()?;
    let mut form = paging.asked.clone();
    let sought = Sought::read(&mut form, &shop.zone);
    let (wanted, is_good) = (sought.clone(), form.is_good());
    let file = paging.clone();
    let read = async move |tx: &mut Tx| {
        let (last, limit) = (Some(paging.before).filter(|key| *key < i64::MAX), paging.limit.and_one_more());
        let found = match wanted.plain() {
            _ if !is_good => Vec::new(),
            // What is to be shipped today is read by its index.
            Some(state) => orders::list_for_seller(tx, id, state, paging.before, limit).await?,
            None => orders::seek(tx, id, &wanted, last, limit).await?,
        };
        let (found, older) = paging.cut(found, |last| last.id.number());
        let counts = orders::count_by_state(tx, id).await?;
        Ok::<_, DbError>((counts, load_all(tx, found).await?, older))
    };
    let (counts, orders, older) = market.db.read(read).await?;
    let (shell, current) = (visit.shell("desk"), sought.state.map_or("", OrderStage::name));
    let mut tabs = tabs(OrderStage::ALL, OrderStage::name, sought.state.unwrap_or(OrderStage::Paid), &counts);
    tabs.iter_mut().for_each(|tab| tab.is_current &= tab.state == current);
    let stages = OrderStage::ALL.iter().map(|stage| stage.name());
    let state = if sought.state.is_none() { "any" } else { current };
    let page = DeskOrdersPage {
        desk: Desk::new(&shop, "orders"),
        tabs,
        orders,
        older,
        states: choices::words(["any"].into_iter().chain(stages), state, |name| match name {
            "any" => shell.t("desk-any-state").to_owned(),
            name => shell.of("order-state", name),
        }),
        sorts: choices::words(["newest", "oldest"], form.value("sort"), |name| shell.of("desk-sort", name)),
        is_search: sought.plain().is_none(),
        file: file.address(&[("state", state)]).replacen("/orders", "/orders.csv", 1),
        form,
        shell,
    };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/orders.csv`: what the list was asked for, for a spreadsheet.
pub async fn index_csv(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    csv_of(&market, &shop, query.as_deref().unwrap_or_default())
}

/// The orders that a query asks for as a file, to be kept.
pub fn csv_of(market: &Market, shop: &Shop, query: &str) -> Result<Response, Problem> {
    let mut form = Fields::from_query(query);
    let sought = Sought::read(&mut form, &shop.zone);
    form.check()?;
    let rows = spreadsheet::file(market.clone(), shop.id, sought);
    Ok(csv_file(&format!("{}-orders.csv", shop.handle), rows))
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
    /// What the shop gets when the rest is paid too; none when it is, or there is none.
    pub payout_in_the_end: Option<Money>,
    /// Whether the buyer's account is closed: nobody reads what the shop writes.
    pub is_buyer_gone: bool,
    pub requests: Vec<RefundRequest>,
    /// What other capabilities add.
    pub panels: Panels,
}

impl DeskOrderPage {
    /// Whether the shop may give something back though nobody asked.
    fn can_give(&self) -> bool {
        refunds::most(&self.shown.order, &self.requests).is_ok()
    }

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
    Path((handle, word)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let Ok(id) = word.parse::<OrderId>() else {
        let (by, _) = visit.seller(&handle)?;
        return by_short(&market, by, &word, &format!("/desk/{handle}/orders")).await;
    };
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
    let shop = by.shop()?;
    let found = market
        .db
        .read(async move |tx: &mut Tx| {
            let Some(order) = orders::find_for_seller(tx, shop, id).await? else { return Ok(None) };
            let steps = orders::steps(tx, id).await?;
            let requests = refunds::list_of_order(tx, id).await?;
            let milestones = milestones::list(tx, id).await?;
            let is_buyer_gone = accounts::name_of(tx, order.buyer).await?.is_none();
            let shown = load(tx, order).await?;
            Ok::<_, DbError>(shown.map(|shown| (shown, steps, requests, milestones, is_buyer_gone)))
        })
        .await?;
    let (shown, steps, requests, milestones, is_buyer_gone) = found.ok_or_else(Problem::not_found)?;
    let desk = Desk::new(&shown.shop, "orders");
    let payout = shown.order.payout().map_err(Problem::broken)?;
    let rest_is_due = shown.order.deposit.is_some_and(|deposit| deposit.due.is_positive());
    let whole = rest_is_due.then(|| shown.order.total.checked_sub(shown.order.commission));
    let payout_in_the_end = whole.transpose().map_err(Problem::broken)?;
    let shell = visit.shell("desk");
    let looking = visit.looking(shell.clone(), Some(shop), id.number());
    let panels = panels::draw(visit, "desk-order", looking).await;
    let page = DeskOrderPage {
        shell,
        desk,
        shown,
        steps,
        milestones,
        form,
        payout,
        payout_in_the_end,
        is_buyer_gone,
        requests,
        panels,
    };
    views::show(&page, page.form.is_good())
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
    Ok(redirect(&format!("/desk/{handle}/orders/{id}"), "done-order-shipped"))
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
    Ok(redirect(&format!("/desk/{handle}/orders/{id}"), "done-order-cancelled"))
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
    Ok(redirect(&format!("/desk/{handle}/orders/{id}"), "done-order-ready"))
}
