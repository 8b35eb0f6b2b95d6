use askama::Template;
use axum::{
    extract::{Path, State},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use kernel::{Currency, ShopId};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Limit, Problem, Refusal},
};

use super::common::{address, provisional, start_payment};
use crate::{
    accounts::{self, AddressForm, KeptAddress, Login, address_form},
    choices,
    orders::numbers,
    orders::{
        self, CheckoutChoice, CheckoutError, Codes, PlaceError, PurchaseId, Quote, gifts::pages::read_gift,
    },
    promotions::{self, MARKET},
    selling::Selling,
    visit::Visit,
};

#[derive(Template)]
#[template(path = "orders/views/checkout.html")]
pub struct CheckoutPage {
    pub shell: Shell,
    pub lang: Lang,
    pub form: Fields,
    pub quote: Quote,
    pub addresses: Vec<KeptAddress>,
    pub countries: Vec<choices::Choice>,
    /// The fields of a new address, as its country writes them.
    pub address: AddressForm,
    /// A visitor who has not signed in gives a login here and gets an account on the way.
    pub is_guest: bool,
    /// Whoever receives it gives the address.
    pub is_gift: bool,
    pub hold_minutes: u64,
    /// What stands against placing the order, beside the fields.
    pub obstacle: &'static str,
}

impl CheckoutPage {
    /// What is taken off.
    fn less(&self, amount: &kernel::Money) -> String {
        less(&self.shell, *amount)
    }
}

/// An amount that is taken off, with its minus.
pub fn less(shell: &Shell, amount: kernel::Money) -> String {
    amount.negate().map(|amount| shell.money(&amount)).unwrap_or_default()
}

