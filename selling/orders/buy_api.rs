//! Cart and checkout for programs.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use goods::{catalog::VariantId, search::demand::Who};
use kernel::{Currency, Money, ShopId};
use people::{
    accounts::{Address, read_address},
    caller::Buyer,
    calls,
    one_of::{CountryCode, CurrencyCode, word_of},
    rates::wire::AboutOut,
    shops::{self, Shop},
    wire::{Amount, Answer, Made, time},
};
use platform::{
    db::{DbError, Tx},
    views::Reader,
    web::{Fields, Problem, Refusal},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    BuyError, Cart, Change, Channel, CheckoutChoice, CheckoutError, Codes, Destination, InstantPurchase,
    LeftOut, PurchaseId, PurchaseState, ShopCart, WhyLeftOut,
    gifts::pages::read_gift,
    pages::{place_cart, start_payment},
    scopes::{Read, Write},
    wire::{DeductionOut, OrderOut, PlacedOut, TaxRateOut, out},
};
use crate::{
    Selling, orders,
    payments::{self, Payment, PaymentState},
    prices::{Asking, ShopTax},
    promotions,
};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(show_cart, put_in_cart))
        .routes(calls!(check_out))
        .routes(calls!(buy))
        .routes(calls!(show))
        .routes(calls!(pay))
}

#[derive(Serialize, ToSchema)]
pub struct CartLineOut {
    variant: String,
    listing: String,
    shop: String,
    title: String,
    /// In English; empty when the shop has one name for it.
    title_en: String,
    choices: String,
    choices_en: String,
    quantity: i64,
    /// What a piece costs in lists.
    unit: Amount,
    /// What all pieces cost now, before codes.
    amount: Amount,
    /// Why that is less than their list price, one after the other.
    deductions: Vec<DeductionOut>,
    /// About how much one of them is in the caller's currency, which nobody pays.
    about: Option<AboutOut>,
    /// How it is taxed, where its shop states a tax and it is the same wherever it goes.
    tax: Option<TaxRateOut>,
    /// What is not as it was when it was put in.
    changes: Vec<CartChangeOut>,
    /// `archived`, `sold-out`, `fewer` or `too-many`; none when it can be ordered.
    obstacle: Option<&'static str>,
}

/// What has changed of a line since it was put in: the price of a piece, or the time before it can leave.
#[derive(Serialize, ToSchema)]
pub struct CartChangeOut {
    /// `price` or `delivery`.
    #[schema(example = "price")]
    what: &'static str,
    /// Of a price.
    before: Option<Amount>,
    now: Option<Amount>,
    /// Of a delivery: days in which it is made, and the earliest day.
    days: Option<i64>,
    not_before: Option<String>,
}

impl From<Change> for CartChangeOut {
    fn from(change: Change) -> Self {
        match change {
            Change::Price { before, now } => Self {
                what: "price",
                before: Some(before.into()),
                now: Some(now.into()),
                days: None,
                not_before: None,
            },
            Change::Delivery { now, .. } => Self {
                what: "delivery",
                before: None,
                now: None,
                days: Some(now.days),
                not_before: now.not_before.map(time),
            },
        }
    }
}

/// What has changed of the lines of one currency.
#[derive(Serialize, ToSchema)]
pub struct ChangesOut {
    #[schema(value_type = CurrencyCode)]
    currency: String,
    token: String,
}

/// Delivery by a shop that costs something else than when the cart was filled, for the first address of the caller's book.
#[derive(Serialize, ToSchema)]
pub struct DeliveryChangeOut {
    shop: String,
    #[schema(value_type = CountryCode)]
    country: &'static str,
    region: String,
    /// None where the shop did not ship there.
    before: Option<Amount>,
    /// None where it does not any more.
    now: Option<Amount>,
}

#[derive(Serialize, ToSchema)]
pub struct CartOut {
    /// What has changed since the cart was filled: the checkout of a currency says its token as `accepted`.
    changes: Vec<ChangesOut>,
    deliveries: Vec<DeliveryChangeOut>,
    lines: Vec<CartLineOut>,
    /// What stands beside the cart.
    left_out: Vec<LeftOutLineOut>,
}

/// What was put into a cart and cannot be ordered from there.
#[derive(Serialize, ToSchema)]
pub struct LeftOutLineOut {
    variant: String,
    /// As it was called when it was put in.
    title: String,
    title_en: String,
    choices: String,
    choices_en: String,
    quantity: i64,
    /// `gone`: the shop has taken it away or named it otherwise. `full`: a cart does not hold so much.
    #[schema(schema_with = word_of::<WhyLeftOut>)]
    reason: &'static str,
}

