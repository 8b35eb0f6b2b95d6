//! Photos of a listing: chosen, put in order, described and taken away in one form.

use axum::{
    extract::{Multipart, Path, State, multipart::MultipartRejection},
    response::Response,
};
use people::{
    market::Market,
    visit::{Visit, redirect},
};
use platform::{views, web::Problem};

use super::{
    common::own,
    edit,
    sent::{Wrong, form_of, keep_all, place, read},
};
use crate::catalog::ListingId;

/// Do what a form says: good photos are kept even if others are refused, whose names and reasons are the answer.
pub(crate) async fn put(
    market: &Market,
    visit: &Visit,
    id: ListingId,
    parts: Multipart,
) -> Result<Wrong, Problem> {
    let sent = read(parts).await?;
    let kept = edit::kept(market, id).await?.pictures.len();
    let (fresh, wrong) = keep_all(market, visit, &sent, kept).await?;
    place(market, visit, id, sent, fresh).await?;
    Ok(wrong)
}

/// `POST /desk/{handle}/listings/{id}/photos`
pub async fn update(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ListingId)>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    own(&visit, &handle, id)?;
    let wrong = put(&market, &visit, id, form_of(parts)?).await?;
    if wrong.is_empty() {
        return Ok(redirect(&format!("/desk/{handle}/listings/{id}"), "done-photos-saved"));
    }
    let mut page = edit::page(&market, &visit, &handle, id).await?;
    page.refuse_photos(wrong);
    views::refused(&page)
}
