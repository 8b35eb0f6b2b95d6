//! Etsy's file of listings. Its head is in the seller's language, so it is known by its shape: seven columns, then
//! pictures from one to ten, then the variations, each with type, name and values, and the SKU at the end.
//!
//! The file says one price and one number of pieces for all variations of a listing together. They are not shared
//! out here: such a listing begins as a draft.

use super::columns::Columns;
use super::field::{Field, OPTION_NAMES, OPTION_VALUES};
use super::rows::Row;
use super::translate::{
    Addresses, Filled, Habits, Refused, Said, Translate, cell, columns, list, pictures, place,
};
use super::{Note, RefusalReason};

pub struct Etsy {
    columns: Columns,
    at: Places,
    numbers: Vec<(usize, Field)>,
    addresses: Addresses,
}

#[derive(Default)]
struct Places {
    title: Option<usize>,
    body: Option<usize>,
    price: Option<usize>,
    currency: Option<usize>,
    quantity: Option<usize>,
    tags: Option<usize>,
    materials: Option<usize>,
    images: Vec<usize>,
    /// Name and values of each variation.
    variations: Vec<(usize, usize)>,
    sku: Option<usize>,
}

const NAMES: [&str; 9] =
    ["TITLE", "DESCRIPTION", "PRICE", "CURRENCY_CODE", "QUANTITY", "TAGS", "MATERIALS", "IMAGE1", "SKU"];
/// Columns before the first picture.
const BEFORE_IMAGES: usize = 7;
/// So many numbered columns in a row, and no fewer, are Etsy's pictures.
const FEWEST_IMAGES: usize = 5;
/// More combinations than a listing may have, so that the limit is told.
const MOST_COMBINATIONS: usize = 101;

impl Etsy {
    pub fn known(names: &[String]) -> usize {
        let shape = if by_shape(names).is_some() { BEFORE_IMAGES } else { 0 };
        shape.max(NAMES.iter().filter(|name| place(names, name).is_some()).count())
    }

    pub fn writes(names: &[String]) -> bool {
        places(names).is_some()
    }

    pub fn new(names: &[String]) -> Self {
        let at = places(names).unwrap_or_default();
        let mut from = vec![
            (Field::Handle, at.title),
            (Field::Title, at.title),
            (Field::Body, at.body),
            (Field::Price, at.price),
            (Field::Quantity, at.quantity),
            (Field::StockTracker, at.quantity),
            (Field::Tags, at.tags),
            (Field::Materials, at.materials),
            (Field::PictureUrl, at.images.first().copied()),
            (Field::Sku, at.sku),
            (Field::Doubt, at.title),
        ];
        let variation = |number: usize| at.variations.get(number).copied();
        from.extend((0..).zip(OPTION_NAMES).map(|(number, field)| (field, variation(number).map(|it| it.0))));
        from.extend(
            (0..).zip(OPTION_VALUES).map(|(number, field)| (field, variation(number).map(|it| it.1))),
        );
        let numbers = [(at.price, Field::Price), (at.quantity, Field::Quantity)];
        Self {
            columns: columns(names, &from),
            numbers: numbers.into_iter().filter_map(|(at, field)| Some((at?, field))).collect(),
            addresses: Addresses::default(),
            at,
        }
    }

    fn mark(&self, row: &Row<'_>) -> String {
        let sku = list(cell(row, self.at.sku)).first().cloned();
        sku.unwrap_or_else(|| row.line.to_string())
    }

    /// The price with the currency beside it, so that another one is noticed.
    fn price(&self, row: &Row<'_>) -> String {
        format!("{} {}", cell(row, self.at.price), cell(row, self.at.currency)).trim_start().to_owned()
    }
}

fn places(names: &[String]) -> Option<Places> {
    by_shape(names).or_else(|| by_name(names))
}

fn by_name(names: &[String]) -> Option<Places> {
    let find = |name: &str| place(names, name);
    let numbered =
        |prefix: &str| (1..).map_while(|number| find(&format!("{prefix}{number}"))).collect::<Vec<_>>();
    let variation = |number: usize| {
        Some((find(&format!("VARIATION {number} NAME"))?, find(&format!("VARIATION {number} VALUES"))?))
    };
    let title = find("TITLE")?;
    find("CURRENCY_CODE")?;
    Some(Places {
        title: Some(title),
        body: find("DESCRIPTION"),
        price: find("PRICE"),
        currency: find("CURRENCY_CODE"),
        quantity: find("QUANTITY"),
        tags: find("TAGS"),
        materials: find("MATERIALS"),
        images: numbered("IMAGE"),
        variations: (1..).map_while(variation).collect(),
        sku: find("SKU"),
    })
}

