//! Order in rooms, and hearts, for programs.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use kernel::AccountId;
use people::{
    caller::Seller,
    calls,
    visit::Visit,
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
    MOST_HEARTS, Silenced, answered, ban, keep_away, let_back, list_silenced,
    pages::{MOST_WORD, like},
    question, release, unwanted,
};
use crate::{
    Commons,
    live::{RoomId, scopes::Write},
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(send_hearts))
        .routes(calls!(put_question))
        .routes(calls!(end_question))
        .routes(calls!(list_words, add_word))
        .routes(calls!(drop_word))
        .routes(calls!(list_people))
        .routes(calls!(let_speak))
        .routes(calls!(shut_out))
}

/// Hearts.
#[derive(ToSchema)]
pub struct HeartsIn {
    #[schema(minimum = 1, maximum = 50)]
    pub count: i64,
}

/// How many there are.
#[derive(Serialize, ToSchema)]
pub struct HeartsOut {
    pub likes: i64,
}

/// Like a room that is on air. Hearts are counted, and nobody's.
#[utoipa::path(post, path = "/live/{id}/likes", tag = "live", params(("id" = String, Path)), request_body = HeartsIn,
    responses((status = 201, body = HeartsOut), (status = 404, description = "there is no such room for the caller"),
    (status = 409, description = "the room is not on air")))]
async fn send_hearts(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
    mut body: Fields,
) -> Made<HeartsOut> {
    let count = body.whole("count", 1..=MOST_HEARTS);
    body.check()?;
    let likes = like(&market, &visit, id, count).await?;
    Ok((StatusCode::CREATED, Json(HeartsOut { likes })))
}

/// Put a line above the chat while the host answers it.
#[utoipa::path(post, path = "/shops/{handle}/live/{id}/lines/{position}/question", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path), ("position" = i64, Path)),
    responses((status = 204), (status = 404, description = "there is no such line"),
    (status = 409, description = "the room is not on air")))]
async fn put_question(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId, i64)>,
) -> Done {
    let (_, id, position) = at;
    market.write(async move |tx: &mut Tx| question(tx, &by, now, id, position).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The question above the chat is answered.
#[utoipa::path(delete, path = "/shops/{handle}/live/{id}/question", tag = "live",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 204), (status = 404, description = "the shop has no such room"),
    (status = 409, description = "the room is not on air")))]
async fn end_question(
    Seller { by, now, market, .. }: Seller<Write>,
    Path(at): Path<(String, RoomId)>,
) -> Done {
    let (_, id) = at;
    market.write(async move |tx: &mut Tx| answered(tx, &by, now, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A word that a shop does not want to read.
#[derive(Serialize, ToSchema)]
pub struct UnwantedWordOut {
    pub word: String,
}

impl From<String> for UnwantedWordOut {
    fn from(word: String) -> Self {
        Self { word }
    }
}

/// Words that no viewer's line may have in the rooms of a shop.
#[utoipa::path(get, path = "/shops/{handle}/unwanted-words", tag = "live", params(("handle" = String, Path)),
    responses((status = 200, body = List<UnwantedWordOut>)))]
async fn list_words(Seller { shop, market, .. }: Seller<Write>) -> Answer<List<UnwantedWordOut>> {
    Ok(Json(List::all(market.read(async move |tx: &mut Tx| unwanted(tx, shop).await).await?)))
}

#[derive(ToSchema)]
pub struct WordIn {
    #[schema(max_length = 40)]
    pub word: String,
}

/// Keep a word away from the rooms of a shop.
#[utoipa::path(post, path = "/shops/{handle}/unwanted-words", tag = "live", params(("handle" = String, Path)),
    request_body = WordIn, responses((status = 201, body = UnwantedWordOut),
    (status = 409, description = "there are as many words as there may be")))]
async fn add_word(Seller { by, now, market, .. }: Seller<Write>, mut body: Fields) -> Made<UnwantedWordOut> {
    let word = body.line("word", MOST_WORD).to_lowercase();
    body.check()?;
    let kept = word.clone();
    market.write(async move |tx: &mut Tx| keep_away(tx, &by, now, &kept).await).await?;
    Ok((StatusCode::CREATED, Json(UnwantedWordOut { word })))
}

/// Let a word be said again.
#[utoipa::path(delete, path = "/shops/{handle}/unwanted-words/{word}", tag = "live",
    params(("handle" = String, Path), ("word" = String, Path)), responses((status = 204)))]
async fn drop_word(Seller { by, market, .. }: Seller<Write>, Path(at): Path<(String, String)>) -> Done {
    let (_, word) = at;
    market.write(async move |tx: &mut Tx| let_back(tx, &by, &word).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody who says nothing in the rooms of a shop.
#[derive(Serialize, ToSchema)]
pub struct SilencedOut {
    pub account: String,
    pub name: String,
    /// None for good.
    pub until: Option<String>,
}

impl From<Silenced> for SilencedOut {
    fn from(one: Silenced) -> Self {
        let until = (!one.is_banned()).then(|| time(one.until));
        Self { account: one.account.to_string(), name: one.name, until }
    }
}

/// Who is silent in the rooms of a shop.
#[utoipa::path(get, path = "/shops/{handle}/silenced", tag = "live", params(("handle" = String, Path)),
    responses((status = 200, body = List<SilencedOut>)))]
async fn list_people(Seller { shop, now, market, .. }: Seller<Write>) -> Answer<List<SilencedOut>> {
    let look = async move |tx: &mut Tx| list_silenced(tx, now, shop).await;
    Ok(Json(List::all(market.read(look).await?)))
}

/// Let somebody speak again.
#[utoipa::path(delete, path = "/shops/{handle}/silenced/{account}", tag = "live",
    params(("handle" = String, Path), ("account" = String, Path)), responses((status = 204)))]
async fn let_speak(Seller { by, market, .. }: Seller<Write>, Path(at): Path<(String, AccountId)>) -> Done {
    let (_, account) = at;
    market.write(async move |tx: &mut Tx| release(tx, &by, account).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Have somebody who is silent stay so for good.
#[utoipa::path(post, path = "/shops/{handle}/silenced/{account}/ban", tag = "live",
    params(("handle" = String, Path), ("account" = String, Path)),
    responses((status = 204), (status = 404, description = "they are not silent")))]
async fn shut_out(Seller { shop, market, .. }: Seller<Write>, Path(at): Path<(String, AccountId)>) -> Done {
    let (_, account) = at;
    let act = async move |tx: &mut Tx| ban(tx, shop, account).await;
    let is_silent = market.db.write::<_, platform::db::DbError, _>(act).await?;
    if is_silent { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
