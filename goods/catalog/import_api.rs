//! Whole product files, for programs: looked at, taken in the background, and followed until they are done.

use std::collections::BTreeMap;

use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, RawQuery},
    http::StatusCode,
    response::Response,
};
use kernel::{ShopId, Timestamp};
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
    RunId, StockOf,
    desk::{IMPORTS, own_run, pictures_of, read_columns, refused_rows, stock_of},
    fetch,
    fetch_store::{FailedPicture, Progress},
    import_changes::{Change, ChangedListing},
    import_look,
    import_report::{ImportNote, RefusedRow, Report, TableColumn},
    import_run::{Run, RunState},
    import_run_store,
    product_file::MAX_BYTES,
    scopes::Write,
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
        .routes(calls!(columns))
        .routes(calls!(pictures))
        .routes(calls!(refused))
}

/// An import: what is in the file, how far it is, and which rows were refused.
#[derive(Serialize, ToSchema)]
pub struct ImportOut {
    pub id: String,
    /// What the file is called.
    pub name: String,
    /// The program that the file comes from: `shopify`, `woocommerce`, `etsy`, `google-merchant`, `open-food-network`, or
    /// `table` for a table of the seller's own.
    #[schema(example = "shopify")]
    pub kind: &'static str,
    /// `unmapped` while it is not known what the columns of a table mean, then `previewed`, `running` or `done`.
    #[schema(schema_with = word_of::<RunState>)]
    pub state: &'static str,
    /// Whose number of pieces counts: `taken` from the file, or `kept` as the shop has it.
    pub stock: &'static str,
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
    /// Notes in all; the first 500 about the file and the first 500 about its listings are listed here.
    pub note_count: usize,
    pub notes: Vec<NoteOut>,
    /// Listings of the file that the shop had already, and how many of them it changes.
    pub known: usize,
    pub change_count: usize,
    /// Variants whose number of pieces it changes, unless the stock is kept.
    pub stock_changes: usize,
    /// Listings that were not compared, since there are so many.
    pub not_compared: usize,
    /// The first hundred listings that it changes.
    pub changes: Vec<ChangedListingOut>,
    /// The columns of a table: what they mean, or seem to.
    pub columns: Vec<TableColumnOut>,
    /// How far the pictures are that the file names by their addresses.
    pub pictures: PicturesOut,
    pub created_at: String,
}

/// A listing that the shop has and the file changes.
#[derive(Serialize, ToSchema)]
pub struct ChangedListingOut {
    pub line: u64,
    pub handle: String,
    pub title: String,
    pub changes: Vec<ChangeOut>,
}

#[derive(Serialize, ToSchema)]
pub struct ChangeOut {
    #[schema(example = "stock")]
    pub what: String,
    /// The variant by its choices; empty for the listing as a whole.
    pub variant: String,
    pub from: String,
    pub to: String,
}

#[derive(Serialize, ToSchema)]
pub struct TableColumnOut {
    pub name: String,
    #[schema(example = "price")]
    pub meaning: String,
    pub samples: Vec<String>,
}

/// Pictures that an import names by their addresses.
#[derive(Serialize, ToSchema)]
pub struct PicturesOut {
    pub waiting: i64,
    pub fetched: i64,
    pub failed: i64,
    /// The first hundred that did not come.
    pub failures: Vec<FailedPictureOut>,
}

#[derive(Serialize, ToSchema)]
pub struct FailedPictureOut {
    pub listing: String,
    pub source: String,
    /// Why not, as one word.
    #[schema(example = "not-found")]
    pub code: String,
}

/// Something worth knowing about the file.
#[derive(Serialize, ToSchema)]
pub struct NoteOut {
    #[schema(example = "handle-changed")]
    pub code: String,
    pub values: BTreeMap<String, String>,
    /// The note in English.
    pub words: String,
}

/// What the columns of a table mean, by their names.
#[derive(ToSchema)]
pub struct ColumnsIn {
    pub columns: Vec<ColumnIn>,
}

#[derive(ToSchema)]
pub struct ColumnIn {
    pub name: String,
    /// unread, title, handle, body, price, compare_at, cost, currency, sku, barcode, quantity, grams, kilograms, choice,
    /// tags, type, vendor, materials, picture or published
    pub meaning: String,
}

fn told(run: Run, (progress, failures): (Progress, Vec<FailedPicture>)) -> ImportOut {
    let Report { changes, columns, .. } = run.report.clone();
    let change = |Change { what, variant, from, to }: Change| ChangeOut { what, variant, from, to };
    let changed = |it: ChangedListing| ChangedListingOut {
        line: it.line,
        handle: it.handle,
        title: it.title,
        changes: it.changes.into_iter().map(change).collect(),
    };
    let column = |it: TableColumn| TableColumnOut { name: it.name, meaning: it.target, samples: it.samples };
    let note = |ImportNote { code, values, words }: ImportNote| NoteOut { code, values, words };
    let failure = |it: FailedPicture| FailedPictureOut {
        listing: it.listing.to_string(),
        source: it.source,
        code: it.reason,
    };
    ImportOut {
        id: run.id.to_string(),
        name: run.name,
        kind: run.kind.name(),
        state: run.state.name(),
        stock: run.stock.name(),
        done: run.done,
        total: run.total,
        variants: run.report.variants,
        new: run.report.new,
        changed: run.report.changed,
        encoding: run.report.encoding.clone(),
        refused_count: run.report.refused_count,
        note_count: run.report.note_count,
        notes: run.report.all_notes().cloned().map(note).collect(),
        refused: run.report.refused,
        known: run.report.known,
        change_count: run.report.change_count,
        stock_changes: run.report.stock_changes,
        not_compared: run.report.not_compared,
        changes: changes.into_iter().map(changed).collect(),
        columns: columns.into_iter().map(column).collect(),
        pictures: PicturesOut {
            waiting: progress.waiting,
            fetched: progress.fetched,
            failed: progress.failed,
            failures: failures.into_iter().map(failure).collect(),
        },
        created_at: time(run.created_at),
    }
}

