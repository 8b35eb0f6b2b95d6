//! What shops sell, for other people's programs: the newest of a shop (Atom), and all of a shop or of the market
//! (Google Merchant).

use std::collections::VecDeque;

use axum::{
    body::{Body, Bytes},
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use kernel::{Timestamp, minutes};
use people::{
    capability::Looking,
    market::Market,
    panels,
    shops::{self, Shop, ShopState},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Text,
    web::{Limit, Problem, kept_for},
};

use super::common::{NEWS, asked_lang, lang_query};
use crate::catalog::{
    Face, Pricing,
    atom::{Entry, Feed, NEWEST},
    merchant_feed::{TAIL, Whose, Writer, head},
    newest_on_sale, on_sale, prices_now,
};

/// Feeds of everything, which cost as much as there is.
const WHOLE: Limit = Limit { name: "merchant feeds", times: 60, per: minutes(60) };
/// For how many seconds nobody needs to ask again for everything.
const KEPT: u32 = 3_600;
/// Listings that are read at once: each has a hundred variants at most.
const AT_ONCE: i64 = 50;
const SHOPS_AT_ONCE: i64 = 100;

async fn open_shop(market: &Market, handle: String) -> Result<Shop, Problem> {
    let look = async move |tx: &mut Tx| shops::find_by_handle(tx, &handle).await;
    let found = market.db.read(look).await?.filter(|shop| shop.state == ShopState::Open);
    found.ok_or_else(Problem::not_found)
}

/// `GET /shops/{handle}/feed.atom`
pub async fn news(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    market.limits.take(NEWS, visit.from.clone())?;
    let shop = open_shop(&market, handle).await?;
    let lang = asked_lang(query.as_deref(), shop.language);
    let id = shop.id;
    let pricing = Pricing::of(&market, visit.now);
    let read = async move |tx: &mut Tx| {
        let mut listings = newest_on_sale(tx, id, NEWEST).await?;
        let prices = prices_now(tx, &pricing, listings.iter().map(|(listing, _)| listing.id)).await?;
        listings.iter_mut().for_each(|(listing, _)| prices.settle(listing));
        Ok::<_, DbError>(listings)
    };
    let listings = market.db.read(read).await?;
    let (text, page) = (market.texts.of(lang), format!("/shops/{}", shop.handle));
    let path = format!("{page}/feed.atom{}", lang_query(lang, shop.language, '?'));
    let title = shop.name_in(lang).to_owned();
    let feed =
        Feed { origin: market.config.public_url.trim_end_matches('/'), text: &text, title, path, page };
    let face = Face::of(&shop);
    let entries: Vec<Entry<'_>> =
        listings.iter().map(|(listing, cover)| Entry { listing, shop: &face, cover }).collect();
    Ok(feed.tell(&entries, shop.opened_at).answer(&asked))
}

/// `GET /shops/{handle}/merchant.xml`
pub async fn of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    market.limits.take(WHOLE, visit.from.clone())?;
    let shop = open_shop(&market, handle).await?;
    let lang = asked_lang(query.as_deref(), shop.language);
    let (origin, name) = (market.config.public_url.trim_end_matches('/'), shop.name_in(lang));
    let head = head(name, &format!("{origin}/shops/{}", shop.handle), shop.tagline_in(lang));
    let text = market.texts.of(lang);
    let from = From { shops: VecDeque::from([shop]), after: 0, are_more: false, shop_after: 0 };
    let looking = nobody(&visit);
    Ok(sent(Writing { looking, text, whose: Whose::Shop, now: visit.now, market, at: At::Head(head, from) }))
}

/// `GET /merchant.xml`
pub async fn of_market(
    State(market): State<Market>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    market.limits.take(WHOLE, visit.from.clone())?;
    let text = market.texts.of(asked_lang(query.as_deref(), market.config.language));
    let head = head(&market.config.market, &market.config.public_url, text.get("meta-market"));
    let from = From { shops: VecDeque::new(), after: 0, are_more: true, shop_after: 0 };
    let looking = nobody(&visit);
    Ok(sent(Writing {
        looking,
        text,
        whose: Whose::Market,
        now: visit.now,
        market,
        at: At::Head(head, from),
    }))
}

