//! The receiver's page, and the buyer's link to it.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::Response,
};
use kernel::{Timestamp, hours};
use people::{
    accounts::{self, Address, AddressForm},
    choices,
    market::Market,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    sessions,
    views::{self, Shell},
    web::{Fields, Limit, Problem, Refusal, Routes},
};

use super::{AddressError, Gift, LinkError, ThankError, Wrapping, find_by_token};
use crate::{
    Selling,
    orders::{
        self, OrderState, PurchaseId, gifts,
        pages::{ShownOrder, load_all},
    },
};

/// From one network address: enough for a family, too few to guess a secret.
const LOOKS: Limit = Limit { name: "gifts", times: 120, per: hours(1) };
/// Characters of what buyer and receiver write to each other.
const MOST_WORDS: usize = 500;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .post("/purchases/{id}/gift-link", link)
        .get("/gifts/{token}", show)
        .post("/gifts/{token}/address", address)
        .post("/gifts/{token}/thanks", thank)
}

/// Whom a gift is for, where it goes as far as the buyer knows, and what they write with it.
pub fn read_gift(form: &mut Fields) -> Option<(Address, Wrapping)> {
    let country = form.parsed("country", |code| kernel::Country::parse(code).ok());
    let has_region =
        country.is_none_or(|country| accounts::parts(country).iter().any(|part| part.name == "region"));
    let receiver = form.line("name", 100);
    let region = if has_region { form.line("region", 100) } else { String::new() };
    let words = form.maybe_paragraphs("gift_words", MOST_WORDS);
    let country = country.filter(|_| form.is_good())?;
    let to = Address {
        name: receiver.clone(),
        phone: String::new(),
        country,
        region,
        city: String::new(),
        line1: String::new(),
        line2: String::new(),
        postal_code: String::new(),
    };
    Some((to, Wrapping { receiver, words }))
}

/// `POST /purchases/{id}/gift-link`: another link, in the place of the one before.
async fn link(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<PurchaseId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    market.db.write(async move |tx: &mut Tx| gifts::make_link(tx, &by, now, id).await).await?;
    Ok(redirect(&format!("/purchases/{id}"), "done-gift-link"))
}

/// Nobody keeps a copy, and no page that it leads to learns where one came from.
fn private(mut response: Response) -> Result<Response, Problem> {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    Ok(response)
}

#[derive(Template)]
#[template(path = "orders/gifts/views/show.html")]
struct GiftPage {
    shell: Shell,
    lang: Lang,
    gift: Gift,
    orders: Vec<ShownOrder>,
    /// Who gives it.
    from: String,
    /// Until when the address can be given; none when it cannot any more.
    until: Option<Timestamp>,
    address: AddressForm,
    /// Where it goes, as far as the buyer chose it.
    destination: String,
    form: Fields,
    /// Of its own forms.
    base: String,
}

impl GiftPage {
    fn parcel(&self) -> Option<&orders::Parcel> {
        self.orders.iter().find_map(ShownOrder::parcel)
    }
}

async fn show_with(market: &Market, visit: &Visit, token: &str, form: Fields) -> Result<Response, Problem> {
    let hash = sessions::hash(token);
    let read = async move |tx: &mut Tx| {
        let Some(gift) = find_by_token(tx, &hash).await? else { return Ok(None) };
        let shown = orders::list_of_purchase(tx, gift.purchase).await?;
        let shown = load_all(tx, shown).await?;
        let buyer = match shown.first() {
            Some(first) => accounts::find(tx, first.order.buyer).await?,
            None => None,
        };
        Ok::<_, DbError>(Some((gift, shown, buyer)))
    };
    let (gift, orders, buyer) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let to = orders.first().map(|shown| shown.order.ship_to.clone()).ok_or_else(Problem::not_found)?;
    let now = visit.now;
    let until = orders.iter().find_map(|shown| match shown.order.state {
        OrderState::Unaddressed { address_by, .. } if address_by > now => Some(address_by),
        _ => None,
    });
    let shell = visit.shell("");
    let mut filled = form.clone();
    if !filled.has("name") {
        filled.set("name", gift.wrapping.receiver.clone());
    }
    if !filled.has("region") {
        filled.set("region", to.region.clone());
    }
    let address = accounts::address_form(&shell, &filled, to.country);
    let country = choices::country(&shell, to.country.code());
    let destination = if to.region.is_empty() { country } else { format!("{} · {country}", to.region) };
    let from = buyer.map(|buyer| buyer.name).filter(|name| !name.trim().is_empty());
    let from = from.unwrap_or_else(|| shell.t("gift-somebody").to_owned());
    let (lang, base) = (visit.lang, format!("/gifts/{token}"));
    let page = GiftPage { shell, lang, gift, orders, from, until, address, destination, form, base };
    private(views::show(&page, page.form.is_good())?)
}

