//! Whole files: looked at first, taken when the seller says so, and the way back out.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Multipart, Path, RawQuery, State, multipart::MultipartRejection},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{ShopId, hours};
use people::{
    choices::{self, Choice},
    market::Market,
    shops::{Desk, Shop, pages::seller},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Limit, Problem, Refusal, csv_file},
};

use super::sent::form_of;
use crate::catalog::{
    StockOf, fetch,
    fetch_store::{self, FailedPicture, Progress},
    import_changes::Change,
    import_file::{self, ImportFileError},
    import_look,
    import_report::{ImportNote, RefusedRow, Report, TableColumn},
    import_run::{Run, RunId, RunState},
    import_run_store,
    product_file::{Dialect, MAX_BYTES, Mapping, Target, Unreadable},
    start_import,
};

/// Columns of a table that a seller may explain.
const MOST_COLUMNS: usize = 1_000;
/// Pictures that did not come, as many as are listed.
const MOST_FAILED: i64 = 100;

/// The file and what a form puts around it.
pub(super) const MOST_BYTES: usize = MAX_BYTES + (1 << 20);
pub(crate) const IMPORTS: Limit = Limit { name: "imports", times: 30, per: hours(1) };

#[derive(Template)]
#[template(path = "catalog/views/imports.html")]
struct ImportsPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    runs: Vec<Run>,
}

#[derive(Template)]
#[template(path = "catalog/views/import.html")]
struct ImportPage {
    shell: Shell,
    desk: Desk,
    symbol: &'static str,
    run: Run,
    pictures: Progress,
    failed: Vec<FailedPicture>,
    form: Fields,
}

impl ImportPage {
    fn report(&self) -> &Report {
        &self.run.report
    }

    fn reason(&self, row: &RefusedRow) -> String {
        say(&self.shell, &format!("import-refused-{}", row.code), &row.values)
    }

    fn note(&self, note: &ImportNote) -> String {
        say(&self.shell, &format!("import-note-{}", note.code), &note.values)
    }

    /// The meanings that a column may have, with its own chosen.
    fn meanings(&self, column: &TableColumn) -> Vec<Choice> {
        choices::words(Target::ALL.iter().map(|target| target.name()), &column.target, |word| {
            self.shell.of("import-column", word)
        })
    }

    fn what(&self, change: &Change) -> String {
        self.shell.of("import-change", &change.what)
    }

    /// A state is a word of ours, all else stands as it is.
    fn value(&self, change: &Change, value: &str) -> String {
        if change.what == "state" { self.shell.of("listing-state", value) } else { value.to_owned() }
    }

    /// Notes beyond those that are listed.
    fn more_notes(&self) -> usize {
        self.run.report.note_count.saturating_sub(self.run.report.all_notes().count())
    }

    /// Changed listings beyond those that are shown.
    fn more_changes(&self) -> usize {
        self.run.report.change_count.saturating_sub(self.run.report.changes.len())
    }

    /// Rows beyond those that are listed.
    fn more(&self) -> usize {
        self.run.report.refused_count.saturating_sub(self.run.report.refused.len())
    }
}

fn say(shell: &Shell, key: &str, values: &BTreeMap<String, String>) -> String {
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    shell.say(key, &values)
}

/// Every row of a file that was not taken, as a file of its own: the page lists only the first.
pub(crate) async fn refused_rows(
    market: &Market,
    shop: &Shop,
    run: &Run,
    shell: &Shell,
) -> Result<Response, Problem> {
    let mut rows = import_file::refused(market, shop, run).await?;
    rows.sort_by_key(|row| row.line);
    let mut file = csv::Writer::from_writer(Vec::new());
    let head = [shell.t("import-line"), shell.t("import-column"), shell.t("import-reason")];
    file.write_record(head).map_err(Problem::broken)?;
    for row in &rows {
        let (line, column) = (row.line.to_string(), row.column.as_deref().unwrap_or_default());
        let reason = say(shell, &format!("import-refused-{}", row.code), &row.values);
        file.write_record([line.as_str(), column, &reason]).map_err(Problem::broken)?;
    }
    let file = file.into_inner().map_err(Problem::broken)?;
    Ok(csv_file(&format!("{}-refused.csv", shop.handle), file))
}

