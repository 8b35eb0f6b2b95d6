use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::minutes;
use people::visit::Visit;
use platform::web::{Fields, Limit, Problem};

use crate::{
    Commons,
    live::{RoomId, pages::find_room, talk::MOST_HEARTS},
};

/// Times in a minute that hearts come from one address: many people share one.
const TIMES: u32 = 600;

/// Count hearts for a room that is on air.
pub async fn like(market: &Commons, visit: &Visit, id: RoomId, count: i64) -> Result<i64, Problem> {
    let room = find_room(market, visit, id).await?;
    if !room.is_on_air() {
        return Err(Problem::conflict("problem-room-not-on-air"));
    }
    let limit = Limit { name: "live-likes", times: TIMES, per: minutes(1) };
    market.limits.take(limit, visit.from.clone())?;
    Ok(market.studio().tally.like(id, count))
}

/// `POST /live/{id}/likes`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let count = form.maybe_whole("count", 1..=MOST_HEARTS).unwrap_or(1);
    form.check()?;
    like(&market, &visit, id, count).await?;
    if form.flag("script") {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(Redirect::to(&format!("/live/{id}")).into_response())
}
