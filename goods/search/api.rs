//! Finding, for programs: the same query by the same names.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{RawQuery, State},
};
use kernel::Cursor;
use people::{
    accounts::scopes::Operate,
    calls,
    one_of::{CountryCode, CurrencyCode, OneOf},
    scope::Grant as _,
    seek::Seek,
    shops::Heritage,
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
    parts::Parts,
    perks::PerkCode,
    query::{Count, Facets, Sort},
};
use crate::{
    Goods,
    catalog::{CraftCode, Kind, ListingId, ListingSummaryOut, Summaries},
};

type OneKind = OneOf<Kind>;
type OneSort = OneOf<Sort>;
type OneHeritage = OneOf<Heritage>;

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
    /// Whether there are more than the index looks at one by one; all counts are then about. Up to 50,000 are exact.
    total_is_capped: bool,
    facets: FacetCountsOut,
    /// With `near`: how far the shops of `items` are, as far as they say where they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    away: Vec<AwayOut>,
    /// With `explain`, for operators: how each of `items` came to its place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    explained: Vec<ExplainedOut>,
}

/// How far something is.
#[derive(Serialize, ToSchema)]
struct AwayOut {
    id: String,
    km: i64,
}

/// What a listing is worth, in thousandths, and what of: it is shown by the sum.
#[derive(Serialize, ToSchema)]
struct ExplainedOut {
    id: String,
    words: i64,
    /// What each signal adds or takes.
    signals: BTreeMap<&'static str, i64>,
    /// What a place for new shops adds.
    new_shop: i64,
    sum: i64,
}

impl From<&(ListingId, Parts)> for ExplainedOut {
    fn from((id, parts): &(ListingId, Parts)) -> Self {
        Self {
            id: id.to_string(),
            words: parts.words,
            signals: parts.signals.iter().copied().collect(),
            new_shop: parts.new_shop,
            sum: parts.sum(),
        }
    }
}

/// How many listings have each value; what is chosen in one property narrows the others.
#[derive(Serialize, ToSchema)]
struct FacetCountsOut {
    kind: Vec<FacetCountOut>,
    craft: Vec<FacetCountOut>,
    country: Vec<FacetCountOut>,
    region: Vec<FacetCountOut>,
    city: Vec<FacetCountOut>,
    village: Vec<FacetCountOut>,
    heritage: Vec<FacetCountOut>,
    material: Vec<FacetCountOut>,
    /// Of the others, those that were counted lately.
    perk: Vec<FacetCountOut>,
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
            city: counts(facets.cities),
            village: counts(facets.villages),
            heritage: counts(facets.heritages),
            material: counts(facets.materials),
            perk: counts(facets.perks),
            currency: counts(facets.currencies),
            price: counts(facets.bands),
        }
    }
}

/// Find listings. Sorting by price, or a price band, compares what a piece costs everybody now, in one currency: the market's
/// unless `currency` says another.
#[utoipa::path(get, path = "/listings", tag = "search",
    params(
        ("q" = Option<String>, Query, description = "what has all of it comes first, what has a part follows; `-word` takes away, quotes mean a phrase"),
        ("kind" = inline(Option<Vec<OneKind>>), Query, description = "any of these"),
        ("craft" = inline(Option<Vec<CraftCode>>), Query, description = "any of these"),
        ("country" = inline(Option<Vec<CountryCode>>), Query, description = "ISO 3166-1 alpha-2, any of these"),
        ("region" = Option<Vec<String>>, Query, description = "in the shop's own words, any of these"),
        ("city" = Option<Vec<String>>, Query, description = "city or county, in the shop's own words, any of these"),
        ("village" = Option<Vec<String>>, Query, description = "the same, smaller"),
        ("heritage" = inline(Option<Vec<OneHeritage>>), Query, description = "the highest list of intangible heritage that names the craft, any of these"),
        ("material" = Option<Vec<String>>, Query, description = "what it is made of, any of these: `cotton`, `wild-silk`, by the counts"),
        ("currency" = inline(Option<CurrencyCode>), Query, description = "ISO 4217"),
        ("price" = Option<i64>, Query, description = "price band", minimum = 0, maximum = 4),
        ("price_from" = Option<String>, Query, description = "a plain decimal in the currency; takes the place of a band"),
        ("price_to" = Option<String>, Query, description = "the same"),
        ("perk" = inline(Option<Vec<PerkCode>>), Query, description = "what else must be true, all of these: `rated` (four stars and more), `free` (no shipping within the country of its shop), `ready` (leaves within three days), `original` (made after a design record), `negotiable`"),
        ("near" = Option<String>, Query, description = "where you are: degrees north and east, `38.6,106.1`, of which a tenth is kept; nothing of it is stored"),
        ("sort" = inline(Option<OneSort>), Query, description = "`near` needs `near`"),
        ("explain" = Option<bool>, Query, description = "how each came to its place; only operators are told"),
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
    let explains = asked.explains && visit.operator().is_ok() && visit.allow(Operate::SCOPE).is_ok();
    let (index, query) = (market.index.clone(), asked.query(market.config.currency));
    let found = index.find(&market, &query).await.map_err(Problem::from)?;
    let summaries = Summaries::new(found.prices, visit.reader());
    Ok(Json(FoundListingsOut {
        items: found.hits.iter().map(|card| summaries.of(card)).collect(),
        whole: i64::try_from(found.whole).unwrap_or(i64::MAX),
        next: found.older.map(|cursor| cursor.to_string()),
        total: found.total,
        total_is_capped: found.is_capped,
        facets: found.facets.into(),
        away: found.distances.iter().map(|(id, km)| AwayOut { id: id.to_string(), km: *km }).collect(),
        explained: if explains { found.parts.iter().map(ExplainedOut::from).collect() } else { Vec::new() },
    }))
}
