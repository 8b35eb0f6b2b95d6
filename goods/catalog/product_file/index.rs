//! Which rows of a file belong to which listing. What is in them is read when the listing is asked for, so that a
//! file of a hundred thousand rows takes little more memory than its text.

use super::columns::Columns;
use super::field::{Field, OF_VARIANT};
use super::rows::{Row, Rows, Shape};
use super::translate::{Habits, NUMBERS, Refused, Said, Translate};
use super::{Note, Refusal, RefusalReason, Unreadable, kebab};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// An index of a row takes a hundred bytes even for the shortest, so rows are limited as well as bytes.
pub const MAX_ROWS: usize = 200_000;

/// Where a row begins.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub start: usize,
    pub line: u64,
}

/// The rows of one listing.
#[derive(Debug)]
pub struct Group {
    pub handle: String,
    pub rows: Vec<Place>,
    /// The handle and the title as the first row has them, to tell it from another that would get the same address.
    written: u64,
    title: u64,
}

#[derive(Debug, Default)]
pub struct Index {
    pub groups: Vec<Group>,
    pub refused: Vec<Refusal>,
    pub notes: Vec<Note>,
    by_handle: HashMap<String, usize>,
    sku_lines: HashMap<u64, u64>,
    not_counted: Option<(u64, usize)>,
}

/// More notes than this nobody reads; so many are kept.
const MOST_NOTES: usize = 5_000;

/// What is known of a file before its rows are looked at.
pub struct Sheet<'a> {
    pub text: &'a str,
    pub shape: Shape,
    pub columns: &'a Columns,
    pub names: &'a [String],
    pub start: usize,
    pub line: u64,
    /// Lines of another file that this text was made from, by its own.
    pub lines: Option<&'a [u64]>,
}

impl Sheet<'_> {
    pub fn rows(&self) -> Rows<'_> {
        Rows::new(self.text, self.start, self.line, self.shape)
    }

    /// A row that was read before.
    pub fn row(&self, place: Place) -> Option<Row<'_>> {
        let row = Rows::new(self.text, place.start, 1, self.shape).next()?.ok()?;
        Some(Row { line: place.line, ..row })
    }

    /// The line as the file has it.
    pub fn line_of(&self, line: u64) -> u64 {
        let made = usize::try_from(line).ok().and_then(|line| line.checked_sub(2));
        self.lines.and_then(|lines| lines.get(made?)).copied().unwrap_or(line)
    }
}

/// Look at all rows once, for how they write their numbers and for what a translator has to know of the others.
pub fn learn(sheet: &Sheet<'_>, translator: Option<&mut Box<dyn Translate>>) -> Result<Habits, Unreadable> {
    let mut habits = Habits::default();
    let of_shopify =
        || NUMBERS.into_iter().filter_map(|field| Some((sheet.columns.place(field)?, field))).collect();
    let numbers: Vec<(usize, Field)> =
        translator.as_ref().map_or_else(of_shopify, |translator| translator.numbers().to_vec());
    let mut translator = translator;
    for (count, row) in sheet.rows().enumerate() {
        if count == MAX_ROWS {
            return Err(Unreadable::TooManyRows { max: MAX_ROWS });
        }
        let Ok(row) = row else { continue };
        let row = Row { line: sheet.line_of(row.line), ..row };
        for (at, field) in &numbers {
            habits.see(*field, &row.cells[*at]);
        }
        if let Some(translator) = &mut translator {
            translator.learn(&row);
        }
    }
    if let Some(translator) = translator {
        translator.learned();
    }
    Ok(habits)
}

impl Index {
    /// Find out which rows belong together.
    pub fn of(sheet: &Sheet<'_>, translator: Option<&dyn Translate>, habits: &Habits) -> Self {
        let mut index = Self::default();
        let mut is_filled = vec![false; sheet.names.len()];
        let mut rows = sheet.rows();
        for row in rows.by_ref() {
            let row = match row {
                Ok(row) => Row { line: sheet.line_of(row.line), ..row },
                Err(refusal) => {
                    let line = sheet.line_of(refusal.line);
                    index.refused.push(Refusal { line, ..refusal });
                    continue;
                }
            };
            let Some(translator) = translator else {
                index.add(&row, sheet.columns, false);
                continue;
            };
            for (filled, cell) in is_filled.iter_mut().zip(&row.cells) {
                *filled |= !cell.trim().is_empty();
            }
            match translator.rows(&row, habits, &mut Said::default()) {
                Ok(rows) => {
                    if let Some(first) = rows.first() {
                        index.add(first, translator.columns(), true);
                    }
                }
                Err(Refused { column, reason }) => {
                    let column = column.and_then(|at| sheet.names.get(at)).cloned();
                    index.refused.push(Refusal { line: row.line, column, reason });
                }
            }
        }
        for (first, last) in std::mem::take(&mut rows.left_out) {
            index.note(Note::LinesLeftOut { first: sheet.line_of(first), last: sheet.line_of(last) });
        }
        index.tell_columns(sheet, translator, &is_filled);
        index.by_handle = HashMap::new();
        index.sku_lines = HashMap::new();
        index
    }

