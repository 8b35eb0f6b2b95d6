//! A product feed as Google Merchant Center takes it: one row for each variant, those of one product with the same
//! `item_group_id`.

use super::columns::Columns;
use super::etsy::paragraphs;
use super::field::{Field, OPTION_NAMES, OPTION_VALUES};
use super::rows::Row;
use super::translate::{Addresses, Filled, Habits, Refused, Said, Translate, cell, columns, list, pictures};
use super::{Note, Refusal, RefusalReason, Weight, WeightUnit, kebab};
use std::collections::HashMap;

pub struct Merchant {
    columns: Columns,
    at: HashMap<&'static str, usize>,
    numbers: Vec<(usize, Field)>,
    addresses: Addresses,
    groups: HashMap<String, Group>,
}

/// The variants of one product.
#[derive(Default)]
struct Group {
    /// What its address is made of.
    name: String,
    first_line: u64,
    rows: usize,
    /// The values of each thing that variants may differ in, two of them at most.
    values: [Vec<String>; DIFFERENCES.len()],
    /// What the feed itself calls its options.
    named: [String; OWN.len()],
}

/// What variants of a product may differ in, and how buyers are asked for it.
const DIFFERENCES: [(&str, &str); 4] =
    [("color", "Color"), ("size", "Size"), ("material", "Material"), ("pattern", "Pattern")];
/// Options in the words of the shop, where a feed has them: more than what Google has a word for.
const OWN: [(&str, &str); 3] = [
    ("custom_variant1_category", "custom_variant1_option"),
    ("custom_variant2_category", "custom_variant2_option"),
    ("custom_variant3_category", "custom_variant3_option"),
];
/// How buyers are asked where the feed names no difference: by the title of the variant.
const VARIANT: &str = "Variant";

const NAMES: [&str; 33] = [
    "id",
    "title",
    "description",
    "link",
    "image_link",
    "additional_image_link",
    "availability",
    "price",
    "sale_price",
    "sale_price_effective_date",
    "brand",
    "gtin",
    "mpn",
    "item_group_id",
    "color",
    "size",
    "material",
    "pattern",
    "product_type",
    "google_product_category",
    "shipping_weight",
    "quantity",
    "sell_on_google_quantity",
    "condition",
    "mobile_link",
    "identifier_exists",
    "item_group_title",
    "custom_variant1_category",
    "custom_variant1_option",
    "custom_variant2_category",
    "custom_variant2_option",
    "custom_variant3_category",
    "custom_variant3_option",
];
const NOT_READ: [&str; 3] = ["condition", "mobile_link", "identifier_exists"];

/// A name as feeds spell it in one way or another: `g:image_link`, `Image Link`.
fn plain(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    name.trim_start_matches("g:").replace([' ', '-'], "_")
}

impl Merchant {
    pub fn known(names: &[String]) -> usize {
        names.iter().filter(|name| NAMES.contains(&plain(name).as_str())).count()
    }

    pub fn writes(names: &[String]) -> bool {
        let has = |wanted: &str| names.iter().any(|name| plain(name) == wanted);
        has("id") && has("title") && has("price") && (has("link") || has("image_link") || has("availability"))
    }

    pub fn new(names: &[String]) -> Self {
        let place =
            |wanted: &'static str| Some((wanted, names.iter().position(|name| plain(name) == wanted)?));
        let at: HashMap<&'static str, usize> = NAMES.into_iter().filter_map(place).collect();
        let find = |name: &str| at.get(name).copied();
        let quantity = find("quantity").or(find("sell_on_google_quantity")).or(find("availability"));
        let mut from = vec![
            (Field::Handle, find("id")),
            (Field::Title, find("title")),
            (Field::Body, find("description")),
            (Field::Vendor, find("brand")),
            (Field::Category, find("google_product_category")),
            (Field::Kind, find("product_type")),
            (Field::Materials, find("material")),
            (Field::Sku, find("id")),
            (Field::Barcode, find("gtin")),
            (Field::Price, find("price")),
            (Field::CompareAt, find("sale_price")),
            (Field::StockTracker, quantity),
            (Field::Quantity, quantity),
            (Field::OutOfStock, find("availability")),
            (Field::Grams, find("shipping_weight")),
            (Field::PictureUrl, find("image_link")),
            (Field::VariantPicture, find("image_link")),
            (Field::Doubt, find("availability")),
        ];
        from.extend(OPTION_NAMES.into_iter().chain(OPTION_VALUES).map(|field| (field, find("title"))));
        let prices = [(find("price"), Field::Price), (find("sale_price"), Field::Price)];
        Self {
            columns: columns(names, &from),
            numbers: prices.into_iter().filter_map(|(at, field)| Some((at?, field))).collect(),
            addresses: Addresses::default(),
            groups: HashMap::new(),
            at,
        }
    }

