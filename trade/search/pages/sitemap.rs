//! What search engines read: where they may go, and what there is.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use platform::{
    db::{DbError, Tx},
    web::Problem,
};

use crate::{
    catalog::{self, CRAFTS},
    market::Market,
    shops::{self, ShopState},
};

/// Entries that one file may have, by the protocol.
const MOST: usize = 50_000;
const BATCH: i64 = 1_000;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// `/robots.txt`
pub async fn robots(State(market): State<Market>) -> Response {
    let origin = origin(&market);
    let closed =
        ["/cart", "/checkout", "/orders", "/purchases", "/mine", "/desk", "/operator", "/search", "/api/"];
    let closed: String = closed.iter().map(|path| format!("Disallow: {path}\n")).collect();
    format!("User-agent: *\n{closed}\nSitemap: {origin}/sitemap.xml\n").into_response()
}

/// `/sitemap.xml`: one file for the pages of the market and one for each shop.
pub async fn index(State(market): State<Market>) -> Result<Response, Problem> {
    let shops = market.db.report(async |tx: &mut Tx| open_shops(tx).await).await?;
    let origin = origin(&market);
    let files = std::iter::once(format!("{origin}/sitemap-pages.xml"))
        .chain(shops.into_iter().map(|handle| format!("{origin}/shops/{handle}/sitemap.xml")))
        .take(MOST);
    let files: String =
        files.map(|file| format!("<sitemap><loc>{}</loc></sitemap>\n", escaped(&file))).collect();
    Ok(xml(&format!("<sitemapindex xmlns=\"{NAMESPACE}\">\n{files}</sitemapindex>\n")))
}

/// `/sitemap-pages.xml`
pub async fn pages(State(market): State<Market>) -> Response {
    let origin = origin(&market);
    let crafts = CRAFTS.iter().map(|craft| format!("{origin}/browse?craft={}", craft.code));
    urls([format!("{origin}/"), format!("{origin}/browse")].into_iter().chain(crafts))
}

/// `/shops/{shop}/sitemap.xml`
pub async fn of_shop(State(market): State<Market>, Path(shop): Path<String>) -> Result<Response, Problem> {
    let origin = origin(&market);
    let found = market
        .db
        .report(async move |tx: &mut Tx| {
            let found = shops::find_by_handle(tx, &shop).await?;
            let Some(found) = found.filter(|shop| shop.state == ShopState::Open) else { return Ok(None) };
            let mut addresses = vec![format!("{origin}/shops/{}", found.handle)];
            let mut before = i64::MAX;
            while addresses.len() < MOST {
                let cards = catalog::list_of_shop(tx, found.id, before, BATCH).await?;
                let Some(last) = cards.last() else { break };
                before = last.id.number();
                addresses.extend(cards.iter().map(|card| format!("{origin}{}", card.url())));
            }
            addresses.truncate(MOST);
            Ok::<_, DbError>(Some(addresses))
        })
        .await?;
    Ok(urls(found.ok_or_else(Problem::not_found)?))
}

async fn open_shops(tx: &mut Tx) -> Result<Vec<String>, DbError> {
    let mut handles = Vec::new();
    let mut after = 0;
    while handles.len() < MOST {
        let shops = shops::list(tx, after, BATCH).await?;
        let Some(last) = shops.last() else { break };
        after = last.id.get();
        handles
            .extend(shops.into_iter().filter(|shop| shop.state == ShopState::Open).map(|shop| shop.handle));
    }
    Ok(handles)
}

fn origin(market: &Market) -> String {
    market.config.public_url.trim_end_matches('/').to_owned()
}

fn urls(addresses: impl IntoIterator<Item = String>) -> Response {
    let urls: String = addresses
        .into_iter()
        .map(|address| format!("<url><loc>{}</loc></url>\n", escaped(&address)))
        .collect();
    xml(&format!("<urlset xmlns=\"{NAMESPACE}\">\n{urls}</urlset>\n"))
}

fn xml(body: &str) -> Response {
    let kind = HeaderValue::from_static("application/xml; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}"))
        .into_response()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
