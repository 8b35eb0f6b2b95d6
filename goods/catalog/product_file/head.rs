//! The first row of a file, and what separates the cells.

use super::columns::clean;
use super::kind::how_known;
use super::rows;
use super::{Note, Unreadable};

pub struct Head {
    /// Without outer spaces.
    pub names: Vec<String>,
    pub separator: u8,
    /// Where the rows begin, and in which line.
    pub end: usize,
    pub line: u64,
}

/// Enough to tell that there are too many.
const MOST_NAMES: usize = 2_000;
/// Of equals the last is taken, so the comma is put last.
const SEPARATORS: [u8; 4] = [b'|', b'\t', b';', b','];

/// The first row that is not empty, split by whatever makes most of its names known: spreadsheets write semicolons
/// where the comma is in the numbers, and tabs into UTF-16. A line `sep=;` before it says so for spreadsheets alone.
pub fn read(text: &str, notes: &mut Vec<Note>) -> Result<Head, Unreadable> {
    let (said, start) = said(text, begin(text, 0));
    if start == text.len() {
        return Err(Unreadable::Empty);
    }
    let split = |separator| {
        let (names, end) = rows::split(text, start, separator, MOST_NAMES).ok()?;
        let names = names.iter().map(|name| clean(name).to_owned()).collect();
        Some(Head { names, separator, end, line: 1 + rows::line_ends(&text[..end]) })
    };
    let separators = said.as_slice().iter().chain(if said.is_some() { &[][..] } else { &SEPARATORS });
    let heads = separators.copied().filter_map(split);
    let head = heads.max_by_key(|head| (how_known(&head.names), head.names.len()));
    let head = head.ok_or(Unreadable::NotProducts)?;
    if head.separator != b',' && said.is_none() {
        notes.push(Note::Separator { by: char::from(head.separator) });
    }
    Ok(head)
}

fn begin(text: &str, from: usize) -> usize {
    text.len() - text[from..].trim_start_matches(['\n', '\r', ' ', '\u{feff}']).len()
}

/// The separator that a first line names, and where the head begins.
fn said(text: &str, start: usize) -> (Option<u8>, usize) {
    let line = text[start..].lines().next().unwrap_or_default();
    let plain = line.trim_end_matches([';', ',', '\t', '"']).trim_start_matches('"');
    let named = line.trim_start_matches('"').get(..4).filter(|word| word.eq_ignore_ascii_case("sep="));
    let separator = named.and_then(|_| line.trim_start_matches('"').as_bytes().get(4).copied());
    match separator {
        Some(by) if SEPARATORS.contains(&by) && plain.len() <= 5 => {
            (Some(by), begin(text, start + line.len()))
        }
        _ => (None, start),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_spreadsheets_is_passed_over() {
        for text in [
            "sep=;\r\nHandle;Title, long\r\na;b",
            "\"sep=;\"\nHandle;Title, long\na;b",
            "SEP=;\nHandle;Title, long\n",
        ] {
            let head = read(text, &mut Vec::new()).ok().unwrap();
            assert_eq!(
                (head.names.as_slice(), head.line),
                (&["Handle".to_owned(), "Title, long".into()][..], 3)
            );
        }
    }

    #[test]
    fn every_separator_of_spreadsheets_is_found() {
        for by in [',', ';', '\t', '|'] {
            let mut notes = Vec::new();
            let head = read(&format!("Handle{by}Title{by}Variant Price\n"), &mut notes).ok().unwrap();
            assert_eq!((head.names.len(), notes.len()), (3, usize::from(by != ',')));
        }
    }
}
