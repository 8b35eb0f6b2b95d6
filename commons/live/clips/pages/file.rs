use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::Response,
};
use people::visit::Visit;
use platform::{db::Tx, web::Problem};

use crate::{
    Commons,
    live::{
        RoomId,
        clips::{self, ClipId},
        pages::{find_room, sent},
    },
};

/// `GET /live/{id}/clips/{clip}`: the film itself.
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path((id, clip)): Path<(RoomId, ClipId)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    find_room(&market, &visit, id).await?;
    let look = async move |tx: &mut Tx| clips::find(tx, clip).await;
    let found = market.find(look).await?;
    if found.room != id || !found.is_ready() {
        return Err(Problem::not_found());
    }
    let file = market.studio().clip_file(clip).ok_or_else(Problem::not_found)?;
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    sent(broadcast::whole_file(file, "video/mp4", range).await).await
}
