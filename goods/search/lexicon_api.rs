//! The operator's lexicon, for programs.

use axum::{
    Json,
    extract::{Path, RawQuery, State},
    http::StatusCode,
};
use people::{
    accounts::scopes::Operate,
    caller::Operator,
    calls,
    one_of::{OneOf, word_of},
    seek::Seek,
    wire::{Answer, List, Made},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    lexicon::{
        book::{self, BookEntry, Origin},
        edit::{self, EntryAct},
        form::{read_entry, read_line, read_text},
        line::Part,
    },
    pages::{sought, take_in},
};
use crate::Goods;

type OnePart = OneOf<Part>;
type OneAct = OneOf<EntryAct>;

pub fn routes() -> OpenApiRouter<Goods> {
    OpenApiRouter::new()
        .routes(calls!(list, create))
        .routes(calls!(show, update))
        .routes(calls!(act))
        .routes(calls!(show_text, take_text))
}

/// One thing with its names in every language, parted by commas. A query for any of them finds the others.
#[derive(Serialize, ToSchema)]
struct LexiconEntryOut {
    #[schema(example = "things-teapot")]
    code: String,
    #[schema(schema_with = word_of::<Part>)]
    part: &'static str,
    zh: String,
    en: String,
    ja: String,
    hi: String,
    id: String,
    /// What it is a kind of, by its first English name.
    broader: String,
    #[schema(schema_with = word_of::<Origin>)]
    origin: &'static str,
    /// Whether it is not used.
    is_off: bool,
}

impl From<&BookEntry> for LexiconEntryOut {
    fn from(entry: &BookEntry) -> Self {
        let BookEntry { code, part, line, origin, is_off } = entry;
        let [zh, en, ja, hi, id, broader] = [0, 1, 2, 3, 4, 5].map(|at| line.field(at));
        let (code, part, origin, is_off) = (code.clone(), part.name(), origin.name(), *is_off);
        Self { code, part, zh, en, ja, hi, id, broader, origin, is_off }
    }
}

/// The names of one thing, parted by commas; at least one of them in English.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read field by field, so that each can be refused by itself")]
struct LexiconNamesIn {
    zh: Option<String>,
    #[schema(example = "teapot, tea pot")]
    en: String,
    ja: Option<String>,
    hi: Option<String>,
    id: Option<String>,
    broader: Option<String>,
}

/// A new entry.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read field by field, so that each can be refused by itself")]
struct LexiconEntryIn {
    #[schema(schema_with = word_of::<Part>)]
    part: String,
    zh: Option<String>,
    #[schema(example = "teapot, tea pot")]
    en: String,
    ja: Option<String>,
    hi: Option<String>,
    id: Option<String>,
    broader: Option<String>,
}

async fn entry(market: &Goods, code: String) -> Result<LexiconEntryOut, Problem> {
    let found = market.find(async move |tx| Ok(edit::whole(tx).await?.remove(&code))).await?;
    Ok(LexiconEntryOut::from(&found))
}

/// The words of the trade and what they mean to each other.
#[utoipa::path(get, path = "/operator/lexicon", tag = "search",
    params(("q" = Option<String>, Query, description = "what a name has in it"),
        ("part" = inline(Option<OnePart>), Query), Seek),
    responses((status = 200, body = List<LexiconEntryOut>)))]
async fn list(
    Operator { market, .. }: Operator<Operate>,
    seek: Seek<String>,
    RawQuery(query): RawQuery,
) -> Answer<List<LexiconEntryOut>> {
    let asked = Fields::from_query(query.as_deref().unwrap_or_default());
    let book = market.read(async |tx| edit::whole(tx).await).await?;
    let after = seek.from.clone().unwrap_or_default();
    let rows = usize::try_from(seek.rows()).unwrap_or_default();
    let found = sought(&book, asked.value("q"), Part::parse(asked.value("part")));
    let found = found.skip_while(|entry| entry.code <= after).take(rows).map(LexiconEntryOut::from);
    Ok(Json(seek.page(found.collect(), |last| last.code.clone())))
}

/// One entry.
#[utoipa::path(get, path = "/operator/lexicon/{code}", tag = "search", params(("code" = String, Path)),
    responses((status = 200, body = LexiconEntryOut)))]
async fn show(
    _: Operator<Operate>,
    State(market): State<Goods>,
    Path(code): Path<String>,
) -> Answer<LexiconEntryOut> {
    Ok(Json(entry(&market, code).await?))
}

