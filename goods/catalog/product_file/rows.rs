//! Text into rows of cells, going on after what is broken.
//!
//! The rules are those of RFC 4180, and strict where leniency would guess: a cell that begins with a quote
//! ends with one. The usual CSV readers accept `"ab"c` and take an unclosed quote for a cell that reaches
//! to the next quote, however many rows that swallows.
//!
//! After a broken row, reading goes on at the next line that can stand as a row of its own: it splits
//! without fault, has exactly as many cells as the head, and either has many or begins with a handle. Until
//! then lines are taken for the rest of the broken one. A line is looked at again only by rows that begin
//! shortly before it, so the work is proportional to the size of the text.

use super::{Refusal, RefusalReason, kebab};
use std::borrow::Cow;

/// A row and the line it begins in.
#[derive(Debug, PartialEq, Eq)]
pub struct Row<'a> {
    pub line: u64,
    /// Where it begins in the text.
    pub start: usize,
    pub cells: Vec<Cow<'a, str>>,
}

/// What the rows of a file look like.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// An ASCII character.
    pub separator: u8,
    pub cells: usize,
    /// Which cell holds the handle.
    pub handle: Option<usize>,
}

/// The rows of a text one after the other, the broken ones as refusals; empty rows are passed over.
pub struct Rows<'a> {
    text: &'a str,
    at: usize,
    line: u64,
    shape: Shape,
    in_broken: bool,
    /// Lines that were taken for the rest of a broken row, from the first to the last.
    pub left_out: Vec<(u64, u64)>,
}

enum Found<'a> {
    Nothing,
    Row(Vec<Cow<'a, str>>),
    /// Not a row, but it is clear where it ends.
    Refused(RefusalReason),
    /// Not a row, and it may reach any number of lines.
    Broken(RefusalReason),
}

/// So many cells more than the head has are still looked at: spreadsheets leave empty ones at the end.
const SURPLUS: usize = 64;
/// No accepted cell is longer, so a quote that is still open after this is a broken one.
const LONGEST_CELL_BYTES: usize = 1 << 20;
/// A line with so many cells, and exactly as many as the head, is a row and not a sentence with commas.
const MANY_CELLS: usize = 12;

