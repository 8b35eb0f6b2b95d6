//! The picture by which a show is known among others, and where its address is shared.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use goods::catalog;
use people::{shops, visit::Visit};
use platform::{
    db::{DbError, Tx},
    web::Problem,
};

use super::video::find;
use crate::{
    Commons,
    live::{self, RoomId},
};

/// Browsers keep it for so long.
const KEPT: &str = "public, max-age=30";

/// `GET /live/{id}/picture`: what a show on air shows now; else the picture of its replay, the one that announces it, or one of
/// what its shop sells.
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
) -> Result<Response, Problem> {
    let is_open = market.studio().is_open(id);
    let room = if is_open { None } else { Some(find(&market, &visit, id).await?) };
    let is_on_air = room.as_ref().is_none_or(live::Room::is_on_air);
    if is_on_air && let Some(picture) = live::shown_now(market.studio(), visit.now, id).await {
        let head = [(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, KEPT)];
        return Ok((head, picture).into_response());
    }
    let own = room.and_then(|room| [room.poster, room.cover].into_iter().find(|file| !file.is_empty()));
    let file = if own.is_none() { cover(&market, id).await? } else { own };
    let file = file.ok_or_else(Problem::not_found)?;
    let elsewhere = Redirect::to(&format!("/media/{file}-640.webp"));
    Ok(([(header::CACHE_CONTROL, KEPT)], elsewhere).into_response())
}

/// What stands for a shop among others.
async fn cover(market: &Commons, id: RoomId) -> Result<Option<String>, Problem> {
    let look = async move |tx: &mut Tx| {
        let covers = catalog::covers(tx, &[id.shop()]).await?;
        let cover = covers.into_iter().map(|(_, file)| file).find(|file| !file.is_empty());
        match cover {
            Some(cover) => Ok(Some(cover)),
            None => Ok::<_, DbError>(shops::find(tx, id.shop()).await?.map(|shop| shop.cover)),
        }
    };
    Ok(market.db.read(look).await?.filter(|file| !file.is_empty()))
}
