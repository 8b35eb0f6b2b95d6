//! What a shop states of its tax, for programs.

use axum::{Json, http::StatusCode};
use people::{
    caller::{Keeper, Seller},
    calls,
    one_of::maybe_word_of,
    shops::scopes::Write,
    wire::{Answer, Done, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    StateError, TermsId, list,
    read::{blame, read_terms},
    state_terms,
    wire::TaxTermsOut,
    withdraw,
};
use crate::{Selling, prices::ExportRule};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new().routes(calls!(index, create)).routes(calls!(take_back))
}

/// What a shop is to state of its tax from a day on.
#[derive(ToSchema)]
pub struct TaxTermsIn {
    /// The first day, on the shop's calendar: today or later.
    #[schema(example = "2027-01-01")]
    pub from: String,
    /// Whether it states a tax from then on; without, nothing else is needed.
    pub stated: bool,
    /// What it is called there.
    #[schema(example = "VAT")]
    pub name: Option<String>,
    /// In percent, with up to two places.
    #[schema(example = "13")]
    pub standard: Option<String>,
    /// None where reduced goods are taxed as the others are.
    #[schema(example = "9")]
    pub reduced: Option<String>,
    /// `zero`: goods that leave the shop's country have a rate of nothing.
    #[schema(schema_with = maybe_word_of::<ExportRule>)]
    pub export: Option<String>,
}

/// What a shop has stated of its tax and will state, the last day first.
#[utoipa::path(get, path = "/shops/{handle}/taxes", tag = "taxes", params(("handle" = String, Path)),
    responses((status = 200, body = List<TaxTermsOut>), (status = 404)))]
async fn index(Seller { shop, market, .. }: Seller<Write>) -> Answer<List<TaxTermsOut>> {
    Ok(Json(List::all(market.read(async move |tx| list(tx, shop).await).await?)))
}

/// State a shop's tax from a day on, as its owner. Orders keep what was stated on their day.
#[utoipa::path(post, path = "/shops/{handle}/taxes", tag = "taxes", params(("handle" = String, Path)),
    request_body = TaxTermsIn,
    responses((status = 201, body = TaxTermsOut), (status = 403), (status = 404), (status = 422)))]
async fn create(Seller { by, now, market, .. }: Seller<Write>, mut body: Fields) -> Made<TaxTermsOut> {
    people::shops::owner(&by)?;
    let new = read_terms(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| state_terms(tx, &by, now, new.clone()).await;
    match market.db.write(act).await {
        Ok(terms) => Ok((StatusCode::CREATED, Json(terms.into()))),
        Err(error @ StateError::Past { .. }) => {
            blame(&mut body, &error);
            Err(Problem::invalid(&body))
        }
        Err(error) => Err(error.into()),
    }
}

/// Take back what was to be stated from a day on that has not come yet.
#[utoipa::path(post, path = "/taxes/{id}/withdrawal", tag = "taxes", params(("id" = String, Path)),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
async fn take_back(Keeper { by, id, now, market, .. }: Keeper<Write, TermsId>) -> Done {
    market.write(async move |tx| withdraw(tx, &by, now, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
