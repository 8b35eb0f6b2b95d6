//! What is known of an import: from the preview on, and more as it goes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shopify::{ListingDraft, Note, Reading, Refusal, RefusalReason};

/// Refused rows that a report keeps; the rest is only counted.
pub const MOST_REFUSED: usize = 1_000;

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

pub fn values<const N: usize>(pairs: [(&str, String); N]) -> BTreeMap<String, String> {
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
