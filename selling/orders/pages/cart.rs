use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use goods::{
    catalog::{self, LeadTime, VariantId},
    search::demand::Who,
    shipping,
};
use kernel::{AccountId, Actor, Country, Currency, Money, ShopId};
use people::{
    accounts, choices,
    market::Market,
    shops,
    visit::{Visit, return_to},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::common::called;
use crate::{
    orders::{
        self, AgainError, Cart, CartError, CartLine, Change, Channel, OrderId, ShopCart, WhyLeftOut,
        cart::{MOST_LINES, MOST_PIECES},
        coupons::CountError,
    },
    prices::{self, Asking, Deduction},
};

#[derive(Template)]
#[template(path = "orders/views/cart.html")]
pub struct CartPage {
    pub shell: Shell,
    pub lang: Lang,
    pub cart: Cart,
    /// From how much on the goods of each shop travel free to where the visitor is.
    pub free_from: Vec<(ShopId, Money)>,
    /// One checkout for each currency in the cart.
    pub totals: Vec<CartTotal>,
    /// Why the last change was not made.
    pub refusal: String,
    /// What was typed for a line and refused.
    pub typed: Option<(VariantId, String)>,
    /// What of an order that is bought again cannot be, by name.
    pub missing: Vec<String>,
}

impl CartPage {
    fn free_from(&self, shop: &ShopId) -> Option<Money> {
        self.free_from.iter().find(|(of, _)| of == shop).map(|(_, from)| *from)
    }

    /// What has changed of a line since it was put in, in words.
    fn changes(&self, line: &CartLine) -> Vec<String> {
        changed(&self.shell, line)
    }

    fn delivery_changed(&self, group: &ShopCart) -> String {
        delivery_changed(&self.shell, group)
    }

    fn typed(&self, line: &CartLine) -> String {
        let typed = self.typed.as_ref().filter(|(variant, _)| *variant == line.offered.variant);
        typed.map_or_else(|| line.quantity.to_string(), |(_, typed)| typed.clone())
    }
}

/// What has changed of the delivery by a shop since the cart was filled, in words; nothing when nothing has.
pub fn delivery_changed(shell: &Shell, group: &ShopCart) -> String {
    let Some(change) = &group.delivery else { return String::new() };
    let country = choices::country(shell, change.country.code());
    let place = if change.region.is_empty() { &country } else { &change.region };
    match (change.before, change.now) {
        (Some(before), Some(now)) => {
            let (before, now) = (shell.money(&before), shell.money(&now));
            shell.say("cart-delivery-changed", &[("place", place), ("before", &before), ("now", &now)])
        }
        (None, Some(now)) => {
            shell.say("cart-delivery-begun", &[("place", place), ("now", &shell.money(&now))])
        }
        (_, None) => shell.say("cart-delivery-ended", &[("place", place)]),
    }
}

/// What has changed of a line since it was put in, in words.
pub fn changed(shell: &Shell, line: &CartLine) -> Vec<String> {
    let day = |lead: LeadTime| lead.not_before.map(|day| shell.day(&day)).unwrap_or_default();
    let words = |change: Change| match change {
        Change::Price { before, now } => {
            let (before, now) = (shell.money(&before), shell.money(&now));
            shell.say("cart-changed-price", &[("before", &before), ("now", &now)])
        }
        Change::Delivery { before, now } if before.not_before != now.not_before => {
            shell.say("cart-changed-day", &[("before", &day(before)), ("now", &day(now))])
        }
        Change::Delivery { before, now } => {
            let (before, now) = (shell.number(before.days), shell.number(now.days));
            shell.say("cart-changed-days", &[("before", &before), ("now", &now)])
        }
    };
    line.changes().into_iter().map(words).collect()
}

pub struct CartTotal {
    pub currency: Currency,
    pub items: Money,
    /// What is taken off so far, each reduction with its minus.
    pub taken: Vec<(String, Money)>,
    /// What the goods cost now.
    pub left: Money,
    pub shops: usize,
    pub pieces: i64,
    pub can_check_out: bool,
}

/// `GET /cart`; `again` is an order that was put into it once more.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = Fields::from_query(query.as_deref().unwrap_or_default());
    let missing = match (asked.value("again").parse::<OrderId>(), visit.buyer()) {
        (Ok(id), Ok(by)) => missing(&market, &visit, by, id).await?,
        _ => Vec::new(),
    };
    page(&market, &visit, String::new(), None, missing).await
}

/// The names of what of an order is not in the cart.
async fn missing(market: &Market, visit: &Visit, by: Actor, id: OrderId) -> Result<Vec<String>, Problem> {
    let lang = visit.lang;
    let read = async move |tx: &mut Tx| {
        let shop = shops::find(tx, id.shop()).await?;
        let lines = orders::not_in_cart(tx, &by, id).await?;
        let own = shop.map_or(lang, |shop| shop.language);
        Ok::<_, AgainError>(lines.iter().map(|line| line.title_in(lang, own).to_owned()).collect())
    };
    match market.db.read(read).await {
        Err(AgainError::NoSuchOrder) => Ok(Vec::new()),
        names => Ok(names?),
    }
}

