//! What search engines read: where they may go, and what there is.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use kernel::ShopId;
use people::{
    capability::{Addresses, Brought},
    market::Market,
    shops::{self, ShopState},
};
use platform::{
    db::{DbError, Tx},
    web::Problem,
};

/// Entries that one file may have, by the protocol.
const MOST: usize = 50_000;
const BATCH: i64 = 1_000;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// `/robots.txt`
pub async fn robots(State(market): State<Market>) -> Response {
    let origin = origin(&market);
    let closed = market.capabilities.iter().flat_map(|brought| brought.web.sitemap).flat_map(|it| match it {
        Addresses::Closed(paths) => *paths,
        Addresses::Fixed(_) | Addresses::OfMarket(_) | Addresses::OfShop(_) => &[],
    });
    let closed: String = closed.map(|path| format!("Disallow: {path}\n")).collect();
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
pub async fn pages(State(market): State<Market>) -> Result<Response, Problem> {
    let all = market.capabilities.clone();
    let paths = market.db.report(async move |tx: &mut Tx| paths(tx, &all, None).await).await?;
    Ok(urls(&origin(&market), &paths))
}

/// `/shops/{shop}/sitemap.xml`
pub async fn of_shop(State(market): State<Market>, Path(shop): Path<String>) -> Result<Response, Problem> {
    let all = market.capabilities.clone();
    let look = async move |tx: &mut Tx| {
        let found = shops::find_by_handle(tx, &shop).await?;
        let Some(found) = found.filter(|shop| shop.state == ShopState::Open) else { return Ok(None) };
        paths(tx, &all, Some(found.id)).await.map(Some)
    };
    let paths = market.db.report(look).await?.ok_or_else(Problem::not_found)?;
    Ok(urls(&origin(&market), &paths))
}

/// What the capabilities tell of their pages: those of a shop, or else of the market.
async fn paths(tx: &mut Tx, capabilities: &[Brought], shop: Option<ShopId>) -> Result<Vec<String>, DbError> {
    let told = || capabilities.iter().flat_map(|brought| brought.web.sitemap);
    let mut paths: Vec<String> = Vec::new();
    // What every market has is there however much there is of the rest.
    for addresses in told() {
        if let (Addresses::Fixed(all), None) = (addresses, shop) {
            paths.extend(all.iter().map(|&path| path.to_owned()));
        }
    }
    for addresses in told() {
        let mut after = None;
        while paths.len() < MOST {
            let stretch = match (addresses, shop) {
                (Addresses::OfMarket(list), None) => list(tx, after, BATCH).await?,
                (Addresses::OfShop(list), Some(shop)) => list(tx, shop, after, BATCH).await?,
                _ => break,
            };
            after = stretch.last().map(|(number, _)| *number);
            let is_last = (stretch.len() as i64) < BATCH;
            paths.extend(stretch.into_iter().map(|(_, path)| path));
            if is_last {
                break;
            }
        }
    }
    paths.truncate(MOST);
    Ok(paths)
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

fn urls(origin: &str, paths: &[String]) -> Response {
    let urls: String = paths
        .iter()
        .map(|path| format!("<url><loc>{}</loc></url>\n", escaped(&format!("{origin}{path}"))))
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
