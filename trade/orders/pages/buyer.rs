use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::{Money, Side, Timestamp};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::sheet::Sheet;
use crate::{
    market::Market,
    orders::{
        self, Order, OrderAct, OrderId, OrderLine, OrderStage, OrderState, Purchase, PurchaseId,
        PurchaseState, Receipt, StepRow,
        gifts::{self, Gift},
        milestones::{self, Milestone},
        refunds::{self, RefundRequest, Window},
    },
    panels::{self, Panels},
    shops::{self, Shop},
    visit::{Visit, see},
};

const PAGE: i64 = 20;

/// An order with what its page or its row in a list needs.
pub struct ShownOrder {
    pub order: Order,
    pub shop: Shop,
    pub lines: Vec<OrderLine>,
}

impl ShownOrder {
    /// The name of its state in texts: to its two sides, a deposit that was kept is an end of its own.
    pub fn state(&self) -> &'static str {
        match self.order.state {
            OrderState::Completed { receipt: Receipt::Forfeit, .. } => "forfeited",
            _ => self.order.state.name(),
        }
    }

    /// Colour of the badge.
    pub fn tone(&self) -> &'static str {
        match self.order.state.stage() {
            OrderStage::Unpaid
            | OrderStage::Unaddressed
            | OrderStage::Deposited
            | OrderStage::Due
            | OrderStage::Paid
            | OrderStage::Objected => "warn",
            OrderStage::Shipped => "info",
            OrderStage::Completed => "good",
            OrderStage::Closed | OrderStage::Refunded => "bad",
        }
    }

    pub fn due_at(&self) -> Option<Timestamp> {
        self.order.state.due_at()
    }

    pub fn parcel(&self) -> Option<&orders::Parcel> {
        match &self.order.state {
            OrderState::Shipped { parcel, .. } | OrderState::Objected { parcel, .. } => Some(parcel),
            OrderState::Unpaid { .. }
            | OrderState::Unaddressed { .. }
            | OrderState::Deposited { .. }
            | OrderState::Due { .. }
            | OrderState::Paid { .. }
            | OrderState::Completed { .. }
            | OrderState::Closed { .. }
            | OrderState::Refunded { .. } => None,
        }
    }

    /// What refund requests have given back, if anything.
    pub fn refunded(&self) -> Option<Money> {
        self.order.refunded.total().ok().filter(|back| back.is_positive())
    }

    /// What is paid after the deposit.
    pub fn rest(&self, deposit: &orders::Deposit) -> Money {
        self.order.total.checked_sub(deposit.amount).unwrap_or(deposit.due)
    }

    /// What coupons took off, if anything, with its minus: the shop's, then the market's.
    pub fn discounts(&self) -> Vec<(&'static str, Money)> {
        let off = self.order.discount;
        [("order-shop-discount", off.shop), ("order-market-discount", off.market)]
            .into_iter()
            .filter_map(|(name, amount)| Some((name, amount.negate().ok().filter(|off| off.is_negative())?)))
            .collect()
    }

    /// Whether there is something to print.
    pub fn has_papers(&self) -> bool {
        !matches!(self.order.state.stage(), OrderStage::Unpaid | OrderStage::Closed)
    }

    /// What the shop can print: the end of the address, and the key of its name.
    pub fn papers(&self) -> [(&'static str, &'static str); 3] {
        [
            (Sheet::PackingSlip.name(), "paper-slip"),
            (Sheet::Label.name(), "paper-label"),
            (Sheet::Invoice.name(), "paper-invoice"),
        ]
    }

    pub fn can(&self, act: OrderAct) -> bool {
        self.order.can(act)
    }

    /// How the timeline draws a step: the last one of an order that goes on is where it stands now.
    pub fn tense(&self, is_last: &bool) -> &'static str {
        if *is_last && !self.ahead().is_empty() { "now" } else { "done" }
    }

    /// The states that lie ahead if nothing goes wrong.
    pub fn ahead(&self) -> &'static [&'static str] {
        match self.order.state.stage() {
            OrderStage::Unpaid if self.order.deposit.is_some() => {
                &["deposited", "due", "paid", "shipped", "completed"]
            }
            OrderStage::Deposited => &["due", "paid", "shipped", "completed"],
            OrderStage::Unpaid | OrderStage::Due => &["paid", "shipped", "completed"],
            OrderStage::Unaddressed => &["paid", "shipped", "completed"],
            OrderStage::Paid => &["shipped", "completed"],
            OrderStage::Shipped | OrderStage::Objected => &["completed"],
            OrderStage::Completed | OrderStage::Closed | OrderStage::Refunded => &[],
        }
    }
}

pub async fn load(tx: &mut Tx, order: Order) -> Result<Option<ShownOrder>, DbError> {
    let lines = orders::lines(tx, order.id).await?;
    let shop = shops::find(tx, order.id.shop()).await?;
    Ok(shop.map(|shop| ShownOrder { order, shop, lines }))
}

#[derive(Template)]
#[template(path = "orders/views/index.html")]
pub struct OrdersPage {
    pub shell: Shell,
    pub lang: Lang,
    pub orders: Vec<ShownOrder>,
    pub older: String,
}

