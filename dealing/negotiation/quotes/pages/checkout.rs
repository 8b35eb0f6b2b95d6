use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::Timestamp;
use people::{
    shops::{self, Shop},
    visit::Visit,
};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};
use selling::{
    Selling,
    orders::{
        self, PlaceError,
        pages::{
            contained,
            till::{self, Till},
        },
    },
    prices::OrderTax,
};

use crate::negotiation::quotes::{
    self, Quote, QuoteCheckout, QuoteError, QuoteId, QuoteTerms, price, reckon,
};

/// Ordering what was quoted, on one page.
#[derive(Template)]
#[template(path = "negotiation/quotes/views/checkout.html")]
struct QuoteCheckoutPage {
    shell: Shell,
    lang: Lang,
    form: Fields,
    quote: Quote,
    terms: QuoteTerms,
    shop: Shop,
    now: kernel::Money,
    later: kernel::Money,
    total: kernel::Money,
    tax: Option<OrderTax>,
    rest_days: i64,
    regret_hours: i64,
    till: Till,
}

impl QuoteCheckoutPage {
    /// What of the total is tax, rate by rate.
    fn taxes(&self) -> Vec<(String, String)> {
        contained(&self.shell, self.tax.iter())
    }
}

/// `GET /quotes/{id}/checkout`
pub async fn new(
    State(market): State<Selling>,
    visit: Visit,
    Path(id): Path<QuoteId>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    form.set("key", market.chance.token());
    show(&market, &visit, id, form, "").await
}

async fn show(
    market: &Selling,
    visit: &Visit,
    id: QuoteId,
    mut form: Fields,
    obstacle: &'static str,
) -> Result<Response, Problem> {
    let (by, at, rules) = (visit.buyer()?, visit.now, market.rules());
    let book = till::book(market, visit).await?;
    let to = till::where_to(visit, &form, &book);
    let (country, numbers) = (to.country, rules.clone());
    let read = async move |tx: &mut Tx| {
        let (quote, terms) = price(tx, &by, id).await?;
        let shop = shops::find(tx, id.shop()).await?.ok_or(QuoteError::NoSuchQuote)?;
        let (_, tax) = reckon(tx, at, &numbers, &quote, &terms, country).await?;
        Ok::<_, QuoteError>((quote, terms, shop, tax))
    };
    let (quote, terms, shop, tax) = market.db.read(read).await?;
    form.set("seen", quote.updated_at.micros().to_string());
    let shell = visit.shell("talk");
    let sums = || Ok::<_, kernel::MoneyError>((terms.now()?, terms.later()?, terms.total()?));
    let (now, later, total) = sums().map_err(Problem::broken)?;
    let whole = |length: std::time::Duration, unit| i64::try_from(length.as_secs() / unit).unwrap_or(0);
    let page = QuoteCheckoutPage {
        till: Till::new(&shell, &form, book, &to, obstacle),
        rest_days: whole(rules.time(orders::numbers::REST), 86_400),
        regret_hours: whole(rules.time(orders::numbers::WORK_REGRET), 3_600),
        shell,
        lang: visit.lang,
        form,
        quote,
        terms,
        shop,
        now,
        later,
        total,
        tax,
    };
    views::show(&page, page.form.is_good() && obstacle.is_empty())
}

/// When the terms that somebody saw were written.
pub(in crate::negotiation::quotes) fn read_seen(form: &mut Fields) -> Option<Timestamp> {
    form.maybe_whole("seen", 0..=i64::MAX).map(Timestamp::from_micros)
}

/// `POST /quotes/{id}/checkout`: place the purchase and go to the payment page.
pub async fn create(
    State(market): State<Selling>,
    visit: Visit,
    Path(id): Path<QuoteId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    if form.has("draw") {
        return show(&market, &visit, id, form, "").await;
    }
    till::come(&market, &visit)?;
    let to = till::read_destination(&mut form, &till::book(&market, &visit).await?);
    let (seen, key) = (read_seen(&mut form), form.line("key", 100));
    let Some(to) = to.filter(|_| form.is_good()) else {
        return show(&market, &visit, id, form, "").await;
    };
    let checkout = QuoteCheckout { to, key, seen, reader: Some(visit.reader()) };
    let takes = market.takes();
    let act = async move |tx: &mut Tx| quotes::buy(tx, &by, now, &rules, takes, id, checkout.clone()).await;
    match market.db.write(act).await {
        Ok(placed) => till::go_and_pay(&market, by.account()?, &placed).await,
        Err(QuoteError::Place(PlaceError::Unpayable(reason))) => {
            show(&market, &visit, id, form, reason.key()).await
        }
        Err(QuoteError::TermsChanged) => show(&market, &visit, id, form, "problem-quote-changed").await,
        Err(error) => Err(error.into()),
    }
}
