//! Writing listings into a file that Shopify, and this market, can read again.

use super::columns::{Columns, Meaning};
use super::field::{Dialect, Field};
use super::part::{DEFAULT_CHOICE, DEFAULT_OPTION};
use super::{Cell, ListingDraft, OutOfStock, PictureDraft, Status, VariantDraft, WeightUnit};
use std::borrow::Cow;
use std::io;

/// Write the head and the rows of the listings, one listing after the other, without keeping them.
///
/// What the columns do not name is not written, and a missing cell is written as an empty one: choose
/// columns that say what should be said ([`Columns::all`], or those of the file that was read). Cells are
/// written as they are, also those that begin with `=`; see the head of the module.
pub fn write<'a>(
    out: impl io::Write,
    columns: &Columns,
    listings: impl IntoIterator<Item = &'a ListingDraft>,
) -> io::Result<()> {
    let mut file = csv::Writer::from_writer(out);
    let kept: Vec<_> = columns.list().iter().filter(|column| column.meaning != Meaning::LeftOut).collect();
    file.write_record(kept.iter().map(|column| &column.name))?;
    for listing in listings {
        for line in lines(listing) {
            file.write_record(kept.iter().map(|column| {
                let cell = match column.meaning {
                    Meaning::Field(field) => line.cell(field, columns.dialect()),
                    Meaning::AsideOfListing | Meaning::AsideOfVariant => line.aside(&column.name),
                    Meaning::OptionBeyondThird | Meaning::LeftOut => Cow::Borrowed(""),
                };
                cell.into_owned()
            }))?;
        }
    }
    file.flush()
}

/// One row to be written.
struct Line<'a> {
    listing: &'a ListingDraft,
    is_first: bool,
    variant: Option<&'a VariantDraft>,
    picture: Option<&'a PictureDraft>,
}

/// The rows of a listing: variants and pictures side by side. A picture with cells of its own, and all
/// after it, come after the last variant, in rows of their own.
fn lines(listing: &ListingDraft) -> impl Iterator<Item = Line<'_>> {
    let variants = listing.variants.len().max(1);
    let is_plain = |picture: &&PictureDraft| picture.aside.is_empty();
    let beside = listing.pictures.iter().take(variants).take_while(is_plain).count();
    let (beside, alone) = listing.pictures.split_at(beside);
    let with_variant = (0..variants).map(move |at| Line {
        listing,
        is_first: at == 0,
        variant: listing.variants.get(at),
        picture: beside.get(at),
    });
    let pictures_only = alone.iter().map(move |picture| Line {
        listing,
        is_first: false,
        variant: None,
        picture: Some(picture),
    });
    with_variant.chain(pictures_only)
}

