use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Money, Side, Timestamp};
use people::{
    market::Market,
    panels::{self, Panels},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use super::common::{ShownOrder, by_short, load, load_all};
use crate::{
    orders::{
        self, BuyerStanding, Order, OrderAct, OrderId, OrderStage, OrderState, StepRow, Wanted,
        gifts::{self, Gift},
        milestones::{self, Milestone},
        refunds::{self, RefundRequest, Window},
    },
    prices::Asking,
};

#[derive(Template)]
#[template(path = "orders/views/index.html")]
pub struct OrdersPage {
    pub shell: Shell,
    pub lang: Lang,
    pub orders: Vec<ShownOrder>,
    pub older: String,
    /// Which of them are shown; none for all.
    pub standing: Option<BuyerStanding>,
    /// What is searched for.
    pub words: String,
}

impl OrdersPage {
    /// Whether nothing was asked for but the orders.
    fn is_whole(&self) -> bool {
        self.standing.is_none() && self.words.is_empty()
    }
}

/// Letters that are searched for.
const MOST_WORDS: usize = 100;

/// `GET /orders?state=on-the-way&q=bowl`: what the buyer has ordered, newest first.
pub async fn index(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let (buyer, limit) = (visit.account_id()?, paging.limit.and_one_more());
    let standing = BuyerStanding::parse(paging.asked.value("state"));
    let words: String = paging.asked.value("q").trim().chars().take(MOST_WORDS).collect();
    let wanted = Wanted::of(standing, &words);
    let read = async move |tx: &mut Tx| {
        let found = orders::list_for_buyer(tx, buyer, &wanted, paging.before, limit).await?;
        let (found, older) = paging.cut(found, |last| last.id.number());
        Ok::<_, DbError>((load_all(tx, found).await?, older))
    };
    let (orders, older) = market.db.read(read).await?;
    let shell = visit.shell("orders");
    views::page(&OrdersPage { shell, lang: visit.lang, orders, older, standing, words })
}

/// `POST /orders/{id}/repeat`: the same once more, as far as it can be bought.
pub async fn repeat(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let asking = Asking::new(&market, now, by.account().ok());
    market.db.write(async move |tx: &mut Tx| orders::buy_again(tx, &by, &asking, id).await).await?;
    Ok(Redirect::to(&format!("/cart?again={id}")).into_response())
}

#[derive(Template)]
#[template(path = "orders/views/show.html")]
pub struct OrderPage {
    pub shell: Shell,
    pub lang: Lang,
    pub shown: ShownOrder,
    pub steps: Vec<StepRow>,
    pub requests: Vec<RefundRequest>,
    pub window: Window,
    pub now: Timestamp,
    /// What other capabilities add.
    pub panels: Panels,
    pub milestones: Vec<Milestone>,
    /// Whether the buyer can still change their mind.
    pub can_cancel: bool,
    pub gift: Option<Gift>,
    pub gift_until: Option<Timestamp>,
    /// Of the market's own addresses.
    pub origin: String,
    /// What was paid for it too late, and goes back.
    pub in_vain: Money,
}

impl OrderPage {
    /// Whether money may be asked back now.
    fn can_ask(&self) -> bool {
        let has_open = self.requests.iter().any(RefundRequest::is_open);
        self.window.is_open(self.now) && !has_open && !self.shown.order.is_given_back()
    }
}

/// `GET /orders/{id}`: one order, whose turn it is and until when; its short number leads there too.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(word): Path<String>,
) -> Result<Response, Problem> {
    let Ok(id) = word.parse::<OrderId>() else {
        return by_short(&market, visit.buyer()?, &word, "/orders").await;
    };
    let (buyer, now) = (visit.account_id()?, visit.now);
    let found = market
        .db
        .read(async move |tx: &mut Tx| {
            let Some(order) = orders::find_for_buyer(tx, buyer, id).await? else { return Ok(None) };
            let steps = orders::steps(tx, id).await?;
            let requests = refunds::list_of_order(tx, id).await?;
            let gift = gifts::find(tx, order.purchase).await?;
            let milestones = milestones::list(tx, id).await?;
            let in_vain = match order.state.stage() {
                OrderStage::Closed => in_vain(tx, &order).await?,
                _ => Money::zero(order.total.currency()),
            };
            let shown = load(tx, order).await?;
            Ok::<_, DbError>(shown.map(|shown| (shown, steps, requests, gift, milestones, in_vain)))
        })
        .await?;
    let (shown, steps, requests, gift, milestones, in_vain) = found.ok_or_else(Problem::not_found)?;
    let window = Window::of(&shown.order, &market.rules(), visit.zone());
    let (shell, lang) = (visit.shell("orders"), visit.lang);
    let looking = visit.looking(shell.clone(), Some(id.shop()), id.number());
    let panels = panels::draw(&visit, "order", looking).await;
    views::page(&OrderPage {
        shell,
        lang,
        steps,
        requests,
        window,
        now,
        panels,
        gift_until: unaddressed_until(&shown.order),
        milestones,
        can_cancel: shown.can(OrderAct::Close)
            || (shown.can(OrderAct::Refund) && !shown.order.is_begun(now, &market.rules())),
        shown,
        gift,
        origin: market.config.public_url.clone(),
        in_vain,
    })
}

/// What was paid for a closed order too late.
async fn in_vain(tx: &mut Tx, order: &Order) -> Result<Money, DbError> {
    let purchase = orders::find_purchase(tx, order.purchase).await?.ok_or(DbError::Raced)?;
    orders::paid_in_vain(tx, &purchase).await
}

/// Until when an order waits for the address of a gift.
pub(super) fn unaddressed_until(order: &Order) -> Option<Timestamp> {
    match order.state {
        OrderState::Unaddressed { address_by, .. } => Some(address_by),
        _ => None,
    }
}

/// `POST /orders/{id}/receipt`: the goods are here, the shop gets its money.
pub async fn receive(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    market.db.write(async move |tx: &mut Tx| orders::receive(tx, &by, now, id).await).await?;
    Ok(redirect(&format!("/orders/{id}"), "done-order-received"))
}

/// `POST /orders/{id}/extension`: more days to object, once.
pub async fn extend(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    market.db.write(async move |tx: &mut Tx| orders::extend(tx, &by, now, &rules, id).await).await?;
    Ok(redirect(&format!("/orders/{id}"), "done-order-extended"))
}

/// `POST /orders/{id}/cancellation`: before shipment, with the money back.
pub async fn cancel(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    market.db.write(async move |tx: &mut Tx| orders::cancel(tx, &by, now, &rules, id).await).await?;
    Ok(redirect(&format!("/orders/{id}"), "done-order-cancelled"))
}
