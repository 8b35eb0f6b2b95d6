//! Segments and notes for programs.

use axum::Json;
use people::{
    accounts,
    caller::{Buyer, Seller},
    calls,
    one_of::{maybe_word_of, word_of},
    wire::{Answer, List, time},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Band, NewNote, Note, Segment};
use crate::{
    Commons,
    insights::{
        pages::{read_note, read_wish},
        scopes::{Read, Write},
        segments,
    },
};

pub fn routes() -> OpenApiRouter<Commons> {
    OpenApiRouter::new()
        .routes(calls!(list_segments))
        .routes(calls!(list_notes, write_note))
        .routes(calls!(show_wish, choose))
}

/// A segment of the people around a shop, in the newest snapshot. A number that has changed stays for four weeks.
#[derive(Serialize, ToSchema)]
pub struct SegmentOut {
    #[schema(schema_with = word_of::<Segment>)]
    segment: &'static str,
    /// A multiple of twenty; none where they are fewer.
    people_at_least: Option<i64>,
    /// How much of it bought something within a year, by quarters; none where they are fewer than a crowd.
    #[schema(schema_with = maybe_word_of::<Band>)]
    bought: Option<&'static str>,
    /// How much of it wants notes; a shop can write where it is told.
    #[schema(schema_with = maybe_word_of::<Band>)]
    want_notes: Option<&'static str>,
}

/// The segments of the people around a shop.
#[utoipa::path(get, path = "/shops/{handle}/segments", tag = "insights", params(("handle" = String, Path)),
    responses((status = 200, body = List<SegmentOut>)))]
async fn list_segments(Seller { shop, now, market, .. }: Seller<Read>) -> Answer<List<SegmentOut>> {
    let told = market.db.read(async move |tx: &mut Tx| segments::told(tx, now, shop).await).await?;
    let out = |told: segments::Told| SegmentOut {
        segment: told.segment.name(),
        people_at_least: told.people.least(),
        bought: told.bought.map(Band::name),
        want_notes: told.notes.map(Band::name),
    };
    Ok(Json(List { items: told.into_iter().map(out).collect(), next: None }))
}

/// What a shop writes to those of a segment who allow it.
#[derive(Deserialize, ToSchema)]
pub struct ShopNoteIn {
    #[schema(schema_with = word_of::<Segment>)]
    pub segment: String,
    pub subject: String,
    pub words: String,
    /// Of a coupon of the shop that can be used now.
    pub code: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct ShopNoteOut {
    id: String,
    #[schema(schema_with = word_of::<Segment>)]
    segment: &'static str,
    subject: String,
    words: String,
    code: String,
    sent_at: String,
}

impl From<Note> for ShopNoteOut {
    fn from(note: Note) -> Self {
        let NewNote { segment, subject, words, code } = note.new;
        Self {
            id: note.id.to_string(),
            segment: segment.name(),
            subject,
            words,
            code,
            sent_at: time(note.sent_at),
        }
    }
}

/// What a shop wrote to segments, the newest first; 50 at most.
#[utoipa::path(get, path = "/shops/{handle}/notes", tag = "insights", params(("handle" = String, Path)),
    responses((status = 200, body = List<ShopNoteOut>)))]
async fn list_notes(Seller { shop, market, .. }: Seller<Read>) -> Answer<List<ShopNoteOut>> {
    let notes = market.db.read(async move |tx: &mut Tx| segments::notes(tx, shop, 50).await).await?;
    Ok(Json(List { items: notes.into_iter().map(ShopNoteOut::from).collect(), next: None }))
}

/// Write to those of a segment who allow it, once a week; refused where the newest snapshot tells no crowd of them.
#[utoipa::path(post, path = "/shops/{handle}/notes", tag = "insights", params(("handle" = String, Path)),
    request_body = ShopNoteIn, responses((status = 200, body = ShopNoteOut), (status = 409)))]
async fn write_note(
    Seller { by, shop, now, market, .. }: Seller<Write>,
    mut body: Fields,
) -> Answer<ShopNoteOut> {
    let new = read_note(&market.db, now, shop, &mut body).await?.ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| segments::write(tx, &by, now, new.clone()).await;
    Ok(Json(market.write(act).await?.into()))
}

/// Whether the caller wants notes of shops.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct NotesWishIo {
    pub wanted: bool,
}

#[utoipa::path(get, path = "/notes", tag = "insights", responses((status = 200, body = NotesWishIo)))]
/// Whether shops may write notes to the caller.
async fn show_wish(Buyer { account, market, .. }: Buyer<accounts::scopes::Read>) -> Answer<NotesWishIo> {
    let wanted = market.db.read(async move |tx: &mut Tx| segments::is_allowed(tx, account).await).await?;
    Ok(Json(NotesWishIo { wanted }))
}

/// Say whether shops may write notes to the caller.
#[utoipa::path(put, path = "/notes", tag = "insights", request_body = NotesWishIo, responses((status = 200, body = NotesWishIo)))]
async fn choose(
    Buyer { by, now, market, .. }: Buyer<accounts::scopes::Write>,
    mut body: Fields,
) -> Answer<NotesWishIo> {
    let wanted = body.given_yes_or_no("wanted");
    body.check()?;
    let wish = read_wish(&body);
    market.write(async move |tx: &mut Tx| segments::allow(tx, &by, now, wish).await).await?;
    Ok(Json(NotesWishIo { wanted }))
}
