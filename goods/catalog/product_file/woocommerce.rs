//! WooCommerce's product file: a variable product and its variations are rows of their own, and a variation names
//! its parent by `id:12` or by the SKU.

use super::columns::Columns;
use super::field::{Field, OPTION_NAMES, OPTION_VALUES};
use super::rows::Row;
use super::translate::{
    Addresses, Filled, Habits, Refused, Said, Translate, cell, columns, list, pictures, place,
};
use super::{Note, Refusal, RefusalReason, Weight, WeightUnit};
use std::collections::HashMap;

pub struct WooCommerce {
    columns: Columns,
    at: Places,
    numbers: Vec<(usize, Field)>,
    read: Vec<usize>,
    addresses: Addresses,
    /// Products by how a variation may name them.
    products: HashMap<String, Product>,
    /// What the variations of a product differ in, by how they name it.
    choices: HashMap<String, Vec<String>>,
}

#[derive(Clone)]
struct Product {
    title: String,
    mark: String,
}

struct Places {
    id: Option<usize>,
    kind: Option<usize>,
    sku: Option<usize>,
    name: Option<usize>,
    published: Option<usize>,
    visibility: Option<usize>,
    short: Option<usize>,
    body: Option<usize>,
    sale_starts: Option<usize>,
    sale_ends: Option<usize>,
    tax: Option<usize>,
    tax_class: Option<usize>,
    in_stock: Option<usize>,
    stock: Option<usize>,
    backorders: Option<usize>,
    weight: Option<(usize, WeightUnit)>,
    sale_price: Option<usize>,
    price: Option<usize>,
    categories: Option<usize>,
    tags: Option<usize>,
    images: Option<usize>,
    parent: Option<usize>,
    barcode: Option<usize>,
    brands: Option<usize>,
    /// Name and value of each attribute.
    attributes: Vec<(usize, usize)>,
}

const NAMES: [&str; 28] = [
    "ID",
    "Type",
    "SKU",
    "Name",
    "Published",
    "Is featured?",
    "Visibility in catalog",
    "Short description",
    "Description",
    "Date sale price starts",
    "Date sale price ends",
    "Tax status",
    "Tax class",
    "In stock?",
    "Stock",
    "Low stock amount",
    "Backorders allowed?",
    "Sold individually?",
    "Allow customer reviews?",
    "Purchase note",
    "Sale price",
    "Regular price",
    "Categories",
    "Tags",
    "Images",
    "Parent",
    "Grouped products",
    "Position",
];

impl WooCommerce {
    pub fn known(names: &[String]) -> usize {
        NAMES.iter().filter(|name| place(names, name).is_some()).count()
    }

    pub fn writes(names: &[String]) -> bool {
        let has = |name| place(names, name).is_some();
        has("Name") && (has("Regular price") || has("Type") && has("SKU") && (has("ID") || has("Parent")))
    }