impl<'a> Line<'a> {
    fn cell(&self, field: Field, dialect: Dialect) -> Cow<'a, str> {
        let of_listing = self.is_first.then_some(self.listing);
        match field {
            Field::Handle => Cow::Borrowed(&self.listing.handle),
            Field::Title => text(of_listing.map(|it| &it.title)),
            Field::Body => text(of_listing.map(|it| &it.body)),
            Field::Vendor => text(of_listing.map(|it| &it.vendor)),
            Field::Category => text(of_listing.map(|it| &it.category)),
            Field::Kind => text(of_listing.map(|it| &it.kind)),
            Field::Tags => shown(of_listing.map(|it| &it.tags), |tags| tags.join(", ")),
            Field::Published => shown(of_listing.map(|it| &it.published), |it| boolean(*it, dialect)),
            Field::Status => shown(of_listing.map(|it| &it.status), |it| status(*it, dialect)),
            Field::GiftCard => shown(of_listing.map(|it| &it.gift_card), |it| boolean(*it, dialect)),
            Field::SeoTitle => text(of_listing.map(|it| &it.seo_title)),
            Field::SeoDescription => text(of_listing.map(|it| &it.seo_description)),
            Field::Option1Name => self.option_name(0),
            Field::Option2Name => self.option_name(1),
            Field::Option3Name => self.option_name(2),
            Field::Option1Link => self.option_link(0),
            Field::Option2Link => self.option_link(1),
            Field::Option3Link => self.option_link(2),
            Field::Option1Value => self.choice(0),
            Field::Option2Value => self.choice(1),
            Field::Option3Value => self.choice(2),
            Field::Sku => text(self.variant.map(|it| &it.sku)),
            Field::Barcode => text(self.variant.map(|it| &it.barcode)),
            Field::Price => shown(self.variant.map(|it| &it.price), |money| money.decimal()),
            Field::CompareAt => shown(self.variant.map(|it| &it.compare_at), |money| money.decimal()),
            Field::Cost => shown(self.variant.map(|it| &it.cost), |money| money.decimal()),
            Field::Taxable => shown(self.variant.map(|it| &it.taxable), |it| boolean(*it, dialect)),
            Field::TaxCode => text(self.variant.map(|it| &it.tax_code)),
            Field::StockTracker => text(self.variant.map(|it| &it.stock_tracker)),
            Field::Quantity => shown(self.variant.map(|it| &it.quantity), u32::to_string),
            Field::OutOfStock => shown(self.variant.map(|it| &it.out_of_stock), |it| policy(*it, dialect)),
            Field::Grams => shown(self.variant.map(|it| &it.weight), ToString::to_string),
            Field::WeightUnit => shown(self.variant.map(|it| &it.weight_unit), |it| unit(*it).to_owned()),
            Field::NeedsShipping => {
                shown(self.variant.map(|it| &it.needs_shipping), |it| boolean(*it, dialect))
            }
            Field::Fulfilment => text(self.variant.map(|it| &it.fulfilment)),
            Field::VariantPicture => text(self.variant.map(|it| &it.picture)),
            Field::PictureUrl => self.picture.map_or(Cow::Borrowed(""), |it| Cow::Borrowed(&it.url)),
            Field::PicturePosition => shown(self.picture.map(|it| &it.position), u32::to_string),
            Field::PictureAlt => text(self.picture.map(|it| &it.alt)),
            Field::TaxClass => shown(of_listing.map(|it| &it.tax_class), |it| it.name().to_owned()),
            Field::Materials | Field::Doubt => Cow::Borrowed(""),
        }
    }

    fn option_name(&self, place: usize) -> Cow<'a, str> {
        match self.listing.options.get(place) {
            Some(option) if self.is_first => Cow::Borrowed(&option.name),
            None if self.is_first && place == 0 && self.has_no_choice() => Cow::Borrowed(DEFAULT_OPTION),
            Some(_) | None => Cow::Borrowed(""),
        }
    }

    fn option_link(&self, place: usize) -> Cow<'a, str> {
        let option = self.listing.options.get(place).filter(|_| self.is_first);
        text(option.map(|option| &option.linked_to))
    }

    fn choice(&self, place: usize) -> Cow<'a, str> {
        match self.variant.map(|variant| variant.choices.get(place)) {
            Some(Some(choice)) => Cow::Borrowed(choice),
            Some(None) if place == 0 && self.has_no_choice() => Cow::Borrowed(DEFAULT_CHOICE),
            Some(None) | None => Cow::Borrowed(""),
        }
    }

    fn has_no_choice(&self) -> bool {
        self.listing.options.is_empty() && self.variant.is_some()
    }

    /// The cell of a column we have no use for: the listing's on the first row, else the variant's, else the
    /// picture's.
    fn aside(&self, name: &str) -> Cow<'a, str> {
        let of_listing = self.is_first.then_some(&self.listing.aside);
        let sources = [of_listing, self.variant.map(|it| &it.aside), self.picture.map(|it| &it.aside)];
        let mut pairs = sources.into_iter().flatten().flatten();
        pairs.find(|(column, _)| column == name).map_or(Cow::Borrowed(""), |(_, cell)| Cow::Borrowed(cell))
    }
}

fn text(cell: Option<&Cell<String>>) -> Cow<'_, str> {
    match cell {
        Some(Cell::Value(text)) => Cow::Borrowed(text),
        Some(Cell::Empty | Cell::Missing) | None => Cow::Borrowed(""),
    }
}

fn shown<'a, T>(cell: Option<&Cell<T>>, show: impl FnOnce(&T) -> String) -> Cow<'a, str> {
    match cell {
        Some(Cell::Value(value)) => Cow::Owned(show(value)),
        Some(Cell::Empty | Cell::Missing) | None => Cow::Borrowed(""),
    }
}

fn boolean(value: bool, dialect: Dialect) -> String {
    cased(if value { "true" } else { "false" }, dialect)
}

fn policy(policy: OutOfStock, dialect: Dialect) -> String {
    match policy {
        OutOfStock::Deny => cased("deny", dialect),
        OutOfStock::Continue => cased("continue", dialect),
    }
}

/// The current dialect writes its fixed words in capitals.
fn cased(word: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Legacy => word.to_owned(),
        Dialect::Current => word.to_ascii_uppercase(),
    }
}

fn status(status: Status, dialect: Dialect) -> String {
    let (legacy, current) = match status {
        Status::Active => ("active", "Active"),
        Status::Draft => ("draft", "Draft"),
        Status::Archived => ("archived", "Archived"),
        Status::Unlisted => ("unlisted", "Unlisted"),
    };
    match dialect {
        Dialect::Legacy => legacy.to_owned(),
        Dialect::Current => current.to_owned(),
    }
}

fn unit(unit: WeightUnit) -> &'static str {
    match unit {
        WeightUnit::Gram => "g",
        WeightUnit::Kilogram => "kg",
        WeightUnit::Ounce => "oz",
        WeightUnit::Pound => "lb",
    }
}