fn by_shape(names: &[String]) -> Option<Places> {
    let prefix = |name: &str| name.strip_suffix('1').map(str::to_lowercase);
    let first = prefix(names.get(BEFORE_IMAGES)?).filter(|prefix| !prefix.is_empty())?;
    let images = (1..)
        .zip(BEFORE_IMAGES..names.len())
        .take_while(|(number, at)| names[*at].to_lowercase() == format!("{first}{number}"))
        .count();
    if images < FEWEST_IMAGES {
        return None;
    }
    let rest = BEFORE_IMAGES + images;
    let variations = (names.len() - rest) / 3;
    Some(Places {
        title: Some(0),
        body: Some(1),
        price: Some(2),
        currency: Some(3),
        quantity: Some(4),
        tags: Some(5),
        materials: Some(6),
        images: (BEFORE_IMAGES..rest).collect(),
        variations: (0..variations).map(|it| (rest + it * 3 + 1, rest + it * 3 + 2)).collect(),
        sku: ((names.len() - rest) % 3 == 1).then(|| names.len() - 1),
    })
}

impl Translate for Etsy {
    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn numbers(&self) -> &[(usize, Field)] {
        &self.numbers
    }

    fn reads(&self, column: usize) -> bool {
        let at = &self.at;
        let single = [at.title, at.body, at.price, at.currency, at.quantity, at.tags, at.materials, at.sku];
        // The type of a variation says nothing that its name does not.
        let of_variations = at.variations.iter().any(|it| (it.0 - 1..=it.1).contains(&column));
        single.contains(&Some(column)) || at.images.contains(&column) || of_variations
    }

    fn learn(&mut self, row: &Row<'_>) {
        let line = row.line.to_string();
        self.addresses.learn(cell(row, self.at.title), &line);
    }

    fn rows(&self, row: &Row<'_>, _: &Habits, said: &mut Said) -> Result<Vec<Row<'static>>, Refused> {
        let title = cell(row, self.at.title);
        let address = self.addresses.of(title, &self.mark(row));
        let chosen =
            |(name, values): &(usize, usize)| (cell(row, Some(*name)), list(cell(row, Some(*values))));
        let options: Vec<(&str, Vec<String>)> =
            self.at.variations.iter().map(chosen).filter(|it| !it.1.is_empty()).collect();
        if options.len() > OPTION_NAMES.len() {
            return Err(Refused::row(RefusalReason::TooManyOptions { max: OPTION_NAMES.len() }));
        }
        let skus = list(cell(row, self.at.sku));
        let mut images =
            self.at.images.iter().map(|at| cell(row, Some(*at)).to_owned()).filter(|url| !url.is_empty());
        let mut first = Filled::new(&self.columns, row, &address)
            .with(Field::Title, title)
            .with(Field::Body, paragraphs(cell(row, self.at.body)))
            .with(Field::Tags, cell(row, self.at.tags).replace('_', " "))
            .with(Field::Materials, cell(row, self.at.materials).replace('_', " "))
            .with(Field::PictureUrl, images.next().unwrap_or_default());
        let images: Vec<String> = images.collect();
        let mut rows = Vec::new();
        if options.is_empty() {
            first.set(Field::Price, self.price(row));
            first.set(Field::StockTracker, "shopify");
            first.set(Field::Quantity, cell(row, self.at.quantity));
            first.set(Field::Sku, skus.first().cloned().unwrap_or_default());
            rows.push(first.row());
        } else {
            let quantity = cell(row, self.at.quantity).to_owned();
            said.notes.push(Note::OneForAll { line: row.line, quantity });
            first.set(Field::Doubt, "true");
            for (field, (name, _)) in OPTION_NAMES.into_iter().zip(&options) {
                first.set(field, if name.is_empty() { "Option" } else { name });
            }
            rows.push(first.row());
            for (at, choices) in combinations(&options).into_iter().enumerate() {
                let mut variant =
                    Filled::new(&self.columns, row, &address).with(Field::Price, self.price(row));
                for (field, choice) in OPTION_VALUES.into_iter().zip(choices) {
                    variant.set(field, choice);
                }
                variant.set(Field::Sku, skus.get(at).cloned().unwrap_or_default());
                rows.push(variant.row());
            }
        }
        rows.extend(pictures(&self.columns, row, &address, &images));
        Ok(rows)
    }
}

/// Descriptions are plain text there.
pub fn paragraphs(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace("\r\n", "\n");
    let parts = escaped.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| format!("<p>{}</p>", part.replace('\n', "<br>"))).collect()
}

fn combinations(options: &[(&str, Vec<String>)]) -> Vec<Vec<String>> {
    options.iter().fold(vec![Vec::new()], |rows, (_, values)| {
        let longer = rows.iter().flat_map(|row: &Vec<String>| {
            values.iter().map(move |value| row.iter().chain([value]).cloned().collect())
        });
        longer.take(MOST_COMBINATIONS).collect()
    })
}
