//! Cohorts for programs of those who lead them: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use people::{
    caller::Buyer,
    calls,
    one_of::word_of,
    seek::Seek,
    wire::{Answer, Done, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    CohortAct, CohortId, Presence, SessionId, Standing, add, attendance_steps, change, edit, find_session,
    list_led, make,
    pages::{led, read_attendance, read_new, read_plan, read_session},
    sessions as sessions_of, standings, step, take_out, tick,
    wire::{AttendanceStepOut, CohortOut, CohortSessionOut, CohortWithSessionsOut, StandingOut},
};
use crate::{
    Commons,
    academy::{
        pages::{may_change, teaches},
        scopes::Teach,
    },
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list_led_cohorts, plan_cohort))
        .routes(calls!(show_led_cohort, change_cohort))
        .routes(calls!(open_cohort))
        .routes(calls!(close_cohort))
        .routes(calls!(call_cohort_off))
        .routes(calls!(list_cohort_learners))
        .routes(calls!(add_session))
        .routes(calls!(change_session, take_session_out))
        .routes(calls!(list_corrections, tick_attendance))
}

/// What is said of a cohort.
#[derive(ToSchema)]
pub struct CohortIn {
    #[schema(max_length = 120)]
    pub name: String,
    /// In words.
    #[schema(max_length = 120)]
    pub place: Option<String>,
    /// BCP 47: what is spoken.
    #[schema(example = "zh-CN")]
    pub language: String,
    #[schema(minimum = 1, maximum = 500)]
    pub seats: i64,
}

/// A cohort of a course.
#[derive(ToSchema)]
pub struct NewCohortIn {
    pub course: String,
    /// Who leads it, where the caller writes the course; the caller unless given.
    pub lecturer: Option<String>,
    #[schema(max_length = 120)]
    pub name: String,
    /// In words.
    #[schema(max_length = 120)]
    pub place: Option<String>,
    /// BCP 47: what is spoken.
    #[schema(example = "zh-CN")]
    pub language: String,
    #[schema(minimum = 1, maximum = 500)]
    pub seats: i64,
}

/// A meeting of a cohort.
#[derive(ToSchema)]
pub struct CohortSessionIn {
    /// RFC 3339, or without an offset by the clock of the market.
    pub begins_at: String,
    #[schema(minimum = 5, maximum = 720)]
    pub minutes: i64,
    #[schema(max_length = 120)]
    pub title: String,
    /// Where it is not that of the cohort.
    #[schema(max_length = 120)]
    pub place: Option<String>,
    /// A live room of a shop in which who leads the cohort works.
    pub room: Option<String>,
}

/// Whether a learner was there.
#[derive(ToSchema)]
pub struct PresenceIn {
    pub account: String,
    #[schema(schema_with = word_of::<Presence>)]
    pub presence: String,
}

/// Who was there, 500 at most; who is left out stays as they were.
#[derive(ToSchema)]
pub struct AttendanceIn {
    pub attendance: Vec<PresenceIn>,
}

/// The cohorts that the caller leads, or whose courses they write, the newest first.
#[utoipa::path(get, path = "/teaching/cohorts", tag = "academy", params(Seek),
    responses((status = 200, body = List<CohortOut>), (status = 404, description = "the caller is no lecturer")))]
async fn list_led_cohorts(
    Buyer { account, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    seek: Seek,
) -> Answer<List<CohortOut>> {
    teaches(&market, &visit).await?;
    let look = async move |tx: &mut Tx| list_led(tx, account, seek.before(), seek.rows()).await;
    let rows = market.read(look).await?;
    Ok(Json(seek.page(rows, |cohort| cohort.id.get()).map(CohortOut::from)))
}

/// Plan a cohort: for oneself, or for another lecturer in a course of one's own.
#[utoipa::path(post, path = "/teaching/cohorts", tag = "academy", request_body = NewCohortIn,
    responses((status = 201, body = CohortOut), (status = 404, description = "the caller is no lecturer"),
    (status = 409, description = "there is no such open course"), (status = 429)))]
