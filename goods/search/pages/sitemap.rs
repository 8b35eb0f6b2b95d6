//! What search engines read: where they may go, and what there is.
//!
//! A file holds no more addresses than the protocol allows; what is more stands in further parts of it, `?part=2`. The
//! same goes for the list of files, whose parts `/robots.txt` names.

use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use kernel::ShopId;
use people::{
    capability::{Addresses, Brought},
    market::Market,
    shops::{self, ShopState},
};
use platform::{
    db::{DbError, Tx},
    web::{
        Fields, Problem, Shared,
        xml::{element, escaped},
    },
};

const BATCH: i64 = 1_000;
/// For how many seconds nobody needs to ask again.
const KEPT: u32 = 3_600;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// `/robots.txt`
pub async fn robots(State(market): State<Market>, asked: HeaderMap) -> Result<Response, Problem> {
    let origin = origin(&market);
    let closed = market.capabilities.iter().flat_map(|brought| brought.web.sitemap).flat_map(|it| match it {
        Addresses::Closed(paths) => *paths,
        Addresses::Fixed(_) | Addresses::OfMarket(_) | Addresses::OfShop(_) | Addresses::Large(_) => &[],
    });
    let closed: String = closed.map(|path| format!("Disallow: {path}\n")).collect();
    let (all, most) = (market.capabilities.clone(), most(&market));
    let files = market.db.report(async move |tx: &mut Tx| count_files(tx, &all, most).await).await?;
    let parts = 1..=files.div_ceil(most).max(1);
    let indexes: String =
        parts.map(|part| format!("Sitemap: {origin}{}\n", part_of("/sitemap.xml", part))).collect();
    let body = format!("User-agent: *\n{closed}\n{indexes}");
    let kind = "text/plain; charset=utf-8";
    Ok(Shared { kind, seconds: KEPT, changed_at: None, body }.answer(&asked))
}

/// `/sitemap.xml`: the files for the pages of the market and those for each shop.
pub async fn index(
    State(market): State<Market>,
    RawQuery(query): RawQuery,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let (all, most, part) = (market.capabilities.clone(), most(&market), part(query)?);
    let files = market.db.report(async move |tx: &mut Tx| files(tx, &all, most).await).await?;
    let (origin, from) = (origin(&market), (part - 1).saturating_mul(most));
    let told = files.iter().skip(from).take(most).map(|file| {
        format!("<sitemap>{}</sitemap>\n", element("loc", &format!("{origin}{file}")).trim_end())
    });
    let told: String = told.collect();
    if told.is_empty() {
        return Err(Problem::not_found());
    }
    Ok(xml(&asked, &format!("<sitemapindex xmlns=\"{NAMESPACE}\">\n{told}</sitemapindex>\n")))
}

/// `/sitemap-pages.xml`
pub async fn pages(
    State(market): State<Market>,
    RawQuery(query): RawQuery,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let (all, most, part) = (market.capabilities.clone(), most(&market), part(query)?);
    let look = async move |tx: &mut Tx| paths(tx, &all, None, part, most).await;
    let paths = market.db.report(look).await?;
    urls(&asked, &origin(&market), &paths)
}

/// `/shops/{shop}/sitemap.xml`
pub async fn of_shop(
    State(market): State<Market>,
    Path(shop): Path<String>,
    RawQuery(query): RawQuery,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let (all, most, part) = (market.capabilities.clone(), most(&market), part(query)?);
    let look = async move |tx: &mut Tx| {
        let found = shops::find_by_handle(tx, &shop).await?;
        let Some(found) = found.filter(|shop| shop.state == ShopState::Open) else { return Ok(None) };
        paths(tx, &all, Some(found.id), part, most).await.map(Some)
    };
    let paths = market.db.report(look).await?.ok_or_else(Problem::not_found)?;
    urls(&asked, &origin(&market), &paths)
}

/// Entries that one file may have.
fn most(market: &Market) -> usize {
    market.config.sitemap_most.max(1)
}

/// Which part of a file is asked for; the first where none is named.
fn part(query: Option<String>) -> Result<usize, Problem> {
    let query = Fields::from_query(query.as_deref().unwrap_or_default());
    match query.value("part") {
        "" => Ok(1),
        part => part.parse().ok().filter(|part| (1..=100_000).contains(part)).ok_or_else(Problem::not_found),
    }
}

fn part_of(file: &str, part: usize) -> String {
    if part == 1 { file.to_owned() } else { format!("{file}?part={part}") }
}

/// A list of addresses, walked a stretch at a time.
async fn stretch(
    tx: &mut Tx,
    addresses: &Addresses,
    shop: Option<ShopId>,
    after: Option<i64>,
) -> Result<Vec<(i64, String)>, DbError> {
    match (addresses, shop) {
        (Addresses::OfMarket(list), None) => list(tx, after, BATCH).await,
        (Addresses::OfShop(list), Some(shop)) => list(tx, shop, after, BATCH).await,
        // What every market has comes first, however much there is of the rest.
        (Addresses::Fixed(all), None) if after.is_none() => {
            Ok((0..).zip(all.iter().map(|&path| path.to_owned())).collect())
        }
        _ => Ok(Vec::new()),
    }
}