async fn page(
    market: &Market,
    visit: &Visit,
    refusal: String,
    typed: Option<(VariantId, String)>,
    missing: Vec<String>,
) -> Result<Response, Problem> {
    let asking = Asking::new(market, visit.now, visit.account_id().ok());
    let (account, here) = (visit.account_id().ok(), visit.country());
    let (cart, free_from) = match visit.holder() {
        Some(holder) => {
            let read = async move |tx: &mut Tx| {
                let cart = orders::cart(tx, &asking, holder).await?;
                let free_from = free_from(tx, &cart, account, here).await?;
                Ok::<_, CountError>((cart, free_from))
            };
            market.db.read(read).await?
        }
        None => Default::default(),
    };
    let shell = visit.shell("cart");
    let totals = totals(&shell, market.config.language, &cart);
    let page = CartPage { shell, lang: visit.lang, cart, free_from, totals, refusal, typed, missing };
    views::show(&page, page.refusal.is_empty())
}

async fn free_from(
    tx: &mut Tx,
    cart: &Cart,
    account: Option<AccountId>,
    here: Country,
) -> Result<Vec<(ShopId, Money)>, DbError> {
    let book = match account {
        Some(account) => accounts::list_addresses(tx, account).await?,
        None => Vec::new(),
    };
    let (country, region) =
        book.first().map_or((here, ""), |kept| (kept.address.country, kept.address.region.as_str()));
    let mut all = Vec::new();
    for group in &cart.shops {
        let from = shipping::free_from(tx, &group.shop, country, region).await?;
        all.extend(from.map(|from| (group.shop.id, from)));
    }
    Ok(all)
}

fn totals(shell: &Shell, home: Lang, cart: &Cart) -> Vec<CartTotal> {
    let mut totals: Vec<CartTotal> = Vec::new();
    for group in &cart.shops {
        let currency = group.shop.currency;
        if totals.iter().any(|total| total.currency == currency) {
            continue;
        }
        let groups = || cart.shops.iter().filter(|group| group.shop.currency == currency);
        let lines = || groups().flat_map(|group| &group.lines);
        let own = |one: &Deduction| {
            groups().find(|group| group.shop.id == one.owner).map_or(home, |group| group.shop.language)
        };
        let words = |one: &Deduction| {
            let name = one.name_in(shell.text.lang(), own(one), home);
            Some((called(shell, &one.word(), name), one.amount.negate().ok()?))
        };
        let taken = prices::taken(lines().flat_map(CartLine::deductions)).unwrap_or_default();
        let none = Money::zero(currency);
        totals.push(CartTotal {
            currency,
            items: Money::sum(groups().map(|group| group.items), currency).unwrap_or(none),
            taken: taken.iter().filter_map(words).collect(),
            left: Money::sum(lines().map(CartLine::left), currency).unwrap_or(none),
            shops: groups().count(),
            pieces: lines().filter(|line| line.obstacle.is_none()).map(|line| line.quantity).sum(),
            can_check_out: groups().all(ShopCart::is_ready),
        });
    }
    totals
}

/// `POST /cart`: `variant` and `quantity` set a line (0 takes it out); `add` puts that many more in. A listing with
/// options may be given as `listing` and `option-1` to `option-3` instead of the variant. `by` is what sort of page it
/// stands on, where that is not the listing's own.
pub async fn update(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let variant = chosen(&market, &mut form).await?;
    let is_addition = form.has("add");
    let field = if is_addition { "add" } else { "quantity" };
    let quantity = form.maybe_whole(field, 0..=MOST_PIECES).unwrap_or(1);
    if let Some(refusal) = form.refusal(field) {
        let (words, typed) = (refusal.words(&market.texts.of(visit.lang)), form.value(field).to_owned());
        return page(&market, &visit, words, Some((variant, typed)), Vec::new()).await;
    }
    let by = Channel::said(form.value("by"));
    let back = return_to(form.value("return_to"), "/cart");
    let (holder, cookie) = visit.ensure_holder().await?;
    let (now, who) = (visit.now, Who { holder: Some(holder), from: visit.from.clone() });
    let asking = Asking::new(&market, now, visit.account_id().ok());
    let act = async move |tx: &mut Tx| {
        let have = if is_addition { orders::quantity_in_cart(tx, holder, variant).await? } else { 0 };
        orders::put_in_cart(tx, &asking, holder, variant, have + quantity).await?;
        orders::came_by(tx, now, &who, variant, by).await?;
        Ok::<_, CartError>(())
    };
    match market.db.write(act).await {
        Ok(()) => Ok((cookie, Redirect::to(&back)).into_response()),
        Err(CartError::TooMany(left)) => {
            let text = market.texts.of(visit.lang);
            let words = text.count("cart-too-many", left);
            Ok((cookie, page(&market, &visit, words, None, Vec::new()).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn chosen(market: &Market, form: &mut Fields) -> Result<VariantId, Problem> {
    if form.has("variant") && !form.value("variant").is_empty() {
        return form.parsed("variant", |text| text.parse().ok()).ok_or_else(Problem::not_found);
    }
    let listing = form.parsed("listing", |text| text.parse().ok()).ok_or_else(Problem::not_found)?;
    let names = ["option-1", "option-2", "option-3"];
    let values = names.iter().map(|name| form.value(name).to_owned()).filter(|value| !value.is_empty());
    let values: Vec<String> = values.collect();
    let find = async move |tx: &mut Tx| catalog::find_variant(tx, listing, &values).await;
    market.db.read(find).await?.ok_or_else(Problem::not_found)
}
