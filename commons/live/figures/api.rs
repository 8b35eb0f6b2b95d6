//! Figures of shows for programs.

use axum::{Json, extract::Path};
use kernel::Money;
use people::{
    caller::Seller,
    calls, shops,
    wire::{Amount, Answer},
};
use platform::db::Tx;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Figures, of_room};
use crate::{
    Commons,
    live::{RoomId, find_own, scopes::Write},
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new().routes(calls!(show))
}

/// A minute of a show.
#[derive(Serialize, ToSchema)]
pub struct MinuteOut {
    /// Since the show began: 0, 1, 2 …
    pub minute: i64,
    /// On average.
    pub viewers: i64,
    pub likes: i64,
    /// Pieces bought in the room.
    pub pieces: i64,
    /// What their goods cost.
    pub money: Amount,
}

/// What there is to count of a show.
#[derive(Serialize, ToSchema)]
pub struct FiguresOut {
    /// Viewers of each minute added up.
    pub minutes_watched: i64,
    pub likes: i64,
    pub lines: i64,
    pub offers: i64,
    pub purchases: i64,
    pub pieces: i64,
    /// What was bought in the room, goods alone.
    pub money: Amount,
    pub minutes: Vec<MinuteOut>,
    /// What sold best, first; twenty at the most.
    pub selling: Vec<SellingOut>,
}

/// What was bought of a thing in a show.
#[derive(Serialize, ToSchema)]
pub struct SellingOut {
    pub listing_id: String,
    pub pieces: i64,
    pub money: Amount,
}

impl From<Figures> for FiguresOut {
    fn from(figures: Figures) -> Self {
        let minutes = figures.minutes.iter().map(|minute| MinuteOut {
            minute: minute.minute,
            viewers: minute.viewers,
            likes: minute.likes,
            pieces: minute.pieces,
            money: figures.money_of(minute).into(),
        });
        let currency = figures.money.currency();
        let selling = figures.selling.iter().map(|one| SellingOut {
            listing_id: one.listing.to_string(),
            pieces: one.pieces,
            money: Money::new(one.minor, currency).into(),
        });
        Self {
            minutes_watched: figures.watched(),
            likes: figures.likes(),
            lines: figures.lines,
            offers: figures.offers,
            purchases: figures.purchases,
            pieces: figures.pieces(),
            money: figures.money.into(),
            minutes: minutes.collect(),
            selling: selling.collect(),
        }
    }
}

/// Figures of a show, minute by minute: while it goes on, and afterwards.
#[utoipa::path(get, path = "/shops/{handle}/live/{id}/figures", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = FiguresOut), (status = 404, description = "the shop has no such room")))]
async fn show(
    Seller { by, shop, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
) -> Answer<FiguresOut> {
    let (_, id) = at;
    let room = market.find(async move |tx| find_own(tx, &by, id).await).await?;
    let shop = market.find(async move |tx| shops::find(tx, shop).await).await?;
    let figures = market.read(async |tx: &mut Tx| of_room(tx, &room, now, shop.currency).await).await?;
    Ok(Json(figures.into()))
}
