//! What lecturers and the operator do, for programs: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::AccountId;
use people::{
    accounts::{self, read_account, scopes::Operate},
    caller::{Buyer, Operator},
    calls,
    one_of::maybe_word_of,
    photos::Upload,
    seek::Seek,
    wire::{Answer, Done, List, Made, time},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem, Refusal},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    CourseAct, CourseId, Goal, LessonId, Task, add_lesson, appoint, dismiss, edit, edit_lesson, find_lesson,
    lecturers, lessons, list_of_author, make, move_up,
    pages::{
        Sent, keep_files, keep_pictures, may_change, own, read_content, read_reason, read_syllabus,
        sort_files, teaches,
    },
    remove_lesson,
    scopes::Teach,
    set_cover, step,
    wire::{CertificateOut, CourseOut, CourseWithLessonsOut, LecturerOut, WrittenLessonOut},
    withdraw,
};
use crate::Commons;

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list_own, write_course))
        .routes(calls!(show_own, change_course))
        .routes(calls!(open_course))
        .routes(calls!(close_course))
        .routes(calls!(give_cover))
        .routes(calls!(write_lesson))
        .routes(calls!(show_lesson_own, change_lesson, take_lesson_out))
        .routes(calls!(raise_lesson))
        .routes(calls!(add_pictures))
        .routes(calls!(list_lecturers, appoint_lecturer))
        .routes(calls!(dismiss_lecturer))
        .routes(calls!(withdraw_certificate))
}

/// What is said of a course.
#[derive(ToSchema)]
pub struct CourseIn {
    /// BCP 47, of its own texts.
    #[schema(example = "zh-CN")]
    pub language: String,
    #[schema(max_length = 120)]
    pub title: String,
    #[schema(max_length = 120)]
    pub title_en: Option<String>,
    #[schema(max_length = 2000)]
    pub words: Option<String>,
    #[schema(max_length = 2000)]
    pub words_en: Option<String>,
    #[schema(schema_with = maybe_word_of::<Goal>)]
    pub goal: Option<String>,
    /// The listing that is bought for a seat, of a shop in which the lecturer works.
    pub seat: Option<String>,
}

/// A lesson as its author writes it. A text has paragraphs by blank lines, `## ` before a heading, `- ` before each thing of a
/// list; a quiz `? ` before a question, `* ` before a good choice, `- ` before another.
#[derive(ToSchema)]
pub struct LessonIn {
    #[schema(minimum = 1, maximum = 240)]
    pub minutes: i64,
    #[schema(max_length = 120)]
    pub title: String,
    #[schema(max_length = 120)]
    pub title_en: Option<String>,
    #[schema(max_length = 20000)]
    pub body: Option<String>,
    #[schema(max_length = 20000)]
    pub body_en: Option<String>,
    /// The address of a short film or of a replay.
    #[schema(example = "/shorts/000000010000000000002/film")]
    pub film: Option<String>,
    /// WebVTT or SubRip: times and words of it are kept.
    pub captions: Option<String>,
    #[schema(max_length = 20000)]
    pub quiz: Option<String>,
    #[schema(max_length = 20000)]
    pub quiz_en: Option<String>,
    #[schema(schema_with = maybe_word_of::<Task>)]
    pub task: Option<String>,
    #[schema(max_length = 2000)]
    pub task_words: Option<String>,
    #[schema(max_length = 2000)]
    pub task_words_en: Option<String>,
}

/// Pictures of a lesson, each a part of the form, and what they show.
#[derive(ToSchema)]
pub struct LessonPicturesIn {
    #[schema(value_type = Vec<String>, format = Binary)]
    pub photos: Vec<u8>,
    #[schema(max_length = 120)]
    pub picture_words: Option<String>,
}

/// The picture at the head of a course.
#[derive(ToSchema)]
pub struct CourseCoverIn {
    #[schema(value_type = String, format = Binary)]
    pub photos: Vec<u8>,
}

