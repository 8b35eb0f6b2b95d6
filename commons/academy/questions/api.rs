//! Questions for programs: the same acts.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use people::{
    caller::Buyer,
    calls,
    seek::Seek,
    wire::{Answer, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    QuestionId, QuestionStage, answer, ask, of_asker,
    pages::{may_ask, read_answer, read_question},
    to_lecturer,
    wire::CourseQuestionOut,
};
use crate::{
    Commons,
    academy::{
        CourseId,
        pages::{find_shown, teaches},
        scopes::{Learn, Teach},
    },
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list_my_questions, ask_lecturer))
        .routes(calls!(list_open_questions))
        .routes(calls!(answer_learner))
}

/// What is asked, about a lesson or in a cohort that one is in.
#[derive(ToSchema)]
pub struct CourseQuestionIn {
    pub lesson: Option<String>,
    pub cohort: Option<String>,
    #[schema(max_length = 2000)]
    pub words: String,
}

/// An answer.
#[derive(ToSchema)]
pub struct CourseAnswerIn {
    #[schema(max_length = 2000)]
    pub answer: String,
}

/// What the caller has asked in a course, the newest first: at most 100.
#[utoipa::path(get, path = "/courses/{course}/questions", tag = "academy", params(("course" = String, Path)),
    responses((status = 200, body = List<CourseQuestionOut>), (status = 404, description = "there is no such course")))]
async fn list_my_questions(
    Buyer { account, visit, .. }: Buyer<Learn>,
    State(market): State<Commons>,
    Path(id): Path<CourseId>,
) -> Answer<List<CourseQuestionOut>> {
    find_shown(&market, &visit, id).await?;
    let all = market.read(async move |tx: &mut Tx| of_asker(tx, account, id).await).await?;
    Ok(Json(List::all(all)))
}

/// Ask the lecturer about a lesson, or in a cohort.
#[utoipa::path(post, path = "/courses/{course}/questions", tag = "academy", params(("course" = String, Path)),
    request_body = CourseQuestionIn, responses((status = 201, body = CourseQuestionOut),
    (status = 404, description = "there is no such course"), (status = 409, description = "the caller is not in the course"),
    (status = 429)))]
async fn ask_lecturer(
    Buyer { by, now, visit, .. }: Buyer<Learn>,
    State(market): State<Commons>,
    Path(id): Path<CourseId>,
    mut body: Fields,
) -> Made<CourseQuestionOut> {
    find_shown(&market, &visit, id).await?;
    let (about, words) = read_question(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    may_ask(&market, &visit)?;
    let act = async move |tx: &mut Tx| ask(tx, &by, now, (id, about), words.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// The open questions that are put to the caller, the newest first.
#[utoipa::path(get, path = "/teaching/questions", tag = "academy", params(Seek),
    responses((status = 200, body = List<CourseQuestionOut>), (status = 404, description = "the caller is no lecturer")))]
async fn list_open_questions(
    Buyer { account, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    seek: Seek,
) -> Answer<List<CourseQuestionOut>> {
    teaches(&market, &visit).await?;
    let at = (seek.before(), seek.rows());
    let look = async move |tx: &mut Tx| to_lecturer(tx, account, QuestionStage::Open, at).await;
    let rows = market.read(look).await?;
    Ok(Json(seek.page(rows, |question| question.id.get()).map(CourseQuestionOut::from)))
}

/// Answer a question, once. Its asker is told.
#[utoipa::path(post, path = "/teaching/questions/{question}/answer", tag = "academy", params(("question" = String, Path)),
    request_body = CourseAnswerIn, responses((status = 200, body = CourseQuestionOut),
    (status = 404, description = "no such question is put to the caller"), (status = 409, description = "it is answered")))]
async fn answer_learner(
    Buyer { by, now, visit, .. }: Buyer<Teach>,
    State(market): State<Commons>,
    Path(id): Path<QuestionId>,
    mut body: Fields,
) -> Answer<CourseQuestionOut> {
    teaches(&market, &visit).await?;
    let words = read_answer(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| answer(tx, &by, now, id, words.clone()).await;
    Ok(Json(market.write(act).await?.into()))
}