    pub fn new(names: &[String]) -> Self {
        let find = |name: &str| place(names, name);
        let weight = names.iter().position(|name| name.to_ascii_lowercase().starts_with("weight ("));
        let attribute = |number: usize| {
            Some((find(&format!("Attribute {number} name"))?, find(&format!("Attribute {number} value(s)"))?))
        };
        let at = Places {
            id: find("ID"),
            kind: find("Type"),
            sku: find("SKU"),
            name: find("Name"),
            published: find("Published"),
            visibility: find("Visibility in catalog"),
            short: find("Short description"),
            body: find("Description"),
            sale_starts: find("Date sale price starts"),
            sale_ends: find("Date sale price ends"),
            tax: find("Tax status"),
            tax_class: find("Tax class"),
            in_stock: find("In stock?"),
            stock: find("Stock"),
            backorders: find("Backorders allowed?"),
            weight: weight.map(|at| (at, unit(&names[at]))),
            sale_price: find("Sale price"),
            price: find("Regular price"),
            categories: find("Categories"),
            tags: find("Tags"),
            images: find("Images"),
            parent: find("Parent"),
            barcode: find("GTIN, UPC, EAN, or ISBN"),
            brands: find("Brands"),
            attributes: (1..=50).map_while(attribute).collect(),
        };
        let first_attribute = at.attributes.first().map(|it| it.0);
        let second = at.attributes.first().map(|it| it.1);
        let mut from = vec![
            (Field::Handle, at.name),
            (Field::Title, at.name),
            (Field::Body, at.body.or(at.short)),
            (Field::Vendor, at.brands),
            (Field::Kind, at.categories),
            (Field::Tags, at.tags),
            (Field::Status, at.published),
            (Field::Sku, at.sku),
            (Field::Barcode, at.barcode),
            (Field::Price, at.price.or(at.sale_price)),
            (Field::CompareAt, at.sale_price.and(at.price)),
            (Field::Taxable, at.tax),
            (Field::TaxClass, at.tax_class),
            (Field::StockTracker, at.in_stock.or(at.stock)),
            (Field::Quantity, at.stock.or(at.in_stock)),
            (Field::OutOfStock, at.backorders),
            (Field::Grams, at.weight.map(|it| it.0)),
            (Field::NeedsShipping, at.kind),
            (Field::PictureUrl, at.images),
            (Field::VariantPicture, at.images),
        ];
        from.extend(OPTION_NAMES.map(|field| (field, first_attribute)));
        from.extend(OPTION_VALUES.map(|field| (field, second)));
        let numbers = [(at.price, Field::Price), (at.sale_price, Field::Price), (at.stock, Field::Quantity)];
        let weight = at.weight.map(|it| (it.0, Field::Grams));
        let mut read: Vec<usize> = from.iter().filter_map(|it| it.1).collect();
        let others = [
            at.id,
            at.parent,
            at.short,
            at.in_stock,
            at.sale_price,
            at.visibility,
            at.sale_starts,
            at.sale_ends,
        ];
        read.extend(others.into_iter().flatten());
        read.extend(at.attributes.iter().flat_map(|it| [it.0, it.1]));
        Self {
            columns: columns(names, &from),
            numbers: numbers.into_iter().filter_map(|(at, field)| Some((at?, field))).chain(weight).collect(),
            read,
            addresses: Addresses::default(),
            products: HashMap::new(),
            choices: HashMap::new(),
            at,
        }
    }

    fn is_variation(&self, row: &Row<'_>) -> bool {
        cell(row, self.at.kind).split(',').any(|word| word.trim().eq_ignore_ascii_case("variation"))
    }

    /// What tells a product apart from another of the same name.
    fn mark(&self, row: &Row<'_>) -> String {
        let marks = [cell(row, self.at.sku), cell(row, self.at.id)];
        marks.into_iter().find(|mark| !mark.is_empty()).map_or_else(|| row.line.to_string(), str::to_owned)
    }

