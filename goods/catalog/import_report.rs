//! What is known of an import: from the preview on, and more as it goes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::import_changes::ChangedListing;
use super::product_file::{ListingDraft, Note, Part, ProductFile, Refusal, RefusalReason};

/// Refused rows that a report keeps; the rest is only counted.
pub const MOST_REFUSED: usize = 1_000;

/// Notes of each kind that a report keeps; the rest is only counted.
pub const MOST_NOTES: usize = 500;

/// Listings that a preview shows.
const FIRST: usize = 10;

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportNote {
    pub code: String,
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// In English, for programs.
    #[serde(default)]
    pub words: String,
}

/// A column of a table that is not one of a program we know.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TableColumn {
    pub name: String,
    /// What it means, or seems to.
    pub target: String,
    pub samples: Vec<String>,
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
    /// Addresses of pictures in the file.
    pub pictures: usize,
    pub new: usize,
    pub changed: usize,
    pub encoding: String,
    pub refused: Vec<RefusedRow>,
    /// Rows refused in all.
    pub refused_count: usize,
    /// About the file.
    pub notes: Vec<ImportNote>,
    /// About the listings, as they were taken or would be.
    pub told: Vec<ImportNote>,
    /// Notes of both kinds in all.
    pub note_count: usize,
    told_count: usize,
    pub samples: Vec<Sample>,
    /// Listings of the file that the shop has already.
    pub known: usize,
    /// The first of them that would be changed, and in what.
    pub changes: Vec<ChangedListing>,
    /// Listings that would be changed, among those that were compared.
    pub change_count: usize,
    /// Variants of which the file says another number of pieces than the shop has.
    pub stock_changes: usize,
    /// Listings that the shop has and that were not compared, since there are so many.
    pub not_compared: usize,
    /// The columns of a table, while it is not known what they mean.
    pub columns: Vec<TableColumn>,
}

impl Report {
    /// What is known of a file before its listings are looked at.
    pub fn begin(file: &ProductFile) -> Self {
        let mut report = Self { encoding: file.encoding.to_owned(), ..Self::default() };
        report.refuse(file.refused().iter().map(RefusedRow::from));
        report.note(file.notes());
        report
    }

    /// What is known of a table while nobody has said what its columns mean.
    pub fn of_table(file: &ProductFile, columns: Vec<TableColumn>) -> Self {
        Self { encoding: file.encoding.to_owned(), columns, ..Self::default() }
    }

    /// Some listings of the file, before they are taken.
    pub fn look_at(&mut self, part: &Part) {
        self.listings += part.drafts.len();
        self.variants += part.drafts.iter().map(|draft| draft.variants.len()).sum::<usize>();
        self.pictures += part.drafts.iter().map(|draft| draft.pictures.len()).sum::<usize>();
        let room = FIRST.saturating_sub(self.samples.len());
        self.samples.extend(part.drafts.iter().take(room).map(sample));
        self.refuse(part.refused.iter().map(RefusedRow::from));
        self.note(&part.notes);
    }

    /// All listings were looked at.
    pub fn looked_at(&mut self) {
        self.refused.sort_by_key(|row| row.line);
    }

    /// Some listings were taken.
    pub fn add(&mut self, taken: Taken) {
        self.new += taken.new;
        self.changed += taken.changed;
        self.refuse(taken.refused.into_iter());
        self.tell(taken.told);
    }

    /// Forget what would have been said of the listings: they are taken now.
    pub fn take_anew(&mut self) {
        self.note_count -= self.told_count;
        self.told_count = 0;
        self.told.clear();
    }

    pub fn tell(&mut self, told: Vec<ImportNote>) {
        self.note_count += told.len();
        self.told_count += told.len();
        let room = MOST_NOTES.saturating_sub(self.told.len());
        self.told.extend(told.into_iter().take(room));
    }

    fn note(&mut self, notes: &[Note]) {
        self.note_count += notes.len();
        let room = MOST_NOTES.saturating_sub(self.notes.len());
        self.notes.extend(notes.iter().take(room).map(ImportNote::from));
    }

    fn refuse(&mut self, rows: impl ExactSizeIterator<Item = RefusedRow>) {
        self.refused_count += rows.len();
        let room = MOST_REFUSED.saturating_sub(self.refused.len());
        self.refused.extend(rows.take(room));
    }

    /// Every note that is kept.
    pub fn all_notes(&self) -> impl Iterator<Item = &ImportNote> {
        self.notes.iter().chain(&self.told)
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

pub fn values<const N: usize>(pairs: [(&str, String); N]) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn reason_values(reason: &RefusalReason) -> BTreeMap<String, String> {
    match reason {
        RefusalReason::TooManyCells { expected, found } | RefusalReason::TooFewCells { expected, found } => {
            values([("expected", expected.to_string()), ("found", found.to_string())])
        }
        RefusalReason::SameTitle { first_line }
        | RefusalReason::SameAddress { first_line }
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
        RefusalReason::OtherCurrency { found } => values([("found", found.clone())]),
        RefusalReason::OtherKind { kind } => values([("kind", kind.clone())]),
        RefusalReason::NoParent { parent } => values([("parent", parent.clone())]),
        RefusalReason::UnknownWord { known } => values([("known", known.join(", "))]),
        RefusalReason::BrokenQuote
        | RefusalReason::AfterBrokenRow
        | RefusalReason::ForbiddenCharacter
        | RefusalReason::NoHandle
        | RefusalReason::NoFirstRow
        | RefusalReason::Price(_)
        | RefusalReason::TwoWays
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

impl From<&Note> for ImportNote {
    fn from(note: &Note) -> Self {
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
            Note::KeptAside { names } | Note::NotRead { names } => values([("names", names.join(", "))]),
            Note::LinesLeftOut { first, last } => {
                values([("first", first.to_string()), ("last", last.to_string())])
            }
            Note::NegativeQuantity { line, found } => {
                values([("line", line.to_string()), ("found", found.to_string())])
            }
            Note::NotCounted { first_line, count } => {
                values([("first", first_line.to_string()), ("count", count.to_string())])
            }
            Note::OneForAll { line, quantity } => {
                values([("line", line.to_string()), ("quantity", quantity.clone())])
            }
            Note::SaleLeftOut { line } | Note::StockOfParent { line } => values([("line", line.to_string())]),
        };
        Self { code: note.code().to_owned(), values, words: note.to_string() }
    }
}

/// What became of some listings of a file.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    pub new: usize,
    pub changed: usize,
    pub variants: usize,
    pub refused: Vec<RefusedRow>,
    pub told: Vec<ImportNote>,
}
