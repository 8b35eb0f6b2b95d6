//! Whole product files: what is said of one before it is taken, and taking it listing by listing.

use std::{collections::BTreeMap, sync::Arc};

use people::{market::Market, shops::Shop};
use platform::{
    db::{DbError, Tx},
    files::Files,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    RunId,
    fetch::promise_pictures,
    import::{Imported, Manner, import},
    import_report::{ImportNote, RefusedRow, Taken},
    import_run::{Run, StockOf},
    import_run_store,
    product_file::{FileKind, ListingDraft, Mapping, Part, ProductFile, Unreadable},
    save::SaveError,
};

/// Listings that are written in one transaction.
pub const BATCH: usize = 50;

/// Listings that are looked at in one go.
pub const BLOCK: usize = 200;

/// The code of a listing that could be read and contradicts itself.
const NOT_KEPT: &str = "not-kept";

/// What an import did.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct ImportSummary {
    /// The program that the file comes from.
    pub kind: &'static str,
    /// Listings that are in the shop now.
    pub listings: usize,
    pub variants: usize,
    pub new: usize,
    pub changed: usize,
    pub encoding: &'static str,
    pub refused: Vec<RefusedRow>,
    pub notes: Vec<String>,
}

/// How a shop takes files.
pub fn manner(market: &Market, shop: &Shop, stock: StockOf) -> Manner {
    let origin = market.config.public_url.trim_end_matches('/').to_owned();
    Manner { currency: shop.currency, stock, origin }
}

/// Keep some listings of a file, each wholly or not at all. Doing it again changes nothing.
pub async fn take(
    tx: &mut Tx,
    now: kernel::Timestamp,
    shop: &Shop,
    drafts: &[ListingDraft],
    manner: &Manner,
    run: Option<RunId>,
) -> Result<Taken, DbError> {
    let mut taken = Taken::default();
    for draft in drafts {
        let (imported, told) = match import(tx, now, shop.id, draft, manner).await {
            Ok(done) => done,
            Err(SaveError::Store(error)) => return Err(error),
            Err(error) => {
                let (reason, code) = (error.to_string(), NOT_KEPT.to_owned());
                let (line, column, values) = (draft.line, None, BTreeMap::new());
                taken.refused.push(RefusedRow { line, column, reason, code, values });
                continue;
            }
        };
        match imported {
            Imported::New(_) => taken.new += 1,
            Imported::Changed(_) => taken.changed += 1,
        }
        promise_pictures(tx, now, imported.id(), run).await?;
        taken.told.extend(told.iter().map(ImportNote::from));
        taken.variants += draft.variants.len();
    }
    Ok(taken)
}

