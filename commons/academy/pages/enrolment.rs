use axum::{
    extract::{Path, State},
    response::Response,
};
use people::visit::{Visit, redirect};
use platform::{db::Tx, web::Problem};

use super::common::{find_shown, may_change};
use crate::{
    Commons,
    academy::{self, CourseId},
};

/// `POST /academy/{course}/enrolment`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let course = find_shown(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    market.write(async move |tx: &mut Tx| academy::enrol(tx, &by, now, id).await).await?;
    Ok(redirect(&course.path(), "done-academy-enrolled"))
}

/// `POST /academy/{course}/leaving`
pub async fn destroy(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    find_shown(&market, &visit, id).await?;
    market.write(async move |tx: &mut Tx| academy::leave(tx, &by, now, id).await).await?;
    Ok(redirect("/mine/academy", "done-academy-left"))
}