impl<'a> Rows<'a> {
    /// The rows from the beginning of a line on.
    pub fn new(text: &'a str, at: usize, line: u64, shape: Shape) -> Rows<'a> {
        Rows { text, at, line, shape, in_broken: false, left_out: Vec::new() }
    }

    /// What begins here, and where to go on.
    fn look(&self, line_end: usize) -> (Found<'a>, usize) {
        let most = self.shape.cells + SURPLUS;
        let (cells, end) = match split(self.text, self.at, self.shape.separator, most) {
            Ok(found) => found,
            Err(Fault::Quote) => return (Found::Broken(RefusalReason::BrokenQuote), line_end),
            Err(Fault::Cells) => return (Found::Broken(self.too_many(most)), line_end),
        };
        if cells.iter().all(|cell| is_blank(cell)) {
            return (Found::Nothing, end);
        }
        match self.fit(cells) {
            // The wrong number of cells over several lines may come from a quote that swallowed good rows.
            Err(reason) if end > line_end => (Found::Broken(reason), line_end),
            Err(reason) => (Found::Refused(reason), end),
            Ok(_) if self.text[self.at..end].contains('\0') => {
                (Found::Refused(RefusalReason::ForbiddenCharacter), end)
            }
            Ok(cells) if self.in_broken && !self.is_surely_a_row(&cells) => {
                (Found::Refused(RefusalReason::AfterBrokenRow), line_end)
            }
            Ok(_) if self.has_swallowed_rows(line_end, end) => {
                (Found::Broken(RefusalReason::BrokenQuote), line_end)
            }
            Ok(cells) => (Found::Row(cells), end),
        }
    }

    /// Does one of the lines after the first make a row by itself? Then a quote was left open in the first
    /// and closed by chance, and the row only seems to have the right number of cells.
    fn has_swallowed_rows(&self, mut at: usize, end: usize) -> bool {
        while at < end && self.shape.cells >= MANY_CELLS {
            let line = &self.text[at..end_of_line(self.text, at)];
            let cells = split(line, 0, self.shape.separator, self.shape.cells).ok().map(|found| found.0);
            if cells.is_some_and(|cells| cells.len() == self.shape.cells && self.has_handle(&cells)) {
                return true;
            }
            at += line.len();
        }
        false
    }

    fn has_handle(&self, cells: &[Cow<'_, str>]) -> bool {
        self.shape.handle.and_then(|at| cells.get(at)).is_some_and(|handle| is_handle(handle))
    }

    /// The cells without surplus empty ones at the end.
    fn fit(&self, mut cells: Vec<Cow<'a, str>>) -> Result<Vec<Cow<'a, str>>, RefusalReason> {
        let (expected, found) = (self.shape.cells, cells.len());
        if found < expected {
            return Err(RefusalReason::TooFewCells { expected, found });
        }
        if cells.iter().skip(expected).any(|cell| !is_blank(cell)) {
            return Err(self.too_many(found));
        }
        cells.truncate(expected);
        Ok(cells)
    }

    fn too_many(&self, found: usize) -> RefusalReason {
        RefusalReason::TooManyCells { expected: self.shape.cells, found }
    }

    fn is_surely_a_row(&self, cells: &[Cow<'a, str>]) -> bool {
        self.shape.cells >= MANY_CELLS || self.has_handle(cells)
    }

    /// Within a broken row: is this line another broken row rather than the rest of the first? It is when
    /// it begins with a handle and has at least half the cells.
    fn begins_like_a_row(&self, line: &str) -> bool {
        let separator = char::from(self.shape.separator);
        let handle = self.shape.handle.map(|at| line.split(separator).nth(at));
        let separators = line.matches(separator).count();
        handle.is_none_or(|handle| handle.is_some_and(is_like_a_handle))
            && separators * 2 + 1 >= self.shape.cells
    }
}

impl<'a> Iterator for Rows<'a> {
    type Item = Result<Row<'a>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.text.len() {
            let (start, line, was_broken) = (self.at, self.line, self.in_broken);
            let line_end = end_of_line(self.text, start);
            let (found, end) = self.look(line_end);
            self.line += line_ends(&self.text[start..end]);
            self.at = end;
            let reason = match found {
                Found::Nothing => continue,
                Found::Row(cells) => {
                    self.in_broken = false;
                    return Some(Ok(Row { line, start, cells }));
                }
                Found::Refused(reason) => reason,
                Found::Broken(reason) => {
                    self.in_broken = true;
                    reason
                }
            };
            let is_doubtful = reason == RefusalReason::AfterBrokenRow;
            if !was_broken || is_doubtful || self.begins_like_a_row(&self.text[start..line_end]) {
                return Some(Err(Refusal { line, column: None, reason }));
            }
            let last = self.line.saturating_sub(1).max(line);
            match self.left_out.last_mut() {
                Some(lines) if lines.1 + 1 == line => lines.1 = last,
                _ => self.left_out.push((line, last)),
            }
        }
        None
    }
}

pub enum Fault {
    /// The quotes around a cell do not match.
    Quote,
    /// More cells than asked for.
    Cells,
}

/// The cells of the row that begins here, and where the next one begins.
pub fn split(
    text: &str,
    start: usize,
    separator: u8,
    most: usize,
) -> Result<(Vec<Cow<'_, str>>, usize), Fault> {
    let bytes = text.as_bytes();
    let (mut cells, mut at) = (Vec::new(), start);
    loop {
        let (cell, end) = if bytes.get(at) == Some(&b'"') {
            quoted(text, at + 1).ok_or(Fault::Quote)?
        } else {
            let ends = |byte: &u8| *byte == separator || *byte == b'\n' || *byte == b'\r';
            let end = bytes[at..].iter().position(ends).map_or(bytes.len(), |length| at + length);
            (Cow::Borrowed(&text[at..end]), end)
        };
        cells.push(cell);
        match bytes.get(end) {
            Some(byte) if *byte == separator && cells.len() == most => return Err(Fault::Cells),
            Some(byte) if *byte == separator => at = end + 1,
            None | Some(b'\n' | b'\r') => return Ok((cells, end_of_line(text, end))),
            Some(_) => return Err(Fault::Quote),
        }
    }
}

/// The rest of a cell after its opening quote, and the place after its closing one.
fn quoted(text: &str, start: usize) -> Option<(Cow<'_, str>, usize)> {
    let bytes = text.as_bytes();
    let (mut at, mut has_quotes) = (start, false);
    let most = bytes.len().min(start + LONGEST_CELL_BYTES);
    while let Some(length) = bytes[at..most].iter().position(|byte| *byte == b'"') {
        let quote = at + length;
        if bytes.get(quote + 1) == Some(&b'"') {
            has_quotes = true;
            at = (quote + 2).min(most);
            continue;
        }
        let cell = &text[start..quote];
        let cell = if has_quotes { Cow::Owned(cell.replace("\"\"", "\"")) } else { Cow::Borrowed(cell) };
        return Some((cell, quote + 1));
    }
    None
}

/// The beginning of the next line: after `\n`, `\r\n` or a lone `\r`.
fn end_of_line(text: &str, from: usize) -> usize {
    let bytes = &text.as_bytes()[from..];
    let Some(length) = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else { return text.len() };
    let pair = bytes[length] == b'\r' && bytes.get(length + 1) == Some(&b'\n');
    from + length + if pair { 2 } else { 1 }
}

pub fn line_ends(text: &str) -> u64 {
    let mut before = 0;
    let count = text.bytes().filter(|byte| {
        let ends = *byte == b'\r' || (*byte == b'\n' && before != b'\r');
        before = *byte;
        ends
    });
    count.count() as u64
}

fn is_blank(cell: &str) -> bool {
    cell.trim().is_empty()
}

/// One word, whatever its capitals: `Cup-1`, `Sea_Green`.
fn is_like_a_handle(cell: &str) -> bool {
    let cell = cell.trim();
    !kebab(cell).is_empty() && !cell.contains(|it: char| it.is_whitespace() || "<>\"'()[]{}:;!?".contains(it))
}

fn is_handle(cell: &str) -> bool {
    !cell.is_empty() && kebab(cell) == cell
}
