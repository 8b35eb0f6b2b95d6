//! One entry of the lexicon as a line of text: `zh | en | ja | hi | id`, names parted by commas, and perhaps
//! `< broader` by its first English name. The same line in the built-in files, in the table, in a file of the operator's.

use kernel::words;
use platform::i18n::Lang;

use super::{LANGUAGES, atoms};
use crate::search::fold::fold;

words! {
    /// What sort of thing an entry names.
    Part {
        Crafts = "crafts", Materials = "materials", Techniques = "techniques", Things = "things", Uses = "uses",
        Occasions = "occasions", Produce = "produce", Qualities = "qualities", Places = "places",
    }
}

/// Names of one language.
const MOST_NAMES: usize = 40;
/// Characters of a name.
const LONGEST: usize = 60;
/// Where the names of each language stand, and what is broader.
pub const FIELDS: [&str; LANGUAGES + 1] = ["zh", "en", "ja", "hi", "id", "broader"];
const ENGLISH: usize = 1;

/// The names of one thing, in every language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    names: [Vec<String>; LANGUAGES],
    broader: Vec<String>,
}

/// Why a line is none, and in which of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadLine {
    pub field: &'static str,
    pub code: &'static str,
}

const fn bad(field: &'static str, code: &'static str) -> BadLine {
    BadLine { field, code }
}

impl Line {
    /// Read what stands between the bars.
    pub fn read(line: &str) -> Result<Self, BadLine> {
        let fields: Vec<&str> = line.split('|').collect();
        if fields.len() < LANGUAGES || fields.len() > FIELDS.len() {
            return Err(bad("line", "refused-lexicon-bars"));
        }
        Self::of(|at| fields.get(at).copied().unwrap_or_default().to_owned())
    }

    /// Read the fields one by one.
    pub fn of(field: impl Fn(usize) -> String) -> Result<Self, BadLine> {
        let mut line = Self::default();
        for (at, name) in FIELDS.into_iter().enumerate() {
            let text = field(at);
            let text = if at == LANGUAGES { text.trim().trim_start_matches('<').to_owned() } else { text };
            let names = text.split([',', '，', '、']).map(str::trim).filter(|one| !one.is_empty());
            let names: Vec<String> = names.map(str::to_owned).collect();
            if names.len() > MOST_NAMES {
                return Err(bad(name, "refused-lexicon-many"));
            }
            for one in &names {
                if one.chars().count() > LONGEST {
                    return Err(bad(name, "refused-lexicon-long"));
                }
                if one.contains(['|', '<', '#', '[', ']'])
                    || one.chars().any(char::is_control)
                    || one.starts_with('-')
                {
                    return Err(bad(name, "refused-lexicon-sign"));
                }
                if atoms(one).is_empty() {
                    return Err(bad(name, "refused-lexicon-no-word"));
                }
            }
            match line.names.get_mut(at) {
                Some(slot) => *slot = names,
                None => line.broader = names,
            }
        }
        if line.head().is_none() {
            return Err(bad("en", "refused-empty"));
        }
        if line.names.iter().flatten().count() < 2 {
            return Err(bad("en", "refused-lexicon-alone"));
        }
        Ok(line)
    }

    /// As it is kept.
    pub fn write(&self) -> String {
        let mut fields: Vec<String> = self.names.iter().map(|names| names.join(", ")).collect();
        if !self.broader.is_empty() {
            fields.push(format!("< {}", self.broader.join(", ")));
        }
        fields.join(" | ")
    }

    /// A field of a form.
    pub fn field(&self, at: usize) -> String {
        self.names.get(at).unwrap_or(&self.broader).join(", ")
    }

    /// Its first English name.
    pub fn head(&self) -> Option<&str> {
        self.names.get(ENGLISH)?.first().map(String::as_str)
    }

    /// The first name in the language of a column, else in English.
    pub fn name(&self, column: usize) -> &str {
        let first = self.names.get(column).and_then(|names| names.first());
        first.map_or_else(|| self.head().unwrap_or_default(), String::as_str)
    }

    /// All names, each with its language.
    pub fn names_by_language(&self) -> impl Iterator<Item = (&str, Lang)> {
        let languages = [Lang::Chinese, Lang::English, Lang::Japanese, Lang::Hindi, Lang::Indonesian];
        self.names
            .iter()
            .zip(languages)
            .flat_map(|(names, lang)| names.iter().map(move |name| (name.as_str(), lang)))
    }

    /// All names in all languages.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().flatten().map(String::as_str)
    }

    pub fn broader(&self) -> &[String] {
        &self.broader
    }

    /// Whether one of its names has what is looked for.
    pub fn says(&self, folded: &str) -> bool {
        self.names.iter().flatten().any(|name| fold(name).contains(folded))
    }

    /// The code that it gets among the entries of its part.
    pub fn code(&self, part: Part) -> String {
        let folded = fold(self.head().unwrap_or_default());
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        format!("{}-{}", part.name(), words.collect::<Vec<_>>().join("-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_and_written_again() {
        let text = "茶壶, 壶 | teapot, tea pot | 急須 |  | teko | < tea ware";
        let line = Line::read(text).unwrap();
        assert_eq!(line.write(), text);
        assert_eq!((line.head(), line.field(0).as_str()), (Some("teapot"), "茶壶, 壶"));
        assert_eq!(line.code(Part::Things), "things-teapot");
        assert_eq!(Line::read("包 | Crêpe bag | | | ").unwrap().code(Part::Things), "things-crepe-bag");
        assert!(line.says("teap") && line.says("壶") && !line.says("bowl"));
    }

    #[test]
    fn what_is_no_line_says_where_and_why() {
        let long = format!("x{} | a | | |", "茶".repeat(60));
        for (text, field, code) in [
            ("茶 | tea", "line", "refused-lexicon-bars"),
            ("a|b|c|d|e|<f|g", "line", "refused-lexicon-bars"),
            ("茶 | | | | teh", "en", "refused-empty"),
            (" | tea | | | ", "en", "refused-lexicon-alone"),
            ("茶 | tea | … | | ", "ja", "refused-lexicon-no-word"),
            ("茶 | tea < x | | | ", "en", "refused-lexicon-sign"),
            (&long, "zh", "refused-lexicon-long"),
            (&format!("{} | a | | |", "茶,".repeat(41)), "zh", "refused-lexicon-many"),
        ] {
            assert_eq!(Line::read(text), Err(BadLine { field, code }), "{text}");
        }
    }
}
