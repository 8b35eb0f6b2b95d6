//! The head of a file: which columns it has, and in which order.

use super::field::{self, Dialect, FIELDS, Field};
use super::{Note, Unreadable};

/// The columns of a file in their order, with their names as the file spells them.
///
/// Reading a file gives its columns, so that writing it again gives the same head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    dialect: Dialect,
    list: Vec<Column>,
    places: [Option<usize>; FIELDS],
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub name: String,
    pub meaning: Meaning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Field(Field),
    /// Kept unchanged with the listing.
    AsideOfListing,
    /// Kept unchanged with the variant.
    AsideOfVariant,
    /// A fourth option: rows that use it are refused.
    OptionBeyondThird,
    /// Without a name, or there a second time: not read.
    LeftOut,
}

/// Far more than any export has, few enough to keep a hostile file small.
const MAX_COLUMNS: usize = 1_000;

impl Columns {
    /// All columns of a dialect, in the order of its own export, and then those set aside.
    pub fn all(dialect: Dialect, aside: &[String]) -> Columns {
        let known = field::NAMES.iter().map(|(_, legacy, current)| match dialect {
            Dialect::Legacy => *legacy,
            Dialect::Current => *current,
        });
        let list = known.chain(aside.iter().map(String::as_str)).map(column).collect();
        Columns::of(dialect, list)
    }

    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The columns of another program's file, as it spells them, by what they mean here.
    pub(super) fn translated(columns: &[(Field, String)]) -> Columns {
        let column =
            |(field, name): &(Field, String)| Column { name: name.clone(), meaning: Meaning::Field(*field) };
        Columns::of(Dialect::Current, columns.iter().map(column).collect())
    }

    /// Columns that a seller may believe to be read: they are kept aside, and no program we know writes them.
    pub(super) fn strange(&self) -> Vec<String> {
        self.aside().filter(|name| !field::is_known_aside(name)).map(str::to_owned).collect()
    }

    /// The names of the columns this market has no use for, in their order.
    pub fn aside(&self) -> impl Iterator<Item = &str> {
        let is_aside = |it: &&Column| matches!(it.meaning, Meaning::AsideOfListing | Meaning::AsideOfVariant);
        self.list.iter().filter(is_aside).map(|column| column.name.as_str())
    }

    /// Understand the first row of a file.
    pub(super) fn read(names: &[impl AsRef<str>], notes: &mut Vec<Note>) -> Result<Columns, Unreadable> {
        if names.len() > MAX_COLUMNS {
            return Err(Unreadable::TooManyColumns { max: MAX_COLUMNS });
        }
        let mut list: Vec<Column> = Vec::with_capacity(names.len());
        for (at, name) in names.iter().enumerate() {
            let mut new = column(name.as_ref());
            let is_same = |old: &Column| match new.meaning {
                Meaning::Field(_) => old.meaning == new.meaning,
                _ => old.name.eq_ignore_ascii_case(&new.name),
            };
            if new.name.is_empty() {
                new.meaning = Meaning::LeftOut;
                notes.push(Note::UnnamedColumn { position: at + 1 });
            } else if list.iter().any(is_same) {
                new.meaning = Meaning::LeftOut;
                notes.push(Note::RepeatedColumn { name: new.name.clone() });
            }
            list.push(new);
        }
        let columns = Columns::of(dialect_of(&list), list);
        let is_products = columns.place(Field::Handle).or(columns.place(Field::Title)).is_some();
        if is_products { Ok(columns) } else { Err(Unreadable::NotProducts) }
    }

    /// How many names of a row are known.
    pub(super) fn known(names: &[impl AsRef<str>]) -> usize {
        names.iter().filter(|name| field::named(clean(name.as_ref())).is_some()).count()
    }

    /// Whether the head is one of Shopify's: it has handles, or a title among names that are mostly known.
    pub(super) fn are_shopifys(names: &[impl AsRef<str>]) -> bool {
        let has = |field| {
            names.iter().any(|name| field::named(clean(name.as_ref())).is_some_and(|it| it.0 == field))
        };
        has(Field::Handle) || has(Field::Title) && Columns::known(names) * 2 >= names.len()
    }

