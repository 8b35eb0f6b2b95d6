use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{AccountId, Currency, ShopId, hours};
use people::{
    accounts::{AddressForm, KeptAddress, RegisterError},
    visit::{Cookies, Newcomer, Visit, no_cookies},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Limit, Problem, Refusal},
};

use super::common::{
    called,
    tax::contained,
    till::{self, Till, address, provisional},
};
use crate::{
    Selling,
    orders::numbers,
    orders::{
        self, CheckoutChoice, CheckoutError, Codes, Destination, PlaceError, Placed, PurchaseId, Quote,
        gifts::pages::read_gift, kept_checkout,
    },
    payments::Unpayable,
    prices::{Asking, Deduction, Short},
    promotions::{self, MARKET},
};

/// Logins of which one network address learns whether they have an account, while the form is filled in.
const LOGINS: Limit = Limit { name: "checkout-logins", times: 30, per: hours(1) };

#[derive(Template)]
#[template(path = "orders/views/checkout.html")]
pub struct CheckoutPage {
    pub shell: Shell,
    pub lang: Lang,
    /// The market's own language.
    pub home: Lang,
    pub form: Fields,
    pub quote: Quote,
    /// A visitor who has not signed in gives a login here and gets an account on the way.
    pub is_guest: bool,
    /// Whoever receives it gives the address.
    pub is_gift: bool,
    pub hold_minutes: u64,
    pub till: Till,
}

impl CheckoutPage {
    /// What would be taken off if the goods came to more, and how much more.
    fn short(&self) -> Vec<String> {
        let say = |short: &Short| {
            let one = &short.deduction;
            let name = one.name_in(self.lang, self.own(one), self.home);
            let missing = self.shell.money(&short.missing);
            self.shell.say(
                "price-short",
                &[("missing", &missing), ("name", &called(&self.shell, &one.word(), name))],
            )
        };
        self.quote.short.iter().map(say).collect()
    }

    /// The language of whoever takes something off.
    fn own(&self, one: &Deduction) -> Lang {
        let shop = self.quote.shops.iter().map(|quote| &quote.cart.shop).find(|shop| shop.id == one.owner);
        shop.map_or(self.home, |shop| shop.language)
    }

    /// What a reduction is called, and what it takes off.
    fn taken(&self) -> Vec<(String, String)> {
        let called = |one: &Deduction| {
            let own = self.own(one);
            (called(&self.shell, &one.word(), one.name_in(self.lang, own, self.home)), self.less(&one.amount))
        };
        self.quote.taken().map(|all| all.iter().map(called).collect()).unwrap_or_default()
    }

    /// What of the total is tax, rate by rate, as far as it is known where it goes.
    fn taxes(&self) -> Vec<(String, String)> {
        contained(&self.shell, self.quote.shops.iter().filter_map(|shop| shop.tax.as_ref()))
    }

    /// What a login is good for later.
    fn login_hint(&self) -> &str {
        self.shell.t(if self.shell.has_texts { "checkout-login-texts" } else { "checkout-login-hint" })
    }

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
    if let Some(holder) = visit.holder().filter(|_| form.flag("kept")) {
        let now = visit.now;
        let find = async move |tx: &mut Tx| kept_checkout::find(tx, now, holder, currency).await;
        form = market.db.read(find).await?.unwrap_or_default();
        form.set("kept", "true");
    }
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
    let account = visit.account.as_ref().map(|account| account.id);
    let asking = Asking::new(market, visit.now, account);
    let addresses = till::book(market, visit).await?;
    let is_gift = form.flag("gift");
    let chosen = address(&form, &addresses).filter(|_| !is_gift);
    let to = chosen.unwrap_or_else(|| provisional(visit, &form, &addresses));
    let here = to.clone();
    let (mut codes, may_try) = (codes(&mut form), promotions::pages::may_try(market, &visit.from));
    if !may_try {
        for (owner, _) in std::mem::take(&mut codes).typed() {
            let refusal = promotions::Refusal::TooManyGuesses;
            form.refuse(&coupon_field(owner), promotions::pages::said(&visit.shell("cart"), refusal));
        }
    }
    let quote = market
        .db
        .read(async move |tx: &mut Tx| orders::quote(tx, &asking, holder, currency, &to, &codes).await)
        .await?;
    if quote.shops.is_empty() {
        return Ok(None);
    }
    for (owner, refusal) in quote.refusals() {
        promotions::pages::count_guess(market, &visit.from, refusal);
        form.refuse(&coupon_field(owner), promotions::pages::said(&visit.shell("cart"), refusal));
    }
    form.set("seen_total", quote.total.decimal());
    let unpayable = market.takes().check(quote.total).err().filter(|_| quote.is_ready());
    let obstacle = unpayable.map_or(obstacle, Unpayable::key);
    let shell = visit.shell("cart");
    let mut till = Till::new(&shell, &form, addresses, &here, obstacle);
    if !quote.is_sent() {
        till.address.fields.retain(|field| field.name == "name");
    } else if is_gift {
        gift_form(&shell, &mut till.address);
    }
    let page = CheckoutPage {
        shell,
        lang: visit.lang,
        home: market.config.language,
        is_guest: account.is_none(),
        is_gift,
        hold_minutes: market.rules().time(numbers::UNPAID).as_secs() / 60,
        form,
        quote,
        till,
    };
    Ok(Some(views::show(&page, page.form.is_good() && obstacle.is_empty())?))
}