/// The courses that the caller writes, the newest first.
#[utoipa::path(get, path = "/teaching/courses", tag = "academy", params(Seek),
    responses((status = 200, body = List<CourseOut>), (status = 404, description = "the caller is no lecturer")))]
async fn list_own(
    Buyer { account, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    seek: Seek,
) -> Answer<List<CourseOut>> {
    teaches(&market, &visit).await?;
    let look = async move |tx: &mut Tx| list_of_author(tx, account, seek.before(), seek.rows()).await;
    let rows = market.read(look).await?;
    Ok(Json(seek.page(rows, |course| course.id.get()).map(CourseOut::from)))
}

/// Begin a course.
#[utoipa::path(post, path = "/teaching/courses", tag = "academy", request_body = CourseIn,
    responses((status = 201, body = CourseOut), (status = 404, description = "the caller is no lecturer"),
    (status = 409, description = "the seat is no listing of the lecturer's shops"), (status = 429)))]
async fn write_course(
    Buyer { by, now, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    mut body: Fields,
) -> Made<CourseOut> {
    teaches(&market, &visit).await?;
    may_change(&market, &visit)?;
    let said = read_syllabus(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let course = market.write(async move |tx: &mut Tx| make(tx, &by, now, said.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(course.into())))
}

/// A course of the caller's own, a draft too.
#[utoipa::path(get, path = "/teaching/courses/{course}", tag = "academy", params(("course" = String, Path)),
    responses((status = 200, body = CourseWithLessonsOut), (status = 404, description = "the caller writes no such course")))]
async fn show_own(
    Buyer { visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CourseId>,
) -> Answer<CourseWithLessonsOut> {
    let course = own(&market, &visit, id).await?;
    let all = market.read(async move |tx: &mut Tx| lessons(tx, id).await).await?;
    Ok(Json(CourseWithLessonsOut::new(course, &all)))
}

/// Say something else of a course.
#[utoipa::path(put, path = "/teaching/courses/{course}", tag = "academy", params(("course" = String, Path)),
    request_body = CourseIn, responses((status = 200, body = CourseOut),
    (status = 404, description = "the caller writes no such course"),
    (status = 409, description = "the seat is no listing of the lecturer's shops"), (status = 429)))]
async fn change_course(
    Buyer { by, now, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CourseId>,
    mut body: Fields,
) -> Answer<CourseOut> {
    own(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let said = read_syllabus(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    Ok(Json(market.write(async move |tx: &mut Tx| edit(tx, &by, now, id, said.clone()).await).await?.into()))
}

/// Open a course to everybody.
#[utoipa::path(post, path = "/teaching/courses/{course}/opening", tag = "academy", params(("course" = String, Path)),
    responses((status = 200, body = CourseOut), (status = 404, description = "the caller writes no such course"),
    (status = 409, description = "it has no lesson, or is no draft")))]
async fn open_course(
    Buyer { by, now, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CourseId>,
) -> Answer<CourseOut> {
    let act = async move |tx: &mut Tx| step(tx, &by, now, id, CourseAct::Open).await;
    Ok(Json(market.write(act).await?.into()))
}

/// Close a course to newcomers. Who is in it goes on.
#[utoipa::path(post, path = "/teaching/courses/{course}/closing", tag = "academy", params(("course" = String, Path)),
    responses((status = 200, body = CourseOut), (status = 404, description = "the caller writes no such course"),
    (status = 409, description = "it is not open")))]
async fn close_course(
    Buyer { by, now, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CourseId>,
) -> Answer<CourseOut> {
    let act = async move |tx: &mut Tx| step(tx, &by, now, id, CourseAct::Close).await;
    Ok(Json(market.write(act).await?.into()))
}

/// Put a picture at the head of a course.
#[utoipa::path(put, path = "/teaching/courses/{course}/cover", tag = "academy", params(("course" = String, Path)),
    request_body(content = CourseCoverIn, content_type = "multipart/form-data"),
    responses((status = 204), (status = 404, description = "the caller writes no such course"), (status = 413),
    (status = 429)))]