    pub(super) fn list(&self) -> &[Column] {
        &self.list
    }

    /// Which cell of a row holds a field.
    pub(super) fn place(&self, field: Field) -> Option<usize> {
        self.places[field as usize]
    }

    /// The name of a column as the file spells it.
    pub(super) fn name(&self, field: Field) -> Option<&str> {
        self.place(field).map(|at| self.list[at].name.as_str())
    }

    pub(super) fn has_variants(&self) -> bool {
        field::OF_VARIANT.iter().any(|field| self.place(*field).is_some())
    }

    fn of(dialect: Dialect, list: Vec<Column>) -> Columns {
        let mut places = [None; FIELDS];
        for (at, column) in list.iter().enumerate() {
            if let Meaning::Field(field) = column.meaning {
                places[field as usize] = Some(at);
            }
        }
        Columns { dialect, list, places }
    }
}

fn column(name: &str) -> Column {
    let name = clean(name);
    let meaning = match field::named(name) {
        Some((field, _)) => Meaning::Field(field),
        None if field::is_option_beyond_third(name) => Meaning::OptionBeyondThird,
        None if field::is_of_variant(name) => Meaning::AsideOfVariant,
        None => Meaning::AsideOfListing,
    };
    Column { name: name.to_owned(), meaning }
}

/// A name without what surrounds it.
pub(super) fn clean(name: &str) -> &str {
    name.trim().trim_start_matches('\u{feff}').trim()
}

/// The dialect most names belong to; the current one when no name tells.
fn dialect_of(list: &[Column]) -> Dialect {
    let count = |dialect| {
        list.iter()
            .filter(|column| field::named(&column.name).is_some_and(|it| it.1 == Some(dialect)))
            .count()
    };
    if count(Dialect::Legacy) > count(Dialect::Current) { Dialect::Legacy } else { Dialect::Current }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(names: &[&str]) -> (Result<Columns, Unreadable>, Vec<Note>) {
        let mut notes = Vec::new();
        (Columns::read(names, &mut notes), notes)
    }

    #[test]
    fn capitals_spaces_and_order_do_not_count() {
        let (columns, notes) = read(&["\u{feff} variant price", "TITLE ", " handle", "My Own"]);
        let columns = columns.unwrap();
        assert_eq!(columns.dialect(), Dialect::Legacy);
        assert_eq!(columns.place(Field::Price), Some(0));
        assert_eq!(columns.place(Field::Handle), Some(2));
        assert_eq!(columns.place(Field::Body), None);
        assert_eq!(columns.aside().collect::<Vec<_>>(), ["My Own"]);
        assert_eq!(notes, []);
    }

    #[test]
    fn both_dialects_are_known_in_full() {
        for dialect in [Dialect::Legacy, Dialect::Current] {
            let all = Columns::all(dialect, &["Price / Japan".to_owned()]);
            let names: Vec<&str> = all.list().iter().map(|column| column.name.as_str()).collect();
            assert_eq!(read(&names), (Ok(all.clone()), vec![]));
            assert_eq!(all.dialect(), dialect);
        }
    }

    #[test]
    fn a_column_that_cannot_be_told_apart_is_left_out_with_a_note() {
        let (columns, notes) = read(&["Handle", "", "URL handle", "Colour", "colour"]);
        assert_eq!(columns.unwrap().aside().collect::<Vec<_>>(), ["Colour"]);
        let repeated = |name: &str| Note::RepeatedColumn { name: name.to_owned() };
        assert_eq!(notes, [Note::UnnamedColumn { position: 2 }, repeated("URL handle"), repeated("colour")]);
    }

    #[test]
    fn a_file_about_something_else_is_refused() {
        assert_eq!(read(&["Name", "Regular price"]).0, Err(Unreadable::NotProducts));
        assert_eq!(read(&["x"; 1_001]).0, Err(Unreadable::TooManyColumns { max: 1_000 }));
    }
}
