//! Keeping listings, for programs: the editor's own acts under the editor's own field names.

use axum::{
    Json,
    extract::{Path, RawQuery},
    http::StatusCode,
    response::Response,
};
use people::{
    caller::{Keeper, Seller},
    calls,
    capability::Keeping,
    one_of::{OneOf, maybe_word_of, word_of},
    shops,
    wire::{Answer, Done, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem, Refusal},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    CraftCode, Kind, ListingId, ListingState, SaveError, TaxClass, VariantId, create_nearby, desk,
    find_offered, load, product_file::Dialect, scopes::Write,
};
use crate::{Goods, catalog};

type OneDialect = OneOf<Dialect>;

pub fn routes() -> OpenApiRouter<Goods> {
    OpenApiRouter::new()
        .routes(calls!(create))
        .routes(calls!(update))
        .routes(calls!(set_state))
        .routes(calls!(change_many))
        .routes(calls!(duplicate))
        .routes(calls!(restock))
        .routes(calls!(export))
}

/// A listing as its seller says it. In a change, what is left out stays; a list that is given replaces the list.
#[derive(ToSchema)]
pub struct ListingIn {
    pub title: Option<String>,
    pub title_en: Option<String>,
    /// HTML; sanitised before it is kept.
    pub body: Option<String>,
    pub body_en: Option<String>,
    /// stock, made_to_order or harvest
    #[schema(schema_with = maybe_word_of::<Kind>)]
    pub kind: Option<String>,
    /// active, draft or archived
    #[schema(schema_with = maybe_word_of::<ListingState>)]
    pub state: Option<String>,
    pub handle: Option<String>,
    #[schema(value_type = Option<CraftCode>)]
    pub craft: Option<String>,
    pub materials: Option<String>,
    pub materials_en: Option<String>,
    pub technique: Option<String>,
    pub technique_en: Option<String>,
    /// The section of the shop in which it stands; without one, its craft says where.
    pub product_type: Option<String>,
    pub tags: Option<Vec<String>>,
    pub options: Option<Vec<ListingOptionIn>>,
    pub variants: Option<Vec<VariantIn>>,
    /// What a piece costs when enough of it is bought, from now on and without an end; only the owner of the shop says it. Other
    /// reductions are made by calls of their own.
    pub tiers: Option<Vec<ListingTierIn>>,
    /// The design record that it is made after, by its number: one of the shop's own, or another maker's, who is asked. An empty
    /// text takes it away.
    pub design: Option<String>,
    /// counted, backorder or always
    pub counting: Option<String>,
    pub lead_days: Option<i64>,
    pub plot: Option<String>,
    pub plot_en: Option<String>,
    pub from_month: Option<i64>,
    pub to_month: Option<i64>,
    pub shelf_life_days: Option<i64>,
    pub ready_at: Option<String>,
    pub negotiable: Option<bool>,
    /// Private: offers below it are declined.
    pub floor: Option<String>,
    /// Private: offers of at least this much are accepted.
    pub auto_accept: Option<String>,
    pub seo_title: Option<String>,
    pub seo_description: Option<String>,
    /// How it is taxed where the shop states a tax: `standard` unless given. Exempt is another thing than a rate of nothing.
    #[schema(schema_with = maybe_word_of::<TaxClass>)]
    pub tax_class: Option<String>,
}

#[derive(ToSchema)]
pub struct ListingOptionIn {
    pub name: String,
    pub values: Vec<String>,
    pub name_en: Option<String>,
    /// One for each value, in their order; an empty one is shown as the shop writes it.
    pub values_en: Option<Vec<String>>,
}

#[derive(ToSchema)]
pub struct VariantIn {
    /// One value for each option, in order.
    pub choices: Option<Vec<String>>,
    pub sku: Option<String>,
    /// Decimal text in the shop's currency. Left out, a known variant keeps its price. A draft may be without one; nothing
    /// is on sale without, and only a written 0 costs nothing.
    pub price: Option<String>,
    pub compare_at: Option<String>,
    /// Left out, the stock of a known variant stays. A new one is not counted then, unless `counting` says that it is: a
    /// number is needed in that case.
    pub available: Option<i64>,
    pub weight_grams: Option<i64>,
}

