//! Reading a whole file.

use super::columns::Columns;
use super::decode::decode;
use super::field::Field;
use super::group::Grouping;
use super::rows::{self, Rows, Shape};
use super::{Dialect, ListingDraft, Note, Refusal, Unreadable};
use kernel::Currency;
use std::borrow::Cow;

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub dialect: Dialect,
    /// The name of the encoding, such as `UTF-8` or `GBK`.
    pub encoding: &'static str,
    /// The head of the file: hand it to [`write()`](super::write()) to get the same columns again.
    pub columns: Columns,
    /// In the order of their first rows.
    pub drafts: Vec<ListingDraft>,
    /// In the order of their lines.
    pub refused: Vec<Refusal>,
    pub notes: Vec<Note>,
}

/// 64 MB, four times what Shopify itself takes.
pub const MAX_BYTES: usize = 64 << 20;
/// A draft takes a few hundred bytes even for the shortest row, so rows are limited as well as bytes.
pub const MAX_ROWS: usize = 200_000;

/// Read a product file whose prices are in the shop's currency.
///
/// A row is refused part by part: one with a bad price still brings its picture, and the first row of a
/// listing its words, so that the other variants have something to belong to. A listing none of whose
/// variants could be used is left out, and all of its rows are reported.
pub fn read(bytes: &[u8], currency: Currency) -> Result<Reading, Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooManyBytes { max: MAX_BYTES });
    }
    let mut notes = Vec::new();
    let (encoding, text) = decode(bytes, &mut notes);
    let head = head(&text)?;
    if head.separator != b',' {
        notes.push(Note::Separator { by: char::from(head.separator) });
    }
    let columns = Columns::read(&head.names, &mut notes)?;
    let shape =
        Shape { separator: head.separator, cells: head.names.len(), handle: columns.place(Field::Handle) };
    let mut grouping = Grouping::new(&columns, currency, &mut notes);
    for (count, row) in Rows::new(&text, head.end, head.line, shape).enumerate() {
        if count == MAX_ROWS {
            return Err(Unreadable::TooManyRows { max: MAX_ROWS });
        }
        match row {
            Ok(row) => grouping.add(&row),
            Err(refusal) => grouping.refuse_row(refusal),
        }
    }
    let (drafts, refused) = grouping.finish();
    Ok(Reading { dialect: columns.dialect(), encoding, columns, drafts, refused, notes })
}

struct Head<'a> {
    names: Vec<Cow<'a, str>>,
    separator: u8,
    /// Where the rows begin, and in which line.
    end: usize,
    line: u64,
}

/// The first row that is not empty, split by whatever makes most of its names known: spreadsheets write
/// semicolons where the comma is in the numbers, and tabs into UTF-16.
fn head(text: &str) -> Result<Head<'_>, Unreadable> {
    let start = text.len() - text.trim_start_matches(['\n', '\r', ' ', '\u{feff}']).len();
    if start == text.len() {
        return Err(Unreadable::Empty);
    }
    let split = |separator| {
        let (names, end) = rows::split(text, start, separator, MOST_NAMES).ok()?;
        Some(Head { names, separator, end, line: 1 + rows::line_ends(&text[..end]) })
    };
    let heads = [b',', b';', b'\t'].into_iter().filter_map(split);
    // Of equals the last is taken, so the comma is put last.
    heads.rev().max_by_key(|head| Columns::known(&head.names)).ok_or(Unreadable::NotProducts)
}

/// Enough to tell that there are too many.
const MOST_NAMES: usize = 2_000;
