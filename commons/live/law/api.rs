//! The law of the room for programs.

use axum::{Json, extract::Path, http::StatusCode};
use people::{
    accounts,
    caller::{Buyer, Operator, Seller},
    calls,
    one_of::word_of,
    seek::Seek,
    shops,
    wire::{Answer, Done, List, Made, time},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    Ban, BanId, BanStage, Passage, PassageId, PassageStage, agree, answer, appeal, ask, ban, call,
    go_through, lift, list_asked, list_bans, list_bans_of_shop, list_passages,
    pages::{read_answer, read_ban, read_passage, read_words},
    uphold,
};
use crate::{
    Commons,
    live::{RoomId, scopes::Write},
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(put_consent))
        .routes(calls!(put_checklist))
        .routes(calls!(list_own_bans))
        .routes(calls!(make_appeal))
        .routes(calls!(create_passage))
        .routes(calls!(list_own_passages))
        .routes(calls!(make_call))
        .routes(calls!(list_shop_passages))
        .routes(calls!(make_answer))
        .routes(calls!(list_all_bans, create_ban))
        .routes(calls!(lift_ban))
        .routes(calls!(uphold_ban))
}

/// A ban of a shop from giving shows.
#[derive(Serialize, ToSchema)]
pub struct BanOut {
    pub id: String,
    #[schema(schema_with = word_of::<BanStage>)]
    pub state: &'static str,
    pub reason: String,
    pub until: String,
    /// What its shop has said against it.
    pub appeal: Option<String>,
    /// What the market has answered.
    pub answer: Option<String>,
}

impl From<Ban> for BanOut {
    fn from(ban: Ban) -> Self {
        let said = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
        Self {
            id: ban.id.to_string(),
            state: ban.state.name(),
            until: time(ban.until),
            appeal: said(ban.words()),
            answer: said(ban.answer()),
            reason: ban.reason,
        }
    }
}

/// A part of a replay that somebody wants to have taken out.
#[derive(Serialize, ToSchema)]
pub struct PassageOut {
    pub id: String,
    pub room_id: String,
    #[schema(schema_with = word_of::<PassageStage>)]
    pub state: &'static str,
    /// The time of the programme.
    pub from: String,
    pub to: String,
    pub words: String,
    /// Why it stays.
    pub answer: Option<String>,
    /// By when somebody must do something.
    pub due_at: Option<String>,
}

impl From<Passage> for PassageOut {
    fn from(passage: Passage) -> Self {
        Self {
            id: passage.id.to_string(),
            room_id: passage.room.to_string(),
            state: passage.state.name(),
            from: time(passage.from),
            to: time(passage.to),
            answer: Some(passage.answer().to_owned()).filter(|answer| !answer.is_empty()),
            due_at: passage.due_at().map(time),
            words: passage.words,
        }
    }
}

/// Say that everybody who appears in a show agrees, and that no host is under sixteen. Without it no camera is let in.
#[utoipa::path(put, path = "/shops/{handle}/live/{id}/consent", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 204), (status = 404, description = "the shop has no such room"),
    (status = 409, description = "the caller is under sixteen")))]
async fn put_consent(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
) -> Done {
    let (_, id) = at;
    market.write(async move |tx: &mut Tx| agree(tx, &by, now, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say that the shop has gone through the check-list before its first show.
#[utoipa::path(put, path = "/shops/{handle}/live-checklist", tag = "live", params(("handle" = String, Path)),
    responses((status = 204)))]
async fn put_checklist(Seller { by, now, market, .. }: Seller<Write>) -> Done {
    market.write(async move |tx: &mut Tx| go_through(tx, &by, now).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The bans of a shop, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/live-bans", tag = "live", params(("handle" = String, Path)),
    responses((status = 200, body = List<BanOut>)))]
async fn list_own_bans(Seller { shop, market, .. }: Seller<Write>) -> Answer<List<BanOut>> {
    let bans = market.read(async move |tx: &mut Tx| list_bans_of_shop(tx, shop).await).await?;
    Ok(Json(List::all(bans)))
}

/// What is said in a case.
#[derive(ToSchema)]
pub struct CaseWordsIn {
    #[schema(max_length = 2000)]
    pub words: String,
}

/// Say why a ban should not stand.
#[utoipa::path(post, path = "/shops/{handle}/live-bans/{id}/appeal", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = CaseWordsIn,
    responses((status = 200, body = BanOut), (status = 404, description = "the shop has no such ban"),
    (status = 409, description = "it was appealed or lifted already")))]