/// From so much of it on a piece costs less: a price instead, or a share less.
#[derive(ToSchema)]
pub struct ListingTierIn {
    /// Its id; none for all variants, each by itself.
    pub variant: Option<String>,
    pub from: i64,
    /// `pieces` unless it is `kilos`.
    #[schema(example = "pieces")]
    pub unit: Option<String>,
    #[schema(example = "9.00")]
    pub price: Option<String>,
    /// With up to two places.
    #[schema(example = "12.5")]
    pub percent: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct KeptListingOut {
    pub id: String,
}

#[derive(ToSchema)]
pub struct ListingStateIn {
    /// active, draft or archived
    #[schema(schema_with = word_of::<ListingState>)]
    pub state: String,
}

#[derive(ToSchema)]
pub struct StockIn {
    pub available: i64,
}

/// Put a new listing into a shop.
#[utoipa::path(post, path = "/shops/{handle}/listings", tag = "catalog", params(("handle" = String, Path)),
    request_body = ListingIn, responses((status = 201, body = KeptListingOut), (status = 404),
    (status = 422, description = "some fields were refused")))]
async fn create(Seller { by, shop, now, market, .. }: Seller<Write>, given: Fields) -> Made<KeptListingOut> {
    let shop = market.find(async move |tx| shops::find(tx, shop).await).await?;
    let keeping = Keeping { by, now, shop: shop.id, currency: shop.currency, listing: None };
    let base = Fields::filled([("kind", "stock"), ("state", "draft")]);
    let mut form = desk::overlaid(&base, &given, &desk::beside::names(&market));
    let input = desk::read(&mut form, &shop, None);
    desk::beside::check(&market, &keeping, &mut form).await?;
    let input = input.filter(|_| form.is_good()).ok_or_else(|| Problem::invalid(&form))?;
    let capabilities = market.capabilities.clone();
    let act = async move |tx: &mut Tx| {
        let id = create_nearby(tx, now, shop.id, input.clone()).await?;
        let keeping = Keeping { listing: Some(id.number()), ..keeping };
        desk::beside::keep(tx, &capabilities, &keeping, &form).await?;
        Ok::<_, SaveError>(id)
    };
    let id = market.write(act).await?;
    Ok((StatusCode::CREATED, Json(KeptListingOut { id: id.to_string() })))
}

/// Change a listing.
#[utoipa::path(put, path = "/listings/{id}", tag = "catalog", params(("id" = String, Path)),
    request_body = ListingIn, responses((status = 204), (status = 404),
    (status = 422, description = "some fields were refused")))]
async fn update(Keeper { by, id, now, market, .. }: Keeper<Write, ListingId>, given: Fields) -> Done {
    let shop = market.find(async move |tx| shops::find(tx, id.shop()).await).await?;
    let old = market.find(async move |tx| load(tx, id).await).await?;
    let listing = Some(id.number());
    let keeping = Keeping { by, now, shop: shop.id, currency: shop.currency, listing };
    let mut base = desk::filled(&old, &shop);
    desk::beside::fill(&market, &keeping, &mut base).await?;
    let mut form = desk::overlaid(&base, &given, &desk::beside::names(&market));
    let input = desk::read(&mut form, &shop, Some(&old));
    desk::beside::check(&market, &keeping, &mut form).await?;
    let input = input.filter(|_| form.is_good()).ok_or_else(|| Problem::invalid(&form))?;
    desk::save(&market, &keeping, id, input, form.clone()).await.map_err(|error| match error {
        SaveError::HandleTaken => form.refused("handle", "refused-listing-handle-taken"),
        error => error.into(),
    })?;
    Ok(StatusCode::NO_CONTENT)
}

/// Publish a listing, take it back to the drafts, or archive it.
#[utoipa::path(post, path = "/listings/{id}/state", tag = "catalog", params(("id" = String, Path)),
    request_body = ListingStateIn, responses((status = 204), (status = 404), (status = 422)))]
