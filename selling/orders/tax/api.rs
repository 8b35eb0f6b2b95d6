//! What tax a shop took, month by month, for programs.

use axum::{Json, extract::RawQuery};
use people::{
    caller::Seller,
    calls, shops,
    wire::{Answer, List},
};
use platform::web::Fields;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use super::{MonthTax, YEARS, months};
use crate::{Selling, ledger::scopes::Read, orders::wire::TaxOut, taxes::calendar_day};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new().routes(calls!(tax_months))
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct YearIn {
    /// Of the shop's calendar; this year unless given.
    #[param(example = 2026)]
    pub year: Option<i16>,
}

/// What one rate came to in a month: what was sold, less what was given back in it.
#[derive(Serialize, ToSchema)]
pub struct MonthTaxOut {
    #[schema(example = "2026-11")]
    month: String,
    #[serde(flatten)]
    tax: TaxOut,
}

impl From<MonthTax> for MonthTaxOut {
    fn from(month: MonthTax) -> Self {
        Self { tax: TaxOut::new(&month.name, &month.part), month: month.month }
    }
}

/// The tax that a shop took and gave back in a year, by month and rate.
#[utoipa::path(get, path = "/shops/{handle}/tax-months", tag = "taxes", params(("handle" = String, Path), YearIn),
    responses((status = 200, body = List<MonthTaxOut>), (status = 404), (status = 422)))]
async fn tax_months(
    Seller { shop, now, market, .. }: Seller<Read>,
    RawQuery(query): RawQuery,
) -> Answer<List<MonthTaxOut>> {
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    let asked = form.maybe_whole("year", YEARS);
    form.check()?;
    let shop = market.find(async move |tx| shops::find(tx, shop).await).await?;
    let this = calendar_day(now, &shop.zone).to_string().get(..4).and_then(|year| year.parse().ok());
    let year = asked.and_then(|year| i16::try_from(year).ok()).or(this).unwrap_or_default();
    let (id, zone) = (shop.id, shop.zone.clone());
    let found = market.db.report(async move |tx| months(tx, id, year, &zone).await).await?;
    Ok(Json(List::all(found)))
}