    fn tell_columns(&mut self, sheet: &Sheet<'_>, translator: Option<&dyn Translate>, is_filled: &[bool]) {
        let Some(translator) = translator else {
            let names = sheet.columns.strange();
            if !names.is_empty() {
                self.note(Note::KeptAside { names });
            }
            return self.tell_counting();
        };
        let is_lost = |(at, _): &(usize, &String)| is_filled[*at] && !translator.reads(*at);
        let names: Vec<String> =
            sheet.names.iter().enumerate().filter(is_lost).map(|it| it.1.clone()).collect();
        if !names.is_empty() {
            self.note(Note::NotRead { names });
        }
        self.tell_counting();
    }

    fn tell_counting(&mut self) {
        if let Some((first_line, count)) = self.not_counted {
            self.note(Note::NotCounted { first_line, count });
        }
    }

    fn note(&mut self, note: Note) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(note);
        }
    }

    fn add(&mut self, row: &Row<'_>, columns: &Columns, is_translated: bool) {
        match self.find(row, columns, is_translated) {
            Ok(at) => {
                let place = Place { start: row.start, line: row.line };
                let title = columns.place(Field::Title).map_or("", |at| row.cells[at].trim());
                let group = &mut self.groups[at];
                // Some programs write variants before the product that they belong to.
                if is_translated && group.title == hash("") && !title.is_empty() {
                    group.title = hash(title);
                    group.rows.insert(0, place);
                } else {
                    group.rows.push(place);
                }
                self.look_at_variant(row, columns);
            }
            Err(reason) => self.refused.push(Refusal { line: row.line, column: None, reason }),
        }
    }

    /// The listing that a row belongs to, made from its title if it has no handle of its own.
    fn find(
        &mut self,
        row: &Row<'_>,
        columns: &Columns,
        is_translated: bool,
    ) -> Result<usize, RefusalReason> {
        let cell = |field: Field| columns.place(field).map(|at| row.cells[at].trim());
        let (written, title) = (cell(Field::Handle).unwrap_or_default(), cell(Field::Title));
        let said = title.unwrap_or_default();
        let handle = kebab(if written.is_empty() { said } else { written });
        if handle.is_empty() {
            return Err(RefusalReason::NoHandle);
        }
        if handle.chars().nth(255).is_some() {
            return Err(RefusalReason::TooLong { max: 255 });
        }
        let (mark, title_mark) = (hash(&written.to_lowercase()), hash(said));
        if let Some(at) = self.by_handle.get(&handle).copied() {
            let group = &self.groups[at];
            let first_line = group.rows.first().map_or(0, |place| place.line);
            return match (written.is_empty(), group.title == title_mark) {
                (true, true) => Err(RefusalReason::SameTitle { first_line }),
                (true, false) => Err(RefusalReason::SameAddress { first_line }),
                (false, _) if group.written == mark || is_translated => Ok(at),
                (false, _) => Err(RefusalReason::SameAddress { first_line }),
            };
        }
        if title == Some("") && !is_translated {
            return Err(RefusalReason::NoFirstRow);
        }
        if !written.is_empty() && written != handle && !is_translated {
            self.note(Note::HandleChanged { line: row.line, from: written.to_owned(), to: handle.clone() });
        }
        let at = self.groups.len();
        self.by_handle.insert(handle.clone(), at);
        // Most listings have one row, and a vector makes room for four by itself.
        self.groups.push(Group { handle, rows: Vec::with_capacity(1), written: mark, title: title_mark });
        Ok(at)
    }

    /// Two variants with one SKU are kept, since many sellers use it for the design and not for the piece, but they
    /// are told. So are pieces that nobody counts.
    fn look_at_variant(&mut self, row: &Row<'_>, columns: &Columns) {
        let cell = |field: Field| columns.place(field).map(|at| row.cells[at].trim());
        let sku = cell(Field::Sku).unwrap_or_default();
        if !sku.is_empty() {
            let first_line = *self.sku_lines.entry(hash(sku)).or_insert(row.line);
            if first_line != row.line {
                self.note(Note::SameSku { line: row.line, first_line, sku: sku.to_owned() });
            }
        }
        let brings_variant = OF_VARIANT.iter().any(|field| cell(*field).is_some_and(|text| !text.is_empty()));
        let (tracker, pieces) = (cell(Field::StockTracker), cell(Field::Quantity));
        // A file that has neither column says nothing about counting.
        let is_counted = match (tracker, pieces) {
            (None, None) => true,
            (tracker, pieces) => tracker != Some("") && pieces.is_some_and(|pieces| !pieces.is_empty()),
        };
        if brings_variant && !is_counted {
            let (_, count) = self.not_counted.get_or_insert((row.line, 0));
            *count += 1;
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
