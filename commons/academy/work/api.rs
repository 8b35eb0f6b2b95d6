//! Handing in and marking for programs: the same acts.

use axum::{
    Json,
    extract::{Path, State},
};
use people::{
    caller::Buyer,
    calls,
    one_of::word_of,
    seek::Seek,
    wire::{Answer, List},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    HandInId, Mark, Shown, hand_in, list_of_course, list_waiting, look_for_learner, look_for_lecturer, mark,
    pages::{blame, read_mark, read_work},
    wire::{HandInOfLearnerOut, HandInOut, HandInWithStepsOut},
};
use crate::{
    Commons,
    academy::{
        CourseId, LessonId,
        pages::{find_readable, may_change, own, teaches},
        scopes::{Learn, Teach},
    },
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(show_work, give_work))
        .routes(calls!(list_waiting_work))
        .routes(calls!(show_handed))
        .routes(calls!(mark_work))
        .routes(calls!(list_marks))
}

/// What is handed in: words of 4000 characters at most, or a listing or a room with a note, as the lesson asks.
#[derive(ToSchema)]
pub struct WorkIn {
    #[schema(max_length = 4000)]
    pub words: Option<String>,
    /// A draft or an open listing of a shop in which the caller works.
    pub listing: Option<String>,
    /// A room of a shop in which the caller works, planned or shown.
    pub room: Option<String>,
}

/// A mark for what was seen.
#[derive(ToSchema)]
pub struct MarkIn {
    #[schema(schema_with = word_of::<Mark>)]
    pub mark: String,
    #[schema(max_length = 2000)]
    pub words: Option<String>,
    /// As it came with the work.
    pub seen: String,
}

/// What the caller has handed in for a lesson, with its history.
#[utoipa::path(get, path = "/courses/{course}/lessons/{lesson}/work", tag = "academy",
    params(("course" = String, Path), ("lesson" = String, Path)),
    responses((status = 200, body = HandInWithStepsOut), (status = 404, description = "nothing was handed in"),
    (status = 409, description = "the caller is not in the course")))]
async fn show_work(
    Buyer { account, visit, .. }: Buyer<Learn>,
    State(market): State<Commons>,
    Path(at): Path<(CourseId, LessonId)>,
) -> Answer<HandInWithStepsOut> {
    let lesson = find_readable(&market, &visit, at).await?.lesson;
    let look = async move |tx: &mut Tx| Ok(look_for_learner(tx, &lesson, account).await?.shown);
    let shown: Shown = market.find(look).await?;
    Ok(Json(shown.into()))
}

/// Hand in what a lesson asks for, as often as one likes until it is marked good.
#[utoipa::path(put, path = "/courses/{course}/lessons/{lesson}/work", tag = "academy",
    params(("course" = String, Path), ("lesson" = String, Path)), request_body = WorkIn,
    responses((status = 200, body = HandInOut), (status = 404, description = "there is no such lesson, or it asks for none"),
    (status = 409, description = "the caller is not in the course, or it was marked good"), (status = 429)))]
async fn give_work(
    Buyer { by, now, visit, .. }: Buyer<Learn>,
    State(market): State<Commons>,
    Path(at): Path<(CourseId, LessonId)>,
    mut body: Fields,
) -> Answer<HandInOut> {
    let lesson = find_readable(&market, &visit, at).await?.lesson;
    may_change(&market, &visit)?;
    let work = read_work(&mut body, lesson.content.task).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| hand_in(tx, &by, now, at, work.clone()).await;
    match market.db.write(act).await {
        Ok(work) => Ok(Json(work.into())),
        Err(error) if blame(&mut body, &error) => Err(Problem::invalid(&body)),
        Err(error) => Err(error.into()),
    }
}

/// What waits for the caller to mark it, the oldest first.
#[utoipa::path(get, path = "/teaching/work", tag = "academy", params(Seek),
    responses((status = 200, body = List<HandInOfLearnerOut>), (status = 404, description = "the caller is no lecturer")))]
async fn list_waiting_work(
    Buyer { account, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    seek: Seek,
) -> Answer<List<HandInOfLearnerOut>> {
    teaches(&market, &visit).await?;
    let look = async move |tx: &mut Tx| list_waiting(tx, account, seek.after(), seek.rows()).await;
    let rows = market.read(look).await?;
    Ok(Json(seek.page(rows, |it| it.work.last_step.get()).map(Into::into)))
}

/// Work in a course of the caller's, with its history.
#[utoipa::path(get, path = "/teaching/work/{work}", tag = "academy", params(("work" = String, Path)),
    responses((status = 200, body = HandInWithStepsOut), (status = 404, description = "there is no such work")))]
async fn show_handed(
    Buyer { account, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<HandInId>,
) -> Answer<HandInWithStepsOut> {
    let (shown, ..) = market.find(async move |tx: &mut Tx| look_for_lecturer(tx, account, id).await).await?;
    Ok(Json(shown.into()))
}

/// Mark work, or correct its mark.
#[utoipa::path(put, path = "/teaching/work/{work}/mark", tag = "academy", params(("work" = String, Path)),
    request_body = MarkIn, responses((status = 200, body = HandInOut), (status = 404, description = "there is no such work"),
    (status = 409, description = "it was marked or handed in anew since it was seen"), (status = 429)))]
async fn mark_work(
    Buyer { by, account, now, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<HandInId>,
    mut body: Fields,
) -> Answer<HandInOut> {
    market.find(async move |tx: &mut Tx| look_for_lecturer(tx, account, id).await).await?;
    may_change(&market, &visit)?;
    let (seen, said) = read_mark(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let work =
        market.write(async move |tx: &mut Tx| mark(tx, &by, now, id, seen, said.clone()).await).await?;
    Ok(Json(work.into()))
}

/// All work in a course of the caller's with its marks, in the order in which it was handed in first.
#[utoipa::path(get, path = "/teaching/courses/{course}/marks", tag = "academy", params(("course" = String, Path), Seek),
    responses((status = 200, body = List<HandInOfLearnerOut>), (status = 404, description = "the caller writes no such course")))]
async fn list_marks(
    Buyer { visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CourseId>,
    seek: Seek,
) -> Answer<List<HandInOfLearnerOut>> {
    own(&market, &visit, id).await?;
    let rows =
        market.read(async move |tx: &mut Tx| list_of_course(tx, id, seek.after(), seek.rows()).await).await?;
    Ok(Json(seek.page(rows, |it| it.work.id.get()).map(Into::into)))
}
