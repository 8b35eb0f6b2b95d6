//! What a drive has cost.

use axum::{
    extract::{Path, State},
    response::Response,
};
use people::visit::{Visit, redirect};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};

use super::{
    common::{may_change, read_cost, speaker, today},
    desk::refuse,
};
use crate::{
    Commons,
    drives::{self, CostId, DriveId},
};

/// `POST /mine/drives/{drive}/costs`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<DriveId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (speaker(&visit)?, visit.now);
    market.db.read(async move |tx: &mut Tx| drives::find_led(tx, &by, id).await).await?;
    may_change(&market, &visit)?;
    let Some(cost) = read_cost(&mut form, market.config.currency, today(&market, now)) else {
        return refuse(&market, &visit, id, form).await;
    };
    market.write(async move |tx: &mut Tx| drives::spend(tx, &by, now, id, cost.clone()).await).await?;
    Ok(redirect(&format!("/mine/drives/{id}"), "done-drive-cost"))
}

/// `POST /mine/drives/{drive}/costs/{cost}/striking`
pub async fn strike(
    State(market): State<Commons>,
    visit: Visit,
    Path((id, cost)): Path<(DriveId, CostId)>,
) -> Result<Response, Problem> {
    let (by, now) = (speaker(&visit)?, visit.now);
    market.write(async move |tx: &mut Tx| drives::strike(tx, &by, now, id, cost).await).await?;
    Ok(redirect(&format!("/mine/drives/{id}"), "done-drive-struck"))
}
