//! Seats at what is in the programme.

use axum::{
    extract::{Path, State},
    response::Response,
};
use people::visit::{Visit, redirect};
use platform::{db::Tx, web::Problem};

use commons::Commons;

use super::common::{find_shown, may_change};
use crate::festivals::programme::{self, ItemId};

/// `POST /festivals/{festival}/programme/{item}/seat`
pub async fn reserve(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, item)): Path<(String, ItemId)>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let festival = find_shown(&market, &visit, &handle).await?;
    may_change(&market, &visit)?;
    market.write(async move |tx: &mut Tx| programme::reserve(tx, &by, now, item).await).await?;
    Ok(redirect(&festival.path(), "done-seat-reserved"))
}

/// `POST /festivals/{festival}/programme/{item}/giving-back`
pub async fn give_back(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, item)): Path<(String, ItemId)>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let festival = find_shown(&market, &visit, &handle).await?;
    market.write(async move |tx: &mut Tx| programme::give_back(tx, &by, now, item).await).await?;
    Ok(redirect(&festival.path(), "done-seat-given-back"))
}