async fn make_appeal(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, BanId)>,
    mut body: Fields,
) -> Answer<BanOut> {
    let (_, id) = at;
    let words = read_words(&mut body, "words");
    body.check()?;
    Ok(Json(
        market.write(async move |tx: &mut Tx| appeal(tx, &by, now, id, words.clone()).await).await?.into(),
    ))
}

/// What somebody wants to have taken out.
#[derive(ToSchema)]
pub struct PassageIn {
    /// Since the show began: `41:00`, `1:02:03` or seconds.
    #[schema(max_length = 10)]
    pub from: String,
    #[schema(max_length = 10)]
    pub to: String,
    #[schema(max_length = 2000)]
    pub words: String,
}

/// Ask to have a part of a replay taken out. What is not answered in time is taken out.
#[utoipa::path(post, path = "/live/{id}/passages", tag = "live", params(("id" = String, Path)), request_body = PassageIn,
    responses((status = 201, body = PassageOut), (status = 404, description = "there is no such replay for the caller"),
    (status = 409, description = "it does not lie within the show, has more than an hour, or too many requests wait")))]
async fn create_passage(
    Buyer { by, now, market, .. }: Buyer<accounts::scopes::Write>,
    Path(id): Path<RoomId>,
    mut body: Fields,
) -> Made<PassageOut> {
    let new = read_passage(&mut body, id).ok_or_else(|| Problem::invalid(&body))?;
    let rules = market.rules();
    let act = async move |tx: &mut Tx| ask(tx, &by, now, &rules, new.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// What the caller has asked to have taken out, the newest first.
#[utoipa::path(get, path = "/live-passages", tag = "live", params(Seek),
    responses((status = 200, body = List<PassageOut>)))]
async fn list_own_passages(
    Buyer { account, market, .. }: Buyer<accounts::scopes::Read>,
    seek: Seek,
) -> Answer<List<PassageOut>> {
    let look = async move |tx: &mut Tx| list_asked(tx, account, seek.before(), seek.rows()).await;
    let found = market.read(look).await?;
    Ok(Json(seek.page(found, |last| last.id.number()).map(PassageOut::from)))
}

/// Call the market in after the shop has said that it stays.
#[utoipa::path(post, path = "/live-passages/{id}/call", tag = "live", params(("id" = String, Path)),
    responses((status = 200, body = PassageOut), (status = 404, description = "the caller has asked for no such thing"),
    (status = 409, description = "it is not the caller's turn, or too late")))]
async fn make_call(
    Buyer { by, now, market, .. }: Buyer<accounts::scopes::Write>,
    Path(id): Path<PassageId>,
) -> Answer<PassageOut> {
    let rules = market.rules();
    Ok(Json(market.write(async move |tx: &mut Tx| call(tx, &by, now, &rules, id).await).await?.into()))
}

/// What people want to have taken out of the replays of a shop, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/live-passages", tag = "live", params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<PassageOut>)))]
async fn list_shop_passages(
    Seller { shop, market, .. }: Seller<Write>,
    seek: Seek,
) -> Answer<List<PassageOut>> {
    let look = async move |tx: &mut Tx| list_passages(tx, shop, seek.before(), seek.rows()).await;
    let found = market.read(look).await?;
    Ok(Json(seek.page(found, |last| last.id.number()).map(PassageOut::from)))
}

