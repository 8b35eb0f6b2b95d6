//! Agreements for programs: the same acts, of either shop.

use axum::{Json, extract::Path, http::StatusCode};
use people::{
    caller::Seller,
    calls,
    seek::Seek,
    wire::{Answer, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    AgreementId, AgreementOut, agree, ask, decline, end, list_of_host, list_of_other,
    pages::{read_asking, read_yes},
    withdraw,
};
use crate::{Commons, live::scopes::Write};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list, create))
        .routes(calls!(list_asked))
        .routes(calls!(accept))
        .routes(calls!(refuse))
        .routes(calls!(take_back))
        .routes(calls!(finish))
}

/// What a shop asked others to sell for them, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/hosting", tag = "live", params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<AgreementOut>)))]
async fn list(Seller { shop, market, .. }: Seller<Write>, seek: Seek) -> Answer<List<AgreementOut>> {
    let look = async move |tx: &mut Tx| list_of_host(tx, shop, seek.before(), seek.rows()).await;
    let found = market.read(look).await?;
    Ok(Json(seek.page(found, |last| last.id.number()).map(AgreementOut::from)))
}

/// What hosts asked a shop, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/hosts", tag = "live", params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<AgreementOut>)))]
async fn list_asked(Seller { shop, market, .. }: Seller<Write>, seek: Seek) -> Answer<List<AgreementOut>> {
    let look = async move |tx: &mut Tx| list_of_other(tx, shop, seek.before(), seek.rows()).await;
    let found = market.read(look).await?;
    Ok(Json(seek.page(found, |last| last.id.number()).map(AgreementOut::from)))
}

/// For whom a shop would sell, and for which share.
#[derive(ToSchema)]
pub struct AskingIn {
    /// The handle of the shop whose things are to be sold.
    pub shop: String,
    #[schema(minimum = 1, maximum = 5_000)]
    pub basis_points: i64,
    #[schema(max_length = 500)]
    pub words: Option<String>,
}

/// Ask another shop whether this one may sell for it in its rooms.
#[utoipa::path(post, path = "/shops/{handle}/hosting", tag = "live", params(("handle" = String, Path)),
    request_body = AskingIn, responses((status = 201, body = AgreementOut),
    (status = 409, description = "there are as many askings as may wait")))]
async fn create(Seller { by, now, market, .. }: Seller<Write>, mut body: Fields) -> Made<AgreementOut> {
    let new = read_asking(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let made = market.write(async move |tx: &mut Tx| ask(tx, &by, now, new.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// To what a shop says yes.
#[derive(ToSchema)]
pub struct YesIn {
    /// The listings that the host may sell; none for all.
    pub listings: Option<Vec<String>>,
    /// A price in the host's rooms is at least this part of the listing's own; 10000 unless given, which lets nothing be lowered.
    #[schema(minimum = 1_000, maximum = 10_000)]
    pub lowest_basis_points: Option<u32>,
}

/// Say yes as the shop whose things are sold. What held between the two shops ends.
#[utoipa::path(post, path = "/shops/{handle}/hosts/{agreement}/agreement", tag = "live",
    params(("handle" = String, Path), ("agreement" = String, Path)), request_body = YesIn,
    responses((status = 200, body = AgreementOut), (status = 403, description = "it is the other shop that answers"),
    (status = 404, description = "the shop has no such agreement"), (status = 409, description = "it was answered")))]
async fn accept(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, AgreementId)>,
    mut body: Fields,
) -> Answer<AgreementOut> {
    let (_, id) = at;
    let yes = read_yes(&mut body);
    body.check()?;
    let act = async move |tx: &mut Tx| agree(tx, &by, now, id, yes.clone()).await;
    Ok(Json(market.write(act).await?.into()))
}

/// Say no as the shop whose things would be sold.
#[utoipa::path(post, path = "/shops/{handle}/hosts/{agreement}/refusal", tag = "live",
    params(("handle" = String, Path), ("agreement" = String, Path)),
    responses((status = 200, body = AgreementOut), (status = 403, description = "it is the other shop that answers"),
    (status = 404, description = "the shop has no such agreement"), (status = 409, description = "it was answered")))]
async fn refuse(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, AgreementId)>,
) -> Answer<AgreementOut> {
    let (_, id) = at;
    Ok(Json(market.write(async move |tx: &mut Tx| decline(tx, &by, now, id).await).await?.into()))
}

/// Take back what one asked.
#[utoipa::path(post, path = "/shops/{handle}/hosting/{agreement}/withdrawal", tag = "live",
    params(("handle" = String, Path), ("agreement" = String, Path)),
    responses((status = 200, body = AgreementOut), (status = 403, description = "it is the host's asking"),
    (status = 404, description = "the shop has no such agreement"), (status = 409, description = "it was answered")))]
async fn take_back(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, AgreementId)>,
) -> Answer<AgreementOut> {
    let (_, id) = at;
    Ok(Json(market.write(async move |tx: &mut Tx| withdraw(tx, &by, now, id).await).await?.into()))
}

/// End what holds between two shops; either may.
#[utoipa::path(post, path = "/shops/{handle}/hosting/{agreement}/end", tag = "live",
    params(("handle" = String, Path), ("agreement" = String, Path)),
    responses((status = 200, body = AgreementOut), (status = 404, description = "the shop has no such agreement"),
    (status = 409, description = "it does not hold")))]
async fn finish(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, AgreementId)>,
) -> Answer<AgreementOut> {
    let (_, id) = at;
    Ok(Json(market.write(async move |tx: &mut Tx| end(tx, &by, now, id).await).await?.into()))
}
