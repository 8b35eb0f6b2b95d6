//! The acts of orders for programs.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use kernel::{Currency, ShopId};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Act, Cart, Choice, Order, OrderId, OrderLine, Placed, PurchaseId, STEPS, State as Stage, Wanted,
    gifts::pages::read_gift, pages::read_parcel, start_payment,
};
use crate::{
    accounts::{Address, Scope, read_address},
    catalog::VariantId,
    market::Market,
    orders,
    visit::Visit,
    wire::{Amount, List, time},
};

pub fn routes() -> OpenApiRouter<Market> {
    OpenApiRouter::new()
        .routes(routes!(show_cart, put_in_cart))
        .routes(routes!(super::pages::papers::show_paper))
        .routes(routes!(check_out))
        .routes(routes!(buy))
        .routes(routes!(pay))
        .routes(routes!(list))
        .routes(routes!(show))
        .routes(routes!(receive))
        .routes(routes!(extend))
        .routes(routes!(cancel))
        .routes(routes!(list_for_shop))
        .routes(routes!(ship))
}

#[derive(Serialize, ToSchema)]
pub struct CartLineOut {
    variant: String,
    listing: String,
    shop: String,
    title: String,
    choices: String,
    quantity: i64,
    unit: Amount,
    /// `archived`, `sold-out` or `fewer`; none when it can be ordered.
    obstacle: Option<&'static str>,
}

#[derive(Serialize, ToSchema)]
pub struct CartOut {
    lines: Vec<CartLineOut>,
}

impl From<Cart> for CartOut {
    fn from(cart: Cart) -> Self {
        let line = |shop: &str, line: orders::CartLine| CartLineOut {
            variant: line.offered.variant.to_string(),
            listing: line.offered.listing.to_string(),
            shop: shop.to_owned(),
            title: line.offered.title,
            choices: line.offered.choices,
            quantity: line.quantity,
            unit: line.offered.unit.into(),
            obstacle: line.obstacle,
        };
        let shops = cart.shops.into_iter();
        Self {
            lines: shops
                .flat_map(|group| group.lines.into_iter().map(move |it| line(&group.shop.handle, it)))
                .collect(),
        }
    }
}

/// The caller's cart.
#[utoipa::path(get, path = "/cart", tag = "orders", responses((status = 200, body = CartOut)))]
async fn show_cart(State(market): State<Market>, visit: Visit) -> Result<Json<CartOut>, Problem> {
    visit.allow(Scope::OrdersRead)?;
    let (now, holder) = (visit.now, visit.account_id()?.get());
    let cart = market.db.read(async move |tx: &mut Tx| orders::cart(tx, now, holder).await).await?;
    Ok(Json(cart.into()))
}

/// `quantity` pieces of a variant; 0 takes it out.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct CartChange {
    variant: String,
    quantity: i64,
}

/// Have so many pieces of a variant in the cart.
#[utoipa::path(put, path = "/cart", tag = "orders", request_body = CartChange, responses((status = 200, body = CartOut)))]
async fn put_in_cart(
    State(market): State<Market>,
    visit: Visit,
    mut body: Fields,
) -> Result<Json<CartOut>, Problem> {
    visit.allow(Scope::OrdersWrite)?;
    let (now, holder) = (visit.now, visit.account_id()?.get());
    let variant: Option<VariantId> = body.parsed("variant", |text| text.parse().ok());
    let quantity = body.whole("quantity", 0..=999);
    let Some(variant) = variant.filter(|_| body.is_good()) else { return Err(Problem::invalid(&body)) };
    market
        .db
        .write(async move |tx: &mut Tx| orders::put_in_cart(tx, now, holder, variant, quantity).await)
        .await?;
    let cart = market.db.read(async move |tx: &mut Tx| orders::cart(tx, now, holder).await).await?;
    Ok(Json(cart.into()))
}

/// Where it goes, in which currency, and what the caller believes it costs.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct CheckoutIn {
    currency: String,
    #[serde(flatten)]
    ship_to: Address,
    /// Whoever receives it gives the address by a link: only name, country and region are needed.
    gift: Option<bool>,
    /// What the buyer writes to them.
    gift_words: Option<String>,
    /// The same key places one purchase.
    key: String,
    /// Refused when the total is another.
    seen_total: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct PlacedOut {
    purchase: String,
    orders: Vec<String>,
    total: Amount,
}

