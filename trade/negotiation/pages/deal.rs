use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Limit, Problem},
};

use crate::{
    accounts::{self, AddressForm, KeptAddress},
    choices,
    negotiation::{self, BuyError, Checkout, Deal, OfferId},
    orders::{
        self, PlaceError,
        pages::{address, provisional, start_payment},
    },
    selling::Selling,
    visit::Visit,
};

/// Buying what was agreed, on one page.
#[derive(Template)]
#[template(path = "negotiation/views/deal.html")]
struct DealPage {
    shell: Shell,
    lang: Lang,
    form: Fields,
    deal: Deal,
    addresses: Vec<KeptAddress>,
    countries: Vec<choices::Choice>,
    address: AddressForm,
    obstacle: &'static str,
}

impl DealPage {
    fn saved(&self) -> String {
        let saved = self.deal.offer.list.checked_sub(self.deal.offer.amount).ok();
        saved.filter(|saved| saved.is_positive()).map(|saved| self.shell.money(&saved)).unwrap_or_default()
    }
}

/// `GET /offers/{id}/checkout`
pub async fn new(
    State(market): State<Selling>,
    visit: Visit,
    Path(id): Path<OfferId>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    form.set("key", market.chance.token());
    show(&market, &visit, id, form, "").await
}

async fn show(
    market: &Selling,
    visit: &Visit,
    id: OfferId,
    mut form: Fields,
    obstacle: &'static str,
) -> Result<Response, Problem> {
    let by = visit.buyer()?;
    let account = by.account()?;
    let book = async move |tx: &mut Tx| accounts::list_addresses(tx, account).await;
    let addresses = market.db.read(book).await?;
    let to = address(&form, &addresses).unwrap_or_else(|| provisional(visit, &form, &addresses));
    let country = form.value("country").parse().unwrap_or(to.country);
    let read = async move |tx: &mut Tx| negotiation::deal(tx, &by, id, &to).await;
    let deal = market.db.read(read).await?;
    form.set("seen_total", deal.total.decimal());
    let is_refused = !form.is_good() || !obstacle.is_empty();
    let shell = visit.shell("talk");
    let page = DealPage {
        countries: choices::countries(&shell, country.code()),
        address: accounts::address_form(&shell, &form, country),
        shell,
        lang: visit.lang,
        form,
        deal,
        addresses,
        obstacle,
    };
    if is_refused { views::refused(&page) } else { views::page(&page) }
}

/// `POST /offers/{id}/checkout`: place the purchase and go to the payment page.
pub async fn create(
    State(market): State<Selling>,
    visit: Visit,
    Path(id): Path<OfferId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    let buyer = by.account()?;
    if form.has("draw") {
        return show(&market, &visit, id, form, "").await;
    }
    let rule = Limit {
        name: "checkout",
        times: rules.count(orders::numbers::CHECKOUT_ATTEMPTS),
        per: kernel::hours(1),
    };
    market.limits.take(rule, visit.from.clone())?;
    let find = async move |tx: &mut Tx| {
        let offer = negotiation::find_offer(tx, &by, id).await?;
        Ok::<_, platform::db::DbError>((offer, accounts::list_addresses(tx, buyer).await?))
    };
    let (offer, book) = market.db.read(find).await?;
    let currency = offer.ok_or_else(Problem::not_found)?.amount.currency();
    let chosen = address(&form, &book);
    let is_new = chosen.is_none();
    let Some(ship_to) = chosen.or_else(|| accounts::read_address(&mut form)) else {
        return show(&market, &visit, id, form, "").await;
    };
    let seen_total = form.maybe_money("seen_total", currency);
    let key = form.line("key", 100);
    if !form.is_good() {
        return show(&market, &visit, id, form, "").await;
    }
    let checkout = Checkout { ship_to, key, seen_total };
    let act = async move |tx: &mut Tx| {
        if is_new {
            accounts::keep_address(tx, now, buyer, &checkout.ship_to).await?;
        }
        negotiation::buy(tx, &by, now, &rules, id, checkout.clone()).await
    };
    match market.db.write(act).await {
        Ok(placed) => {
            Ok(Redirect::to(&start_payment(&market, buyer, placed.purchase).await?).into_response())
        }
        Err(BuyError::TotalChanged) => show(&market, &visit, id, form, "checkout-total-changed").await,
        Err(BuyError::NoZone) => show(&market, &visit, id, form, "checkout-not-ready").await,
        Err(BuyError::Place(PlaceError::SoldOut(_))) => {
            show(&market, &visit, id, form, "checkout-sold-out").await
        }
        Err(error) => Err(error.into()),
    }
}
