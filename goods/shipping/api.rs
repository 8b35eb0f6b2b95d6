//! Shipping zones for programs.

use axum::Json;
use kernel::{Currency, Money, ShopId};
use people::{
    caller::Seller,
    calls,
    market::Market,
    one_of::CountryCode,
    shops::{self, scopes::Write},
    wire::{Answer, List},
};
use platform::web::{Fields, Refusal};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::Zone;
use crate::{Goods, shipping};

pub fn routes() -> OpenApiRouter<Goods> {
    OpenApiRouter::new().routes(calls!(list, set))
}

/// Where a shop ships to, and for how much. Amounts are decimal text in the shop's currency.
#[derive(Serialize, ToSchema)]
pub struct ShippingZone {
    pub name: String,
    /// ISO 3166-1 alpha-2; empty means everywhere.
    #[schema(value_type = Vec<CountryCode>)]
    pub countries: Vec<String>,
    /// Provinces, states or prefectures; empty means the whole country.
    pub regions: Vec<String>,
    pub first_grams: i64,
    #[schema(example = "12.00")]
    pub first: String,
    pub next_grams: i64,
    #[schema(example = "4.00")]
    pub next: String,
    /// Goods of this much or more travel free.
    pub free_from: Option<String>,
    pub days_low: i64,
    pub days_high: i64,
}

impl ShippingZone {
    fn new(zone: Zone, currency: Currency) -> Self {
        let money = |minor| Money::new(minor, currency).decimal();
        Self {
            name: zone.name,
            countries: zone.countries.iter().map(|country| country.code().to_owned()).collect(),
            regions: zone.regions,
            first_grams: zone.first_grams,
            first: money(zone.first_minor),
            next_grams: zone.next_grams,
            next: money(zone.next_minor),
            free_from: zone.free_from_minor.map(money),
            days_low: zone.days_low,
            days_high: zone.days_high,
        }
    }
}

/// All zones of a shop, in the order in which they are tried.
#[derive(ToSchema)]
pub struct ZonesIn {
    pub zones: Vec<ShippingZone>,
}

async fn answer(market: &Market, shop: ShopId) -> Answer<List<ShippingZone>> {
    let zones = market.read(async move |tx| shipping::list(tx, shop).await).await?;
    let currency = market.find(async move |tx| shops::find(tx, shop).await).await?.currency;
    Ok(Json(List::all(zones).map(|zone| ShippingZone::new(zone, currency))))
}

/// The zones of a shop.
#[utoipa::path(get, path = "/shops/{handle}/zones", tag = "shipping", params(("handle" = String, Path)),
    responses((status = 200, body = List<ShippingZone>)))]
async fn list(Seller { shop, market, .. }: Seller<Write>) -> Answer<List<ShippingZone>> {
    answer(&market, shop).await
}

/// Give a shop these zones instead of those it had.
#[utoipa::path(put, path = "/shops/{handle}/zones", tag = "shipping", params(("handle" = String, Path)),
    request_body = ZonesIn, responses((status = 200, body = List<ShippingZone>),
    (status = 422, description = "some fields were refused")))]
async fn set(
    Seller { by, shop, now, market, .. }: Seller<Write>,
    mut form: Fields,
) -> Answer<List<ShippingZone>> {
    let currency = market.find(async move |tx| shops::find(tx, shop).await).await?.currency;
    let count = form.list("zones", 100);
    if !form.has("zones") && count == 0 {
        form.refuse("zones", Refusal::new("refused-empty"));
    }
    (0..count).for_each(|at| form.object(&format!("zones.{at}")));
    let read = (0..count).map(|at| super::read_zone(&mut form, &format!("zones.{at}."), currency));
    let zones: Vec<Zone> = read.collect::<Vec<_>>().into_iter().flatten().collect();
    form.check()?;
    market.write(async move |tx| shipping::set_zones(tx, &by, now, &zones).await).await?;
    answer(&market, shop).await
}