impl From<LeftOut> for LeftOutLineOut {
    fn from(line: LeftOut) -> Self {
        let LeftOut { variant, title, title_en, choices, choices_en, quantity, why, .. } = line;
        let (variant, reason) = (variant.to_string(), why.name());
        Self { variant, title, title_en, choices, choices_en, quantity, reason }
    }
}

impl CartOut {
    fn new(cart: Cart, reader: &Reader) -> Self {
        let about = |unit: Money| AboutOut::by(unit, reader.conversion(unit.currency())?);
        let rate = |(shop, stated): &(Shop, Option<ShopTax>), line: &orders::CartLine| {
            let stated = stated.as_ref().filter(|stated| stated.is_same_everywhere())?;
            let taxed = stated.of(line.offered.tax_class, shop.country, shop.country);
            Some(TaxRateOut::new(&stated.name, taxed))
        };
        let line = |of: &(Shop, Option<ShopTax>), line: orders::CartLine| CartLineOut {
            tax: rate(of, &line),
            amount: line.left().into(),
            deductions: line.deductions().iter().map(DeductionOut::from).collect(),
            changes: line.changes().into_iter().map(CartChangeOut::from).collect(),
            variant: line.offered.variant.to_string(),
            listing: line.offered.listing.to_string(),
            shop: of.0.handle.clone(),
            title: line.offered.title,
            title_en: line.offered.title_en,
            choices: line.offered.choices,
            choices_en: line.offered.choices_en,
            quantity: line.quantity,
            about: about(line.offered.unit),
            unit: line.offered.unit.into(),
            obstacle: line.obstacle,
        };
        let mut changes: Vec<ChangesOut> = Vec::new();
        for group in &cart.shops {
            let currency = group.shop.currency;
            let lines = cart.shops.iter().filter(|other| other.shop.currency == currency);
            let token = orders::changes(lines);
            if !token.is_empty() && changes.iter().all(|one| one.currency != currency.code()) {
                changes.push(ChangesOut { currency: currency.code().to_owned(), token });
            }
        }
        let delivery = |group: &ShopCart| {
            let change = group.delivery.as_ref()?;
            Some(DeliveryChangeOut {
                shop: group.shop.handle.clone(),
                country: change.country.code(),
                region: change.region.clone(),
                before: change.before.map(Amount::from),
                now: change.now.map(Amount::from),
            })
        };
        let deliveries = cart.shops.iter().filter_map(delivery).collect();
        let shops = cart.shops.into_iter();
        Self {
            changes,
            deliveries,
            lines: shops
                .flat_map(|group| {
                    let of = (group.shop, group.stated);
                    group.lines.into_iter().map(move |it| line(&of, it))
                })
                .collect(),
            left_out: cart.left_out.into_iter().map(LeftOutLineOut::from).collect(),
        }
    }
}

/// The caller's cart.
#[utoipa::path(get, path = "/cart", tag = "orders", responses((status = 200, body = CartOut)))]
async fn show_cart(Buyer { account, now, market, visit, .. }: Buyer<Read>) -> Answer<CartOut> {
    let asking = Asking::new(&market, now, Some(account));
    let cart =
        market.db.read(async move |tx: &mut Tx| orders::cart(tx, &asking, account.get()).await).await?;
    Ok(Json(CartOut::new(cart, &visit.reader())))
}

/// `quantity` pieces of a variant; 0 takes it out.
#[derive(ToSchema)]
pub struct CartLineIn {
    pub variant: String,
    pub quantity: i64,
    /// Where it was put in, if not at its listing: `live`, `replay`, `video` or `festival`. Its order keeps it.
    #[schema(example = "live")]
    pub by: Option<String>,
}

/// Have so many pieces of a variant in the cart.
#[utoipa::path(put, path = "/cart", tag = "orders", request_body = CartLineIn, responses((status = 200, body = CartOut)))]
async fn put_in_cart(
    Buyer { account, now, market, visit, .. }: Buyer<Write>,
    mut body: Fields,
) -> Answer<CartOut> {
    let (holder, quantity) = (account.get(), body.whole("quantity", 0..=999));
    let variant: Option<VariantId> = body.parsed("variant", |text| text.parse().ok());
    let by = if body.has("by") { body.parsed("by", Channel::said) } else { None };
    let variant = variant.filter(|_| body.is_good()).ok_or_else(|| Problem::invalid(&body))?;
    let who = Who { holder: Some(holder), from: visit.from.clone() };
    let asking = Asking::new(&market, now, Some(account));
    let asked = asking.clone();
    let act = async move |tx: &mut Tx| {
        orders::put_in_cart(tx, &asked, holder, variant, quantity).await?;
        orders::came_by(tx, now, &who, variant, by).await?;
        Ok::<_, orders::CartError>(())
    };
    market.write(act).await?;
    let cart = market.db.read(async move |tx: &mut Tx| orders::cart(tx, &asking, holder).await).await?;
    Ok(Json(CartOut::new(cart, &visit.reader())))
}

