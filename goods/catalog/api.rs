//! Reading one listing, for programs.

use axum::{
    Json,
    extract::{Path, RawQuery, State},
};
use kernel::{Actor, Country};
use people::{
    calls,
    capability::Keeping,
    market::Market,
    one_of::{CountryCode, LanguageCode, OneOf, word_of},
    rates::wire::AboutOut,
    seek::Seek,
    shops::{self, ShopOut, ShopState},
    visit::Visit,
    wire::{Amount, Answer, List},
};
use platform::{db::Tx, views::Reader, web::Fields};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    Craft, CraftCode, Facts, Kind, ListingId, ListingState, Look, OptionInput, Pricing, Reading,
    ShownVariant, StallLook, Summaries, desk, look as look_in, read_priced_by_id, stalls,
    wire::{BothWords, ListingSummaryOut, ReducedOut, ShopSummaryOut, picture},
};
use crate::Goods;

type OneShopKind = OneOf<shops::Kind>;

pub fn routes() -> OpenApiRouter<Goods> {
    OpenApiRouter::new().routes(calls!(show)).routes(calls!(of_shop)).routes(calls!(of_market))
}

/// A listing with its variants and pictures.
#[derive(Serialize, ToSchema)]
struct ListingOut {
    id: String,
    handle: String,
    url: String,
    #[schema(schema_with = word_of::<Kind>)]
    kind: &'static str,
    #[schema(schema_with = word_of::<ListingState>)]
    state: &'static str,
    title: BothWords,
    /// Sanitised HTML.
    body: BothWords,
    #[schema(value_type = LanguageCode)]
    language: &'static str,
    shop: ShopSummaryOut,
    craft: String,
    materials: String,
    materials_en: String,
    technique: String,
    technique_en: String,
    tags: Vec<String>,
    options: Vec<ListingOptionOut>,
    variants: Vec<VariantOut>,
    /// What a piece costs when enough of it is bought.
    tiers: Vec<ListingTierOut>,
    /// The design record that it is made after, its shop's own or with its maker's yes.
    design: Option<String>,
    pictures: Vec<PictureOut>,
    /// Path of a GLB file.
    model: Option<String>,
    negotiable: bool,
    lead_days: Option<i64>,
    harvest_from_month: Option<i64>,
    harvest_to_month: Option<i64>,
    shelf_life_days: Option<i64>,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize, ToSchema)]
struct ListingOptionOut {
    name: String,
    values: Vec<String>,
    /// In English; empty when the shop has not said it.
    name_en: String,
    /// One for each value, or none.
    values_en: Vec<String>,
}

#[derive(Serialize, ToSchema)]
struct VariantOut {
    id: String,
    /// One value for each option, in order.
    choices: Vec<String>,
    sku: String,
    /// What a piece costs in the list.
    price: Amount,
    /// What a piece costs everybody now, where that is less.
    reduced: Option<ReducedOut>,
    /// About how much a piece costs now in the caller's currency: that of their account, or the one that `Accept-Currency` names.
    about: Option<AboutOut>,
    compare_at: Option<Amount>,
    weight_grams: i64,
    /// Pieces in stock; absent when they are not counted.
    left: Option<i64>,
}

/// From so much of it on a piece costs less: a price instead, or a share less.
#[derive(Default, Serialize, ToSchema)]
struct ListingTierOut {
    /// Its id; none for all variants, each by itself.
    variant: Option<String>,
    from: String,
    /// `pieces` or `kilos`.
    unit: String,
    price: Option<String>,
    percent: Option<String>,
}

impl ListingTierOut {
    /// The fields that are kept beside a listing.
    fn all(fields: &Fields) -> Vec<Self> {
        let tier = |at: usize| {
            let value = |name: &str| fields.value(&format!("tiers.{at}.{name}")).to_owned();
            let some = |name: &str| Some(value(name)).filter(|value| !value.is_empty());
            Self {
                variant: some("variant"),
                from: value("from"),
                unit: value("unit"),
                price: some("price"),
                percent: some("percent"),
            }
        };
        (0..fields.count("tiers")).map(tier).collect()
    }
}

#[derive(Serialize, ToSchema)]
struct PictureOut {
    small: Option<String>,
    medium: Option<String>,
    large: Option<String>,
    alt: String,
}

impl VariantOut {
    fn new(variant: ShownVariant, reader: &Reader) -> Self {
        let way = reader.conversion(variant.price.currency());
        Self {
            id: variant.id.to_string(),
            choices: variant.choices,
            sku: variant.sku,
            about: way.and_then(|way| AboutOut::by(variant.price, way)),
            price: variant.reduced.as_ref().map_or(variant.price, |reduced| reduced.list).into(),
            compare_at: variant.compare_at.filter(|_| variant.reduced.is_none()).map(Amount::from),
            reduced: variant.reduced.as_ref().map(ReducedOut::from),
            weight_grams: variant.weight_grams,
            left: variant.left,
        }
    }
}