async fn index_with(market: &Market, visit: &Visit, handle: &str, form: Fields) -> Result<Response, Problem> {
    let (_, shop) = seller(market, visit, handle).await?;
    let id = shop.id;
    let runs = market
        .db
        .read(async move |tx: &mut Tx| import_run_store::list_runs(tx, id, i64::MAX, 20).await)
        .await?;
    let page = ImportsPage { shell: visit.shell("desk"), desk: Desk::new(&shop, "import"), form, runs };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/import`
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    index_with(&market, &visit, &handle, Fields::default()).await
}

/// The file of the form and its name.
async fn read(mut parts: Multipart) -> Result<(String, Vec<u8>), Problem> {
    while let Some(part) = parts.next_field().await.map_err(Problem::of_multipart)? {
        if part.name() == Some("file") {
            let name = part.file_name().unwrap_or_default().chars().take(200).collect();
            return Ok((name, part.bytes().await.map_err(Problem::of_multipart)?.into()));
        }
    }
    Ok((String::new(), Vec::new()))
}

/// `POST /desk/{handle}/import`: look at a file; nothing is in the shop yet.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    market.limits.take(IMPORTS, shop.id.to_string())?;
    let (name, bytes) = read(form_of(parts)?).await?;
    match import_look::look_at(&market, &shop, &name, bytes).await {
        Ok(run) => Ok(Redirect::to(&format!("/desk/{handle}/import/{run}")).into_response()),
        Err(ImportFileError::Unreadable(why)) => {
            let mut form = Fields::default();
            form.refuse("file", unreadable(&why));
            index_with(&market, &visit, &handle, form).await
        }
        Err(error) => Err(error.into()),
    }
}

fn unreadable(why: &Unreadable) -> Refusal {
    Refusal::new(match why.code() {
        "empty" => "import-unreadable-empty",
        "too-many-bytes" => "import-unreadable-too-many-bytes",
        "too-many-columns" => "import-unreadable-too-many-columns",
        "too-many-rows" => "import-unreadable-too-many-rows",
        "is-a" => return Refusal::new(is_a(why)),
        _ => "import-unreadable-not-products",
    })
}

/// What a file is that is no table, and what to do with it.
fn is_a(why: &Unreadable) -> &'static str {
    match why {
        Unreadable::IsA { what: "workbook" } => "import-unreadable-is-a-workbook",
        Unreadable::IsA { what: "pdf" } => "import-unreadable-is-a-pdf",
        Unreadable::IsA { what: "picture" } => "import-unreadable-is-a-picture",
        Unreadable::IsA { what: "web-page" } => "import-unreadable-is-a-web-page",
        Unreadable::IsA { what: "json" } => "import-unreadable-is-a-json",
        Unreadable::IsA { what: "xml" } => "import-unreadable-is-a-xml",
        _ => "import-unreadable-is-a-archive",
    }
}

impl From<ImportFileError> for Problem {
    fn from(error: ImportFileError) -> Self {
        match error {
            ImportFileError::Unreadable(why) => {
                let mut fields = Fields::default();
                fields.refuse("file", unreadable(&why));
                Self::invalid(&fields)
            }
            ImportFileError::Unmapped => Fields::default().refused("columns", "import-unmapped"),
            ImportFileError::Begun => Self::conflict("problem-import-begun"),
            ImportFileError::Broken => Self::broken(error),
            ImportFileError::Unkept(error) => error.into(),
            ImportFileError::Store(error) => error.into(),
        }
    }
}

/// An import of this shop; one of another shop does not exist here.
pub(crate) async fn own_run(market: &Market, shop: ShopId, id: RunId) -> Result<Run, Problem> {
    if id.shop() != shop {
        return Err(Problem::not_found());
    }
    let found = market.db.read(async move |tx: &mut Tx| import_run_store::find_run(tx, id).await).await?;
    found.ok_or_else(Problem::not_found)
}

/// How far the pictures of an import are, and the first that did not come.
pub(crate) async fn pictures_of(
    market: &Market,
    id: RunId,
) -> Result<(Progress, Vec<FailedPicture>), Problem> {
    let look = async move |tx: &mut Tx| {
        let progress = fetch_store::progress(tx, id).await?;
        let failed = if progress.failed > 0 {
            fetch_store::list_failed(tx, id, MOST_FAILED).await?
        } else {
            Vec::new()
        };
        Ok::<_, DbError>((progress, failed))
    };
    Ok(market.db.read(look).await?)
}

async fn page(
    market: &Market,
    visit: &Visit,
    handle: &str,
    id: RunId,
    form: Fields,
) -> Result<Response, Problem> {
    let (_, shop) = seller(market, visit, handle).await?;
    let run = own_run(market, shop.id, id).await?;
    let (pictures, failed) = pictures_of(market, id).await?;
    let (desk, symbol) = (Desk::new(&shop, "import"), shop.currency.symbol());
    let page = ImportPage { shell: visit.shell("desk"), desk, symbol, run, pictures, failed, form };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/import/{id}`: the preview, then how far it is, then the report.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, RunId)>,
) -> Result<Response, Problem> {
    page(&market, &visit, &handle, id, Fields::default()).await
}