impl From<Placed> for PlacedOut {
    fn from(placed: Placed) -> Self {
        Self {
            purchase: placed.purchase.to_string(),
            orders: placed.orders.iter().map(ToString::to_string).collect(),
            total: placed.total.into(),
        }
    }
}

/// Place what the cart holds in one currency: one purchase, one order per shop.
#[utoipa::path(post, path = "/checkouts", tag = "orders", request_body = CheckoutIn,
    responses((status = 201, body = PlacedOut)))]
async fn check_out(
    State(market): State<Market>,
    visit: Visit,
    mut body: Fields,
) -> Result<(StatusCode, Json<PlacedOut>), Problem> {
    visit.allow(Scope::OrdersWrite)?;
    let (buyer, now) = (visit.account_id()?, visit.now);
    let currency = body.parsed("currency", |code| Currency::parse(code).ok());
    let (ship_to, gift) = if body.yes_or_no("gift") {
        read_gift(&mut body).map_or((None, None), |(to, gift)| (Some(to), Some(gift)))
    } else {
        body.maybe_paragraphs("gift_words", 500);
        (read_address(&mut body), None)
    };
    let key = body.line("key", 100);
    let seen_total = currency.and_then(|currency| body.maybe_money("seen_total", currency));
    let (Some(currency), Some(ship_to), true) = (currency, ship_to, body.is_good()) else {
        return Err(Problem::invalid(&body));
    };
    let choice = Choice { currency, ship_to, key, notes: Vec::new(), seen_total, gift };
    let read = async move |tx: &mut Tx| orders::terms(tx, now, buyer, buyer.get(), choice).await;
    let terms = market.db.read(read).await?;
    let placed = market.door.place(now, market.rules(), terms).await?;
    Ok((StatusCode::CREATED, Json(placed.into())))
}

/// Buy one variant at once, past the cart.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct BuyIn {
    variant: String,
    quantity: i64,
    #[serde(flatten)]
    ship_to: Address,
    /// The same key places one purchase.
    key: String,
}

/// Buy some pieces of one variant at today's price.
#[utoipa::path(post, path = "/purchases", tag = "orders", request_body = BuyIn,
    responses((status = 201, body = PlacedOut)))]
async fn buy(
    State(market): State<Market>,
    visit: Visit,
    mut body: Fields,
) -> Result<(StatusCode, Json<PlacedOut>), Problem> {
    visit.allow(Scope::OrdersWrite)?;
    let (buyer, now) = (visit.account_id()?, visit.now);
    let variant: Option<VariantId> = body.parsed("variant", |text| text.parse().ok());
    let quantity = body.whole("quantity", 1..=999);
    let ship_to = read_address(&mut body);
    let key = body.line("key", 100);
    let (Some(variant), Some(ship_to), true) = (variant, ship_to, body.is_good()) else {
        return Err(Problem::invalid(&body));
    };
    let wanted = Wanted { variant, quantity, ship_to, key };
    let read = async move |tx: &mut Tx| orders::buy_now(tx, now, buyer, wanted).await;
    let terms = market.db.read(read).await?;
    let placed = market.door.place(now, market.rules(), terms).await?;
    Ok((StatusCode::CREATED, Json(placed.into())))
}

#[derive(Serialize, ToSchema)]
pub struct PaymentOut {
    /// Where the buyer pays, or the purchase's own page when there is nothing to pay.
    url: String,
}

/// Open a payment page for a purchase.
#[utoipa::path(post, path = "/purchases/{id}/payment", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = PaymentOut)))]
async fn pay(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<PurchaseId>,
) -> Result<Json<PaymentOut>, Problem> {
    visit.allow(Scope::OrdersWrite)?;
    let url = start_payment(&market, visit.account_id()?, id).await?;
    Ok(Json(PaymentOut { url }))
}

