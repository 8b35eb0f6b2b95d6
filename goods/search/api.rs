//! Finding, for programs: the same query by the same names.

use axum::{
    Json,
    extract::{RawQuery, State},
};
use kernel::Cursor;
use people::{
    calls,
    one_of::{CountryCode, CurrencyCode, OneOf},
    seek::Seek,
    visit::Visit,
    wire::Answer,
};
use platform::web::Problem;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    PageStart,
    asked::SearchRequest,
    pages::SEARCHES,
    perks::PerkCode,
    query::{Count, Facets, Sort},
};
use crate::{
    Goods,
    catalog::{CraftCode, Kind, ListingSummaryOut},
};

type OneKind = OneOf<Kind>;
type OneSort = OneOf<Sort>;

pub fn routes() -> OpenApiRouter<Goods> {
    OpenApiRouter::new().routes(calls!(index))
}

/// One page of what was found.
#[derive(Serialize, ToSchema)]
struct FoundListingsOut {
    items: Vec<ListingSummaryOut>,
    /// How many of `items` have all that was asked for; those after them have a part.
    whole: i64,
    /// Give it as `cursor` for the next page.
    next: Option<String>,
    total: i64,
    /// Whether there are more than the index looks at; `total` is then the least there are.
    total_is_capped: bool,
    facets: FacetCountsOut,
}

/// How many listings have each value; what is chosen in one property narrows the others.
#[derive(Serialize, ToSchema)]
struct FacetCountsOut {
    kind: Vec<FacetCountOut>,
    craft: Vec<FacetCountOut>,
    country: Vec<FacetCountOut>,
    region: Vec<FacetCountOut>,
    currency: Vec<FacetCountOut>,
    /// Bands of the chosen currency, 0 for the cheapest.
    price: Vec<FacetCountOut>,
}

#[derive(Serialize, ToSchema)]
struct FacetCountOut {
    value: String,
    listings: i64,
}

fn counts(counts: Vec<Count>) -> Vec<FacetCountOut> {
    counts.into_iter().map(|count| FacetCountOut { value: count.value, listings: count.listings }).collect()
}

impl From<Facets> for FacetCountsOut {
    fn from(facets: Facets) -> Self {
        Self {
            kind: counts(facets.kinds),
            craft: counts(facets.crafts),
            country: counts(facets.countries),
            region: counts(facets.regions),
            currency: counts(facets.currencies),
            price: counts(facets.bands),
        }
    }
}

/// Find listings. Sorting by price, or a price band, compares one currency: the market's unless `currency` says another.
#[utoipa::path(get, path = "/listings", tag = "search",
    params(
        ("q" = Option<String>, Query, description = "what has all of it comes first, what has a part follows; `-word` takes away, quotes mean a phrase"),
        ("kind" = inline(Option<Vec<OneKind>>), Query, description = "any of these"),
        ("craft" = inline(Option<Vec<CraftCode>>), Query, description = "any of these"),
        ("country" = inline(Option<Vec<CountryCode>>), Query, description = "ISO 3166-1 alpha-2, any of these"),
        ("region" = Option<Vec<String>>, Query, description = "in the shop's own words, any of these"),
        ("currency" = inline(Option<CurrencyCode>), Query, description = "ISO 4217"),
        ("price" = Option<i64>, Query, description = "price band", minimum = 0, maximum = 4),
        ("price_from" = Option<String>, Query, description = "a plain decimal in the currency; takes the place of a band"),
        ("price_to" = Option<String>, Query, description = "the same"),
        ("perk" = inline(Option<Vec<PerkCode>>), Query, description = "what else must be true, all of these: `rated` (four stars and more), `free` (no shipping within the country of its shop)"),
        ("sort" = inline(Option<OneSort>), Query),
        Seek,
    ),
    responses((status = 200, body = FoundListingsOut)))]
async fn index(
    State(market): State<Goods>,
    visit: Visit,
    seek: Seek<Cursor>,
    RawQuery(query): RawQuery,
) -> Answer<FoundListingsOut> {
    let mut asked = SearchRequest::read(query.as_deref().unwrap_or_default());
    (asked.place, asked.limit) = (seek.from.map_or(PageStart::Start, PageStart::After), seek.limit);
    if !asked.words.is_empty() {
        market.limits.take(SEARCHES, visit.from.clone())?;
    }
    let (index, query) = (market.index.clone(), asked.query(market.config.currency));
    let found = index.find(&market, &query).await.map_err(Problem::from)?;
    Ok(Json(FoundListingsOut {
        items: found.hits.iter().map(ListingSummaryOut::from).collect(),
        whole: i64::try_from(found.whole).unwrap_or(i64::MAX),
        next: found.older.map(|cursor| cursor.to_string()),
        total: found.total,
        total_is_capped: found.is_capped,
        facets: found.facets.into(),
    }))
}