/// What a shop answers.
#[derive(ToSchema)]
pub struct PassageAnswerIn {
    /// `take-out`, or `keep` with the reason in `words`.
    pub decision: String,
    #[schema(max_length = 2000)]
    pub words: Option<String>,
}

/// Take a passage out, or say why it stays.
#[utoipa::path(post, path = "/shops/{handle}/live-passages/{id}/answer", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = PassageAnswerIn,
    responses((status = 200, body = PassageOut), (status = 404, description = "the shop has no such request"),
    (status = 409, description = "it was answered already")))]
async fn make_answer(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, PassageId)>,
    mut body: Fields,
) -> Answer<PassageOut> {
    let (_, id) = at;
    let decision = read_answer(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let rules = market.rules();
    let act = async move |tx: &mut Tx| answer(tx, &by, now, &rules, id, decision.clone()).await;
    Ok(Json(market.write(act).await?.into()))
}

/// All bans, the newest first.
#[utoipa::path(get, path = "/operator/live-bans", tag = "live", params(Seek),
    responses((status = 200, body = List<BanOut>)))]
async fn list_all_bans(Operator { market, .. }: Operator<Write>, seek: Seek) -> Answer<List<BanOut>> {
    let look = async move |tx: &mut Tx| list_bans(tx, seek.before(), seek.rows()).await;
    let found = market.read(look).await?;
    Ok(Json(seek.page(found, |last| last.id.number()).map(BanOut::from)))
}

/// A shop that may give no shows for a while.
#[derive(ToSchema)]
pub struct BanIn {
    /// Its address.
    pub shop: String,
    #[schema(minimum = 1, maximum = 3650)]
    pub days: i64,
    #[schema(max_length = 2000)]
    pub reason: String,
}

/// Keep a shop from giving shows for a while.
#[utoipa::path(post, path = "/operator/live-bans", tag = "live", request_body = BanIn,
    responses((status = 201, body = BanOut), (status = 404, description = "there is no such shop")))]
async fn create_ban(Operator { by, now, market, .. }: Operator<Write>, mut body: Fields) -> Made<BanOut> {
    let handle = body.line("shop", 100);
    let what = read_ban(&mut body, now).ok_or_else(|| Problem::invalid(&body))?;
    body.check()?;
    let shop = market.find(async move |tx: &mut Tx| shops::find_by_handle(tx, &handle).await).await?.id;
    let act = async move |tx: &mut Tx| ban(tx, &by, now, shop, what.clone()).await;
    Ok((StatusCode::CREATED, Json(market.write(act).await?.into())))
}

/// Lift a ban before its end.
#[utoipa::path(post, path = "/operator/live-bans/{id}/lifting", tag = "live", params(("id" = String, Path)),
    responses((status = 200, body = BanOut), (status = 404, description = "there is no such ban"),
    (status = 409, description = "it was lifted already")))]
async fn lift_ban(
    Operator { by, now, market, .. }: Operator<Write>,
    Path(id): Path<BanId>,
) -> Answer<BanOut> {
    Ok(Json(market.write(async move |tx: &mut Tx| lift(tx, &by, now, id).await).await?.into()))
}

/// Let a ban stand after its shop has appealed.
#[utoipa::path(post, path = "/operator/live-bans/{id}/upholding", tag = "live", params(("id" = String, Path)),
    request_body = CaseWordsIn, responses((status = 200, body = BanOut), (status = 404, description = "there is no such ban"),
    (status = 409, description = "nobody has appealed")))]
async fn uphold_ban(
    Operator { by, now, market, .. }: Operator<Write>,
    Path(id): Path<BanId>,
    mut body: Fields,
) -> Answer<BanOut> {
    let words = read_words(&mut body, "words");
    body.check()?;
    Ok(Json(
        market.write(async move |tx: &mut Tx| uphold(tx, &by, now, id, words.clone()).await).await?.into(),
    ))
}
