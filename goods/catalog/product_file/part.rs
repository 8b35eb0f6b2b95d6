//! The parts of one row: what it says about the listing, its variant and its picture.

use super::columns::{Columns, Meaning};
use super::field::{Field, OPTION_LINKS, OPTION_NAMES, OPTION_VALUES};
use super::number::Habit;
use super::rows::Row;
use super::translate::{Habits, Said};
use super::{Aside, Cell, ListingDraft, Note, OptionDraft, OutOfStock, PictureDraft, Refusal, RefusalReason};
use super::{Status, VariantDraft, Weight, WeightUnit, amount, measure};
use crate::catalog::TaxClass;
use kernel::{Currency, Money};
use platform::web::is_visible;

/// The cells of one row by what they mean, and what was wrong with those looked at so far.
///
/// A cell that cannot be read costs that cell: it says nothing, as if its column were not there. Only what a variant
/// or a listing cannot be without costs more.
pub struct Parts<'a> {
    row: &'a Row<'a>,
    columns: &'a Columns,
    currency: Currency,
    habits: &'a Habits,
    pub said: Said,
    is_lost: bool,
}

/// Spreadsheets write yes and no in the language of whoever opened the file.
#[rustfmt::skip]
pub const BOOLEANS: &[(&str, bool)] = &[
    ("true", true), ("false", false), ("yes", true), ("no", false), ("1", true), ("0", false),
    ("WAHR", true), ("FALSCH", false), ("VRAI", true), ("FAUX", false), ("VERDADERO", true), ("FALSO", false),
    ("VERO", true), ("VERDADEIRO", true), ("ja", true), ("nein", false), ("BENAR", true), ("SALAH", false),
    ("是", true), ("否", false), ("真", true), ("假", false), ("सत्य", true), ("असत्य", false), ("हाँ", true), ("नहीं", false),
];
/// The current dialect asks a question here, so that some files answer yes or no.
pub const OUT_OF_STOCK: &[(&str, OutOfStock)] = &[
    ("deny", OutOfStock::Deny),
    ("continue", OutOfStock::Continue),
    ("false", OutOfStock::Deny),
    ("true", OutOfStock::Continue),
];
pub const STATUSES: &[(&str, Status)] = &[
    ("active", Status::Active),
    ("draft", Status::Draft),
    ("archived", Status::Archived),
    ("unlisted", Status::Unlisted),
];
/// In our words, and in those of WooCommerce.
pub const TAX_CLASSES: &[(&str, TaxClass)] = &[
    ("standard", TaxClass::Standard),
    ("reduced", TaxClass::Reduced),
    ("reduced-rate", TaxClass::Reduced),
    ("zero", TaxClass::Zero),
    ("zero-rate", TaxClass::Zero),
    ("exempt", TaxClass::Exempt),
];
pub const WEIGHT_UNITS: &[(&str, WeightUnit)] = &[
    ("g", WeightUnit::Gram),
    ("kg", WeightUnit::Kilogram),
    ("oz", WeightUnit::Ounce),
    ("lb", WeightUnit::Pound),
];

const SHORT: usize = 255;
const ALT: usize = 512;
const URL: usize = 2_048;
const SEO_DESCRIPTION: usize = 5_000;
const ASIDE: usize = 64 << 10;
const BODY: usize = 512 << 10;
const MAX_TAGS: usize = 250;

