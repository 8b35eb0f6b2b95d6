//! What a host shows, types along and takes out of sight, while the show goes on.

use axum::{
    extract::{Path, State},
    response::Response,
};
use goods::catalog::ListingId;
use people::visit::Visit;
use platform::{
    db::Tx,
    web::{Fields, Problem},
};

use super::{
    common::{MOST_WORDS, to_studio},
    studio,
};
use crate::{
    Commons,
    live::{self, RoomId},
};

/// `POST /desk/{handle}/live/{id}/pins/{listing}`
pub async fn pin(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id, listing)): Path<(String, RoomId, ListingId)>,
    form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.write(async move |tx: &mut Tx| live::pin(tx, &by, now, id, listing).await).await?;
    Ok(to_studio(&form, &handle, id))
}

/// `POST /desk/{handle}/live/{id}/pins/{listing}/removal`: something else may be on show by now, and stays.
pub async fn unpin(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id, listing)): Path<(String, RoomId, ListingId)>,
    form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.write(async move |tx: &mut Tx| live::unpin(tx, &by, now, id, Some(listing)).await).await?;
    Ok(to_studio(&form, &handle, id))
}

/// `POST /desk/{handle}/live/{id}/captions`
pub async fn caption(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, RoomId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    let words = form.line("words", MOST_WORDS);
    if !form.is_good() && !form.flag("script") {
        return studio::show_again(&market, &visit, &handle, id, form).await;
    }
    form.check()?;
    market.write(async move |tx: &mut Tx| live::caption(tx, &by, now, id, words.clone()).await).await?;
    Ok(to_studio(&form, &handle, id))
}

/// `POST /desk/{handle}/live/{id}/lines/{position}/hiding`
pub async fn hide(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id, position)): Path<(String, RoomId, i64)>,
    form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.write(async move |tx: &mut Tx| live::hide(tx, &by, now, id, position).await).await?;
    Ok(to_studio(&form, &handle, id))
}

/// `POST /desk/{handle}/live/{id}/lines/{position}/muting`
pub async fn silence(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id, position)): Path<(String, RoomId, i64)>,
    form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.write(async move |tx: &mut Tx| live::silence(tx, &by, now, id, position).await).await?;
    Ok(to_studio(&form, &handle, id))
}
