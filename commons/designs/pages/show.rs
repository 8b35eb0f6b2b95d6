//! Records, for everybody.

use askama::Template;
use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    qr::SquareCode,
    views::{self, Shell},
    web::{Paging, Problem, kept_for},
};
use serde_json::json;

use super::{
    common::{Shown, Thing},
    paper::{Certified, RECIPE},
};
use crate::{
    Commons,
    designs::{self, Entry, PublicKey, RecordId, RecordPicture, Said, origin::origin},
};

#[derive(Template)]
#[template(path = "designs/views/index.html")]
struct DesignsPage {
    shell: Shell,
    lang: Lang,
    all: Vec<Shown>,
    older: String,
}

/// `GET /designs`
pub async fn index(State(market): State<Commons>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let (before, limit) = (paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let records = designs::list_open(tx, before, limit).await?;
        Shown::load(tx, records).await
    };
    let (all, older) = paging.cut(market.read(look).await?, |last| last.record.id.number());
    views::page(&DesignsPage { shell: visit.shell("designs"), lang: visit.lang, all, older })
}

#[derive(Template)]
#[template(path = "designs/views/show.html")]
struct DesignPage {
    shell: Shell,
    lang: Lang,
    shown: Shown,
    said: Said,
    pictures: Vec<RecordPicture>,
    entry: Entry,
    key: PublicKey,
    sold: Vec<Thing>,
    code: Option<SquareCode>,
    canonical: String,
}

impl DesignPage {
    fn recipe(&self) -> &'static str {
        RECIPE
    }
}

/// The record of an address; while it is sealed, only that it is there.
async fn find(market: &Commons, id: RecordId) -> Result<Shown, Problem> {
    let look = async move |tx: &mut Tx| {
        let Some(record) = designs::find_public(tx, id).await? else { return Ok(None) };
        Ok(Shown::load(tx, vec![record]).await?.pop())
    };
    market.find(look).await
}

/// Things on sale that one page shows.
const SOLD: i64 = 12;

/// `GET /designs/{id}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    let shown = find(&market, id).await?;
    let canonical = format!("{}{}", origin(&market), shown.record.path());
    let is_open = shown.record.is_open();
    let Certified { shown, pictures, entry, key } = Certified::of(&market, shown).await?;
    let look = async move |tx: &mut Tx| {
        let mut sold = Vec::new();
        for claim in designs::of_record(tx, id, if is_open { SOLD } else { 0 }).await? {
            sold.extend(Thing::find(tx, claim.listing).await?);
        }
        Ok::<_, DbError>(sold)
    };
    let sold = market.read(look).await?;
    let said = if is_open { shown.record.said() } else { Said::default() };
    let pictures = if is_open { pictures } else { Vec::new() };
    let (shell, code) = (visit.shell("designs"), SquareCode::of(&canonical));
    let page =
        DesignPage { shell, lang: visit.lang, shown, said, pictures, entry, key, sold, code, canonical };
    views::page(&page)
}

/// An open record.
async fn find_open(market: &Commons, id: RecordId) -> Result<Shown, Problem> {
    let shown = find(market, id).await?;
    if shown.record.is_open() { Ok(shown) } else { Err(Problem::not_found()) }
}

/// `GET /designs/{id}/certificate.pdf`
pub async fn certificate(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RecordId>,
) -> Result<Response, Problem> {
    let shown = find_open(&market, id).await?;
    let certified = Certified::of(&market, shown).await?;
    certified.print(&market, &visit.shell("designs"), visit.lang.code(), "private, max-age=300").await
}

/// `GET /designs/{id}/record.json`: what was signed, for programs; of a sealed record without its content.
pub async fn record(State(market): State<Commons>, Path(id): Path<RecordId>) -> Result<Response, Problem> {
    let certified = Certified::of(&market, find(&market, id).await?).await?;
    let record = &certified.shown.record;
    let content = record.is_open().then_some(record.content.as_str());
    let body = json!({
        "entry": certified.entry.line, "hash": certified.entry.hash, "content": content,
        "signature": super::chain::base64(&certified.entry.signature), "publicKey": certified.key.jwk(),
    });
    Ok(([(header::CACHE_CONTROL, kept_for(60))], Json(body)).into_response())
}