/// A feed that is being written: nothing of it is held but what is written next.
struct Writing {
    market: Market,
    /// Nobody, of whom later capabilities are asked what is to be said of a shop.
    looking: Looking,
    text: Text,
    whose: Whose,
    now: Timestamp,
    at: At,
}

enum At {
    Head(String, From),
    Items(From),
    End,
}

/// Where the next listings are: after this number in the first of these shops.
#[derive(Clone)]
struct From {
    shops: VecDeque<Shop>,
    after: i64,
    /// Whether there may be shops after the last that was read, and its number.
    are_more: bool,
    shop_after: i64,
}

/// The answer. One that breaks off has no end and is no XML, so that nobody takes it for all there is.
fn sent(writing: Writing) -> Response {
    let kind = HeaderValue::from_static("application/xml; charset=utf-8");
    let kept = HeaderValue::from_str(&kept_for(KEPT)).unwrap_or(HeaderValue::from_static("no-cache"));
    let body = Body::from_stream(stream::try_unfold(writing, write));
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)], body).into_response()
}

async fn write(mut file: Writing) -> Result<Option<(Bytes, Writing)>, axum::BoxError> {
    let from = match file.at {
        At::Head(head, from) => {
            file.at = At::Items(from);
            return Ok(Some((Bytes::from(head), file)));
        }
        At::Items(from) => from,
        At::End => return Ok(None),
    };
    file.at = At::End;
    let (told, next) = {
        let asked = &file;
        let step = async |tx: &mut Tx| step(tx, asked, from.clone()).await;
        file.market.db.read(step).await?
    };
    let Some(next) = next else { return Ok(Some((Bytes::from(told + TAIL), file))) };
    file.at = At::Items(next);
    Ok(Some((Bytes::from(told), file)))
}

/// A feed is the same whoever asks for it.
fn nobody(visit: &Visit) -> Looking {
    Looking { account: None, holder: None, ..visit.looking(visit.shell(""), None, 0) }
}

fn about(looking: &Looking, shop: &Shop) -> Looking {
    Looking {
        shell: looking.shell.clone(),
        rules: looking.rules.clone(),
        capabilities: looking.capabilities.clone(),
        shop: Some(shop.id),
        cards: Vec::new(),
        place: String::new(),
        ..*looking
    }
}

/// The next items, and where those after them are; nowhere after the last.
async fn step(tx: &mut Tx, file: &Writing, mut from: From) -> Result<(String, Option<From>), DbError> {
    loop {
        let Some(shop) = from.shops.front() else {
            if !from.are_more {
                return Ok((String::new(), None));
            }
            let shops = shops::list(tx, from.shop_after, SHOPS_AT_ONCE).await?;
            from.are_more = shops.len() as i64 == SHOPS_AT_ONCE;
            from.shop_after = shops.last().map_or(from.shop_after, |shop| shop.id.get());
            from.shops.extend(shops.into_iter().filter(|shop| shop.state == ShopState::Open));
            continue;
        };
        let mut found = on_sale(tx, shop.id, from.after, AT_ONCE).await?;
        let pricing = Pricing::of(&file.market, file.now);
        let prices = prices_now(tx, &pricing, found.iter().map(|it| it.listing.id)).await?;
        found.iter_mut().for_each(|it| prices.settle_variants(&mut it.variants));
        let said = panels::within(tx, "feed", &about(&file.looking, shop)).await?;
        let writer = Writer {
            origin: file.market.config.public_url.trim_end_matches('/'),
            text: &file.text,
            shop,
            whose: file.whose,
            is_selling: shop.is_selling(file.now) && said.each("barred").next().is_none(),
        };
        let items: String =
            found.iter().map(|it| writer.items(&it.listing, &it.variants, &it.pictures)).collect();
        if (found.len() as i64) < AT_ONCE {
            from.shops.pop_front();
            from.after = 0;
        } else {
            from.after = found.last().map_or(from.after, |it| it.listing.id.number());
        }
        if !items.is_empty() {
            return Ok((items, Some(from)));
        }
    }
}