/// Whom a gift is for, and where it goes as far as the buyer knows.
fn gift_form(shell: &Shell, address: &mut AddressForm) {
    address.fields.retain(|field| matches!(field.name, "name" | "region"));
    for field in &mut address.fields {
        field.optional = false;
        field.complete = "off";
        if field.name == "name" {
            field.label = shell.t("gift-receiver").to_owned();
        }
    }
}

/// `POST /checkout/{currency}`: place the purchase and go to the payment page. `draw` only shows the form of another country
/// and counts anew.
pub async fn create(
    State(market): State<Selling>,
    visit: Visit,
    Path(currency): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let currency = Currency::parse(&currency).map_err(|_| Problem::not_found())?;
    if form.has("remove") {
        let field = form.value("remove").to_owned();
        form.set(&field, "");
        return again(&market, &visit, currency, form, "").await;
    }
    if form.has("enter") {
        return enter(&market, &visit, currency, &form).await;
    }
    if form.has("draw") {
        if visit.account.is_none() && market.limits.take(LOGINS, visit.from.clone()).is_ok() {
            till::check_login(&market, &mut form).await?;
        }
        return again(&market, &visit, currency, form, "").await;
    }
    till::come(&market, &visit)?;
    if visit.account.is_none() {
        till::check_login(&market, &mut form).await?;
    }
    let Some(holder) = visit.holder() else { return Ok(Redirect::to("/cart").into_response()) };
    let book = till::book(&market, &visit).await?;
    let now = visit.now;
    let look = async move |tx: &mut Tx| orders::is_sent(tx, now, holder, currency).await;
    let to = if market.db.read(look).await? { None } else { till::nowhere(&visit, &mut form) };
    let Some(Read { choice, newcomer }) = read(&market, &visit, currency, &mut form, &book, to) else {
        return again(&market, &visit, currency, form, "").await;
    };
    let placed = match newcomer {
        Some(newcomer) => place_newcomer(&market, &visit, newcomer, choice).await,
        None => {
            let buyer = visit.account_id()?;
            let placed = till::place_cart(&market, visit.now, buyer, holder, choice).await;
            placed.map(|placed| (buyer, placed, no_cookies())).map_err(NewcomerError::Checkout)
        }
    };
    let error = match placed {
        Ok((buyer, placed, cookie)) => {
            if form.flag("kept") {
                let forget = async move |tx: &mut Tx| kept_checkout::forget(tx, buyer.get()).await;
                market.db.write(forget).await?;
            }
            return Ok((cookie, till::go_and_pay(&market, buyer, &placed).await?).into_response());
        }
        Err(error) => error,
    };
    let obstacle = match error {
        NewcomerError::Checkout(error) => obstacle(error)?,
        NewcomerError::Known => {
            form.refuse("login", Refusal::new("refused-login-known"));
            ""
        }
        NewcomerError::Register(error) => return Err(error.into()),
        NewcomerError::Store(error) => return Err(error.into()),
    };
    again(&market, &visit, currency, form, obstacle).await
}

/// Away to sign in; what was typed is kept until the visitor is back.
async fn enter(
    market: &Selling,
    visit: &Visit,
    currency: Currency,
    form: &Fields,
) -> Result<Response, Problem> {
    let Some(holder) = visit.holder() else { return Ok(Redirect::to("/cart").into_response()) };
    let (now, kept) = (visit.now, form.clone());
    let keep = async move |tx: &mut Tx| kept_checkout::keep(tx, now, holder, currency, &kept).await;
    market.db.write(keep).await?;
    let door = if form.value("enter") == "code" { "/signin/code" } else { "/signin" };
    let back = format!("{door}?return_to=/checkout/{}%3Fkept=true", currency.code());
    Ok(Redirect::to(&back).into_response())
}

