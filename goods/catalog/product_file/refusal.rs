//! What is said about a row that could not be used, and about a file that was read with a doubt.

use kernel::PriceError;
use std::fmt;

/// A row, or a part of one, that was not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where the row begins in the file, counted from 1; the head is usually line 1.
    pub line: u64,
    /// The column as the file spells it, when one cell is to blame.
    pub column: Option<String>,
    pub reason: RefusalReason,
}

/// Why it was not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefusalReason {
    #[error("the quotes around a cell do not match")]
    BrokenQuote,
    #[error("the row follows a broken one and cannot be told from a part of it")]
    AfterBrokenRow,
    #[error("the row has {found} cells instead of {expected}")]
    TooManyCells { expected: usize, found: usize },
    #[error("the row has only {found} cells instead of {expected}")]
    TooFewCells { expected: usize, found: usize },
    #[error("the row contains a character that no text may contain")]
    ForbiddenCharacter,
    #[error("the row has no handle and no title to make one from")]
    NoHandle,
    #[error("line {first_line} has the same title; give both listings a handle")]
    SameTitle { first_line: u64 },
    #[error("the same address as line {first_line}, which is another listing")]
    SameAddress { first_line: u64 },
    #[error("no row with a title came before this one, or it was refused")]
    NoFirstRow,
    #[error("the row adds nothing to the listing of line {first_line}")]
    NothingNew { first_line: u64 },
    #[error("the listing of line {first_line} has no variant that could be used")]
    ListingRefused { first_line: u64 },
    #[error("the text is longer than {max} characters")]
    TooLong { max: usize },
    #[error("{0}")]
    Price(PriceError),
    #[error("the amount is in another currency: {found}")]
    OtherCurrency { found: String },
    #[error("the number can be read in two ways; write it without marks between thousands")]
    TwoWays,
    #[error("the number is below zero")]
    Negative,
    #[error("the number is too large")]
    TooLarge,
    #[error("not a whole number")]
    NotAWholeNumber,
    #[error("not a weight in grams")]
    NotAWeight,
    #[error("not one of the words {}", known.join(", "))]
    UnknownWord { known: Vec<&'static str> },
    #[error("not an address that begins with https:// or http://")]
    NotALink,
    #[error("a listing has at most {max} options")]
    TooManyOptions { max: usize },
    #[error("the option is filled in but has no name in the first row")]
    OptionWithoutName,
    #[error("two options have the same name")]
    OptionNamedTwice,
    #[error("the option has no value")]
    NoOptionValue,
    #[error("line {first_line} already has these options")]
    SameOptions { first_line: u64 },
    #[error("a listing has at most {max} variants")]
    TooManyVariants { max: usize },
    #[error("a listing has at most {max} pictures")]
    TooManyPictures { max: usize },
    #[error("a listing has at most {max} tags")]
    TooManyTags { max: usize },
    #[error("{kind} is a kind of product that is not sold here")]
    OtherKind { kind: String },
    #[error("no row of the file is the product {parent} that this is a variation of")]
    NoParent { parent: String },
}

impl RefusalReason {
    /// The key of the sentence in the translations.
    pub const fn code(&self) -> &'static str {
        match self {
            RefusalReason::BrokenQuote => "broken-quote",
            RefusalReason::AfterBrokenRow => "after-broken-row",
            RefusalReason::TooManyCells { .. } => "too-many-cells",
            RefusalReason::TooFewCells { .. } => "too-few-cells",
            RefusalReason::ForbiddenCharacter => "forbidden-character",
            RefusalReason::NoHandle => "no-handle",
            RefusalReason::SameTitle { .. } => "same-title",
            RefusalReason::SameAddress { .. } => "same-address",
            RefusalReason::NoFirstRow => "no-first-row",
            RefusalReason::NothingNew { .. } => "nothing-new",
            RefusalReason::ListingRefused { .. } => "listing-refused",
            RefusalReason::TooLong { .. } => "too-long",
            RefusalReason::Price(reason) => price_code(reason),
            RefusalReason::OtherCurrency { .. } => "other-currency",
            RefusalReason::TwoWays => "two-ways",
            RefusalReason::Negative => "negative",
            RefusalReason::TooLarge => "too-large",
            RefusalReason::NotAWholeNumber => "not-a-whole-number",
            RefusalReason::NotAWeight => "not-a-weight",
            RefusalReason::UnknownWord { .. } => "unknown-word",
            RefusalReason::NotALink => "not-a-link",
            RefusalReason::TooManyOptions { .. } => "too-many-options",
            RefusalReason::OptionWithoutName => "option-without-name",
            RefusalReason::OptionNamedTwice => "option-named-twice",
            RefusalReason::NoOptionValue => "no-option-value",
            RefusalReason::SameOptions { .. } => "same-options",
            RefusalReason::TooManyVariants { .. } => "too-many-variants",
            RefusalReason::TooManyPictures { .. } => "too-many-pictures",
            RefusalReason::TooManyTags { .. } => "too-many-tags",
            RefusalReason::OtherKind { .. } => "other-kind",
            RefusalReason::NoParent { .. } => "no-parent",
        }
    }
}

