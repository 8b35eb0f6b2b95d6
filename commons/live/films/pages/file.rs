use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::Response,
};
use people::{
    shops::{self, ShopState},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    web::Problem,
};

use crate::{
    Commons,
    live::{
        films::{self, FilmId},
        pages::sent,
    },
};

/// `GET /shorts/{film}/film`: the film itself, of a shop that is open, and always for those who work in it.
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<FilmId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let is_own = visit.for_shop(id.shop()).is_ok_and(|by| by.shop().is_ok());
    let look = async move |tx: &mut Tx| {
        let Some(film) = films::find(tx, id).await?.filter(films::Film::is_ready) else { return Ok(None) };
        let shop = shops::find(tx, id.shop()).await?;
        let is_open = shop.is_some_and(|shop| shop.state == ShopState::Open);
        Ok::<_, DbError>(Some(film).filter(|_| is_open || is_own))
    };
    market.db.read(look).await?.ok_or_else(Problem::not_found)?;
    let file = market.studio().film_file(id).ok_or_else(Problem::not_found)?;
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    sent(broadcast::whole_file(file, "video/mp4", range).await).await
}