#[derive(Serialize, ToSchema)]
pub struct OrderOut {
    id: String,
    purchase: String,
    shop: String,
    #[schema(example = "paid")]
    state: &'static str,
    /// When the next thing happens by itself, RFC 3339.
    due_at: Option<String>,
    /// What can be done now.
    acts: Vec<&'static str>,
    items: Amount,
    shipping: Amount,
    total: Amount,
    /// Set when it is paid in two parts.
    deposit: Option<DepositOut>,
    commission: Amount,
    /// Given back by refund requests.
    refunded: Amount,
    ship_to: Address,
    created_at: String,
    lines: Vec<LineOut>,
}

#[derive(Serialize, ToSchema)]
pub struct LineOut {
    /// None for what was made for this buyer alone.
    listing: Option<String>,
    variant: Option<String>,
    title: String,
    choices: String,
    sku: String,
    quantity: i64,
    unit: Amount,
}

/// How an order is paid in two parts.
#[derive(Serialize, ToSchema)]
pub struct DepositOut {
    /// Paid before the work begins.
    amount: Amount,
    /// Still to be paid; nothing once the rest is paid.
    due: Amount,
    /// The purchase that pays the rest, from the day on which the piece is ready.
    rest: Option<String>,
}

impl From<orders::Deposit> for DepositOut {
    fn from(deposit: orders::Deposit) -> Self {
        let rest = deposit.rest.map(|rest| rest.to_string());
        Self { amount: deposit.amount.into(), due: deposit.due.into(), rest }
    }
}

impl OrderOut {
    fn new(order: Order, lines: Vec<OrderLine>) -> Self {
        let line = |line: OrderLine| LineOut {
            listing: line.page().map(|listing| listing.to_string()),
            variant: line.page().map(|_| line.variant.to_string()),
            title: line.title,
            choices: line.choices,
            sku: line.sku,
            quantity: line.quantity,
            unit: line.unit.into(),
        };
        let acts =
            STEPS.iter().map(|(_, act, _)| *act).filter(|act| order.can(*act)).map(Act::name).collect();
        Self {
            id: order.id.to_string(),
            purchase: order.purchase.to_string(),
            shop: order.id.shop().to_string(),
            state: order.state.name().name(),
            due_at: order.state.due_at().map(time),
            acts,
            items: order.items.into(),
            shipping: order.shipping.into(),
            total: order.total.into(),
            deposit: order.deposit.map(DepositOut::from),
            commission: order.commission.into(),
            refunded: order.refunded.total().unwrap_or(order.refunded.goods).into(),
            ship_to: order.ship_to,
            created_at: time(order.created_at),
            lines: lines.into_iter().map(line).collect(),
        }
    }
}

pub(crate) async fn out(tx: &mut Tx, order: Order) -> Result<OrderOut, DbError> {
    let lines = orders::lines(tx, order.id).await?;
    Ok(OrderOut::new(order, lines))
}

#[derive(Deserialize, IntoParams)]
pub struct Seek {
    /// `next` of the page before.
    cursor: Option<i64>,
}

const PAGE: usize = 24;

async fn outs(tx: &mut Tx, mut found: Vec<Order>) -> Result<List<OrderOut>, DbError> {
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more).map(|order| order.id.number().to_string());
    let mut items = Vec::with_capacity(found.len());
    for order in found {
        items.push(out(tx, order).await?);
    }
    Ok(List { items, next })
}

/// The caller's orders, newest first.
#[utoipa::path(get, path = "/orders", tag = "orders", params(Seek), responses((status = 200, body = List<OrderOut>)))]
async fn list(
    State(market): State<Market>,
    visit: Visit,
    Query(seek): Query<Seek>,
) -> Result<Json<List<OrderOut>>, Problem> {
    visit.allow(Scope::OrdersRead)?;
    let (buyer, before) = (visit.account_id()?, seek.cursor.unwrap_or(i64::MAX));
    let read = async move |tx: &mut Tx| {
        let found = orders::list_for_buyer(tx, buyer, before, 25).await?;
        outs(tx, found).await
    };
    Ok(Json(market.db.read(read).await?))
}

/// One order of the caller.
#[utoipa::path(get, path = "/orders/{id}", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderOut>, Problem> {
    visit.allow(Scope::OrdersRead)?;
    shown(&market, &visit, id).await
}

