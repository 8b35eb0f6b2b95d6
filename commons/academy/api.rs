//! Courses for programs of those who learn: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::{AccountId, Timestamp};
use people::{
    caller::Buyer,
    calls,
    seek::Seek,
    visit::Visit,
    wire::{Answer, Done, List},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

pub use super::wire::CourseOut;
use super::{
    CourseId, Enrolment, LessonId, Progress, answer, certificates_of, courses_of_learner, enrol,
    find_certificate, find_enrolment, leave, lessons, list_open,
    pages::{find_readable, find_shown, may_change, read_answers, read_reads},
    progress, read,
    scopes::Learn,
    wire::{CertificateOut, CourseWithLessonsOut, EnrolmentOut, LessonOut, TriedOut},
};
use crate::Commons;

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list))
        .routes(calls!(show))
        .routes(calls!(show_lesson))
        .routes(calls!(show_enrolment, take_seat, leave_course))
        .routes(calls!(tell_progress))
        .routes(calls!(answer_quiz))
        .routes(calls!(list_learning))
        .routes(calls!(list_certificates))
        .routes(calls!(show_certificate))
}

/// Courses that people may come into, the newest first.
#[utoipa::path(get, path = "/courses", tag = "academy", params(Seek), responses((status = 200, body = List<CourseOut>)))]
async fn list(State(market): State<Commons>, seek: Seek) -> Answer<List<CourseOut>> {
    let rows = market.read(async move |tx: &mut Tx| list_open(tx, seek.before(), seek.rows()).await).await?;
    Ok(Json(seek.page(rows, |course| course.id.get()).map(CourseOut::from)))
}

/// One course with its lessons by name.
#[utoipa::path(get, path = "/courses/{course}", tag = "academy", params(("course" = String, Path)),
    responses((status = 200, body = CourseWithLessonsOut), (status = 404, description = "there is no such course")))]
async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<CourseId>,
) -> Answer<CourseWithLessonsOut> {
    let course = find_shown(&market, &visit, id).await?;
    let all = market.read(async move |tx: &mut Tx| lessons(tx, id).await).await?;
    Ok(Json(CourseWithLessonsOut::new(course, &all)))
}

/// One lesson. Of a course whose seats are bought everybody reads the first.
#[utoipa::path(get, path = "/courses/{course}/lessons/{lesson}", tag = "academy",
    params(("course" = String, Path), ("lesson" = String, Path)),
    responses((status = 200, body = LessonOut), (status = 401), (status = 404, description = "there is no such lesson"),
    (status = 409, description = "the caller is not in the course")))]
async fn show_lesson(
    State(market): State<Commons>,
    visit: Visit,
    Path(at): Path<(CourseId, LessonId)>,
) -> Answer<LessonOut> {
    Ok(Json(find_readable(&market, &visit, at).await?.lesson.into()))
}

async fn shown(market: &Commons, account: AccountId, id: CourseId) -> Answer<EnrolmentOut> {
    let look = async move |tx: &mut Tx| {
        let Some(enrolment) = find_enrolment(tx, id, account).await? else { return Ok(None) };
        let far: Progress = progress(tx, id, account).await?;
        let all = lessons(tx, id).await?;
        Ok::<_, DbError>(Some(EnrolmentOut::new(&enrolment, &all, &far)))
    };
    Ok(Json(market.find(look).await?))
}

/// How the caller stands in a course.
#[utoipa::path(get, path = "/courses/{course}/enrolment", tag = "academy", params(("course" = String, Path)),
    responses((status = 200, body = EnrolmentOut), (status = 404, description = "the caller was never in it")))]
async fn show_enrolment(
    Buyer { account, visit, .. }: Buyer<Learn>,
    State(market): State<Commons>,
    Path(id): Path<CourseId>,
) -> Answer<EnrolmentOut> {
    find_shown(&market, &visit, id).await?;
    shown(&market, account, id).await
}

/// Come into a free course. Who is in it already stays.
#[utoipa::path(put, path = "/courses/{course}/enrolment", tag = "academy", params(("course" = String, Path)),
    responses((status = 200, body = EnrolmentOut), (status = 404, description = "there is no such course"),
    (status = 409, description = "nobody comes into it now, or a seat is bought"), (status = 429)))]
async fn take_seat(
    Buyer { by, account, now, visit, .. }: Buyer<Learn>,
    State(market): State<Commons>,
    Path(id): Path<CourseId>,
) -> Answer<EnrolmentOut> {
    find_shown(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    market.write(async move |tx: &mut Tx| enrol(tx, &by, now, id).await).await?;
    shown(&market, account, id).await
}

/// Leave a course. What was read stays, for who comes again.
#[utoipa::path(delete, path = "/courses/{course}/enrolment", tag = "academy", params(("course" = String, Path)),
    responses((status = 204), (status = 404, description = "there is no such course"),
    (status = 409, description = "the caller is not in it, or has completed it")))]