async fn shown(market: &Market, shop: ShopId, id: RunId) -> Result<ImportOut, Problem> {
    let run = own_run(market, shop, id).await?;
    Ok(told(run, pictures_of(market, id).await?))
}

/// Import a product file; the body is the file.
///
/// Understood are the files of Shopify (in either dialect), WooCommerce, Etsy and Open Food Network, and feeds for Google
/// Merchant Center. Any other table waits as `unmapped` until its columns are explained; the shop's next table with the
/// same head is understood by itself.
///
/// The listings are taken in the background: ask for the import again until it is `done`. With `preview=true` the
/// file is only looked at, until it is started.
#[utoipa::path(post, path = "/shops/{handle}/imports", tag = "catalog",
    params(("handle" = String, Path),
        ("name" = Option<String>, Query, description = "what the file is called"),
        ("preview" = Option<bool>, Query, description = "look at the file only"),
        ("keep_stock" = Option<bool>, Query, description = "leave the number of pieces of what the shop has")),
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
    let stock = stock_of(&mut asked);
    asked.check()?;
    market.limits.take(IMPORTS, shop.id.to_string())?;
    let id = import_look::look_at(&market, &shop, &name, body.into()).await?;
    if !is_preview {
        begin(&market, now, id, stock).await?;
    }
    Ok((StatusCode::ACCEPTED, Json(shown(&market, shop.id, id).await?)))
}

async fn begin(market: &Market, now: Timestamp, id: RunId, stock: StockOf) -> Result<(), Problem> {
    market.write(async move |tx| start_import::start_run(tx, now, id, stock).await).await?;
    Ok(())
}

/// A shop's imports, the newest first. How far pictures are says each import by itself.
#[utoipa::path(get, path = "/shops/{handle}/imports", tag = "catalog", params(("handle" = String, Path), Seek),
    responses((status = 200, body = List<ImportOut>), (status = 404)))]
async fn list(Seller { shop, market, .. }: Seller<Write>, seek: Seek) -> Answer<List<ImportOut>> {
    let look =
        async move |tx: &mut Tx| import_run_store::list_runs(tx, shop, seek.before(), seek.rows()).await;
    let none = |run| told(run, (Progress::default(), Vec::new()));
    Ok(Json(seek.page(market.read(look).await?, |run| run.id.number()).map(none)))
}

/// How far an import is.
#[utoipa::path(get, path = "/shops/{handle}/imports/{id}", tag = "catalog",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = ImportOut), (status = 404)))]
async fn show(
    Seller { shop, market, .. }: Seller<Write>,
    Path((_handle, id)): Path<(String, RunId)>,
) -> Answer<ImportOut> {
    Ok(Json(shown(&market, shop, id).await?))
}

/// Take the listings of a file that was looked at.
#[utoipa::path(post, path = "/shops/{handle}/imports/{id}/start", tag = "catalog",
    params(("handle" = String, Path), ("id" = String, Path),
        ("keep_stock" = Option<bool>, Query, description = "leave the number of pieces of what the shop has")),
    responses((status = 202, body = ImportOut), (status = 404), (status = 422)))]
async fn start(
    Seller { shop, now, market, .. }: Seller<Write>,
    Path((_handle, id)): Path<(String, RunId)>,
    RawQuery(query): RawQuery,
) -> Made<ImportOut> {
    own_run(&market, shop, id).await?;
    let mut asked = Fields::from_query(&query.unwrap_or_default());
    let stock = stock_of(&mut asked);
    asked.check()?;
    begin(&market, now, id, stock).await?;
    Ok((StatusCode::ACCEPTED, Json(shown(&market, shop, id).await?)))
}

/// Say what the columns of a table mean; it is looked at anew, and remembered for the shop's next table.
#[utoipa::path(put, path = "/shops/{handle}/imports/{id}/columns", tag = "catalog",
    params(("handle" = String, Path), ("id" = String, Path)), request_body = ColumnsIn,
    responses((status = 200, body = ImportOut), (status = 404), (status = 409), (status = 422)))]
async fn columns(
    Seller { shop, market, .. }: Seller<Write>,
    Path((_handle, id)): Path<(String, RunId)>,
    mut form: Fields,
) -> Answer<ImportOut> {
    let run = own_run(&market, shop, id).await?;
    let whole = market.find(async move |tx| shops::find(tx, shop).await).await?;
    let mapping = read_columns(&mut form)?;
    import_look::map_columns(&market, &whole, &run, mapping).await?;
    Ok(Json(shown(&market, shop, id).await?))
}

/// Try those pictures of an import again that did not come.
#[utoipa::path(post, path = "/shops/{handle}/imports/{id}/pictures", tag = "catalog",
    params(("handle" = String, Path), ("id" = String, Path)),
    responses((status = 202, body = ImportOut), (status = 404)))]
async fn pictures(
    Seller { shop, now, market, .. }: Seller<Write>,
    Path((_handle, id)): Path<(String, RunId)>,
) -> Made<ImportOut> {
    own_run(&market, shop, id).await?;
    market.limits.take(IMPORTS, shop.to_string())?;
    market.write(async move |tx| fetch::fetch_again(tx, now, id).await).await?;
    Ok((StatusCode::ACCEPTED, Json(shown(&market, shop, id).await?)))
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