/// `GET /orders`: everything the buyer has ordered, newest first.
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let buyer = visit.account_id()?;
    let mut query = Fields::from_query(query.as_deref().unwrap_or_default());
    let before = query.maybe_whole("before", 1..=i64::MAX).unwrap_or(i64::MAX);
    let mut orders = market
        .db
        .read(async move |tx: &mut Tx| {
            let mut shown = Vec::new();
            for order in orders::list_for_buyer(tx, buyer, before, PAGE + 1).await? {
                shown.extend(load(tx, order).await?);
            }
            Ok::<_, DbError>(shown)
        })
        .await?;
    let has_older = orders.len() > usize::try_from(PAGE).unwrap_or_default();
    orders.truncate(usize::try_from(PAGE).unwrap_or_default());
    let older = match orders.last().filter(|_| has_older) {
        Some(last) => format!("/orders?before={}", last.order.id.number()),
        None => String::new(),
    };
    views::page(&OrdersPage { shell: visit.shell("orders"), lang: visit.lang, orders, older })
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
}

impl OrderPage {
    /// Whether money may be asked back now.
    fn can_ask(&self) -> bool {
        let has_open = self.requests.iter().any(RefundRequest::is_open);
        self.window.is_open(self.now) && !has_open && !self.shown.order.is_given_back()
    }
}

/// `GET /orders/{id}`: one order, whose turn it is and until when.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Response, Problem> {
    let (buyer, now) = (visit.account_id()?, visit.now);
    let found = market
        .db
        .read(async move |tx: &mut Tx| {
            let Some(order) = orders::find_for_buyer(tx, buyer, id).await? else { return Ok(None) };
            let steps = orders::steps(tx, id).await?;
            let requests = refunds::list_of_order(tx, id).await?;
            let gift = gifts::find(tx, order.purchase).await?;
            let milestones = milestones::list(tx, id).await?;
            let shown = load(tx, order).await?;
            Ok::<_, DbError>(shown.map(|shown| (shown, steps, requests, gift, milestones)))
        })
        .await?;
    let (shown, steps, requests, gift, milestones) = found.ok_or_else(Problem::not_found)?;
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
    })
}

#[derive(Template)]
#[template(path = "orders/views/purchase.html")]
pub struct PurchasePage {
    pub shell: Shell,
    pub lang: Lang,
    pub purchase: Purchase,
    pub orders: Vec<ShownOrder>,
    pub is_paid: bool,
    pub is_waiting: bool,
    pub gift: Option<Gift>,
    /// Until when a gift's receiver can say where it goes.
    pub gift_until: Option<Timestamp>,
}

impl PurchasePage {
    /// What coupons took off all its orders, with its minus.
    fn discount(&self) -> Option<String> {
        let all = self.orders.iter().map(|shown| shown.order.discount.total());
        let all = all.collect::<Result<Vec<Money>, _>>().ok()?;
        let off = Money::sum(all, self.purchase.total.currency()).and_then(Money::negate).ok()?;
        off.is_negative().then(|| self.shell.money(&off))
    }
}

/// Until when an order waits for the address of a gift.
fn unaddressed_until(order: &Order) -> Option<Timestamp> {
    match order.state {
        OrderState::Unaddressed { address_by, .. } => Some(address_by),
        _ => None,
    }
}

/// `GET /purchases/{id}`: where the payment page sends the buyer back to.
pub async fn show_purchase(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<PurchaseId>,
) -> Result<Response, Problem> {
    let buyer = visit.account_id()?;
    let found = market
        .db
        .read(async move |tx: &mut Tx| {
            let purchase = orders::find_purchase(tx, id).await?;
            let Some(purchase) = purchase.filter(|purchase| purchase.buyer == buyer) else { return Ok(None) };
            let mut shown = Vec::new();
            for order in orders::list_of_purchase(tx, id).await? {
                shown.extend(load(tx, order).await?);
            }
            let gift = gifts::find(tx, id).await?;
            Ok::<_, DbError>(Some((purchase, shown, gift)))
        })
        .await?;
    let (purchase, orders, gift) = found.ok_or_else(Problem::not_found)?;
    let gift_until = orders.iter().find_map(|shown| unaddressed_until(&shown.order));
    views::page(&PurchasePage {
        shell: visit.shell("orders"),
        lang: visit.lang,
        is_paid: purchase.state == PurchaseState::Paid,
        is_waiting: purchase.state == PurchaseState::Unpaid,
        purchase,
        orders,
        gift,
        gift_until,
    })
}

/// `POST /orders/{id}/receipt`: the goods are here, the shop gets its money.
pub async fn receive(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    market.db.write(async move |tx: &mut Tx| orders::receive(tx, &by, now, id).await).await?;
    Ok(see(&format!("/orders/{id}"), "done-order-received"))
}

/// `POST /orders/{id}/extension`: more days to object, once.
pub async fn extend(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    market.db.write(async move |tx: &mut Tx| orders::extend(tx, &by, now, &rules, id).await).await?;
    Ok(see(&format!("/orders/{id}"), "done-order-extended"))
}

/// `POST /orders/{id}/cancellation`: before shipment, with the money back.
pub async fn cancel(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    market.db.write(async move |tx: &mut Tx| orders::cancel(tx, &by, now, &rules, id).await).await?;
    market.work.notify_one();
    Ok(see(&format!("/orders/{id}"), "done-order-cancelled"))
}