async fn plan_cohort(
    Buyer { by, now, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    mut body: Fields,
) -> Made<CohortOut> {
    teaches(&market, &visit).await?;
    may_change(&market, &visit)?;
    let new = read_new(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let cohort = market.write(async move |tx: &mut Tx| make(tx, &by, now, new.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(cohort.into())))
}

/// A cohort that the caller leads, a planned one too.
#[utoipa::path(get, path = "/teaching/cohorts/{cohort}", tag = "academy", params(("cohort" = String, Path)),
    responses((status = 200, body = CohortWithSessionsOut), (status = 404, description = "the caller leads no such cohort")))]
async fn show_led_cohort(
    Buyer { visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CohortId>,
) -> Answer<CohortWithSessionsOut> {
    let cohort = led(&market, &visit, id).await?;
    let all = market.read(async move |tx: &mut Tx| sessions_of(tx, id).await).await?;
    Ok(Json(CohortWithSessionsOut::new(cohort, all)))
}

/// Say something else of a cohort. It has never fewer seats than are taken.
#[utoipa::path(put, path = "/teaching/cohorts/{cohort}", tag = "academy", params(("cohort" = String, Path)),
    request_body = CohortIn, responses((status = 200, body = CohortOut),
    (status = 404, description = "the caller leads no such cohort"), (status = 429)))]
async fn change_cohort(
    Buyer { by, now, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CohortId>,
    mut body: Fields,
) -> Answer<CohortOut> {
    led(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let said = read_plan(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    Ok(Json(market.write(async move |tx: &mut Tx| edit(tx, &by, now, id, said.clone()).await).await?.into()))
}

async fn take(
    market: &Commons,
    Buyer { by, now, .. }: Buyer<Teach>,
    id: CohortId,
    act: CohortAct,
) -> Answer<CohortOut> {
    Ok(Json(market.write(async move |tx: &mut Tx| step(tx, &by, now, id, act).await).await?.into()))
}

/// Open a cohort to learners.
#[utoipa::path(post, path = "/teaching/cohorts/{cohort}/opening", tag = "academy", params(("cohort" = String, Path)),
    responses((status = 200, body = CohortOut), (status = 404, description = "the caller leads no such cohort"),
    (status = 409, description = "it has no session to come, its course is not open, or it is not planned")))]
async fn open_cohort(
    buyer: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CohortId>,
) -> Answer<CohortOut> {
    take(&market, buyer, id, CohortAct::Open).await
}

/// Close a cohort that is over.
#[utoipa::path(post, path = "/teaching/cohorts/{cohort}/closing", tag = "academy", params(("cohort" = String, Path)),
    responses((status = 200, body = CohortOut), (status = 404, description = "the caller leads no such cohort"),
    (status = 409, description = "a session is still to come, or it is not open")))]
async fn close_cohort(
    buyer: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CohortId>,
) -> Answer<CohortOut> {
    take(&market, buyer, id, CohortAct::Close).await
}

/// Call a cohort off. Its learners are told.
#[utoipa::path(post, path = "/teaching/cohorts/{cohort}/calling-off", tag = "academy", params(("cohort" = String, Path)),
    responses((status = 200, body = CohortOut), (status = 404, description = "the caller leads no such cohort"),
    (status = 409, description = "it is closed or called off already")))]
async fn call_cohort_off(
    buyer: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CohortId>,
) -> Answer<CohortOut> {
    take(&market, buyer, id, CohortAct::CallOff).await
}

/// How the learners of a cohort stand: at most 500.
#[utoipa::path(get, path = "/teaching/cohorts/{cohort}/learners", tag = "academy", params(("cohort" = String, Path)),
    responses((status = 200, body = List<StandingOut>), (status = 404, description = "the caller leads no such cohort")))]