/// `GET /gifts/{token}`: what it is and from whom, and no price.
async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    market.limits.take(LOOKS, visit.from.clone())?;
    show_with(&market, &visit, &token, Fields::default()).await
}

/// The destination of the gift of a link, while it waits.
async fn destination(market: &Market, token: &str) -> Result<Address, Problem> {
    let hash = sessions::hash(token);
    let read = async move |tx: &mut Tx| {
        let Some(gift) = find_by_token(tx, &hash).await? else { return Ok(None) };
        let all = orders::list_of_purchase(tx, gift.purchase).await?;
        Ok::<_, DbError>(all.into_iter().next().map(|order| order.ship_to))
    };
    market.db.read(read).await?.ok_or_else(Problem::not_found)
}

/// An address in the country of the destination, from a page or a program; its region unless another is given.
pub(super) async fn read_destined(
    market: &Market,
    token: &str,
    form: &mut Fields,
) -> Result<Option<Address>, Problem> {
    let to = destination(market, token).await?;
    form.set("country", to.country.code());
    if form.value("region").trim().is_empty() {
        form.set("region", to.region.clone());
    }
    Ok(accounts::read_address(form))
}

/// `POST /gifts/{token}/address`
async fn address(
    State(market): State<Market>,
    visit: Visit,
    Path(token): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    market.limits.take(LOOKS, visit.from.clone())?;
    let Some(to) = read_destined(&market, &token, &mut form).await? else {
        return show_with(&market, &visit, &token, form).await;
    };
    let (now, rules, secret) = (visit.now, market.rules(), token.clone());
    let act = async move |tx: &mut Tx| gifts::address(tx, now, &rules, &secret, &to).await;
    match market.db.write(act).await {
        Err(AddressError::Elsewhere) => {
            form.refuse("region", Refusal::new("refused-gift-region"));
            return show_with(&market, &visit, &token, form).await;
        }
        done => done?,
    }
    Ok(redirect(&format!("/gifts/{token}"), "done-gift-addressed"))
}

/// What the receiver writes back.
pub(super) fn read_thanks(form: &mut Fields) -> String {
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    if words.is_empty() {
        form.refuse("words", Refusal::new("refused-empty"));
    }
    words
}

/// `POST /gifts/{token}/thanks`
async fn thank(
    State(market): State<Market>,
    visit: Visit,
    Path(token): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    market.limits.take(LOOKS, visit.from.clone())?;
    let words = read_thanks(&mut form);
    if !form.is_good() {
        return show_with(&market, &visit, &token, form).await;
    }
    let (now, secret) = (visit.now, token.clone());
    market.db.write(async move |tx: &mut Tx| gifts::thank(tx, now, &secret, &words).await).await?;
    Ok(redirect(&format!("/gifts/{token}"), "done-gift-thanked"))
}

impl From<LinkError> for Problem {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::NoSuchGift => Self::not_found(),
            LinkError::NotWaiting => Self::conflict("problem-gift-not-waiting"),
            LinkError::Forbidden(error) => error.into(),
            LinkError::Store(error) => error.into(),
        }
    }
}

impl From<AddressError> for Problem {
    fn from(error: AddressError) -> Self {
        match error {
            AddressError::NoSuchGift => Self::not_found(),
            AddressError::NotWaiting => Self::conflict("problem-gift-not-waiting"),
            AddressError::Elsewhere => Self::conflict("problem-gift-elsewhere"),
            AddressError::Refused(error) => error.into(),
            AddressError::Store(error) => error.into(),
        }
    }
}

impl From<ThankError> for Problem {
    fn from(error: ThankError) -> Self {
        match error {
            ThankError::NoSuchGift => Self::not_found(),
            ThankError::Already => Self::conflict("problem-gift-thanked"),
            ThankError::Store(error) => error.into(),
        }
    }
}
