use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use goods::catalog::ListingId;
use people::{
    market::Market,
    photos::Upload,
    shops::{self, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::common::{Wish, read_wish};
use crate::{
    negotiation::numbers,
    negotiation::{
        self, ThingCard,
        pages::{may_begin, may_say},
        quotes::{Brief, ask},
        say::listing_card,
    },
};

/// The form on which a buyer says what a shop should make.
#[derive(Template)]
#[template(path = "negotiation/quotes/views/brief.html")]
struct BriefPage {
    shell: Shell,
    lang: Lang,
    shop: Shop,
    like: Option<ThingCard>,
    days: i64,
    form: Fields,
}

/// The shop, and what the piece should be like when the link or the form says so.
async fn find(
    market: &Market,
    handle: &str,
    listing: Option<ListingId>,
) -> Result<(Shop, Option<ThingCard>), Problem> {
    let handle = handle.to_owned();
    let read = async move |tx: &mut Tx| {
        let Some(shop) = shops::find_by_handle(tx, &handle).await? else { return Ok(None) };
        let like = match listing {
            Some(listing) => listing_card(tx, shop.id, listing).await?,
            None => None,
        };
        Ok::<_, DbError>(Some((shop, like)))
    };
    market.db.read(read).await?.ok_or_else(Problem::not_found)
}

fn page(
    market: &Market,
    visit: &Visit,
    shop: Shop,
    like: Option<ThingCard>,
    form: Fields,
) -> Result<Response, Problem> {
    if visit.memberships.iter().any(|member| member.shop == shop.id) {
        return Err(Problem::conflict("problem-own-shop"));
    }
    if !shop.is_selling(visit.now) {
        return Err(Problem::conflict("problem-shop-resting"));
    }
    let days = i64::try_from(market.rules().time(numbers::QUOTE_ANSWER).as_secs() / 86_400).unwrap_or(0);
    let page = BriefPage { shell: visit.shell("talk"), lang: visit.lang, shop, like, days, form };
    views::show(&page, page.form.is_good())
}

/// `GET /shops/{shop}/quotes/new?listing=`
pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    visit.account_id()?;
    let form = Fields::from_query(query.as_deref().unwrap_or_default());
    let (shop, like) = find(&market, &handle, form.value("listing").parse().ok()).await?;
    page(&market, &visit, shop, like, form)
}

/// `POST /shops/{shop}/quotes`: ask, in the conversation with the shop or a new one.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    upload: Upload,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    may_say(&market, &visit)?;
    let (shop, like) = find(&market, &handle, upload.form.value("listing").parse().ok()).await?;
    let (form, wish) = read_wish(&market, &visit, upload, shop.currency).await?;
    if !form.is_good() {
        return page(&market, &visit, shop, like, form);
    }
    may_begin(&market, &visit)?;
    let Wish { words, photos, budget } = wish;
    let brief = Brief { words, photos, like, budget };
    let open = async move |tx: &mut Tx| negotiation::open(tx, &by, now, shop.id).await;
    let id = market.db.write(open).await?.id;
    let act = async move |tx: &mut Tx| ask(tx, &by, now, &rules, id, brief.clone()).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/conversations/{id}"), "done-quote-asked"))
}
