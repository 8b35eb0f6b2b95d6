//! An entry and a text of entries, as a form or a program sends them.

use platform::web::{Fields, Refusal};

use super::line::{FIELDS, Line, Part};

/// Characters of a field, and of a whole text.
const LONGEST: usize = 2_000;
const LONGEST_TEXT: usize = 600_000;
/// More than any entry has; who sends it meant something else.
const LONGEST_LINE: usize = 5_000;

/// Read the names of an entry; none when a field was refused.
pub fn read_line(form: &mut Fields) -> Option<Line> {
    let texts = FIELDS.map(|name| form.maybe_line(name, LONGEST));
    match Line::of(|at| texts.get(at).cloned().unwrap_or_default()) {
        Ok(line) => form.is_good().then_some(line),
        Err(bad) => {
            form.refuse(bad.field, Refusal::new(bad.code));
            None
        }
    }
}

/// Read a new entry.
pub fn read_entry(form: &mut Fields) -> Option<(Part, Line)> {
    let part = form.parsed("part", Part::parse);
    let line = read_line(form);
    part.zip(line)
}

pub fn read_text(form: &mut Fields) -> String {
    let text = form.maybe_paragraphs("text", LONGEST_TEXT);
    if text.lines().any(|line| line.chars().count() > LONGEST_LINE) {
        form.refuse("text", Refusal::new("refused-lexicon-long"));
    }
    if text.is_empty() {
        form.refuse("text", Refusal::new("refused-empty"));
    }
    text
}

/// An entry as a filled form.
pub fn filled(part: Part, line: &Line) -> Fields {
    let names = FIELDS.into_iter().enumerate().map(|(at, name)| (name, line.field(at)));
    Fields::filled(names.chain([("part", part.name().to_owned())]))
}