    fn cell<'r>(&self, row: &'r Row<'_>, name: &str) -> &'r str {
        cell(row, self.at.get(name).copied())
    }

    fn group<'r>(&self, row: &'r Row<'_>) -> &'r str {
        let group = self.cell(row, "item_group_id");
        if group.is_empty() { self.cell(row, "id") } else { group }
    }

    fn address(&self, row: &Row<'_>) -> String {
        let key = self.group(row);
        self.addresses.of(self.groups.get(key).map_or(key, |group| group.name.as_str()), key)
    }

    /// The things that the variants of a product differ in, by their places in [`DIFFERENCES`].
    fn differences(group: &Group) -> Vec<usize> {
        (0..DIFFERENCES.len()).filter(|at| group.values[*at].len() > 1).take(OPTION_NAMES.len()).collect()
    }

    /// What buyers are asked, and what this variant answers.
    fn options(&self, group: &Group, row: &Row<'_>) -> Vec<(String, String)> {
        let own = OWN.iter().zip(&group.named).filter(|(_, name)| !name.is_empty());
        let own: Vec<_> =
            own.map(|((_, option), name)| (name.clone(), self.cell(row, option).to_owned())).collect();
        if !own.is_empty() {
            return own;
        }
        let differences = Self::differences(group);
        if differences.is_empty() && group.rows > 1 {
            return vec![(VARIANT.to_owned(), self.cell(row, "title").to_owned())];
        }
        let said = differences.into_iter().map(|at| (DIFFERENCES[at].1, self.cell(row, DIFFERENCES[at].0)));
        said.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    fn stock(&self, row: &Row<'_>, filled: &mut Filled<'_>, said: &mut Said) {
        let pieces = [self.cell(row, "quantity"), self.cell(row, "sell_on_google_quantity")];
        let pieces = pieces.into_iter().find(|pieces| !pieces.is_empty()).unwrap_or_default();
        let mut count = |pieces: &str| {
            filled.set(Field::StockTracker, "shopify");
            filled.set(Field::Quantity, pieces);
        };
        let availability = plain(self.cell(row, "availability"));
        match availability.as_str() {
            "in_stock" | "available" | "" if pieces.is_empty() => {}
            "in_stock" | "available" | "" => count(pieces),
            "out_of_stock" | "sold_out" => count("0"),
            "preorder" | "pre_order" | "backorder" => {
                count(if pieces.is_empty() { "0" } else { pieces });
                filled.set(Field::OutOfStock, "continue");
            }
            _ => {
                filled.set(Field::Doubt, "true");
                said.refused.push(Refusal {
                    line: row.line,
                    column: self.columns.name(Field::OutOfStock).map(str::to_owned),
                    reason: RefusalReason::UnknownWord {
                        known: vec!["in_stock", "out_of_stock", "preorder", "backorder"],
                    },
                });
            }
        }
    }

    fn weight(&self, row: &Row<'_>, habits: &Habits, filled: &mut Filled<'_>, said: &mut Said) {
        let text = self.cell(row, "shipping_weight");
        let number = text.trim_end_matches(char::is_alphabetic);
        let unit = match text[number.len()..].to_ascii_lowercase().as_str() {
            "kg" => WeightUnit::Kilogram,
            "oz" => WeightUnit::Ounce,
            "lb" | "lbs" => WeightUnit::Pound,
            _ => WeightUnit::Gram,
        };
        match Weight::of(number, unit, habits.of(Field::Grams)) {
            Ok(weight) => filled.set(Field::Grams, weight.in_full()),
            Err(_) if text.is_empty() => {}
            Err(reason) => {
                let column = self.columns.name(Field::Grams).map(str::to_owned);
                said.refused.push(Refusal { line: row.line, column, reason });
            }
        }
    }
}

/// The name in an address such as `https://shop.example/products/oak-stool?variant=2`.
fn name_in(link: &str) -> Option<String> {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    let (_, path) = path.split_once("://")?;
    let (_, path) = path.split_once('/')?;
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let last = last.trim_end_matches(".html").trim_end_matches(".htm").trim_end_matches(".php");
    let name = kebab(last);
    (!name.is_empty() && !last.contains('%')).then_some(name)
}

impl Translate for Merchant {
    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn numbers(&self) -> &[(usize, Field)] {
        &self.numbers
    }