async fn list_cohort_learners(
    Buyer { visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CohortId>,
) -> Answer<List<StandingOut>> {
    let cohort = led(&market, &visit, id).await?;
    let them = market.read(async move |tx: &mut Tx| standings(tx, &cohort).await).await?;
    let out = |one: &Standing| StandingOut::new(&them.sessions, one);
    Ok(Json(List::all(them.all.iter().map(out).collect::<Vec<_>>())))
}

/// Add a session.
#[utoipa::path(post, path = "/teaching/cohorts/{cohort}/sessions", tag = "academy", params(("cohort" = String, Path)),
    request_body = CohortSessionIn, responses((status = 201, body = CohortSessionOut),
    (status = 404, description = "the caller leads no such cohort"),
    (status = 409, description = "it is over, or has as many sessions as it may"), (status = 429)))]
async fn add_session(
    Buyer { by, now, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CohortId>,
    mut body: Fields,
) -> Made<CohortSessionOut> {
    led(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let said = read_session(&mut body, &market.config.zone).ok_or_else(|| Problem::invalid(&body))?;
    let session = market.write(async move |tx: &mut Tx| add(tx, &by, now, id, said.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(session.into())))
}

/// Move a session, or say something else of it. Learners are told of its new moment.
#[utoipa::path(put, path = "/teaching/cohorts/{cohort}/sessions/{session}", tag = "academy",
    params(("cohort" = String, Path), ("session" = String, Path)), request_body = CohortSessionIn,
    responses((status = 200, body = CohortSessionOut), (status = 404, description = "the caller leads no such session"),
    (status = 409, description = "it has begun, or the cohort is over"), (status = 429)))]
async fn change_session(
    Buyer { by, now, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(at): Path<(CohortId, SessionId)>,
    mut body: Fields,
) -> Answer<CohortSessionOut> {
    led(&market, &visit, at.0).await?;
    may_change(&market, &visit)?;
    let said = read_session(&mut body, &market.config.zone).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| change(tx, &by, now, at, said.clone()).await;
    Ok(Json(market.write(act).await?.into()))
}

/// Take a session out at which nobody was ticked.
#[utoipa::path(delete, path = "/teaching/cohorts/{cohort}/sessions/{session}", tag = "academy",
    params(("cohort" = String, Path), ("session" = String, Path)),
    responses((status = 204), (status = 404, description = "the caller leads no such session"),
    (status = 409, description = "somebody was ticked, it is the last of an open cohort, or the cohort is over")))]
async fn take_session_out(
    Buyer { by, now, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(at): Path<(CohortId, SessionId)>,
) -> Done {
    market.write(async move |tx: &mut Tx| take_out(tx, &by, now, at).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was corrected in the attendance of a session, the newest first: at most 100.
#[utoipa::path(get, path = "/teaching/cohorts/{cohort}/sessions/{session}/attendance", tag = "academy",
    params(("cohort" = String, Path), ("session" = String, Path)),
    responses((status = 200, body = List<AttendanceStepOut>),
    (status = 404, description = "the caller leads no such session")))]
async fn list_corrections(
    Buyer { visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path((id, session)): Path<(CohortId, SessionId)>,
) -> Answer<List<AttendanceStepOut>> {
    led(&market, &visit, id).await?;
    market.find(async move |tx: &mut Tx| find_session(tx, id, session).await).await?;
    let all = market.read(async move |tx: &mut Tx| attendance_steps(tx, id, session).await).await?;
    Ok(Json(List::all(all)))
}

/// Say who was at a session. What is corrected keeps what it was.
#[utoipa::path(put, path = "/teaching/cohorts/{cohort}/sessions/{session}/attendance", tag = "academy",
    params(("cohort" = String, Path), ("session" = String, Path)), request_body = AttendanceIn,
    responses((status = 204), (status = 404, description = "the caller leads no such session"),
    (status = 409, description = "it has not begun"), (status = 429)))]
async fn tick_attendance(
    Buyer { by, now, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(at): Path<(CohortId, SessionId)>,
    mut body: Fields,
) -> Done {
    led(&market, &visit, at.0).await?;
    may_change(&market, &visit)?;
    let marks = read_attendance(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    market.write(async move |tx: &mut Tx| tick(tx, &by, now, at, &marks).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
