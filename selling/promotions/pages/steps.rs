use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    market::Market,
    visit::{Visit, redirect},
};
use platform::{db::Tx, web::Problem};

use super::common::{COUPONS, Side, step_of};
use crate::promotions::{self, CouponId};

async fn take(
    market: &Market,
    visit: &Visit,
    side: Side,
    id: CouponId,
    noun: &str,
) -> Result<Response, Problem> {
    let step = step_of(noun).ok_or_else(Problem::not_found)?;
    let (by, now) = (side.by, visit.now);
    let act = async move |tx: &mut Tx| promotions::take_step(tx, &by, now, id, step.act).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("{}/{id}", side.base), step.done))
}

/// `POST /desk/{handle}/coupons/{id}/{step}`: `pause`, `resumption` or `end`.
pub async fn step_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id, noun)): Path<(String, CouponId, String)>,
) -> Result<Response, Problem> {
    let side = Side::of_shop(&market, &visit, &handle, COUPONS).await?;
    take(&market, &visit, side, id, &noun).await
}

/// `POST /operator/coupons/{id}/{step}`
pub async fn step_of_market(
    State(market): State<Market>,
    visit: Visit,
    Path((id, noun)): Path<(CouponId, String)>,
) -> Result<Response, Problem> {
    let side = Side::of_market(&market, &visit, COUPONS)?;
    take(&market, &visit, side, id, &noun).await
}