    fn reads(&self, column: usize) -> bool {
        self.at.iter().any(|(name, at)| *at == column && !NOT_READ.contains(name))
    }

    fn learn(&mut self, row: &Row<'_>) {
        let key = self.group(row).to_owned();
        let name = name_in(self.cell(row, "link")).unwrap_or_else(|| key.clone());
        let cells = DIFFERENCES.map(|(name, _)| self.cell(row, name).to_owned());
        let own = OWN.map(|(name, _)| self.cell(row, name).to_owned());
        let group = self.groups.entry(key.clone()).or_insert_with(|| Group {
            name,
            first_line: row.line,
            ..Group::default()
        });
        group.rows += 1;
        for (values, value) in group.values.iter_mut().zip(cells) {
            if values.len() < 2 && !values.contains(&value) {
                values.push(value);
            }
        }
        for (named, name) in group.named.iter_mut().zip(own) {
            if named.is_empty() {
                *named = name;
            }
        }
        let name = group.name.clone();
        self.addresses.learn(&name, &key);
    }

    fn rows(&self, row: &Row<'_>, habits: &Habits, said: &mut Said) -> Result<Vec<Row<'static>>, Refused> {
        let address = self.address(row);
        let Some(group) = self.groups.get(self.group(row)).filter(|_| !address.is_empty()) else {
            return Err(Refused::row(RefusalReason::NoHandle));
        };
        let mut filled = Filled::new(&self.columns, row, &address)
            .with(Field::Body, paragraphs(self.cell(row, "description")))
            .with(Field::Sku, self.cell(row, "id"))
            .with(Field::Barcode, self.cell(row, "gtin"))
            .with(Field::OutOfStock, "deny")
            .with(Field::PictureUrl, self.cell(row, "image_link"));
        // Every variant has a title of its own; that of the first is the product's.
        if row.line == group.first_line {
            let of_all = self.cell(row, "item_group_title");
            filled.set(Field::Title, if of_all.is_empty() { self.cell(row, "title") } else { of_all });
            filled.set(Field::Vendor, self.cell(row, "brand"));
            filled.set(Field::Category, self.cell(row, "google_product_category"));
            filled.set(
                Field::Kind,
                self.cell(row, "product_type").rsplit('>').next().unwrap_or_default().trim(),
            );
            filled.set(Field::Materials, self.cell(row, "material"));
        }
        let options = self.options(group, row);
        for ((name, value), (asked, chosen)) in OPTION_NAMES.into_iter().zip(OPTION_VALUES).zip(&options) {
            filled.set(name, asked.as_str());
            filled.set(value, chosen.as_str());
        }
        if group.rows > 1 {
            filled.set(Field::VariantPicture, self.cell(row, "image_link"));
        }
        let (price, sale) = (self.cell(row, "price"), self.cell(row, "sale_price"));
        let is_for_days = !self.cell(row, "sale_price_effective_date").is_empty();
        if sale.is_empty() || is_for_days {
            filled.set(Field::Price, price);
        } else {
            filled.set(Field::Price, sale);
            filled.set(Field::CompareAt, price);
        }
        if !sale.is_empty() && is_for_days {
            said.notes.push(Note::SaleLeftOut { line: row.line });
        }
        self.stock(row, &mut filled, said);
        self.weight(row, habits, &mut filled, said);
        let mut rows = vec![filled.row()];
        let more = list(self.cell(row, "additional_image_link"));
        rows.extend(pictures(&self.columns, row, &address, &more));
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_from_the_link() {
        for (link, name) in [
            ("https://shop.example/products/Oak-Stool?variant=2", Some("oak-stool")),
            ("https://shop.example/a1", Some("a1")),
            ("https://shop.example/oak.html", Some("oak")),
            ("https://shop.example/", None),
            ("https://shop.example", None),
            ("https://shop.example/%E7%93%B7", None),
            ("", None),
        ] {
            assert_eq!(name_in(link).as_deref(), name, "{link}");
        }
    }
}
