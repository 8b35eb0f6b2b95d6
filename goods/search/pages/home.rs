use askama::Template;
use axum::{extract::State, response::Response};
use kernel::{Limit, ShopId, Timestamp};
use people::{
    panels::{self, Panels},
    shops::{self, Shop, ShopState},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::Problem,
};

use crate::{
    Goods,
    catalog::{self, CRAFTS, Card, Kind, pages::Marks, structured::of_market},
    search::{
        Filter, Index, PageStart, Query, Sort,
        chips::{country, region_name},
        query::{Cell, Count},
        solar_term::solar_term,
    },
};

/// Shops among which the lead story and the shops of the day are chosen.
const SHOPS: i64 = 100;
const SHOP_CARDS: usize = 3;
const PICTURES: i64 = 3;
const FRESH: i64 = 8;
/// Harvests among which those in season come first.
const HARVESTS: i64 = 60;
const HARVEST_CARDS: i64 = 8;
const PLACES: usize = 12;

/// `/`
pub async fn show(State(market): State<Goods>, visit: Visit) -> Result<Response, Problem> {
    let today = Today::at(visit.now, visit.zone());
    let seen = market.db.read(async |tx: &mut Tx| look(&market.index, tx, today).await).await?;
    let windows = seen.windows.iter().flat_map(|window| &window.cards);
    let marks = Marks::draw(&visit, seen.fresh.iter().chain(&seen.harvest).chain(windows)).await;
    let panels = panels::draw(&visit, "home", visit.looking(visit.shell("home"), None, 0)).await;
    views::page(&HomePage { panels, ..HomePage::new(&market, &visit, today, seen, marks) })
}

/// The day as the reader's calendar has it.
#[derive(Clone, Copy)]
struct Today {
    year: i64,
    month: i64,
    day: i64,
    /// Days since 1970: tomorrow another shop leads.
    number: usize,
}

impl Today {
    fn at(now: Timestamp, zone: &str) -> Self {
        let number = usize::try_from(now.micros() / 86_400_000_000).unwrap_or(0);
        match now.in_zone(zone).or_else(|| now.in_zone("UTC")) {
            Some(at) => {
                Self { year: at.year().into(), month: at.month().into(), day: at.day().into(), number }
            }
            None => Self { year: 2025, month: 1, day: 1, number },
        }
    }
}

/// A shop with a few of its things.
struct Window {
    shop: Shop,
    cards: Vec<Card>,
}

struct Seen {
    windows: Vec<Window>,
    fresh: Vec<Card>,
    harvest: Vec<Card>,
    cells: Vec<Cell>,
}

/// A region and the way to what is made there.
struct Region {
    words: String,
    /// Of its words; empty where nobody can tell.
    lang: &'static str,
    href: String,
    listings: i64,
}

impl Region {
    fn of(lang: Lang, count: Count) -> Self {
        let query =
            form_urlencoded::Serializer::new(String::new()).append_pair("region", &count.value).finish();
        let words = region_name(lang, &count.value, &count.english).to_owned();
        Self {
            lang: if words == count.english { "en" } else { "" },
            words,
            href: format!("/browse?{query}"),
            listings: count.listings,
        }
    }
}

/// Everything that the home page shows.
async fn look(index: &Index, tx: &mut Tx, today: Today) -> Result<Seen, DbError> {
    let shops = shops::list(tx, 0, SHOPS).await?;
    let shops: Vec<Shop> = shops.into_iter().filter(|shop| shop.state == ShopState::Open).collect();
    let mut windows = Vec::new();
    for at in 0..shops.len() {
        if windows.len() > SHOP_CARDS {
            break;
        }
        // A stride prime to most lengths, so that neighbours of one day are not neighbours in the list.
        let Some(shop) = shops.get((today.number + at * 17) % shops.len()) else { continue };
        if windows.iter().any(|window: &Window| window.shop.id == shop.id) {
            continue;
        }
        let cards = pictured(tx, shop.id).await?;
        if !cards.is_empty() && !shop.tagline.is_empty() {
            windows.push(Window { shop: shop.clone(), cards });
        }
    }
    let fresh = varied(list(index, tx, "", 6 * FRESH).await?, FRESH);
    let mut harvest = list(index, tx, Kind::Harvest.name(), HARVESTS).await?;
    harvest.sort_by_key(|card| !card.facts.is_in_season(today.month));
    harvest.retain(|card| !fresh.iter().any(|shown| shown.id == card.id || shown.cover == card.cover));
    let harvest = varied(harvest, HARVEST_CARDS);
    Ok(Seen { windows, fresh, harvest, cells: index.cells(tx).await? })
}

/// A few of many: first one of each shop, so that nobody's table covers the others', then the rest; no picture twice.
fn varied(cards: Vec<Card>, most: i64) -> Vec<Card> {
    let (mut first, mut rest): (Vec<Card>, Vec<Card>) = (Vec::new(), Vec::new());
    for card in cards {
        let is_seen = |shown: &Card| !card.cover.is_empty() && shown.cover == card.cover;
        if first.iter().chain(&rest).any(is_seen) {
            continue;
        }
        if first.iter().any(|shown| shown.id.shop() == card.id.shop()) {
            rest.push(card);
        } else {
            first.push(card);
        }
    }
    first.append(&mut rest);
    first.truncate(usize::try_from(most).unwrap_or_default());
    first
}