/// An order as its buyer or its shop sees it: the answer of every act, whatever else the caller may do.
pub(super) async fn shown(market: &Market, visit: &Visit, id: OrderId) -> Result<Json<OrderOut>, Problem> {
    let buyer = visit.account_id()?;
    let shop = visit.memberships.iter().find(|member| member.shop == id.shop()).map(|member| member.shop);
    let read = async move |tx: &mut Tx| {
        let order = match shop {
            Some(shop) => orders::find_for_seller(tx, shop, id).await?,
            None => orders::find_for_buyer(tx, buyer, id).await?,
        };
        match order {
            Some(order) => Ok::<_, DbError>(Some(out(tx, order).await?)),
            None => Ok(None),
        }
    };
    Ok(Json(market.db.read(read).await?.ok_or_else(Problem::not_found)?))
}

/// The goods are here: release the money to the shop.
#[utoipa::path(post, path = "/orders/{id}/receipt", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn receive(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderOut>, Problem> {
    visit.allow(Scope::OrdersWrite)?;
    let (by, now) = (visit.buyer()?, visit.now);
    market.db.write(async move |tx: &mut Tx| orders::receive(tx, &by, now, id).await).await?;
    shown(&market, &visit, id).await
}

/// More days to object, once.
#[utoipa::path(post, path = "/orders/{id}/extension", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn extend(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderOut>, Problem> {
    visit.allow(Scope::OrdersWrite)?;
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    market.db.write(async move |tx: &mut Tx| orders::extend(tx, &by, now, &rules, id).await).await?;
    shown(&market, &visit, id).await
}

/// Cancel before shipment, as buyer or as the shop; the money goes back.
#[utoipa::path(post, path = "/orders/{id}/cancellation", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = OrderOut)))]
async fn cancel(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderOut>, Problem> {
    visit.allow(Scope::OrdersWrite)?;
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    market.db.write(async move |tx: &mut Tx| orders::cancel(tx, &by, now, &rules, id).await).await?;
    market.work.notify_one();
    shown(&market, &visit, id).await
}

#[derive(Deserialize, IntoParams)]
pub struct InState {
    /// `paid` unless given.
    state: Option<String>,
    /// `next` of the page before.
    cursor: Option<i64>,
}

/// A shop's orders in one state, newest first.
#[utoipa::path(get, path = "/shops/{handle}/orders", tag = "orders", params(("handle" = String, Path), InState),
    responses((status = 200, body = List<OrderOut>)))]
async fn list_for_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    Query(wanted): Query<InState>,
) -> Result<Json<List<OrderOut>>, Problem> {
    visit.allow(Scope::OrdersRead)?;
    let (by, _) = visit.seller(&handle)?;
    let shop: ShopId = by.shop()?;
    let state =
        wanted.state.as_deref().map_or(Some(Stage::Paid), Stage::parse).ok_or_else(Problem::not_found)?;
    let before = wanted.cursor.unwrap_or(i64::MAX);
    let read = async move |tx: &mut Tx| {
        let found = orders::list_for_seller(tx, shop, state, before, 25).await?;
        outs(tx, found).await
    };
    Ok(Json(market.db.read(read).await?))
}

/// What carries it; both may be empty.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct ShipmentIn {
    carrier: Option<String>,
    tracking: Option<String>,
}

/// The shop has sent the parcel.
#[utoipa::path(post, path = "/orders/{id}/shipment", tag = "orders", params(("id" = String, Path)),
    request_body = ShipmentIn, responses((status = 200, body = OrderOut)))]
async fn ship(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
    mut body: Fields,
) -> Result<Json<OrderOut>, Problem> {
    visit.allow(Scope::OrdersWrite)?;
    let by = visit.for_shop(id.shop())?;
    let parcel = read_parcel(&mut body);
    if !body.is_good() {
        return Err(Problem::invalid(&body));
    }
    let (now, rules) = (visit.now, market.rules());
    let act = async move |tx: &mut Tx| orders::ship(tx, &by, now, &rules, id, parcel.clone()).await;
    market.db.write(act).await.map_err(|error| match error {
        // To somebody who is not of the shop its orders do not exist.
        orders::ShipError::Forbidden(_) => Problem::not_found(),
        error => error.into(),
    })?;
    shown(&market, &visit, id).await
}