/// What a checkout form says.
struct Read {
    choice: CheckoutChoice,
    /// Set for somebody who gets an account on the way.
    newcomer: Option<Newcomer>,
}

/// Read a checkout form; without an answer it says what is missing.
fn read(
    market: &Selling,
    visit: &Visit,
    currency: Currency,
    form: &mut Fields,
    book: &[KeptAddress],
    nowhere: Option<Destination>,
) -> Option<Read> {
    let (to, gift) = if let Some(nowhere) = nowhere {
        (Some(nowhere), None)
    } else if form.flag("gift") {
        let read = read_gift(form).map(|(to, wrapping)| (Destination::known(to), wrapping));
        read.map_or((None, None), |(to, wrapping)| (Some(to), Some(wrapping)))
    } else {
        (till::read_destination(form, book), None)
    };
    let seen_total = form.maybe_money("seen_total", currency);
    let accepted = form.maybe_line("accepted", 60);
    let (notes, codes) = (notes(form), codes(form));
    let key = form.line("key", 100);
    let login = if visit.account.is_none() { Some(till::read_login(market, form)?) } else { None };
    // The name on a gift is somebody else's.
    let name =
        if gift.is_some() { form.maybe_line("giver", 100) } else { form.value("name").trim().to_owned() };
    let may_try = codes.is_empty() || promotions::pages::may_try(market, &visit.from);
    let to = to.filter(|_| form.is_good() && may_try)?;
    let newcomer = login.map(|login| visit.newcomer(login, name));
    let about = visit.reader().conversion(currency);
    Some(Read {
        choice: CheckoutChoice { currency, to, key, notes, seen_total, codes, accepted, gift, about },
        newcomer,
    })
}

/// Why somebody who came as a guest could not buy.
#[derive(Debug, thiserror::Error)]
enum NewcomerError {
    #[error("the login has an account")]
    Known,
    #[error(transparent)]
    Checkout(#[from] CheckoutError),
    #[error(transparent)]
    Register(#[from] RegisterError),
    #[error("the purchase could not be kept")]
    Store(#[from] DbError),
}

/// The account, the session and the purchase of a guest, in one transaction: whoever cannot buy has lost nothing.
async fn place_newcomer(
    market: &Selling,
    visit: &Visit,
    newcomer: Newcomer,
    choice: CheckoutChoice,
) -> Result<(AccountId, Placed, Cookies), NewcomerError> {
    let (now, rules, takes) = (visit.now, market.rules(), market.takes());
    let asking = Asking::new(market, now, None);
    let act = async move |tx: &mut Tx| {
        let entered = newcomer.enter(tx).await?.ok_or(NewcomerError::Known)?;
        let buyer = entered.account.id;
        let terms = orders::terms(tx, &asking, buyer, buyer.get(), choice.clone()).await?;
        let placed = orders::place(tx, now, &rules, takes, terms).await.map_err(CheckoutError::from)?;
        Ok::<_, NewcomerError>((entered, placed))
    };
    let (entered, placed) = market.db.write(act).await?;
    Ok((entered.account.id, placed, visit.welcome(&entered)))
}

/// What stands against placing an order, where the buyer can do something about it.
fn obstacle(error: CheckoutError) -> Result<&'static str, Problem> {
    match error {
        CheckoutError::Coupons(_) | CheckoutError::Empty => Ok(""),
        CheckoutError::Changes => Ok("checkout-changes"),
        CheckoutError::TotalChanged => Ok("checkout-total-changed"),
        CheckoutError::NotReady => Ok("checkout-not-ready"),
        CheckoutError::Place(PlaceError::CouponGone) => Ok("checkout-coupon-gone"),
        CheckoutError::Place(PlaceError::SoldOut(_)) => Ok("checkout-sold-out"),
        CheckoutError::Place(PlaceError::Unpayable(reason)) => Ok(reason.key()),
        CheckoutError::Place(PlaceError::CartChanged) => Ok("checkout-cart-changed"),
        error @ (CheckoutError::Place(_) | CheckoutError::Money | CheckoutError::Store(_)) => {
            Err(error.into())
        }
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
    till::go_to_payment(&market, visit.account_id()?, id).await
}