impl<'a> Parts<'a> {
    pub fn new(row: &'a Row<'a>, columns: &'a Columns, currency: Currency, habits: &'a Habits) -> Parts<'a> {
        Parts { row, columns, currency, habits, said: Said::default(), is_lost: false }
    }

    /// The same row read once more, with nothing said yet.
    pub fn again(&self) -> Parts<'a> {
        Parts::new(self.row, self.columns, self.currency, self.habits)
    }

    /// The part that was read; None when something was wrong that it cannot be without.
    fn finish<T>(&mut self, part: T) -> Option<T> {
        (!std::mem::take(&mut self.is_lost)).then_some(part)
    }

    pub fn refuse(&mut self, field: Option<Field>, reason: RefusalReason) {
        let column = field.and_then(|field| self.columns.name(field)).map(str::to_owned);
        self.said.refused.push(Refusal { line: self.row.line, column, reason });
    }

    pub fn has_refused(&self, field: Field) -> bool {
        let name = self.columns.name(field);
        name.is_some() && self.said.refused.iter().any(|refusal| refusal.column.as_deref() == name)
    }

    /// Refuse a cell, and with it the part that is being read.
    fn lose(&mut self, field: Field, reason: RefusalReason) {
        self.refuse(Some(field), reason);
        self.is_lost = true;
    }

    /// The cell without outer spaces.
    pub fn cell(&self, field: Field) -> Cell<&'a str> {
        match self.columns.place(field).map(|at| self.row.cells[at].trim()) {
            None => Cell::Missing,
            Some("") => Cell::Empty,
            Some(text) => Cell::Value(text),
        }
    }

    pub fn is_filled(&self, fields: &[Field]) -> bool {
        fields.iter().any(|field| matches!(self.cell(*field), Cell::Value(_)))
    }

    /// What the row says about the listing, its options included, its variants and pictures not.
    pub fn listing(&mut self, handle: String) -> Option<ListingDraft> {
        let said_before = self.said.refused.len();
        let (published, status) = (self.word(Field::Published, BOOLEANS), self.word(Field::Status, STATUSES));
        // Whether it is to be on sale could not be read.
        let is_unclear = self.said.refused.len() > said_before;
        let draft = ListingDraft {
            line: self.row.line,
            handle,
            title: self.title(),
            body: self.verbatim(Field::Body, BODY),
            vendor: self.text(Field::Vendor, SHORT),
            category: self.text(Field::Category, URL),
            kind: self.text(Field::Kind, SHORT),
            tags: self.tags(),
            published,
            status,
            gift_card: self.word(Field::GiftCard, BOOLEANS),
            seo_title: self.text(Field::SeoTitle, SHORT),
            seo_description: self.verbatim(Field::SeoDescription, SEO_DESCRIPTION),
            materials: self.text(Field::Materials, SHORT),
            tax_class: self.word(Field::TaxClass, TAX_CLASSES),
            is_doubtful: is_unclear || matches!(self.cell(Field::Doubt), Cell::Value("true")),
            has_lost_variants: false,
            options: self.options(),
            variants: Vec::new(),
            pictures: Vec::new(),
            aside: self.aside(|meaning| meaning == Meaning::AsideOfListing),
        };
        self.finish(draft)
    }

    /// The variant the row brings to a listing.
    pub fn variant(&mut self, listing: &ListingDraft) -> Option<VariantDraft> {
        let is_first_row = self.row.line == listing.line;
        let draft = VariantDraft {
            line: self.row.line,
            choices: self.choices(&listing.options),
            sku: self.text(Field::Sku, SHORT),
            barcode: self.text(Field::Barcode, SHORT),
            price: self.money(Field::Price),
            compare_at: self.money(Field::CompareAt),
            cost: self.money(Field::Cost),
            taxable: self.word(Field::Taxable, BOOLEANS),
            tax_code: self.text(Field::TaxCode, SHORT),
            stock_tracker: self.text(Field::StockTracker, SHORT),
            quantity: self.quantity(),
            out_of_stock: self.word(Field::OutOfStock, OUT_OF_STOCK),
            weight: self.weight(),
            weight_unit: self.word(Field::WeightUnit, WEIGHT_UNITS),
            needs_shipping: self.word(Field::NeedsShipping, BOOLEANS),
            fulfilment: self.text(Field::Fulfilment, SHORT),
            picture: self.read(Field::VariantPicture, link),
            aside: self.aside(|meaning| match meaning {
                Meaning::AsideOfVariant => true,
                Meaning::AsideOfListing => !is_first_row,
                Meaning::Field(_) | Meaning::OptionBeyondThird | Meaning::LeftOut => false,
            }),
        };
        self.options_beyond_third();
        self.finish(draft)
    }

    /// The picture the row brings, if it brings one.
    pub fn picture(&mut self, has_variant: bool) -> Option<PictureDraft> {
        let Cell::Value(url) = self.read(Field::PictureUrl, link) else { return None };
        let is_aside = |meaning| matches!(meaning, Meaning::AsideOfListing | Meaning::AsideOfVariant);
        Some(PictureDraft {
            line: self.row.line,
            url,
            position: self.position(),
            alt: self.text(Field::PictureAlt, ALT),
            aside: if has_variant { Aside::new() } else { self.aside(is_aside) },
        })
    }

    /// A title that is too long is cut rather than lost: a listing needs one.
    fn title(&mut self) -> Cell<String> {
        let said = self.cell(Field::Title);
        match said.map(|text| limited(text, SHORT)) {
            Cell::Value(Err(reason)) => {
                self.refuse(Some(Field::Title), reason);
                said.map(|text| text.chars().take(SHORT).collect())
            }
            Cell::Value(Ok(text)) => Cell::Value(text),
            Cell::Empty => Cell::Empty,
            Cell::Missing => Cell::Missing,
        }
    }

    /// Pieces below none, as some programs count what is owed, are none.
    fn quantity(&mut self) -> Cell<u32> {
        let habit = self.habits.of(Field::Quantity);
        let found = self.read(Field::Quantity, |text| measure::whole_number(text, habit));
        if let Cell::Value(found @ ..0) = found {
            self.said.notes.push(Note::NegativeQuantity { line: self.row.line, found });
        }
        found.map(|pieces| u32::try_from(pieces.max(0)).unwrap_or(u32::MAX))
    }

    fn position(&mut self) -> Cell<u32> {
        self.read(Field::PicturePosition, |text| {
            let place = measure::whole_number(text, Habit::default())?;
            u32::try_from(place).map_err(|_| RefusalReason::Negative)
        })
    }

    fn weight(&mut self) -> Cell<Weight> {
        let habit = self.habits.of(Field::Grams);
        self.read(Field::Grams, |text| Weight::parse(text, habit))
    }

    fn options(&mut self) -> Vec<OptionDraft> {
        let mut options: Vec<OptionDraft> = Vec::new();
        for (place, (name, link)) in OPTION_NAMES.into_iter().zip(OPTION_LINKS).enumerate() {
            let Cell::Value(text) = self.text(name, SHORT) else { continue };
            if options.len() < place {
                self.lose(OPTION_NAMES[place - 1], RefusalReason::OptionWithoutName);
            }
            if options.iter().any(|option| option.name == text) {
                self.lose(name, RefusalReason::OptionNamedTwice);
            }
            options.push(OptionDraft { name: text, linked_to: self.text(link, SHORT) });
        }
        let is_default = |field, word| self.cell(field).value().is_some_and(|it| word_is(it, word));
        let has_no_choice = options.len() == 1
            && is_default(Field::Option1Name, DEFAULT_OPTION)
            && is_default(Field::Option1Value, DEFAULT_CHOICE);
        if has_no_choice { Vec::new() } else { options }
    }

    fn choices(&mut self, options: &[OptionDraft]) -> Vec<String> {
        let mut choices = Vec::with_capacity(options.len());
        for (place, field) in OPTION_VALUES.into_iter().enumerate() {
            let said_before = self.said.refused.len();
            match self.text(field, SHORT) {
                Cell::Value(choice) if place < options.len() => choices.push(choice),
                Cell::Value(choice) if place == 0 && word_is(&choice, DEFAULT_CHOICE) => {}
                Cell::Value(_) => self.lose(field, RefusalReason::OptionWithoutName),
                Cell::Missing if self.said.refused.len() > said_before => self.is_lost = true,
                Cell::Empty | Cell::Missing if place < options.len() => {
                    self.lose(field, RefusalReason::NoOptionValue);
                }
                Cell::Empty | Cell::Missing => {}
            }
        }
        choices
    }

    fn options_beyond_third(&mut self) {
        for (column, cell) in self.columns.list().iter().zip(&self.row.cells) {
            if column.meaning == Meaning::OptionBeyondThird && !cell.trim().is_empty() {
                let reason = RefusalReason::TooManyOptions { max: OPTION_NAMES.len() };
                let (line, column) = (self.row.line, Some(column.name.clone()));
                self.said.refused.push(Refusal { line, column, reason });
                self.is_lost = true;
            }
        }
    }

    fn aside(&mut self, wanted: impl Fn(Meaning) -> bool) -> Aside {
        let mut aside = Aside::new();
        for (column, cell) in self.columns.list().iter().zip(&self.row.cells) {
            if cell.is_empty() || !wanted(column.meaning) {
                continue;
            }
            if cell.len() > ASIDE {
                let (column, reason) = (Some(column.name.clone()), RefusalReason::TooLong { max: ASIDE });
                self.said.refused.push(Refusal { line: self.row.line, column, reason });
            } else {
                aside.push((column.name.clone(), cell.clone().into_owned()));
            }
        }
        aside
    }

    fn tags(&mut self) -> Cell<Vec<String>> {
        let split = |text: &str| -> Result<Vec<String>, RefusalReason> {
            let tags = text.split(',').map(str::trim).filter(|tag| !tag.is_empty());
            let tags: Vec<String> = tags.map(|tag| limited(tag, SHORT)).collect::<Result<_, _>>()?;
            if tags.len() > MAX_TAGS { Err(RefusalReason::TooManyTags { max: MAX_TAGS }) } else { Ok(tags) }
        };
        match self.read(Field::Tags, split) {
            Cell::Value(tags) if tags.is_empty() => Cell::Empty,
            tags => tags,
        }
    }

    /// A text in which there is nothing to see is none.
    fn text(&mut self, field: Field, max: usize) -> Cell<String> {
        match self.read(field, |text| limited(text, max)) {
            Cell::Value(text) if !text.chars().any(is_visible) => Cell::Empty,
            text => text,
        }
    }

    /// Longer texts keep their outer spaces and line breaks.
    fn verbatim(&mut self, field: Field, max_bytes: usize) -> Cell<String> {
        let Cell::Value(_) = self.cell(field) else { return self.cell(field).map(str::to_owned) };
        let text = self.columns.place(field).map_or("", |at| self.row.cells[at].as_ref());
        if text.len() > max_bytes {
            self.refuse(Some(field), RefusalReason::TooLong { max: max_bytes });
            return Cell::Missing;
        }
        Cell::Value(text.to_owned())
    }

    fn money(&mut self, field: Field) -> Cell<Money> {
        let (currency, habit) = (self.currency, self.habits.of(field));
        self.read(field, |text| amount::money(text, currency, habit))
    }

    fn word<T: Copy>(&mut self, field: Field, words: &'static [(&'static str, T)]) -> Cell<T> {
        self.read(field, |text| measure::word(text, words))
    }

    fn read<T>(&mut self, field: Field, read: impl FnOnce(&str) -> Result<T, RefusalReason>) -> Cell<T> {
        match self.cell(field).map(read) {
            Cell::Value(Ok(value)) => Cell::Value(value),
            Cell::Value(Err(reason)) => {
                self.refuse(Some(field), reason);
                Cell::Missing
            }
            Cell::Empty => Cell::Empty,
            Cell::Missing => Cell::Missing,
        }
    }
}

/// What the file writes for a listing without a choice.
pub const DEFAULT_OPTION: &str = "Title";
pub const DEFAULT_CHOICE: &str = "Default Title";

fn word_is(text: &str, word: &str) -> bool {
    text.eq_ignore_ascii_case(word)
}

fn limited(text: &str, max: usize) -> Result<String, RefusalReason> {
    if text.chars().nth(max).is_some() { Err(RefusalReason::TooLong { max }) } else { Ok(text.to_owned()) }
}

fn link(text: &str) -> Result<String, RefusalReason> {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme);
    let is_web = scheme.is_some_and(|it| it.eq_ignore_ascii_case("https") || it.eq_ignore_ascii_case("http"));
    if !is_web || text.contains(char::is_whitespace) {
        return Err(RefusalReason::NotALink);
    }
    limited(text, URL)
}