async fn give_cover(
    Buyer { by, now, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CourseId>,
    Upload { form: mut body, files }: Upload,
) -> Done {
    own(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let kept = keep_pictures(&market, &mut body, sort_files(files).0).await?;
    body.check()?;
    let cover = kept.into_iter().next().ok_or_else(|| body.refused("photos", "refused-empty"))?;
    market.write(async move |tx: &mut Tx| set_cover(tx, &by, now, id, &cover).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Add a lesson behind the others.
#[utoipa::path(post, path = "/teaching/courses/{course}/lessons", tag = "academy", params(("course" = String, Path)),
    request_body = LessonIn, responses((status = 201, body = WrittenLessonOut),
    (status = 404, description = "the caller writes no such course"),
    (status = 409, description = "the course is full, or there is no such film"), (status = 429)))]
async fn write_lesson(
    Buyer { by, now, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<CourseId>,
    mut body: Fields,
) -> Made<WrittenLessonOut> {
    own(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let content = read_content(&mut body, None, Sent::default()).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| add_lesson(tx, &by, now, id, content.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// A lesson as its author writes it.
#[utoipa::path(get, path = "/teaching/courses/{course}/lessons/{lesson}", tag = "academy",
    params(("course" = String, Path), ("lesson" = String, Path)),
    responses((status = 200, body = WrittenLessonOut), (status = 404, description = "the caller writes no such lesson")))]
async fn show_lesson_own(
    Buyer { visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path((id, lesson)): Path<(CourseId, LessonId)>,
) -> Answer<WrittenLessonOut> {
    own(&market, &visit, id).await?;
    Ok(Json(market.find(async move |tx: &mut Tx| find_lesson(tx, id, lesson).await).await?.into()))
}

/// Write a lesson anew; its pictures stay.
#[utoipa::path(put, path = "/teaching/courses/{course}/lessons/{lesson}", tag = "academy",
    params(("course" = String, Path), ("lesson" = String, Path)), request_body = LessonIn,
    responses((status = 200, body = WrittenLessonOut), (status = 404, description = "the caller writes no such lesson"),
    (status = 409, description = "there is no such film"), (status = 429)))]
async fn change_lesson(
    Buyer { by, now, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path((id, lesson)): Path<(CourseId, LessonId)>,
    mut body: Fields,
) -> Answer<WrittenLessonOut> {
    own(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let before = market.find(async move |tx: &mut Tx| find_lesson(tx, id, lesson).await).await?;
    let content = read_content(&mut body, Some(&before.content), Sent::default());
    let content = content.ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| edit_lesson(tx, &by, now, (id, lesson), content.clone()).await;
    Ok(Json(market.write(act).await?.into()))
}

/// Take a lesson out from which nobody has learnt.
#[utoipa::path(delete, path = "/teaching/courses/{course}/lessons/{lesson}", tag = "academy",
    params(("course" = String, Path), ("lesson" = String, Path)), responses((status = 204),
    (status = 404, description = "the caller writes no such lesson"),
    (status = 409, description = "somebody has learnt from it, or an open course would have none")))]
async fn take_lesson_out(
    Buyer { by, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path((id, lesson)): Path<(CourseId, LessonId)>,
) -> Done {
    market.write(async move |tx: &mut Tx| remove_lesson(tx, &by, id, lesson).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Put a lesson one place to the front.
#[utoipa::path(post, path = "/teaching/courses/{course}/lessons/{lesson}/rise", tag = "academy",
    params(("course" = String, Path), ("lesson" = String, Path)),
    responses((status = 204), (status = 404, description = "the caller writes no such lesson")))]
async fn raise_lesson(
    Buyer { by, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path((id, lesson)): Path<(CourseId, LessonId)>,
) -> Done {
    market.write(async move |tx: &mut Tx| move_up(tx, &by, id, lesson).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Add pictures to a lesson.
#[utoipa::path(post, path = "/teaching/courses/{course}/lessons/{lesson}/pictures", tag = "academy",
    params(("course" = String, Path), ("lesson" = String, Path)),
    request_body(content = LessonPicturesIn, content_type = "multipart/form-data"),
    responses((status = 200, body = WrittenLessonOut), (status = 404, description = "the caller writes no such lesson"),
    (status = 413), (status = 429)))]
async fn add_pictures(
    Buyer { by, now, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path((id, lesson)): Path<(CourseId, LessonId)>,
    Upload { form: body, files }: Upload,
) -> Answer<WrittenLessonOut> {
    own(&market, &visit, id).await?;
    may_change(&market, &visit)?;
    let before = market.find(async move |tx: &mut Tx| find_lesson(tx, id, lesson).await).await?;
    let mut form = super::pages::filled(&before.content).over(&body, |name| name == "picture_words");
    let sent = keep_files(&market, &mut form, files).await?;
    if sent.pictures.is_empty() && form.is_good() {
        form.refuse("photos", Refusal::new("refused-empty"));
    }
    let content =
        read_content(&mut form, Some(&before.content), sent).ok_or_else(|| Problem::invalid(&form))?;
    let act = async move |tx: &mut Tx| edit_lesson(tx, &by, now, (id, lesson), content.clone()).await;
    Ok(Json(market.write(act).await?.into()))
}

/// Who may teach: at most 500.
#[utoipa::path(get, path = "/operator/lecturers", tag = "academy", responses((status = 200, body = List<LecturerOut>)))]
async fn list_lecturers(Operator { market, .. }: Operator<Operate>) -> Answer<List<LecturerOut>> {
    let look = async move |tx: &mut Tx| {
        let mut all = Vec::new();
        for (account, since) in lecturers(tx).await? {
            let name = accounts::name_of(tx, account).await?.unwrap_or_default();
            all.push(LecturerOut { account: account.to_string(), name, appointed_at: time(since) });
        }
        Ok::<_, DbError>(all)
    };
    Ok(Json(List::all(market.read(look).await?)))
}

/// Who is to teach.
#[derive(ToSchema)]
pub struct LecturerIn {
    /// An e-mail address or a phone number.
    pub login: String,
}

/// Let somebody teach.
#[utoipa::path(post, path = "/operator/lecturers", tag = "academy", request_body = LecturerIn,
    responses((status = 204)))]
async fn appoint_lecturer(Operator { by, now, market, .. }: Operator<Operate>, mut body: Fields) -> Done {
    let found = read_account(&market, &mut body).await?;
    let account = found.ok_or_else(|| Problem::invalid(&body))?.id;
    market.write(async move |tx: &mut Tx| appoint(tx, &by, now, account).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody teaches no more.
#[utoipa::path(delete, path = "/operator/lecturers/{id}", tag = "academy", params(("id" = String, Path)),
    responses((status = 204), (status = 404, description = "they are none")))]
async fn dismiss_lecturer(
    Operator { by, now, market, .. }: Operator<Operate>,
    Path(account): Path<AccountId>,
) -> Done {
    market.write(async move |tx: &mut Tx| dismiss(tx, &by, now, account).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why a certificate stands no longer.
#[derive(ToSchema)]
pub struct WithdrawalIn {
    /// Its holder reads it.
    #[schema(max_length = 500)]
    pub reason: String,
}

/// Withdraw a certificate for good. Its holder is told why.
#[utoipa::path(post, path = "/operator/certificates/{code}/withdrawal", tag = "academy", params(("code" = String, Path)),
    request_body = WithdrawalIn, responses((status = 200, body = CertificateOut),
    (status = 404, description = "there is no such certificate"), (status = 409, description = "it stands no longer")))]
async fn withdraw_certificate(
    Operator { by, now, .. }: Operator<Operate>,
    State(market): State<Commons>,
    Path(code): Path<String>,
    mut body: Fields,
) -> Answer<CertificateOut> {
    let reason = read_reason(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| withdraw(tx, &by, now, &code, &reason).await;
    Ok(Json(market.write(act).await?.into()))
}