async fn set_state(Keeper { id, now, market, .. }: Keeper<Write, ListingId>, mut form: Fields) -> Done {
    let state = desk::read_state(&mut form)?;
    market.write(async move |tx| catalog::set_state(tx, now, id, state).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One change to many listings of a shop.
#[derive(ToSchema)]
pub struct ListingChangesIn {
    /// 100 at most.
    pub listings: Vec<String>,
    /// percent, price, pieces, active, draft or archived
    #[schema(example = "percent")]
    pub act: String,
    /// For `percent` a whole number from -99 to 900 that prices rise by, for `price` decimal text in the shop's currency, for
    /// `pieces` a whole number.
    #[schema(example = "10")]
    pub value: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct UnchangedOut {
    listing: String,
    #[schema(example = "bulk-nothing")]
    code: &'static str,
}

/// What was changed, and what was not, with the reason.
#[derive(Serialize, ToSchema)]
pub struct ListingChangesOut {
    changed: Vec<String>,
    refused: Vec<UnchangedOut>,
}

/// Change many listings in one way: each for itself, and one that is refused keeps no other back.
#[utoipa::path(post, path = "/shops/{handle}/listing-changes", tag = "catalog", params(("handle" = String, Path)),
    request_body = ListingChangesIn, responses((status = 200, body = ListingChangesOut), (status = 404),
    (status = 422, description = "some fields were refused")))]
async fn change_many(
    Seller { shop, now, market, .. }: Seller<Write>,
    mut form: Fields,
) -> Answer<ListingChangesOut> {
    let shop = market.find(async move |tx| shops::find(tx, shop).await).await?;
    let count = form.given_list("listings", desk::bulk::MOST);
    let mut ids: Vec<ListingId> = Vec::new();
    for at in 0..count {
        ids.extend(form.parsed(&format!("listings.{at}"), |text| text.parse::<ListingId>().ok()));
    }
    if count > desk::bulk::MOST {
        form.refuse("listings", Refusal::new("refused-too-many-at-once").with("max", desk::bulk::MOST));
    }
    let bulk = desk::bulk::read(&mut form, shop.currency);
    form.check()?;
    let (mut changed, mut refused) = (Vec::new(), Vec::new());
    let Some(bulk) = bulk else { return Ok(Json(ListingChangesOut { changed, refused })) };
    for id in ids {
        let act = async move |tx: &mut Tx| match id.shop() == shop.id {
            true => catalog::bulk::change(tx, now, id, bulk).await,
            false => Err(SaveError::NoSuchListing.into()),
        };
        match market.db.write(act).await {
            Ok(()) => changed.push(id.to_string()),
            Err(error) => {
                refused.push(UnchangedOut { listing: id.to_string(), code: desk::bulk::why(error) });
            }
        }
    }
    Ok(Json(ListingChangesOut { changed, refused }))
}

/// Make a draft like a listing, without pieces of what is counted.
#[utoipa::path(post, path = "/listings/{id}/copy", tag = "catalog", params(("id" = String, Path)),
    responses((status = 201, body = KeptListingOut), (status = 404)))]
async fn duplicate(Keeper { id, now, market, .. }: Keeper<Write, ListingId>) -> Made<KeptListingOut> {
    let copy = market.write(async move |tx| catalog::bulk::duplicate(tx, now, id).await).await?;
    Ok((StatusCode::CREATED, Json(KeptListingOut { id: copy.to_string() })))
}

/// Say how many pieces of a variant there are.
#[utoipa::path(put, path = "/variants/{id}/stock", tag = "catalog", params(("id" = String, Path)),
    request_body = StockIn, responses((status = 204), (status = 404), (status = 422)))]
async fn restock(Keeper { id, market, .. }: Keeper<Write, VariantId>, mut form: Fields) -> Done {
    let pieces = desk::read_pieces(&mut form)?.ok_or_else(|| form.refused("available", "refused-empty"))?;
    market.find(async move |tx| find_offered(tx, id).await).await?;
    market.write(async move |tx| catalog::restock(tx, id, pieces).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A shop's listings as a Shopify product file.
#[utoipa::path(get, path = "/shops/{handle}/export.csv", tag = "catalog",
    params(("handle" = String, Path), ("dialect" = inline(Option<OneDialect>), Query)),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 404)))]
async fn export(
    Seller { shop, market, .. }: Seller<Write>,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    desk::file(&market, shop, &handle, query.as_deref()).await
}