async fn leave_course(
    Buyer { by, now, visit, .. }: Buyer<Learn>,
    State(market): State<Commons>,
    Path(id): Path<CourseId>,
) -> Done {
    find_shown(&market, &visit, id).await?;
    market.write(async move |tx: &mut Tx| leave(tx, &by, now, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A lesson that was read, perhaps without a connection.
#[derive(ToSchema)]
pub struct LessonReadIn {
    pub lesson: String,
    /// RFC 3339, by the learner's clock; now unless given.
    pub read_at: Option<String>,
}

/// Lessons that were read, 60 at most.
#[derive(ToSchema)]
pub struct LessonsReadIn {
    pub lessons: Vec<LessonReadIn>,
}

/// Tell which lessons were read. What was told before counts once, and nothing was read later than it is told.
#[utoipa::path(put, path = "/courses/{course}/progress", tag = "academy", params(("course" = String, Path)),
    request_body = LessonsReadIn, responses((status = 200, body = EnrolmentOut),
    (status = 404, description = "there is no such course"), (status = 409, description = "the caller is not in it"),
    (status = 429)))]
async fn tell_progress(
    Buyer { by, account, now, visit, .. }: Buyer<Learn>,
    State(market): State<Commons>,
    Path(id): Path<CourseId>,
    mut body: Fields,
) -> Answer<EnrolmentOut> {
    find_shown(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let told: Vec<(LessonId, Timestamp)> =
        read_reads(&mut body, now).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| read(tx, &by, now, id, &told).await;
    let _: Enrolment = market.write(act).await?;
    shown(&market, account, id).await
}

/// The choices that were made, question by question, by their places from 0.
#[derive(ToSchema)]
pub struct AnswersIn {
    pub answers: Vec<Vec<i64>>,
}

/// Answer the quiz of a lesson, as often as one likes: the best try counts.
#[utoipa::path(post, path = "/courses/{course}/lessons/{lesson}/answers", tag = "academy",
    params(("course" = String, Path), ("lesson" = String, Path)), request_body = AnswersIn,
    responses((status = 200, body = TriedOut), (status = 404, description = "there is no such lesson, or it asks nothing"),
    (status = 409, description = "the caller is not in the course"), (status = 429)))]
async fn answer_quiz(
    Buyer { by, now, visit, .. }: Buyer<Learn>,
    State(market): State<Commons>,
    Path(at): Path<(CourseId, LessonId)>,
    mut body: Fields,
) -> Answer<TriedOut> {
    let lesson = find_readable(&market, &visit, at).await?.lesson;
    may_change(&market, &visit)?;
    body.given_list("answers", super::quiz::MOST_QUESTIONS);
    body.check()?;
    let answers = read_answers(&body, lesson.content.quiz.questions.len());
    let tried = market.write(async move |tx: &mut Tx| answer(tx, &by, now, at, &answers).await).await?;
    Ok(Json(tried.into()))
}

/// The courses that the caller is in, the newest first: at most 200.
#[utoipa::path(get, path = "/learning", tag = "academy", responses((status = 200, body = List<CourseOut>)))]
async fn list_learning(Buyer { account, market, .. }: Buyer<Learn>) -> Answer<List<CourseOut>> {
    let all = market.read(async move |tx: &mut Tx| courses_of_learner(tx, account).await).await?;
    Ok(Json(List::all(all)))
}

/// The caller's certificates, the newest first: at most 200.
#[utoipa::path(get, path = "/certificates", tag = "academy", responses((status = 200, body = List<CertificateOut>)))]
async fn list_certificates(Buyer { account, market, .. }: Buyer<Learn>) -> Answer<List<CertificateOut>> {
    let all = market.read(async move |tx: &mut Tx| certificates_of(tx, account).await).await?;
    Ok(Json(List::all(all)))
}

/// The certificate of a code, for whoever has it.
#[utoipa::path(get, path = "/certificates/{code}", tag = "academy", params(("code" = String, Path)),
    responses((status = 200, body = CertificateOut), (status = 404, description = "there is no such certificate")))]
async fn show_certificate(State(market): State<Commons>, Path(code): Path<String>) -> Answer<CertificateOut> {
    let found = market.find(async move |tx: &mut Tx| find_certificate(tx, &code).await).await?;
    Ok(Json(found.into()))
}