fn told(capabilities: &[Brought]) -> impl Iterator<Item = &'static Addresses> {
    let all = || capabilities.iter().flat_map(|brought| brought.web.sitemap);
    let is_fixed = |addresses: &&Addresses| matches!(addresses, Addresses::Fixed(_));
    all().filter(is_fixed).chain(all().filter(move |addresses| !is_fixed(addresses)))
}

/// A part of what the capabilities tell of their pages: those of a shop, or else of the market.
async fn paths(
    tx: &mut Tx,
    capabilities: &[Brought],
    shop: Option<ShopId>,
    part: usize,
    most: usize,
) -> Result<Vec<String>, DbError> {
    let mut paths: Vec<String> = Vec::new();
    let mut before = (part - 1).saturating_mul(most);
    for addresses in told(capabilities) {
        let mut after = None;
        while paths.len() < most {
            let found = stretch(tx, addresses, shop, after).await?;
            after = found.last().map(|(number, _)| *number);
            let (count, is_last) = (found.len(), (found.len() as i64) < BATCH);
            paths.extend(found.into_iter().skip(before).map(|(_, path)| path));
            before = before.saturating_sub(count);
            if is_last {
                break;
            }
        }
    }
    paths.truncate(most);
    Ok(paths)
}

/// How many parts the file of a shop has, or that of the market's pages.
async fn parts(
    tx: &mut Tx,
    capabilities: &[Brought],
    shop: Option<ShopId>,
    most: usize,
) -> Result<usize, DbError> {
    let mut count = 0;
    for addresses in told(capabilities) {
        let mut after = None;
        loop {
            let found = stretch(tx, addresses, shop, after).await?;
            count += found.len();
            after = found.last().map(|(number, _)| *number);
            if (found.len() as i64) < BATCH {
                break;
            }
        }
    }
    Ok(count.div_ceil(most).max(1))
}

/// Shops that may have more pages than one file takes.
async fn large(tx: &mut Tx, capabilities: &[Brought], most: usize) -> Result<Vec<ShopId>, DbError> {
    let mut shops = Vec::new();
    for addresses in told(capabilities) {
        if let Addresses::Large(list) = addresses {
            shops.extend(list(tx, i64::try_from(most / 2).unwrap_or(i64::MAX)).await?);
        }
    }
    Ok(shops)
}

/// Every file, with its parts.
async fn files(tx: &mut Tx, capabilities: &[Brought], most: usize) -> Result<Vec<String>, DbError> {
    let large = large(tx, capabilities, most).await?;
    let of_market = parts(tx, capabilities, None, most).await?;
    let mut files: Vec<String> = (1..=of_market).map(|part| part_of("/sitemap-pages.xml", part)).collect();
    let mut after = 0;
    loop {
        let shops = shops::list(tx, after, BATCH).await?;
        let Some(last) = shops.last() else { return Ok(files) };
        after = last.id.get();
        for shop in shops.into_iter().filter(|shop| shop.state == ShopState::Open) {
            let is_large = large.contains(&shop.id);
            let parts = if is_large { parts(tx, capabilities, Some(shop.id), most).await? } else { 1 };
            let file = format!("/shops/{}/sitemap.xml", shop.handle);
            files.extend((1..=parts).map(|part| part_of(&file, part)));
        }
    }
}

/// How many files there are; they are only counted one by one where they may be too many for one list.
async fn count_files(tx: &mut Tx, capabilities: &[Brought], most: usize) -> Result<usize, DbError> {
    let open = shops::count_by_state(tx).await?.into_iter().find(|(state, _)| *state == ShopState::Open);
    let open = open.map_or(0, |(_, count)| usize::try_from(count).unwrap_or(0));
    if open < most / 2 { Ok(open + 1) } else { Ok(files(tx, capabilities, most).await?.len()) }
}

fn origin(market: &Market) -> String {
    market.config.public_url.trim_end_matches('/').to_owned()
}

fn urls(asked: &HeaderMap, origin: &str, paths: &[String]) -> Result<Response, Problem> {
    if paths.is_empty() {
        return Err(Problem::not_found());
    }
    let url = |path: &String| format!("<url><loc>{}</loc></url>\n", escaped(&format!("{origin}{path}")));
    let urls: String = paths.iter().map(url).collect();
    Ok(xml(asked, &format!("<urlset xmlns=\"{NAMESPACE}\">\n{urls}</urlset>\n")))
}

fn xml(asked: &HeaderMap, body: &str) -> Response {
    let body = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}");
    Shared { kind: "application/xml; charset=utf-8", seconds: KEPT, changed_at: None, body }.answer(asked)
}
