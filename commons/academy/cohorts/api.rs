//! Cohorts for programs of those who learn: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use people::{
    caller::Buyer,
    calls,
    visit::Visit,
    wire::{Answer, Done, List},
};
use platform::db::Tx;
use utoipa_axum::router::OpenApiRouter;

use super::{
    CohortId, find, join, leave, list_of_learner, list_to_come,
    pages::find_seen,
    sessions as sessions_of,
    wire::{CohortOut, CohortWithSessionsOut},
};
use crate::{
    Commons,
    academy::{
        CourseId,
        pages::{find_shown, may_change},
        scopes::Learn,
    },
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list_cohorts))
        .routes(calls!(show_cohort))
        .routes(calls!(take_cohort_seat, give_cohort_seat))
        .routes(calls!(list_my_cohorts))
}

/// The cohorts of a course of which a session is still to come: at most 50.
#[utoipa::path(get, path = "/courses/{course}/cohorts", tag = "academy", params(("course" = String, Path)),
    responses((status = 200, body = List<CohortOut>), (status = 404, description = "there is no such course")))]
async fn list_cohorts(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Answer<List<CohortOut>> {
    find_shown(&market, &visit, id).await?;
    let now = visit.now;
    let all = market.read(async move |tx: &mut Tx| list_to_come(tx, id, now).await).await?;
    Ok(Json(List::all(all)))
}

/// One cohort with its sessions.
#[utoipa::path(get, path = "/cohorts/{cohort}", tag = "academy", params(("cohort" = String, Path)),
    responses((status = 200, body = CohortWithSessionsOut), (status = 404, description = "there is no such cohort")))]
async fn show_cohort(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CohortId>,
) -> Answer<CohortWithSessionsOut> {
    let cohort = find_seen(&market, &visit, id).await?;
    let all = market.read(async move |tx: &mut Tx| sessions_of(tx, id).await).await?;
    Ok(Json(CohortWithSessionsOut::new(cohort, all)))
}

/// Take a seat in a cohort, and in its course where that is free. Who has one keeps it.
#[utoipa::path(put, path = "/cohorts/{cohort}/seat", tag = "academy", params(("cohort" = String, Path)),
    responses((status = 200, body = CohortOut), (status = 404, description = "there is no such cohort"),
    (status = 409, description = "every seat is taken, nobody comes into it now, or a seat in its course is bought"),
    (status = 429)))]
async fn take_cohort_seat(
    Buyer { by, now, visit, .. }: Buyer<Learn>,
    State(market): State<Commons>,
    Path(id): Path<CohortId>,
) -> Answer<CohortOut> {
    find_seen(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    market.write(async move |tx: &mut Tx| join(tx, &by, now, id).await).await?;
    Ok(Json(market.find(async move |tx: &mut Tx| find(tx, id).await).await?.into()))
}

/// Give a seat back before the cohort begins. The course goes on.
#[utoipa::path(delete, path = "/cohorts/{cohort}/seat", tag = "academy", params(("cohort" = String, Path)),
    responses((status = 204), (status = 404, description = "there is no such cohort"),
    (status = 409, description = "the caller is not in it, or it has begun")))]
async fn give_cohort_seat(
    Buyer { by, now, visit, .. }: Buyer<Learn>,
    State(market): State<Commons>,
    Path(id): Path<CohortId>,
) -> Done {
    find_seen(&market, &visit, id).await?;
    market.write(async move |tx: &mut Tx| leave(tx, &by, now, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The cohorts that the caller is in, the newest first: at most 200.
#[utoipa::path(get, path = "/learning/cohorts", tag = "academy", responses((status = 200, body = List<CohortOut>)))]
async fn list_my_cohorts(Buyer { account, market, .. }: Buyer<Learn>) -> Answer<List<CohortOut>> {
    let all = market.read(async move |tx: &mut Tx| list_of_learner(tx, account).await).await?;
    Ok(Json(List::all(all)))
}