async fn pictured(tx: &mut Tx, shop: ShopId) -> Result<Vec<Card>, DbError> {
    let mut cards = catalog::list_of_shop(tx, shop, i64::MAX, 4 * PICTURES).await?;
    cards.retain(|card| !card.cover.is_empty());
    let mut seen: Vec<String> = Vec::new();
    cards.retain(|card| {
        let is_new = !seen.contains(&card.cover);
        seen.push(card.cover.clone());
        is_new
    });
    cards.truncate(usize::try_from(PICTURES).unwrap_or_default());
    Ok(cards)
}

async fn list(index: &Index, tx: &mut Tx, kind: &str, limit: i64) -> Result<Vec<Card>, DbError> {
    let query = Query {
        words: String::new(),
        filter: Filter { kind: kind.into(), ..Filter::default() },
        sort: Sort::Newest,
        place: PageStart::Start,
        limit: Limit::new(limit),
        near: None,
    };
    Ok(index.browse(tx, &query).await?.hits)
}

#[derive(Template)]
#[template(path = "search/views/home.html")]
struct HomePage {
    shell: Shell,
    lang: Lang,
    eyebrow: String,
    lead: Option<Window>,
    also: Vec<Card>,
    crafts: Vec<(&'static str, String)>,
    fresh: Vec<Card>,
    windows: Vec<Window>,
    harvest: Vec<Card>,
    marks: Marks,
    places: Vec<(String, Vec<Region>)>,
    /// Schema.org's Organization and WebSite, as JSON.
    about: String,
    origin: String,
    /// What is there for whoever looks.
    panels: Panels,
}

impl HomePage {
    fn new(market: &Goods, visit: &Visit, today: Today, seen: Seen, marks: Marks) -> Self {
        let shell = visit.shell("home");
        let origin = market.config.public_url.trim_end_matches('/').to_owned();
        let mut windows = seen.windows;
        let lead = (!windows.is_empty()).then(|| windows.remove(0));
        let also = windows.iter().take(2).filter_map(|window| window.cards.first().cloned()).collect();
        let has = |code: &str| seen.cells.iter().any(|cell| cell.craft == code);
        Self {
            lang: visit.lang,
            eyebrow: eyebrow(&shell, visit.lang, today),
            crafts: CRAFTS
                .iter()
                .filter(|craft| has(craft.code))
                .map(|craft| (craft.code, shell.of("craft", craft.code)))
                .collect(),
            places: places(&shell, visit.lang, &seen.cells),
            fresh: seen.fresh,
            harvest: seen.harvest,
            marks,
            about: of_market(&origin, &shell.market, shell.t("meta-market")),
            origin,
            panels: Panels::default(),
            lead,
            also,
            windows,
            shell,
        }
    }

    fn is_empty(&self) -> bool {
        self.lead.is_none() && self.fresh.is_empty()
    }

    /// The first paragraph of a shop's story.
    fn opening<'a>(&self, shop: &'a Shop) -> &'a str {
        shop.story_in(self.lang).split("\n\n").next().unwrap_or_default()
    }
}

/// The solar term where it is read, the month's own words elsewhere.
fn eyebrow(shell: &Shell, lang: Lang, today: Today) -> String {
    let (month, day) = (today.month.to_string(), today.day.to_string());
    let term = match lang {
        Lang::Chinese | Lang::Japanese => {
            format!("home-term-{}", solar_term(today.year, today.month, today.day))
        }
        Lang::English | Lang::Hindi | Lang::Indonesian => format!("home-month-{month}"),
    };
    let name = shell.t(&format!("month-{month}")).to_owned();
    shell.say(
        "home-eyebrow",
        &[("season", shell.t(&term)), ("month", &name), ("number", &month), ("day", &day)],
    )
}

/// Regions with the most listings, by country.
fn places(shell: &Shell, lang: Lang, cells: &[Cell]) -> Vec<(String, Vec<Region>)> {
    let mut places: Vec<(String, i64, Vec<Count>)> = Vec::new();
    for cell in cells.iter().filter(|cell| !cell.region.is_empty()) {
        let at = places.iter().position(|(code, _, _)| *code == cell.country);
        let at = at.unwrap_or_else(|| {
            places.push((cell.country.clone(), 0, Vec::new()));
            places.len() - 1
        });
        let Some((_, total, regions)) = places.get_mut(at) else { continue };
        *total += cell.listings;
        match regions.iter_mut().find(|count| count.value == cell.region) {
            Some(count) => count.listings += cell.listings,
            None => regions.push(Count {
                value: cell.region.clone(),
                english: cell.region_en.clone(),
                listings: cell.listings,
            }),
        }
    }
    places.sort_by_key(|(_, total, _)| std::cmp::Reverse(*total));
    places
        .into_iter()
        .map(|(code, _, mut regions)| {
            regions.sort_by_key(|count| std::cmp::Reverse(count.listings));
            regions.truncate(PLACES);
            (country(shell, &code), regions.into_iter().map(|count| Region::of(lang, count)).collect())
        })
        .collect()
}