/// Where it goes, in which currency, and what the caller believes it costs.
#[derive(Deserialize, ToSchema)]
pub struct CheckoutIn {
    #[schema(value_type = CurrencyCode)]
    pub currency: String,
    #[serde(flatten)]
    pub ship_to: Address,
    /// Whoever receives it gives the address by a link: only name, country and region are needed.
    pub gift: Option<bool>,
    /// What the buyer writes to them.
    pub gift_words: Option<String>,
    /// The same key places one purchase.
    pub key: String,
    /// Refused when the total is another.
    pub seen_total: Option<String>,
    /// What has changed since the cart was filled, as the cart says it: refused when something has and this is not it.
    pub accepted: Option<String>,
    /// Coupon codes of shops.
    pub coupons: Option<Vec<ShopCodeIn>>,
    /// A coupon code of the market.
    pub market_coupon: Option<String>,
}

/// A coupon code of a shop.
#[derive(Deserialize, ToSchema)]
pub struct ShopCodeIn {
    /// The shop's handle.
    pub shop: String,
    pub code: String,
}

/// Codes with the names of their fields, for what is wrong with them.
type NamedCodes = (Vec<(ShopId, String)>, Codes);

/// The codes of a checkout. A shop that does not exist has no codes.
async fn find_codes(market: &Selling, body: &mut Fields) -> Result<NamedCodes, Problem> {
    const MOST: usize = 50;
    let (mut fields, mut codes) = (Vec::new(), Codes::default());
    let count = body.list("coupons", MOST).min(MOST);
    for at in 0..count {
        body.object(&format!("coupons.{at}"));
        let (shop, field) = (body.line(&format!("coupons.{at}.shop"), 60), format!("coupons.{at}.code"));
        let code = body.line(&field, 60);
        match market.read(async move |tx| shops::find_by_handle(tx, &shop).await).await? {
            Some(shop) => {
                fields.push((shop.id, field));
                codes.shops.push((shop.id, code));
            }
            None => body.refuse(&format!("coupons.{at}.shop"), Refusal::new("refused-not-a-choice")),
        }
    }
    codes.market = body.maybe_line("market_coupon", 60);
    body.check()?;
    Ok((fields, codes))
}

/// Place what the cart holds in one currency: one purchase, one order per shop.
#[utoipa::path(post, path = "/checkouts", tag = "orders", request_body = CheckoutIn,
    responses((status = 201, body = PlacedOut)))]
async fn check_out(
    Buyer { account: buyer, now, visit, .. }: Buyer<Write>,
    State(market): State<Selling>,
    mut body: Fields,
) -> Made<PlacedOut> {
    let currency = body.parsed("currency", |code| Currency::parse(code).ok());
    let (ship_to, gift) = if body.yes_or_no("gift") {
        read_gift(&mut body).map_or((None, None), |(to, gift)| (Some(to), Some(gift)))
    } else {
        body.maybe_paragraphs("gift_words", 500);
        (read_address(&mut body), None)
    };
    let key = body.line("key", 100);
    let accepted = body.maybe_line("accepted", 60);
    let seen_total = currency.and_then(|currency| body.maybe_money("seen_total", currency));
    let (Some(currency), Some(ship_to), true) = (currency, ship_to, body.is_good()) else {
        return Err(Problem::invalid(&body));
    };
    let (fields, codes) = find_codes(&market, &mut body).await?;
    promotions::pages::may_try_or_wait(&market, &visit.from, codes.is_empty())?;
    let choice = CheckoutChoice {
        currency,
        to: Destination::known(ship_to),
        key,
        notes: Vec::new(),
        seen_total,
        codes,
        accepted,
        gift,
        about: visit.reader().conversion(currency),
    };
    let placed = place_cart(&market, now, buyer, buyer.get(), choice).await.map_err(|error| match error {
        CheckoutError::Coupons(refusals) => {
            let field =
                |owner| fields.iter().find(|(shop, _)| *shop == owner).map(|(_, field)| field.clone());
            let named = refusals.into_iter().map(|(owner, refusal)| {
                promotions::pages::count_guess(&market, &visit.from, refusal);
                (field(owner).unwrap_or_else(|| "market_coupon".to_owned()), refusal)
            });
            promotions::pages::problem(&named.collect::<Vec<_>>())
        }
        error => error.into(),
    })?;
    Ok((StatusCode::CREATED, Json(placed.into())))
}

