//! Files of other programs, row by row, as rows of the columns that this market reads.
//!
//! A translator only puts cells where they belong. What is in them, how rows become a listing and what is refused
//! is the same for all files.

use super::columns::Columns;
use super::field::{FIELDS, Field};
use super::number::Habit;
use super::rows::Row;
use super::{Note, Refusal, RefusalReason, kebab};
use std::borrow::Cow;
use std::collections::HashMap;

/// How the columns of a file write their decimals.
#[derive(Debug, Clone)]
pub struct Habits([Habit; FIELDS]);

/// Fields that hold amounts of money.
pub const AMOUNTS: [Field; 3] = [Field::Price, Field::CompareAt, Field::Cost];
/// Fields that hold numbers.
pub const NUMBERS: [Field; 5] = [Field::Price, Field::CompareAt, Field::Cost, Field::Quantity, Field::Grams];

impl Default for Habits {
    fn default() -> Self {
        Self([Habit::default(); FIELDS])
    }
}

impl Habits {
    pub fn see(&mut self, field: Field, text: &str) {
        super::amount::learn(&mut self.0[field as usize], text);
    }

    /// The habit of a column; that of all amounts where it shows none of its own.
    pub fn of(&self, field: Field) -> Habit {
        let amounts = AMOUNTS.into_iter().fold(Habit::default(), |all, it| all.and(self.0[it as usize]));
        self.0[field as usize].or(amounts)
    }
}

/// A row that no listing can be made of.
#[derive(Debug, Clone)]
pub struct Refused {
    /// Which cell is to blame.
    pub column: Option<usize>,
    pub reason: RefusalReason,
}

impl Refused {
    pub fn row(reason: RefusalReason) -> Self {
        Self { column: None, reason }
    }
}

/// What is said about a row beside what it means.
#[derive(Debug, Default)]
pub struct Said {
    pub refused: Vec<Refusal>,
    pub notes: Vec<Note>,
}

/// Knows how one program writes its rows.
pub trait Translate: Send + Sync {
    /// The columns of the rows that it makes, under the names of the file.
    fn columns(&self) -> &Columns;

    /// Which cells of the file hold numbers, and of what.
    fn numbers(&self) -> &[(usize, Field)];

    /// Whether a column of the file is read at all.
    fn reads(&self, column: usize) -> bool;

    /// Look at a row of the file before any is translated.
    fn learn(&mut self, row: &Row<'_>);

    /// All rows were looked at.
    fn learned(&mut self) {}

    /// The rows that a row of the file means; they have one handle.
    fn rows(&self, row: &Row<'_>, habits: &Habits, said: &mut Said) -> Result<Vec<Row<'static>>, Refused>;
}

/// A cell without outer spaces; empty when the file has no such column.
pub fn cell<'r>(row: &'r Row<'_>, at: Option<usize>) -> &'r str {
    at.and_then(|at| row.cells.get(at)).map_or("", |cell| cell.trim())
}

/// Where a column stands, whatever its capitals.
pub fn place(names: &[String], name: &str) -> Option<usize> {
    names.iter().position(|have| have.eq_ignore_ascii_case(name))
}

/// The columns of a translated file: a field only where the file has the column behind it, since a cell that cannot
/// be there must not clear anything.
pub fn columns(names: &[String], from: &[(Field, Option<usize>)]) -> Columns {
    let there = from.iter().filter_map(|(field, at)| Some((*field, names.get((*at)?)?.clone())));
    Columns::translated(&there.collect::<Vec<_>>())
}

/// A row being filled in.
pub struct Filled<'c> {
    columns: &'c Columns,
    row: Row<'static>,
}

impl<'c> Filled<'c> {
    pub fn new(columns: &'c Columns, row: &Row<'_>, handle: &str) -> Self {
        let cells = vec![Cow::Borrowed(""); columns.list().len()];
        let mut filled = Self { columns, row: Row { line: row.line, start: row.start, cells } };
        filled.set(Field::Handle, handle);
        filled
    }

    /// Put a text where it belongs; nowhere when the file has no such column.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        if let Some(at) = self.columns.place(field) {
            self.row.cells[at] = Cow::Owned(text.into());
        }
    }

    pub fn with(mut self, field: Field, text: impl Into<String>) -> Self {
        self.set(field, text);
        self
    }

    pub fn row(self) -> Row<'static> {
        self.row
    }
}

/// Rows that bring one more picture each.
pub fn pictures(columns: &Columns, row: &Row<'_>, handle: &str, urls: &[String]) -> Vec<Row<'static>> {
    let picture = |url: &String| Filled::new(columns, row, handle).with(Field::PictureUrl, url.clone()).row();
    urls.iter().map(picture).collect()
}

/// The parts of a list that is written with commas.
pub fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Addresses made from titles, so that no two products of a file meet at one.
#[derive(Debug, Default)]
pub struct Addresses(HashMap<String, Option<String>>);

impl Addresses {
    /// There is a product `key` of this title.
    pub fn learn(&mut self, title: &str, key: &str) {
        let is_same = |have: &Option<String>| have.as_deref() == Some(key);
        let seen = self.0.entry(kebab(title)).or_insert_with(|| Some(key.to_owned()));
        if !is_same(seen) {
            *seen = None;
        }
    }

    /// The address of a product: made from its title, and from what tells it apart where another has the same.
    pub fn of(&self, title: &str, mark: &str) -> String {
        match self.0.get(&kebab(title)) {
            Some(None) => kebab(&format!("{title} {mark}")),
            Some(Some(_)) | None => kebab(title),
        }
    }
}
