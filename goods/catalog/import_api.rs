//! Whole product files, for programs: looked at, taken in the background, and followed until they are done.

use std::collections::BTreeMap;

use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, RawQuery},
    http::StatusCode,
    response::Response,
};
use kernel::Timestamp;
use people::{
    caller::Seller,
    calls,
    market::Market,
    once,
    one_of::word_of,
    seek::Seek,
    shops,
    wire::{Answer, List, Made, time},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{
    RunId,
    desk::{IMPORTS, own_run, refused_rows},
    import_file,
    import_report::{ImportNote, RefusedRow},
    import_run::{Run, RunState},
    import_run_store,
    scopes::Write,
    shopify::MAX_BYTES,
    start_import,
};
use crate::Goods;

/// A call with a key is read whole before it is made.
const _: () = assert!(MAX_BYTES < once::MOST_BYTES);

pub fn routes() -> OpenApiRouter<Goods> {
    OpenApiRouter::new()
        .routes(calls!(create, list))
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .routes(calls!(show))
        .routes(calls!(start))
        .routes(calls!(refused))
}

/// An import: what is in the file, how far it is, and which rows were refused.
#[derive(Serialize, ToSchema)]
pub struct ImportOut {
    pub id: String,
    /// What the file is called.
    pub name: String,
    /// `previewed`, `running` or `done`.
    #[schema(schema_with = word_of::<RunState>)]
    pub state: &'static str,
    /// Listings gone through so far, and in the file.
    pub done: i64,
    pub total: i64,
    pub variants: usize,
    /// Listings that were not in the shop before, and those that were.
    pub new: usize,
    pub changed: usize,
    pub encoding: String,
    /// Rows refused in all; the first 1,000 are listed here, all of them in `refused.csv`.
    pub refused_count: usize,
    pub refused: Vec<RefusedRow>,
    pub notes: Vec<NoteOut>,
    pub created_at: String,
}

/// Something worth knowing about the file.
#[derive(Serialize, ToSchema)]
pub struct NoteOut {
    #[schema(example = "handle-changed")]
    pub code: String,
    pub values: BTreeMap<String, String>,
}

impl From<Run> for ImportOut {
    fn from(run: Run) -> Self {
        let note = |ImportNote { code, values }: ImportNote| NoteOut { code, values };
        Self {
            id: run.id.to_string(),
            name: run.name,
            state: run.state.name(),
            done: run.done,
            total: run.total,
            variants: run.report.variants,
            new: run.report.new,
            changed: run.report.changed,
            encoding: run.report.encoding,
            refused_count: run.report.refused_count,
            refused: run.report.refused,
            notes: run.report.notes.into_iter().map(note).collect(),
            created_at: time(run.created_at),
        }
    }
}

/// Import a Shopify product file, in either dialect; the body is the file.
///
/// The listings are taken in the background: ask for the import again until it is `done`. With `preview=true` the
/// file is only looked at, until it is started.
#[utoipa::path(post, path = "/shops/{handle}/imports", tag = "catalog",
    params(("handle" = String, Path),
        ("name" = Option<String>, Query, description = "what the file is called"),
        ("preview" = Option<bool>, Query, description = "look at the file only")),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 202, body = ImportOut), (status = 404),
        (status = 422, description = "no product file")))]
async fn create(
    Seller { shop, now, market, .. }: Seller<Write>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Made<ImportOut> {
    let shop = market.find(async move |tx| shops::find(tx, shop).await).await?;
    let mut asked = Fields::from_query(&query.unwrap_or_default());
    let (name, is_preview) = (asked.maybe_line("name", 200), asked.yes_or_no("preview"));
    asked.check()?;
    market.limits.take(IMPORTS, shop.id.to_string())?;
    let id = import_file::look_at(&market, &shop, &name, body.into()).await?;
    if !is_preview {
        begin(&market, now, id).await?;
    }
    Ok((StatusCode::ACCEPTED, Json(own_run(&market, shop.id, id).await?.into())))
}

async fn begin(market: &Market, now: Timestamp, id: RunId) -> Result<(), Problem> {
    market.write(async move |tx| start_import::start_run(tx, now, id).await).await?;
    market.work.notify_one();
    Ok(())
}

/// A shop's imports, the newest first.
#[utoipa::path(get, path = "/shops/{handle}/imports", tag = "catalog", params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<ImportOut>), (status = 404)))]
async fn list(Seller { shop, market, .. }: Seller<Write>, seek: Seek) -> Answer<List<ImportOut>> {
    let look =
        async move |tx: &mut Tx| import_run_store::list_runs(tx, shop, seek.before(), seek.rows()).await;
    Ok(Json(seek.page(market.read(look).await?, |run| run.id.number()).map(ImportOut::from)))
}

/// How far an import is.
#[utoipa::path(get, path = "/shops/{handle}/imports/{id}", tag = "catalog",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = ImportOut), (status = 404)))]
async fn show(
    Seller { shop, market, .. }: Seller<Write>,
    Path((_handle, id)): Path<(String, RunId)>,
) -> Answer<ImportOut> {
    Ok(Json(own_run(&market, shop, id).await?.into()))
}

/// Take the listings of a file that was looked at.
#[utoipa::path(post, path = "/shops/{handle}/imports/{id}/start", tag = "catalog",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 202, body = ImportOut), (status = 404)))]
async fn start(
    Seller { shop, now, market, .. }: Seller<Write>,
    Path((_handle, id)): Path<(String, RunId)>,
) -> Made<ImportOut> {
    own_run(&market, shop, id).await?;
    begin(&market, now, id).await?;
    Ok((StatusCode::ACCEPTED, Json(own_run(&market, shop, id).await?.into())))
}

/// Every row that was refused, with its line and the reason.
#[utoipa::path(get, path = "/shops/{handle}/imports/{id}/refused.csv", tag = "catalog",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 404)))]
async fn refused(
    Seller { shop, market, visit, .. }: Seller<Write>,
    Path((_handle, id)): Path<(String, RunId)>,
) -> Result<Response, Problem> {
    let shop = market.find(async move |tx| shops::find(tx, shop).await).await?;
    let run = own_run(&market, shop.id, id).await?;
    refused_rows(&market, &shop, &run, &visit.shell("desk")).await
}