    fn attributes<'r>(&self, row: &'r Row<'_>) -> Vec<(&'r str, &'r str)> {
        let both = |(name, value): &(usize, usize)| (cell(row, Some(*name)), cell(row, Some(*value)));
        self.at.attributes.iter().map(both).filter(|it| !it.0.is_empty()).collect()
    }

    /// The names under which variations may know a product.
    fn names_of(&self, row: &Row<'_>) -> Vec<String> {
        let (id, sku) = (cell(row, self.at.id), cell(row, self.at.sku));
        let by_id = (!id.is_empty()).then(|| format!("id:{id}"));
        by_id.into_iter().chain((!sku.is_empty()).then(|| sku.to_owned())).collect()
    }

    /// What belongs to a product and to a variation alike: price, stock, weight.
    fn fill(&self, row: &Row<'_>, habits: &Habits, filled: &mut Filled<'_>, said: &mut Said) {
        let at = &self.at;
        let (regular, sale) = (cell(row, at.price), cell(row, at.sale_price));
        let is_for_days = !cell(row, at.sale_starts).is_empty() || !cell(row, at.sale_ends).is_empty();
        if sale.is_empty() || is_for_days {
            filled.set(Field::Price, regular);
        } else {
            filled.set(Field::Price, sale);
            filled.set(Field::CompareAt, regular);
        }
        if !sale.is_empty() && is_for_days {
            said.notes.push(Note::SaleLeftOut { line: row.line });
        }
        let (stock, in_stock) = (cell(row, at.stock), cell(row, at.in_stock));
        if !stock.is_empty() {
            filled.set(Field::StockTracker, "shopify");
            filled.set(Field::Quantity, stock);
        } else if in_stock == "0" {
            filled.set(Field::StockTracker, "shopify");
            filled.set(Field::Quantity, "0");
        }
        let may_wait = matches!(cell(row, at.backorders), "1" | "notify" | "yes");
        filled.set(Field::OutOfStock, if may_wait { "continue" } else { "deny" });
        if in_stock.eq_ignore_ascii_case("backorder") {
            filled.set(Field::OutOfStock, "continue");
        }
        filled.set(Field::Sku, cell(row, at.sku));
        filled.set(Field::Barcode, cell(row, at.barcode));
        let tax = cell(row, at.tax);
        filled.set(Field::Taxable, if tax.is_empty() || tax == "taxable" { "true" } else { "false" });
        if !self.is_variation(row) {
            filled.set(Field::TaxClass, cell(row, at.tax_class));
        }
        let is_carried =
            !cell(row, at.kind).split(',').any(|it| matches!(it.trim(), "virtual" | "downloadable"));
        filled.set(Field::NeedsShipping, if is_carried { "true" } else { "false" });
        if let Some((place, unit)) = at.weight.filter(|it| !cell(row, Some(it.0)).is_empty()) {
            match Weight::of(cell(row, Some(place)), unit, habits.of(Field::Grams)) {
                Ok(weight) => filled.set(Field::Grams, weight.in_full()),
                Err(reason) => {
                    let column = self.columns.name(Field::Grams).map(str::to_owned);
                    said.refused.push(Refusal { line: row.line, column, reason });
                }
            }
        }
    }

    fn variation(
        &self,
        row: &Row<'_>,
        habits: &Habits,
        said: &mut Said,
    ) -> Result<Vec<Row<'static>>, Refused> {
        let parent = cell(row, self.at.parent);
        let no_parent = || Refused {
            column: self.at.parent,
            reason: RefusalReason::NoParent { parent: parent.to_owned() },
        };
        let product = self.products.get(parent).ok_or_else(no_parent)?;
        let options = self.choices.get(&product.mark).map_or(&[][..], Vec::as_slice);
        if options.len() > OPTION_VALUES.len() {
            return Err(Refused::row(RefusalReason::TooManyOptions { max: OPTION_VALUES.len() }));
        }
        let mut filled = Filled::new(&self.columns, row, &self.addresses.of(&product.title, &product.mark));
        for (name, value) in self.attributes(row) {
            if let Some(at) = options.iter().position(|option| option == name) {
                filled.set(OPTION_VALUES[at], value);
            }
        }
        self.fill(row, habits, &mut filled, said);
        let images = list(cell(row, self.at.images));
        let address = self.addresses.of(&product.title, &product.mark);
        if let Some(first) = images.first() {
            filled.set(Field::VariantPicture, first.clone());
            filled.set(Field::PictureUrl, first.clone());
        }
        let mut rows = vec![filled.row()];
        rows.extend(pictures(&self.columns, row, &address, images.get(1..).unwrap_or_default()));
        Ok(rows)
    }

    /// Attributes that nobody chooses by are words about the product.
    fn body(&self, row: &Row<'_>, options: &[String]) -> String {
        let said: Vec<String> = [cell(row, self.at.short), cell(row, self.at.body)]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(|text| text.replace("\\n", "\n"))
            .collect();
        let told: String = self
            .attributes(row)
            .into_iter()
            .filter(|(name, value)| !value.is_empty() && !options.iter().any(|option| option == name))
            .map(|(name, value)| format!("<li>{}: {}</li>", escaped(name), escaped(value)))
            .collect();
        let mut body = said.join("\n");
        if !told.is_empty() {
            body += &format!("\n<ul>{told}</ul>");
        }
        body
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn unit(name: &str) -> WeightUnit {
    let name = name.to_ascii_lowercase();
    if name.contains("kg") {
        WeightUnit::Kilogram
    } else if name.contains("lb") {
        WeightUnit::Pound
    } else if name.contains("oz") {
        WeightUnit::Ounce
    } else {
        WeightUnit::Gram
    }
}

impl Translate for WooCommerce {
    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn numbers(&self) -> &[(usize, Field)] {
        &self.numbers
    }

    fn reads(&self, column: usize) -> bool {
        self.read.contains(&column)
    }

    fn learn(&mut self, row: &Row<'_>) {
        if self.is_variation(row) {
            let names: Vec<String> = self.attributes(row).into_iter().map(|it| it.0.to_owned()).collect();
            let known = self.choices.entry(format!("parent {}", cell(row, self.at.parent))).or_default();
            names.into_iter().for_each(|name| {
                if !known.contains(&name) {
                    known.push(name);
                }
            });
            return;
        }
        let (title, mark) = (cell(row, self.at.name), self.mark(row));
        self.addresses.learn(title, &mark);
        for name in self.names_of(row) {
            self.products
                .entry(name)
                .or_insert_with(|| Product { title: title.to_owned(), mark: mark.clone() });
        }
    }

    fn learned(&mut self) {
        let choices = std::mem::take(&mut self.choices);
        for (parent, names) in choices {
            let Some(product) = self.products.get(parent.trim_start_matches("parent ")) else { continue };
            let known = self.choices.entry(product.mark.clone()).or_default();
            names.into_iter().for_each(|name| {
                if !known.contains(&name) {
                    known.push(name);
                }
            });
        }
    }

    fn rows(&self, row: &Row<'_>, habits: &Habits, said: &mut Said) -> Result<Vec<Row<'static>>, Refused> {
        if self.is_variation(row) {
            return self.variation(row, habits, said);
        }
        let kinds = cell(row, self.at.kind).to_ascii_lowercase();
        if let Some(kind) =
            ["grouped", "external", "subscription", "bundle"].iter().find(|kind| kinds.contains(**kind))
        {
            return Err(Refused {
                column: self.at.kind,
                reason: RefusalReason::OtherKind { kind: (*kind).to_owned() },
            });
        }
        let (title, mark) = (cell(row, self.at.name), self.mark(row));
        let address = self.addresses.of(title, &mark);
        let options = self.choices.get(&mark).map_or(&[][..], Vec::as_slice);
        let mut filled = Filled::new(&self.columns, row, &address)
            .with(Field::Title, title)
            .with(Field::Body, self.body(row, options))
            .with(Field::Vendor, cell(row, self.at.brands))
            .with(Field::Kind, cell(row, self.at.categories).split(',').next().unwrap_or_default().trim())
            .with(Field::Tags, cell(row, self.at.tags));
        let is_hidden = cell(row, self.at.visibility).eq_ignore_ascii_case("hidden");
        filled.set(
            Field::Status,
            match cell(row, self.at.published) {
                "1" | "" if is_hidden => "unlisted",
                "1" | "" => "active",
                _ => "draft",
            },
        );
        for (field, option) in OPTION_NAMES.into_iter().zip(options) {
            filled.set(field, option.clone());
        }
        if kinds.contains("variable") {
            if !cell(row, self.at.stock).is_empty() {
                said.notes.push(Note::StockOfParent { line: row.line });
            }
        } else {
            self.fill(row, habits, &mut filled, said);
        }
        let images = list(cell(row, self.at.images));
        filled.set(Field::PictureUrl, images.first().cloned().unwrap_or_default());
        let mut rows = vec![filled.row()];
        rows.extend(pictures(&self.columns, row, &address, images.get(1..).unwrap_or_default()));
        Ok(rows)
    }
}