/// Why a file could not be taken at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportFileError {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error("the columns of the table are not known; say what they mean, one of them the title")]
    Unmapped,
    #[error("the import is under way already")]
    Begun,
    #[error("the file could not be read to its end, or not be kept")]
    Broken,
    #[error("the file could not be kept")]
    Unkept(#[from] std::io::Error),
    #[error("the listings could not be kept")]
    Store(#[from] DbError),
}

/// Open a file where it does not hold up others.
pub async fn open(
    bytes: Vec<u8>,
    shop: &Shop,
    mapping: Option<Mapping>,
) -> Result<Arc<ProductFile>, ImportFileError> {
    let currency = shop.currency;
    let opened = tokio::task::spawn_blocking(move || ProductFile::open(bytes, currency, mapping.as_ref()));
    Ok(Arc::new(opened.await.map_err(|_| ImportFileError::Broken)??))
}

/// Some listings of a file, read where it does not hold up others.
pub async fn part(file: &Arc<ProductFile>, from: usize, most: usize) -> Result<Part, ImportFileError> {
    let (file, until) = (Arc::clone(file), (from + most).min(file.len()));
    let read = tokio::task::spawn_blocking(move || file.listings(from..until));
    read.await.map_err(|_| ImportFileError::Broken)
}

/// What tells a table from others: the names of its columns.
pub fn head_of(names: &[String]) -> String {
    Files::name_of(names.join("\n").to_lowercase().as_bytes())
}

/// Open a file for which somebody has said what its columns mean, or has before; a table that nobody has spoken of
/// cannot be taken.
pub async fn open_mapped(
    market: &Market,
    shop: &Shop,
    bytes: Vec<u8>,
    mapping: Option<Mapping>,
) -> Result<Arc<ProductFile>, ImportFileError> {
    let file = open(bytes.clone(), shop, mapping.clone()).await?;
    if file.kind != FileKind::Table || mapping.is_some() {
        return Ok(file);
    }
    let known = remembered(market, shop, &file.names).await?.ok_or(ImportFileError::Unmapped)?;
    open(bytes, shop, Some(known)).await
}

/// Put a whole file into a shop at once: what a command does.
pub async fn import_all(
    market: &Market,
    shop: &Shop,
    bytes: Vec<u8>,
    stock: StockOf,
    mapping: Option<Mapping>,
) -> Result<ImportSummary, ImportFileError> {
    let file = open_mapped(market, shop, bytes, mapping).await?;
    let mut summary = ImportSummary {
        kind: file.kind.name(),
        encoding: file.encoding,
        refused: file.refused().iter().map(RefusedRow::from).collect(),
        notes: file.notes().iter().map(ToString::to_string).collect(),
        ..ImportSummary::default()
    };
    let manner = manner(market, shop, stock);
    for from in (0..file.len()).step_by(BATCH) {
        let part = part(&file, from, BATCH).await?;
        summary.refused.extend(part.refused.iter().map(RefusedRow::from));
        summary.notes.extend(part.notes.iter().map(ToString::to_string));
        let (now, shop, manner, drafts) = (market.now(), shop.clone(), manner.clone(), part.drafts);
        let act = async move |tx: &mut Tx| take(tx, now, &shop, &drafts, &manner, None).await;
        let taken = market.db.write(act).await?;
        summary.new += taken.new;
        summary.changed += taken.changed;
        summary.variants += taken.variants;
        summary.refused.extend(taken.refused);
        summary.notes.extend(taken.told.into_iter().map(|note| note.words));
    }
    summary.listings = summary.new + summary.changed;
    summary.refused.sort_by_key(|refused| refused.line);
    Ok(summary)
}

/// The file of an import, opened once more.
pub async fn reopen(
    market: &Market,
    shop: &Shop,
    run: &Run,
    mapping: &Mapping,
) -> Result<Arc<ProductFile>, ImportFileError> {
    let path = market.files.path(&run.file, ".csv").ok_or(ImportFileError::Broken)?;
    let bytes = tokio::fs::read(path).await.map_err(|_| ImportFileError::Broken)?;
    open(bytes, shop, Some(mapping.clone())).await
}

/// Every row of an import that was not taken: its file is read again, since a report keeps only the first.
pub async fn refused(market: &Market, shop: &Shop, run: &Run) -> Result<Vec<RefusedRow>, ImportFileError> {
    let file = reopen(market, shop, run, &run.mapping).await?;
    let mut rows: Vec<RefusedRow> = file.refused().iter().map(RefusedRow::from).collect();
    for from in (0..file.len()).step_by(BLOCK) {
        let part = part(&file, from, BLOCK).await?;
        rows.extend(part.refused.iter().map(RefusedRow::from));
    }
    rows.extend(run.report.refused.iter().filter(|row| row.code == NOT_KEPT).cloned());
    Ok(rows)
}

/// What a shop has said of a table's columns before.
pub async fn remembered(market: &Market, shop: &Shop, names: &[String]) -> Result<Option<Mapping>, DbError> {
    let (id, head) = (shop.id, head_of(names));
    market.db.read(async move |tx: &mut Tx| import_run_store::find_mapping(tx, id, &head).await).await
}
