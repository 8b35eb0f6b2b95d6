use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use people::{
    accounts::{self, Account},
    market::Market,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Paging, Problem, Refusal},
};
use selling::{
    ledger::{self, OrderEntry},
    orders::{
        self, OrderAct, OrderId, OrderStage, StepRow,
        pages::{ShownOrder, load, load_all},
    },
};

use super::{
    ask::{AskPage, Because},
    common::account_name,
};
use crate::operator::cancel_order;

#[derive(Template)]
#[template(path = "operator/views/orders.html")]
pub struct OrdersPage {
    pub shell: Shell,
    pub current: &'static str,
    pub lang: Lang,
    pub state: Option<OrderStage>,
    pub orders: Vec<ShownOrder>,
    pub older: String,
    pub form: Fields,
}

/// `GET /operator/orders?state=paid&order=…`: newest first; a number that is given leads to its order.
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    mut paging: Paging,
) -> Result<Response, Problem> {
    visit.operator()?;
    let wanted = paging.asked.value("order").trim().to_lowercase();
    if !wanted.is_empty() {
        if let Ok(id) = wanted.parse::<OrderId>()
            && market.db.read(async move |tx: &mut Tx| orders::find(tx, id).await).await?.is_some()
        {
            return Ok(Redirect::to(&format!("/operator/orders/{id}")).into_response());
        }
        let same = match orders::read_short(&wanted) {
            Some(short) => {
                market.db.read(async move |tx: &mut Tx| orders::list_by_short(tx, &short).await).await?
            }
            None => Vec::new(),
        };
        match same.as_slice() {
            [] => paging.asked.refuse("order", Refusal::new("refused-no-such-order")),
            [one] => return Ok(Redirect::to(&format!("/operator/orders/{}", one.id)).into_response()),
            // Every shop counts for itself.
            [_, ..] => return several(&market, &visit, paging.asked, same).await,
        }
    }
    let form = paging.asked.clone();
    // What was not found is not looked for on the next page.
    paging.asked.set("order", "");
    let state = OrderStage::parse(form.value("state"));
    let read = async move |tx: &mut Tx| {
        let found = orders::list_all(tx, state, paging.before, paging.limit.and_one_more()).await?;
        let (found, older) = paging.cut(found, |order| order.id.number());
        Ok::<_, DbError>((load_all(tx, found).await?, older))
    };
    let (orders, older) = market.db.report(read).await?;
    let shell = visit.shell("operator");
    let page = OrdersPage { shell, current: "orders", lang: visit.lang, state, orders, older, form };
    views::show(&page, page.form.is_good())
}

/// All orders with one short number, to choose from.
async fn several(
    market: &Market,
    visit: &Visit,
    form: Fields,
    same: Vec<orders::Order>,
) -> Result<Response, Problem> {
    let orders = market.db.read(async move |tx: &mut Tx| load_all(tx, same.clone()).await).await?;
    let (shell, older) = (visit.shell("operator"), String::new());
    views::page(&OrdersPage { shell, current: "orders", lang: visit.lang, state: None, orders, older, form })
}

#[derive(Template)]
#[template(path = "operator/views/order.html")]
pub struct OrderPage {
    pub shell: Shell,
    pub current: &'static str,
    pub lang: Lang,
    pub shown: ShownOrder,
    pub buyer: Option<Account>,
    pub steps: Vec<StepRow>,
    pub entries: Vec<OrderEntry>,
}

impl OrderPage {
    fn account(&self, name: &str) -> String {
        account_name(&self.shell, name)
    }

    /// Whether the operator can still give everything back.
    fn can_cancel(&self) -> bool {
        self.shown.can(OrderAct::Refund) || self.shown.can(OrderAct::Close)
    }
}

/// `GET /operator/orders/{id}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Response, Problem> {
    visit.operator()?;
    let read = async move |tx: &mut Tx| {
        let Some(order) = orders::find(tx, id).await? else { return Ok(None) };
        let buyer = accounts::find(tx, order.buyer).await?;
        let steps = orders::steps(tx, id).await?;
        let entries = ledger::entries_of_order(tx, id.shop(), id.number()).await?;
        Ok::<_, DbError>(load(tx, order).await?.map(|shown| (shown, buyer, steps, entries)))
    };
    let found = market.db.report(read).await?;
    let (shown, buyer, steps, entries) = found.ok_or_else(Problem::not_found)?;
    let (shell, lang) = (visit.shell("operator"), visit.lang);
    views::page(&OrderPage { shell, current: "orders", lang, shown, buyer, steps, entries })
}

async fn ask_with(market: &Market, visit: &Visit, id: OrderId, form: Fields) -> Result<Response, Problem> {
    visit.operator()?;
    let found = market.db.read(async move |tx: &mut Tx| orders::find(tx, id).await).await?;
    let order = found.ok_or_else(Problem::not_found)?;
    let shell = visit.shell("operator");
    let amount = format!("{} {}", shell.money(&order.total), order.total.currency().code());
    let page = AskPage {
        shell,
        key: "operator-order-cancel".to_owned(),
        subject: ("amount", amount),
        current: "orders",
        because: Because::Needed,
        back: format!("/operator/orders/{id}"),
        form,
    };
    page.respond()
}

/// `GET /operator/orders/{id}/cancellation`
pub async fn ask(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Response, Problem> {
    ask_with(&market, &visit, id, Fields::default()).await
}

/// `POST /operator/orders/{id}/cancellation`
pub async fn cancel(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.operator()?, visit.now, market.rules());
    let reason = Because::Needed.read(&mut form);
    if !form.is_good() {
        return ask_with(&market, &visit, id, form).await;
    }
    market.db.write(async move |tx: &mut Tx| cancel_order(tx, &by, now, &rules, id, &reason).await).await?;
    Ok(redirect(&format!("/operator/orders/{id}"), "done-operator-order-cancelled"))
}