/// Add an entry. It holds on every node within a minute.
#[utoipa::path(post, path = "/operator/lexicon", tag = "search", request_body = LexiconEntryIn,
    responses((status = 201, body = LexiconEntryOut)))]
async fn create(
    Operator { by, now, .. }: Operator<Operate>,
    State(market): State<Goods>,
    mut body: Fields,
) -> Made<LexiconEntryOut> {
    let (part, line) = read_entry(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let code =
        market.write(async move |tx: &mut Tx| edit::add(tx, &by, now, part, line.clone()).await).await?;
    market.index.lexicon.refresh(&market.db, now).await?;
    Ok((StatusCode::CREATED, Json(entry(&market, code).await?)))
}

/// Give an entry other names. It keeps its code.
#[utoipa::path(put, path = "/operator/lexicon/{code}", tag = "search", request_body = LexiconNamesIn,
    params(("code" = String, Path)), responses((status = 200, body = LexiconEntryOut)))]
async fn update(
    Operator { by, now, .. }: Operator<Operate>,
    State(market): State<Goods>,
    Path(code): Path<String>,
    mut body: Fields,
) -> Answer<LexiconEntryOut> {
    let line = read_line(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let changed = code.clone();
    market.write(async move |tx: &mut Tx| edit::change(tx, &by, now, &changed, line.clone()).await).await?;
    market.index.lexicon.refresh(&market.db, now).await?;
    Ok(Json(entry(&market, code).await?))
}

/// Switch an entry off or on; or give up what was changed of it: a built-in one is as it was, another one is gone.
#[utoipa::path(post, path = "/operator/lexicon/{code}/{act}", tag = "search",
    params(("code" = String, Path), ("act" = inline(OneAct), Path)), responses((status = 204)))]
async fn act(
    Operator { by, now, .. }: Operator<Operate>,
    State(market): State<Goods>,
    Path((code, act)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let act = EntryAct::parse(&act).ok_or_else(Problem::not_found)?;
    market.write(async move |tx: &mut Tx| edit::take(tx, &by, now, &code, act).await).await?;
    market.index.lexicon.refresh(&market.db, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A whole lexicon: below each part in brackets a line for each entry, `zh | en | ja | hi | id | < broader`, with a dash
/// before those that are off.
#[derive(Serialize, ToSchema)]
struct LexiconTextOut {
    text: String,
}

/// The lexicon as text.
#[utoipa::path(get, path = "/operator/lexicon-text", tag = "search",
    responses((status = 200, body = LexiconTextOut)))]
async fn show_text(Operator { market, .. }: Operator<Operate>) -> Answer<LexiconTextOut> {
    let book = market.read(async |tx| edit::whole(tx).await).await?;
    Ok(Json(LexiconTextOut { text: book::write(&book) }))
}

/// Lines to take in.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read field by field")]
struct LexiconTextIn {
    #[schema(example = "[things]\n茶壶 | teapot | 急須 | | teko | < tea ware")]
    text: String,
}

/// What became of the lines.
#[derive(Serialize, ToSchema)]
struct LexiconTakenOut {
    added: usize,
    changed: usize,
    same: usize,
    /// Lines that were left out.
    faults: Vec<LexiconFaultOut>,
}

#[derive(Serialize, ToSchema)]
struct LexiconFaultOut {
    line: usize,
    field: &'static str,
    code: &'static str,
}

/// Take in lines: what is new is added, what is there is changed, nothing is taken out. A bad line costs that line.
#[utoipa::path(post, path = "/operator/lexicon-text", tag = "search", request_body = LexiconTextIn,
    responses((status = 200, body = LexiconTakenOut)))]
async fn take_text(
    Operator { by, visit, .. }: Operator<Operate>,
    State(market): State<Goods>,
    mut body: Fields,
) -> Answer<LexiconTakenOut> {
    let text = read_text(&mut body);
    body.check()?;
    let done = take_in(&market, by, &visit, text).await?;
    let fault = |fault: &book::Fault| LexiconFaultOut {
        line: fault.number,
        field: fault.why.field,
        code: fault.why.code,
    };
    let faults = done.faults.iter().map(fault).collect();
    Ok(Json(LexiconTakenOut { added: done.added, changed: done.changed, same: done.same, faults }))
}