/// What a form or an API body says of the columns of a table.
pub(crate) fn read_columns(form: &mut Fields) -> Result<Mapping, Problem> {
    let count = form.list("columns", MOST_COLUMNS);
    let mut columns = Vec::with_capacity(count);
    for at in 0..count {
        form.object(&format!("columns.{at}"));
        let name = form.line(&format!("columns.{at}.name"), 1_000);
        let target = form.parsed(&format!("columns.{at}.meaning"), Target::parse);
        columns.extend(target.map(|target| (name, target.name().to_owned())));
    }
    form.check()?;
    let mapping = Mapping(columns);
    if mapping.has_title() { Ok(mapping) } else { Err(form.refused("columns", "import-unmapped")) }
}

/// `POST /desk/{handle}/import/{id}/columns`: say what the columns of a table mean.
pub async fn columns(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, RunId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let run = own_run(&market, shop.id, id).await?;
    let Ok(mapping) = read_columns(&mut form) else {
        return page(&market, &visit, &handle, id, form).await;
    };
    import_look::map_columns(&market, &shop, &run, mapping).await?;
    Ok(Redirect::to(&format!("/desk/{handle}/import/{id}")).into_response())
}

/// `POST /desk/{handle}/import/{id}/pictures`: try those again that did not come.
pub async fn pictures(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, RunId)>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let shop = by.shop()?;
    own_run(&market, shop, id).await?;
    market.limits.take(IMPORTS, shop.to_string())?;
    let now = visit.now;
    market.db.write(async move |tx: &mut Tx| fetch::fetch_again(tx, now, id).await).await?;
    Ok(Redirect::to(&format!("/desk/{handle}/import/{id}")).into_response())
}

/// Whose number of pieces counts, as a form or a query says.
pub(crate) fn stock_of(asked: &mut Fields) -> StockOf {
    if asked.yes_or_no("keep_stock") { StockOf::Shop } else { StockOf::File }
}

/// `GET /desk/{handle}/import/{id}/refused.csv`
pub async fn refused_file(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, RunId)>,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let run = own_run(&market, shop.id, id).await?;
    refused_rows(&market, &shop, &run, &visit.shell("desk")).await
}

/// `POST /desk/{handle}/import/{id}`: take the listings of the file.
pub async fn start(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, RunId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    own_run(&market, by.shop()?, id).await?;
    let (now, stock) = (visit.now, stock_of(&mut form));
    form.check()?;
    market.db.write(async move |tx: &mut Tx| start_import::start_run(tx, now, id, stock).await).await?;
    Ok(Redirect::to(&format!("/desk/{handle}/import/{id}")).into_response())
}

/// A shop's listings as a product file, to be saved.
pub(crate) async fn file(
    market: &Market,
    shop: ShopId,
    handle: &str,
    query: Option<&str>,
) -> Result<Response, Problem> {
    let query = Fields::from_query(query.unwrap_or_default());
    let dialect = Dialect::parse(query.value("dialect")).unwrap_or(Dialect::Current);
    let origin = market.config.public_url.clone();
    let look = async move |tx: &mut Tx| crate::catalog::export(tx, shop, dialect, &origin).await;
    let file = market.db.report(look).await?;
    Ok(csv_file(&format!("{handle}-listings.csv"), file))
}

/// `GET /desk/{handle}/export.csv?dialect=legacy`
pub async fn export(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    file(&market, by.shop()?, &handle, query.as_deref()).await
}