/// Buy one variant at once, past the cart.
#[derive(Deserialize, ToSchema)]
pub struct BuyIn {
    pub variant: String,
    pub quantity: i64,
    #[serde(flatten)]
    pub ship_to: Address,
    /// The same key places one purchase.
    pub key: String,
    /// A coupon code of the shop.
    pub coupon: Option<String>,
    /// A coupon code of the market.
    pub market_coupon: Option<String>,
}

/// Buy some pieces of one variant at today's price.
#[utoipa::path(post, path = "/purchases", tag = "orders", request_body = BuyIn,
    responses((status = 201, body = PlacedOut)))]
async fn buy(
    Buyer { account: buyer, now, rules, visit, .. }: Buyer<Write>,
    State(market): State<Selling>,
    mut body: Fields,
) -> Made<PlacedOut> {
    let variant: Option<VariantId> = body.parsed("variant", |text| text.parse().ok());
    let quantity = body.whole("quantity", 1..=999);
    let ship_to = read_address(&mut body);
    let key = body.line("key", 100);
    let (own, market_code) = (body.maybe_line("coupon", 60), body.maybe_line("market_coupon", 60));
    let (Some(variant), Some(ship_to), true) = (variant, ship_to, body.is_good()) else {
        return Err(Problem::invalid(&body));
    };
    let codes = Codes { shops: vec![(variant.shop(), own)], market: market_code };
    promotions::pages::may_try_or_wait(&market, &visit.from, codes.is_empty())?;
    let wanted = InstantPurchase { variant, quantity, ship_to, key, codes };
    let asking = Asking::new(&market, now, Some(buyer));
    let read = async move |tx: &mut Tx| orders::buy_now(tx, &asking, buyer, wanted).await;
    let mut terms = market.db.read(read).await.inspect_err(|error| {
        if let BuyError::Coupon { refusal, .. } = error {
            promotions::pages::count_guess(&market, &visit.from, *refusal);
        }
    })?;
    // In which currency it is bought is known from here on.
    terms.about = visit.reader().conversion(terms.currency);
    let placed = market.door().place(now, rules, terms).await?;
    Ok((StatusCode::CREATED, Json(placed.into())))
}

/// One attempt to pay a purchase.
#[derive(Serialize, ToSchema)]
pub struct AttemptOut {
    provider: String,
    #[schema(schema_with = word_of::<PaymentState>)]
    state: &'static str,
    amount: Amount,
    created_at: String,
}

/// What a buyer paid, or is to pay, at once: an order of each shop.
#[derive(Serialize, ToSchema)]
pub struct PurchaseOut {
    id: String,
    /// unpaid, paid or closed
    #[schema(schema_with = word_of::<PurchaseState>)]
    state: &'static str,
    total: Amount,
    /// When it is closed if it is not paid, RFC 3339.
    close_at: String,
    created_at: String,
    orders: Vec<OrderOut>,
    payments: Vec<AttemptOut>,
    /// What was paid too late or a second time, and goes back.
    sent_back: Amount,
}

/// One purchase of the caller.
#[utoipa::path(get, path = "/purchases/{id}", tag = "orders", params(("id" = String, Path)),
    responses((status = 200, body = PurchaseOut), (status = 404)))]
async fn show(Buyer { account, market, .. }: Buyer<Read>, Path(id): Path<PurchaseId>) -> Answer<PurchaseOut> {
    let look = async move |tx: &mut Tx| {
        let found = orders::find_purchase(tx, id).await?.filter(|purchase| purchase.buyer == account);
        let Some(purchase) = found else { return Ok(None) };
        let sent_back = orders::paid_in_vain(tx, &purchase).await?.into();
        let attempt = |payment: Payment| AttemptOut {
            provider: payment.provider,
            state: payment.state.name(),
            amount: payment.amount.into(),
            created_at: time(payment.created_at),
        };
        let payments = payments::list_of_purchase(tx, id.get()).await?.into_iter().map(attempt).collect();
        let mut orders = Vec::new();
        for order in orders::list_of_purchase(tx, id).await? {
            orders.push(out(tx, order).await?);
        }
        Ok::<_, DbError>(Some(PurchaseOut {
            id: id.to_string(),
            state: purchase.state.name(),
            total: purchase.total.into(),
            close_at: time(purchase.close_at),
            created_at: time(purchase.created_at),
            orders,
            payments,
            sent_back,
        }))
    };
    Ok(Json(market.find(look).await?))
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
    Buyer { account, .. }: Buyer<Write>,
    State(market): State<Selling>,
    Path(id): Path<PurchaseId>,
) -> Answer<PaymentOut> {
    let url = start_payment(&market, account, id).await?;
    Ok(Json(PaymentOut { url }))
}