const fn price_code(reason: &PriceError) -> &'static str {
    match reason {
        PriceError::Empty => "price-empty",
        PriceError::DecimalComma => "price-decimal-comma",
        PriceError::CurrencySign => "price-currency-sign",
        PriceError::Exponent => "price-exponent",
        PriceError::ThousandsSeparator => "price-thousands-separator",
        PriceError::TooManyDecimals { .. } => "price-too-many-decimals",
        PriceError::Negative => "price-negative",
        PriceError::TooLarge => "price-too-large",
        PriceError::NotANumber => "price-not-a-number",
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "line {}, {column}: {}", self.line, self.reason),
            None => write!(f, "line {}: {}", self.line, self.reason),
        }
    }
}

/// Something the seller should know though nothing was refused for it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Note {
    #[error("the file is not UTF-8 and was read as {encoding}")]
    Encoding { encoding: &'static str },
    #[error("some letters could not be read and were replaced")]
    UnreadableLetters,
    #[error("the cells are separated by {}, not by commas", separator(*by))]
    Separator { by: char },
    #[error("column {name} is there twice; the second was not read")]
    RepeatedColumn { name: String },
    #[error("column {position} has no name and was not read")]
    UnnamedColumn { position: usize },
    #[error("line {line}: the handle {from} was written as {to}")]
    HandleChanged { line: u64, from: String, to: String },
    #[error("line {line} says something else about the listing than line {first_line}, which counts")]
    FirstRowCounts { line: u64, first_line: u64 },
    #[error("line {line} has the same SKU as line {first_line}: {sku}")]
    SameSku { line: u64, first_line: u64, sku: String },
    #[error("these columns are kept for the way back out and not shown to anybody: {}", names.join(", "))]
    KeptAside { names: Vec<String> },
    #[error("these columns were not read: {}", names.join(", "))]
    NotRead { names: Vec<String> },
    #[error("lines {first} to {last} were taken for a part of the broken row before them")]
    LinesLeftOut { first: u64, last: u64 },
    #[error("line {line}: {found} pieces were taken for none")]
    NegativeQuantity { line: u64, found: i64 },
    #[error(
        "in {count} rows, the first in line {first_line}, nobody counts the pieces: they are always available"
    )]
    NotCounted { first_line: u64, count: usize },
    #[error("line {line}: a price for some days only was left out; the regular one was taken")]
    SaleLeftOut { line: u64 },
    #[error(
        "line {line}: the file says one price and {quantity} pieces for all variations together, so the listing \
         begins as a draft; say what each of them costs and how many there are"
    )]
    OneForAll { line: u64, quantity: String },
    #[error("line {line} is the row of a whole product; its stock counts for none of the variations")]
    StockOfParent { line: u64 },
}

fn separator(by: char) -> &'static str {
    match by {
        '\t' => "tabs",
        '|' => "bars",
        _ => "semicolons",
    }
}

impl Note {
    /// The key of the sentence in the translations.
    pub const fn code(&self) -> &'static str {
        match self {
            Note::Encoding { .. } => "encoding",
            Note::UnreadableLetters => "unreadable-letters",
            Note::Separator { .. } => "separator",
            Note::RepeatedColumn { .. } => "repeated-column",
            Note::UnnamedColumn { .. } => "unnamed-column",
            Note::HandleChanged { .. } => "handle-changed",
            Note::FirstRowCounts { .. } => "first-row-counts",
            Note::SameSku { .. } => "same-sku",
            Note::KeptAside { .. } => "kept-aside",
            Note::NotRead { .. } => "not-read",
            Note::LinesLeftOut { .. } => "lines-left-out",
            Note::NegativeQuantity { .. } => "negative-quantity",
            Note::NotCounted { .. } => "not-counted",
            Note::SaleLeftOut { .. } => "sale-left-out",
            Note::OneForAll { .. } => "one-for-all",
            Note::StockOfParent { .. } => "stock-of-parent",
        }
    }
}
