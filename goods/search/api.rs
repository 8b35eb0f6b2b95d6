//! Finding, for programs: the same query by the same names.

use axum::{
    Json,
    extract::{RawQuery, State},
};
use kernel::Cursor;
use people::{seek::Seek, visit::Visit, wire::Answer};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    PageStart,
    pages::{SEARCHES, SearchRequest},
    query::{Count, Facets},
};
use crate::{Goods, catalog::ListingSummary};

pub fn routes() -> OpenApiRouter<Goods> {
    OpenApiRouter::new().routes(routes!(index))
}

/// One page of what was found.
#[derive(Serialize, ToSchema)]
struct FoundListings {
    items: Vec<ListingSummary>,
    /// Give it as `after` for the next page.
    next: Option<String>,
    total: i64,
    /// Whether there are more than the index looks at; `total` is then the least there are.
    total_is_capped: bool,
    facets: FacetCounts,
}

/// How many listings have each value; what is chosen in one property narrows the others.
#[derive(Serialize, ToSchema)]
struct FacetCounts {
    kind: Vec<FacetCount>,
    craft: Vec<FacetCount>,
    country: Vec<FacetCount>,
    region: Vec<FacetCount>,
    currency: Vec<FacetCount>,
    /// Bands of the chosen currency, 0 for the cheapest.
    price: Vec<FacetCount>,
}

#[derive(Serialize, ToSchema)]
struct FacetCount {
    value: String,
    listings: i64,
}

fn counts(counts: Vec<Count>) -> Vec<FacetCount> {
    counts.into_iter().map(|count| FacetCount { value: count.value, listings: count.listings }).collect()
}

impl From<Facets> for FacetCounts {
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
        ("q" = Option<String>, Query, description = "words that must all match, the last one by its beginning"),
        ("kind" = Option<String>, Query, description = "stock, made_to_order or harvest"),
        ("craft" = Option<String>, Query, description = "code of a craft"),
        ("country" = Option<String>, Query, description = "ISO 3166-1 alpha-2"),
        ("region" = Option<String>, Query, description = "in the shop's own words"),
        ("currency" = Option<String>, Query, description = "ISO 4217"),
        ("price" = Option<i64>, Query, description = "price band, 0 to 4"),
        ("sort" = Option<String>, Query, description = "fitting, newest, cheapest or dearest"),
        Seek,
    ),
    responses((status = 200, body = FoundListings)))]
async fn index(
    State(market): State<Goods>,
    visit: Visit,
    seek: Seek<Cursor>,
    RawQuery(query): RawQuery,
) -> Answer<FoundListings> {
    let mut asked = SearchRequest::read(query.as_deref().unwrap_or_default());
    (asked.place, asked.limit) = (seek.from.map_or(PageStart::Start, PageStart::After), seek.limit);
    if !asked.words.is_empty() {
        market.limits.take(SEARCHES, visit.from.clone())?;
    }
    let (index, query) = (market.index.clone(), asked.query(market.config.currency));
    let found = market.report(async move |tx| index.find(tx, &query).await).await?;
    Ok(Json(FoundListings {
        items: found.hits.iter().map(ListingSummary::from).collect(),
        next: found.older.map(|cursor| cursor.to_string()),
        total: found.total,
        total_is_capped: found.is_capped,
        facets: found.facets.into(),
    }))
}