/// `GET /checkout/{currency}`: everything on one page; a guest sees prices and shipping before signing in.
pub async fn new(
    State(market): State<Selling>,
    visit: Visit,
    Path(currency): Path<String>,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Result<Response, Problem> {
    let currency = Currency::parse(&currency).map_err(|_| Problem::not_found())?;
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    form.set("key", market.chance.token());
    Ok(show(&market, &visit, currency, form, "")
        .await?
        .unwrap_or_else(|| Redirect::to("/cart").into_response()))
}

/// The page; none when the cart holds nothing in this currency.
async fn show(
    market: &Selling,
    visit: &Visit,
    currency: Currency,
    mut form: Fields,
    obstacle: &'static str,
) -> Result<Option<Response>, Problem> {
    let Some(holder) = visit.holder() else { return Ok(None) };
    let (now, account) = (visit.now, visit.account.as_ref().map(|account| account.id));
    let addresses = match account {
        Some(account) => {
            market.db.read(async move |tx: &mut Tx| accounts::list_addresses(tx, account).await).await?
        }
        None => Vec::new(),
    };
    let is_gift = form.flag("gift");
    let chosen = address(&form, &addresses).filter(|_| !is_gift);
    let to = chosen.unwrap_or_else(|| provisional(visit, &form, &addresses));
    let country = form.value("country").parse().unwrap_or(to.country);
    let (mut codes, may_try) = (codes(&mut form), promotions::pages::may_try(market, &visit.from));
    if !may_try {
        for (owner, _) in std::mem::take(&mut codes).typed() {
            let refusal = promotions::Refusal::TooManyGuesses;
            form.refuse(&coupon_field(owner), promotions::pages::said(&visit.shell("cart"), refusal));
        }
    }
    let quote = market
        .db
        .read(async move |tx: &mut Tx| orders::quote(tx, now, holder, account, currency, &to, &codes).await)
        .await?;
    if quote.shops.is_empty() {
        return Ok(None);
    }
    for (owner, refusal) in quote.refusals() {
        promotions::pages::count_guess(market, &visit.from, refusal);
        form.refuse(&coupon_field(owner), promotions::pages::said(&visit.shell("cart"), refusal));
    }
    form.set("seen_total", quote.total.decimal());
    let is_refused = !form.is_good() || !obstacle.is_empty();
    let shell = visit.shell("cart");
    let page = CheckoutPage {
        countries: choices::countries(&shell, country.code()),
        address: if is_gift {
            gift_form(&shell, &form, country)
        } else {
            address_form(&shell, &form, country)
        },
        shell,
        lang: visit.lang,
        is_guest: account.is_none(),
        is_gift,
        hold_minutes: market.rules().time(numbers::UNPAID).as_secs() / 60,
        form,
        quote,
        addresses,
        obstacle,
    };
    Ok(Some(if is_refused { views::refused(&page)? } else { views::page(&page)? }))
}

/// Whom a gift is for, and where it goes as far as the buyer knows.
fn gift_form(shell: &Shell, form: &Fields, country: kernel::Country) -> AddressForm {
    let mut fields = address_form(shell, form, country).fields;
    fields.retain(|field| matches!(field.name, "name" | "region"));
    for field in &mut fields {
        field.optional = false;
        field.complete = "off";
        if field.name == "name" {
            field.label = shell.t("gift-receiver").to_owned();
        }
    }
    AddressForm { country, fields }
}

/// `POST /checkout/{currency}`: place the purchase and go to the payment page. `draw` only shows the form of another country
/// and counts anew.
pub async fn create(
    State(market): State<Selling>,
    mut visit: Visit,
    Path(currency): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let currency = Currency::parse(&currency).map_err(|_| Problem::not_found())?;
    if form.has("remove") {
        let field = form.value("remove").to_owned();
        form.set(&field, "");
        return again(&market, &visit, currency, form, "").await;
    }
    if form.has("draw") {
        return again(&market, &visit, currency, form, "").await;
    }
    let rule = Limit {
        name: "checkout",
        times: market.rules().count(numbers::CHECKOUT_ATTEMPTS),
        per: kernel::hours(1),
    };
    market.limits.take(rule, visit.from.clone())?;
    let Some(holder) = visit.holder() else { return Ok(Redirect::to("/cart").into_response()) };
    let book = match visit.account_id() {
        Ok(account) => {
            market.db.read(async move |tx: &mut Tx| accounts::list_addresses(tx, account).await).await?
        }
        Err(_) => Vec::new(),
    };
    let is_gift = form.flag("gift");
    let chosen = address(&form, &book).filter(|_| !is_gift);
    let is_new = chosen.is_none() && !is_gift;
    let read = |form: &mut Fields| match is_gift {
        true => read_gift(form).map(|(to, wrapping)| (to, Some(wrapping))),
        false => accounts::read_address(form).map(|to| (to, None)),
    };
    let Some((ship_to, gift)) = chosen.map(|to| (to, None)).or_else(|| read(&mut form)) else {
        return again(&market, &visit, currency, form, "").await;
    };
    let seen_total = form.maybe_money("seen_total", currency);
    let (notes, codes) = (notes(&mut form), codes(&mut form));
    if !codes.is_empty() && !promotions::pages::may_try(&market, &visit.from) {
        return again(&market, &visit, currency, form, "").await;
    }
    let key = form.line("key", 100);
    let mut cookie = None;
    if visit.account.is_none() {
        let login = form.parsed("login", Login::parse);
        let Some(login) = login.filter(|_| form.is_good()) else {
            return again(&market, &visit, currency, form, "").await;
        };
        // The name on a gift is somebody else's.
        let name = if is_gift { form.maybe_line("giver", 100) } else { ship_to.name.clone() };
        cookie = visit.arrive(&login, &name).await?;
        if cookie.is_none() {
            form.refuse("login", Refusal::new("refused-login-known"));
            return again(&market, &visit, currency, form, "").await;
        }
    }
    if !form.is_good() {
        return again(&market, &visit, currency, form, "").await;
    }
    let (buyer, now, rules) = (visit.account_id()?, visit.now, market.rules());
    let holder = visit.holder().unwrap_or(holder);
    let choice = CheckoutChoice { currency, ship_to: ship_to.clone(), key, notes, seen_total, codes, gift };
    if is_new {
        let keep = async move |tx: &mut Tx| accounts::keep_address(tx, now, buyer, &ship_to).await;
        market.db.write(keep).await?;
    }
    let terms =
        market.db.read(async move |tx: &mut Tx| orders::terms(tx, now, buyer, holder, choice).await).await;
    let placed = match terms {
        Ok(terms) => market.door().place(now, rules, terms).await,
        Err(CheckoutError::Empty) => {
            // Sent twice: the first time has emptied the cart.
            let (key, buyer) = (form.value("key").to_owned(), buyer);
            let find = async move |tx: &mut Tx| orders::find_placed(tx, buyer, &key, currency).await;
            let earlier = market.db.read(find).await?;
            earlier.ok_or(PlaceError::Empty)
        }
        Err(CheckoutError::Coupons(_)) => return again(&market, &visit, currency, form, "").await,
        Err(CheckoutError::TotalChanged) => {
            return again(&market, &visit, currency, form, "checkout-total-changed").await;
        }
        Err(CheckoutError::NotReady) => {
            return again(&market, &visit, currency, form, "checkout-not-ready").await;
        }
        Err(error @ (CheckoutError::Money | CheckoutError::Store(_))) => return Err(error.into()),
    };
    match placed {
        Ok(placed) => {
            let next = start_payment(&market, buyer, placed.purchase).await?;
            Ok((cookie.unwrap_or(AppendHeaders(None)), Redirect::to(&next)).into_response())
        }
        Err(PlaceError::CouponGone) => again(&market, &visit, currency, form, "checkout-coupon-gone").await,
        Err(PlaceError::SoldOut(_)) => again(&market, &visit, currency, form, "checkout-sold-out").await,
        Err(error) => Err(error.into()),
    }
}

async fn again(
    market: &Selling,
    visit: &Visit,
    currency: Currency,
    form: Fields,
    obstacle: &'static str,
) -> Result<Response, Problem> {
    let page = show(market, visit, currency, form, obstacle).await?;
    Ok(page.unwrap_or_else(|| Redirect::to("/cart").into_response()))
}

/// The field of a shop's code, or of the market's.
pub fn coupon_field(owner: ShopId) -> String {
    if owner == MARKET { "market_coupon".to_owned() } else { format!("coupon-{owner}") }
}

/// The codes that the buyer typed: fields named `coupon-` and the shop, and `market_coupon`.
fn codes(form: &mut Fields) -> Codes {
    let names: Vec<String> =
        form.names().filter(|name| name.starts_with("coupon-")).map(str::to_owned).collect();
    let shops = names.into_iter().filter_map(|name| {
        let shop = name.strip_prefix("coupon-")?.parse().ok()?;
        Some((shop, form.maybe_line(&name, 60)))
    });
    let shops = shops.collect();
    Codes { shops, market: form.maybe_line("market_coupon", 60) }
}

/// What the buyer wrote to each shop: fields named `note-` and the shop.
fn notes(form: &mut Fields) -> Vec<(ShopId, String)> {
    let names: Vec<String> =
        form.names().filter(|name| name.starts_with("note-")).map(str::to_owned).collect();
    names
        .into_iter()
        .filter_map(|name| {
            let shop = name.strip_prefix("note-")?.parse().ok()?;
            Some((shop, form.maybe_paragraphs(&name, 500)))
        })
        .collect()
}

/// `POST /purchases/{id}/payment`: to the payment page, for a purchase that waits.
pub async fn pay_again(
    State(market): State<Selling>,
    visit: Visit,
    Path(id): Path<PurchaseId>,
) -> Result<Response, Problem> {
    let next = start_payment(&market, visit.account_id()?, id).await?;
    Ok(Redirect::to(&next).into_response())
}
