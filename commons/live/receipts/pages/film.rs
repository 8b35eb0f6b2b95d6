use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::Response,
};
use kernel::{Actor, OrderId};
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    web::Problem,
};

use crate::{
    Commons,
    live::{
        pages::sent,
        receipts::{self, Receipt},
    },
};

/// As whom somebody may ask for an order: its shop, its buyer, the market.
fn actors(visit: &Visit, order: OrderId) -> Vec<Actor> {
    let seller = visit.for_shop(order.shop()).ok().filter(|by| by.shop().is_ok());
    [seller, visit.buyer().ok(), visit.moderator().ok()].into_iter().flatten().collect()
}

/// `GET /receipts/{order}/film`: what was seen when it was bought.
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(order): Path<OrderId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    visit.account_id()?;
    let actors = actors(&visit, order);
    let look = async |tx: &mut Tx| {
        for by in &actors {
            if receipts::find_order(tx, by, order).await?.is_some() {
                return receipts::find(tx, order).await;
            }
        }
        Ok::<_, DbError>(None)
    };
    let found = market.db.read(look).await?;
    found.filter(Receipt::is_kept).ok_or_else(Problem::not_found)?;
    let file = market.studio().receipt_file(order).ok_or_else(Problem::not_found)?;
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    sent(broadcast::whole_file(file, "video/mp4", range).await).await
}
