//! Photos of a dispute: only those whom the request concerns are given them.

use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::Actor;
use people::{market::Market, photos, visit::Visit};
use platform::{
    db::{DbError, Tx},
    web::Problem,
};

use crate::orders::refunds::{self, RequestId};

/// In whose name somebody may look at a request: their own, their shop's, the market's.
fn eyes(visit: &Visit, id: RequestId) -> Result<Vec<Actor>, Problem> {
    let mut actors = vec![visit.buyer()?, visit.for_shop(id.shop())?];
    actors.extend(visit.moderator());
    Ok(actors)
}

/// `GET /refunds/{id}/photos/{file}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path((id, file)): Path<(RequestId, String)>,
) -> Result<Response, Problem> {
    let actors = eyes(&visit, id)?;
    let wanted = photos::split(&file)?.0.to_owned();
    let read = async move |tx: &mut Tx| {
        for by in &actors {
            if refunds::find_for(tx, by, id).await?.is_some() {
                let shown = refunds::evidence(tx, id).await?;
                return Ok(shown.iter().any(|one| one.said.photos.contains(&wanted)));
            }
        }
        Ok::<_, DbError>(false)
    };
    if !market.db.read(read).await? {
        return Err(Problem::not_found());
    }
    photos::answer(&market, &file, "private, no-store").await
}