impl ListingOut {
    fn new(reading: Reading, reader: &Reader, kept: Vec<(String, String)>) -> Self {
        let Reading { shop, listing, variants, pictures, .. } = reading;
        let Facts { lead_days, from_month, to_month, shelf_life_days, .. } = listing.facts;
        let kept = Fields::filled(kept);
        Self {
            id: listing.id.to_string(),
            url: format!("/shops/{}/{}", shop.handle, listing.handle),
            handle: listing.handle,
            kind: listing.kind.name(),
            state: listing.state.name(),
            title: BothWords { own: listing.title, en: listing.title_en },
            body: BothWords { own: listing.body, en: listing.body_en },
            language: shop.language.code(),
            shop: ShopSummaryOut {
                handle: shop.handle,
                name: BothWords { own: shop.name, en: shop.name_en },
                region: shop.region,
                city: shop.city,
            },
            tiers: ListingTierOut::all(&kept),
            design: Some(kept.value("design").to_owned()).filter(|design| !design.is_empty()),
            craft: listing.craft,
            materials: listing.materials,
            materials_en: listing.materials_en,
            technique: listing.technique,
            technique_en: listing.technique_en,
            tags: listing.tags,
            options: listing
                .options
                .into_iter()
                .map(|OptionInput { name, values, name_en, values_en }| ListingOptionOut {
                    name,
                    values,
                    name_en,
                    values_en,
                })
                .collect(),
            variants: variants.into_iter().map(|variant| VariantOut::new(variant, reader)).collect(),
            pictures: pictures
                .into_iter()
                .map(|it| PictureOut {
                    small: picture(&it.file, 320),
                    medium: picture(&it.file, 640),
                    large: picture(&it.file, 1280),
                    alt: it.alt,
                })
                .collect(),
            model: (!listing.model.is_empty())
                .then(|| format!("/media/models/{}.glb", listing.model.trim_end_matches(".glb"))),
            negotiable: listing.is_negotiable,
            lead_days,
            harvest_from_month: from_month,
            harvest_to_month: to_month,
            shelf_life_days,
            created_at: listing.created_at.rfc3339(),
            updated_at: listing.updated_at.rfc3339(),
        }
    }
}

/// A listing with its variants, stock and pictures.
#[utoipa::path(get, path = "/listings/{id}", tag = "catalog", params(("id" = String, Path,)),
    responses((status = 200, body = ListingOut), (status = 404, description = "there is no such listing")))]
async fn show(State(market): State<Market>, visit: Visit, Path(id): Path<ListingId>) -> Answer<ListingOut> {
    let works_in: Vec<_> = visit.memberships.iter().map(|member| member.shop).collect();
    let pricing = Pricing::of(&market, visit.now);
    let found = market.find(async |tx| read_priced_by_id(tx, &works_in, &pricing, id).await).await?;
    let (shop, listing) = (&found.shop, Some(id.number()));
    let keeping =
        Keeping { by: Actor::System, now: visit.now, shop: shop.id, currency: shop.currency, listing };
    let kept = desk::beside::kept(&market, &keeping).await?;
    Ok(Json(ListingOut::new(found, &visit.reader(), kept)))
}

/// What a shop sells, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/listings", tag = "catalog",
    params(
        ("handle" = String, Path),
        ("q" = Option<String>, Query, description = "words that must all stand in the title, tags or materials"),
        ("section" = Option<String>, Query, description = "a product type of the shop, or a craft"),
        Seek,
    ),
    responses((status = 200, body = List<ListingSummaryOut>), (status = 404, description = "there is no such shop")))]
async fn of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    seek: Seek,
    RawQuery(query): RawQuery,
) -> Answer<List<ListingSummaryOut>> {
    let asked = Fields::from_query(&query.unwrap_or_default());
    let wanted = Look::read(asked.value("q"), asked.value("section"));
    let look = async |tx: &mut Tx| {
        let shop = shops::find_by_handle(tx, &handle).await?;
        let Some(shop) = shop.filter(|shop| shop.state == ShopState::Open) else { return Ok(None) };
        look_in(tx, shop.id, &wanted, seek.before(), seek.rows()).await.map(Some)
    };
    let page = seek.page(market.find(look).await?, |card| card.id.number());
    let summaries = Summaries::read(&market, visit.now, visit.reader(), &page.items).await?;
    Ok(Json(page.map(|card| summaries.of(&card))))
}

/// Open shops, the newest first.
#[utoipa::path(get, path = "/shops", tag = "shops",
    params(
        ("q" = Option<String>, Query, description = "a part of the name or of the place"),
        ("craft" = inline(Option<CraftCode>), Query, description = "of something that it sells"),
        ("kind" = inline(Option<OneShopKind>), Query),
        ("country" = inline(Option<CountryCode>), Query),
        Seek,
    ),
    responses((status = 200, body = List<ShopOut>)))]
async fn of_market(
    State(market): State<Market>,
    seek: Seek,
    RawQuery(query): RawQuery,
) -> Answer<List<ShopOut>> {
    let mut asked = Fields::from_query(&query.unwrap_or_default());
    let kind = if asked.has("kind") { asked.parsed("kind", shops::Kind::parse) } else { None };
    let craft = if asked.has("craft") { asked.parsed("craft", Craft::parse) } else { None };
    let country = match asked.has("country") {
        true => asked.parsed("country", |code| Country::parse(code).ok()),
        false => None,
    };
    let words = asked.maybe_line("q", 60);
    asked.check()?;
    let wanted = StallLook {
        words,
        kind: kind.map_or("", shops::Kind::name),
        country: country.map_or("", Country::code),
        craft: craft.map_or("", |craft| craft.code),
    };
    let look = async move |tx: &mut Tx| stalls(tx, &wanted, seek.before(), seek.rows()).await;
    Ok(Json(seek.page(market.read(look).await?, |shop| shop.id.get()).map(ShopOut::from)))
}
