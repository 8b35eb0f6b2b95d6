//! Whole product files: what is said of one before it is taken, and taking it listing by listing.

use std::collections::BTreeMap;

use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    files::Files,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Imported, RunId, SaveError, import,
    run::{self, Run},
    shopify::{self, ListingDraft, Note, Reading, Refusal, RefusalReason, Unreadable},
};
use crate::{market::Market, shops::Shop};

/// Listings that are written in one transaction.
pub const BATCH: usize = 50;
/// Refused rows that a report keeps; the rest is only counted.
pub const MOST_REFUSED: usize = 1_000;
/// Listings that a preview shows.
const FIRST: usize = 10;

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

/// A row, or a part of one, that was not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RefusedRow {
    pub line: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    pub reason: String,
    /// The reason as one word that never changes.
    pub code: String,
    /// The figures and words in the reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

impl From<&Refusal> for RefusedRow {
    fn from(refusal: &Refusal) -> Self {
        Self {
            line: refusal.line,
            column: refusal.column.clone(),
            reason: refusal.reason.to_string(),
            code: refusal.reason.code().to_owned(),
            values: reason_values(&refusal.reason),
        }
    }
}

/// Something worth knowing, by its code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportNote {
    pub code: String,
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

/// A listing of the file before it is taken.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sample {
    pub title: String,
    pub price: String,
    pub variants: usize,
    pub pictures: usize,
}

/// What is known of an import: from the preview on, and more as it goes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    pub listings: usize,
    pub variants: usize,
    pub new: usize,
    pub changed: usize,
    pub encoding: String,
    pub refused: Vec<RefusedRow>,
    /// Rows refused in all.
    pub refused_count: usize,
    pub notes: Vec<ImportNote>,
    pub samples: Vec<Sample>,
}

impl Report {
    pub fn preview(reading: &Reading) -> Self {
        Self {
            listings: reading.drafts.len(),
            variants: reading.drafts.iter().map(|draft| draft.variants.len()).sum(),
            encoding: reading.encoding.to_owned(),
            refused: reading.refused.iter().take(MOST_REFUSED).map(RefusedRow::from).collect(),
            refused_count: reading.refused.len(),
            notes: reading.notes.iter().take(MOST_REFUSED).map(said).collect(),
            samples: reading.drafts.iter().take(FIRST).map(sample).collect(),
            ..Self::default()
        }
    }

    pub fn add(&mut self, taken: Taken) {
        self.new += taken.new;
        self.changed += taken.changed;
        self.refused_count += taken.refused.len();
        let room = MOST_REFUSED.saturating_sub(self.refused.len());
        self.refused.extend(taken.refused.into_iter().take(room));
    }
}

fn sample(draft: &ListingDraft) -> Sample {
    let price = draft.variants.iter().find_map(|variant| variant.price.value());
    Sample {
        title: draft.title.clone().value().unwrap_or_else(|| draft.handle.clone()),
        price: price.map(kernel::Money::decimal).unwrap_or_default(),
        variants: draft.variants.len(),
        pictures: draft.pictures.len(),
    }
}

fn values<const N: usize>(pairs: [(&str, String); N]) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn reason_values(reason: &RefusalReason) -> BTreeMap<String, String> {
    match reason {
        RefusalReason::TooManyCells { expected, found } | RefusalReason::TooFewCells { expected, found } => {
            values([("expected", expected.to_string()), ("found", found.to_string())])
        }
        RefusalReason::SameTitle { first_line }
        | RefusalReason::NothingNew { first_line }
        | RefusalReason::ListingRefused { first_line }
        | RefusalReason::SameOptions { first_line } => values([("first", first_line.to_string())]),
        RefusalReason::TooLong { max }
        | RefusalReason::TooManyOptions { max }
        | RefusalReason::TooManyVariants { max }
        | RefusalReason::TooManyPictures { max }
        | RefusalReason::TooManyTags { max } => values([("max", max.to_string())]),
        RefusalReason::Price(kernel::PriceError::TooManyDecimals { max }) => {
            values([("max", max.to_string())])
        }
        RefusalReason::UnknownWord { known } => values([("known", known.join(", "))]),
        RefusalReason::BrokenQuote
        | RefusalReason::AfterBrokenRow
        | RefusalReason::ForbiddenCharacter
        | RefusalReason::NoHandle
        | RefusalReason::NoFirstRow
        | RefusalReason::Price(_)
        | RefusalReason::Negative
        | RefusalReason::TooLarge
        | RefusalReason::NotAWholeNumber
        | RefusalReason::NotAWeight
        | RefusalReason::NotALink
        | RefusalReason::OptionWithoutName
        | RefusalReason::OptionNamedTwice
        | RefusalReason::NoOptionValue => BTreeMap::new(),
    }
}

fn said(note: &Note) -> ImportNote {
    let values = match note {
        Note::Encoding { encoding } => values([("encoding", (*encoding).to_owned())]),
        Note::UnreadableLetters => BTreeMap::new(),
        Note::Separator { by } => {
            values([("by", if *by == '\t' { "Tab".to_owned() } else { by.to_string() })])
        }
        Note::RepeatedColumn { name } => values([("name", name.clone())]),
        Note::UnnamedColumn { position } => values([("position", position.to_string())]),
        Note::HandleChanged { line, from, to } => {
            values([("line", line.to_string()), ("from", from.clone()), ("to", to.clone())])
        }
        Note::FirstRowCounts { line, first_line } => {
            values([("line", line.to_string()), ("first", first_line.to_string())])
        }
        Note::SameSku { line, first_line, sku } => {
            values([("line", line.to_string()), ("first", first_line.to_string()), ("sku", sku.clone())])
        }
    };
    ImportNote { code: note.code().to_owned(), values }
}

/// What became of some listings of a file.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    pub new: usize,
    pub changed: usize,
    pub variants: usize,
    pub refused: Vec<RefusedRow>,
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
    put.map_err(|_| ImportFileError::Broken)?.map_err(|_| ImportFileError::Broken)?;
    let (now, id, name) = (market.now(), shop.id, name.to_owned());
    let act = async move |tx: &mut Tx| run::keep_run(tx, now, id, &file, &name, &report).await;
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
