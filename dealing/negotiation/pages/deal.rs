use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};
use selling::{
    Selling,
    orders::{
        PlaceError,
        pages::{
            contained,
            till::{self, Till},
        },
    },
};

use crate::negotiation::{self, BuyError, Checkout, Deal, OfferId};

/// Buying what was agreed, on one page.
#[derive(Template)]
#[template(path = "negotiation/views/deal.html")]
struct DealPage {
    shell: Shell,
    lang: Lang,
    form: Fields,
    deal: Deal,
    till: Till,
}

impl DealPage {
    /// What of the total is tax, rate by rate.
    fn taxes(&self) -> Vec<(String, String)> {
        contained(&self.shell, self.deal.tax.iter())
    }

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
    let book = till::book(market, visit).await?;
    let to = till::where_to(visit, &form, &book);
    let here = to.clone();
    let (now, rules) = (visit.now, market.rules());
    let read = async move |tx: &mut Tx| negotiation::deal(tx, &by, now, &rules, id, &to).await;
    let deal = market.db.read(read).await?;
    form.set("seen_total", deal.total.decimal());
    let shell = visit.shell("talk");
    let till = Till::new(&shell, &form, book, &here, obstacle);
    let page = DealPage { shell, lang: visit.lang, form, deal, till };
    views::show(&page, page.form.is_good() && obstacle.is_empty())
}

/// `POST /offers/{id}/checkout`: place the purchase and go to the payment page.
pub async fn create(
    State(market): State<Selling>,
    visit: Visit,
    Path(id): Path<OfferId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    if form.has("draw") {
        return show(&market, &visit, id, form, "").await;
    }
    till::come(&market, &visit)?;
    let find = async move |tx: &mut Tx| negotiation::find_offer(tx, &by, id).await;
    let offer = market.db.read::<_, DbError, _>(find).await?.ok_or_else(Problem::not_found)?;
    let to = till::read_destination(&mut form, &till::book(&market, &visit).await?);
    let seen_total = form.maybe_money("seen_total", offer.amount.currency());
    let key = form.line("key", 100);
    let Some(to) = to.filter(|_| form.is_good()) else {
        return show(&market, &visit, id, form, "").await;
    };
    let checkout = Checkout { to, key, seen_total, reader: Some(visit.reader()) };
    let takes = market.takes();
    let act =
        async move |tx: &mut Tx| negotiation::buy(tx, &by, now, &rules, takes, id, checkout.clone()).await;
    match market.db.write(act).await {
        Ok(placed) => till::go_and_pay(&market, by.account()?, &placed).await,
        Err(BuyError::TotalChanged) => show(&market, &visit, id, form, "checkout-total-changed").await,
        Err(BuyError::NoZone) => show(&market, &visit, id, form, "checkout-not-ready").await,
        Err(BuyError::Place(PlaceError::Unpayable(reason))) => {
            show(&market, &visit, id, form, reason.key()).await
        }
        Err(BuyError::Place(PlaceError::SoldOut(_))) => {
            show(&market, &visit, id, form, "checkout-sold-out").await
        }
        Err(error) => Err(error.into()),
    }
}
