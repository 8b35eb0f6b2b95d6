//! `GET /listings/{listing}/poster.jpg`: what stands for a listing where its address is shared.

use axum::{
    body::Body,
    extract::{Path, RawQuery, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use kernel::minutes;
use people::{market::Market, shops::ShopState, visit::Visit};
use platform::{
    db::Tx,
    paper::PaperError,
    web::{Fields, Limit, Problem, kept_for},
};

use super::{common::asked_lang, show::works_in};
use crate::catalog::{ListingId, ListingState, Pricing, Reading, poster::poster, read_priced_by_id};

/// Posters that are drawn for one network address; those that are there already are not counted.
const DRAWINGS: Limit = Limit { name: "posters", times: 120, per: minutes(60) };
const SUFFIX: &str = "-poster.jpg";
/// For how many seconds nobody needs to ask again; what has a name of its own never changes.
const KEPT: u32 = 3_600;
const FOREVER: &str = "public, max-age=31536000, immutable";

pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(listing): Path<ListingId>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let works_in = works_in(&visit);
    let pricing = Pricing::of(&market, visit.now);
    let look = async |tx: &mut Tx| read_priced_by_id(tx, &works_in, &pricing, listing).await;
    let reading = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let text = market.texts.of(asked_lang(query.as_deref(), reading.shop.language));
    let photo = first_photo(&reading).to_owned();
    let (mut wanted, name) = poster(&market.config.market, &text, &reading.shop, &reading.listing, &photo);
    let is_public = reading.shop.state == ShopState::Open && reading.listing.state == ListingState::Active;
    let is_named = Fields::from_query(query.as_deref().unwrap_or_default()).value("v") == name;
    let kept = match (is_public, is_named) {
        (false, _) => "private, no-store".to_owned(),
        (true, true) => FOREVER.to_owned(),
        (true, false) => kept_for(KEPT),
    };
    if let Some(path) = market.files.path(&name, SUFFIX)
        && let Ok(drawn) = tokio::fs::read(path).await
    {
        return Ok(sent(drawn, &kept));
    }
    market.limits.take(DRAWINGS, visit.from.clone())?;
    if !photo.is_empty() {
        wanted.photo = market.files.picture(&photo, 1_280).await.map_err(Problem::broken)?;
    }
    let drawn = match market.printer.poster(wanted).await {
        Ok(drawn) => drawn,
        // Where no fonts are installed the photo stands for itself.
        Err(PaperError::Font(missing)) if !photo.is_empty() => {
            tracing::warn!(%missing, "a poster cannot be drawn");
            return Ok(Redirect::temporary(&format!("/media/{photo}-1280.webp")).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let (files, content) = (market.files.clone(), drawn.clone());
    let put = tokio::task::spawn_blocking(move || files.put(&name, SUFFIX, &content)).await;
    put.map_err(Problem::broken)?.map_err(Problem::broken)?;
    Ok(sent(drawn, &kept))
}

fn first_photo(reading: &Reading) -> &str {
    reading.pictures.iter().map(|picture| picture.file.as_str()).find(|file| !file.is_empty()).unwrap_or("")
}

fn sent(drawn: Vec<u8>, kept: &str) -> Response {
    let mut response = Response::new(Body::from(drawn));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    if let Ok(kept) = HeaderValue::from_str(kept) {
        headers.insert(header::CACHE_CONTROL, kept);
    }
    response
}
