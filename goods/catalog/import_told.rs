//! What a seller should know of a listing that was taken, or would be.

use super::import_report::{ImportNote, values};

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Told {
    #[error("line {line}: there is no price, so it is not on sale; only a written 0 costs nothing")]
    NoPrice { line: u64 },
    #[error("line {line}: the price cell is empty, so the price stays {price}")]
    PriceKept { line: u64, price: String },
    #[error("line {line}: the listing has no price and is a draft until it has one")]
    DraftWithoutPrice { line: u64 },
    #[error("line {line}: the file leaves something open, so the listing begins as a draft")]
    BeginsAsDraft { line: u64 },
    #[error(
        "line {line}: the file says no number of pieces, so that nobody counts them: they are always available"
    )]
    AlwaysThere { line: u64 },
    #[error("line {line}: the listing is in no list in the other shop; here it is on sale like all others")]
    Listed { line: u64 },
    #[error("line {line}: {count} pictures of the file found no place beside those that are there")]
    PicturesLeftOut { line: u64, count: usize },
}

impl From<&Told> for ImportNote {
    fn from(told: &Told) -> Self {
        let (code, line, more) = match told {
            Told::NoPrice { line } => ("no-price", line, None),
            Told::PriceKept { line, price } => ("price-kept", line, Some(("price", price.clone()))),
            Told::DraftWithoutPrice { line } => ("draft-without-price", line, None),
            Told::BeginsAsDraft { line } => ("begins-as-draft", line, None),
            Told::AlwaysThere { line } => ("always-there", line, None),
            Told::Listed { line } => ("listed", line, None),
            Told::PicturesLeftOut { line, count } => {
                ("pictures-left-out", line, Some(("count", count.to_string())))
            }
        };
        let mut values = values([("line", line.to_string())]);
        values.extend(more.map(|(name, value)| (name.to_owned(), value)));
        Self { code: code.to_owned(), values, words: told.to_string() }
    }
}
