//! All entries of a market: those that everybody has, as the operator changed them, and the operator's own.

use std::{collections::BTreeMap, sync::LazyLock};

use kernel::words;

use super::{
    FILES, Lexicon, SUITS,
    line::{BadLine, Line, Part},
    lines,
};

words! {
    /// Where an entry comes from.
    Origin { BuiltIn = "built_in", Changed = "changed", Own = "own" }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookEntry {
    pub code: String,
    pub part: Part,
    pub line: Line,
    pub origin: Origin,
    /// Whether it is not used.
    pub is_off: bool,
}

/// What the operator keeps of an entry; without a line it is only switched off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub code: String,
    pub part: Part,
    pub line: Option<Line>,
    pub is_off: bool,
}

/// Entries by their codes.
pub type Book = BTreeMap<String, BookEntry>;

static BUILT_IN: LazyLock<Book> = LazyLock::new(|| {
    let mut book = Book::new();
    for ((file, ..), part) in FILES.iter().zip(Part::ALL) {
        for line in lines(file).filter_map(|line| Line::read(line).ok()) {
            let part = *part;
            let code = free(&book, line.code(part));
            let entry = BookEntry { code: code.clone(), part, line, origin: Origin::BuiltIn, is_off: false };
            book.insert(code, entry);
        }
    }
    book
});

/// The code, or where it is taken the first with a number behind it.
fn free(book: &Book, code: String) -> String {
    if !book.contains_key(&code) {
        return code;
    }
    let numbered = (2..).map(|number: u32| format!("{code}-{number}"));
    numbered.into_iter().find(|code| !book.contains_key(code)).unwrap_or(code)
}

/// The entries that every market has.
pub fn built_in_book() -> &'static Book {
    &BUILT_IN
}

/// Everything, as the operator changed it.
pub fn book(kept: Vec<Kept>) -> Book {
    let mut book = BUILT_IN.clone();
    for Kept { code, part, line, is_off } in kept {
        let built_in = BUILT_IN.get(&code);
        let origin = match (built_in, &line) {
            (Some(_), None) => Origin::BuiltIn,
            (Some(_), Some(_)) => Origin::Changed,
            (None, _) => Origin::Own,
        };
        let Some(line) = line.or_else(|| built_in.map(|entry| entry.line.clone())) else { continue };
        book.insert(code.clone(), BookEntry { code, part, line, origin, is_off });
    }
    book
}

/// The lexicon that a book comes to.
pub fn lexicon_of(book: &Book) -> Lexicon {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for entry in book.values().filter(|entry| !entry.is_off) {
        let text = texts.entry(entry.part.name()).or_default();
        text.push_str(&entry.line.write());
        text.push('\n');
    }
    let files = FILES.iter().zip(Part::ALL).map(|((_, weight, in_body), part)| {
        (texts.get(part.name()).map_or("", String::as_str), *weight, *in_body)
    });
    Lexicon::read(&files.collect::<Vec<_>>(), SUITS)
}

/// Everything as text: a part in brackets, below it a line for each entry, with a dash before those that are off.
pub fn write(book: &Book) -> String {
    let mut text = String::new();
    for part in Part::ALL {
        text.push_str(&format!("[{}]\n", part.name()));
        for entry in book.values().filter(|entry| entry.part == *part) {
            text.push_str(if entry.is_off { "- " } else { "" });
            text.push_str(&entry.line.write());
            text.push('\n');
        }
    }
    text
}

/// A line of a text that cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    pub number: usize,
    pub why: BadLine,
}

/// A good line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedLine {
    pub number: usize,
    pub part: Part,
    pub line: Line,
    pub is_off: bool,
}

/// What a text asks for: the good lines, and the others with what is wrong.
pub fn read(text: &str) -> (Vec<AskedLine>, Vec<Fault>) {
    let (mut good, mut faults) = (Vec::new(), Vec::new());
    let mut part = None;
    for (at, line) in text.lines().enumerate() {
        let (number, line) = (at + 1, line.trim().trim_start_matches('\u{feff}'));
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut blame = |field, code| faults.push(Fault { number, why: BadLine { field, code } });
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            part = Part::parse(name.trim());
            if part.is_none() {
                blame("part", "refused-not-a-choice");
            }
            continue;
        }
        let Some(part) = part else {
            blame("part", "refused-lexicon-no-part");
            continue;
        };
        let (line, is_off) = line.strip_prefix('-').map_or((line, false), |line| (line, true));
        match Line::read(line) {
            Ok(line) => good.push(AskedLine { number, part, line, is_off }),
            Err(why) => faults.push(Fault { number, why }),
        }
    }
    (good, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_line_is_an_entry_and_the_text_leads_back_to_it() {
        let count: usize = FILES.iter().map(|(file, ..)| lines(file).count()).sum();
        let book = book(Vec::new());
        assert_eq!(book.len(), count);
        let (good, faults) = read(&write(&book));
        assert_eq!((good.len(), faults), (count, Vec::new()));
        assert!(book.keys().all(|code| code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')));
    }

    #[test]
    fn what_the_operator_keeps_takes_the_place_of_what_everybody_has() {
        let line = |text: &str| Line::read(text).ok();
        let kept = |code: &str, part, line, is_off| Kept { code: code.into(), part, line, is_off };
        let book = book(vec![
            kept("materials-cotton", Part::Materials, None, true),
            kept("things-teapot", Part::Things, line("壶 | teapot | | | teko, ceret teh"), false),
            kept("things-pulsatilla", Part::Things, line("白头翁 | pulsatilla | | | "), false),
        ]);
        let lexicon = lexicon_of(&book);
        let named = |name: &str| lexicon.named(&super::super::atoms(name)).len();
        assert_eq!((named("ceret teh"), named("白头翁"), named("棉布")), (1, 1, 0));
        let origins =
            ["materials-cotton", "things-teapot", "things-pulsatilla"].map(|code| book[code].origin);
        assert_eq!(origins, [Origin::BuiltIn, Origin::Changed, Origin::Own]);
    }

    #[test]
    fn bad_lines_are_named_and_the_good_ones_kept() {
        let text = "茶 | tea | | |\n[things]\n# note\n壶 | pot | | |\nnothing\n- 杯 | cup | | |\n[stars]\n碗 | bowl | | |";
        let (good, faults) = read(text);
        let good: Vec<_> =
            good.iter().map(|one| (one.number, one.line.head().unwrap(), one.is_off)).collect();
        assert_eq!(good, [(4, "pot", false), (6, "cup", true)]);
        let faults: Vec<_> = faults.iter().map(|fault| (fault.number, fault.why.code)).collect();
        let expected = [
            (1, "refused-lexicon-no-part"),
            (5, "refused-lexicon-bars"),
            (7, "refused-not-a-choice"),
            (8, "refused-lexicon-no-part"),
        ];
        assert_eq!(faults, expected);
    }
}
