use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use kernel::{Currency, hours};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Limit, Problem, Refusal},
};

use crate::{
    choices::{self, Choice},
    market::Market,
    shops::{self, Handle, HandleError, Kind, NewShop, OpenError, Profile},
    visit::{Visit, redirect},
};

const OPENINGS: Limit = Limit { name: "open-shop", times: 20, per: hours(24) };

#[derive(Template)]
#[template(path = "shops/views/new.html")]
struct NewShopPage {
    shell: Shell,
    form: Fields,
    kinds: Vec<Choice>,
    languages: Vec<Choice>,
    currencies: Vec<Choice>,
    countries: Vec<Choice>,
}

impl NewShopPage {
    fn new(visit: &Visit, form: Fields) -> Self {
        let shell = visit.shell("mine");
        let names = Kind::ALL.iter().map(|kind| kind.name());
        Self {
            kinds: choices::words(names, form.value("kind"), |name| shell.of("shop-kind", name)),
            languages: choices::languages(Lang::parse(form.value("language")).unwrap_or(visit.lang)),
            currencies: choices::currencies(&shell, form.value("currency")),
            countries: choices::countries(&shell, form.value("country")),
            form,
            shell,
        }
    }
}

/// What a new shop has until its owner says otherwise.
fn defaults(visit: &Visit, country: &str) -> Fields {
    let (band, currency) = match country {
        "CN" => ("miao", "CNY"),
        "ID" => ("kawung", "IDR"),
        "IN" => ("kullu", "INR"),
        "JP" => ("sashiko", "JPY"),
        _ => ("wave", visit.market.config.currency.code()),
    };
    Fields::filled([
        ("kind", "maker"),
        ("language", visit.lang.code()),
        ("currency", currency),
        ("country", country),
        ("band", band),
        ("heritage", "none"),
        ("zone", visit.zone()),
        ("dispatch_days", "3"),
    ])
}

/// The word that a shop gets which asks for none.
fn proposed(form: &Fields, visit: &Visit) -> Handle {
    let kind = Kind::parse(form.value("kind")).unwrap_or(Kind::Maker);
    Handle::propose(form.value("name").trim(), kind, |word| visit.market.is_reserved(word))
}

/// `GET /shops/new`; with `name` and `kind` it also proposes the word of that shop.
pub async fn new(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    visit.buyer()?;
    let asked = Fields::from_query(&query.unwrap_or_default());
    let mut form = defaults(&visit, visit.country().code());
    if !asked.value("name").trim().is_empty() {
        form.set("name", asked.value("name").trim());
        form.set("handle", proposed(&asked, &visit).as_str());
    }
    views::page(&NewShopPage::new(&visit, form))
}

/// Read a shop that wants to open; none when a field was refused.
pub(in crate::shops) fn read_shop(form: &mut Fields, visit: &Visit) -> Option<NewShop> {
    let typed = form.maybe_line("handle", 40).to_lowercase();
    let is_proposed = typed.is_empty();
    let handle = match Handle::parse(&typed, |word| visit.market.is_reserved(word)) {
        _ if is_proposed => Some(proposed(form, visit)),
        Ok(handle) => Some(handle),
        Err(HandleError::Form) => {
            form.refuse("handle", Refusal::new("refused-handle"));
            None
        }
        Err(HandleError::Reserved) => {
            form.refuse("handle", Refusal::new("refused-handle-reserved"));
            None
        }
    };
    let currency = form.parsed("currency", |code| Currency::parse(code).ok());
    let country = if form.has("country") { form.value("country") } else { visit.country().code() };
    let before = defaults(visit, country);
    let profile = Profile::read(form, &before);
    Some(NewShop { handle: handle?, is_proposed, currency: currency?, profile: profile? })
}

/// `POST /shops`
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let Some(new) = read_shop(&mut form, &visit) else {
        return views::refused(&NewShopPage::new(&visit, form));
    };
    market.limits.take(OPENINGS, visit.account_id()?.to_string())?;
    let opened = market.db.write(async move |tx: &mut Tx| shops::open(tx, &by, now, new.clone()).await).await;
    match opened {
        Ok(shop) => Ok(redirect(&format!("/desk/{}", shop.handle), "done-shop-opened")),
        Err(OpenError::HandleTaken) => {
            form.refuse("handle", Refusal::new("refused-handle-taken"));
            views::refused(&NewShopPage::new(&visit, form))
        }
        Err(error) => Err(error.into()),
    }
}
