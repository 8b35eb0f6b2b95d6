//! Whole product files: what is said of one before it is taken, and taking it listing by listing.

use kernel::Timestamp;
use people::{market::Market, shops::Shop};
use platform::{
    db::{DbError, Tx},
    files::Files,
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

use super::{
    Imported, RunId, SaveError, import,
    import_report::{RefusedRow, Report, Taken},
    import_run::Run,
    import_run_store,
    shopify::{self, ListingDraft, Reading, Unreadable},
};

/// Listings that are written in one transaction.
pub const BATCH: usize = 50;

/// The code of a listing that could be read and contradicts itself.
const NOT_KEPT: &str = "not-kept";

/// What an import did.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct ImportSummary {
    /// Listings that are in the shop now.
    pub listings: usize,
    pub variants: usize,
    pub new: usize,
    pub changed: usize,
    pub encoding: &'static str,
    pub refused: Vec<RefusedRow>,
    pub notes: Vec<String>,
}

/// Keep some listings of a file, each wholly or not at all. Doing it again changes nothing.
pub async fn take(
    tx: &mut Tx,
    now: Timestamp,
    shop: &Shop,
    drafts: &[ListingDraft],
) -> Result<Taken, DbError> {
    let mut taken = Taken::default();
    for draft in drafts {
        match import(tx, now, shop.id, draft, shop.currency).await {
            Ok(Imported::New(_)) => taken.new += 1,
            Ok(Imported::Changed(_)) => taken.changed += 1,
            Err(SaveError::Store(error)) => return Err(error),
            Err(error) => {
                let (reason, code) = (error.to_string(), NOT_KEPT.to_owned());
                taken.refused.push(RefusedRow {
                    line: draft.line,
                    column: None,
                    reason,
                    code,
                    values: BTreeMap::new(),
                });
                continue;
            }
        }
        taken.variants += draft.variants.len();
    }
    Ok(taken)
}

/// Why a file could not be taken at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportFileError {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error("the file could not be read to its end, or not be kept")]
    Broken,
    #[error("the file could not be kept")]
    Unkept(#[from] std::io::Error),
    #[error("the listings could not be kept")]
    Store(#[from] DbError),
}

/// Read a file where it does not hold up others.
pub async fn read(bytes: Vec<u8>, shop: &Shop) -> Result<Reading, ImportFileError> {
    let currency = shop.currency;
    let reading = tokio::task::spawn_blocking(move || shopify::read(&bytes, currency));
    Ok(reading.await.map_err(|_| ImportFileError::Broken)??)
}

/// Put a whole file into a shop at once: what a command and a call of the API do.
pub async fn import_all(
    market: &Market,
    shop: &Shop,
    bytes: Vec<u8>,
) -> Result<ImportSummary, ImportFileError> {
    let reading = read(bytes, shop).await?;
    let mut summary = ImportSummary {
        encoding: reading.encoding,
        refused: reading.refused.iter().map(RefusedRow::from).collect(),
        notes: reading.notes.iter().map(ToString::to_string).collect(),
        ..ImportSummary::default()
    };
    for drafts in reading.drafts.chunks(BATCH) {
        let (now, shop, drafts) = (market.now(), shop.clone(), drafts.to_vec());
        let taken = market.db.write(async move |tx: &mut Tx| take(tx, now, &shop, &drafts).await).await?;
        summary.new += taken.new;
        summary.changed += taken.changed;
        summary.variants += taken.variants;
        summary.refused.extend(taken.refused);
    }
    summary.listings = summary.new + summary.changed;
    summary.refused.sort_by_key(|refused| refused.line);
    Ok(summary)
}

/// Look at a file and remember what is in it; nothing is in the shop yet.
pub async fn look_at(
    market: &Market,
    shop: &Shop,
    name: &str,
    bytes: Vec<u8>,
) -> Result<RunId, ImportFileError> {
    let report = Report::preview(&read(bytes.clone(), shop).await?);
    let (file, files) = (Files::name_of(&bytes), market.files.clone());
    let kept = file.clone();
    let put = tokio::task::spawn_blocking(move || files.put(&kept, ".csv", &bytes)).await;
    put.map_err(|_| ImportFileError::Broken)??;
    let (now, id, name) = (market.now(), shop.id, name.to_owned());
    let act = async move |tx: &mut Tx| import_run_store::keep_run(tx, now, id, &file, &name, &report).await;
    Ok(market.db.write(act).await?)
}

/// Every row of an import that was not taken: its file is read again, since a report keeps only the first.
pub async fn refused(market: &Market, shop: &Shop, run: &Run) -> Result<Vec<RefusedRow>, ImportFileError> {
    let path = market.files.path(&run.file, ".csv").ok_or(ImportFileError::Broken)?;
    let bytes = tokio::fs::read(path).await.map_err(|_| ImportFileError::Broken)?;
    let reading = read(bytes, shop).await?;
    let not_kept = run.report.refused.iter().filter(|row| row.code == NOT_KEPT).cloned();
    Ok(reading.refused.iter().map(RefusedRow::from).chain(not_kept).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "Handle,Title,Variant Price\nbag,Bag,12.50\nbowl,Bowl,\"12,50\"\n";

    #[test]
    fn a_preview_counts_what_would_be_taken_and_says_why_not() {
        let reading = shopify::read(FILE.as_bytes(), kernel::Currency::CNY).unwrap();
        let report = Report::preview(&reading);
        assert_eq!((report.listings, report.variants), (1, 1));
        assert_eq!((report.samples[0].title.as_str(), report.samples[0].price.as_str()), ("Bag", "12.50"));
        let codes: Vec<&str> = report.refused.iter().map(|row| row.code.as_str()).collect();
        assert!(codes.contains(&"price-decimal-comma"), "{codes:?}");
        let kept: Report = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
        assert_eq!(kept.refused, report.refused);
    }
}
