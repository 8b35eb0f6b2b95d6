//! Reading a whole file.

use super::columns::Columns;
use super::decode::decode;
use super::etsy::Etsy;
use super::field::Field;
use super::food_network::FoodNetwork;
use super::group::Grouping;
use super::head::{self, Head};
use super::index::{self, Index, Sheet};
use super::kind::{self, FileKind};
use super::merchant::Merchant;
use super::rows::Shape;
use super::table::{Mapping, Table};
use super::translate::{Habits, Said, Translate};
use super::woocommerce::WooCommerce;
use super::{Dialect, ListingDraft, Note, Refusal, Unreadable, merchant_xml};
use kernel::Currency;
use std::ops::Range;

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub kind: FileKind,
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

/// A file whose rows are known. Its listings are made when they are asked for.
pub struct ProductFile {
    pub kind: FileKind,
    pub encoding: &'static str,
    /// The names of its columns.
    pub names: Vec<String>,
    text: String,
    start: usize,
    line: u64,
    lines: Option<Vec<u64>>,
    columns: Columns,
    shape: Shape,
    translator: Option<Box<dyn Translate>>,
    currency: Currency,
    habits: Habits,
    index: Index,
}

/// Some listings of a file, and what is said about their rows.
#[derive(Debug, Default)]
pub struct Part {
    pub drafts: Vec<ListingDraft>,
    pub refused: Vec<Refusal>,
    pub notes: Vec<Note>,
}

impl ProductFile {
    /// Look at a product file whose prices are in the shop's currency. `mapping` says what the columns of a table mean
    /// that no program we know writes.
    pub fn open(bytes: Vec<u8>, currency: Currency, mapping: Option<&Mapping>) -> Result<Self, Unreadable> {
        if bytes.len() > MAX_BYTES {
            return Err(Unreadable::TooManyBytes { max: MAX_BYTES });
        }
        if let Some(why) = Unreadable::of(&bytes) {
            return Err(why);
        }
        let mut notes = Vec::new();
        let (encoding, text) = decode(bytes, &mut notes);
        let (text, lines) = match merchant_xml::table(&text)? {
            Some((table, lines)) => (table, Some(lines)),
            None => (text, None),
        };
        let Head { names, separator, end, line } = head::read(&text, &mut notes)?;
        let kind = kind::of(&names);
        let mut translator: Option<Box<dyn Translate>> = match kind {
            FileKind::Shopify => None,
            FileKind::WooCommerce => Some(Box::new(WooCommerce::new(&names))),
            FileKind::Etsy => Some(Box::new(Etsy::new(&names))),
            FileKind::Merchant => Some(Box::new(Merchant::new(&names))),
            FileKind::FoodNetwork => Some(Box::new(FoodNetwork::new(&names))),
            FileKind::Table => Some(Box::new(Table::new(&names, &known(&names, mapping)?))),
        };
        let columns = match &translator {
            Some(translator) => translator.columns().clone(),
            None => Columns::read(&names, &mut notes)?,
        };
        let handle = if translator.is_none() { columns.place(Field::Handle) } else { None };
        let shape = Shape { separator, cells: names.len(), handle };
        let sheet = Sheet {
            text: &text,
            shape,
            columns: &columns,
            names: &names,
            start: end,
            line,
            lines: lines.as_deref(),
        };
        let habits = index::learn(&sheet, translator.as_mut())?;
        let mut index = Index::of(&sheet, translator.as_deref(), &habits);
        notes.append(&mut index.notes);
        index.notes = notes;
        Ok(Self {
            kind,
            encoding,
            names,
            text,
            start: end,
            line,
            lines,
            columns,
            shape,
            translator,
            currency,
            habits,
            index,
        })
    }

    /// How many listings the file may have; of some no row may be good.
    pub fn len(&self) -> usize {
        self.index.groups.len()
    }

    pub fn is_empty(&self) -> bool {
        self.index.groups.is_empty()
    }

    /// Rows that belong to no listing.
    pub fn refused(&self) -> &[Refusal] {
        &self.index.refused
    }

    /// What is said about the file as a whole.
    pub fn notes(&self) -> &[Note] {
        &self.index.notes
    }

    /// The first filled cells of a column, to know it by.
    pub fn samples(&self, column: usize, most: usize) -> Vec<String> {
        let sheet = self.sheet();
        let cells = sheet.rows().flatten().take(200).filter_map(|row| row.cells.get(column).cloned());
        let filled = cells.map(|cell| cell.trim().chars().take(60).collect::<String>());
        filled.filter(|cell| !cell.is_empty()).take(most).collect()
    }

    /// Some listings of the file, by their places.
    pub fn listings(&self, range: Range<usize>) -> Part {
        let sheet = self.sheet();
        let mut part = Part::default();
        for group in self.index.groups.get(range).unwrap_or_default() {
            let mut grouping = Grouping::new(&group.handle, &self.columns, self.currency, &self.habits);
            let mut said = Said::default();
            for place in &group.rows {
                let Some(row) = sheet.row(*place) else { continue };
                match &self.translator {
                    None => grouping.add(&row),
                    Some(translator) => {
                        let rows = translator.rows(&row, &self.habits, &mut said).unwrap_or_default();
                        rows.iter().for_each(|row| grouping.add(row));
                    }
                }
            }
            let (draft, of_rows) = grouping.finish();
            part.drafts.extend(draft);
            part.refused.extend(said.refused.into_iter().chain(of_rows.refused));
            part.notes.extend(said.notes.into_iter().chain(of_rows.notes));
        }
        part
    }

    fn sheet(&self) -> Sheet<'_> {
        Sheet {
            text: &self.text,
            shape: self.shape,
            columns: &self.columns,
            names: &self.names,
            start: self.start,
            line: self.line,
            lines: self.lines.as_deref(),
        }
    }
}

/// What the columns of a table mean. A table of one column, or without a row below its head, is no table.
fn known(names: &[String], mapping: Option<&Mapping>) -> Result<Mapping, Unreadable> {
    if let Some(mapping) = mapping {
        return Ok(mapping.clone());
    }
    if names.iter().filter(|name| !name.is_empty()).count() < 2 {
        return Err(Unreadable::NotProducts);
    }
    Ok(Mapping::guess(names))
}

/// Read a product file whole, for those who want all of it at once.
///
/// A row is refused part by part: one with a bad price still brings its picture, and the first row of a listing its
/// words, so that the other variants have something to belong to. A listing none of whose variants could be used is
/// left out, and all of its rows are reported.
pub fn read(bytes: &[u8], currency: Currency) -> Result<Reading, Unreadable> {
    let file = ProductFile::open(bytes.to_vec(), currency, None)?;
    if file.kind == FileKind::Table && !Mapping::guess(&file.names).has_title() {
        return Err(Unreadable::NotProducts);
    }
    let part = file.listings(0..file.len());
    let mut refused: Vec<Refusal> = file.refused().iter().cloned().chain(part.refused).collect();
    refused.sort_by_key(|refusal| refusal.line);
    Ok(Reading {
        kind: file.kind,
        dialect: file.columns.dialect(),
        encoding: file.encoding,
        drafts: part.drafts,
        notes: file.notes().iter().cloned().chain(part.notes).collect(),
        columns: file.columns,
        refused,
    })
}
